"""Which of the numbers at line starts are paragraph numbers.

In: every line that begins like a paragraph, in order. Out: those that are one. A number is judged
by sequence and by position: the next number counts unless the line above plainly runs on into it;
a jump counts after an empty line or with a portion mark, and is kept as printed; a list inside a
paragraph that begins at 1 again is told from an annex by whether the outer numbers go on after it.
"""

from __future__ import annotations

import re

import msgspec

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.vocab.classification import plain_marks

__all__ = ["MARK", "Candidate", "choose", "read_number"]

_LEVELS = "|".join((*plain_marks(), "FOUO"))
"""FOUO is no level, but stands alone in marks all the same."""
MARK = (
    rf"\(\s?((?:{_LEVELS})(?:\s?[/,-]{{1,2}}\s?(?:[A-Z]{{2,}}[A-Z ,/]*|NF|FGI//NF))?"
    r"(?:\s?-?\s?ENTIRE TEXT)?)\s?\)"
)
_NUMBER = re.compile(
    rf"(?:{MARK}\s*)?(\d{{1,3}})"
    rf"(?:\s?\.(?!\d)\s*(?:{MARK}|((?:{_LEVELS})\s?-?\s?ENTIRE TEXT\b))?|\s{{0,2}}{MARK})[.\s]*"
)
"""From 1979 to 1990 the mark for the whole also stands bare: 1. SECRET - ENTIRE TEXT."""


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A line that begins like a numbered paragraph."""

    place: int
    """Its position among the segments of the body."""
    number: int
    mark: str | None
    blank_before: bool
    """An empty line, heading, rule or page break stands above it."""
    open_before: bool
    """The line above it ends in mid-sentence."""
    open_across: bool
    """The same, with a page break or a stray caption and its empty lines between."""
    span: Span
    """The number."""
    text_start: int
    """First character after number and mark."""


def read_number(upper: str) -> tuple[int, str | None, int, int, int] | None:
    """Number, mark, start and end of the number, start of the text, in a line in capitals."""
    found = _NUMBER.match(upper)
    if found is None:
        return None
    mark = found.group(1) or found.group(3) or found.group(4) or found.group(5)
    return int(found.group(2)), mark, found.start(2), found.end(2), found.end()


def choose(candidates: list[Candidate], defects: DefectList) -> list[Candidate]:
    """The candidates that are paragraphs, in order; oddities of their numbers become defects."""
    if not candidates:
        return []
    marked = sum(c.mark is not None for c in candidates) * 2 >= len(candidates)
    chosen: list[Candidate] = []
    last = 0
    inner = 0
    """The number that a list inside the current paragraph has reached; 0 outside one."""
    for n, c in enumerate(candidates):
        # Behind a page break an unmarked number may be the next all the same, if no number is
        # marked; one that fits in no other way ends the sentence above the break.
        runs_on = c.open_before or (c.open_across and (marked or c.number != last + 1))
        stands_well = c.mark is not None or not runs_on
        if c.number == last + 1:
            of_list = (
                inner == c.number - 1
                and inner > 0
                and c.mark is None
                and _comes_later(candidates, n + 1, c.number, marked=marked)
            )
            if of_list or not stands_well:
                if not of_list:
                    defects.add("number-in-sentence", c.span, found=str(c.number))
                inner = c.number if of_list else inner
                continue
        elif c.number > last + 1:
            jump = c.number - last
            good = (c.mark is not None and stands_well) or (
                c.blank_before and not marked and not runs_on and jump <= 12
            )
            if not good:
                if inner and c.number == inner + 1:
                    inner = c.number
                elif stands_well:
                    defects.add("number-unfit", c.span, found=str(c.number))
                continue
            defects.add("number-gap", c.span, found=str(c.number))
        else:
            restart = c.number == 1 and c.blank_before
            goes_on = _comes_later(candidates, n + 1, last + 1, marked=marked)
            if c.mark is None and (goes_on or not restart):
                inner = c.number if c.number in (1, inner + 1) else 0
                if not inner and stands_well and c.blank_before:
                    defects.add("number-unfit", c.span, found=str(c.number))
                continue
            if not c.blank_before and runs_on:
                defects.add("number-unfit", c.span, found=str(c.number))
                continue
            defects.add(
                "number-restart" if c.number == 1 else "number-falls", c.span, found=str(c.number)
            )
        chosen.append(c)
        last = c.number
        inner = 0
    return chosen


def _comes_later(candidates: list[Candidate], start: int, number: int, *, marked: bool) -> bool:
    """Whether the outer numbering goes on with `number` after candidate `start`."""
    # Sixty candidates ahead are enough for any list, and keep a hostile text linear.
    return any(
        c.number == number and (c.mark is not None if marked else c.blank_before)
        for c in candidates[start : start + 60]
    )
