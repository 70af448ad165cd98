"""Names of people and villages, put together from syllables.

In: the endings of a country's tongue. Out: thousands of family names and villages, a few common
and most rare, as in life.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from random import Random

from reftel.demo.seeds import dice
from reftel.demo.world import COUNTRIES

__all__ = ["spread", "surnames", "villages"]

_STARTS = (
    "Al Ber Bran Dro Dun El Fal Fen Gal Gor Hal Har Ist Jor Kal Kess Kor Lan Lor Lut Mal Mar Mer"
    " Mor Nar Nev Ol Or Pas Pel Quor Ral Rem Rost Sal Sar Sel Stav Tal Tar Tol Ul Ur Val Ver Vol"
    " Wal Wen Yar Zel"
).split()
_MIDDLES = (
    "a and ar be d den der di e en er g i in ka l la le m mi n na ni o or r ra ri s se t ta ten ti"
    " u va ve vi w z"
).split()
_ALIKE = 1.05
"""How steeply names fall off in use: the power of rank in Zipf's law."""


def spread(names: list[str], roll: Random, size: int) -> list[str]:
    """`size` names of which the first come often and the last hardly ever."""
    weights = list(accumulate(1 / (rank + 3) ** _ALIKE for rank in range(len(names))))
    return roll.choices(names, cum_weights=weights, k=size)


def _made(tag: str, what: str, size: int) -> list[str]:
    roll = dice(0, what, tag)
    tongue = COUNTRIES[tag].tongue
    made: dict[str, None] = {}
    while len(made) < size:
        middle = roll.choice(_MIDDLES)
        if what == "village" and roll.random() < 0.4:
            middle += roll.choice(_MIDDLES)
        made[roll.choice(_STARTS) + middle + roll.choice(tongue)] = None
    return list(made)


@cache
def surnames(tag: str) -> list[str]:
    """Family names of the country with this TAG, each as often as it is heard."""
    return spread(_made(tag, "surname", 5000), dice(0, "heard", tag), 16384)


@cache
def villages(tag: str) -> list[str]:
    """Villages and towns of the country with this TAG, each as often as it is spoken of."""
    return spread(_made(tag, "village", 4000), dice(0, "seen", tag), 16384)
