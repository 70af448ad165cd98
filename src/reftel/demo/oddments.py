"""Pages that a publisher or a copier spoiled, and files that are no cables at all.

In: the cables of the library. Out: path to bytes. Each page shows one fault of a publication that
no telegram has by itself; its file is named after it.
"""

from __future__ import annotations

import msgspec

from reftel.demo.others import archived_text
from reftel.demo.packing import gzipped, zipped
from reftel.demo.plan import LEVELS
from reftel.demo.publish import csv_row, odd_id, page_html, telegram_text
from reftel.demo.truth import Invented

__all__ = ["EXTRA_ROWS", "junk", "pages"]

EXTRA_ROWS = 1
"""One file of `pages` holds so many cables more than one."""
_ARCHIVED = range(1973, 1980)
"""Years of the archives' telegrams."""
_TOO_LARGE = (1 << 24) + 1
"""One byte more than a single record may have."""
_TOO_DEEP = 9
"""One packing more than are unpacked."""


def pages(cables: list[Invented]) -> dict[str, bytes]:
    """Spoiled publications of cables that are sound in themselves."""
    sound = [
        cable
        for cable in cables
        if not cable.plan.faults
        and cable.header.startswith("VZCZC")
        and cable.truth.level == LEVELS[2]
    ]
    parted = next(cable for cable in sound if cable.truth.sections > 1)
    one, two, other = sound[0], sound[1], sound[2]
    page = page_html(one, 2010)
    created = f"{one.plan.created:%Y-%m-%d %H}".encode()
    wrong = msgspec.structs.replace(one, body=other.body)
    empty = msgspec.structs.replace(one, header=" ", body=" ")
    nameless = msgspec.structs.replace(two, header="", body=_without_first_line(two.body))
    unquoted = msgspec.structs.replace(two, body=two.body.replace(".  ", '.  "So they say."  ', 1))
    made = {
        "blocks-odd": page_html(one, 2010, extra="\n<code><pre>END OF FILE</pre></code>"),
        "claims-missing": page_html(one, 2010, claims=False),
        "class-changed": page_html(one, 2010, level=LEVELS[0]),
        "class-unknown": page.replace(b"'>CONFIDENTIAL</a>\n</td>", b"'>DISCREET</a>\n</td>"),
        "date-changed": page.replace(b">" + created, b">2003-03-03 15"),
        "date-unknown": page.replace(b">" + created, b">late one evening, "),
        "id-misread": page_html(parted, 2011, shown_as=odd_id(parted)),
        "id-without-number": page_html(one, 2011, shown_as=one.truth.id.rstrip("0123456789")),
        "old-letters": _in_old_letters(page_html(two, 2011)),
        "origin-changed": page.replace(
            b"'>Embassy ", b"'>Consulate New ").replace(b"'>Mission ", b"'>Consulate New "),
        "wrong-body": page_html(wrong, 2010),
        "wrong-number": page_html(two, 2010, shown_as=other.truth.id),
    }  # fmt: skip
    files = {f"spoiled/{name}.html": data for name, data in made.items()}
    files["spoiled/empty-boxes.html"] = page_html(empty, 2010, shown_as=f"{one.truth.id}9")
    files["spoiled/letter-above.txt"] = _LETTER + telegram_text(two)
    files["spoiled/text-lost.txt"] = archived_text(_old_and_lost(cables), lost=True)
    files["spoiled/nameless.txt"] = telegram_text(nameless)
    files["spoiled/control-characters.txt"] = telegram_text(two).replace(b".  ", b".\0\x07", 1)
    files["spoiled/half-a-letter.txt"] = _utf16_with_half_a_letter(two)
    files["spoiled/two-bytes-a-letter.txt"] = b"\xff\xfe" + one.text.encode("utf-16-le")
    row = csv_row(unquoted, 9001).replace('\\"', '"')
    files["spoiled/quotes.csv"] = (
        csv_row(one, 9000) + row + '"9002","1/1/2009 1:01","x"\n'
    ).encode()
    return files


def _old_and_lost(cables: list[Invented]) -> Invented:
    """A cable of the seventies that no other publication has, of a post that is not cut short."""
    old = next(
        cable
        for cable in cables
        if cable.plan.created.year in _ARCHIVED and len(cable.plan.post.station) <= 6
    )
    return msgspec.structs.replace(old, plan=msgspec.structs.replace(old.plan, serial=9_999))


def _without_first_line(body: str) -> str:
    return body.partition("\n")[2]


def _in_old_letters(page: bytes) -> bytes:
    """One letter of the body in Windows-1252."""
    start, the, end = page.rpartition(b" the ")
    return start + the.replace(b"e", b"\xe9") + end


def _utf16_with_half_a_letter(cable: Invented) -> bytes:
    start, _, end = cable.text.partition(".  ")
    return b"\xff\xfe" + start.encode("utf-16-le") + b"\x3d\xd8" + end.encode("utf-16-le")


def junk() -> dict[str, bytes]:
    """What lies about in every pile: nothing, pictures, prose, archives nobody can open."""
    nested = b"nothing at the bottom"
    for _ in range(_TOO_DEEP):
        nested = gzipped(nested)
    whole = zipped({"list.txt": b"names of rivers\n" * 400})
    return {
        "junk/empty.txt": b"",
        "junk/picture.png": _PICTURE,
        "junk/chapter.txt": _CHAPTER,
        "junk/minutes.html": b"<html><body><p>Minutes of the choir.</p></body></html>",
        "junk/broken.zip": whole[: len(whole) // 2],
        "junk/old.rar": b"Rar!\x1a\x07\x00" + bytes(64),
        "junk/boxes-in-boxes.gz": nested,
        "junk/zeros.gz": gzipped(bytes(_TOO_LARGE)),
    }


_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8ffff3f0005fe02fea7359681"
    "0000000049454e44ae426082"
)
"""One pixel."""
_LETTER = b"""To: the keeper of the files at Zenda

Below is the telegram you asked for.  The other two are still with the binder.

"""
_CHAPTER = b"""CHAPTER THE LAST

In which the miller counts his sacks and finds one more than he had.  It was late in the year, and
the road to Zenda lay under leaves.  Nobody had sent for him, and nobody asked him to stay.
"""
