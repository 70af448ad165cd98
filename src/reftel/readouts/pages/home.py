"""The first page of an archive: what it holds, what is new, and the ways in."""

from __future__ import annotations

import msgspec

from reftel.archive import browsing
from reftel.reading import Archive
from reftel.readouts.pages.counts import tags_in_use
from reftel.readouts.pages.nothing import Nothing
from reftel.readouts.pages.posts import PostLine, post_line
from reftel.readouts.pages.publisher import Counter, counter
from reftel.readouts.pages.releases import ReleaseCount
from reftel.readouts.pages.results import FacetValue, facet_values, facets_in_all
from reftel.readouts.pages.tags import TagKind, tag_kinds
from reftel.readouts.pages.timeline import MonthCount, by_month
from reftel.search.query import parse

__all__ = ["Home", "Nothing", "home"]

_LATEST = 6
_TAGS = 8
_POSTS = 16
_VALUES = {"year": 100, "country": 12, "class": 10, "caption": 8}
"""Values of each facet; every further one is behind the way in, and in the answer of a search."""


class Home(msgspec.Struct, frozen=True):
    """An archive at a glance."""

    cables: int
    """Cables held."""
    not_held: int
    """Further cables that those held mention."""
    published: Counter | None
    """The publisher's own counter, on a page that was released last; null where there is none."""
    posts: int
    """Posts they come from."""
    origins: tuple[PostLine, ...]
    """The posts with most cables."""
    undated: int
    """Cables of which the month is not known."""
    months: tuple[MonthCount, ...]
    """Months of creation."""
    releases: tuple[ReleaseCount, ...]
    """The latest release days."""
    releases_in_all: int
    tags: tuple[TagKind, ...]
    """The most frequent TAGS of each kind."""
    facets: dict[str, tuple[FacetValue, ...]]
    """All cables by year, country, classification and caption: the most frequent."""
    facets_in_all: dict[str, int]
    """Name of the facet to how many values there are."""


def home(archive: Archive, asked: Nothing) -> Home:  # noqa: ARG001 - every page is asked the same way
    """The first page."""
    found = archive.search("", limit=0)
    days = archive.counted(browsing.releases)
    posts = sorted(archive.counted(browsing.posts), key=lambda one: (-one.cables, one.station))
    return Home(
        cables=found.total,
        not_held=archive.counted(browsing.not_held),
        published=counter(archive),
        posts=len(posts),
        origins=tuple(post_line(one) for one in posts[:_POSTS]),
        undated=archive.counted(browsing.undated),
        months=by_month(archive.counted(browsing.months)),
        releases=tuple(ReleaseCount(*one) for one in list(days.items())[:_LATEST]),
        releases_in_all=len(days),
        tags=tag_kinds(tags_in_use(archive), _TAGS),
        facets=facet_values(
            {name: found.facets[name][:most] for name, most in _VALUES.items()}, parse("")
        ),
        facets_in_all={
            name: number for name, number in facets_in_all(found).items() if name in _VALUES
        },
    )
