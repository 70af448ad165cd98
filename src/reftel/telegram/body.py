"""The text of a telegram: paragraphs, headings, bullets, questions, page breaks.

In: the lines below the top. Out: `Body`. First every line gets a kind by its first letters (most
lines are plain text and cost one look), then the lines are grouped. Page breaks, stray captions
and stamps that fall into a sentence are pieces of their own and leave no trace in its text.
"""

from __future__ import annotations

import re

import msgspec

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.telegram.cable import (
    Caption,
    Heading,
    PageBreak,
    Paragraph,
    Section,
    Signature,
    Stretch,
)
from reftel.telegram.ending import Ending, find_ending
from reftel.telegram.lines import Cutter, Lines
from reftel.telegram.marking import read_classification_line
from reftel.telegram.numbering import MARK, Candidate, choose, read_number
from reftel.telegram.pagebreaks import GLUED, may_be_page_break, read_page_break
from reftel.telegram.passages import ParagraphMaker
from reftel.telegram.stretches import mark_stretches
from reftel.vocab.captions import read_caption

__all__ = ["Body", "read_body"]

BLANK, TEXT, START, HEAD, RULE, BREAK, STRAY, STAMP = range(8)
_PIECE = {
    BLANK: "blank",
    TEXT: "paragraph",
    START: "paragraph",
    HEAD: "heading",
    RULE: "rule",
    BREAK: "page-break",
    STRAY: "stray-caption",
    STAMP: "stamp",
}
_RULE_SIGNS = frozenset("-=*_~")
_STAMP = re.compile(r".*(?:DECLASSIFIED/RELEASED US DEPARTMENT|EO SYSTEMATIC REVIEW)")
_STRAY_GLUED = re.compile(r"SIPDIS\s+(?=\S)")
_INLINE_RULE = re.compile(r"^[-=*_/ ]{2,}(?=\S)|\s*[-=*_/][-=*_/ ]+$")
"""A rule on the heading's own line, as copies without line ends have it, or strokes round it."""
_HEAD_MARK = re.compile(MARK + r"\s*")
_STANDARD = re.compile(
    r"(?:EXECUTIVE |BEGIN )?(?:SUMMARY AND (?:COMMENT|ACTION REQUEST)|SUMMARY|COMMENTS?|NOTE"
    r"|INTRODUCTION|BACKGROUND|ACTION REQUEST(?:ED)?|OVERVIEW|CONCLUSION|BIO(?:GRAPHIC)? NOTE"
    r"|OBJECTIVES|PARTICIPANTS)"
    r"\s*[:.]?"
)
_LONGEST = 2000
"""Characters; longer lines are text and meet no pattern but the paragraph number's."""


class Body(msgspec.Struct, frozen=True):
    """What the text holds."""

    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Heading, ...]
    stretches: tuple[Stretch, ...]
    page_breaks: tuple[PageBreak, ...]
    captions: tuple[Caption, ...]
    sections: tuple[Section, ...]
    signature: Signature | None
    closing: tuple[str, ...]


class _Segments:
    """The body's lines with their kinds, as columns; a glued mark makes two or three of a line."""

    __slots__ = ("ends", "kinds", "lines", "starts", "stops")

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.starts: list[int] = []
        """First character of the words."""
        self.ends: list[int] = []
        """After the last character of the words."""
        self.stops: list[int] = []
        """Where the piece ends, line end included."""
        self.lines: list[int] = []

    def add(self, kind: int, start: int, end: int, stop: int, line: int) -> None:
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)
        self.stops.append(stop)
        self.lines.append(line)


class _Marks(msgspec.Struct):
    """What was found beside the text while the lines were looked at."""

    page_breaks: list[PageBreak] = []
    captions: dict[str, list[Span]] = {}
    sections: list[Section] = []


