"""Offset maps, packed small for the archive.

In: an `OffsetMap`. Out: bytes, and the map again from them. A page with a hundred lines has two
hundred runs; nearly all of them are "some characters as they stand" and "one of two or three
things that were read as something else", so each run becomes one number and the few things that
stand for others a list beside the numbers. `unpack(pack(m)) == m` for every map.
"""

from __future__ import annotations

import msgspec
import zstandard

from reftel.spans import OffsetMap, Run

__all__ = ["pack", "unpack"]

_WIDTHS = 4
_SWAP, _DROP, _ODD = 4, 5, 6
"""Kinds of a run, in the lowest three bits: 0 to 3 copied with that width less one, then a place
in the list of swaps, bytes left out, and a place in the list of anything else."""
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class _Packed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    start: int
    encoding: str
    swaps: list[Run]
    runs: list[int]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Packed).decode


def pack(offsets: OffsetMap) -> bytes:
    """The map in few bytes; the same map always gives the same bytes."""
    swaps: dict[Run, int] = {}
    numbers = []
    for run in offsets.runs:
        text, source = run.text, run.source
        if run.stands_for is None and text and _width(text, source):
            numbers.append(text << 3 | source // text - 1)
        elif run.stands_for == "" and text == 0:
            numbers.append(source << 3 | _DROP)
        elif run.stands_for is not None:
            numbers.append(swaps.setdefault(run, len(swaps)) << 3 | _SWAP)
        else:
            numbers.append(swaps.setdefault(run, len(swaps)) << 3 | _ODD)
    plain = _encode(_Packed(offsets.start, offsets.encoding, list(swaps), numbers))
    if len(plain) < 64:
        return plain
    small = zstandard.ZstdCompressor(
        level=3, write_content_size=True, write_checksum=False
    ).compress(plain)
    return small if len(small) < len(plain) else plain


def unpack(packed: bytes) -> OffsetMap:
    """The map that `pack` was given. ValueError when these bytes are no packed map."""
    try:
        if packed.startswith(_ZSTD_MAGIC):
            packed = zstandard.ZstdDecompressor().decompress(packed)
        kept = _decode(packed)
        runs = tuple(_run(number, kept.swaps) for number in kept.runs)
    except (msgspec.DecodeError, zstandard.ZstdError, IndexError) as error:
        raise ValueError(f"no packed map: {error}") from error
    return OffsetMap(kept.start, runs, kept.encoding)


def _run(number: int, swaps: list[Run]) -> Run:
    value, kind = number >> 3, number & 7
    if kind < _WIDTHS:
        return Run(value, value * (kind + 1))
    if kind == _DROP:
        return Run(0, value, "")
    return swaps[value]


def _width(text: int, source: int) -> bool:
    """Whether each character took the same one to four bytes."""
    return source % text == 0 and 0 < source // text <= _WIDTHS
