"""Dice that fall the same way for the same words.

In: a seed and what is to be decided. Out: a `Random` that depends on nothing else, so that a cable
is the same whatever was written before it.
"""

from __future__ import annotations

from random import Random
from zlib import crc32

__all__ = ["SEED", "dice", "number_of"]

SEED = 1894
"""The year in which Ruritania was first written of."""


def number_of(*words: str | int) -> int:
    """A number that stands for the words; equal in every process, unlike hash()."""
    return crc32("\0".join(map(str, words)).encode())


def dice(seed: int, *words: str | int) -> Random:
    """The dice for these words."""
    return Random(seed << 32 | number_of(*words))  # noqa: S311 - nothing here is secret
