"""What may be written next in a query, and how what stands there would be understood.

In: an open archive, a query that is being typed, and the place of the caret. Out: `Suggestions`:
fields and operators while a word is typed, values behind the colon of a field, each with its
meaning; and the problems of the query as it stands. Values come from the table of fields and from
what the archive holds, so nothing is suggested that would find nothing. The first few are given,
and how many there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

import msgspec

from reftel.defects import CODES
from reftel.reading import Archive
from reftel.readouts.pages.beginnings import Beginnings
from reftel.readouts.pages.results import facet_words
from reftel.readouts.pages.searching import field_examples
from reftel.search.fields import FIELDS, HAS, LEVELS, LOST, Field, Kind, find_field
from reftel.search.narrowing import as_typed, condition
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
        offer.choices,
        offer.in_all,
        offer.facet,
        offer.typed,
        query.understood,
        query.problems,
    )


class _Offer(msgspec.Struct, frozen=True):
    """What may stand at the caret."""

    start: int
    """Where the letters begin whose place a choice takes."""
    choices: tuple[Choice, ...] = ()
    """The first of them."""
    in_all: int = 0
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
        very = value["sign"] == ":" and value["typed"].startswith("=")
        typed = value["typed"].removeprefix("=").strip('"')
        facet = _facet(field, very=very)
        values = archive.known(_held, facet) if facet else _listed(field, value["sign"])
        choices, in_all = values.best(typed, partial(condition, facet) if facet and very else None)
        return _Offer(value.start(), choices, in_all, facet, typed)
    word = _WORD.search(before)
    if word is None:
        return nothing
    named = tuple(_fields(archive, word.group()))
    return _Offer(word.start(), named[:_MOST], len(named))


def _fields(archive: Archive, typed: str) -> Iterable[Choice]:
    """Operators and fields that begin so. Operators are written in capitals, so only these ask."""
    if typed.isupper():
        yield from (
            Choice(f"{name} ", means) for name, means in OPERATORS.items() if name.startswith(typed)
        )
    begun = typed.casefold()
    own = [one for one in FIELDS.values() if one.name.startswith(begun)]
    other = [one for one in FIELDS.values() if any(a.startswith(begun) for a in one.aliases)]
    for one in dict.fromkeys([*own, *other]):
        yield Choice(f"{one.name}:", one.meaning, example=field_examples(archive)[one.name])


class _Values:
    """Values that a field may take, in the order in which they are offered."""

    def __init__(self, values: Iterable[tuple[str, Choice]]) -> None:
        named = [(squash(name), name, choice) for name, choice in values]
        self._names = [squashed for squashed, _, _ in named]
        self._written = [name for _, name, _ in named]
        self._choices = [choice for _, _, choice in named]
        self._beginnings = Beginnings(
            (squashed, words_of(f"{name} {choice.words}")) for squashed, name, choice in named
        )
        self._all = self._places("")

    def best(
        self, typed: str, write: Callable[[str], str] | None = None
    ) -> tuple[tuple[Choice, ...], int]:
        """The first of those whose value begins as typed, then of those with a word of their
        meaning that does; and how many there are of both. `write` puts a value in another form.
        """
        begun = squash(typed)
        places = self._places(begun) if begun else self._all
        best = [self._choices[n] for n in places[:_MOST]]
        if write:
            names = (self._written[n] for n in places[:_MOST])
            best = [
                msgspec.structs.replace(choice, text=f"{write(name)} ")
                for choice, name in zip(best, names, strict=True)
            ]
        return tuple(best), len(places)

    def _places(self, begun: str) -> list[int]:
        by_value = self._beginnings.by_name(begun)
        begin_so = set(by_value)
        by_words = (n for n in self._beginnings.by_word(begun) if n not in begin_so)
        return [*filter(partial(self._helps, begun), by_value), *by_words]

    def _helps(self, begun: str, place: int) -> bool:
        """What is written out already needs no help."""
        return self._names[place] != begun or bool(self._choices[place].words)


def _facet(field: Field, *, very: bool) -> str | None:
    """The facet whose values a field takes; None where the values are listed or are no names.

    The `very` value of a level is one that a facet has, such as SECRET//NOFORN.
    """
    if field.values or field.kind is Kind.DAY or (field.kind is Kind.LEVEL and not very):
        return None
    return field.facet


def _held(archive: Archive, facet: str) -> _Values:
    """A facet's values over all cables, the most frequent first: some may be thousands."""
    return _Values(
        (
            one.value,
            Choice(f"{as_typed(facet, one.value)} ", facet_words(facet, one.value), one.count),
        )
        for one in archive.facet("", facet)
    )


@lru_cache(maxsize=256)
def _listed(field: Field, sign: str) -> _Values:
    """The values of a field that has a list of them, or a shape."""
    return _Values(_choices(field, sign))


def _choices(field: Field, sign: str) -> Iterator[tuple[str, Choice]]:
    if field.kind is Kind.LEVEL:
        for name in LEVELS:
            yield (name, Choice(f"{field.name}{sign}{name} ", ""))
    elif field.name in _SHAPES:
        for shape in _SHAPES[field.name]:
            yield (shape, Choice(f"{field.name}{sign}{shape} ", ""))
    else:
        meanings = _MEANINGS.get(field.name, {})
        for name in field.values:
            quoted = name if " " not in name else f'"{name}"'
            yield (name, Choice(f"{field.name}{sign}{quoted} ", meanings.get(name, "")))
