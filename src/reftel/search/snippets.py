"""Why a cable was found: the passages that show it, cut short, with the words marked.

In: a query that was read, and passages of a cable. Out: `Snippet`s, each with the address of its
paragraph. Promises: pure; a mark stands on a word only if that word makes its part of the query
true in that passage (of a phrase, only where the whole phrase stands); words under NOT are never
marked; the words are those of the index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from reftel.search.fields import FIELDS, Kind
from reftel.search.finders import SUBJECT, Finder, FoldedPassages
from reftel.search.query import Query
from reftel.search.tree import leaves
from reftel.spans import Span

__all__ = ["Highlighter", "Passage", "Snippet"]

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
        self._finders = [Finder(field, leaf) for field, leaf in asked]

    def marks(self, text: str, address: str = "") -> tuple[Span, ...]:
        """All words of a passage that the query asks for: places in `text`, in order."""
        found = _found(self._finders, [Passage(address, text)])
        return tuple(dict.fromkeys(span for _, marked in found for span, _ in marked))

    def snippets(self, passages: Sequence[Passage], limit: int = 3) -> tuple[Snippet, ...]:
        """The passages that show most of the query, best first, at most `limit`.

        Those with more different parts of the query come first, then those that come first in
        the cable. When no word of the query can be shown, the beginning of the cable: its first
        paragraph, or its subject.
        """
        ranked: list[tuple[int, int, list[tuple[Span, int]]]] = []
        whole = 0
        for order, found in _found(self._finders, passages):
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


def _found(
    finders: Sequence[Finder], passages: Sequence[Passage]
) -> Iterator[tuple[int, list[tuple[Span, int]]]]:
    """Passages that hold something asked for, in order: number, and words with the part that asks.

    Whoever stops early has the rest not searched.
    """
    if not finders:
        return
    cable = FoldedPassages([one.text for one in passages])
    streams = [
        (which, finder, stream)
        for which, finder in enumerate(finders)
        for stream in finder.streams(cable)
    ]
    heads = [next(stream, None) for _, _, stream in streams]
    for order, passage in enumerate(passages):
        end = cable.ends[order]
        found: set[tuple[Span, int]] = set()
        for n, (which, finder, stream) in enumerate(streams):
            head = heads[n]
            if head is None or head[0].start >= end:
                continue
            wanted = finder.looks_at(passage.address)
            while head is not None and head[0].start < end:
                if wanted:
                    found.update((cable.place(span, order), which) for span in head)
                head = next(stream, None)
            heads[n] = head
        if found:
            yield order, sorted(found)


def _cut(passage: Passage, found: list[tuple[Span, int]]) -> Snippet:
    """The window of a passage that shows most parts of the query, then most words."""
    text = passage.text
    start, end = 0, len(text)
    if end > WIDTH:
        start, end = _between_words(text, *_window(found))
    word = min((span.start for span, _ in found if span.start >= start), default=end)
    start = _after_closings(text, start, word, end)
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


_CLOSINGS = ",;:.!?)]}>%…»”’"
"""Marks that end what stands before them."""


def _after_closings(text: str, start: int, word: int, end: int) -> int:
    """Where the words begin, `word` at the latest: a snippet should not begin with an end. Where
    it began, when nothing else is there.

    At the beginning of a passage a dash may be that of a list, and stays; in its midst what has no
    letter belongs to what was cut off.
    """
    at = start
    while at < word:
        if text[at].isspace() or text[at] in _CLOSINGS:
            at += 1
            continue
        token = text[at:word].split(maxsplit=1)[0]
        if not start or any(one.isalnum() for one in token) or at + len(token) == word:
            return at
        at += len(token)
    return at if at < end else start


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
