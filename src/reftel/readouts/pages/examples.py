"""Examples that find something: taken from what the archive at hand holds.

In: an open archive. Out: `Held`, values that stand in its cables, and `first_that_finds`, which
tries queries. An archive of other posts and years than the invented one would else be explained by
examples that find nothing in it. What it does not hold is empty, and makes no example.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import msgspec

from reftel.archive import browsing
from reftel.errors import ArchiveDamaged
from reftel.reading import Archive
from reftel.search.narrowing import condition
from reftel.search.words import words as words_of
from reftel.telegram.cable import Cable

__all__ = ["Example", "Held", "first_that_finds", "held", "value", "with_own_post"]

_LOOKED_AT = 40
"""Cables of which the words are counted; the newest."""
_READ = 12
"""Cables that are read for names, for each part that they must have."""
_WORD = re.compile(r"[a-z]{5,12}")
_FILLING = frozenset(
    "about above after again along among another because before being below between could during"
    " either every other others shall should since still their there these those three through"
    " under until upon where whether which while whose within without would summary comment".split()
)
"""Long words that tell nothing."""
_INVENTED = re.compile("strelsau|zenda|hentzau", re.IGNORECASE)
"""Posts that the examples of fields and constructs name."""
_OPERATORS = frozenset(("and", "or", "not", "near"))
_WORDS = 12
"""Words that are told, at most."""


class Example(msgspec.Struct, frozen=True):
    """A query, and what it finds in this archive."""

    query: str
    cables: int
    """Cables that it finds; 0 where nothing of the kind is held."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """Values that stand in an archive; each is empty where there is none."""

    id: str = ""
    """A cable."""
    place: str = ""
    """One of its paragraphs."""
    cited: str = ""
    """A cable that another refers to, held or not."""
    citing: str = ""
    """A cable that refers to one that is held."""
    station: str = ""
    """The post with most cables."""
    station_tag: str = ""
    """The TAG that it uses most."""
    country: str = ""
    tags: tuple[str, ...] = ()
    """The most frequent first."""
    levels: tuple[str, ...] = ()
    caption: str = ""
    months: tuple[str, ...] = ()
    """In order: 2009-02."""
    years: tuple[str, ...] = ()
    """In order."""
    release: str = ""
    """The latest release day."""
    signed: str = ""
    classified_by: str = ""
    action: str = ""
    """Name of an action addressee."""
    info: str = ""
    defect: str = ""
    words: tuple[str, ...] = ()
    """Of running text, the most frequent first."""
    pair: tuple[str, str] | None = None
    """Two words, one after the other in a paragraph; the first of them tells something."""
    subject: str = ""
    """A word of a subject."""
    summary: str = ""
    """A word of a marked summary."""
    comment: str = ""
    """A word of a marked comment."""


def first_that_finds(archive: Archive, queries: Iterable[str]) -> Example:
    """The first query that finds a cable and needs no mending; else the first, which finds none."""
    first = ""
    for query in dict.fromkeys(queries):
        first = first or query
        found = archive.search(query, limit=0, facets=False)
        if found.total and not found.problems:
            return Example(query, found.total)
    return Example(first, 0)


def with_own_post(query: str, station: str) -> str:
    """An example with a post of this archive in place of an invented one; where there is a post."""
    return _INVENTED.sub(lambda _: station.lower(), query) if station else query


def value(text: str) -> str:
    """A value as it is written behind a colon."""
    text = " ".join(text.replace('"', " ").split())
    return text if text.isascii() and text.isalnum() else f'"{text}"'


def held(archive: Archive) -> Held:
    """What this archive holds, to make examples of; nothing where it cannot be read to the end.

    Help must stand where an archive is damaged, and there above all.
    """
    try:
        return _held(archive)
    except ArchiveDamaged:
        return Held()


def _held(archive: Archive) -> Held:
    found = archive.search("", limit=_LOOKED_AT)
    if not found.hits:
        return Held()
    values = {name: tuple(one.value for one in some) for name, some in found.facets.items()}
    ids = [hit.id for hit in found.hits]
    words, pair = _words(archive, ids)
    station = _first(values["origin"])
    return Held(
        id=ids[0],
        place=_first(one.address for one in archive[ids[0]].paragraphs),
        cited=_first(_links(archive, resolved=False)),
        citing=_first(_links(archive, resolved=True)),
        station=station,
        station_tag=_most_frequent_tag(archive, station),
        country=_first(values["country"]),
        tags=values["tag"],
        levels=values["class"],
        caption=_first(values["caption"]),
        months=values["month"],
        years=values["year"],
        release=_first(archive.counted(browsing.releases)),
        words=words,
        pair=pair,
        signed=_read(archive, "has:signature", _signer),
        classified_by=_read(archive, "class>=confidential", _classifier),
        action=_read(archive, "", lambda cable: _first(one.name for one in cable.action)),
        info=_read(archive, "", lambda cable: _first(one.name for one in cable.info)),
        defect=_read(archive, "has:defects", lambda cable: _first(d.code for d in cable.defects)),
        subject=_read(archive, "has:subject", lambda cable: _word(cable.subject or "")),
        summary=_read(archive, "has:summary", lambda cable: _word(cable.summary)),
        comment=_read(archive, "has:comment", lambda cable: _word(_comment(cable))),
    )


def _first(values: Iterable[str]) -> str:
    return next(iter(values), "")


def _read(archive: Archive, query: str, find: Callable[[Cable], str | None]) -> str:
    """What is found first in some cables of a query."""
    hits = archive.search(query, limit=_READ, facets=False).hits
    return _first(one for hit in hits if (one := find(archive[hit.id])))


def _links(archive: Archive, *, resolved: bool) -> Iterator[str]:
    """Cables that are referred to; or those that refer to one that is held."""
    for hit in archive.search("has:reference", limit=_READ, facets=False).hits:
        for link in archive.references(hit.id):
            if resolved and link.resolved:
                yield hit.id
            elif not resolved and link.cited:
                yield link.cited


def _most_frequent_tag(archive: Archive, station: str) -> str:
    if not station:
        return ""
    found = archive.search(condition("origin", station), limit=0)
    return _first(one.value for one in found.facets["tag"])


def _signer(cable: Cable) -> str | None:
    return cable.signature.name if cable.signature else None


def _classifier(cable: Cable) -> str | None:
    by = cable.classified_by
    return (by.name or by.title) if by else None


def _comment(cable: Cable) -> str:
    return " ".join(one.text for one in cable.stretches if one.kind == "comment")


def _word(text: str) -> str:
    """The first word of a text that tells something."""
    return _first(one for one in words_of(text) if _tells(one))


def _tells(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and word not in _FILLING


def _words(archive: Archive, ids: list[str]) -> tuple[tuple[str, ...], tuple[str, str] | None]:
    """Words that tell something, the most frequent first, and two that follow each other."""
    held_by: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for _, passages in archive.glances(ids):
        texts = [words_of(text) for _, text in passages]
        held_by.update({word for text in texts for word in text if _tells(word)})
        pairs.update({pair for text in texts for pair in pairwise(text) if _is_pair(pair)})
    words = tuple(word for word, _ in _ranked(held_by)[:_WORDS])
    told = sorted(pairs, key=lambda pair: (-_tells(pair[1]), -pairs[pair], pair))
    return words, next(iter(told), None)


def _is_pair(pair: tuple[str, str]) -> bool:
    first, second = pair
    return _tells(first) and second.isascii() and second.isalpha() and second not in _OPERATORS


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
