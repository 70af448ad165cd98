"""The big set: cable number n of a seed, at any size.

In: n and a seed. Out: `Invented`. Cable n does not depend on the others, nor on their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import msgspec

from reftel.demo.faults import draw
from reftel.demo.plan import plan
from reftel.demo.seeds import SEED
from reftel.demo.telegrams import write
from reftel.demo.truth import Invented

__all__ = ["cable", "generate"]


def cable(n: int, seed: int = SEED) -> Invented:
    """Cable number `n`, from 0."""
    dice = Random(seed * 1_000_003 + n)  # noqa: S311 - nothing here is secret
    made = plan(seed, n, dice)
    return write(msgspec.structs.replace(made, faults=draw(made, dice.random)), dice)


def generate(n: int, seed: int = SEED) -> Iterator[Invented]:
    """The first `n` cables."""
    for number in range(n):
        yield cable(number, seed)
