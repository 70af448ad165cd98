"""The map: where the posts lie whose cables satisfy a query.

In: an open archive and a query; nothing for every cable. Out: `WorldMap`. A post whose place no
table knows is listed apart, never left out. Counts are exact, however many posts there are.
"""

from __future__ import annotations

import msgspec

from reftel.archive import browsing
from reftel.reading import Archive
from reftel.readouts.pages.posts import PostLine, post_line
from reftel.readouts.pages.results import repeated
from reftel.search.narrowing import Narrowing, condition
from reftel.search.problems import Problem
from reftel.search.query import parse
from reftel.vocab.posts import POSTS

__all__ = ["AskedMap", "MapPost", "WorldMap", "worldmap"]


class AskedMap(msgspec.Struct, frozen=True, kw_only=True):
    """What the map shows."""

    q: str = ""
    """A query in the language of docs/query.md; nothing shows every cable."""


class MapPost(msgspec.Struct, frozen=True, gc=False):
    """A post on the map."""

    post: PostLine
    count: int
    """Its cables that satisfy the query."""
    lat: float | None
    """Degrees north; null where no table knows the place."""
    lon: float | None
    """Degrees east."""
    query: str | None
    """Finds these cables; null where it would be too long to be written for every post."""


class WorldMap(msgspec.Struct, frozen=True):
    """Posts by their cables."""

    query: str
    """As it was given."""
    problems: tuple[Problem, ...]
    """What was mended in it."""
    total: int
    """Cables that satisfy it."""
    posts: tuple[MapPost, ...]
    """Those whose place is known, the most cables first."""
    unplaced: tuple[MapPost, ...]
    """Those whose place is in no table, the most cables first."""
    without: int
    """Cables found that name no post."""


def worldmap(archive: Archive, asked: AskedMap) -> WorldMap:
    """The posts of the cables that satisfy a query."""
    narrowing = Narrowing(parse(asked.q)) if repeated(asked.q) else None
    found = archive.search(asked.q, limit=0, facets=False)
    held = {one.station: one for one in archive.counted(browsing.posts)}
    if asked.q.strip():
        counts = {one.value: one.count for one in archive.facet(asked.q, "origin")}
    else:
        counts = {station: one.cables for station, one in held.items()}
    lines = [
        _map_post(post_line(held[station]), count, narrowing)
        for station, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        if station in held
    ]
    return WorldMap(
        query=found.query,
        problems=found.problems,
        total=found.total,
        posts=tuple(one for one in lines if one.lat is not None),
        unplaced=tuple(one for one in lines if one.lat is None),
        without=found.total - sum(one.count for one in lines),
    )


def _map_post(line: PostLine, count: int, narrowing: Narrowing | None) -> MapPost:
    fact = POSTS.get(line.station)
    return MapPost(
        line,
        count,
        fact.lat if fact else None,
        fact.lon if fact else None,
        narrowing.write(condition("origin", line.station)) if narrowing else None,
    )
