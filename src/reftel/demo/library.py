"""The cables of the small invented archive: threads, questionnaire, old ones, one of each fault.

In: a seed. Out: about 260 `Invented`, each of its own id, in order of writing. Every thread is a
chain of cables that refer to each other over weeks, between a post, its neighbours and the
Department.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import msgspec

from reftel.demo.faults import FAULTS
from reftel.demo.plan import LEVELS, Plan, Target
from reftel.demo.questionnaire import questionnaire
from reftel.demo.seeds import dice
from reftel.demo.strike import strike
from reftel.demo.telegrams import write
from reftel.demo.topics import TOPICS
from reftel.demo.truth import Invented
from reftel.demo.world import DEPARTMENT, MISSIONS, Post

__all__ = ["library", "write_again"]

_THREADS = 24
_OLD = 16
_EARLY = 8
_EACH_FAULT = 2
_LONGEST = 62_000
"""Characters of the one cable that is as long as the longest questionnaires."""
_LEVELS = (LEVELS[0], LEVELS[1], LEVELS[1], LEVELS[2], LEVELS[2], LEVELS[3], LEVELS[4], LEVELS[5])


class _Planner:
    """Hands out numbers: serials rise with the day, and none comes twice."""

    def __init__(self, roll: Random) -> None:
        self.roll = roll
        self.number = 0
        self.taken: set[tuple[str, int, int]] = set()

    def plan(
        self,
        post: Post,
        created: datetime,
        topic: str,
        *,
        country: str = "",
        references: tuple[Target, ...] = (),
        level: str = "",
        size: int = 0,
        faults: frozenset[str] = frozenset(),
    ) -> Plan:
        year = created.year
        day = created.timetuple().tm_yday
        serial = 1 + day * (1 << post.bits) // 520
        while (post.station, year, serial) in self.taken:
            serial += 1
        self.taken.add((post.station, year, serial))
        self.number += 1
        roll = self.roll
        return Plan(
            number=2_000_000 + self.number,
            post=post,
            serial=serial,
            created=created,
            level=level
            or roll.choice(_LEVELS if year > 1979 else (LEVELS[0], LEVELS[2], LEVELS[4])),
            topic=topic,
            country=country or post.country or "RZ",
            references=references,
            size=size or min(16_000, int(3_300 * roll.lognormvariate(0, 0.55))),
            faults=faults,
        )


def library(seed: int) -> Iterator[Invented]:
    """All cables of the small archive."""
    planner = _Planner(dice(seed, "library"))
    for plan, content in questionnaire(seed):
        planner.taken.add((plan.post.station, plan.created.year, plan.serial))
        yield write(plan, dice(seed, "write", plan.number), content)
    for plan in _plans(planner):
        yield write_again(seed, plan)
    for plan, content in strike(planner):
        yield write(plan, dice(seed, "write", plan.number), content)


def write_again(seed: int, plan: Plan) -> Invented:
    """The cable of a plan of the library; the same plan without a fault gives its twin."""
    return write(plan, dice(seed, "write", plan.number))


def _plans(planner: _Planner) -> Iterator[Plan]:
    roll = planner.roll
    topics = tuple(TOPICS)
    for thread in range(_THREADS):
        yield from _thread(planner, topics[thread % len(topics)], 2 + thread % 5)
    for n in range(_OLD):
        post = roll.choice([post for post in MISSIONS if post.kind == "AMEMBASSY"])
        first = planner.plan(
            DEPARTMENT if n % 4 == 3 else post, _day(roll, 1973 + n % 7), roll.choice(topics)
        )
        yield first
    for n in range(_EARLY):
        yield planner.plan(roll.choice(MISSIONS), _day(roll, 1985 + 2 * n), roll.choice(topics))
    for name, fault in FAULTS.items():
        for _ in range(_EACH_FAULT):
            yield _faulty(planner, name, old=fault.old and roll.random() < 0.1)
    yield planner.plan(MISSIONS[0], _day(roll, 2008), "energy", size=_LONGEST, level=LEVELS[2])
    yield planner.plan(MISSIONS[1], _day(roll, 2009), "visas", size=170, level=LEVELS[0])


def _day(roll: Random, year: int) -> datetime:
    start = datetime(year, 1, 2, 6)  # noqa: DTZ001
    return start + timedelta(days=roll.randrange(320), minutes=roll.randrange(900))


def _thread(planner: _Planner, topic: str, length: int) -> Iterator[Plan]:
    """A chain: each refers to the one before, some to the first, some to one that nobody holds."""
    roll = planner.roll
    home = roll.choice(MISSIONS)
    others = [post for post in MISSIONS if post is not home]
    created = _day(roll, roll.randrange(2005, 2010))
    chain: list[Plan] = []
    for step in range(length):
        post = home
        if step % 3 == 1:
            post = DEPARTMENT
        elif step % 3 == 2 and roll.random() < 0.5:
            post = roll.choice(others)
        references = [plan.target for plan in chain[-1:]]
        if len(chain) > 1 and roll.random() < 0.5:
            references.append(chain[0].target)
        if roll.random() < 0.25:
            references.append(Target(created.year - 1, home, 300 + roll.randrange(900)))
        plan = planner.plan(
            post, created, topic, country=home.country or "RZ", references=tuple(references)
        )
        chain.append(plan)
        yield plan
        created += timedelta(days=roll.randrange(2, 40), minutes=roll.randrange(600))


def _faulty(planner: _Planner, fault: str, *, old: bool) -> Plan:
    roll = planner.roll
    created = _day(roll, roll.randrange(1974, 1979) if old else roll.randrange(2005, 2010))
    # Some faults need room: a page break, a summary, a paragraph after the second.
    plan = planner.plan(
        roll.choice(MISSIONS),
        created,
        roll.choice(tuple(TOPICS)),
        size=6_500 + roll.randrange(3_000),
    )
    return msgspec.structs.replace(plan, faults=frozenset({fault}))
