"""Levels of classification: their order, and every form they are written in.

In: the words of a classification line (`S E C R E T`, `UNCLAS`) or a portion mark (`C/NF`). Out:
`Level`. First letters that the telegram system lost or doubled are made good, since nothing else
can be meant by O N F I D E N T I A L.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from reftel.errors import Misuse
from reftel.vocab.tables import rows

__all__ = [
    "LEVELS",
    "Level",
    "level_at",
    "level_of_mark",
    "may_begin_with_level",
    "plain_marks",
    "rank",
    "read_level",
    "site_level",
]


class Level(msgspec.Struct, frozen=True, gc=False):
    """One level."""

    name: str
    """As publishers write it: CONFIDENTIAL//NOFORN."""
    rank: int
    """0 unclassified, 1 for official use, 2 confidential, 3 secret, 4 top secret."""


_UNCLASSIFIED = Level("UNCLASSIFIED", 0)
_OFFICIAL_USE = Level("UNCLASSIFIED//FOR OFFICIAL USE ONLY", 1)
_LIMITED = Level("LIMITED OFFICIAL USE", 1)
_CONFIDENTIAL = Level("CONFIDENTIAL", 2)
_CONFIDENTIAL_NOFORN = Level("CONFIDENTIAL//NOFORN", 2)
_SECRET = Level("SECRET", 3)
_SECRET_NOFORN = Level("SECRET//NOFORN", 3)
_TOP_SECRET = Level("TOP SECRET", 4)

LEVELS: tuple[Level, ...] = (
    _UNCLASSIFIED,
    _OFFICIAL_USE,
    _LIMITED,
    _CONFIDENTIAL,
    _CONFIDENTIAL_NOFORN,
    _SECRET,
    _SECRET_NOFORN,
    _TOP_SECRET,
)
"""From the lowest to the highest."""

_NOFORN = {
    _UNCLASSIFIED: _OFFICIAL_USE,
    _CONFIDENTIAL: _CONFIDENTIAL_NOFORN,
    _SECRET: _SECRET_NOFORN,
}
"""What NOFORN makes of a level. No publisher has a name for unclassified text with NOFORN; the
nearest is the one for controlled unclassified text."""
_BLANKS = str.maketrans("", "", " \t\r\n/-,.()")


@lru_cache(maxsize=1024)
def read_level(words: str) -> Level | None:
    """The level that `words` as a whole say, in plain or spaced letters, or None."""
    if len(words) > 120:
        return None
    return _forms().get(words.upper().translate(_BLANKS))


def level_at(line: str) -> tuple[Level, int] | None:
    """The level at the start of a line, and the offset where its last letter ends; or None.

    The longest form counts (UNCLAS SENSITIVE before UNCLAS), and it must end where a word does.
    """
    forms, beginnings = _forms(), _beginnings()
    letters = ""
    found: tuple[Level, int] | None = None
    for at, character in enumerate(line):
        if character in " \t/-":
            continue
        letters += character.upper()
        if letters not in beginnings:
            break
        if (level := forms.get(letters)) and not line[at + 1 : at + 2].isalnum():
            found = level, at + 1
    return found


def may_begin_with_level(line: str) -> bool:
    """A cheap look before `level_at`: at the first two characters of a line in capitals."""
    return line[:2].upper() in _starts()


def rank(name: str) -> int:
    """The order of a level by any of its written forms, 0 to 4. Misuse when there is none."""
    level = read_level(name) or level_of_mark(name)
    if level is None:
        raise Misuse(f"{name!r} is no level; write one of {', '.join(v.name for v in LEVELS)}.")
    return level.rank


@lru_cache(maxsize=1024)
def level_of_mark(mark: str) -> Level | None:
    """The level of a portion mark, with or without brackets: (C/NF), SBU, S//REL TO USA."""
    if len(mark) > 60:
        return None
    plain = " ".join(mark.upper().strip("() \t").split())
    if level := _marks().get(plain):
        return level
    head, *rest = plain.replace("-", "/").replace(",", "/").replace(" ", "/").split("/")
    level = _marks().get(head)
    words = [word for word in rest if word]
    if level is None or not all(_says_who(word, words) for word in words):
        return None
    return _NOFORN.get(level, level) if "NF" in words or "NOFORN" in words else level


@cache
def plain_marks() -> tuple[str, ...]:
    """What a portion mark may begin with, controls apart: TOP SECRET, SBU, C; the longest first."""
    plain = (mark for mark in _marks() if mark.replace(" ", "").isalpha())
    return tuple(sorted(plain, key=lambda mark: (-len(mark), mark)))


def site_level(level: str, captions: Iterable[str]) -> str:
    """The name of a level with the captions that publishers join to it.

    UNCLASSIFIED and SENSITIVE: UNCLASSIFIED//FOR OFFICIAL USE ONLY; SECRET and NOFORN:
    SECRET//NOFORN. A level that is none of ours comes back as it was.
    """
    known = read_level(level)
    if known is None:
        return level
    found = set(captions)
    if known is _UNCLASSIFIED and found & {"SENSITIVE", "FOUO"}:
        known = _OFFICIAL_USE
    if "NOFORN" in found:
        known = _NOFORN.get(known, known)
    return known.name


_CONTROLS = frozenset("NF NOFORN FOUO FGI ORCON PROPIN ENTIRE TEXT".split())


def _says_who(word: str, words: list[str]) -> bool:
    """Whether a word of a mark is a control, or a state after REL."""
    return word in _CONTROLS or (words[0] == "REL" and len(word) <= 7 and word.isalpha())


@cache
def _forms() -> dict[str, Level]:
    """Letters of a form, without blanks and strokes, to its level."""
    by_name = {level.name: level for level in LEVELS}
    forms = {}
    for _, name, form, kind, _ in rows("classification"):
        if kind != "portion":
            forms[form.upper().translate(_BLANKS)] = by_name[name]
    for form, level in list(forms.items()):
        # about one line in a hundred lost or doubled its first letter: O N F I D…, SS E C R E T
        forms.setdefault(form[1:], level)
        forms.setdefault(form[0] + form, level)
    return forms


@cache
def _starts() -> frozenset[str]:
    """The first two characters of all forms, plain and spaced."""
    spaced = (form[0] + blank for form in _forms() for blank in " \t/-")
    return frozenset((*(form[:2] for form in _forms()), *spaced))


@cache
def _beginnings() -> frozenset[str]:
    """All beginnings of all forms."""
    return frozenset(form[:n] for form in _forms() for n in range(1, len(form) + 1))


@cache
def _marks() -> dict[str, Level]:
    by_name = {level.name: level for level in LEVELS}
    return {
        form: by_name[name]
        for _, name, form, kind, _ in rows("classification")
        if kind in ("portion", "full", "short")
    }
