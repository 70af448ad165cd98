"""The lines of a telegram's text, each with its kind.

In: the lines below the top. Out: `Segments`, and what may be a paragraph number. Every line gets a
kind by its first letters; most lines are plain text, cost one look, and join the line they run on
from. Headings are told later, since it takes their neighbours to know them.
"""

from __future__ import annotations

import re

import msgspec

from reftel.spans import Span
from reftel.telegram.cable import PageBreak, Section
from reftel.telegram.damage import DAMAGE_SIGNS, is_damage
from reftel.telegram.ending import GROUP_LINE, Ending, find_stamp, is_stamp
from reftel.telegram.lines import Lines
from reftel.telegram.marking import read_classification_line
from reftel.telegram.numbering import Candidate, read_number
from reftel.telegram.outline import (
    EMPTY,
    NUMBERS,
    OTHER,
    PLAIN,
    RUN_ON,
    SENTENCES,
    SIGN,
    TOKENS,
    begins_plainly,
    outlined,
)
from reftel.telegram.pagebreaks import find_page_break, may_be_page_break, read_page_break
from reftel.telegram.top import label_of
from reftel.vocab.captions import read_caption
from reftel.vocab.classification import read_level

__all__ = [
    "BLANK",
    "BREAK",
    "DAMAGE",
    "GROUP",
    "HEAD",
    "RULE",
    "STAMP",
    "START",
    "STRAY",
    "TEXT",
    "Marks",
    "Segments",
    "look",
]

BLANK, TEXT, START, HEAD, RULE, BREAK, STRAY, STAMP, GROUP, DAMAGE = range(10)
"""Kinds of a segment; START begins a numbered paragraph, GROUP says when the text is free."""

_STRAY_GLUED = re.compile(r"SIPDIS\s+(?=\S)")
_FRAMED = re.compile(
    r"(?:---+|===+|\*\*\*+|[-=*](?: [-=*])+) \S.* (?:---+|===+|\*\*\*+|[-=*](?: [-=*])+)"
)
"""A heading between two rules on one line."""
_SENTENCE_ENDS = frozenset('.!?:;")')
_MARK_ENDS = frozenset("0123456789Z")
"""The last letter of a page-break line."""
_MARK_BEGINS = DAMAGE_SIGNS | {"P"}
"""The first letter of a page head of a message, and of a line of lost signs."""
_NUMBER_WITHIN = 200
"""Characters of a line in which its number and mark stand."""
_SHORT = 40
"""Characters; a line that is cut in mid-sentence is longer, a heading above a page break is not."""
_UNDERLINE = 3
"""Characters that a rule may be longer or shorter than the one line that it underlines."""
_UNWRAPPED = 200
"""Characters; a longer line has lost its ends, and the next paragraph may stand in it."""
_NUMBER_INSIDE = re.compile(r"[.!?)\"”] (?=(\d{1,2})\. ?[A-Z(\"“])")
"""Where a sentence ends and a number follows (08BRASILIA1396)."""
_LONGEST = 2000
"""Characters; longer lines are text and meet no pattern but the paragraph number's."""


class Segments:
    """The body's lines in order.

    Lines that run on in small letters, most of any text, join the one above them; a line into
    which a page break is glued makes two or three.
    """

    __slots__ = ("kinds", "rows")

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.rows: list[tuple[int, int, int, str, int]] = []
        """First character of the words, the one after their last, where the piece ends (line end
        included), the words (a line a line, without the blanks at its ends), and how many lines.
        A plain tuple, since there are a hundred to a cable and nothing else looks at them."""

    def add(self, kind: int, start: int, stop: int, words: str) -> None:
        """One more line or part of a line."""
        self.kinds.append(kind)
        self.rows.append((start, start + len(words), stop, words, 1))

    def add_lines(self, lines: Lines, first: int, stop: int, *, runs_on: bool = False) -> None:
        """Plain lines from `first` up to `stop`; they may run on from text above them."""
        text, starts, kinds = lines.text, lines.starts, self.kinds
        bare, end = lines.bare[stop - 1], starts[stop - 1]
        if not text.startswith(bare, end):
            end = text.index(bare, end)
        height = stop - first
        words = bare if height == 1 else "\n".join(lines.bare[first:stop])
        if runs_on and kinds and kinds[-1] == TEXT:
            start, _, _, above, lines_above = self.rows[-1]
            words, height = f"{above}\n{words}", height + lines_above
            self.rows[-1] = (start, end + len(bare), starts[stop], words, height)
        else:
            start = end if height == 1 else lines.first(first)
            kinds.append(TEXT)
            self.rows.append((start, end + len(bare), starts[stop], words, height))

    def set_apart(self, lines: Lines, n: int, underline: int) -> None:
        """Take line `n`, the last one, out of the text it joined if a rule underlines it alone.

        Then the sentence above has ended, and the rule is as long as the line (08MADRID98).
        """
        start, _, stop, words, height = self.rows[-1]
        bare = lines.bare[n]
        above = words[: -len(bare) - 1]
        if (
            stop == lines.starts[n + 1]
            and abs(len(bare) - underline) <= _UNDERLINE
            and bare[:1].isupper()
            and bare[-1] not in ".;,"
            and above[-1:] in _SENTENCE_ENDS
        ):
            self.rows[-1] = (start, lines.words(n - 1).end, lines.starts[n], above, height - 1)
            self.add(TEXT, lines.first(n), stop, bare)


