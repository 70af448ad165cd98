"""TAGS: all of them by kind with what they mean, and each with its use.

In: an open archive, and for one TAG its name. Out: `Tags`, or `Tag`; NotHeld, with near ones,
where no cable bears it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
from rapidfuzz import process

from reftel.archive import browsing
from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.pages.counts import TagLine, tag_lines, tags_in_use
from reftel.readouts.pages.dates import YearCount
from reftel.readouts.pages.posts import PostLine, post_line
from reftel.readouts.pages.timeline import MonthCount, by_month
from reftel.search.narrowing import condition
from reftel.vocab.tag_repair import find_repair
from reftel.vocab.tags import KINDS, TAGS, find_by_meaning, read_tag

__all__ = [
    "AskedTag",
    "AskedTags",
    "Spelling",
    "Tag",
    "TagKind",
    "TagPost",
    "Tags",
    "tag",
    "tag_kinds",
    "tags",
]

_MOST_OF_A_KIND = 150
"""Persons, and what no list has, run into thousands."""
_MOST_TOGETHER = 40
_MOST_POSTS = 25
_LONGEST = 80
"""Characters of a name for which near ones are looked for."""


class TagKind(msgspec.Struct, frozen=True):
    """TAGS of one kind."""

    kind: str
    """subject, geo, organization, program, person or unknown."""
    tags: tuple[TagLine, ...]
    """The most frequent first."""
    in_all: int
    """TAGS of this kind."""


class AskedTags(msgspec.Struct, frozen=True, kw_only=True):
    """Which TAGS."""

    kind: Literal["", "subject", "geo", "organization", "program", "person", "unknown"] = ""
    """One kind, and then all of it; else the first of every kind."""


class Tags(msgspec.Struct, frozen=True):
    """TAGS in use."""

    number: int
    """Different TAGS."""
    kind: str
    """The kind that was asked for, which is given whole; empty for the first of every kind."""
    kinds: tuple[TagKind, ...]
    """Kinds that have any."""


class AskedTag(msgspec.Struct, frozen=True, kw_only=True):
    """Which TAG."""

    name: str
    """In any case: KTIP."""


class Spelling(msgspec.Struct, frozen=True, gc=False):
    """A TAG as cables write it."""

    written: str
    count: int


class TagPost(msgspec.Struct, frozen=True, gc=False):
    """A post that uses a TAG."""

    post: PostLine
    cables: int
    """Its cables that bear the TAG."""


class Tag(msgspec.Struct, frozen=True):
    """A TAG and its use."""

    line: TagLine
    sure: bool
    """False where the meaning was read from use and stands in no list."""
    since: int | None
    """First year it is known from."""
    country: str | None
    """ISO 3166 code, where it is a country that exists."""
    stands_for: tuple[str, ...]
    """TAGS that were probably meant, where it is misspelt or two in one."""
    undated: int
    """Cables of which the month is not known."""
    years: tuple[YearCount, ...]
    """Years of use."""
    months: tuple[MonthCount, ...]
    spellings: tuple[Spelling, ...]
    """How cables write it, the most frequent first."""
    together: tuple[TagLine, ...]
    """TAGS that stand beside it, at most forty; counted are cables that bear both."""
    posts: tuple[TagPost, ...]
    """Posts that use it most, at most 25."""
    posts_in_all: int
    query: str
    """Finds its cables."""


def tags(archive: Archive, asked: AskedTags) -> Tags:
    """TAGS in use, by kind."""
    lines = tags_in_use(archive)
    kinds = tag_kinds(lines, None if asked.kind else _MOST_OF_A_KIND)
    return Tags(len(lines), asked.kind, tuple(one for one in kinds if asked.kind in ("", one.kind)))


def tag_kinds(lines: Sequence[TagLine], most: int | None) -> tuple[TagKind, ...]:
    """The first TAGS of each kind that has any, or all of them."""
    grouped = {kind: tuple(one for one in lines if one.kind == kind) for kind in KINDS}
    return tuple(TagKind(kind, some[:most], len(some)) for kind, some in grouped.items() if some)


def tag(archive: Archive, asked: AskedTag) -> Tag:
    """A TAG and its use."""
    name = read_tag(asked.name).name
    lines = tags_in_use(archive)
    line = next((one for one in lines if one.name == name), None)
    if line is None:
        raise NotHeld(
            "a cable with the TAG {tag}", _near(asked.name, lines), kind="tags", tag=asked.name
        )
    common = archive.common("tag", name, ["month", "origin", "tag"])
    months = {one.value: one.count for one in common.facets["month"]}
    held = {one.station: one for one in archive.counted(browsing.posts)}
    stations = [one for one in common.facets["origin"] if one.value in held]
    fact = TAGS.get(name)
    repair = find_repair(name) if fact is None else None
    in_use = {one.name for one in lines}
    years: dict[str, int] = {}
    for month, count in months.items():
        years[month[:4]] = years.get(month[:4], 0) + count
    otherwise = archive.counted(browsing.tag_spellings).get(name, {})
    return Tag(
        line=line,
        sure=fact.sure if fact else True,
        since=fact.since if fact else None,
        country=fact.iso if fact and fact.iso and len(fact.iso) == 2 else None,
        stands_for=tuple(one for one in repair.tags if one in in_use) if repair else (),
        undated=common.total - sum(months.values()),
        years=tuple(YearCount(*one) for one in years.items()),
        months=by_month(months),
        spellings=_spellings(name, common.total, otherwise),
        together=tag_lines(
            archive, [one for one in common.facets["tag"] if one.value != name][:_MOST_TOGETHER]
        ),
        posts=tuple(
            TagPost(post_line(held[one.value]), one.count) for one in stations[:_MOST_POSTS]
        ),
        posts_in_all=len(stations),
        query=condition("tag", name),
    )


def _spellings(name: str, cables: int, otherwise: Mapping[str, int]) -> tuple[Spelling, ...]:
    """How cables write it; a few do in two ways, and count under each."""
    as_named = max(cables - sum(otherwise.values()), 0)
    found = {name: as_named, **otherwise} if as_named else otherwise
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Spelling(*one) for one in ranked)


def _near(written: str, lines: Sequence[TagLine]) -> tuple[str, ...]:
    """By meaning first, as nobody misspells trafficking as KTIP; then by letters."""
    in_use = [one.name for one in lines]
    said = [one for one in find_by_meaning(written) if one in in_use]
    alike = process.extract(written.upper()[:_LONGEST], in_use, limit=5, score_cutoff=60)
    return tuple(dict.fromkeys([*said[:5], *(name for name, _, _ in alike)]))[:6]
