"""What a telegram says, before it is set on lines: subject, TAGS, passages.

In: a plan and its dice. Out: `Draft`. Whoever has something special to say (the yearly
questionnaire) makes a draft of their own; all drafts are set on lines in the same way.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reftel.demo.plan import LEVELS, Plan
from reftel.demo.prose import Talk, talk
from reftel.demo.words import POOLS

__all__ = ["Draft", "Passage", "draft", "mark_of"]


class Passage(msgspec.Struct, frozen=True):
    """One numbered paragraph."""

    blocks: tuple[str, ...]
    """Its text; blocks are parted by an empty line, those that begin with `--` are bullets. A line
    end inside a block is kept."""
    heading: str | None = None
    """A heading above it."""
    number: int | None = None
    """Where it is not simply the next: questionnaires keep the numbers of the questions."""


class Draft(msgspec.Struct, frozen=True):
    """All that a telegram is to say."""

    subject: str
    tags: tuple[str, ...]
    passages: tuple[Passage, ...]
    passing: tuple[str, ...] = ()
    """Passing instructions, a line each."""


_MARKS = dict(zip(LEVELS, ("U", "SBU", "C", "C/NF", "S", "S/NF"), strict=True))


def mark_of(level: str) -> str:
    """The portion mark of a level: C/NF."""
    return _MARKS[level]


def draft(plan: Plan, roll: Callable[[], float]) -> Draft:
    """Sentences on the plan's topic, some with summary, headings, bullets and comment."""
    speaker = talk(plan.topic, plan.country, plan.created.year, roll)
    subject = speaker.subject()
    tags = list(speaker.tags[: 2 + int(roll() * 3)])
    tags.insert(int(roll() * (len(tags) + 1)), plan.country)
    passages: list[Passage] = []
    left = plan.size
    if (roll() < 0.78 and plan.size > 900) or "summary-open" in plan.faults:
        opening = _summary(speaker, roll, plan.size, open_="summary-open" in plan.faults)
        passages.append(opening)
        left -= len(opening.blocks[0])
    comment = roll() < 0.55 and plan.size > 1200
    headed = roll() < 0.62 and plan.size > 2000
    # Long cables have longer paragraphs too: hardly one has more than eighty.
    size = (340 + roll() * 420) * max(1.0, plan.size / 16_000) ** 0.6
    headings = list(speaker.headings)
    while left > 160 or not passages:
        heading = None
        if headed and headings and roll() < 0.4:
            heading = headings.pop(int(roll() * len(headings)))
        length = min(left, size * (0.5 + 1.3 * roll()))
        passages.append(Passage(_blocks(speaker, roll, length), heading))
        left -= int(length) + 60
    if comment:
        passages.append(_comment(speaker, roll))
    return Draft(subject, tuple(tags), tuple(passages), _passing(plan, roll))


def _summary(speaker: Talk, roll: Callable[[], float], size: int, *, open_: bool) -> Passage:
    length = min(900.0, 200 + size * 0.1 * roll())
    words = speaker.paragraph(length * 0.7) + "  " + speaker.view()
    if open_:
        return Passage((f"Summary: {words}",))
    form = roll()
    if form < 0.5:
        return Passage((f"Summary: {words}  End Summary.",))
    if form < 0.7:
        return Passage((f"SUMMARY:  {words}  END SUMMARY.",))
    if form < 0.85:
        return Passage((f"{words}  End summary.",), "Summary")
    return Passage((f"BEGIN SUMMARY.  {words}  END SUMMARY.",))


def _comment(speaker: Talk, roll: Callable[[], float]) -> Passage:
    words = "  ".join(speaker.view() for _ in range(2 + int(3 * roll())))
    form = roll()
    if form < 0.45:
        return Passage((f"Comment: {words}  End Comment.",))
    if form < 0.7:
        return Passage((words,), "Comment")
    return Passage((f"COMMENT:  {words}  END COMMENT.",))


def _blocks(speaker: Talk, roll: Callable[[], float], length: float) -> tuple[str, ...]:
    words = speaker.paragraph(length)
    form = roll()
    if form < 0.07:
        items = tuple(f"-- {speaker.sentence()}" for _ in range(2 + int(3 * roll())))
        return (words, *items)
    if form < 0.1:
        return (f"{words}  (Note: {speaker.view()}  End note.)",)
    if form < 0.13:
        return (words, speaker.sentence())
    return (words,)


_PLACES = ("EUR/LAKE", "EUR/LAKE, EB, L/LEI", "G/TIP AND DRL", "EUR/LAKE - T. WOLD", "OES/PCI")


def _passing(plan: Plan, roll: Callable[[], float]) -> tuple[str, ...]:
    if roll() > 0.35:
        return ()
    lines = [f"DEPT FOR {_PLACES[int(roll() * len(_PLACES))]}"]
    if roll() < 0.3:
        office = POOLS["ministry"][int(roll() * 4)].removeprefix("the Ministry of ").upper()
        lines.append(f"PLEASE PASS TO {office} ATTACHE")
    if plan.post.kind == "AMCONSUL" and roll() < 0.5:
        lines.append("STATE PASS TO NSC")
    return tuple(lines)
