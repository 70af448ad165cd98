"""Posts: the offices that send and receive cables, in every spelling they are written in.

In: a name as a cable or a publisher writes it. Out: `FoundPost`, which says by which rule it was
found, or None. A post that no table knows is no fault: new collections have new posts, and each
caller keeps what was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from reftel.vocab.letters import fold
from reftel.vocab.tables import Table, rows

__all__ = [
    "OFFICES",
    "POSTS",
    "PREFIXES",
    "FoundPost",
    "Post",
    "find_origin",
    "find_post",
    "is_collective",
    "office_and_place",
    "post",
    "post_forms",
    "titles",
]


class Post(msgspec.Struct, frozen=True, gc=False):
    """One post, as one name of it stands in message reference numbers."""

    station: str
    """RIODEJANEIRO"""
    display: str
    """As publishers write it: Consulate Rio De Janeiro."""
    kind: str
    """embassy, consulate general, consulate, mission, department, military, other, …"""
    city: str
    country: str
    """ISO 3166 code; empty where a post has no country."""
    lat: float | None
    """Degrees north."""
    lon: float | None
    """Degrees east."""
    cables: int
    """Cables of it in the publication of 2010-11."""
    same_post_as: str | None
    """Station of the same post under another name: KYIV for KIEV."""


class FoundPost(msgspec.Struct, frozen=True, gc=False):
    """A post and how its written form led to it."""

    station: str
    name: str
    """Embassy Mexico"""
    country: str
    """ISO 3166 code, or empty."""
    rule: str
    """exact, alias, six-letters, ten-letters or prefix-dropped."""


PREFIXES = (
    "AMEMBASSY",
    "AMCONSULATE",
    "AMCONSUL",
    "AMCONGEN",
    "AMEMB",
    "USMISSION",
    "USINT",
    "USLO",
    "EMBASSY",
    "CONSULATE",
    "AIDAC",
    "NOFORN",
    "EFTO",
    "REFTEL",
    "REFS",
    "REF",
)
"""Words that stand before a station and are no part of it; longer ones first."""
_CAPITAL = ("WASHDC", "WASHINGTONDC")
"""Words after the departments there: SECDEF WASHINGTON DC."""

_KINDS = {
    "embassy": "Embassy",
    "consulate": "Consulate",
    "consulate general": "Consulate",
    "mission": "Mission",
    "interests section": "Interests Section",
    "liaison office": "Liaison Office",
}
"""Kind to the word before the city, where publishers left no display name."""
OFFICES = (
    "American Consulate",
    "American Embassy",
    "Consulate",
    "Consulate General",
    "Embassy",
    "Interests Section",
    "Liaison Office",
    "Mission",
    "US Delegation",
    "US Interests Section",
    "US Mission",
    "US Office",
)
"""Words for a kind of office, as they stand before a place in the names that publishers give."""
_DISPLAY_KINDS = ("us mission", "mission", "embassy", "consulate general", "consulate", "american")


@lru_cache(maxsize=8192)
def find_post(written: str) -> FoundPost | None:
    """The post that `written` names, or None.

    It may have blanks, hyphens and points, a word such as AMEMBASSY before it, and be cut as in
    page-break lines (ten letters, "RIO DE JAN") or in numbers of 1973-79 (six, "SANTIA").
    """
    if len(written) > 80:
        return None
    folded = fold(written)
    if found := _find_folded(folded):
        return found
    for city in _CAPITAL:
        if folded.endswith(city) and (found := _find_folded(folded.removesuffix(city))):
            return msgspec.structs.replace(found, rule="alias") if found.country == "US" else None
    for prefix in PREFIXES:
        if folded.startswith(prefix) and (found := find_post(folded[len(prefix) :])):
            rule = "prefix-dropped" if found.rule == "exact" else found.rule
            return msgspec.structs.replace(found, rule=rule)
    return None


@lru_cache(maxsize=1024)
def find_origin(display_name: str) -> FoundPost | None:
    """The post a publisher names in words: "Embassy Mexico", or None when no table knows it."""
    words = display_name.casefold().split()
    if station := _displays().get(" ".join(words)):
        return _found(_posts()[station], "exact")
    for kind in _DISPLAY_KINDS:
        n = len(kind.split())
        if words[:n] == kind.split() and (found := find_post(" ".join(words[n:]))):
            return found
    return find_post(" ".join(words))


def post(station: str) -> Post | None:
    """The post whose station is exactly this, or None."""
    return _posts().get(station)


def office_and_place(name: str) -> tuple[str, str]:
    """The words for a kind of office at the beginning of a post's name, and the place behind them.

    Embassy Mexico gives Embassy and Mexico. Without such words all of it is the place, but a name
    that is a title, such as Secretary of State, names no place.
    """
    if name in titles():
        return name, ""
    words = name.split(" ")
    for n in range(min(len(words) - 1, 3), 0, -1):
        if (office := " ".join(words[:n])) in OFFICES:
            return office, " ".join(words[n:])
    return "", name


@cache
def titles() -> frozenset[str]:
    """Names of departments and the like, which name no place."""
    return frozenset(
        fact.display
        for fact in _posts().values()
        if fact.kind in ("department", "military") and " " in fact.display
    )


def post_forms() -> tuple[str, ...]:
    """Every name of a post that the tables know: with its blanks, cut, and by alias."""
    spaced = [name for name, _ in _spaced()]
    cut = [name[:length] for name in spaced for length in (6, 10) if len(name) > length]
    return (*_posts(), *_aliases(), *spaced, *cut)


_COLLECTIVE_ENDS = ("COLLECTIVE", "COLLECTIV", "COLLECT", "POSTS")


@lru_cache(maxsize=2048)
def is_collective(name: str) -> bool:
    """Whether an addressee is many posts: IRAN COLLECTIVE, ALL DIPLOMATIC POSTS."""
    words = name.upper().replace("/", " ").split()
    if not words:
        return False
    return (
        "COLLECTIVE" in words
        or words[-1] in _COLLECTIVE_ENDS
        or words[0] in ("ALDAC", "ALDIPLO")
        or (words[0] == "ALL" and len(words) > 1)
    )


def _found(fact: Post, rule: str) -> FoundPost:
    return FoundPost(fact.station, fact.display, fact.country, rule)


def _find_folded(folded: str) -> FoundPost | None:
    if fact := _posts().get(folded):
        return _found(fact, "exact")
    if alias := _aliases().get(folded):
        return _found(_posts()[alias[0]], alias[1])
    if station := _cut(10).get(folded):
        return _found(_posts()[station], "ten-letters")
    if station := _cut(6).get(folded):
        return _found(_posts()[station], "six-letters")
    return None


@cache
def _posts() -> dict[str, Post]:
    facts = {}
    for station, display, kind, city, country, lat, lon, cables, same, _ in rows("posts"):
        name = display or f"{_KINDS.get(kind, '')} {city or station.title()}".strip()
        facts[station] = Post(
            station,
            name,
            kind,
            city,
            country,
            float(lat) if lat else None,
            float(lon) if lon else None,
            int(cables or 0),
            same or None,
        )
    return facts


POSTS: Mapping[str, Post] = Table(_posts)
"""Station to post."""

_ALIAS_RULES = {"six letters": "six-letters", "prefix": "prefix-dropped"}


@cache
def _aliases() -> dict[str, tuple[str, str]]:
    """Written form to station and rule."""
    return {
        form: (station, _ALIAS_RULES.get(kind, "alias"))
        for form, station, kind, _ in rows("post-aliases")
    }


@cache
def _by_weight() -> list[Post]:
    """All posts; of two that are cut or shown alike the one with more cables comes first."""
    return sorted(_posts().values(), key=lambda p: (p.same_post_as is not None, -p.cables))


@cache
def _spaced() -> tuple[tuple[str, str], ...]:
    """Each post's name with its blanks, and its station."""
    names = []
    for fact in _by_weight():
        choices = (fact.city, fact.display.partition(" ")[2])
        name = next((name for name in choices if fold(name) == fact.station), fact.station)
        names.append((name, fact.station))
    return tuple(names)


@cache
def _cut(length: int) -> dict[str, str]:
    """A post's name cut to so many characters, blanks counted, to its station."""
    cut: dict[str, str] = {}
    for name, station in _spaced():
        if len(name) > length:
            cut.setdefault(fold(name[:length]), station)
    return cut


@cache
def _displays() -> dict[str, str]:
    """A post's name in words, small letters, to its station."""
    names: dict[str, str] = {}
    for fact in _by_weight():
        names.setdefault(" ".join(fact.display.casefold().split()), fact.station)
    return names
