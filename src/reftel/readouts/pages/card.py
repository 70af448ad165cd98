"""A cable at a glance, for the preview of a reference.

In: an open archive and an id. Out: the cable's line in the catalogue, and how it begins.
"""

from __future__ import annotations

import msgspec

from reftel.reading import Archive
from reftel.readouts.pages.cable import CardRecord, card

__all__ = ["AskedCard", "Glance", "glance"]

_OPENING = 300
"""Characters; as many as a reader takes in at a glance."""


class AskedCard(msgspec.Struct, frozen=True, kw_only=True):
    """Which cable."""

    id: str
    """Message reference number in any written form: 08STRELSAU388."""


class Glance(msgspec.Struct, frozen=True):
    """A cable at a glance."""

    card: CardRecord
    opening: str
    """The first words of its summary, or of its text where none is marked; cut at a word."""


def glance(archive: Archive, asked: AskedCard) -> Glance:
    """The line of a cable, and how it begins."""
    cable = archive[asked.id]
    words = cable.summary or next((one.text for one in cable.paragraphs if one.text.strip()), "")
    return Glance(card(archive.listing(asked.id)), _cut(" ".join(words.split())))


def _cut(text: str) -> str:
    if len(text) <= _OPENING:
        return text
    return text[:_OPENING].rpartition(" ")[0] + " …"
