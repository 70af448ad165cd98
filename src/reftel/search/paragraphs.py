"""What one paragraph must satisfy, where the index of paragraphs alone cannot tell.

That index knows which words a paragraph holds, not where they stand, so phrases and NEAR inside
a group are bounded: `at_most` finds too much, `at_least` too little, both by words alone, and
`in_cable` asks the cable, which knows places, for what it must hold in any case. What lies
between is read: `fits` asks one paragraph's text. A phrase that stands alone in `para:( )` needs
nothing of this, for a phrase never reaches across the end of a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA

from reftel.search.tree import (
    All,
    And,
    Exact,
    Fuzzy,
    InField,
    Near,
    Node,
    None_,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    both,
    either,
    negate,
)
from reftel.search.words import near_pairs, stem, words

__all__ = ["asks_for_places", "at_least", "at_most", "fits", "in_cable", "stands_alone"]


def asks_for_places(tree: Node) -> bool:
    """Whether a phrase or NEAR is part of it."""
    match tree:
        case And(parts) | Or(parts):
            return any(map(asks_for_places, parts))
        case Not(part):
            return asks_for_places(part)
        case _:
            return isinstance(tree, Phrase | Near)


def stands_alone(tree: Node) -> bool:
    """Whether a cable satisfies it in the whole of its paragraphs just when one of them does."""
    if isinstance(tree, Near):
        return len(near_pairs(tree.words)) == 1
    return not isinstance(tree, And | Or | Not)


def at_most(tree: Node) -> Node:
    """Without places, true of every paragraph of which `tree` is true."""
    return _bounded(tree, lambda found: both(map(Word, found)), at_least)


def at_least(tree: Node) -> Node:
    """Without places, true only of paragraphs of which `tree` is true."""
    return _bounded(tree, lambda _: None_(), at_most)


def _bounded(
    tree: Node, of_places: Callable[[Sequence[str]], Node], other: Callable[[Node], Node]
) -> Node:
    match tree:
        case And(parts):
            return both(_bounded(part, of_places, other) for part in parts)
        case Or(parts):
            return either(_bounded(part, of_places, other) for part in parts)
        case Not(part):
            return negate(other(part))
        case Phrase(found) | Near(found, _):
            return of_places(found)
        case _:
            return tree


def in_cable(tree: Node) -> Node:
    """With places, true of every cable that has a paragraph of which `tree` is true."""
    match tree:
        case And(parts):
            return both(map(in_cable, parts))
        case Or(parts):
            return either(map(in_cable, parts))
        case Near(found, distance):
            pairs = near_pairs(found)
            return both(InField("para", Near(pair, distance)) for pair in pairs)
        case Not() | All():
            return All()
        case _:
            return InField("para", tree)


def fits(text: str, tree: Node) -> bool:
    """Whether the text of a paragraph satisfies `tree`; one without words is no paragraph here."""
    found = words(text)
    return bool(found) and _Paragraph(found).fits(tree)


class _Paragraph:
    def __init__(self, found: list[str]) -> None:
        self._words = found
        self._stems = [stem(word) for word in found]

    def fits(self, tree: Node) -> bool:
        match tree:
            case And(parts):
                return all(map(self.fits, parts))
            case Or(parts):
                return any(map(self.fits, parts))
            case Not(part):
                return not self.fits(part)
            case Word(text):
                return stem(text) in self._stems
            case Exact(text):
                return text in self._words
            case Prefix(text):
                return any(word.startswith(text) for word in self._words)
            case Fuzzy(text, distance):
                return any(OSA.distance(word, text) <= distance for word in self._words)
            case Phrase(asked):
                wanted = [stem(word) for word in asked]
                size = len(wanted)
                return any(self._stems[at : at + size] == wanted for at in self._places(wanted[0]))
            case Near(asked, distance):
                return all(
                    any(
                        0 < abs(one - other) <= distance
                        for one in self._places(stem(left))
                        for other in self._places(stem(right))
                    )
                    for left, right in near_pairs(asked)
                )
            case _:
                return isinstance(tree, All)

    def _places(self, wanted: str) -> list[int]:
        return [at for at, found in enumerate(self._stems) if found == wanted]
