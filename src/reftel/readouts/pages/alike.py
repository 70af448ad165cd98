"""More like this: the cables that share most of the telling words of one.

In: an open archive and an id in any written form. Out: `Alike`. It is asked when it is looked at:
to find them takes as long as a small search, which most who open a cable have no use for.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from reftel.reading import Archive
from reftel.readouts.pages.cable import CardRecord, cards_of

__all__ = ["Alike", "AskedAlike", "alike"]


class AskedAlike(msgspec.Struct, frozen=True, kw_only=True):
    """Of which cable, and how many; all its versions have the same."""

    id: str
    """Message reference number in any written form."""
    limit: Annotated[int, Meta(ge=1, le=50)] = 20
    """How many at most."""


class Alike(msgspec.Struct, frozen=True):
    """Cables on the same matter."""

    cable: CardRecord
    """The one they are like."""
    alike: tuple[CardRecord, ...]
    """Those that share most of its telling words, the nearest first, without its copies, which its
    own page names."""
    limit: int
    """How many were asked for."""


def alike(archive: Archive, asked: AskedAlike) -> Alike:
    """The cables most like one. NotHeld."""
    name = archive.id(asked.id)
    copies = {one.id for one in archive.copies(name)}
    near = archive.alike(name, limit=asked.limit + len(copies))
    found = [one for one in near if one not in copies][: asked.limit]
    cards = cards_of(archive, [name, *found])
    return Alike(cards[name], tuple(cards[one] for one in found if one in cards), asked.limit)
