"""Where the words that a query asks for stand in a cable.

In: the passages of a cable, and the leaves of a query. Out: streams of places, in order, each
made only as far as it is read: a cable shows three passages, and most words of the others are
never looked at. The passages are folded and searched as one text, since seeking letters in a long
text is done in C and going from passage to passage is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import accumulate, islice, repeat

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reftel.search.tree import Exact, Fuzzy, Leaf, Near, Phrase, Prefix, Word
from reftel.search.words import fold_with_places, near_pairs, part_by_blanks, stem, sure_beginning
from reftel.spans import Span

__all__ = ["SUBJECT", "Finder", "FoldedPassages", "Stream"]

_WORD = re.compile("[^ ]+")

SUBJECT = "subject"
"""Stands in place of a paragraph's address for the SUBJECT line."""

Stream = Iterator[tuple[Span, ...]]
"""Words that make a leaf true together, all in one passage; the passages in order."""


class FoldedPassages:
    """The passages of a cable, folded, as one text in which words are sought by their beginning."""

    def __init__(self, passages: Sequence[str]) -> None:
        folded, self._places = fold_with_places("\n".join(["", *passages, ""]))
        self._text = part_by_blanks(folded)
        self._starts = list(accumulate((len(one) + 1 for one in passages), initial=1))
        ends = [start - 1 for start in self._starts[1:]]
        if self._places is not None:
            ends = [bisect_left(self._places, end) for end in ends]
        self.ends = ends
        """Where each passage ends in the folded text."""

    def words(self, beginning: str, fits: Callable[[str], bool]) -> Iterator[Span]:
        """The words that begin so and fit."""
        text, wanted = self._text, f" {beginning}"
        at = text.find(wanted)
        while at >= 0:
            end = text.index(" ", at + 1)
            if fits(text[at + 1 : end]):
                yield Span(at + 1, end)
            at = text.find(wanted, end)

    def forms(self, wanted: str) -> Iterator[Span]:
        """The words with this stem."""
        return self.words(sure_beginning(wanted), lambda word: stem(word) == wanted)

    def following(self, place: Span, count: int) -> list[tuple[str, Span]]:
        """The next words of the passage after a place, at most `count`."""
        found = islice(_WORD.finditer(self._text, place.end, self.end_after(place)), count)
        return [(match.group(), Span(*match.span())) for match in found]

    def between(self, one: Span, other: Span) -> int:
        """How many words stand between two places."""
        return len(self._text[one.end : other.start].split())

    def end_after(self, place: Span) -> int:
        """Where the passage ends in which this place lies."""
        return self.ends[bisect_left(self.ends, place.end)]

    def all_words(self) -> set[str]:
        """Each word once."""
        return set(self._text.split())

    def place(self, span: Span, passage: int) -> Span:
        """Where it stands in the passage of this number, as given."""
        start = self._starts[passage]
        if self._places is None:
            return Span(span.start - start, span.end - start)
        return Span(self._places[span.start] - start, self._places[span.end - 1] + 1 - start)


class Finder:
    """Finds one leaf of a query, in all the cables that are asked for it."""

    def __init__(self, field: str, leaf: Leaf) -> None:
        self._field = field
        self._leaf = leaf
        self._seen: set[str] = set()
        self._like: set[str] = set()

    def looks_at(self, address: str) -> bool:
        """A word asked for in the subject is shown there, one asked for elsewhere not."""
        return self._field in ("", SUBJECT) if address == SUBJECT else self._field != SUBJECT

    def streams(self, cable: FoldedPassages) -> list[Stream]:
        """What makes the leaf true, in the folded text."""
        match self._leaf:
            case Word(text):
                return [_alone(cable.forms(stem(text)))]
            case Exact(text):
                return [_alone(cable.words(text, text.__eq__))]
            case Prefix(text):
                return [_alone(cable.words(text, lambda _: True))]
            case Fuzzy(text, distance):
                alike = self._alike(cable.all_words(), text, distance)
                return [_alone(cable.words(one, one.__eq__)) for one in alike]
            case Phrase(asked):
                return [_phrases(cable, [stem(word) for word in asked])]
            case Near(asked, reach):
                pairs = near_pairs([stem(word) for word in asked])
                return [_neighbours(cable, one, other, reach) for one, other in pairs]

    def _alike(self, found: set[str], text: str, distance: int) -> set[str]:
        """Those of the words that are like `text`; cables share most of their words."""
        new = found - self._seen
        self._seen |= new
        near = process.extract(
            text, new, scorer=OSA.distance, score_cutoff=distance, processor=None, limit=None
        )
        self._like.update(word for word, _, _ in near)
        return found & self._like


def _alone(found: Iterator[Span]) -> Stream:
    return ((span,) for span in found)


def _phrases(cable: FoldedPassages, stems: list[str]) -> Stream:
    for first in cable.forms(stems[0]):
        rest = cable.following(first, len(stems) - 1)
        if [stem(word) for word, _ in rest] == stems[1:]:
            yield (first, *(span for _, span in rest))


def _neighbours(cable: FoldedPassages, one: str, other: str, reach: int) -> Stream:
    """Each pair of these stems, whichever comes first."""
    if one == other:
        places = ((span, one) for span in cable.forms(one))
    else:
        places = merge(*(zip(cable.forms(wanted), repeat(wanted)) for wanted in (one, other)))
    behind: dict[str, deque[Span]] = {one: deque(maxlen=reach), other: deque(maxlen=reach)}
    for span, found in places:
        for left in reversed(behind[other if found == one else one]):
            if cable.end_after(left) < span.start or cable.between(left, span) >= reach:
                break
            yield left, span
        behind[found].append(span)
