"""The REF list: which documents this telegram says it refers to. Nothing is looked up.

In: the characters after the REF label, the cable's own year, post and number. Out: one
`Reference` an item, with its label, what was written, and how the id was inferred:

- `year-own`: no year stands there, so it is the cable's own
- `year-before`: no year stands there and the number at the cable's own post is higher than its own
- `post-shared`: only a number stands there, the post is that of the item before
- `post-own`: EMBTEL, or REFTEL with a number: the cable's own post; DEPTEL: the Department
- and those of the vocabulary (alias, six-letters, unknown-post, …)
"""

from __future__ import annotations

import re

import msgspec

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.telegram.cable import Reference
from reftel.vocab.cable_id import CableId
from reftel.vocab.posts import find_post

__all__ = ["Own", "read_references"]

_LABEL = re.compile(
    r"(?<![A-Z0-9.])(?:\(?([A-Z])[.):]\)?(?=[\s(]|$)\s*(?:\(\1\)\s*)?|\(([A-Z])\)\s*)"
)
_SPLIT = re.compile(r"\s*(?:;|,(?!\s*\d{4}\b(?!\d))|,|:(?=\s)|&|\bAND\b|\n\s*\n(?=\s*\(?[A-Z]))\s*")
_DATED = re.compile(
    r"(?:DATED\s+|OF\s+)?(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[A-Z]*\.?\s+\d{1,2}"
    r"(?:,?\s+\d{4})?\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
)
_NOTES = re.compile(r"\(([^()]{1,80})\)|\b(NOTAL|EXDIS|NODIS|LIMDIS)\b")
_ITEM = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d|\d\d)\s{0,3})?(?P<post>[A-Z][A-Z .'/-]{0,40}?)[\s-]*"
    r"(?P<air>\bA-|CA-)?(?P<number>\d{1,8})(?!\d)(?P<rest>.*)$",
    re.DOTALL,
)
_NUMBER = re.compile(r"(?:#|NO\.?)?\s*(\d{1,6})(?!\d)\s*$")
_PAPER = re.compile(
    r"\b(?:E-?\s?MAILS?|LETTER|MEMO(?:RANDUM|S)?|MEMCON|TELCON|PHONE|CALLS?|FAX|TELEFAX|CONVERSATION|NOTE|"
    r"MEETING|REPORT|INFOMEMO|IIR|TDX?|DAO|PAPER|INTERNET|WEB|HTTP|PUBLICATION|DEMARCHE REQUEST)\b"
)
_NOTHING = {"NONE", "N/A", "NA", "REF", "REFS", "PREVIOUS", "EARLIER", "RELATED", "BELOW"}
"""Words that name no document; they stay in their piece."""
_OWN = {"EMBTEL", "EMBTELS", "OURTEL", "MYTEL", "CONGENTEL", "CONTEL"}
_DEPARTMENT = {"DEPTEL", "DEPTELS", "STATETEL"}


class Own(msgspec.Struct, frozen=True):
    """The cable whose list it is, by which missing parts are inferred."""

    year: int | None
    """In full: 2008."""
    station: str | None
    serial: int | None


class _Place(msgspec.Struct, frozen=True):
    """One item of the list before it is read."""

    written: str
    label: str | None
    notes: tuple[str, ...]
    span: Span

    def reference(
        self, kind: str, canonical: str | None = None, rules: tuple[str, ...] = ()
    ) -> Reference:
        """The item as it was read."""
        return Reference(
            written=self.written,
            label=self.label,
            notes=self.notes,
            spans=(self.span,),
            kind=kind,
            id=canonical,
            rules=rules,
        )


def read_references(text: str, span: Span, own: Own, defects: DefectList) -> tuple[Reference, ...]:
    """Read the references in `text` at `span`, which holds what follows the label."""
    region = span.of(text)
    upper = region.upper() if len(region.upper()) == len(region) else region
    found: list[Reference] = []
    previous: tuple[str, int | None] | None = None
    for label, start, end in _labelled(upper):
        first = True
        for item_start, item_end in _items(upper, start, end):
            words = upper[item_start:item_end]
            item = Span(span.start + item_start, span.start + item_end)
            place = _Place(
                " ".join(item.of(text).split()),
                label if first else None,
                tuple(a or b for a, b in _NOTES.findall(" ".join(words.split()))),
                item,
            )
            reference, previous = _item(place, words, previous, own)
            if reference is None:
                continue
            if reference.kind == "unread":
                defects.add("reference-unread", item, found=item.of(text))
            found.append(reference)
            first = False
    return tuple(found)


def _labelled(upper: str) -> list[tuple[str | None, int, int]]:
    """The region cut at its labels: label, start and end of what follows it."""
    marks = [
        m
        for m in _LABEL.finditer(upper)
        # A single letter with a point may also be an initial: labels begin at A or follow another.
        if m.start() == 0 or upper[m.start() - 1] in " \t\n(;,:.)"
    ]
    if not marks:
        return [(None, 0, len(upper))]
    parts: list[tuple[str | None, int, int]] = []
    if upper[: marks[0].start()].strip(" \n:;.-"):
        parts.append((None, 0, marks[0].start()))
    for mark, after in zip(marks, [*(m.start() for m in marks[1:]), len(upper)], strict=True):
        parts.append((mark.group(1) or mark.group(2), mark.end(), after))
    return parts


def _items(upper: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at ; , AND & and at empty lines; a date's comma does not cut."""
    part = _DATED.sub(lambda m: m.group().replace(",", " "), upper[start:end])
    # Brackets may hold commas of their own: (NOTAL, EXDIS).
    part = re.sub(r"\([^()]*\)", lambda m: m.group().replace(",", " ").replace("AND", "   "), part)
    found: list[tuple[int, int]] = []
    at = 0
    for cut in [*_SPLIT.finditer(part), None]:
        stop = cut.start() if cut else len(part)
        piece = part[at:stop]
        if piece.strip(" \n.:;,-()"):
            lead = len(piece) - len(piece.lstrip())
            tail = len(piece) - len(piece.rstrip())
            found.append((start + at + lead, start + stop - tail))
        at = cut.end() if cut else stop
    return found


def _item(
    place: _Place, upper: str, previous: tuple[str, int | None] | None, own: Own
) -> tuple[Reference | None, tuple[str, int | None] | None]:
    """One item, and the post and year that a bare number after it would share."""
    words = _DATED.sub(" ", _NOTES.sub(" ", upper)).strip(" \n.")
    if not words or words in _NOTHING:
        return None, previous
    if number := _NUMBER.match(words):
        if previous is None:
            return place.reference("unread"), previous
        return _telegram(place, *previous, int(number.group(1)), ("post-shared",), own), previous
    item = _ITEM.match(words)
    if item is None or _PAPER.search(words):
        return place.reference("paper" if _PAPER.search(words) else "unread"), previous
    post = item.group("post").strip(" .-/'")
    if item.group("air") or post in ("CA", "A") or post.endswith((" CA", " A")):
        return place.reference("airgram"), previous
    year = _full_year(item.group("year"))
    rules: tuple[str, ...] = ()
    last = post.rpartition(" ")[2]
    if last in _OWN or post in ("REFTEL", "REF"):
        if own.station is None:
            return place.reference("unread"), previous
        post, rules = own.station, ("post-own",)
    elif last in _DEPARTMENT:
        post, rules = "STATE", ("post-own",)
    elif len(post) < 2:
        return place.reference("unread"), previous
    return _telegram(place, post, year, int(item.group("number")), rules, own), (post, year)


def _telegram(
    place: _Place, post: str, year: int | None, number: int, rules: tuple[str, ...], own: Own
) -> Reference:
    known = find_post(post)
    if known is None:
        station, rules = "".join(c for c in post if c.isalnum()), (*rules, "unknown-post")
    else:
        station = known.station
        if known.rule != "exact":
            rules = (*rules, known.rule)
    if year is None:
        if own.year is None:
            return place.reference("telegram", rules=(*rules, "year-unknown"))
        if station == own.station and own.serial is not None and number > own.serial:
            year, rules = own.year - 1, (*rules, "year-before")
        else:
            year, rules = own.year, (*rules, "year-own")
    return place.reference("telegram", str(CableId(year, station, number)), rules)


def _full_year(written: str | None) -> int | None:
    if written is None:
        return None
    number = int(written)
    if number >= 1000:
        return number
    return 1900 + number if number >= 66 else 2000 + number
