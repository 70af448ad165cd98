"""How to search: every construct and field of the query language, with examples that run."""

from __future__ import annotations

import msgspec

from reftel.reading import Archive
from reftel.readouts.pages.home import Nothing
from reftel.search.fields import FIELDS, HAS

__all__ = ["CONSTRUCTS", "Construct", "FieldHelp", "Searching", "searching"]


class Construct(msgspec.Struct, frozen=True):
    """One way to ask."""

    write: str
    """An example, which runs."""
    finds: str
    """What it finds."""


class FieldHelp(msgspec.Struct, frozen=True):
    """One field."""

    name: str
    says: str
    """What a cable must have."""
    example: str
    """An example, which runs."""
    aliases: tuple[str, ...]
    """Other names for it."""
    values: tuple[str, ...]
    """All values it knows, where it has a list."""


class Searching(msgspec.Struct, frozen=True):
    """The query language."""

    constructs: tuple[Construct, ...]
    fields: tuple[FieldHelp, ...]
    has: dict[str, str]
    """What `has:` can ask for, and what it means."""


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
    Construct("tag:KTIP tag:PHUM", "the same field again: either value"),
    Construct("date:2008-01..2009-03", "a range of days, months or years"),
    Construct("class>=confidential", "levels compare as numbers do"),
    Construct("para:(harbor strike)", "both words within one paragraph"),
    Construct("harbor sort:-date", "newest first"),
)
"""Each finds something in the invented archive, by test."""


def searching(archive: Archive, asked: Nothing) -> Searching:  # noqa: ARG001 - asked as every page is
    """The language as the search reads it."""
    return Searching(
        CONSTRUCTS,
        tuple(
            FieldHelp(
                one.name,
                one.meaning,
                one.example,
                one.aliases,
                one.values if len(one.values) <= 20 else (),
            )
            for one in FIELDS.values()
        ),
        HAS,
    )