def read_body(lines: Lines, first: int, cutter: Cutter, defects: DefectList) -> Body:
    """Read everything from line `first` to the end and cut it into pieces."""
    ending = find_ending(lines, first)
    text_stop = ending.stop if ending.notice is None else ending.notice
    marks = _Marks()
    segments = _Segments()
    candidates = _look(lines, first, text_stop, ending, segments, marks)
    chosen = {c.place: c for c in choose(candidates, defects)}
    _find_headings(lines, segments, chosen)
    if not any(kind in (TEXT, START, HEAD) for kind in segments.kinds):
        defects.add("text-missing")
    paragraphs, headings, stretches = _group(lines, segments, chosen, cutter)
    if paragraphs and all(p.number is None for p in paragraphs):
        defects.add("numbers-missing")
    for stretch in stretches:
        if not stretch.closed and stretch.kind == "summary":
            defects.add("summary-open", stretch.spans[0])
    signature, closing = _close(lines, ending, cutter, defects)
    return Body(
        paragraphs,
        headings,
        stretches,
        tuple(marks.page_breaks),
        tuple(Caption(name, tuple(spans)) for name, spans in marks.captions.items()),
        tuple(marks.sections),
        signature,
        closing,
    )


def _look(
    lines: Lines, first: int, stop: int, ending: Ending, segments: _Segments, marks: _Marks
) -> list[Candidate]:
    """Give each line its kind, headings excepted; collect what may be a paragraph number."""
    candidates: list[Candidate] = []
    text, bares, uppers, line_starts = lines.text, lines.bare, lines.upper, lines.starts
    blank_before, open_before = True, False
    add = segments.add
    for n in range(first, stop):
        bare = bares[n]
        line_start, line_stop = line_starts[n], line_starts[n + 1]
        if not bare:
            add(BLANK, line_start, line_start, line_stop, n)
            blank_before, open_before = True, False
            continue
        start = line_start if text.startswith(bare, line_start) else text.index(bare, line_start)
        end = start + len(bare)
        if n == ending.name_line:
            end -= len(bare) - ending.name_start  # the signature is glued to this line
            line_stop = end
        letter = bare[0]
        if letter.islower() and " OF 0" not in bare:
            # The common case: the sentence runs on.
            add(TEXT, start, end, line_stop, n)
            blank_before, open_before = False, bare[-1] not in '.!?:;")'
            continue
        upper = uppers[n]
        if letter in _RULE_SIGNS and len(bare) > 2 and not bare.strip("-=*_~ ."):
            add(RULE, start, end, line_stop, n)
            blank_before, open_before = True, False
            continue
        if letter.isdigit() or letter in "([":
            number = read_number(upper[:200])
            if number is not None:
                value, mark, number_start, number_end, text_start = number
                span = Span(start + number_start, start + number_end)
                candidates.append(
                    Candidate(
                        len(segments.kinds), value, mark, blank_before, open_before, span,
                        min(start + text_start, end),
                    )
                )  # fmt: skip
        elif len(bare) < _LONGEST and (kind := _mark_kind(lines, n, start, marks)) is not None:
            add(kind, start, end, line_stop, n)
            # A page break leaves the sentence as open as it was.
            continue
        if (
            " OF 0" in upper
            and len(bare) < _LONGEST
            and _cut_glued(lines, n, start, end, line_stop, segments, marks)
        ):
            blank_before, open_before = False, False
            continue
        if upper.startswith("SIPDIS ") and (glued := _STRAY_GLUED.match(upper)):
            middle = start + glued.end()
            marks.captions.setdefault("SIPDIS", []).append(Span(start, start + 6))
            add(STRAY, start, start + 6, middle, n)
            add(TEXT, middle, end, line_stop, n)
        else:
            add(TEXT, start, end, line_stop, n)
        blank_before, open_before = False, bare[-1] not in '.!?:;")'
    return candidates


