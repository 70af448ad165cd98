"""The bytes we were given, kept small.

In: the bytes of records, and a shape for each (pages of one shape look alike). Out: compressed
bytes and back. A page is nine tenths the same navigation as its neighbours, so records of one
shape are compressed against a dictionary that is trained once, on the first of them, and kept in
the archive; later dictionaries may stand beside it, since each record names the one it needs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import zstandard

__all__ = ["FEWEST", "Packer", "digest", "train"]

LEVEL = 5
"""Of rows of a dump level 6 takes half as long again and saves one byte in twenty; a dictionary of
twice the size wins that back for nothing. Level 3 takes half the time and costs one in ten."""
FEWEST = 8
"""Records of one shape that are worth a dictionary."""
_DICTIONARY_SIZE = 256 * 1024
_SAMPLE_BYTES = 2 * 1024 * 1024
_FEWEST_BYTES = 8 * 1024
_PIECES = (64, 256, 2048)


def digest(data: bytes) -> bytes:
    """The SHA-256 of a record, 32 bytes; its name for ever."""
    return hashlib.sha256(data).digest()


def train(samples: Sequence[bytes]) -> bytes | None:
    """A dictionary from records of one shape; None when they are too few or too short.

    The same records in the same order give the same dictionary.
    """
    chosen: list[bytes] = []
    size = 0
    for sample in samples:
        if size >= _SAMPLE_BYTES:
            break
        chosen.append(sample)
        size += len(sample)
    if len(chosen) < FEWEST or size < _FEWEST_BYTES:
        return None
    wanted = min(_DICTIONARY_SIZE, size // 4)
    # Pages want long pieces of their navigation, telegrams short ones of their habits: half of
    # the samples tell which, by how small the other half becomes.
    tried = [(_packed_size(chosen[::2], wanted // 2, k, chosen[1::2]), k) for k in _PIECES]
    made = _train(chosen, wanted, min(tried)[1])
    return None if made is None else made.as_bytes()


def _train(samples: Sequence[bytes], size: int, piece: int) -> zstandard.ZstdCompressionDict | None:
    try:
        return zstandard.train_dictionary(
            size, list(samples), k=piece, d=8, f=20, accel=1, level=LEVEL
        )
    except zstandard.ZstdError:
        return None  # too much alike, or too little: then plain compression serves


def _packed_size(samples: Sequence[bytes], size: int, piece: int, others: Sequence[bytes]) -> int:
    made = _train(samples, size, piece)
    if made is None:
        return sum(map(len, others))
    made.precompute_compress(level=LEVEL)
    press = zstandard.ZstdCompressor(dict_data=made, write_dict_id=False)
    return sum(len(press.compress(data)) for data in others)


class Packer:
    """Compresses and reads again with any of an archive's dictionaries.

    Not for several threads at once; each has its own.
    """

    def __init__(self, dictionaries: Iterable[tuple[int, bytes]] = ()) -> None:
        plain = zstandard.ZstdCompressor(level=LEVEL, write_dict_id=False)
        self._compress: dict[int | None, zstandard.ZstdCompressor] = {None: plain}
        self._read: dict[int | None, zstandard.ZstdDecompressor] = {
            None: zstandard.ZstdDecompressor()
        }
        self._content = dict(dictionaries)

    def add(self, number: int, content: bytes) -> None:
        """Know one more dictionary."""
        self._content[number] = content

    def pack(self, data: bytes, number: int | None) -> bytes:
        """The bytes, compressed with that dictionary, or with none."""
        if number not in self._compress:
            kept = self._dictionary(number)
            kept.precompute_compress(level=LEVEL)
            self._compress[number] = zstandard.ZstdCompressor(dict_data=kept, write_dict_id=False)
        return self._compress[number].compress(data)

    def unpack(self, packed: bytes, number: int | None, size: int) -> bytes:
        """The bytes again. ValueError when they are damaged or the dictionary is not known."""
        if number not in self._read:
            kept = self._dictionary(number)
            self._read[number] = zstandard.ZstdDecompressor(dict_data=kept)
        try:
            return self._read[number].decompress(packed, max_output_size=size)
        except (zstandard.ZstdError, TypeError) as error:  # or a column of another kind
            raise ValueError(f"these bytes do not unpack: {error}") from error

    def _dictionary(self, number: int | None) -> zstandard.ZstdCompressionDict:
        if number is None or number not in self._content:
            raise ValueError(f"there is no dictionary {number}")
        return zstandard.ZstdCompressionDict(self._content[number])
