"""One post: when it wrote, about what, to whom, and which of its numbers are held.

In: an open archive and a post in any of its spellings. Out: `Post`. Every post numbers its cables
from 1 in each year, so the numbers themselves tell what is missing: up to the highest number seen,
held or mentioned, every other one was sent and is not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import msgspec

from reftel.archive import browsing
from reftel.archive.browsing import AddresseeCount, YearNumbers
from reftel.reading import Archive
from reftel.readouts.pages.counts import (
    CaptionLine,
    LevelLine,
    TagLine,
    caption_lines,
    level_lines,
    tag_lines,
)
from reftel.readouts.pages.posts import PostLine, held_post, post_line
from reftel.readouts.pages.timeline import MonthCount, by_month
from reftel.search.narrowing import condition
from reftel.vocab.dates import full_year
from reftel.vocab.posts import POSTS

__all__ = ["PARTS", "AskedPost", "Gap", "Post", "Run", "YearCoverage", "post", "runs"]

PARTS = 100
"""Into how many equal parts the numbers of a year are cut to show where cables are held."""
_MOST_GAPS = 3
_MOST_MENTIONED = 40
_MOST_ADDRESSEES = 40


class AskedPost(msgspec.Struct, frozen=True, kw_only=True):
    """Which post."""

    station: str
    """As it stands in ids, in any case: STRELSAU."""


class Gap(msgspec.Struct, frozen=True, gc=False):
    """Numbers between two cables held, none of which is held."""

    first: int
    last: int


class YearCoverage(msgspec.Struct, frozen=True):
    """The numbers of a post in one year."""

    year: str
    """Of the ids; a cable of the last hours may be dated a year off."""
    held: int
    """Cables held."""
    first: int
    """Lowest number held or mentioned."""
    last: int
    """Highest number held or mentioned: as many it sent at least."""
    mentioned: int
    """Cables that others mention, and that are not held."""
    mentioned_ids: tuple[str, ...]
    """The first forty of these."""
    gaps: tuple[Gap, ...]
    """The widest three between cables held, in order."""
    parts: tuple[int, ...]
    """Numbers 1 to `last` in a hundred equal parts, or as many as there are numbers: 0 where none
    is held, else 1 for up to a tenth of them, 2 to a third, 3 to two thirds, 4 for more."""


class Post(msgspec.Struct, frozen=True):
    """A post."""

    line: PostLine
    also: tuple[str, ...]
    """Stations of the same post under other names, of which cables are held."""
    lat: float | None
    """Degrees north, where a table knows the place."""
    lon: float | None
    """Degrees east."""
    published: int | None
    """Cables of it in the publication of 2010-11, where the table of posts counts them."""
    undated: int
    """Cables of which the month is not known."""
    months: tuple[MonthCount, ...]
    tags: tuple[TagLine, ...]
    """The most frequent first."""
    levels: tuple[LevelLine, ...]
    captions: tuple[CaptionLine, ...]
    addressees: tuple[AddresseeCount, ...]
    """Whom it writes to most, at most forty."""
    addressees_in_all: int
    years: tuple[YearCoverage, ...]
    """In order."""
    query: str
    """Finds its cables."""


def post(archive: Archive, asked: AskedPost) -> Post:
    """A post, told by its cables."""
    held = held_post(archive, asked.station)
    station = held.station
    months = archive.counted(browsing.post_months, station)
    markings = archive.counted(browsing.post_markings, station)
    addressees = archive.counted(browsing.post_addressees, station)
    fact = POSTS.get(station)
    return Post(
        line=post_line(held),
        also=_same_post(station, {one.station for one in archive.counted(browsing.posts)}),
        lat=fact.lat if fact else None,
        lon=fact.lon if fact else None,
        published=fact.cables or None if fact else None,
        undated=months.get("", 0),
        months=by_month(months),
        tags=tag_lines(archive, archive.common("origin", station, ["tag"]).facets["tag"]),
        levels=level_lines(markings),
        captions=caption_lines(markings),
        addressees=addressees[:_MOST_ADDRESSEES],
        addressees_in_all=len(addressees),
        years=tuple(
            sorted(
                (
                    _coverage(station, one)
                    for one in archive.counted(browsing.post_numbers, station)
                ),
                key=lambda one: one.year,
            )
        ),
        query=condition("origin", station),
    )


def _same_post(station: str, held: set[str]) -> tuple[str, ...]:
    """KIEV and KYIV are one; the table says it of the rarer name."""

    def of(one: str) -> str:
        return (POSTS[one].same_post_as or one) if one in POSTS else one

    return tuple(sorted(one for one in held if one != station and of(one) == of(station)))


def _coverage(station: str, numbers: YearNumbers) -> YearCoverage:
    seen = sorted((*numbers.held, *numbers.mentioned))
    return YearCoverage(
        year=str(full_year(int(numbers.year))),
        held=len(numbers.held),
        first=seen[0],
        last=seen[-1],
        mentioned=len(numbers.mentioned),
        mentioned_ids=tuple(
            f"{numbers.year}{station}{one}" for one in numbers.mentioned[:_MOST_MENTIONED]
        ),
        gaps=_gaps(numbers.held),
        parts=_parts(numbers.held, seen[-1]),
    )


def _gaps(held: Sequence[int]) -> tuple[Gap, ...]:
    found = [Gap(one + 1, other - 1) for one, other in pairwise(held) if other > one + 1]
    widest = sorted(found, key=lambda gap: (gap.first - gap.last, gap.first))[:_MOST_GAPS]
    return tuple(sorted(widest, key=lambda gap: gap.first))


def _parts(held: Sequence[int], last: int) -> tuple[int, ...]:
    number = min(PARTS, last)
    counts = [0] * number
    sizes = [0] * number
    for n in range(number):
        # The part of number k is (k - 1) * number // last; so many numbers fall into part n.
        sizes[n] = -(-(n + 1) * last // number) - -(-n * last // number)
    for one in held:
        counts[(one - 1) * number // last] += 1
    return tuple(_shade(count, size) for count, size in zip(counts, sizes, strict=True))


def _shade(count: int, size: int) -> int:
    """Most posts are held thinly, so the steps are small at the beginning."""
    if not count:
        return 0
    return next((n for n, most in enumerate((0.1, 1 / 3, 2 / 3), 1) if count <= size * most), 4)


class Run(msgspec.Struct, frozen=True, gc=False):
    """Neighbouring parts that are filled alike."""

    start: int
    """Place of the first, from 0."""
    length: int
    value: int


def runs(parts: Sequence[int]) -> tuple[Run, ...]:
    """Parts joined where they are filled alike, those that are empty left out."""
    found = []
    at = 0
    for value, same in groupby(parts):
        length = len(list(same))
        if value:
            found.append(Run(at, length, value))
        at += length
    return tuple(found)
