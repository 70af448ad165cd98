"""Invented telegrams that came apart, came twice, or did not come whole.

In: cables of the library and its seed. Out: pages: sections as records of their own, one of them
missing; a telegram sent again under another number, and a corrected copy; attributes that say
otherwise than the text; a text that is lost in part, and one that was withdrawn. They are cables
beside those of the library, so that nothing of what is true of these changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from reftel.demo.library import write_again
from reftel.demo.others import archived_text, document_number
from reftel.demo.plan import Plan
from reftel.demo.publish import page_html, title_of
from reftel.demo.truth import Invented

__all__ = ["copies", "renumbered"]

_OWN = 700_000
"""Numbers of these plans; nobody else has so high ones."""
_ARCHIVED = range(1973, 1980)
_SECTION = re.compile(r"^[A-Z /]+ SECTION \d\d OF \d\d .*$", re.MULTILINE)
_PAGE_END = re.compile(r"\n[A-Z /]+\n+PAGE \d\d .*\s*\Z")
"""What the printer set between two sections: the level, and the head of the next page."""


def copies(cables: Sequence[Invented], seed: int) -> dict[str, bytes]:
    """Path to page."""

    def make(number: int, fits: Callable[[Plan], bool], **changes: object) -> Invented:
        plan = next(cable.plan for cable in cables if not cable.plan.faults and fits(cable.plan))
        number += _OWN
        return write_again(seed, msgspec.structs.replace(plan, number=number, **changes))

    parted = make(1, _is_old, serial=9_981, size=14_000)
    gap = make(2, _is_old, serial=9_982, size=14_000)
    first = make(3, _is_late, serial=9_983, size=5_000)
    claimed = make(4, _is_old, serial=9_984, size=2_500)
    lost = make(5, _is_old, serial=9_985, size=5_000)
    closed = make(6, _is_departments, serial=9_986, size=2_500)
    again = renumbered(first, 9_987, days=2)
    again = msgspec.structs.replace(again, header=_sent_again(again.header))
    right = renumbered(first, 9_988, days=5)
    pages = {
        **_sections("copies/parted", parted, lacking=0),
        **_sections("copies/with-a-gap", gap, lacking=2),
        "copies/first.html": page_html(first, 2010),
        "copies/sent-again.html": page_html(again, 2010),
        "copies/corrected.html": page_html(
            msgspec.structs.replace(right, body=_corrected(right.body)), 2010
        ),
        "copies/attributes-differ.txt": _otherwise(archived_text(claimed)),
        "copies/segment-lost.txt": archived_text(_segment_lost(lost)),
        "copies/withdrawn.txt": _withdrawn(archived_text(closed)),
    }
    return dict(sorted(pages.items()))


def _is_old(plan: Plan) -> bool:
    return plan.created.year in _ARCHIVED and plan.post.station == "STRELSAU"


def _is_departments(plan: Plan) -> bool:
    """Its name is whole in the archives' numbers, which tell of nothing but that number."""
    return plan.created.year in _ARCHIVED and plan.post.station == "STATE"


def _is_late(plan: Plan) -> bool:
    return plan.created.year >= 2003 and plan.post.station == "STRELSAU"


def renumbered(cable: Invented, serial: int, *, days: int) -> Invented:
    """The same words under another number, sent some days later."""
    plan = cable.plan
    later = plan.created + timedelta(days=days)
    number = re.compile(rf"(#|{plan.post.name}\s+)0*{plan.serial}(?!\d)")

    def anew(text: str) -> str:
        text = number.sub(lambda m: m[1] + str(serial).zfill(len(m[0]) - len(m[1])), text)
        for before, after in _times(plan.created, later):
            text = text.replace(before, after)
        return text

    truth = msgspec.structs.replace(
        cable.truth,
        id=f"{plan.created:%y}{plan.post.station}{serial}",
        created=f"{later:%Y-%m-%dT%H:%MZ}",
    )
    other = msgspec.structs.replace(plan, serial=serial, created=later)
    return Invented(anew(cable.header), anew(cable.body), truth, other)


def _times(before: datetime, after: datetime) -> Iterator[tuple[str, str]]:
    """How the date-time group and the time of filing are written."""
    yield f"{before:%d%H%MZ %b %y}".upper(), f"{after:%d%H%MZ %b %y}".upper()
    yield f" {before:%j%H%M}", f" {after:%j%H%M}"


def _sent_again(header: str) -> str:
    """ZDK: sent again, on request."""
    return re.sub(r"(?m)^([ZOPR ]+\d{6}Z [A-Z]{3} \d\d).*$", r"\1 ZDK", header, count=1)


def _corrected(body: str) -> str:
    first, _, rest = body.partition("\n")
    above, start, below = rest.rpartition("\n2. ")
    below = re.sub(r"\b\d\d\b", lambda m: str(int(m[0]) % 90 + 10), below, count=3)
    rest = above + start + below
    return f"{first}\n\nC O R R E C T E D  C O P Y (FIGURES)\n{rest}"


def _sections(folder: str, cable: Invented, *, lacking: int) -> dict[str, bytes]:
    """Each section as a record of the archives, all under one number; without one of them."""
    text = cable.text
    starts = [found.start() for found in _SECTION.finditer(text)]
    header, ends = text[: starts[0]], [*starts[1:], len(text)]
    made = {}
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        words = text[start:end]
        if end != len(text):
            words = _PAGE_END.sub("\n", words) + f"\n{cable.truth.level}\n\nNNN\n"
        head = header.replace("  01 OF ", f"  {number:02d} OF ", 1)
        one = msgspec.structs.replace(cable, header=head.rstrip("\n"), body=words)
        if number != lacking:
            name = f"{folder}/{document_number(cable)}-{number}.txt"
            made[name] = archived_text(one, title=title_of(cable.body))
    return made


def _otherwise(page: bytes) -> bytes:
    """Attributes that are another telegram's, as a clerk may have typed them; and one office's
    copies that do not make the sum.
    """
    page = re.sub(rb"(?m)^Subject: .*$", b"Subject: TOLLS AT THE UPPER FERRY", page)
    page = re.sub(rb"(?m)^Draft Date: .*$", b"Draft Date: 30 DEC 1972\nTAGS: PGOV, ETRD", page)
    return re.sub(rb"/(\d{3}) W", lambda m: b"/%03d W" % (int(m[1]) + 3), page, count=1)


def _segment_lost(cable: Invented) -> Invented:
    """A notice in place of a segment, lost signs, and a pointer at no reference."""
    notice = (
        f"MRN: {document_number(cable)} SEGMENT NUMBER: 000002\n"
        "TELEGRAM TEXT FOR THIS SEGMENT IS UNAVAILABLE\n\n"
        f"{'¿' * 40}\n"
    )
    above, _, below = cable.body.partition("\n\n2. ")
    kept = below.partition("\n\n3. ")[2]
    return msgspec.structs.replace(
        cable, body=f"{above}  SEE ALSO REF F.\n\n{notice}\n3. {kept}" if kept else cable.body
    )


def _withdrawn(page: bytes) -> bytes:
    """A card in place of the telegram."""
    card = b"WITHDRAWAL CARD\n\nTHE ITEM IDENTIFIED BELOW HAS BEEN WITHDRAWN\n"
    start = page.index(b"Message Text\n") + len(b"Message Text\n")
    return page[:start] + card + page[page.index(b"Message Attributes\n") :]
