"""What the cables of a query have in common: its facets alone, without a hit.

In: an open archive and a query. Out: `Facets`, each value with what to write to keep or to leave
it out. Quicker than a page of results, since no cable is opened.
"""

from __future__ import annotations

import msgspec

from reftel.reading import Archive
from reftel.readouts.pages.results import FacetValue, facet_values, facets_in_all
from reftel.search.problems import Problem
from reftel.search.query import parse

__all__ = ["AskedFacets", "Facets", "facets"]


class AskedFacets(msgspec.Struct, frozen=True, kw_only=True):
    """Of which cables."""

    q: str = ""
    """The query, in the language of docs/query.md; nothing means every cable."""


class Facets(msgspec.Struct, frozen=True):
    """The facets of a query."""

    query: str
    """As it was given."""
    understood: str
    """As it was read, every AND written."""
    problems: tuple[Problem, ...]
    """What was mended in it, in order of place."""
    total: int
    """Cables found."""
    facets: dict[str, tuple[FacetValue, ...]]
    """Name of the facet to its values, at most the hundred most frequent, those first; years in
    order."""
    facets_in_all: dict[str, int]
    """Name of the facet to how many values there are; /api/facets/{name} gives every one."""


def facets(archive: Archive, asked: AskedFacets) -> Facets:
    """The facets of the cables that a query finds."""
    found = archive.search(asked.q, limit=0)
    return Facets(
        found.query,
        found.understood,
        found.problems,
        found.total,
        facet_values(found.facets, parse(asked.q)),
        facets_in_all(found),
    )
