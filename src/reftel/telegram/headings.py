"""Headings in a telegram's text.

In: the segments of the body and which of them begin a paragraph. Out: the same segments, those
that are headings marked so. A heading is a line or two above a rule, a line of capitals between
empty ones, a short line above a paragraph, or one of the standard words.
"""

from __future__ import annotations

import re

from reftel.telegram.numbering import MARK, Candidate
from reftel.telegram.segments import BLANK, HEAD, RULE, START, TEXT, Segments

__all__ = ["HEAD_MARK", "find_headings"]

HEAD_MARK = re.compile(MARK + r"\s*")
"""A portion mark before a heading."""
_ITEM_LABEL = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s")
"""The last line of a list is no heading of the paragraph below."""
_SENTENCE = re.compile(r"\n(?=[A-Z])")
"""Where lines that were taken together may begin a new one."""
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
    """The one or two lines directly above a rule are a heading when they look like one."""
    kinds = segments.kinds
    first, height = rule, 0
    while first > 0 and kinds[first - 1] == TEXT and height < 3:
        first -= 1
        height += segments.rows[first][4]
    if first == rule or height > 2 or (first > 0 and kinds[first - 1] == START):
        return
    for n in range(first, rule):
        words = segments.rows[n][3]
        if len(words) > 80 * segments.rows[n][4] or words.startswith(("--", "- ", "* ")):
            return
        if words[-1] in ".;" or (words[-1] == "," and n == rule - 1):
            return
    for n in range(first, rule):
        kinds[n] = HEAD


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
    above_number = (
        kinds[after] == START
        and height == 1
        and len(words) < 66
        and words[-1] not in "?!"
        and not bare[:1].islower()
    )
    if (
        above_number
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
