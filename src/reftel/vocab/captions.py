"""Captions: SIPDIS, NOFORN and the other words that say who may read a telegram.

In: a line. Out: the canonical caption it consists of, or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from reftel.vocab.tables import Table, rows

__all__ = ["CAPTIONS", "Caption", "forms_beside_levels", "read_caption", "read_captions"]


class Caption(msgspec.Struct, frozen=True, gc=False):
    """What is known of one caption."""

    name: str
    kind: str
    """handling, dissemination, distribution, channel, correction, precedence, …"""
    meaning: str
    effect: str
    alone: bool
    """Whether it can make up a line; ONLY and US are also plain words."""


_LONGEST = 120
_BLANKS = str.maketrans("", "", " \t\r\n/-,.")


def read_caption(line: str) -> str | None:
    """The caption that a whole line is, in plain or spaced letters, or None.

    A correction may give its reason in brackets: C O R R E C T E D  C O P Y (TEXT).
    """
    if len(line) > _LONGEST or line.lstrip(" \t/-")[:2].upper() not in _starts():
        return None
    name = _forms().get(line) or _forms().get(line.upper().translate(_BLANKS))
    if name is None and "(" in line:
        name = _forms().get(line[: line.index("(")].upper().translate(_BLANKS))
        return name if name and CAPTIONS[name].kind == "correction" else None
    return name


def read_captions(line: str) -> tuple[str, ...]:
    """All captions of a line that consists of nothing else; empty otherwise."""
    if len(line) > _LONGEST or line.lstrip(" \t/-")[:2].upper() not in _starts():
        return ()
    if name := read_caption(line):
        return (name,)
    words = line.upper().replace("//", " ").replace("/", " ").replace(",", " ").split()
    names: list[str] = []
    at = 0
    while at < len(words):
        for length in (4, 3, 2, 1):
            if name := _forms().get("".join(words[at : at + length]).translate(_BLANKS)):
                names.append(name)
                at += length
                break
        else:
            return ()
    return tuple(names)


_BESIDE_LEVELS = ("handling", "dissemination", "distribution", "transmission", "correction")


@cache
def forms_beside_levels() -> dict[str, str]:
    """Letters of each form that may stand on the line of the level, to its caption."""
    return {form: name for form, name in _forms().items() if CAPTIONS[name].kind in _BESIDE_LEVELS}


@cache
def _captions() -> dict[str, Caption]:
    return {
        name: Caption(name, kind, meaning, effect, line == "yes")
        for name, kind, meaning, effect, line, _, _ in _rows()
    }


@cache
def _rows() -> list[list[str]]:
    return rows("captions")


CAPTIONS: Mapping[str, Caption] = Table(_captions)
"""Canonical name to what is known of it."""


@cache
def _starts() -> frozenset[str]:
    """The first two characters of all forms, plain and spaced: most lines of prose end here."""
    return frozenset(start for form in _forms() for start in (form[:2], form[0] + " "))


@cache
def _forms() -> dict[str, str]:
    """Letters of every form that can make up a line to the canonical name."""
    forms = {}
    for name, _, _, _, line, also, _ in _rows():
        if line == "yes":
            for form in (name, *also.split(";")):
                if form:
                    forms[form.translate(_BLANKS)] = name
    return forms