class Marks(msgspec.Struct):
    """What was found beside the text while the lines were looked at."""

    page_breaks: list[PageBreak] = []
    captions: dict[str, list[Span]] = {}
    sections: list[Section] = []


def look(
    lines: Lines,
    first: int,
    stop: int,
    ending: Ending,
    segments: Segments,
    marks: Marks,
    notices: frozenset[int] = frozenset(),
) -> list[Candidate]:
    """Give each line its kind, headings excepted; collect what may be a paragraph number.

    `notices` are lines that an archive set in place of text.
    """
    candidates: list[Candidate] = []
    text, bares, uppers, line_starts = lines.text, lines.bare, lines.upper, lines.starts
    blank_before, open_before = True, False
    text_open = across = False
    sections = len(marks.sections)
    repeating = repeated = False
    """Below the line that heads a section; and below a label that came again there."""
    add, kinds = segments.add, segments.kinds
    add_lines, rows = segments.add_lines, segments.rows
    outline = outlined(lines, first, stop, ending.name_line)
    if notices:
        outline = "".join(
            OTHER if n in notices else letter for n, letter in enumerate(outline, first)
        )
    for token in TOKENS.finditer(outline):
        at, last = token.span()
        letter = outline[at]
        n, below = first + at, first + last
        line_start = line_starts[n]
        if letter == EMPTY:
            repeated = False
            kinds.append(BLANK)
            rows.append((line_start, line_start, line_starts[n + 1], "", 1))
            blank_before, open_before = True, False
            continue
        if letter in PLAIN:
            repeating = False
            add_lines(lines, n, below, runs_on=letter == RUN_ON)
            bare = bares[below - 1]
            blank_before, across = False, False
            open_before = bare[-1] not in _SENTENCE_ENDS
            text_open = open_before and len(bare) > _SHORT
            continue
        bare, line_stop = bares[n], line_starts[n + 1]
        start = line_start if text.startswith(bare, line_start) else text.index(bare, line_start)
        if n == ending.name_line:
            line_stop = start + ending.name_start  # the signature is glued to this line
            bare = bare[: ending.name_start].rstrip()
        words_at, width = 0, len(bare)
        if letter in NUMBERS:
            upper = uppers[n]
            if width > _NUMBER_WITHIN or len(upper) != width:
                upper = upper[: min(width, _NUMBER_WITHIN)]
            number = read_number(upper)
            if number is not None:
                value, mark, number_start, number_end, words_at = number
                span = Span(start + number_start, start + number_end)
                words_at = min(words_at, width)
                text_start, place = start + words_at, len(kinds)
                candidates.append(
                    Candidate(
                        place, value, mark, blank_before, open_before, across, span, text_start
                    )
                )
        elif letter == SIGN:
            if width > 2 and not bare.strip("-=*_~ ."):
                if kinds and kinds[-1] == TEXT and rows[-1][4] > 1:
                    segments.set_apart(lines, n - 1, width)
                add(RULE, start, line_stop, bare)
                blank_before, open_before = True, False
                continue
            if width <= 160 and _FRAMED.fullmatch(bare):
                # Edited copies have no empty line above it.
                add(HEAD, start, line_stop, bare)
                blank_before, open_before = True, False
                continue
        elif n in notices:
            add(STAMP, start, line_stop, bare)
            blank_before, open_before = True, False
            continue
        if repeating:
            if letter == OTHER and (repeated or _comes_again(uppers[n])):
                add(BREAK, start, line_stop, bare)
                repeated = True
                continue
            repeating = letter == OTHER and read_caption(bare) is not None
        runs_on = letter == OTHER and bare[:1].islower() and " OF 0" not in bare
        if (
            letter not in NUMBERS
            and not runs_on
            and (
                bare[-1] in _MARK_ENDS
                or (width <= 40 and bare == uppers[n][:width])
                or bare[0] in _MARK_BEGINS
                or "Review" in bare
            )
            and width < _LONGEST
            and (kind := _mark_kind(lines, n + 1, bare, start, marks)) is not None
        ):
            add(kind, start, line_stop, bare)
            # A page break leaves the sentence as open as it was, a lost section does not.
            across = text_open and not _skips(marks, start)
            if len(marks.sections) > sections:
                sections, repeating, repeated = len(marks.sections), True, False
            continue
        if (
            " OF 0" in bare
            and width < _LONGEST
            and _cut_glued(bare, start, line_stop, segments, marks)
        ):
            blank_before, open_before = False, False
            continue
        if "Review" in bare and width < _LONGEST and (stamp := find_stamp(bare)):
            _cut_stamp(bare, start, line_stop, stamp, segments)
            blank_before, open_before = False, True
            continue
        if last - at > 1:
            if begins_plainly(bare, words_at):
                add_lines(lines, n, below)
            else:
                add(TEXT, start, line_stop, bare)
                _add_sentences(lines, first, outline, at + 1, last, segments)
            bare = bares[below - 1]
        elif (
            not runs_on
            and uppers[n].startswith("SIPDIS ")
            and (glued := _STRAY_GLUED.match(uppers[n], 0, len(bare)))
        ):
            middle = start + glued.end()
            marks.captions.setdefault("SIPDIS", []).append(Span(start, start + 6))
            add(STRAY, start, middle, bare[:6])
            add(TEXT, middle, line_stop, bare[glued.end() :])
        elif (
            letter in NUMBERS
            and width > _UNWRAPPED
            and candidates
            and f" {candidates[-1].number + 1}." in bare
        ):
            _add_numbered(lines, n, bare, start, line_stop, segments, candidates)
        else:
            add(TEXT, start, line_stop, bare)
        blank_before, across = False, False
        open_before = bare[-1:] not in _SENTENCE_ENDS
        text_open = open_before and len(bare) > _SHORT
    return candidates


