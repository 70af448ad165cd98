"""What a query finds, as a page of results shows it.

In: an open archive and a query. Out: `Results`: the hits, the facets with what to write to keep or
to leave out each value, the query's parts with what to write to drop each, and the neighbours of
this page of hits. A query is never an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated
from urllib.parse import quote_plus

import msgspec
from msgspec import Meta

from reftel.reading import Archive
from reftel.reading.finding import Found, Hit
from reftel.readouts.pages.cursor import cursor_after, place_of
from reftel.readouts.pages.timeline import MonthCount, by_month
from reftel.search.engine import FacetCount
from reftel.search.fields import SORTS
from reftel.search.narrowing import Narrowing, condition, parts, reordered, without
from reftel.search.problems import Problem
from reftel.search.query import Query, parse
from reftel.vocab.countries import country_name
from reftel.vocab.posts import post
from reftel.vocab.tags import meaning

__all__ = [
    "Asked",
    "Condition",
    "FacetValue",
    "Order",
    "Results",
    "facet_value",
    "facet_values",
    "facet_words",
    "facets_in_all",
    "repeated",
    "results",
]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a page of results is asked for."""

    q: str = ""
    """The query, in the language of docs/query.md; nothing finds every cable."""
    limit: Annotated[int, Meta(ge=0, le=100)] = 20
    """Hits at most."""
    offset: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    """Hits to pass over before the first."""
    cursor: str = ""
    """The `cursor` of the answer before: the hits that follow it, whatever `offset` says."""


_REPEATED = 400
"""Characters of a query that a page may repeat in each of its hundreds of addresses, where it may
be twice as long; of a longer one a page would be megabytes."""


class Condition(msgspec.Struct, frozen=True):
    """One of the conditions that a query joins."""

    text: str
    """In the query language."""
    without: str | None
    """The query without it; null where the query is too long to be written for every part."""


class FacetValue(msgspec.Struct, frozen=True):
    """A value of a facet among the cables found."""

    value: str
    words: str
    """What it means, where it is a code."""
    count: int
    """Cables found that have it."""
    add: str | None
    """The query for these alone; null where it would be too long to be written for every value."""
    exclude: str | None
    """The query for all others; null as above."""


class Order(msgspec.Struct, frozen=True):
    """An order of the hits."""

    name: str
    """relevance, date (oldest first) or -date (newest first)."""
    query: str
    """The query in this order."""
    chosen: bool


class Results(msgspec.Struct, frozen=True):
    """A page of results."""

    query: str
    """As it was given."""
    understood: str
    """As it was read, every AND written."""
    problems: tuple[Problem, ...]
    """What was mended in it, in order of place."""
    conditions: tuple[Condition, ...]
    orders: tuple[Order, ...]
    total: int
    """Cables found."""
    offset: int
    limit: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    """Name of the facet to its values, at most the hundred most frequent, those first; years in
    order."""
    facets_in_all: dict[str, int]
    """Name of the facet to how many values there are; /api/facets/{name} gives every one."""
    months: tuple[MonthCount, ...]
    """Cables found by month of their creation, in order."""
    previous: int | None
    """Offset of the page before this one."""
    next: int | None
    """Offset of the page after this one."""
    cursor: str | None
    """Asks for the hits that follow, even when a build has put others among them; null at the
    end."""


def results(archive: Archive, asked: Asked) -> Results:
    """The page of results that is asked for."""
    offset = place_of(archive, asked.q, asked.cursor) if asked.cursor else asked.offset
    found = archive.search(asked.q, limit=asked.limit, offset=offset)
    query = parse(asked.q)
    end = found.offset + len(found.hits)
    more = bool(found.hits) and end < found.total
    return Results(
        query=found.query,
        understood=found.understood,
        problems=found.problems,
        conditions=tuple(
            Condition(text, without(query, n) if repeated(asked.q) else None)
            for n, text in enumerate(parts(query))
        ),
        orders=tuple(Order(sort, reordered(query, sort), sort == query.sort) for sort in SORTS),
        total=found.total,
        offset=found.offset,
        limit=asked.limit,
        hits=found.hits,
        facets=facet_values(found.facets, query),
        facets_in_all=facets_in_all(found),
        months=by_month({one.value: one.count for one in found.facets.get("month", ())}),
        previous=max(min(found.offset, found.total) - asked.limit, 0) if found.offset else None,
        next=end if more else None,
        cursor=cursor_after(asked.q, found.hits[-1].id, end) if more else None,
    )


def repeated(query: str) -> bool:
    """Whether the query is short enough to stand in every address of a page."""
    return len(query) <= _REPEATED and len(quote_plus(query)) <= 2 * _REPEATED


def facet_values(
    counted: Mapping[str, Sequence[FacetCount]], query: Query
) -> dict[str, tuple[FacetValue, ...]]:
    """Facets with the queries that each value leads to."""
    narrowing = Narrowing(query) if repeated(query.text) else None
    return {
        name: tuple(facet_value(name, one, narrowing) for one in values)
        for name, values in counted.items()
        if name != "month"  # for a timeline
    }


def facets_in_all(found: Found) -> dict[str, int]:
    """How many values the facets have that `facet_values` gives."""
    return {name: number for name, number in found.facets_in_all.items() if name != "month"}


def facet_value(facet: str, counted: FacetCount, narrowing: Narrowing | None) -> FacetValue:
    """A value of a facet with the queries that it leads to."""
    wanted = condition(facet, counted.value)
    return FacetValue(
        counted.value,
        facet_words(facet, counted.value),
        counted.count,
        narrowing.write(wanted) if narrowing else None,
        narrowing.write(wanted, exclude=True) if narrowing else None,
    )


def facet_words(facet: str, value: str) -> str:
    """What a code of a facet means."""
    if facet == "tag":
        return meaning(value) or ""
    if facet == "origin":
        known = post(value)
        return known.display if known else ""
    if facet == "country":
        return country_name(value) or ""
    return ""
