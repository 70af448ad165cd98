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
from reftel.telegram.pagebreaks import find_page_break, may_be_page_break, read_page_break
from reftel.telegram.passages import ParagraphMaker
from reftel.telegram.stretches import mark_stretches
from reftel.vocab.captions import read_caption
from reftel.vocab.classification import read_level

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
_FRAMED = re.compile(
    r"(?:---+|===+|\*\*\*+|[-=*](?: [-=*])+) \S.* (?:---+|===+|\*\*\*+|[-=*](?: [-=*])+)"
)
"""A heading between two rules on one line."""
_HEAD_MARK = re.compile(MARK + r"\s*")
_ITEM_LABEL = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s")
"""The last line of a list is no heading of the paragraph below."""
_STANDARD = re.compile(
    r"(?:EXECUTIVE |BEGIN )?(?:SUMMARY AND (?:COMMENT|ACTION REQUEST)|SUMMARY|COMMENTS?|NOTE"
    r"|INTRODUCTION|BACKGROUND|ACTION REQUEST(?:ED)?|OVERVIEW|CONCLUSION|BIO(?:GRAPHIC)? NOTE"
    r"|OBJECTIVES|PARTICIPANTS)"
    r"\s*[:.]?"
)
_SENTENCE_ENDS = frozenset('.!?:;")')
_LABEL_SIGNS = frozenset((".", ")", " ", ""))
"""After a first small letter these may make a label of it: a. a) o"""
_SHORT = 40
"""Characters; a line that is cut in mid-sentence is longer, a heading above a page break is not."""
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
    """The body's lines with their kinds, as columns.

    Lines that run on in small letters, most of any text, join the one above them; a line into
    which a page break is glued makes two or three.
    """

    __slots__ = ("ends", "heights", "kinds", "starts", "stops", "words")

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.starts: list[int] = []
        """First character of the words."""
        self.ends: list[int] = []
        """After the last character of the words."""
        self.stops: list[int] = []
        """Where the piece ends, line end included."""
        self.words: list[str] = []
        """A line a line, without the blanks at its ends."""
        self.heights: list[int] = []
        """Lines."""

    def add(self, kind: int, start: int, stop: int, words: str) -> None:
        """One more line or part of a line."""
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(start + len(words))
        self.stops.append(stop)
        self.words.append(words)
        self.heights.append(1)

    def extend(self, end: int, stop: int, bares: list[str]) -> None:
        """Whole lines that run on from the last one."""
        self.ends[-1] = end
        self.stops[-1] = stop
        self.words[-1] = "\n".join([self.words[-1], *bares])
        self.heights[-1] += len(bares)


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
    _find_headings(segments, chosen)
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
    text_open = across = False
    add, kinds = segments.add, segments.kinds
    whole = stop if ending.name_line is None else min(stop, ending.name_line)
    n = first
    while n < stop:
        bare = bares[n]
        line_start, line_stop = line_starts[n], line_starts[n + 1]
        if not bare:
            add(BLANK, line_start, line_stop, "")
            blank_before, open_before = True, False
            n += 1
            continue
        start = line_start if text.startswith(bare, line_start) else text.index(bare, line_start)
        if n == ending.name_line:
            line_stop = start + ending.name_start  # the signature is glued to this line
            bare = bare[: ending.name_start].rstrip()
        letter = bare[:1]
        if letter.islower() and " OF 0" not in bare:
            # The common case: the sentence runs on, and often for several lines.
            if n < whole and kinds and kinds[-1] == TEXT and bare[1:2] not in _LABEL_SIGNS:
                last = n + 1
                while last < whole:
                    below = bares[last]
                    if not below[:1].islower() or below[1:2] in _LABEL_SIGNS or " OF 0" in below:
                        break
                    last += 1
                bare = bares[last - 1]
                start = line_starts[last - 1]
                if not text.startswith(bare, start):
                    start = text.index(bare, start)
                segments.extend(start + len(bare), line_starts[last], bares[n:last])
                n = last
            else:
                add(TEXT, start, line_stop, bare)
                n += 1
            blank_before, across = False, False
            open_before = bare[-1] not in _SENTENCE_ENDS
            text_open = open_before and len(bare) > _SHORT
            continue
        upper = uppers[n][: len(bare)]
        n += 1
        if letter in _RULE_SIGNS and len(bare) > 2 and not bare.strip("-=*_~ ."):
            add(RULE, start, line_stop, bare)
            blank_before, open_before = True, False
            continue
        if letter in _RULE_SIGNS and len(bare) <= 160 and _FRAMED.fullmatch(bare):
            # Edited copies have no empty line above it.
            add(HEAD, start, line_stop, bare)
            blank_before, open_before = True, False
            continue
        if letter.isdigit() or letter in "([":
            number = read_number(upper[:200])
            if number is not None:
                value, mark, number_start, number_end, text_start = number
                span = Span(start + number_start, start + number_end)
                text_start = min(start + text_start, start + len(bare))
                place = len(kinds)
                candidates.append(
                    Candidate(
                        place, value, mark, blank_before, open_before, across, span, text_start
                    )
                )
        elif (
            len(bare) < _LONGEST and (kind := _mark_kind(lines, n, bare, start, marks)) is not None
        ):
            add(kind, start, line_stop, bare)
            # A page break leaves the sentence as open as it was.
            across = text_open
            continue
        if (
            " OF 0" in upper
            and len(bare) < _LONGEST
            and _cut_glued(bare, start, line_stop, segments, marks)
        ):
            blank_before, open_before = False, False
            continue
        if upper.startswith("SIPDIS ") and (glued := _STRAY_GLUED.match(upper)):
            middle = start + glued.end()
            marks.captions.setdefault("SIPDIS", []).append(Span(start, start + 6))
            add(STRAY, start, middle, bare[:6])
            add(TEXT, middle, line_stop, bare[glued.end() :])
        else:
            add(TEXT, start, line_stop, bare)
        blank_before, across = False, False
        open_before = bare[-1:] not in _SENTENCE_ENDS
        text_open = open_before and len(bare) > _SHORT
    return candidates


