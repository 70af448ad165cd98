"""Offset maps, packed small for the archive.

In: an `OffsetMap`, and the source it leads to. Out: bytes, and from them and the source the map
again, or at once the text. A page with a hundred lines has two hundred runs; nearly all of them are
"some characters as they stand" and "one of two or three things that were read as something else".
Where a stretch is what a split of the source at one mark gives, as lines are at each `&#x000A;`,
its length and its mark say all; elsewhere each run becomes one number, and the few things that
stand for others a list beside the numbers. `unpack(pack(m, s), s) == m` for every map and source.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec
import zstandard

from reftel.spans import OffsetMap, Run

__all__ = ["pack", "read", "unpack"]

_WIDTHS = 4
_SWAP, _DROP, _ODD, _LINES = 4, 5, 6, 7
"""Kinds of a run, in the lowest three bits: 0 to 3 copied with that width less one, then a place
in the list of swaps, bytes left out, and a place in the list of anything else. Last the bytes of a
stretch of lines; the place of its mark in the list of swaps and the first mark's in the stretch
follow. Archives of before there were stretches hold none."""
_FEWEST_LINES = 3
_NOTHING = Run(0, 0, "")
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class _Packed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    start: int
    encoding: str
    swaps: list[Run]
    runs: list[int]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Packed).decode


def pack(offsets: OffsetMap, source: bytes) -> bytes:
    """The map in few bytes; the same map and source always give the same bytes."""
    swaps: dict[Run, int] = {}
    numbers: list[int] = []
    runs, n = offsets.runs, 0
    for one in _stretches(offsets, source):
        numbers += [_number(run, swaps) for run in runs[n : one.begin]]
        numbers += (one.size << 3 | _LINES, swaps.setdefault(one.swap, len(swaps)), one.first)
        n = one.end
    numbers += [_number(run, swaps) for run in runs[n:]]
    plain = _encode(_Packed(offsets.start, offsets.encoding, list(swaps), numbers))
    if len(plain) < 64:
        return plain
    small = zstandard.ZstdCompressor(
        level=3, write_content_size=True, write_checksum=False
    ).compress(plain)
    return small if len(small) < len(plain) else plain


def _number(run: Run, swaps: dict[Run, int]) -> int:
    text, source = run.text, run.source
    if run.stands_for is None and text and _width(text, source):
        return text << 3 | source // text - 1
    if run.stands_for == "" and text == 0:
        return source << 3 | _DROP
    if run.stands_for is not None:
        return swaps.setdefault(run, len(swaps)) << 3 | _SWAP
    return swaps.setdefault(run, len(swaps)) << 3 | _ODD


class _Stretch(msgspec.Struct, gc=False):
    """Runs that a split of the source gives again."""

    begin: int
    """The first of the runs."""
    at: int
    """Its byte in the source."""
    end: int
    """The run after the last."""
    size: int = 0
    """Bytes."""
    marks: int = 0
    swap: Run = _NOTHING
    """The run of the mark."""
    first: int = 0
    """Where in the stretch the first mark stands."""


def _stretches(offsets: OffsetMap, source: bytes) -> Iterator[_Stretch]:
    """The stretches of lines in a map, in order."""
    if offsets.encoding != "utf-8":
        return
    at = offsets.start
    one = _Stretch(0, at, 0)
    for n, run in enumerate(offsets.runs):
        copied = run.stands_for is None and run.text == run.source
        line_end = run.stands_for == "\n"
        if not copied and (not line_end or (one.marks and run != one.swap)):
            if _is_split(one, offsets, source):
                yield one
            # Another mark may begin a stretch of its own, anything else cannot.
            begin = n if line_end else n + 1
            one = _Stretch(begin, at if line_end else at + run.source, begin)
        if copied or line_end:
            if not copied and not one.marks:
                one.swap, one.first = run, one.size
            one.marks += not copied
            one.size += run.source
            one.end = n + 1
        at += run.source
    if _is_split(one, offsets, source):
        yield one


def _is_split(one: _Stretch, offsets: OffsetMap, source: bytes) -> bool:
    if one.marks < _FEWEST_LINES or not one.swap.source or one.at + one.size > len(source):
        return False
    found = _split(source[one.at : one.at + one.size], one.swap, one.first)
    return found == list(offsets.runs[one.begin : one.end])


def _split(stretch: bytes, swap: Run, first: int) -> list[Run]:
    """The runs of a stretch of lines. ValueError where a mark should stand and nothing does."""
    runs: list[Run] = []
    for line in stretch.split(_mark(stretch, swap, first)):
        if line:
            runs.append(Run(len(line), len(line)))
        runs.append(swap)
    runs.pop()  # no mark after the last line
    return runs


def _mark(stretch: bytes, swap: Run, first: int) -> bytes:
    mark = stretch[first : first + swap.source]
    if not mark:
        raise ValueError("no packed map of these bytes")
    return mark


def unpack(packed: bytes, source: bytes) -> OffsetMap:
    """The map that `pack` was given. ValueError when these bytes are no packed map."""
    kept = _unpacked(packed)
    runs: list[Run] = []
    at = kept.start
    for run, lines in _steps(kept):
        if lines is None:
            runs.append(run)
            at += run.source
        else:
            size, first = lines
            runs += _split(source[at : at + size], run, first)
            at += size
    return OffsetMap(kept.start, tuple(runs), kept.encoding)


def read(packed: bytes, source: bytes) -> str:
    """The text that the map makes of its source, without the map: a list of hits asks for 20.

    ValueError when these bytes are no packed map, or are not of this source.
    """
    kept = _unpacked(packed)
    texts: list[str] = []
    at = kept.start
    for run, lines in _steps(kept):
        if lines is not None:
            size, first = lines
            stretch = source[at : at + size]
            texts.append(stretch.replace(_mark(stretch, run, first), b"\n").decode())
            at += size
            continue
        if run.stands_for is None:
            texts.append(source[at : at + run.source].decode(kept.encoding))
        else:
            texts.append(run.stands_for)
        at += run.source
    return "".join(texts)


def _unpacked(packed: bytes) -> _Packed:
    try:
        if packed.startswith(_ZSTD_MAGIC):
            packed = zstandard.ZstdDecompressor().decompress(packed)
        kept = _decode(packed)
        if kept.encoding != "utf-8":
            _look_up(kept.encoding)
    except (msgspec.DecodeError, zstandard.ZstdError, LookupError, ValueError) as error:
        raise ValueError(f"no packed map: {error}") from error
    return kept


def _look_up(encoding: str) -> None:
    """LookupError or ValueError when that is no encoding of text."""
    with suppress(UnicodeError):  # one byte may be too few
        b" ".decode(encoding)


def _steps(kept: _Packed) -> Iterator[tuple[Run, tuple[int, int] | None]]:
    """Each run; of a stretch of lines the run of its mark, its bytes and its first mark."""
    numbers = iter(kept.runs)
    try:
        for number in numbers:
            value, kind = number >> 3, number & 7
            if kind < _WIDTHS:
                yield Run(value, value * (kind + 1)), None
            elif kind == _DROP:
                yield Run(0, value, ""), None
            elif kind == _LINES:
                swap, first = next(numbers, -1), next(numbers, -1)
                if min(swap, first) < 0:
                    raise ValueError("no packed map: it ends too soon")
                yield kept.swaps[swap], (value, first)
            else:
                yield kept.swaps[value], None
    except IndexError as error:
        raise ValueError(f"no packed map: {error}") from error


def _width(text: int, source: int) -> bool:
    """Whether each character took the same one to four bytes."""
    return source % text == 0 and 0 < source // text <= _WIDTHS
