"""What is newest among the cables that a query finds.

In: an open archive and a query. Out: `Feed`, the cables released last, those of one day in order of
creation; cables without a day of release come last. No clock is asked: the same archive gives the
same feed. `readouts/feed.py` writes it for feed readers.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from reftel.reading import Archive
from reftel.reading.finding import Hit
from reftel.search.narrowing import narrowed, reordered
from reftel.search.query import Query, parse

__all__ = ["AskedFeed", "Feed", "FeedEntry", "feed"]


class AskedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """News of which cables."""

    q: str = ""
    """The query, in the language of docs/query.md; nothing means every cable."""
    limit: Annotated[int, Meta(ge=0, le=100)] = 50
    """Cables at most."""


class FeedEntry(msgspec.Struct, frozen=True):
    """One cable that is new."""

    id: str
    subject: str | None
    released: str | None
    """Earliest release that a page claims, ISO 8601."""
    created: str | None
    """ISO 8601, cut at its precision."""
    origin: str | None
    """The post in words."""
    classification: str | None
    tags: tuple[str, ...]
    text: str
    """Where the words of the query stand; else the beginning."""


class Feed(msgspec.Struct, frozen=True):
    """The newest cables of a query."""

    query: str
    """As it was given."""
    understood: str
    """As it was read, every AND written."""
    total: int
    """Cables found, of which these are the newest."""
    entries: tuple[FeedEntry, ...]
    """The newest first."""


_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2100, 1, 1).toordinal()
"""Days between which cables are released."""


def feed(archive: Archive, asked: AskedFeed) -> Feed:
    """The newest cables that a query finds."""
    query = parse(asked.q)
    total = _count(archive, asked.q)
    wanted = min(asked.limit, total)
    hits: list[Hit] = []
    if wanted:
        day = _day_that_fills(archive, query, wanted)
        # Fewer than wanted are newer than that day; the day itself may hold a hundred thousand.
        newer = _found(archive, narrowed(query, f"released:{_iso(day + 1)}.."), wanted)
        hits += sorted(newer, key=lambda hit: hit.released or "", reverse=True)
        hits += _found(archive, narrowed(query, f"released:{_iso(day)}"), wanted - len(hits))
        if len(hits) < wanted:  # then `day` is the first there can be
            late = narrowed(query, f"released:{_iso(_FIRST)}..", exclude=True)
            hits += _found(archive, late, wanted - len(hits))
    return Feed(asked.q, query.understood, total, tuple(_entry(hit) for hit in hits))


def _day_that_fills(archive: Archive, query: Query, wanted: int) -> int:
    """The latest day since which enough were released; the first there can be when none is.

    The index counts quickly and knows no order by release, so the day is closed in on.
    """
    low, high = _FIRST, _LAST
    while high - low > 1:
        middle = (low + high) // 2
        since = narrowed(query, f"released:{_iso(middle)}..")
        low, high = (middle, high) if _count(archive, since) >= wanted else (low, middle)
    return low


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _count(archive: Archive, query: str) -> int:
    return archive.search(query, limit=0, facets=False).total


def _found(archive: Archive, query: str, limit: int) -> list[Hit]:
    """Hits, the last created first."""
    newest_first = reordered(parse(query), "-date")
    return list(archive.search(newest_first, limit=limit, facets=False).hits)


def _entry(hit: Hit) -> FeedEntry:
    return FeedEntry(
        hit.id,
        hit.subject,
        hit.released,
        hit.created,
        hit.origin,
        hit.classification,
        hit.tags,
        " … ".join(snippet.text for snippet in hit.snippets),
    )