def _mark_kind(lines: Lines, n: int, start: int, marks: _Marks) -> int | None:
    """Page break, stray caption, stamp or repeated classification line; None for text."""
    upper, bare = lines.upper[n], lines.bare[n]
    if may_be_page_break(upper):
        if found := read_page_break(upper, Span(start, start + len(bare))):
            marks.page_breaks.append(found)
            return BREAK
        if (
            bare == upper
            and upper[0] in "UCSTL"
            and (line := read_classification_line(upper)) is not None
            and line.serial is not None
            and line.section is not None
        ):
            number, total, begin, end = line.section
            marks.sections.append(Section(number, total, Span(start + begin, start + end)))
            return BREAK
    if len(bare) <= 40 and bare == upper:
        caption = read_caption(upper)
        if caption is not None:
            marks.captions.setdefault(caption, []).append(Span(start, start + len(bare)))
            return STRAY
    if "REVIEW" in upper and _STAMP.match(upper):
        return STAMP
    return None


def _cut_glued(
    lines: Lines, n: int, start: int, end: int, stop: int, segments: _Segments, marks: _Marks
) -> bool:
    """Cut a page-break mark out of the line it is glued into."""
    upper = lines.upper[n]
    found = GLUED.search(upper)
    if found is None:
        return False
    mark = Span(start + found.start(), start + found.end())
    page_break = read_page_break(found.group(), mark)
    if page_break is None:
        return False
    marks.page_breaks.append(page_break)
    if mark.start > start:
        segments.add(TEXT, start, mark.start, mark.start, n)
    rest = mark.end
    segments.add(BREAK, mark.start, mark.end, rest if rest < end else stop, n)
    if rest < end:
        segments.add(TEXT, rest, end, stop, n)
    return True


def _find_headings(lines: Lines, segments: _Segments, chosen: dict[int, Candidate]) -> None:
    """Turn text lines into headings: underlined ones, lines of capitals, standard words."""
    kinds = segments.kinds
    for place in chosen:
        kinds[place] = START
    count = len(kinds)
    capitals = _all_capitals(lines, segments)
    for n in range(count):
        kind = kinds[n]
        if kind == RULE:
            _underlined(lines, segments, n)
        elif kind == TEXT and (n == 0 or kinds[n - 1] not in (TEXT, START, HEAD)):
            _standing_alone(lines, segments, n, capitals=capitals)


def _all_capitals(lines: Lines, segments: _Segments) -> bool:
    text = lines.text
    sample = [
        text[segments.starts[n] : segments.ends[n]]
        for n in range(min(len(segments.kinds), 400))
        if segments.kinds[n] in (TEXT, START) and segments.ends[n] - segments.starts[n] > 30
    ]
    return bool(sample) and sum(map(str.isupper, sample)) * 2 > len(sample)


def _underlined(lines: Lines, segments: _Segments, rule: int) -> None:
    """The one or two lines directly above a rule are a heading when they look like one."""
    kinds, text = segments.kinds, lines.text
    first = rule
    while first > 0 and kinds[first - 1] == TEXT and rule - first < 3:
        first -= 1
    if first == rule or rule - first > 2 or (first > 0 and kinds[first - 1] == START):
        return
    for n in range(first, rule):
        words = text[segments.starts[n] : segments.ends[n]]
        if len(words) > 80 or words.startswith(("--", "- ", "* ")):
            return
        if words[-1] in ".;" or (words[-1] == "," and n == rule - 1):
            return
    for n in range(first, rule):
        kinds[n] = HEAD


def _standing_alone(lines: Lines, segments: _Segments, n: int, *, capitals: bool) -> None:
    kinds, text = segments.kinds, lines.text
    last = n
    while last + 1 < len(kinds) and kinds[last + 1] == TEXT and last - n < 2:
        last += 1
    if last - n > 1:
        return
    words = text[segments.starts[n] : segments.ends[last]]
    if (
        len(words) > 160
        or words.startswith(("END ", "End "))
        or words[0] in "-*\"'"
        or (words[-1] in '.;,"' and not _STANDARD.fullmatch(words.upper()))
    ):
        return
    after = last + 1
    while after < len(kinds) and kinds[after] == BLANK:
        after += 1
    before_number = after < len(kinds) and kinds[after] == START
    bare = _HEAD_MARK.sub("", words)
    standard = _STANDARD.fullmatch(bare.upper()) is not None
    is_heading = standard or (
        len(words) <= 75 * (last - n + 1)
        and (
            (bare.isupper() and not capitals and len(bare) > 3 and not bare.endswith("RESPONSE:"))
            or (
                before_number
                and last == n
                and words[-1] not in "?!"
                and len(words) < 66
                and not bare[0].islower()
            )
        )
    )
    if is_heading and after < len(kinds):
        for k in range(n, last + 1):
            kinds[k] = HEAD


