"""Where a list of hits goes on, in letters that a program hands back unread.

In: a query and the last hit of an answer. Out: a cursor, and from it the number of hits to pass
over. A cursor names the hit, not only its number: when a build has put new cables before it in the
meantime, the list still goes on after that hit, and none comes twice.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

import msgspec

from reftel.errors import Misuse
from reftel.reading import Archive

__all__ = ["cursor_after", "place_of"]


class _Cursor(msgspec.Struct, array_like=True, frozen=True):
    """What the letters say."""

    of: str
    """Digest of the query."""
    offset: int
    """Hits up to the last one, itself counted."""
    last: str
    """Its id."""


def cursor_after(query: str, last: str, offset: int) -> str:
    """The cursor after the hit `last`, the one before `offset`."""
    packed = msgspec.json.encode(_Cursor(_digest(query), offset, last))
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def place_of(archive: Archive, query: str, cursor: str) -> int:
    """How many hits to pass over. Misuse where the letters are no cursor of this query."""
    read = _read(cursor)
    if read.of != _digest(query):
        raise Misuse("This cursor belongs to another query; ask without one to begin again.")
    if _stands_at(archive, query, read):
        return read.offset
    # A build has changed the archive since.
    ids = archive.matching(query).ids
    return ids.index(read.last) + 1 if read.last in ids else min(read.offset, len(ids))


def _stands_at(archive: Archive, query: str, cursor: _Cursor) -> bool:
    found = archive.search(query, limit=1, offset=cursor.offset - 1, facets=False)
    return [hit.id for hit in found.hits] == [cursor.last]


def _read(cursor: str) -> _Cursor:
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        read = msgspec.json.decode(packed, type=_Cursor)
    except (binascii.Error, ValueError) as error:
        raise _no_cursor() from error
    if not 1 <= read.offset <= 10_000_000:
        raise _no_cursor()
    return read


def _no_cursor() -> Misuse:
    return Misuse("cursor is what an answer gave as its cursor, letter for letter.")


def _digest(query: str) -> str:
    return hashlib.blake2b(query.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
