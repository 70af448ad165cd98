"""Short forms that a cable itself spells out: trafficking in persons (TIP).

In: paragraphs of one cable. Out: each short form with its words and the address where they stand,
the first place for each. Nothing is looked up: a form that the cable does not explain is none.

The words are found from the right, letter by letter, as Schwartz and Hearst did for the literature
of medicine (Pacific Symposium on Biocomputing, 2003): the first letter must begin a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

__all__ = ["Acronym", "find_acronyms"]

_IN_BRACKETS = re.compile(r"\(\"?([A-Z][A-Za-z&/.-]{0,9}[A-Z])s?\"?\)")
_MOST_TRIED = 2_000
"""Brackets looked into; a long questionnaire has some hundred."""
_PARTED = re.compile(r"[():;]|[.?!]\s")
"""Ends what a spelt-out name can reach back to."""
_LOOKED_BACK = 160
"""Characters before the bracket; the longest spelt-out name of an office is shorter."""


class Acronym(msgspec.Struct, frozen=True, gc=False):
    """One short form."""

    short: str
    """TIP"""
    words: str
    """As the cable spells it out: trafficking in persons."""
    address: str
    """Of the paragraph where it does: par4."""


def find_acronyms(paragraphs: Iterable[tuple[str, str]]) -> dict[str, Acronym]:
    """Short forms in paragraphs given as (address, words), by the short form."""
    found: dict[str, Acronym] = {}
    tried = 0
    for address, text in paragraphs:
        for match in _IN_BRACKETS.finditer(text):
            short = match.group(1)
            if short in found:
                continue
            tried += 1
            if tried > _MOST_TRIED:
                return found
            if sum(letter.isupper() for letter in short) < 2:
                continue
            before = text[max(match.start() - _LOOKED_BACK, 0) : match.start()]
            before = " ".join(_PARTED.split(before)[-1].split())
            words = _spelt_out(short, before)
            if words is not None:
                found[short] = Acronym(short, words, address)
    return found


def _spelt_out(short: str, before: str) -> str | None:
    """The end of `before` that the letters of `short` stand for."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    lower = before.lower()
    at = len(before)
    for n, letter in reversed(list(enumerate(letters))):
        while at > 0:
            at -= 1
            begins = at == 0 or not before[at - 1].isalnum()
            if lower[at] == letter and (n > 0 or begins):
                break
        else:
            return None
    words = before[at:].strip()
    count = len(words.split())
    if any(letter.isdigit() for letter in words):
        return None  # "In 2008, the National Migration Institute (INM)": the year is no part of it
    # One word is a name cut short and not spelt out; more than their bound is chance.
    return words if 1 < count <= min(len(letters) + 5, len(letters) * 2) else None
