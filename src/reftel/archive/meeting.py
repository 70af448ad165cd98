"""Which cables meet: those whose sketches have a band in common and stand near each other there.

In: sketches by cable. Out: pairs of cables that are worth comparing. Sketches that share a band lie
in a bucket, and in a bucket each meets the next few in the order of ids alone, so that time is
linear in the cables, however many of them follow one form. `meetings` finds the pairs of all,
`Meeting` those in buckets that some cables came into or left: it looks at every sketch once, and
at the ids of these buckets alone.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from reftel.telegram.sketch import BAND_BYTES, BANDS, SKETCH_BYTES

__all__ = ["Meeting", "Pair", "Sketches", "meetings"]

_NEXT = 3
"""With how many of those behind it in a bucket, in the order of ids, a cable is compared."""

Pair = tuple[int, int]
"""Numbers of two cables, that of the lesser id first."""
_Bucket = tuple[int, bytes]
"""A band, and what the sketches in the bucket have there."""

_parts = struct.Struct(f"{BAND_BYTES}s" * BANDS)


class Sketches:
    """Those of many cables, close together."""

    def __init__(self, rows: Iterable[tuple[int, bytes]]) -> None:
        self.keys, self._bytes = array("q"), bytearray()
        for key, sketch in rows:
            self.keys.append(key)
            self._bytes += sketch

    def __len__(self) -> int:
        return len(self.keys)

    def at(self, place: int) -> bytes:
        """The sketch at a place."""
        return bytes(self._bytes[place * SKETCH_BYTES : (place + 1) * SKETCH_BYTES])

    def band(self, band: int) -> Iterator[bytes]:
        """One band of each."""
        for start in range(band * BAND_BYTES, len(self._bytes), SKETCH_BYTES):
            yield bytes(self._bytes[start : start + BAND_BYTES])

    def parts(self) -> Iterator[tuple[bytes, ...]]:
        """All bands of each."""
        return _parts.iter_unpack(self._bytes)


def meetings(sketches: Sketches) -> Iterator[Pair]:
    """Places of all that meet, each pair once; the sketches come in the order of ids."""
    seen: set[Pair] = set()
    for band in range(BANDS):
        pairs = {pair for bucket in _buckets(sketches, band) for pair in _near(bucket)} - seen
        seen |= pairs
        yield from sorted(pairs)


def _buckets(sketches: Sketches, band: int) -> Iterable[list[int]]:
    """The places of sketches that have a band in common, in order."""
    first: dict[bytes, int] = {}
    buckets: dict[bytes, list[int]] = {}
    for place, part in enumerate(sketches.band(band)):
        before = first.setdefault(part, place)
        if before != place:  # a list only where a second one comes, as for one in a hundred
            buckets.setdefault(part, [before]).append(place)
    return buckets.values()


def _near(bucket: Sequence[int]) -> Iterator[Pair]:
    for n, one in enumerate(bucket):
        for other in bucket[n + 1 : n + 1 + _NEXT]:
            yield one, other


class Meeting:
    """What meets now and what met before, where some cables have changed."""

    def __init__(
        self,
        sketches: Sketches,
        before: Mapping[int, bytes],
        names: Callable[[Sequence[int]], Mapping[int, str]],
    ) -> None:
        """`sketches` of all cables as they are; `before`, those of the changed as they were, empty
        for one that is new; `names` tells the ids of cables.
        """
        self._sketches, self._before, self._names = sketches, before, names
        self.now: dict[int, bytes] = {}
        """Sketches of all that are in the buckets looked at."""
        changed = {key: sketches.at(n) for n, key in enumerate(sketches.keys) if key in before}
        touched = {
            bucket for sketch in (*before.values(), *changed.values()) for bucket in _of(sketch)
        }
        after = self._members(touched)
        were = {bucket: [key for key in after[bucket] if key not in before] for bucket in touched}
        for key, sketch in before.items():
            for bucket in _of(sketch):
                were[bucket].append(key)
        self._touched = touched
        self.pairs = self._pairs(after)
        """What meets in a bucket that has changed."""
        self.former = self._pairs(were)
        """What met there."""

    def parted(self, held: Container[frozenset[int]]) -> set[frozenset[int]]:
        """Those of the pairs held that met before, have not changed, and meet no more."""
        pairs = {
            pair
            for pair in self.former - self.pairs
            if frozenset(pair) in held and self._before.keys().isdisjoint(pair)
        }
        # They may meet in a bucket which has not changed.
        shared = {
            bucket
            for one, other in pairs
            for bucket in {*_of(self.now[one])} & {*_of(self.now[other])}
        }
        elsewhere = self._pairs(self._members(shared - self._touched))
        return {frozenset(pair) for pair in pairs - elsewhere}

    def _members(self, buckets: set[_Bucket]) -> dict[_Bucket, list[int]]:
        members: dict[_Bucket, list[int]] = {bucket: [] for bucket in buckets}
        # Few sketches have any of these parts in any band; of these alone it is asked in which.
        wanted = {part for _, part in buckets}
        for place, parts in enumerate(self._sketches.parts() if wanted else ()):
            if wanted.isdisjoint(parts):
                continue
            key = self._sketches.keys[place]
            for bucket in enumerate(parts):
                if bucket in members:
                    members[bucket].append(key)
                    self.now[key] = self._sketches.at(place)
        return members

    def _pairs(self, members: Mapping[_Bucket, Sequence[int]]) -> set[Pair]:
        several = [keys for keys in members.values() if len(keys) > 1]
        names = self._names(sorted({key for keys in several for key in keys}))
        return {pair for keys in several for pair in _near(sorted(keys, key=names.__getitem__))}


def _of(sketch: bytes) -> Iterable[_Bucket]:
    """The buckets in which a sketch lies; an empty one in none."""
    return enumerate(_parts.unpack(sketch)) if sketch else ()
