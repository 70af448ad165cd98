"""TAGS: the codes for subjects, countries, organizations, programs and persons.

In: a tag as written. Out: its canonical name and kind, its meaning, and what a misspelt or fused
one stands for. The tables are the lists of the 1970s and of 2010 together; no list is whole, so
an unknown tag is kept and called so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from reftel.vocab.tables import Table, rows

__all__ = [
    "KINDS",
    "TAGS",
    "ReadTag",
    "TagFact",
    "find_by_meaning",
    "kind_in",
    "meaning",
    "read_tag",
]

KINDS = ("subject", "geo", "organization", "program", "person", "unknown")


class TagFact(msgspec.Struct, frozen=True, gc=False):
    """What is known of one tag."""

    name: str
    """KTIP"""
    kind: str
    """One of KINDS, never unknown."""
    meaning: str
    """Trafficking in persons; empty where no list at hand says."""
    iso: str | None
    """ISO 3166 code of a country; four letters (ISO 3166-3) where the state is no more."""
    since: int | None
    """First year known."""
    until: int | None
    """Last year; None where it is not known to have ended."""
    sure: bool
    """False where the meaning is only probable, read from use and not from a list."""


class ReadTag(msgspec.Struct, frozen=True, gc=False):
    """A tag as it was read."""

    name: str
    """In capitals, single blanks: KTIP, HENTZAU, RUPERT."""
    kind: str
    """One of KINDS."""


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def read_tag(written: str) -> ReadTag:
    """The tag that `written` is. Words with a comma or blank that no list has are a person."""
    name = " ".join(written.upper().split()).strip(" ,;")
    if fact := _tags().get(name):
        return ReadTag(name, fact.kind)
    if "," in name or " " in name or name in _persons():
        return ReadTag(name, "person")
    return ReadTag(name, "unknown")


def meaning(name: str, year: int | None = None) -> str | None:
    """What a tag means, or None where no list at hand says.

    With the year of the cable: what it meant then. BP was British Solomon Islands in 1974, and
    KV was no country before there was one.
    """
    fact = _tags().get(name)
    if fact is None:
        return None
    if year is not None:
        for first, last, said in _years().get(name, ()):
            if first <= year <= last:
                return said
        if kind_in(name, fact.kind, year) == "unknown":
            return None
    return fact.meaning or None


def kind_in(name: str, kind: str, year: int | None) -> str:
    """The kind that a tag had in a year, `kind` being what the lists of all years together say.

    A tag stands for no country that was not there yet; since when the older ones are in use is not
    known, the first list being of 1973.
    """
    if kind != "geo" or year is None:
        return kind
    return "unknown" if year < _later().get(name, 0) else kind


@lru_cache(maxsize=512)
def find_by_meaning(words: str) -> tuple[str, ...]:
    """The tags with that meaning, sorted: "human rights" gives PHUM and its forerunner SHUM.

    The meaning itself counts first, then meanings with the phrase, then those with all its words.
    """
    wanted = " ".join(_words(words))
    if not wanted:
        return ()
    if exact := [name for name, said in _meanings() if said == wanted]:
        return tuple(sorted(exact))
    if phrase := [name for name, said in _meanings() if f" {wanted} " in f" {said} "]:
        return tuple(sorted(phrase))
    each = set(wanted.split())
    return tuple(sorted(name for name, said in _meanings() if each <= set(said.split())))


def _words(text: str) -> list[str]:
    """Words of a meaning in small letters; what stands in brackets (a period, a doubt) is none."""
    return _WORD.findall((text.partition("(")[0] or text).casefold())


@cache
def _tags() -> dict[str, TagFact]:
    facts: dict[str, TagFact] = {}
    for name, kind, said, iso, since, until, sure, _ in rows("tags"):
        fact = TagFact(name, kind, said, iso or None, _year(since), _year(until), sure == "yes")
        # AL and BP are countries and, rarely, organizations
        if name not in facts or kind == "geo":
            facts[name] = fact
    return facts


def _year(written: str) -> int | None:
    return int(written) if written else None


_FIRST_LISTS = 1974
_NO_END = 9999


@cache
def _later() -> dict[str, int]:
    """Country to the year in which it came to be, where that was after the first lists."""
    return {
        fact.name: fact.since
        for fact in _tags().values()
        if fact.kind == "geo" and fact.since is not None and fact.since > _FIRST_LISTS
    }


@cache
def _years() -> dict[str, list[tuple[int, int, str]]]:
    """Tag to what it meant from one year to another."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for name, _, said, since, until, _ in rows("tag-years"):
        found.setdefault(name, []).append((int(since), _year(until) or _NO_END, said))
    return found


TAGS: Mapping[str, TagFact] = Table(_tags)
"""Name to what is known of it."""


@cache
def _meanings() -> tuple[tuple[str, str], ...]:
    return tuple(
        (fact.name, " ".join(_words(fact.meaning))) for fact in _tags().values() if fact.meaning
    )


@cache
def _persons() -> frozenset[str]:
    """Single words that stand for a person: names whose other half was cut off."""
    return frozenset(raw for raw, _, kind, _ in rows("tag-repairs") if kind == "person")
