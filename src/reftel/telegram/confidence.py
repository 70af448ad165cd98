"""How sure a reference is, by the rules that were needed to read it.

In: kind and rules of a reference. Out: one of `CONFIDENCES`. It is derived and not kept, so that it
can be told of what an archive holds without reading the telegram again.

- `certain`: year, post and number stand there, or can mean nothing else
- `likely`: one of them was inferred by the custom of the writers
- `guess`: it may be another document, or which one it is cannot be known
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["CONFIDENCES", "confidence"]

CONFIDENCES = ("certain", "likely", "guess")
_LIKELY = frozenset(
    "year-own year-given post-own unknown-post text-bracket text-capitals ref-all ref-order"
    " garbled-post garbled-section letter-dropped other-agency".split()
)
_GUESS = frozenset("year-before year-unknown time-only ref-open ref-missing".split())


def confidence(kind: str, rules: Sequence[str]) -> str:
    """The confidence of a reference: that of its weakest rule."""
    if kind == "unread" or not _GUESS.isdisjoint(rules):
        return "guess"
    return "certain" if _LIKELY.isdisjoint(rules) else "likely"
