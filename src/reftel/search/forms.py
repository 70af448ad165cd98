"""The words of an index that have a stem: how a word in any of its forms is asked for.

In: an opened index, and a folded word. Out: all words of a field with the stem of that word, each
with how many documents hold it. The index knows words as they stand, so this list is the whole
truth of what a stem finds. It is made once for a stem, by a look at the words that begin as the
stem does, and remembered as long as the index stands so.
"""

from __future__ import annotations

import math

from tantivy import Searcher

from reftel.search.words import stem, sure_beginning

__all__ = ["Form", "Forms"]

Form = tuple[str, int]
"""A word, and the number of documents that hold it."""


class Forms:
    """The words of one opened index."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._known: dict[tuple[str, str], tuple[Form, ...]] = {}

    def of(self, word: str, field: str) -> tuple[Form, ...]:
        """The words of a field that are forms of this one, the most frequent first."""
        wanted = stem(word)
        forms = self._known.get((wanted, field))
        if forms is None:
            begun = self._searcher.terms_with_prefix(field, sure_beginning(wanted))
            found = [form for form in begun if stem(form[0]) == wanted]
            forms = tuple(sorted(found, key=lambda form: (-form[1], form[0])))
            self._known[wanted, field] = forms
        return forms

    def rarity(self, documents: int) -> float:
        """What BM25 makes of a word that so many documents hold: its idf."""
        return math.log1p((self._searcher.num_docs - documents + 0.5) / (documents + 0.5))
