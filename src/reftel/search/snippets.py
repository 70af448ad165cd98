"""Why a cable was found: the passages that show it, cut short, with the words marked.

In: a query that was read, and passages of a cable. Out: `Snippet`s, each with the address of its
paragraph. Promises: pure; a mark stands on a word only if that word makes its part of the query
true in that passage (of a phrase, only where the whole phrase stands); words under NOT are never
marked; the words are those of the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from rapidfuzz.distance import OSA

from reftel.search.fields import FIELDS, Kind
from reftel.search.query import Query
from reftel.search.tree import Exact, Fuzzy, Leaf, Near, Phrase, Prefix, Word, leaves
from reftel.search.words import WORD, fold_with_places, near_pairs, stem, sure_beginning
from reftel.spans import Span

__all__ = ["Highlighter", "Passage", "Snippet"]

SUBJECT = "subject"
"""Stands in place of a paragraph's address for the SUBJECT line."""

WIDTH = 240
"""Characters of a snippet, about; it is cut between words."""

_LINE_ENDS = str.maketrans("\n\r\t\v\f\u2028\u2029", "       ")


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A piece of a cable that may be shown."""

    address: str
    """par4, text1; or subject."""
    text: str


class Snippet(msgspec.Struct, frozen=True, gc=False):
    """A part of a passage."""

    address: str
    """par4, text1; or subject."""
    text: str
    """Line ends are blanks here; each character has kept its place."""
    marks: tuple[Span, ...]
    """Words of the query, in `text`."""
    place: Span
    """Where `text` stands in the passage."""
    length: int
    """Of the whole passage; where `place` ends before it, something was cut off."""


class Highlighter:
    """Marks what one query asks for. Make one for a query, and use it for all its cables."""

    def __init__(self, query: Query) -> None:
        asked = dict.fromkeys(
            (field, leaf)
            for field, leaf in leaves(query.tree)
            if not field or FIELDS[field].kind in (Kind.TEXT, Kind.PARAGRAPH)
        )
        self._finders = [_Finder(field, leaf) for field, leaf in asked]

    def marks(self, text: str, address: str = "") -> tuple[Span, ...]:
        """All words of a passage that the query asks for: places in `text`, in order."""
        found = _found(self._finders, _Folded(text), address)
        return tuple(sorted({span for span, _ in found}))

    def snippets(self, passages: Sequence[Passage], limit: int = 3) -> tuple[Snippet, ...]:
        """The passages that show most of the query, best first, at most `limit`.

        Those with more different parts of the query come first, then those that come first in
        the cable. When no word of the query can be shown, the beginning of the cable: its first
        paragraph, or its subject.
        """
        ranked: list[tuple[int, int, list[tuple[Span, int]]]] = []
        whole = 0
        for order, passage in enumerate(passages):
            found = _found(self._finders, _Folded(passage.text), passage.address)
            if found:
                parts = len({which for _, which in found})
                ranked.append((-parts, order, found))
                whole += parts == len(self._finders)
                if whole >= limit:
                    break  # nothing further on can come before these
        if ranked:
            best = sorted(ranked, key=lambda one: one[:2])[:limit]
            return tuple(_cut(passages[order], found) for _, order, found in best)
        filled = [one for one in passages if one.text]
        first = next((one for one in filled if one.address != SUBJECT), None)
        first = first or next(iter(filled), None)
        return (_cut(first, []),) if first and limit else ()


class _Folded:
    """A passage, folded, in which words are sought by the letters they begin with.

    Seeking letters is done in C and cutting a text into words is not; most words of a passage
    are never cut out.
    """

    def __init__(self, text: str) -> None:
        self.text, self._places = fold_with_places(text)

    def words(self, beginning: str, fits: Callable[[str], bool]) -> Iterator[Span]:
        """The words that begin so and fit."""
        text = self.text
        at = text.find(beginning)
        while at >= 0:
            after = at + 1
            if at == 0 or not text[at - 1].isalnum():
                match = WORD.match(text, at)
                assert match is not None
                after = match.end()
                if fits(match.group()):
                    yield Span(at, after)
            at = text.find(beginning, after)

    def following(self, end: int, count: int) -> Iterator[tuple[str, Span]]:
        """The next words after a place, at most `count`."""
        for match in islice(WORD.finditer(self.text, end), count):
            yield match.group(), Span(*match.span())

    def all_words(self) -> set[str]:
        return set(WORD.findall(self.text))

    def place(self, span: Span) -> Span:
        """Where it stands in the passage as given."""
        if self._places is None:
            return span
        return Span(self._places[span.start], self._places[span.end - 1] + 1)


def _found(finders: list[_Finder], folded: _Folded, address: str) -> list[tuple[Span, int]]:
    """The words of the passage that are asked for, in order, with the part that asks."""
    return sorted(
        (folded.place(span), which)
        for which, finder in enumerate(finders)
        if finder.looks_at(address)
        for span in set(finder.find(folded))
    )


class _Finder:
    """Finds one leaf in a passage."""

    def __init__(self, field: str, leaf: Leaf) -> None:
        self._field = field
        self._leaf = leaf

    def looks_at(self, address: str) -> bool:
        """A word asked for in the subject is shown there, one asked for elsewhere not."""
        return self._field in ("", SUBJECT) if address == SUBJECT else self._field != SUBJECT

    def find(self, folded: _Folded) -> Iterable[Span]:
        """The places of its words, in the folded text."""
        match self._leaf:
            case Word(text):
                return _forms(folded, stem(text))
            case Exact(text):
                return folded.words(text, lambda word: word == text)
            case Prefix(text):
                return folded.words(text, lambda _: True)
            case Fuzzy(text, distance):
                near = [w for w in folded.all_words() if OSA.distance(w, text) <= distance]
                return [span for one in near for span in folded.words(one, one.__eq__)]
            case Phrase(asked):
                return _phrases(folded, [stem(word) for word in asked])
            case Near(asked, reach):
                return _neighbours(folded, [stem(word) for word in asked], reach)


def _forms(folded: _Folded, wanted: str) -> Iterator[Span]:
    return folded.words(sure_beginning(wanted), lambda word: stem(word) == wanted)


def _phrases(folded: _Folded, stems: list[str]) -> Iterator[Span]:
    for first in _forms(folded, stems[0]):
        rest = list(folded.following(first.end, len(stems) - 1))
        if [stem(word) for word, _ in rest] == stems[1:]:
            yield first
            yield from (span for _, span in rest)


def _neighbours(folded: _Folded, stems: list[str], reach: int) -> Iterator[Span]:
    for one, other in near_pairs(stems):
        for left, right in ((one, other), (other, one)):
            for first in _forms(folded, left):
                for word, span in folded.following(first.end, reach):
                    if stem(word) == right:
                        yield first
                        yield span


def _cut(passage: Passage, found: list[tuple[Span, int]]) -> Snippet:
    """The window of a passage that shows most parts of the query, then most words."""
    text = passage.text
    start, end = 0, len(text)
    if end > WIDTH:
        start, end = _between_words(text, *_window(found))
    marks = dict.fromkeys(
        Span(span.start - start, span.end - start)
        for span, _ in found
        if start <= span.start and span.end <= end
    )
    return Snippet(
        passage.address,
        text[start:end].translate(_LINE_ENDS),
        tuple(marks),
        Span(start, end),
        len(text),
    )


def _window(found: list[tuple[Span, int]]) -> tuple[int, int]:
    best, best_worth = (0, 0), (0, 0)
    last = 0
    for first, (span, _) in enumerate(found):
        while last < len(found) and found[last][0].end - span.start <= WIDTH:
            last += 1
        inside = found[first:last]
        worth = (len({which for _, which in inside}), len({one for one, _ in inside}))
        if worth > best_worth:
            best, best_worth = (span.start, inside[-1][0].end), worth
    spare = max(WIDTH - (best[1] - best[0]), 0)
    # A third before, for a sentence is read forward.
    start = max(best[0] - spare // 3, 0)
    return start, max(best[1], start + WIDTH)


def _between_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same range without the parts of words and the blanks at its ends."""
    end = min(end, len(text))
    whole = Span(start, end)
    while start < end and start and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    # Without blanks there is nothing to cut at.
    return (start, end) if start < end else (whole.start, whole.end)
