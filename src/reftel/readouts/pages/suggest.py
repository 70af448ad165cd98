"""What may be written next in a query, and how what stands there would be understood.

In: an open archive, a query that is being typed, and the place of the caret. Out: `Suggestions`:
fields and operators while a word is typed, values behind the colon of a field, each with its
meaning; and the problems of the query as it stands. Values come from the table of fields and from
what the archive holds, so nothing is suggested that would find nothing. The first few are given,
and how many there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from reftel.defects import CODES
from reftel.reading import Archive
from reftel.readouts.pages.results import facet_words
from reftel.search.fields import FIELDS, HAS, LEVELS, LOST, Field, Kind, find_field
from reftel.search.narrowing import as_typed
from reftel.search.problems import Problem
from reftel.search.query import parse
from reftel.search.words import squash
from reftel.search.words import words as words_of
from reftel.spans import Span

__all__ = ["OPERATORS", "AskedSuggestions", "Choice", "Suggestions", "suggestions"]

_MOST = 8
"""Choices that are shown; more are a list to be searched in its turn."""
_LONGEST = 2000
"""Characters of a query that are looked at; nobody types more by hand."""

_VALUE = re.compile(
    r"(?:^|(?<=[\s(!+-]))(?P<field>[A-Za-z]+)(?P<sign>:|[<>]=?)(?P<typed>=?(?:\"[^\"]*|[^\s()\"]*))$"
)
_WORD = re.compile(r"(?:^|(?<=[\s(!+-]))[A-Za-z]+$")

OPERATORS = {
    "AND": "both; a space means the same",
    "OR": "one of them or both",
    "NOT": "not what follows; so does a minus before it",
    "NEAR/5": "at most five words apart",
}
_MEANINGS = {"has": HAS, "lost": LOST, "defect": CODES}
_SHAPES = {
    "date": ("2008", "2008-01", "2008-01..2009-03"),
    "released": ("2011", "2011-08", "2010-11..2011-08"),
}
"""How a day may be written, where no list of values helps."""


class AskedSuggestions(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the box."""

    q: str = ""
    """The query as it stands."""
    at: int = -1
    """Characters before the caret; -1 for the end."""


class Choice(msgspec.Struct, frozen=True):
    """One thing that may be written."""

    text: str
    """What to put in; a value and an operator end with a space, a field with its colon."""
    words: str
    """What it means."""
    count: int | None = None
    """Cables that have this value, where they are counted."""
    example: str = ""
    """How a field is used."""


class Suggestions(msgspec.Struct, frozen=True):
    """What may be written at the caret."""

    query: str
    """As it was given."""
    replaces: Span
    """The letters whose place a choice takes."""
    choices: tuple[Choice, ...]
    """The likeliest first, at most eight; empty where only words can stand."""
    in_all: int
    """How many choices there are."""
    facet: str | None
    """The facet whose values these are, where they are one's: /api/facets/{facet} gives all."""
    typed: str
    """What stands behind the colon; empty where no value is typed."""
    understood: str
    """The query as it would be read, every AND written."""
    problems: tuple[Problem, ...]
    """What would be mended in it."""


def suggestions(archive: Archive, asked: AskedSuggestions) -> Suggestions:
    """What may be written at the caret."""
    text = asked.q[:_LONGEST]
    at = len(text) if asked.at < 0 else min(asked.at, len(text))
    offer = _offer(archive, text[:at])
    query = parse(text)
    return Suggestions(
        text,
        Span(offer.start, at),
        offer.choices[:_MOST],
        len(offer.choices),
        offer.facet,
        offer.typed,
        query.understood,
        query.problems,
    )


class _Offer(msgspec.Struct, frozen=True):
    """All that may stand at the caret."""

    start: int
    """Where the letters begin whose place a choice takes."""
    choices: tuple[Choice, ...] = ()
    facet: str | None = None
    typed: str = ""


def _offer(archive: Archive, before: str) -> _Offer:
    nothing = _Offer(len(before))
    value = _VALUE.search(before)
    if before.count('"') % 2 and value is None:
        return nothing  # inside a phrase every letter is meant as it stands
    if value is not None:
        field = find_field(value["field"])
        if field is None:
            return nothing
        typed = value["typed"].removeprefix("=").strip('"')
        facet = _facet(field)
        values = archive.known(_held, facet) if facet else _listed(field, value["sign"])
        return _Offer(value.start(), _best(values, typed), facet, typed)
    word = _WORD.search(before)
    return _Offer(word.start(), tuple(_fields(word.group()))) if word else nothing


def _fields(typed: str) -> Iterable[Choice]:
    """Operators and fields that begin so. Operators are written in capitals, so only these ask."""
    if typed.isupper():
        yield from (
            Choice(f"{name} ", means) for name, means in OPERATORS.items() if name.startswith(typed)
        )
    begun = typed.casefold()
    own = [one for one in FIELDS.values() if one.name.startswith(begun)]
    other = [one for one in FIELDS.values() if any(a.startswith(begun) for a in one.aliases)]
    for one in dict.fromkeys([*own, *other]):
        yield Choice(f"{one.name}:", one.meaning, example=one.example)


class _Value(NamedTuple):
    """A value, and the letters it is found by."""

    squashed: str
    words: tuple[str, ...]
    choice: Choice


def _value(name: str, choice: Choice) -> _Value:
    return _Value(squash(name), tuple(words_of(f"{name} {choice.words}")), choice)


def _facet(field: Field) -> str | None:
    """The facet whose values a field takes; None where the values are listed or are no names."""
    if field.values or field.kind in (Kind.DAY, Kind.LEVEL):
        return None
    return field.facet


def _held(archive: Archive, facet: str) -> tuple[_Value, ...]:
    """A facet's values over all cables, the most frequent first: some may be thousands."""
    return tuple(
        _value(
            one.value,
            Choice(f"{as_typed(facet, one.value)} ", facet_words(facet, one.value), one.count),
        )
        for one in archive.facet("", facet)
    )


def _listed(field: Field, sign: str) -> Iterable[_Value]:
    """The values of a field that has a list of them, or a shape."""
    if field.kind is Kind.LEVEL:
        for name in LEVELS:
            yield _value(name, Choice(f"{field.name}{sign}{name} ", ""))
    elif field.name in _SHAPES:
        for shape in _SHAPES[field.name]:
            yield _value(shape, Choice(f"{field.name}{sign}{shape} ", ""))
    else:
        meanings = _MEANINGS.get(field.name, {})
        for name in field.values:
            quoted = name if " " not in name else f'"{name}"'
            yield _value(name, Choice(f"{field.name}{sign}{quoted} ", meanings.get(name, "")))


def _best(found: Iterable[_Value], typed: str) -> tuple[Choice, ...]:
    """Those whose value begins as typed, then those with a word of their meaning that does."""
    begun = squash(typed)
    by_value: list[Choice] = []
    by_words: list[Choice] = []
    for squashed, words, choice in found:
        if squashed.startswith(begun):
            # What is written out already needs no help.
            if squashed != begun or choice.words:
                by_value.append(choice)
        elif any(word.startswith(begun) for word in words):
            by_words.append(choice)
    return (*by_value, *by_words)
