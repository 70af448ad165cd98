"""Things that are found by the first letters of their name, or of a word about them.

In: names and words, in the order in which they are to be offered. Out: their places in it. The
letters are sorted once, so that a key that is pressed looks at what begins so and at nothing else:
an archive has thousands of TAGS.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

__all__ = ["Beginnings"]

_LAST = "\U0010ffff"
"""Sorts behind every letter."""


class Beginnings:
    """Looks names and words up by how they begin."""

    def __init__(self, entries: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Of each thing its name and the words about it, squashed."""
        names: list[tuple[str, int]] = []
        words: set[tuple[str, int]] = set()
        for place, (name, about) in enumerate(entries):
            names.append((name, place))
            words.update((word, place) for word in about)
        self._names, self._words = sorted(names), sorted(words)

    def by_name(self, begun: str) -> Sequence[int]:
        """Places of those whose name begins so, in order."""
        return sorted(_beginning(self._names, begun))

    def by_word(self, begun: str) -> Sequence[int]:
        """Places of those that have a word that begins so, in order."""
        return sorted(set(_beginning(self._words, begun)))


def _beginning(found: list[tuple[str, int]], begun: str) -> Iterable[int]:
    first, end = (bisect_left(found, (letters, -1)) for letters in (begun, begun + _LAST))
    return (place for _, place in found[first:end])
