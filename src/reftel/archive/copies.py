"""Telegrams that say the same under another id: sent again, corrected, or nearly alike.

In: the writer's connection, when the cables of an archive have changed. Out: rows of `copy`, a pair
of cables a row; nothing is merged. Sketches that share a band meet in a bucket, and in a bucket
each is compared with the next few alone, so time is linear in the cables, however many of them
follow one form; what meets is measured by its words. The rows rest on the cables alone: neither
the order of arrival nor the number of builds matters.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from reftel.archive.shelf import Shelf
from reftel.telegram.sketch import BAND_BYTES, BANDS, SKETCH_BYTES, agreement, likeness

__all__ = ["RELATIONS", "CopyLink", "links_of", "settle_copies"]

RELATIONS: dict[str, str] = {
    "corrected copy": "it says that it is a corrected copy, and shares most words of the other",
    "retransmission": "the same words from the same post under another number",
    "near duplicate": "at least seven tenths of its words are those of the other",
}
"""How the later of two cables stands to the earlier."""

_AGREE = 0.5
"""Of two sketches: below it the words are not compared."""
_ALIKE, _SAME, _CORRECTED = 0.7, 0.98, 0.5
"""Shares of their words."""
_NEXT = 3
"""With how many of those behind it in a bucket, in the order of ids, a cable is compared."""

_Pair = tuple[int, int]
_Row = tuple[int, int, str, float]
"""Numbers of the later and of the earlier cable, relation, share of their words."""


class CopyLink(msgspec.Struct, frozen=True):
    """Another cable that says the same."""

    id: str
    relation: str
    """A key of `RELATIONS`: how the later of the two stands to the earlier."""
    later: bool
    """Whether the other one is the later."""
    likeness: float
    """Share of their words, 0 to 1."""


def links_of(connection: sqlite3.Connection, key: int) -> tuple[CopyLink, ...]:
    """The cables that say the same as one, the most alike first."""
    rows = connection.execute(
        "SELECT id, relation, 0, likeness FROM copy JOIN cable_id ON cable_id.key = earlier"
        " WHERE cable = ?1 UNION ALL"
        " SELECT id, relation, 1, likeness FROM copy JOIN cable_id ON cable_id.key = copy.cable"
        " WHERE earlier = ?1 ORDER BY likeness DESC, id",
        (key,),
    )
    return tuple(CopyLink(name, what, bool(later), share) for name, what, later, share in rows)


def settle_copies(connection: sqlite3.Connection) -> list[int]:
    """Find the pairs anew; those cables that the index must take in again wait for it.

    Inside a transaction. Pairs whose cables are as they were keep what was measured.
    """
    before: dict[_Pair, _Row] = {
        (row[0], row[1]): row
        for row in connection.execute("SELECT cable, earlier, relation, likeness FROM copy")
    }
    measured = {frozenset(pair): row for pair, row in before.items()}
    shelf = Shelf(connection)
    after: dict[_Pair, _Row] = {}
    for pair in _candidates(connection):
        row = measured.get(frozenset(pair)) or _measure(shelf, pair)
        if row is not None:
            after[row[0], row[1]] = row
    had = {key for pair in before for key in pair}
    have = {key for pair in after for key in pair}
    connection.executemany(
        "DELETE FROM copy WHERE cable = ? AND earlier = ?", sorted(before.keys() - after.keys())
    )
    connection.executemany(
        "INSERT OR IGNORE INTO copy VALUES (?, ?, ?, ?)",
        [after[pair] for pair in sorted(after.keys() - before.keys())],
    )
    changed = sorted(had ^ have)
    connection.executemany(
        "INSERT OR IGNORE INTO index_pending SELECT key FROM cable WHERE key = ?",
        [(key,) for key in changed],
    )
    return changed


def _candidates(connection: sqlite3.Connection) -> Iterator[_Pair]:
    """Pairs whose sketches agree, each once."""
    keys, sketches = array("q"), bytearray()
    for key, sketch in connection.execute(
        "SELECT cable.key, sketch FROM cable_id JOIN cable USING (key) WHERE sketch <> x''"
        " ORDER BY id"
    ):
        keys.append(key)
        sketches += sketch
    seen: set[_Pair] = set()
    for band in range(BANDS):
        pairs = {
            (one, other)
            for bucket in _buckets(sketches, band)
            for n, one in enumerate(bucket)
            for other in bucket[n + 1 : n + 1 + _NEXT]
        } - seen
        seen |= pairs
        for one, other in sorted(pairs):
            if agreement(_sketch(sketches, one), _sketch(sketches, other)) >= _AGREE:
                yield keys[one], keys[other]


def _buckets(sketches: bytearray, band: int) -> Iterable[list[int]]:
    """The places of sketches that have a band in common, in order."""
    first: dict[bytes, int] = {}
    buckets: dict[bytes, list[int]] = {}
    starts = range(band * BAND_BYTES, len(sketches), SKETCH_BYTES)
    for place, start in enumerate(starts):
        part = bytes(sketches[start : start + BAND_BYTES])
        before = first.setdefault(part, place)
        if before != place:  # a list only where a second one comes, as for one in a hundred
            buckets.setdefault(part, [before]).append(place)
    return buckets.values()


def _sketch(sketches: bytearray, place: int) -> bytes:
    return bytes(sketches[place * SKETCH_BYTES : (place + 1) * SKETCH_BYTES])


def _measure(shelf: Shelf, pair: _Pair) -> _Row | None:
    """The row of two cables by their words; None where they are not alike."""
    passages = shelf.passages(pair)
    one, other = ("\n".join(words for _, words in passages[key]) for key in pair)
    share = round(likeness(one, other), 3)
    if share < _CORRECTED:
        return None
    facts = {
        key: (created or "", name, post, copy)
        for key, created, name, post, copy in shelf.connection.execute(
            "SELECT cable.key, cable.created, id, post, copy FROM cable JOIN cable_id USING (key)"
            " JOIN page ON page.key = cable.page WHERE cable.key IN (?, ?)",
            pair,
        )
    }
    earlier, later = sorted(pair, key=lambda key: facts[key][:2])
    relation = _relation(facts, earlier, later, share)
    return (later, earlier, relation, share) if relation else None


def _relation(
    facts: Mapping[int, tuple[str, str, int | None, str | None]],
    earlier: int,
    later: int,
    share: float,
) -> str | None:
    *_, post, _ = facts[earlier]
    *_, same, copy = facts[later]
    if post is not None and post == same:
        if copy == "corrected":
            return "corrected copy"
        if share >= _SAME or (copy == "again" and share >= _ALIKE):
            return "retransmission"
    return "near duplicate" if share >= _ALIKE else None
