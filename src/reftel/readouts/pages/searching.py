"""How to search: each construct and field of the query language, with examples that find something.

In: an open archive. Out: `Searching`, in which each example was tried on this archive: the one that
stands in the table where that finds a cable, else one made of what the archive holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from reftel.reading import Archive
from reftel.readouts.pages.examples import (
    Example,
    Held,
    first_that_finds,
    held,
    value,
    with_own_post,
)
from reftel.readouts.pages.home import Nothing
from reftel.search.fields import FIELDS, HAS, Field
from reftel.search.narrowing import as_typed

__all__ = ["CONSTRUCTS", "Construct", "FieldHelp", "Searching", "field_examples", "searching"]


class Construct(msgspec.Struct, frozen=True):
    """One way to ask."""

    write: str
    """An example."""
    finds: str
    """What it finds."""
    cables: int = 0
    """Cables that it finds in this archive."""


class FieldHelp(msgspec.Struct, frozen=True):
    """One field."""

    name: str
    says: str
    """What a cable must have."""
    example: str
    """An example."""
    aliases: tuple[str, ...]
    """Other names for it."""
    values: tuple[str, ...]
    """All values it knows, where it has a list."""
    cables: int
    """Cables that the example finds in this archive; 0 where none has anything of the kind."""


class Searching(msgspec.Struct, frozen=True):
    """The query language."""

    constructs: tuple[Construct, ...]
    fields: tuple[FieldHelp, ...]
    has: dict[str, str]
    """What `has:` can ask for, and what it means."""
    has_cables: dict[str, int]
    """How many cables of this archive have each of these."""


CONSTRUCTS = (
    Construct("harbor strike", "both words, in any of their forms"),
    Construct("harbor OR strike", "one of them or both"),
    Construct("harbor -strike", "the first and not the second"),
    Construct("harbor (strike OR riot)", "brackets as in arithmetic"),
    Construct('"human rights"', "these words one after the other"),
    Construct('"harbor strike"~5', "each at most five words from the next"),
    Construct("harbor NEAR/3 strike", "the same for two words"),
    Construct("traffick*", "words that begin so"),
    Construct("harbor~", "words like it, one letter changed"),
    Construct("=trafficking", "this form of the word only"),
    Construct("tag:KTIP from:strelsau", "different fields: both conditions"),
    Construct("from:=STRELSAU", "this very value, and no other that holds the word"),
    Construct("tag:KTIP tag:PHUM", "the same field again: either value"),
    Construct("date:2008-01..2009-03", "a range of days, months or years"),
    Construct("class>=confidential", "levels compare as numbers do"),
    Construct("para:(harbor strike)", "both words within one paragraph"),
    Construct("harbor sort:-date", "newest first"),
)
"""Each finds something in the invented archive, by test."""

_CONSTRUCTS = {
    "harbor strike": "{first} {second}",
    "harbor OR strike": "{first} OR {second}",
    "harbor -strike": "{first} -{other}",
    "harbor (strike OR riot)": "{first} ({second} OR {other})",
    '"human rights"': '"{first} {second}"',
    '"harbor strike"~5': '"{first} {second}"~5',
    "harbor NEAR/3 strike": "{first} NEAR/3 {second}",
    "traffick*": "{beginning}*",
    "harbor~": "{first}~",
    "=trafficking": "={first}",
    "tag:KTIP from:strelsau": "{station_tag} {station}",
    "from:=STRELSAU": "from:={name}",
    "tag:KTIP tag:PHUM": "{tag} {other_tag}",
    "date:2008-01..2009-03": "date:{since}..{until}",
    "class>=confidential": "class>=unclassified",
    "para:(harbor strike)": "para:({first} {second})",
    "harbor sort:-date": "{first} sort:-date",
}
"""How an example of each is made of what another archive holds."""

_FIELDS = {
    "id": "id:{id}",
    "subject": "subject:{subject}",
    "summary": "summary:{summary}",
    "comment": "comment:{comment}",
    "para": "para:({first} {second})",
    "from": "{station}",
    "to": "to:{action}",
    "info": "info:{info}",
    "country": "{country}",
    "tag": "{tag}",
    "class": "{level}",
    "caption": "{caption}",
    "date": "date:{until}",
    "released": "released:{release}",
    "year": "year:{year}",
    "ref": "ref:{cited}",
    "citedby": "citedby:{citing}",
    "signed": "signed:{signed}",
    "classifiedby": "classifiedby:{classified_by}",
    "defect": "defect:{defect}",
    "sort": "{first} sort:-date",
}
"""How an example of a field is made; one with a list of values has each of these tried."""


def searching(archive: Archive, asked: Nothing) -> Searching:  # noqa: ARG001 - asked as every page is
    """The language as the search reads it."""
    return archive.known(_searching)


def field_examples(archive: Archive) -> dict[str, str]:
    """Name of a field to a query of this archive that uses it."""
    return {one.name: one.example for one in archive.known(_searching).fields}


def _searching(archive: Archive) -> Searching:
    places = list(_places(archive.known(held)))
    has = {name: first_that_finds(archive, [f"has:{name}"]).cables for name in HAS}
    return Searching(
        tuple(_construct(archive, one, places) for one in CONSTRUCTS),
        tuple(_field(archive, one, places) for one in FIELDS.values()),
        HAS,
        has,
    )


def _construct(archive: Archive, one: Construct, places: list[Mapping[str, str]]) -> Construct:
    found = _example(archive, [one.write, *_filled(_CONSTRUCTS[one.write], places)])
    return Construct(found.query, one.finds, found.cables)


def _field(archive: Archive, one: Field, places: list[Mapping[str, str]]) -> FieldHelp:
    found = _example(archive, list(_tries(one, places)))
    return FieldHelp(
        one.name,
        one.meaning,
        found.query,
        one.aliases,
        one.values if len(one.values) <= 20 else (),
        found.cables,
    )


def _example(archive: Archive, tries: list[str]) -> Example:
    """The first that finds something; else one that names no post of another archive."""
    own = with_own_post(tries[0], archive.known(held).station)
    found = first_that_finds(archive, [*tries, own])
    return found if found.cables else Example(own, 0)


def _tries(one: Field, places: list[Mapping[str, str]]) -> Iterator[str]:
    yield one.example
    yield from _filled(_FIELDS.get(one.name, ""), places)
    if one.name not in _FIELDS:
        yield from (f"{one.name}:{value(name)}" for name in one.values)


def _filled(made: str, places: list[Mapping[str, str]]) -> Iterator[str]:
    """The example with its places filled, in each of the ways that there is a value for."""
    for some in places if made else ():
        try:
            yield made.format_map(some)
        except KeyError:
            return  # the archive has no such thing


def _places(has: Held) -> Iterator[Mapping[str, str]]:
    """What the places of an example are filled with; a word further on in each."""
    first, second = has.pair or ("", "")
    conditions = {
        "level": ("class", next(iter(has.levels), "")),
        "caption": ("caption", has.caption),
        "country": ("country", has.country),
        "station": ("origin", has.station),
        "station_tag": ("tag", has.station_tag),
        "tag": ("tag", next(iter(has.tags), "")),
        "other_tag": ("tag", next(iter(has.tags[1:]), "PHUM")),
    }
    words = {
        "first": first,
        "second": second,
        "beginning": first[:5],
        "subject": has.subject,
        "summary": has.summary,
        "comment": has.comment,
        "id": has.id,
        "name": has.station,
        "cited": has.cited,
        "citing": has.citing,
        "since": next(iter(has.months), ""),
        "until": next(reversed(has.months), ""),
        "year": next(reversed(has.years), ""),
        "release": has.release,
        "defect": has.defect,
    }
    names = {
        "action": has.action,
        "info": has.info,
        "signed": has.signed,
        "classified_by": has.classified_by,
    }
    known = {name: word for name, word in words.items() if word}
    known |= {name: value(one) for name, one in names.items() if one}
    known |= {name: as_typed(*one) for name, one in conditions.items() if one[1]}
    for word in (*has.words, "strike"):  # what no cable holds can always be left out
        if word not in (first, second):
            yield known | {"other": word}