def _comes_again(upper: str) -> bool:
    """Whether a line below the head of a section repeats one of the labels above the text."""
    label = label_of(upper)
    return label is not None and (":" in upper[:16] or label in ("order", "tags"))


def _add_numbered(
    lines: Lines,
    n: int,
    bare: str,
    start: int,
    stop: int,
    segments: Segments,
    candidates: list[Candidate],
) -> None:
    """A long line with its number, cut where the next number stands in it (09CAPETOWN204).

    That it does not stand on a line below tells it from a list.
    """
    last, upper = candidates[-1], lines.upper[n]
    number, marked = last.number, last.mark is not None
    at = 0
    for found in _NUMBER_INSIDE.finditer(bare) if last.place == len(segments.kinds) else ():
        if int(found.group(1)) != number + 1:
            continue
        begin = found.end()
        read = read_number(upper[begin : begin + 200])
        if read is None or marked != (read[1] is not None):
            continue
        if lines.last_numbered(number + 1) > n:
            break
        segments.add(TEXT, start + at, start + begin, bare[at:begin].rstrip())
        number, mark, number_start, number_end, words_at = read
        candidates.append(
            Candidate(
                len(segments.kinds), number, mark, False, False, False,
                Span(start + begin + number_start, start + begin + number_end),
                start + min(begin + words_at, len(bare)),
            )
        )  # fmt: skip
        at = begin
    segments.add(TEXT, start + at, stop, bare[at:])


def _add_sentences(
    lines: Lines, first: int, outline: str, at: int, last: int, segments: Segments
) -> None:
    """The plain lines below a number that keeps its line, each with those that run on from it."""
    for sentence in SENTENCES.finditer(outline, at, last):
        begin, end = sentence.span()
        runs_on = outline[begin] == RUN_ON
        segments.add_lines(lines, first + begin, first + end, runs_on=runs_on)


def _mark_kind(lines: Lines, below: int, bare: str, start: int, marks: Marks) -> int | None:
    """Page break, caption, stamp, lost line or repeated classification line; None for text."""
    if bare[0] in DAMAGE_SIGNS:
        return DAMAGE if is_damage(bare) else None
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
    if bare[0] == "G" and GROUP_LINE.fullmatch(bare):
        return GROUP
    if len(bare) <= 40 and bare.isupper() and bare[-1] not in ".,":
        caption = read_caption(bare)
        if caption is not None:
            marks.captions.setdefault(caption, []).append(Span(start, start + len(bare)))
            return STRAY
        if bare[0] in "UCSTL" and read_level(bare) and _page_ends(lines, below):
            return BREAK
    if "Review" in bare and is_stamp(bare.upper()):
        return None if find_stamp(bare) else STAMP
    return None


def _skips(marks: Marks, start: int) -> bool:
    """Whether the mark that stands at `start` or later begins a section with one lost before it."""
    if not marks.sections or marks.sections[-1].span.start < start:
        return False
    before = [mark.number for mark in marks.sections[:-1]]
    before += [mark.section for mark in marks.page_breaks]
    return marks.sections[-1].number > max(before, default=1) + 1


def _page_ends(lines: Lines, n: int) -> bool:
    """Whether a PAGE line follows at line `n`, empty lines and levels left out."""
    for below in lines.upper[n : n + 6]:
        if read_page_break(below, Span(0, 0)):
            return True
        if below and not read_level(below):
            return False
    return False


def _cut_stamp(
    bare: str, start: int, stop: int, stamp: tuple[int, int], segments: Segments
) -> None:
    """Cut an archive's stamp out of the sentence it was printed into."""
    begin, end = stamp
    before, behind = bare[:begin].rstrip(), bare[end:].lstrip()
    if before:
        segments.add(TEXT, start, start + begin, before)
    middle = start + len(bare) - len(behind) if behind else stop
    segments.add(STAMP, start + begin, middle, bare[begin:end])
    if behind:
        segments.add(TEXT, middle, stop, behind)


def _cut_glued(bare: str, start: int, stop: int, segments: Segments, marks: Marks) -> bool:
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
