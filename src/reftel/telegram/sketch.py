"""How alike two telegrams are: a sketch of each, small and quick, and the exact measure.

In: the text of a telegram below its labelled lines. Out: a sketch of 64 bytes in which equal places
mean shared words, so that those of a whole archive can be sorted into buckets without comparing
each with each; and, for two that met in a bucket, how much of their words they share.

What is sketched are the words after each THE, OF and TO, as far as 24 letters go: they follow the
sense and not the lines, one of them is lost where a word is changed, and they are found without a
look at every word (after SpotSigs, Theobald, Siddharth and Paepcke 2008). Their hashes fall into 32
bins, of which each keeps its smallest (one permutation hashing, Li, Owen and Zhang 2012).
"""

from __future__ import annotations

import struct
import zlib

from reftel.telegram.cable import Cable

__all__ = [
    "BANDS",
    "BAND_BYTES",
    "SKETCH_BYTES",
    "agreement",
    "likeness",
    "sketch_of",
    "sketch_words",
]

_BINS = 32
_BYTES = 2
SKETCH_BYTES = _BINS * _BYTES
BANDS = 8
BAND_BYTES = SKETCH_BYTES // BANDS
"""Two sketches may be alike where one of these parts is equal. Of texts that share 0.7 of their
words 89 in a hundred meet so, of those that share 0.8 98, and of those that share 0.2 one."""
_FEWEST = 6
"""Places in a text below which it says too little to be told from another."""
_SPOTS = (b" THE ", b" OF ", b" TO ")
_LOOKED_AT = 3000
"""Characters of a text that are sketched; who reads on has met two that begin alike."""
_LENGTH = 24
_WORDS = 5
"""Words that follow each other, of the exact measure."""
_MIX = 2654435761
"""An odd number near 2**32 over the golden ratio: it scatters what a checksum leaves in rows."""
_PACKED = struct.Struct(f">{_BINS}H").pack
_NO_SIGNS = bytes(c for c in range(128) if not chr(c).isalnum() and not chr(c).isspace())


def sketch_of(cable: Cable) -> bytes:
    """The sketch of a telegram, from its first paragraph to its last; empty for a short one."""
    paragraphs = cable.paragraphs
    if not paragraphs or not paragraphs[0].spans or not paragraphs[-1].spans:
        return b""
    start, end = paragraphs[0].spans[0].start, paragraphs[-1].spans[-1].end
    return sketch_words(cable.text[start : min(end, start + _LOOKED_AT)])


def sketch_words(text: str) -> bytes:
    """The sketch of some words, whatever their signs, capitals and line ends."""
    words = b" ".join(_plain(text))
    checksum = zlib.crc32
    hashes = [
        checksum(after[:_LENGTH]) * _MIX & 0xFFFFFFFF
        for spot in _SPOTS
        for after in words.split(spot)[1:]
    ]
    if len(hashes) < _FEWEST:
        return b""
    # The smallest comes last, and stays.
    hashes.sort(reverse=True)
    least = {one % _BINS: one for one in hashes}
    if len(least) == _BINS:
        return _PACKED(*[least[number] // _BINS & 0xFFFF for number in range(_BINS)])
    return _PACKED(*[_least(least, number) for number in range(_BINS)])


def _least(least: dict[int, int], number: int) -> int:
    """What a bin keeps; an empty one has the next one's, so that short texts have no bins in
    common for being short.
    """
    at = number
    while at % _BINS not in least:
        at += 1
    return (least[at % _BINS] // _BINS + (at - number) * 0x9E37) & 0xFFFF


def agreement(left: bytes, right: bytes) -> float:
    """About how much two telegrams share, by their sketches: 0 to 1, give or take 0.08."""
    places = range(0, SKETCH_BYTES, _BYTES)
    return sum(left[n : n + _BYTES] == right[n : n + _BYTES] for n in places) / _BINS


def likeness(left: str, right: str) -> float:
    """How much of their words two texts share: of all stretches of five words, those in both."""
    ours, theirs = _stretches(left), _stretches(right)
    if not ours and not theirs:
        return 1.0
    return len(ours & theirs) / len(ours | theirs)


def _stretches(text: str) -> set[bytes]:
    words = _plain(text)
    last = max(len(words) - _WORDS + 1, 1 if words else 0)
    return {b" ".join(words[n : n + _WORDS]) for n in range(last)}


def _plain(text: str) -> list[bytes]:
    return text.encode("ascii", "ignore").upper().translate(None, _NO_SIGNS).split()