def _mark_kind(lines: Lines, below: int, bare: str, start: int, marks: _Marks) -> int | None:
    """Page break, stray caption, stamp or repeated classification line; None for text."""
    if may_be_page_break(bare):
        if found := read_page_break(bare, Span(start, start + len(bare))):
            marks.page_breaks.append(found)
            return BREAK
        if (
            bare.isupper()
            and bare[0] in "UCSTL"
            and (line := read_classification_line(bare)) is not None
            and line.serial is not None
            and line.section is not None
        ):
            number, total, begin, end = line.section
            marks.sections.append(Section(number, total, Span(start + begin, start + end)))
            return BREAK
    if len(bare) <= 40 and bare.isupper() and bare[-1] not in ".,":
        caption = read_caption(bare)
        if caption is not None:
            marks.captions.setdefault(caption, []).append(Span(start, start + len(bare)))
            return STRAY
        if bare[0] in "UCSTL" and read_level(bare) and _page_ends(lines, below):
            return BREAK
    if "Review" in bare and _STAMP.match(bare.upper()):
        return STAMP
    return None


def _page_ends(lines: Lines, n: int) -> bool:
    """Whether a PAGE line follows at line `n`, empty lines and levels left out."""
    for below in lines.upper[n : n + 6]:
        if read_page_break(below, Span(0, 0)):
            return True
        if below and not read_level(below):
            return False
    return False


def _cut_glued(bare: str, start: int, stop: int, segments: _Segments, marks: _Marks) -> bool:
    """Cut a page-break mark out of the line it is glued into."""
    page_break = find_page_break(bare, start)
    if page_break is None:
        return False
    marks.page_breaks.append(page_break)
    mark = page_break.span
    before, behind = bare[: mark.start - start].rstrip(), bare[mark.end - start :].lstrip()
    if before:
        segments.add(TEXT, start, mark.start, before)
    if behind:
        middle = start + len(bare) - len(behind)
        segments.add(BREAK, mark.start, middle, bare[mark.start - start : mark.end - start])
        segments.add(TEXT, middle, stop, behind)
    else:
        segments.add(BREAK, mark.start, stop, bare[mark.start - start : mark.end - start])
    return True


