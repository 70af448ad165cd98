"""Sections that arrived as records of their own, and the telegram they make together.

A long telegram is sent in sections, each a message with a header of its own, and files and dumps
hand them out one by one. In: the cable that was parsed from one record's text. Out: which section
it is, and what of its text continues the telegram; from several of these, the joined text. Nothing
is put into it but the line ends between them; the headers of the later sections and the closing
lines of the earlier ones stay in the texts they stand in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from reftel.defects import Defect
from reftel.spans import Span
from reftel.telegram.cable import Cable
from reftel.telegram.ending import find_stamp, is_stamp
from reftel.telegram.lines import Lines
from reftel.telegram.marking import read_classification_line
from reftel.telegram.pagebreaks import PAGE_LINE
from reftel.vocab.captions import read_captions
from reftel.vocab.classification import may_begin_with_level
from reftel.vocab.posts import find_post

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
    """What continues the telegram: its classification line, which names the section, and all below
    the labels that it repeats, as far as the lines that close the transmission."""
    day: str | None
    """Of its date-time group, which all sections of a telegram share: 1976-01-14."""
    signed: str | None = None
    """The name below it. A first section that is not sure and has one is the whole telegram, unless
    all others are held and the last of them has another name: then a line of text was taken for it.
    """


_HEADER = frozenset(
    "transmission routing station security date-time from to info exempt distribution"
    " accounting".split()
)
_SENT = frozenset({"date-time", "from"})
"""Below both of these no office lists follow, and what is unread may be text; without them
nothing tells a header from text with a line like one of its."""
_ADDRESSED = frozenset({"to", "info", "exempt"})
_ADDRESS = re.compile(r"\s*(?:TO|INFO|XMT|ZEN)[ :/]", re.IGNORECASE)
_ODD = frozenset({"blank", "unread", "page-break", "damage", "stamp"})
"""Among the lines of the header: a level, or what could not be read."""
_LABEL = re.compile(
    r"(?:\([A-Z/]{1,5}\) ?)?(?:E\s?\.?\s?O\s?\.?\s*(?:1\d{4})?|TAGS?|SUBJ(?:ECT)?|REFS?|REFTELS?"
    r"|REFERENCES?|CLASSIFIED BY|DERIVED FROM)\s?:"
)
"""A label as such, with its colon: SUBJECT TO THE CONSENT OF THE KING is text."""
_TEXT = frozenset({"paragraph", "heading"})
_LONGEST_LABEL = 120
"""Characters; a longer line has lost its ends, and text may stand in it."""
_CLOSING = re.compile(
    r"N{3,4}(?:[A-Z]{3,4}VZCZ.*)?|BT|#\d{4}|<< ?END OF DOCUMENT ?>>|={4,}CABLE ENDS=*"
    r"|\*{3,}[^*]*(?:CLASSIFICATION|HANDLING RESTRICTIONS)[^*]*\*{3,}"
)
_CLOSING_APART = re.compile(
    r"UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE|END OF DOCUMENT|END CABLE TEXT"
)
"""Directly below text they may be the end of its sentence."""
_REFERENCE = re.compile(r"\(?[A-Z][.)]\)?\s*(?:\d{2,4} )?([A-Z][A-Z ]{2,30}?) \d{1,6}[.,;]?")


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
    sure = number > 1 or bool(paged)
    signed = cable.signature.name if cable.signature else None
    return LoneSection(number, total, sure, _kept(cable, number, total), day, signed)


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


def _kept(cable: Cable, number: int, total: int) -> tuple[Span, ...]:
    """All but what surely is none of its text: a stray line is better than a lost one."""
    lines = Lines(cable.text)
    line = _classification_line(cable, lines, number, total)
    if line is None:
        first = bisect_left(lines.starts, _below_header(cable)[0], 0, len(lines))
    else:
        first = _below_labels(lines, bisect_left(lines.starts, line.end, 0, len(lines)))
    last = len(lines)
    while last > first and _closes(lines, last - 1, first):
        last -= 1
    text = (Span(lines.starts[first], lines.starts[last]),)
    return text if line is None else (line, *text)


def _classification_line(cable: Cable, lines: Lines, number: int, total: int) -> Span | None:
    """The line that names the section, or else the first one if it stands below a header.

    One below text is a copy where a page ended.
    """
    text = next((one.span.start for one in cable.pieces if one.kind in _TEXT), len(cable.text))
    for n, upper in enumerate(lines.upper):
        if lines.starts[n] >= text:
            break
        if (
            may_begin_with_level(upper)
            and (found := read_classification_line(upper))
            and found.section
            and found.section[:2] == (number, total)
        ):
            return Span(lines.starts[n], lines.starts[n + 1])
    return _below_header(cable)[1]


def _below_header(cable: Cable) -> tuple[int, Span | None]:
    """Where the transmission lines end, and the classification line directly below them."""
    at = 0
    seen: set[str] = set()
    blank = False
    for piece in cable.pieces:
        kind = piece.kind
        sent = seen >= _SENT
        if kind == "classification":
            return (at, piece.span) if sent else (0, None)
        if kind in _HEADER:
            if (
                (kind == "from" and kind in seen)
                or (kind == "distribution" and sent)
                or (kind in _ADDRESSED and blank and not _ADDRESS.match(piece.text))
            ):
                break  # text that was read as the header's, as a line like one stands in it
            at = piece.span.end
            seen.add(kind)
        elif kind not in _ODD or (kind == "unread" and sent):
            break
        blank = kind == "blank"
    return (at if seen >= _SENT else 0), None


def _below_labels(lines: Lines, first: int) -> int:
    """The first line below the captions and labels that a later section repeats.

    A caption directly above text may be a word of it, and what stands directly below a label may
    be text.
    """
    below = n = first
    listed = False
    while n < len(lines):
        upper = lines.upper[n]
        if not upper or _is_label(lines.bare[n], upper):
            listed = upper.startswith("REF")
            below = n + 1 if upper or below < n else below
        elif listed and _is_reference(upper):
            below = n + 1
        elif read_captions(upper):
            listed = False
        else:
            break
        n += 1
    return below


def _is_label(bare: str, upper: str) -> bool:
    """Whether a line is a label and no text glued to one."""
    return len(bare) <= _LONGEST_LABEL and not bare[0].islower() and bool(_LABEL.match(upper))


def _is_reference(upper: str) -> bool:
    """Whether a line is one more item of a REF list: B. STATE 2231."""
    item = _REFERENCE.fullmatch(upper)
    return item is not None and find_post(item[1]) is not None


def _closes(lines: Lines, n: int, first: int) -> bool:
    """Whether a line with nothing but such lines below it surely ends the transmission.

    Neither a name nor any other word does so: the section ends in mid-sentence.
    """
    upper = lines.upper[n]
    return (
        not upper
        or _CLOSING.fullmatch(upper) is not None
        or (is_stamp(upper) and find_stamp(lines.bare[n]) is None)
        or (_CLOSING_APART.fullmatch(upper) is not None and (n == first or not lines.bare[n - 1]))
    )


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
