"""Sections that arrived as records of their own, and the telegram they make together.

A long telegram is sent in sections, each a message with a header of its own, and files and dumps
hand them out one by one. In: the cable that was parsed from one record's text. Out: which section
it is, and what of its text continues the telegram; from several of these, the joined text. Nothing
is put into it but the line ends between them; the headers of the later sections and the closing
lines of the earlier ones stay in the texts they stand in.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reftel.defects import Defect
from reftel.spans import Span
from reftel.telegram.cable import Cable, Piece
from reftel.telegram.pagebreaks import PAGE_LINE

__all__ = ["LoneSection", "join_texts", "lone_section", "with_missing"]


class LoneSection(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One section of a telegram, held by itself."""

    number: int
    """From 1."""
    total: int
    sure: bool
    """False for a first section whose text may be that of all: nothing tells joined copies that
    lost the marks between their sections from one section that nobody signed."""
    kept: tuple[Span, ...]
    """What continues the telegram: its classification line, which names the section, and its text
    below the labelled lines, as far as the signature of a section that is not the last."""
    day: str | None
    """Of its date-time group, which all sections of a telegram share: 1976-01-14."""
    signed: str | None = None
    """The name below it. A first section that is not sure and has one is the whole telegram, unless
    all others are held and the last of them has another name: then a line of text was taken for it.
    """


_ABOVE = frozenset(
    "transmission routing station security date-time from to info exempt distribution accounting"
    " classification caption passing order tags subject reference classified-by".split()
)
_ODD = frozenset({"unread", "page-break", "damage", "stamp"})
"""Above the classification line: no text, but a level, or what could not be read."""
_BETWEEN = frozenset({"blank", "unread", "damage", "stamp", "stray-caption"})
_BELOW = frozenset({"blank", "closing", "signature"})


def lone_section(cable: Cable) -> LoneSection | None:
    """The section that all marks of a text name; None where it is whole.

    Joined texts begin with section 1, so a later one is surely alone. A first one is when its pages
    of 1966-79 say it on each of their heads; it may be when nobody signed it, or nobody who could.
    """
    paged = _page_heads(cable)
    marks = {(mark.number, mark.total) for mark in cable.sections}
    marks |= {(mark.section, mark.total) for mark in cable.page_breaks}
    marks |= paged
    if len(marks) != 1:
        return None
    number, total = marks.pop()
    if not 1 <= number <= total or total < 2:
        return None
    day = cable.created.value[:10] if cable.created else None
    signed = cable.signature.name if cable.signature else None
    return LoneSection(number, total, number > 1 or bool(paged), _kept(cable), day, signed)


def _page_heads(cable: Cable) -> set[tuple[int, int]]:
    """Section and total as the PAGE lines above the telegram name them."""
    found = set()
    for piece in cable.pieces:
        if piece.kind == "classification":
            break
        if piece.kind == "distribution" and "PAGE" in piece.text:
            for line in piece.text.upper().splitlines():
                head = PAGE_LINE.match(line.strip())
                if head and (named := head[4] or head[9]):
                    found.add((int(named), int(head[5] or head[10])))
    return found


def _kept(cable: Cable) -> tuple[Span, ...]:
    pieces = cable.pieces
    line = next((one.span for one in pieces if one.kind == "classification"), None)
    body = _body(pieces)
    last = len(pieces)
    while last > body and pieces[last - 1].kind in _BELOW:
        last -= 1
    start = pieces[body].span.start if body < len(pieces) else len(cable.text)
    end = pieces[last - 1].span.end if last > body else start
    text = (Span(start, end),)
    return (line, *text) if line is not None and line.end <= start else text


def _body(pieces: Sequence[Piece]) -> int:
    """Place of the first piece below the labelled lines; what is unread above them is no text."""
    body = 0
    headed = False
    for place, piece in enumerate(pieces):
        headed = headed or piece.kind == "classification"
        if piece.kind in _ABOVE or (piece.kind in _ODD and not headed):
            body = place + 1
        elif piece.kind not in _BETWEEN:
            break
    return body


def join_texts(parts: Sequence[tuple[str, Sequence[Span]]]) -> tuple[str, tuple[int, ...]]:
    """The joined text of sections in order, and where in it each begins.

    Of the first all stands above what is kept of it, of the last all that stands below.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for n, (text, kept) in enumerate(parts):
        spans = list(kept) or [Span(0, len(text))]
        if n == 0:
            spans = [Span(0, spans[-1].end)]
        if n == len(parts) - 1:
            spans[-1] = Span(spans[-1].start, len(text))
        for m, span in enumerate(spans):
            words = span.of(text)
            if m == 0:
                if pieces and not pieces[-1].endswith("\n"):
                    pieces.append("\n")
                    length += 1
                starts.append(length)
            pieces.append(words)
            length += len(words)
    return "".join(pieces), tuple(starts)


def with_missing(cable: Cable, held: Sequence[int], total: int) -> Cable:
    """The joined cable, told of the sections that are not held."""
    missing = sorted(set(range(1, total + 1)) - set(held))
    if not missing:
        return cable
    marks = sorted((mark.number, mark.span) for mark in cable.sections)
    defects = [
        Defect(
            "section-missing",
            tuple(span for number, span in marks if number > one)[:1],
            f"{one:02d} OF {total:02d}",
        )
        for one in missing
    ]
    found = sorted({*cable.defects, *defects}, key=lambda d: (not d.spans, d.spans, d.code))
    return msgspec.structs.replace(cable, defects=tuple(found))