def _find_headings(segments: _Segments, chosen: dict[int, Candidate]) -> None:
    """Turn text lines into headings: underlined ones, lines of capitals, standard words."""
    kinds = segments.kinds
    for place in chosen:
        kinds[place] = START
    count = len(kinds)
    capitals = _all_capitals(segments)
    for n in range(count):
        kind = kinds[n]
        if kind == RULE:
            _underlined(segments, n)
        elif kind == TEXT and (n == 0 or kinds[n - 1] not in (TEXT, START, HEAD)):
            _standing_alone(segments, n, capitals=capitals)


def _all_capitals(segments: _Segments) -> bool:
    sample = [
        segments.words[n]
        for n in range(min(len(segments.kinds), 400))
        if segments.kinds[n] in (TEXT, START) and len(segments.words[n]) > 30
    ]
    return bool(sample) and sum(map(str.isupper, sample)) * 2 > len(sample)


def _underlined(segments: _Segments, rule: int) -> None:
    """The one or two lines directly above a rule are a heading when they look like one."""
    kinds = segments.kinds
    first, height = rule, 0
    while first > 0 and kinds[first - 1] == TEXT and height < 3:
        first -= 1
        height += segments.heights[first]
    if first == rule or height > 2 or (first > 0 and kinds[first - 1] == START):
        return
    for n in range(first, rule):
        words = segments.words[n]
        if len(words) > 80 * segments.heights[n] or words.startswith(("--", "- ", "* ")):
            return
        if words[-1] in ".;" or (words[-1] == "," and n == rule - 1):
            return
    for n in range(first, rule):
        kinds[n] = HEAD


def _standing_alone(segments: _Segments, n: int, *, capitals: bool) -> None:
    """One or two lines between empty ones are a heading when they look like one."""
    kinds = segments.kinds
    last, height = n, segments.heights[n]
    while last + 1 < len(kinds) and kinds[last + 1] == TEXT and height < 3:
        last += 1
        height += segments.heights[last]
    if height > 2:
        return
    words = "\n".join(segments.words[n : last + 1])
    if (
        len(words) > 160
        or words.startswith(("END ", "End "))
        or words[:1] in "-*\"'"
        or (words[-1] in '.;,"' and not _STANDARD.fullmatch(words.upper()))
    ):
        return
    after = last + 1
    while after < len(kinds) and kinds[after] == BLANK:
        after += 1
    if after == len(kinds):
        return
    if _ITEM_LABEL.match(words):
        return
    bare = _HEAD_MARK.sub("", words)
    in_capitals = (
        bare.isupper() and not capitals and len(bare) > 3 and not bare.endswith("RESPONSE:")
    )
    above_number = (
        kinds[after] == START
        and height == 1
        and len(words) < 66
        and words[-1] not in "?!"
        and not bare[:1].islower()
    )
    if (
        _STANDARD.fullmatch(bare.upper())
        or above_number
        or (in_capitals and len(words) <= 75 * height)
    ):
        for k in range(n, last + 1):
            kinds[k] = HEAD


def _group(
    lines: Lines, segments: _Segments, chosen: dict[int, Candidate], cutter: Cutter
) -> tuple[tuple[Paragraph, ...], tuple[Heading, ...], tuple[Stretch, ...]]:
    """Cut the pieces and make paragraphs and headings of them."""
    maker = ParagraphMaker()
    headings: list[Heading] = []
    kinds, starts, ends, stops = segments.kinds, segments.starts, segments.ends, segments.stops
    texts = segments.words
    n, count = 0, len(kinds)
    while n < count:
        kind = kinds[n]
        if kind == TEXT:
            maker.line(starts[n], ends[n], texts[n])
            cutter.cut("paragraph", stops[n])
        elif kind == START:
            maker.numbered(chosen[n], starts[n], ends[n], texts[n])
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
            written = " ".join(" ".join(texts[n : last + 1]).split())
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
