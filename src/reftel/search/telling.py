"""Which words tell a cable from others: those that stand here often and elsewhere seldom.

In: texts of one cable, and how many cables hold a word. Out: some words with their weights. The
weight is the classic one of a term's frequency here and its rarity among all (Spärck Jones, 1972),
the frequency damped by its root, since a word said ten times does not say ten times as much.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from reftel.search.words import words

__all__ = ["beginning", "telling_words"]

_ENOUGH = 4000
"""Characters that tell what a cable is about. Of what all of it would lead to, this finds four in
five, and a long cable takes no longer than others."""
_MOST = 16
"""Words; more make the answer slower and hardly better."""
_SHORTEST = 4
"""Letters; shorter words are seldom what a cable is about."""
_TOO_COMMON = 0.2
"""Share of the cables; what stands in a fifth of them tells little."""


def beginning(texts: Iterable[str]) -> Iterator[str]:
    """So many of the first texts of a cable as tell what it is about."""
    told = 0
    for text in texts:
        yield text
        told += len(text)
        if told >= _ENOUGH:
            return


def telling_words(
    texts: Sequence[str], held_by: Callable[[str], int], cables: int
) -> dict[str, float]:
    """The most telling words, heaviest first. `held_by` gives how many cables hold a word."""
    counts = Counter(word for text in texts for word in words(text))
    weighed: list[tuple[float, str]] = []
    for word, count in counts.items():
        if len(word) < _SHORTEST or word.isdigit():
            continue
        held = held_by(word)
        # A word of this cable alone leads to no other.
        if 1 < held <= max(_TOO_COMMON * cables, 2):
            weighed.append((math.sqrt(count) * math.log(cables / held + 1), word))
    best = sorted(weighed, key=lambda one: (-one[0], one[1]))[:_MOST]
    return {word: round(weight, 4) for weight, word in best}
