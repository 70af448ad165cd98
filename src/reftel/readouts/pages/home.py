"""The first page of an archive: what it holds, what is new, and the ways in."""

from __future__ import annotations

import msgspec

from reftel.reading import Archive
from reftel.readouts.pages.results import FacetValue, facet_values
from reftel.search.query import parse

__all__ = ["Home", "Nothing", "home"]


class Nothing(msgspec.Struct, frozen=True):
    """No parameters."""


class Home(msgspec.Struct, frozen=True):
    """An archive at a glance."""

    cables: int
    """Cables held."""
    facets: dict[str, tuple[FacetValue, ...]]
    """All cables by year, origin, country, TAG, classification and caption."""


def home(archive: Archive, asked: Nothing) -> Home:  # noqa: ARG001 - every page is asked the same way
    """The first page."""
    found = archive.search("", limit=0)
    return Home(found.total, facet_values(found.facets, parse("")))