def _group(
    lines: Lines, segments: _Segments, chosen: dict[int, Candidate], cutter: Cutter
) -> tuple[tuple[Paragraph, ...], tuple[Heading, ...], tuple[Stretch, ...]]:
    """Cut the pieces and make paragraphs and headings of them."""
    text = lines.text
    maker = ParagraphMaker(text)
    headings: list[Heading] = []
    kinds, starts, ends, stops = segments.kinds, segments.starts, segments.ends, segments.stops
    n, count = 0, len(kinds)
    while n < count:
        kind = kinds[n]
        if kind == TEXT:
            maker.line(starts[n], ends[n])
            cutter.cut("paragraph", stops[n])
        elif kind == START:
            candidate = chosen[n]
            maker.numbered(candidate, starts[n], ends[n])
            cutter.close()
            cutter.cut("paragraph", stops[n])
        elif kind == BLANK:
            # Empty lines around a page break are part of its frame, not of the text.
            framed = (n > 0 and kinds[n - 1] in (BREAK, STRAY)) or (
                n + 1 < count and kinds[n + 1] in (BREAK, STRAY)
            )
            if framed:
                kinds[n] = STRAY if n > 0 and kinds[n - 1] in (BREAK, STRAY) else BLANK
                maker.interrupt()
            else:
                maker.blank()
            cutter.cut("blank", stops[n])
        elif kind == HEAD:
            last = n
            while last + 1 < count and kinds[last + 1] == HEAD:
                last += 1
            spans = tuple(Span(starts[k], ends[k]) for k in range(n, last + 1))
            written = " ".join(span.of(text) for span in spans)
            words = _INLINE_RULE.sub("", written)
            mark = _HEAD_MARK.match(words.upper())
            heading = Heading(
                words[mark.end() :] if mark else words,
                spans,
                words != written or (last + 1 < count and kinds[last + 1] == RULE),
                mark.group(1) if mark else None,
            )
            headings.append(heading)
            maker.heading(heading)
            for k in range(n, last + 1):
                cutter.cut("heading", stops[k])
            n = last
        else:
            maker.interrupt()
            cutter.cut(_PIECE[kind], stops[n])
        n += 1
    paragraphs, stretches = mark_stretches(lines, maker.drafts(), headings)
    return paragraphs, tuple(headings), stretches


def _close(
    lines: Lines, ending: Ending, cutter: Cutter, defects: DefectList
) -> tuple[Signature | None, tuple[str, ...]]:
    """Cut notice, signature and closing lines."""
    closing: list[str] = []
    signature: Signature | None = None
    first = ending.stop if ending.notice is None else ending.notice
    if ending.name_line is not None and ending.name:
        place = lines.words(ending.name_line)
        start = place.start + ending.name_start
        signature = Signature(ending.name, Span(start, start + len(ending.name)))
        if ending.name_start:
            defects.add("signature-glued", signature.span, found=ending.name)
            cutter.cut("signature", lines.starts[ending.name_line + 1])
    else:
        defects.add("signature-missing")
    for n in range(first, len(lines)):
        end = lines.starts[n + 1]
        bare = lines.bare[n]
        if n == ending.name_line and not ending.name_start:
            cutter.cut("signature", end)
        elif not bare:
            cutter.cut("blank", end)
        elif _STAMP.match(lines.upper[n]):
            cutter.cut("stamp", end)
        else:
            closing.append(bare)
            cutter.cut("closing", end)
    if ending.after and ending.name_line is not None:
        below = lines.through(ending.name_line + 1, len(lines) - 1)
        defects.add("text-after-signature", below, found=below.of(lines.text)[:80])
    return signature, tuple(closing)
