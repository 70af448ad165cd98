"""Posts: every office whose cables are held, from A to Z or by country.

In: an open archive. Out: `Posts` in groups. `held_post` finds the one that is meant in any case
and in any of its spellings; NotHeld, with near ones, where no cable of it is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from rapidfuzz import process

from reftel.archive import browsing
from reftel.archive.browsing import PostCount
from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.vocab.cable_id import read_station
from reftel.vocab.countries import country_name
from reftel.vocab.letters import fold

__all__ = ["AskedPosts", "PostGroup", "PostLine", "Posts", "held_post", "post_line", "posts"]


class AskedPosts(msgspec.Struct, frozen=True, kw_only=True):
    """In which order."""

    by: Literal["", "country"] = ""
    """country for groups by country; else by first letter."""


class PostLine(msgspec.Struct, frozen=True, gc=False):
    """A post in a list."""

    station: str
    """GRANDKESTERHAVEN"""
    name: str
    """In words: Embassy Grand Kesterhaven."""
    place: str
    """Its name without what kind of office it is: Grand Kesterhaven."""
    kind: str
    """What kind, in words: Embassy; empty where the name does not begin with it."""
    country: str | None
    """ISO 3166 code."""
    country_name: str
    """Empty where it is not known."""
    cables: int
    first: str
    """Year of its earliest cable; empty where none is dated."""
    last: str


class PostGroup(msgspec.Struct, frozen=True):
    """Posts under one letter or in one country."""

    name: str
    """Letter, or name of the country; empty for posts whose country is not known."""
    country: str | None
    """Code of the country, where the group is one."""
    cables: int
    posts: tuple[PostLine, ...]


class Posts(msgspec.Struct, frozen=True):
    """Every post."""

    by: str
    """letter or country."""
    number: int
    """Posts."""
    without: int
    """Cables that name no post."""
    groups: tuple[PostGroup, ...]
    """In order; the posts of no known country come last."""


def posts(archive: Archive, asked: AskedPosts) -> Posts:
    """Every post, in groups."""
    lines = sorted(
        (post_line(one) for one in archive.counted(browsing.posts)),
        key=lambda one: (fold(one.place), one.station),
    )
    by_country = asked.by == "country"
    grouped: dict[tuple[bool, str, str | None], list[PostLine]] = {}
    for one in lines:
        key = (
            (not one.country_name, one.country_name, one.country if one.country_name else None)
            if by_country
            else (False, fold(one.place)[:1], None)
        )
        grouped.setdefault(key, []).append(one)
    return Posts(
        by="country" if by_country else "letter",
        number=len(lines),
        without=archive.counted(browsing.without_post),
        groups=tuple(
            PostGroup(name, code, sum(one.cables for one in same), tuple(same))
            for (_, name, code), same in sorted(grouped.items(), key=lambda one: one[0][:2])
        ),
    )


def post_line(one: PostCount) -> PostLine:
    """A post in a list."""
    kind, place = _cut(one.name, one.station)
    return PostLine(
        one.station,
        one.name,
        place,
        kind,
        one.country,
        (country_name(one.country) or one.country) if one.country else "",
        one.cables,
        (one.first or "")[:4],
        (one.last or "")[:4],
    )


def _cut(name: str, station: str) -> tuple[str, str]:
    """The kind of office and the place; the place is what spells the station."""
    words = name.split()
    for n in range(1, len(words)):
        # Secretary of State is no post named State.
        if words[n - 1] not in ("of", "for") and fold(" ".join(words[n:])) == station:
            return " ".join(words[:n]), " ".join(words[n:])
    # A page that names its post in capitals knows no more than the station.
    return "", name.title() if name.isupper() and fold(name) == station and " " in name else name


def held_post(archive: Archive, written: str) -> PostCount:
    """The post that `written` names; NotHeld with near ones."""
    held = {one.station: one for one in archive.counted(browsing.posts)}
    station = fold(written)
    if station in held:
        return held[station]
    read = read_station(written)
    if read and read[0] in held:
        return held[read[0]]
    raise NotHeld(
        "a cable from {post}", _near(station, list(held)), kind="posts", post=written.upper()
    )


def _near(station: str, held: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        name for name, _, _ in process.extract(station[:80], held, limit=5, score_cutoff=60)
    )
