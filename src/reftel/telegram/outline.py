"""The outline of a telegram's text: one letter a line, by which most lines are told at one look.

In: the lines below the top. Out: a str as long as they are many. Of four lines in five the first
two characters tell that they are plain text and neither number, bullet, question, heading nor mark;
a pattern then finds whole runs of them, in place of many tests on each.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from reftel.telegram.lines import Lines

__all__ = [
    "EMPTY",
    "NUMBERS",
    "OTHER",
    "PLAIN",
    "RUN_ON",
    "SENTENCES",
    "SIGN",
    "TOKENS",
    "begins_plainly",
    "outlined",
]

EMPTY, RUN_ON, CAPITAL, NUMBER, CUT_NUMBER, SIGN, OTHER = " rC10-?"
"""A line with nothing on it; text that begins with a small letter, so that the sentence above runs
on; text that begins with a capital and a small letter; a digit or a bracket, and the same where a
page break may be glued into the line; a sign that rules and bullets are made of; and what takes a
closer look."""
PLAIN = frozenset((RUN_ON, CAPITAL))
"""Text and nothing else."""
NUMBERS = frozenset((NUMBER, CUT_NUMBER))
TOKENS = re.compile(r"[1C](?:[rC]{2,}|r?)|r+|.")
"""Lines to be taken together: three and more, since no heading is as high; fewer stay apart where
they begin with capitals, since each may be a heading's line."""
SENTENCES = re.compile("r+|Cr*")
"""The same lines below a number, each that begins with a capital for itself."""

_LABEL_SIGNS = frozenset((".", ")", " ", ""))
"""After a first small letter these may make a label of it: a. a) o"""
_NOT_PLAIN = frozenset(("An", "Po", "Qu", "Re", "Si"))
"""Answer, Post Response, Question, Reply, Sipdis: they may begin more than a sentence."""


def outlined(lines: Lines, first: int, stop: int, name_line: int | None) -> str:
    """The lines from `first` up to `stop`; the one that holds the signature is not plain."""
    if stop <= first:
        return ""
    told = _TOLD
    letters = [told[line[:2]] for line in lines.bare[first:stop]]
    text, starts = lines.text, lines.starts
    begin, end = starts[first], starts[stop]
    # A page break may be glued into any line; a stamp begins with a capital.
    for mark, plain in ((" OF 0", PLAIN), ("Review", CAPITAL)):
        at = text.find(mark, begin, end)
        while at >= 0:
            n = bisect_right(starts, at, first, stop) - 1
            if letters[n - first] in plain:
                letters[n - first] = OTHER
            elif letters[n - first] == NUMBER:
                letters[n - first] = CUT_NUMBER
            at = text.find(mark, starts[n + 1], end)
    if name_line is not None and name_line < stop and letters[name_line - first] in PLAIN:
        letters[name_line - first] = OTHER
    return "".join(letters)


def begins_plainly(line: str, at: int) -> bool:
    """Whether what stands behind the number of a line, or its first digits, is no question or item.

    The patterns for these might else read on in the line below.
    """
    if at:
        return _TOLD[line[at : at + 2]] == CAPITAL
    return line[0].isdigit() and "." not in line[:3] and ")" not in line[:3]


class _Told(dict[str, str]):
    """What a line is by its first two characters; a text has but some dozens of them.

    A dict, since asking a cache of functions for a hundred lines takes twice as long.
    """

    def __missing__(self, beginning: str) -> str:
        if len(self) >= _MOST_TOLD:
            self.clear()
        letter = self[beginning] = _tell(beginning)
        return letter


_TOLD = _Told()
_MOST_TOLD = 16384


def _tell(beginning: str) -> str:
    letter, second = beginning[:1], beginning[1:]
    if not letter:
        return EMPTY
    if letter.islower() and second not in _LABEL_SIGNS:
        return RUN_ON
    if letter.isdigit() or letter in "([":
        return NUMBER
    if letter in "-=*_~":
        return SIGN
    plain = beginning.isascii() and letter.isupper() and second.islower()
    return CAPITAL if plain and beginning not in _NOT_PLAIN else OTHER
