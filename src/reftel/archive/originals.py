"""The bytes we were given, kept small.

In: the bytes of records, and a shape for each (pages of one shape look alike). Out: compressed
bytes and back. A page is nine tenths the same navigation as its neighbours, so records of one
shape are compressed against a dictionary that is made of the first of them and kept in the
archive. Others follow as it grows, since what comes first is seldom like the rest: pages sorted by
name begin with the oldest telegrams. Each record names the one it needs.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import zstandard

__all__ = ["FEWEST", "Packer", "digest", "is_due", "train"]

LEVEL = 5
"""Of rows of a dump level 6 takes half as long again and saves one byte in twenty; a dictionary of
twice the size wins that back for nothing. Level 3 takes half the time and costs one in ten."""
FEWEST = 8
"""Records of one shape that are worth a dictionary."""
RENEWED_AT = (1_000, 16_000, 256_000)
"""Records in the archive from which on a shape gets its second dictionary, and the others."""
FEWEST_TO_RENEW = 32
_DICTIONARY_SIZE = 256 * 1024
_SAMPLE_BYTES = 2 * 1024 * 1024
FEWEST_BYTES = 8 * 1024
_PIECES = (64, 256, 2048)
"""Lengths of the pieces that a dictionary is put together from: telegrams want short ones of
their habits, pages long ones."""
_LONGEST_PAGE = 512 * 1024
"""Bytes of a page that may stand in a dictionary whole. Every reader of an archive loads it."""
_FRAME_MAGIC = b"\x28\xb5\x2f\xfd"
_DICTIONARY_MAGIC = b"\x37\xa4\x30\xec"
_LARGEST = 16 * 1024 * 1024
"""Bytes of a dictionary that is unpacked; ours have less than one of them."""


def digest(data: bytes) -> bytes:
    """The SHA-256 of a record, 32 bytes; its name for ever."""
    return hashlib.sha256(data).digest()


def is_due(made: int, held: int, samples: Sequence[bytes], batch: int) -> bool:
    """Whether a shape shall have a dictionary of these records of a batch, so many bytes in all.

    `made`: the dictionaries it has. `held`: records of any shape that came before this batch. One
    dictionary follows another only when most of the batch is of that shape.
    """
    if not made:
        return len(samples) >= FEWEST
    if made > len(RENEWED_AT) or held < RENEWED_AT[made - 1]:
        return False
    return len(samples) >= FEWEST_TO_RENEW and 2 * sum(map(len, samples)) >= batch


def train(samples: Sequence[bytes]) -> bytes | None:
    """A dictionary from records of one shape; None when they are too few or too short.

    It comes as a zstd frame, a quarter of its size. The same records in the same order give the
    same dictionary.
    """
    chosen = _first(samples, _SAMPLE_BYTES)
    if len(samples) < FEWEST or sum(map(len, chosen)) < FEWEST_BYTES:
        return None
    # Half of the samples tell which way to make it suits, by how small the other half becomes.
    ways: list[tuple[_Way, Sequence[bytes]]] = [(_of_pieces(k), chosen) for k in _PIECES]
    pages = [one for one in samples if len(one) <= _LONGEST_PAGE]
    if len(pages) >= FEWEST:
        ways.append((_of_a_page, pages))
    tested = chosen[1::2]
    tried = [
        (_packed_size(way(given[::2], _DICTIONARY_SIZE // 2), tested), n)
        for n, (way, given) in enumerate(ways)
    ]
    way, given = ways[min(tried)[1]]
    made = way(given, _DICTIONARY_SIZE)
    return None if made is None else zstandard.ZstdCompressor(level=9).compress(made)


_Way = Callable[[Sequence[bytes], int], bytes | None]
"""Makes a dictionary of samples, with no more than so many bytes of pieces."""


def _of_pieces(piece: int) -> _Way:
    """Pieces of that length which come again in many samples."""

    def make(samples: Sequence[bytes], size: int) -> bytes | None:
        return _learn(samples, min(size, sum(map(len, samples)) // 4), piece)

    return make


def _of_a_page(samples: Sequence[bytes], size: int) -> bytes | None:
    """One page whole, so that all of a long navigation is there, behind pieces of what differs.

    Pieces alone leave much of a navigation of 180 kB out, and cut it up: a page is then packed
    into five times the bytes, in four times the time.
    """
    page = _most_shared(samples)
    known = set(page.splitlines(keepends=True))
    rests = [_lines_without(known, one) for one in samples if one is not page]
    rests = _first([rest for rest in rests if rest], _SAMPLE_BYTES)
    allowed = min(size, sum(map(len, rests)) // 4)
    learned = _learn(rests, allowed, 256)
    if learned is not None:
        return learned + page  # what is trained begins with its tables, then all is content
    return None if page.startswith((_DICTIONARY_MAGIC, _FRAME_MAGIC)) else page


def _most_shared(pages: Sequence[bytes]) -> bytes:
    """The page whose lines stand most in the others, by their bytes; of several the first."""
    lines = [set(page.splitlines(keepends=True)) for page in pages]
    often = Counter(line for some in lines for line in some)
    shared = [sum(len(line) * (often[line] - 1) for line in some) for some in lines]
    return pages[shared.index(max(shared))]


def _lines_without(known: set[bytes], page: bytes) -> bytes:
    return b"".join(line for line in page.splitlines(keepends=True) if line not in known)


def _first(samples: Sequence[bytes], size: int) -> list[bytes]:
    """The first samples, until they have so many bytes."""
    chosen: list[bytes] = []
    for sample in samples:
        if size <= 0:
            break
        chosen.append(sample)
        size -= len(sample)
    return chosen


_COUNTED = 8
"""Bytes that the trainer looks at together, its `d`: in a shorter sample it counts nothing."""


def _learn(samples: Sequence[bytes], size: int, piece: int) -> bytes | None:
    # It learns from the first three quarters of the samples, by their number, and refuses fewer
    # than five. Of how many places they have it keeps count as their bytes less seven, unsigned:
    # below eight bytes it divides by nothing or reads on past their end, and the process dies.
    counted = [one for one in samples if len(one) >= _COUNTED]
    try:
        made = zstandard.train_dictionary(
            size, list(counted), k=piece, d=_COUNTED, f=20, split_point=0.75, accel=1, level=LEVEL
        )
    except zstandard.ZstdError:
        return None  # too much alike, or too little
    return made.as_bytes()


def _packed_size(dictionary: bytes | None, samples: Sequence[bytes]) -> int:
    if dictionary is None:
        return sum(map(len, samples))
    packer = Packer([(1, dictionary)])
    return sum(len(packer.pack(data, 1)) for data in samples)


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
            try:
                self._read[number] = zstandard.ZstdDecompressor(dict_data=kept)
            except zstandard.ZstdError as error:
                raise ValueError(f"dictionary {number} is damaged: {error}") from error
        try:
            return self._read[number].decompress(packed, max_output_size=size)
        except (zstandard.ZstdError, TypeError) as error:  # or a column of another kind
            raise ValueError(f"these bytes do not unpack: {error}") from error

    def _dictionary(self, number: int | None) -> zstandard.ZstdCompressionDict:
        if number is None or number not in self._content:
            raise ValueError(f"there is no dictionary {number}")
        return zstandard.ZstdCompressionDict(_plain(self._content[number]))


def _plain(content: object) -> bytes:
    """A dictionary as it is used. Archives of before they were packed hold it so."""
    if not isinstance(content, bytes):  # SQLite keeps anything in any column
        raise ValueError(f"a dictionary is no {type(content).__name__}")  # noqa: TRY004
    if not content.startswith(_FRAME_MAGIC):
        return content
    try:
        size = zstandard.frame_content_size(content)
        if not 0 <= size <= _LARGEST:
            raise ValueError(f"a dictionary of {size} bytes is none of ours")
        return zstandard.ZstdDecompressor().decompress(content, max_output_size=_LARGEST)
    except zstandard.ZstdError as error:
        raise ValueError(f"this dictionary does not unpack: {error}") from error
