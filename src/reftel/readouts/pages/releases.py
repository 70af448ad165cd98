"""Releases: the days on which cables were published, and what came new on each.

In: an open archive, and for one release its day. Out: `Releases`, or `Release` with the cables of
that day; NotHeld, with the nearest days, where nothing was released on it. A cable counts on the
day of its first release alone.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Annotated

import msgspec

from reftel.archive import browsing
from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.pages.cable import CardRecord, card
from reftel.readouts.pages.nothing import Nothing
from reftel.readouts.pages.results import FacetValue, facet_values, facets_in_all
from reftel.search.query import parse

__all__ = ["AskedRelease", "Release", "ReleaseCount", "Releases", "release", "releases"]


class ReleaseCount(msgspec.Struct, frozen=True, gc=False):
    """A release day and its cables."""

    day: str
    """2010-11-28"""
    count: int


class Releases(msgspec.Struct, frozen=True):
    """Every release."""

    days: tuple[ReleaseCount, ...]
    """The newest first."""
    without: int
    """Cables of which no page says when it was released."""


class AskedRelease(msgspec.Struct, frozen=True, kw_only=True):
    """Which release."""

    day: str
    """2010-11-28"""
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 50
    """Cables at most."""
    offset: Annotated[int, msgspec.Meta(ge=0, le=10_000_000)] = 0
    """Cables to pass over before the first."""


class Release(msgspec.Struct, frozen=True):
    """One release."""

    day: str
    count: int
    """Cables that came new."""
    earlier: str | None
    """The release day before it."""
    later: str | None
    """The one after it."""
    cables: tuple[CardRecord, ...]
    """Those from `offset` on, the newest first."""
    offset: int
    limit: int
    previous: int | None
    """Offset of the page before this one."""
    next: int | None
    """Offset of the page after this one."""
    facets: dict[str, tuple[FacetValue, ...]]
    """What came new, by year, origin, country, TAG, classification and caption; of each at most
    the hundred most frequent values."""
    facets_in_all: dict[str, int]
    """Name of the facet to how many values there are; /api/facets/{name} gives every one."""
    query: str
    """Finds these cables."""


def releases(archive: Archive, asked: Nothing) -> Releases:  # noqa: ARG001 - every page is asked the same way
    """Every release day, the newest first."""
    days = archive.counted(browsing.releases)
    return Releases(
        tuple(ReleaseCount(day, count) for day, count in days.items()),
        len(archive) - sum(days.values()),
    )


def release(archive: Archive, asked: AskedRelease) -> Release:
    """The cables of a release day."""
    days = archive.counted(browsing.releases)
    if asked.day not in days:
        raise NotHeld(
            "a cable that was released on {day}", _near(sorted(days), asked.day),
            kind="releases", day=asked.day,
        )  # fmt: skip
    query = f"released:{asked.day}"
    found = archive.search(query, limit=0)
    names = archive.counted(browsing.released_on, asked.day, str(asked.limit), str(asked.offset))
    end = asked.offset + len(names)
    order = list(days)
    place = order.index(asked.day)
    return Release(
        day=asked.day,
        count=days[asked.day],
        earlier=order[place + 1] if place + 1 < len(order) else None,
        later=order[place - 1] if place else None,
        cables=tuple(map(card, archive.listings(names))),
        offset=asked.offset,
        limit=asked.limit,
        previous=max(min(asked.offset, days[asked.day]) - asked.limit, 0) if asked.offset else None,
        next=end if end < days[asked.day] else None,
        facets=facet_values(found.facets, parse(query)),
        facets_in_all=facets_in_all(found),
        query=query,
    )


def _near(days: list[str], wanted: str) -> tuple[str, ...]:
    place = bisect_left(days, wanted)
    return tuple(days[max(place - 2, 0) : place + 2])
