"""The publisher's own counter: how many cables it had released, of how many it knew.

In: an open archive. Out: `Counter`, read from one of the pages that were released last; None where
none of them carries one. The counter stands in the navigation of a page, which is kept with its
bytes.
"""

from __future__ import annotations

import re

import msgspec

from reftel.archive import browsing
from reftel.reading import Archive

__all__ = ["Counter", "counter"]

_COUNTER = re.compile(
    rb"released so far[^0-9<]{0,12}([0-9][0-9,]{0,11})\s*/\s*([0-9][0-9,]{0,11})", re.IGNORECASE
)


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
    match = _COUNTER.search(archive.raw(name))
    if match is None:
        return None
    released, known = (int(one.replace(b",", b"")) for one in match.groups())
    return Counter(released, known, name)
