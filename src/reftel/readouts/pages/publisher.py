"""The publisher's own counter: how many cables it had released, of how many it knew.

In: an open archive. Out: `Counter`, as claimed by one of the pages that were released last; None
where none of them carries one.
"""

from __future__ import annotations

import msgspec

from reftel.archive import browsing
from reftel.reading import Archive

__all__ = ["Counter", "counter"]


class Counter(msgspec.Struct, frozen=True):
    """What a publisher says of its own collection."""

    released: int
    """Cables it had released when the page was made."""
    known: int
    """Cables it said it would release in all."""
    cable: str
    """The cable whose page says so."""


def counter(archive: Archive) -> Counter | None:
    """The highest counter on the pages looked at."""
    found = [one for name in archive.counted(browsing.newest) if (one := _read(archive, name))]
    return max(found, key=lambda one: (one.released, one.cable), default=None)


def _read(archive: Archive, name: str) -> Counter | None:
    claimed = next((one.value for one in archive.claims(name) if one.name == "counter"), None)
    if claimed is None:
        return None
    released, _, known = claimed.replace(",", "").partition("/")
    return Counter(int(released), int(known), name)
