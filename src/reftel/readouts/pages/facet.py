"""One facet of a query, whole: every value, to be leafed through and searched.

In: an open archive, a query, the name of a facet, and letters to find. Out: `Facet`, a page of its
values, each with what to write to keep or to leave it out.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from reftel.reading import Archive
from reftel.readouts.pages.results import FacetValue, facet_value, facet_words, repeated
from reftel.search.engine import FacetCount
from reftel.search.narrowing import Narrowing
from reftel.search.problems import Problem
from reftel.search.query import parse
from reftel.search.words import fold

__all__ = ["AskedFacet", "Facet", "facet"]


class AskedFacet(msgspec.Struct, frozen=True, kw_only=True):
    """Which facet, and which of its values."""

    name: Literal["year", "origin", "country", "tag", "class", "caption", "has"]
    """Of which facet."""
    q: str = ""
    """The query, in the language of docs/query.md; nothing means every cable."""
    find: str = ""
    """Letters that a value or its meaning must hold; of several words each."""
    limit: Annotated[int, Meta(ge=1, le=1000)] = 300
    """Values at most."""
    offset: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    """Values to pass over before the first."""


class Facet(msgspec.Struct, frozen=True):
    """A facet of a query."""

    name: str
    query: str
    """As it was given."""
    understood: str
    """As it was read, every AND written."""
    problems: tuple[Problem, ...]
    """What was mended in it, in order of place."""
    find: str
    """The letters that were looked for."""
    total: int
    """Cables found."""
    in_all: int
    """Values that they have."""
    matching: int
    """Values of these that hold the letters."""
    values: tuple[FacetValue, ...]
    """Those from `offset` on, the most frequent first, years in order."""
    offset: int
    limit: int
    previous: int | None
    """Offset of the page before this one."""
    next: int | None
    """Offset of the page after this one."""


def facet(archive: Archive, asked: AskedFacet) -> Facet:
    """The page of values that is asked for."""
    query = parse(asked.q)
    # Leafing and finding ask for the same values again; those of the whole archive all readers do.
    # White space asks for all cables too, and is kept no second time.
    of_query = asked.q if asked.q.strip() else ""
    keep = archive.just_made if of_query else archive.known
    total, values = keep(_counted, of_query, asked.name)
    wanted = fold(asked.find).split()
    matching = [
        one
        for one in values
        if not wanted or _holds(f"{one.value} {facet_words(asked.name, one.value)}", wanted)
    ]
    end = asked.offset + asked.limit
    narrowing = Narrowing(query) if repeated(query.text) else None
    return Facet(
        name=asked.name,
        query=asked.q,
        understood=query.understood,
        problems=query.problems,
        find=asked.find,
        total=total,
        in_all=len(values),
        matching=len(matching),
        values=tuple(
            facet_value(asked.name, one, narrowing) for one in matching[asked.offset : end]
        ),
        offset=asked.offset,
        limit=asked.limit,
        previous=max(min(asked.offset, len(matching)) - asked.limit, 0) if asked.offset else None,
        next=end if end < len(matching) else None,
    )


def _counted(archive: Archive, query: str, name: str) -> tuple[int, tuple[FacetCount, ...]]:
    """Cables of a query, and all values of one facet among them."""
    total = archive.search(query, limit=0, facets=False).total
    return total, archive.facet(query, name)


def _holds(text: str, wanted: list[str]) -> bool:
    folded = fold(text)
    return all(one in folded for one in wanted)
