"""Rows of the ways in: a value, what it means, its cables, and the query that finds them.

In: counts of an archive. Out: typed lines that several pages share.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from reftel.archive import browsing
from reftel.archive.browsing import MarkingCount
from reftel.reading import Archive
from reftel.search.engine import FacetCount
from reftel.search.narrowing import condition
from reftel.vocab.captions import CAPTIONS
from reftel.vocab.classification import LEVELS
from reftel.vocab.tags import TAGS

__all__ = [
    "CaptionLine",
    "LevelLine",
    "TagLine",
    "caption_lines",
    "level_lines",
    "tag_lines",
    "tags_in_use",
]


class TagLine(msgspec.Struct, frozen=True, gc=False):
    """A TAG in a list."""

    name: str
    kind: str
    """subject, geo, organization, program, person or unknown."""
    meaning: str
    """Empty where no list at hand says."""
    cables: int


class LevelLine(msgspec.Struct, frozen=True, gc=False):
    """A level of classification in a list."""

    level: str
    rank: int
    cables: int
    first: str
    """Year of its earliest cable; empty where none is dated."""
    last: str
    query: str
    """Finds these cables."""


class CaptionLine(msgspec.Struct, frozen=True, gc=False):
    """A caption in a list."""

    caption: str
    kind: str
    """handling, dissemination, distribution, channel, …"""
    meaning: str
    effect: str
    """What it does to a telegram; empty where no list at hand says."""
    cables: int
    first: str
    last: str
    query: str


def tags_in_use(archive: Archive) -> tuple[TagLine, ...]:
    """Every TAG that a cable bears, the most frequent first."""
    return archive.known(_tags_in_use)


def _tags_in_use(archive: Archive) -> tuple[TagLine, ...]:
    return tag_lines(archive, archive.facet("", "tag"))


def tag_lines(archive: Archive, counts: Iterable[FacetCount]) -> tuple[TagLine, ...]:
    """TAGS with their kinds and meanings, in the order given."""
    kinds = archive.counted(browsing.tag_kinds)
    return tuple(
        TagLine(one.value, kinds.get(one.value, "unknown"), _meaning(one.value), one.count)
        for one in counts
    )


def _meaning(name: str) -> str:
    return TAGS[name].meaning if name in TAGS else ""


_ORDER = {level.name: n for n, level in enumerate(LEVELS)}


def level_lines(counts: Iterable[MarkingCount]) -> tuple[LevelLine, ...]:
    """Levels, the lowest first."""
    grouped: dict[str, list[MarkingCount]] = {}
    for one in counts:
        if one.level is not None:
            grouped.setdefault(one.level, []).append(one)
    return tuple(
        LevelLine(
            level, same[0].rank or 0, sum(one.cables for one in same), *_years(same),
            condition("class", level),
        )
        for level, same in sorted(grouped.items(), key=lambda one: (_ORDER.get(one[0], 99), one[0]))
    )  # fmt: skip


def caption_lines(counts: Iterable[MarkingCount]) -> tuple[CaptionLine, ...]:
    """Captions, the most frequent first. A cable that bears several counts under each."""
    grouped: dict[str, list[MarkingCount]] = {}
    for one in counts:
        for caption in dict.fromkeys(one.captions):
            grouped.setdefault(caption, []).append(one)
    lines = [
        CaptionLine(
            caption, *_known(caption), sum(one.cables for one in same), *_years(same),
            condition("caption", caption),
        )
        for caption, same in grouped.items()
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda one: (-one.cables, one.caption)))


def _known(caption: str) -> tuple[str, str, str]:
    if caption not in CAPTIONS:
        return "", "", ""
    fact = CAPTIONS[caption]
    return fact.kind, fact.meaning, fact.effect


def _years(counts: Iterable[MarkingCount]) -> tuple[str, str]:
    firsts = [one.first for one in counts if one.first]
    lasts = [one.last for one in counts if one.last]
    return min(firsts, default="")[:4], max(lasts, default="")[:4]
