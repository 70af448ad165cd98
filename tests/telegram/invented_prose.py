"""Sentences that nobody wrote, any number of them, each unlike the others."""

from __future__ import annotations

import random

WORDS = "mill weir barley crown river plain duke fair grain lock ferry toll guard bell".split()


def prose(seed: int, sentences: int = 60) -> list[str]:
    """Invented sentences, each unlike the others."""
    roll = random.Random(seed)
    return [
        f"The {roll.choice(WORDS)} of the {roll.choice(WORDS)} {roll.randint(10, 99)} "
        f"came to the {roll.choice(WORDS)} {' '.join(roll.choices(WORDS, k=6))}."
        for _ in range(sentences)
    ]


def changed(text: list[str], share: float, seed: int) -> list[str]:
    """The text with a share of its sentences replaced."""
    roll = random.Random(seed)
    other = prose(seed + 1000, len(text))
    return [new if roll.random() < share else old for old, new in zip(text, other, strict=True)]
