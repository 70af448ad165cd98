"""What one invented cable is to be, before a word of it is written.

In: a seed and the cable's number n, from 0. Out: `Plan`: post, serial, time, level, topic,
references. Cable n is the same whatever the number of cables: each (post, year) hands out its
places in the year in an order that fills the year evenly (the bits of a counter, reversed), so
that serials rise with time, no two cables share a number, and any size looks like a whole year.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

import msgspec

from reftel.demo.seeds import dice, number_of
from reftel.demo.topics import TOPICS
from reftel.demo.world import COUNTRIES, DEPARTMENT, POSTS, Post

__all__ = ["LEVELS", "Plan", "Target", "identity", "plan"]

LEVELS = (
    "UNCLASSIFIED",
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    "CONFIDENTIAL",
    "CONFIDENTIAL//NOFORN",
    "SECRET",
    "SECRET//NOFORN",
)
_LEVEL_WEIGHTS = (302, 230, 387, 19, 45, 17)
"""A thousandth of all cables each, about as in the set of 2011."""
_YEAR_WEIGHTS = {
    **dict.fromkeys(range(1973, 1980), 2),
    **dict.fromkeys(range(1985, 2001), 3),
    2001: 10,
    2002: 18,
    2003: 40,
    2004: 60,
    2005: 110,
    2006: 155,
    2007: 165,
    2008: 170,
    2009: 180,
    2010: 40,
}
_CYCLE = 1000
"""Posts and years come in this many steps, then again."""
_MEDIAN_SIZE = 4700.0
_SPREAD = 0.62
"""Characters of prose, and the spread of their logarithm: whole texts of 6.8 kB on average."""
_LARGEST_SIZE = 64_000
"""About 1,400 lines."""
_TOPICS = tuple(TOPICS)
_TAGS = tuple(COUNTRIES)


class Target(msgspec.Struct, frozen=True):
    """A cable that another refers to."""

    year: int
    post: Post
    serial: int

    @property
    def id(self) -> str:
        """Its message reference number."""
        return f"{self.year % 100:02d}{self.post.station}{self.serial}"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One cable to be written."""

    number: int
    """Its n, or a number of its own for a cable that was planned by hand."""
    post: Post
    serial: int
    created: datetime
    """UTC, to the minute."""
    level: str
    """One of `LEVELS`."""
    topic: str
    """A key of `topics.TOPICS`."""
    country: str
    """TAG of the country it speaks of."""
    references: tuple[Target, ...] = ()
    size: int = 4000
    """Characters of prose, about."""
    faults: frozenset[str] = frozenset()
    """Names of `faults.FAULTS` that it is to have."""

    @property
    def target(self) -> Target:
        """The cable itself, as one that others refer to."""
        return Target(self.created.year, self.post, self.serial)


@lru_cache(maxsize=4)
def _cycle(seed: int) -> tuple[tuple[Post, int, int, int], ...]:
    """For each step: post, year, the place among the steps of this pair, and their number."""
    roll = dice(seed, "cycle")
    pairs = [(post, year) for post in POSTS.values() for year in _YEAR_WEIGHTS]
    drawn = roll.choices(
        pairs, weights=[post.weight * _YEAR_WEIGHTS[year] for post, year in pairs], k=_CYCLE
    )
    total: dict[tuple[str, int], int] = {}
    places = []
    for post, year in drawn:
        place = total.get((post.station, year), 0)
        total[post.station, year] = place + 1
        places.append((post, year, place))
    return tuple((post, year, place, total[post.station, year]) for post, year, place in places)


def identity(seed: int, n: int) -> tuple[Target, datetime]:
    """Which cable number n is, and when it was sent."""
    post, year, place, share = _cycle(seed)[n % _CYCLE]
    rank = n // _CYCLE * share + place
    bits = post.bits
    round_, low = rank >> bits, rank & ((1 << bits) - 1)
    slot = int(f"{low:0{bits}b}"[::-1], 2) ^ _turn(seed, post.station, year, bits)
    serial = slot + 1 + (round_ << bits)
    # Serials of the same round rise with time: each slot has its own stretch of the year.
    minutes = int((slot + (serial * 37 % 64) / 64) * 525_600 / (1 << bits))
    return Target(year, post, serial), datetime(year, 1, 1) + timedelta(minutes=minutes)  # noqa: DTZ001


@lru_cache(maxsize=4096)
def _turn(seed: int, station: str, year: int, bits: int) -> int:
    return number_of(seed, station, year) & ((1 << bits) - 1)


def plan(seed: int, n: int, roll: Random) -> Plan:
    """The plan of cable number n; `roll` are the cable's own dice."""
    target, created = identity(seed, n)
    post = target.post
    country = post.country
    if post is DEPARTMENT or post.kind == "USMISSION" or roll.random() < 0.05:
        country = _TAGS[int(roll.random() * len(_TAGS))]
    level = roll.choices(LEVELS, cum_weights=_LEVEL_STEPS)[0]
    if created.year < 1980 and level == LEVELS[1]:
        level = "CONFIDENTIAL"
    return Plan(
        number=n,
        post=post,
        serial=target.serial,
        created=created,
        level=level,
        topic=_TOPICS[int(roll.random() ** 1.4 * len(_TOPICS))],
        country=country,
        references=_references(seed, n, target, created, roll),
        size=min(_LARGEST_SIZE, int(_MEDIAN_SIZE * roll.lognormvariate(0.0, _SPREAD))),
    )


_LEVEL_STEPS = [sum(_LEVEL_WEIGHTS[: k + 1]) for k in range(len(_LEVEL_WEIGHTS))]


def _references(
    seed: int, n: int, own: Target, created: datetime, roll: Random
) -> tuple[Target, ...]:
    """Earlier cables: more than half of them are written too, the rest nobody holds."""
    if roll.random() < 0.44:
        return ()
    found: dict[str, Target] = {}
    for _ in range(1 + int(3 * roll.random() ** 2)):
        target = _held(seed, n, own, created, roll) if roll.random() < 0.75 else None
        if target is None:
            target = _elsewhere(own, roll)
        if target is not None and target != own:
            found[target.id] = target
    return tuple(found.values())


def _held(seed: int, n: int, own: Target, created: datetime, roll: Random) -> Target | None:
    """A cable of smaller n that was sent before; of the same post where one is quickly found."""
    rounds = n // _CYCLE
    for attempt in range(4):
        if attempt < 2:
            other = n - _CYCLE * (1 + int(rounds * roll.random()))
        else:
            other = int(n * roll.random())
        if 0 <= other < n:
            target, sent = identity(seed, other)
            if sent < created and own.year - target.year < 3:
                return target
    return None


def _elsewhere(own: Target, roll: Random) -> Target | None:
    post = DEPARTMENT if roll.random() < 0.3 and own.post is not DEPARTMENT else own.post
    if post is own.post:
        if own.serial < 3:
            return None
        return Target(own.year, post, 1 + int((own.serial - 1) * roll.random()))
    year = own.year - (1 if roll.random() < 0.1 else 0)
    return Target(year, post, 1000 + int(100_000 * roll.random()))
