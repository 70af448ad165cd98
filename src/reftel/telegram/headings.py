"""Headings in a telegram's text.

In: the segments of the body and which of them begin a paragraph. Out: the same segments, those
that are headings marked so. A heading is a line or two above a rule, a line of capitals between
empty ones, a short line above a paragraph, or one of the standard words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.telegram.numbering import MARK, Candidate
from reftel.telegram.segments import (
    BLANK,
    BREAK,
    HEAD,
    RULE,
    STAMP,
    START,
    STRAY,
    TEXT,
    Segments,
)

__all__ = ["HEAD_MARK", "find_headings"]

HEAD_MARK = re.compile(MARK + r"\s*")
"""A portion mark before a heading."""
_ITEM_LABEL = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s")
"""The last line of a list is no heading of the paragraph below."""
_SENTENCE = re.compile(r"\n(?=[A-Z])")
"""Where lines that were taken together may begin a new one."""
_RULED = re.compile(r"\s+[-=*_](?:\s?[-=*_]){4,}\Z")
"""A rule behind the words it was below, as copies without line ends have it."""
_RULE_SIGNS = frozenset("-=*_")
_RULED_LINE = 300
"""Characters; longer lines are no heading with its rule."""
_COLUMNS = re.compile(r"\S {3,}\S")
_HANDLING = re.compile(
    r"(?:THIS (?:CABLE|MESSAGE) IS )?(?:SENSITIVE BUT UNCLASSIFIED|UNCLASSIFIED\b.{1,6}\bENTIRE)"
    r"|NOT FOR INTERNET|PLEASE (?:HANDLE|PROTECT)"
)
"""How a cable is to be handled is nothing that stands over a part of it (07PARIS2027)."""
_FRAMED_LINES = 4
"""So many lines between two rules are a heading: a name, its offices (08MADRID552)."""
_UNDERLINE = 3
"""Characters that a rule may be longer or shorter than the line that it underlines."""
_FOREIGN = frozenset((BLANK, BREAK, STRAY, STAMP))
"""What may stand between a heading, its rules and its paragraph."""
_SAMPLE = 400
"""Segments by which the case of a text is told."""
_STANDARD = re.compile(
    r"(?:EXECUTIVE |BEGIN )?(?:SUMMARY AND (?:COMMENT|ACTION REQUEST)|SUMMARY|COMMENTS?|NOTE"
    r"|INTRODUCTION|BACKGROUND|ACTION REQUEST(?:ED)?|OVERVIEW|CONCLUSION|BIO(?:GRAPHIC)? NOTE"
    r"|OBJECTIVES|PARTICIPANTS)"
    r"\s*[:.]?"
)


def find_headings(segments: Segments, chosen: dict[int, Candidate]) -> None:
    """Turn text lines into headings: underlined ones, lines of capitals, standard words."""
    kinds = segments.kinds
    for place in chosen:
        kinds[place] = START
    case = _Case(kinds.copy(), segments.rows)
    above = BLANK
    for n, kind in enumerate(kinds):
        if kind == RULE:
            _underlined(segments, n)
        elif kind == TEXT and above not in (TEXT, START, HEAD):
            _standing_alone(segments, n, case)
        above = kind


class _Case:
    """Whether most sentences of a text are in capitals; told when first asked, as few texts ask."""

    __slots__ = ("_kinds", "_rows", "_told")

    def __init__(self, kinds: list[int], rows: list[tuple[int, int, int, str, int]]) -> None:
        self._kinds, self._rows = kinds, rows
        self._told: bool | None = None

    def all_capitals(self) -> bool:
        """By the longer ones among the first segments."""
        if self._told is None:
            sentences: list[str] = []
            for kind, row in zip(self._kinds, self._rows, strict=True):
                if kind not in (TEXT, START):
                    sentences.append("")
                elif row[4] > 2:
                    sentences += _SENTENCE.split(row[3])
                else:
                    sentences.append(row[3])
                if len(sentences) >= _SAMPLE:
                    break
            sample = [words for words in sentences[:_SAMPLE] if len(words) > 30]
            self._told = bool(sample) and sum(map(str.isupper, sample)) * 2 > len(sample)
        return self._told


def _underlined(segments: Segments, rule: int) -> None:
    """The one or two lines above a rule, more between two, are a heading if they look like one."""
    kinds, rows = segments.kinds, segments.rows
    first, height = rule, 0
    while first > 0 and kinds[first - 1] == TEXT and height <= _FRAMED_LINES:
        first -= 1
        height += rows[first][4]
    if first == rule:
        if rule > 0 and kinds[rule - 1] in (BLANK, BREAK, STRAY, HEAD):
            _framed_across(segments, rule)
        return
    above = kinds[first - 1] if first > 0 else BLANK
    if above == START or height > (_FRAMED_LINES if above == RULE else 2):
        if rows[rule - 1][4] == 1 and _glued_below_text(segments, rule):
            kinds[rule - 1] = HEAD
        return
    if above in (BREAK, BLANK) and _framed_across(segments, rule):
        return
    if _look_like_one(segments, range(first, rule), rule):
        for n in range(first, rule):
            kinds[n] = HEAD
    elif rows[rule - 1][4] == 1 and _glued_below_text(segments, rule):
        kinds[rule - 1] = HEAD


def _look_like_one(segments: Segments, places: Sequence[int], rule: int) -> bool:
    """Whether lines above a rule read as a heading."""
    kinds, rows = segments.kinds, segments.rows
    for n in places:
        words, height = rows[n][3], rows[n][4]
        if len(words) > 80 * height or words.startswith(("--", "- ", "* ")):
            return False
        if words[-1] in ".;":
            return False
        if words[-1] == "," and n == places[-1] and kinds[rule + 1 : rule + 3] != [TEXT, RULE]:
            return False
    # Three lines and more in columns are a table.
    tall = sum(rows[n][4] for n in places) > 2
    return not (tall and any(_COLUMNS.search(rows[n][3]) for n in places))


def _framed_across(segments: Segments, rule: int) -> bool:
    """Whether what stands between two rules with a page break among it is a heading (08MADRID552).

    Then it is marked so.
    """
    kinds, rows = segments.kinds, segments.rows
    words: list[int] = []
    height = 0
    broken = False
    n = rule - 1
    while n >= 0 and rule - n < 12 and height <= _FRAMED_LINES:
        if kinds[n] == RULE:
            break
        if kinds[n] in (TEXT, HEAD):
            words.insert(0, n)
            height += rows[n][4]
        elif kinds[n] in _FOREIGN:
            broken = broken or kinds[n] == BREAK
        else:
            return False
        n -= 1
    if n < 0 or kinds[n] != RULE or not broken or not 0 < height <= _FRAMED_LINES:
        return False
    if not _look_like_one(segments, words, rule):
        return False
    for n in words:
        kinds[n] = HEAD
    return True


def _glued_below_text(segments: Segments, rule: int) -> bool:
    """Whether the line above a rule is a heading right below the text of a paragraph (08MADRID98).

    Then the text ends with its sentence, and the rule is as long as the line.
    """
    kinds, rows = segments.kinds, segments.rows
    words, underline = rows[rule - 1][3], rows[rule][3]
    return (
        rule > 1
        and kinds[rule - 2] in (TEXT, START)
        and rows[rule - 2][3][-1:] in '.!?")'
        and abs(len(words) - len(underline)) <= _UNDERLINE
        and words[:1].isupper()
        and words[-1] not in ".;,"
    )


def _standing_alone(segments: Segments, n: int, case: _Case) -> None:
    """One or two lines between empty ones are a heading when they look like one."""
    kinds = segments.kinds
    last, height = n, segments.rows[n][4]
    while last + 1 < len(kinds) and kinds[last + 1] == TEXT and height < 3:
        last += 1
        height += segments.rows[last][4]
    if height > 2:
        return
    words = "\n".join([row[3] for row in segments.rows[n : last + 1]])
    if words[-1] in _RULE_SIGNS and len(words) <= _RULED_LINE and _RULED.search(words):
        if _with_its_rule(words):
            for k in range(n, last + 1):
                kinds[k] = HEAD
        return
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
    bare = HEAD_MARK.sub("", words) if "(" in words else words
    if _HANDLING.match(bare.upper()):
        return
    above_number = (
        kinds[after] == START
        and height == 1
        and len(words) < 66
        and words[-1] not in "?!"
        and not bare[:1].islower()
    )
    if (
        above_number
        or (kinds[last + 1] != RULE and _ruled_apart(segments, after, words))
        or _STANDARD.fullmatch(bare.upper())
        or (
            len(bare) > 3
            and len(words) <= 75 * height
            and bare.isupper()
            and not bare.endswith("RESPONSE:")
            and not case.all_capitals()
        )
    ):
        for k in range(n, last + 1):
            kinds[k] = HEAD


def _with_its_rule(words: str) -> bool:
    """Whether a line holds a heading and then its rule (09RIODEJANEIRO285)."""
    bare = _RULED.sub("", words)
    return (
        0 < len(bare) <= 120
        and not bare.upper().startswith("END ")
        and not _ITEM_LABEL.match(bare)
        and not (bare[-1] in ".;," and not bare.endswith("..."))
        and not bare.startswith("- ")
    )


def _ruled_apart(segments: Segments, after: int, words: str) -> bool:
    """Whether a rule below, with empty lines or a page break between, sets off a short line.

    Then a paragraph's number follows (10CAIRO219), or the rest of the heading (07PARIS2027).
    """
    kinds = segments.kinds
    count = len(kinds)
    while after < count and kinds[after] in _FOREIGN:
        after += 1
    if after == count or kinds[after] != RULE or _COLUMNS.search(words):
        return False
    below = after + 1
    if kinds[below : below + 2] == [TEXT, RULE]:
        below += 2
    while below < len(kinds) and kinds[below] in (*_FOREIGN, RULE):
        below += 1
    return kinds[below : below + 1] == [START] and words[:1].isupper()
