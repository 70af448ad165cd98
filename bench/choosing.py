"""Which queries are asked: chosen by how common their words are, of each class several.

In: texts. Out: classes of queries. Words are counted by the number of cables that hold them, in a
sample of texts spread evenly over all, so that the count is bounded however many there are. Several
queries of a class matter: an engine that remembers the last answer must not live on it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.peers.query import NEAREST, Fed, Query
from reftel.search.words import stem

__all__ = ["SAMPLE", "Words", "classes", "step_of"]

SAMPLE = 5_000
"""Cables whose words are counted."""


class Words:
    """Stems of letters, by the number of sampled cables that hold them."""

    def __init__(self, sample: Sequence[Fed]) -> None:
        counts: Counter[str] = Counter()
        self._followers: dict[str, Counter[str]] = {}
        subjects: Counter[str] = Counter()
        for one in sample:
            passages = [one.subject, *one.passages]
            counts.update({word for text in passages for word in text.split() if _fit(word)})
            subjects.update({word for word in one.subject.split() if _fit(word)})
        self._sample = sample
        self.ranked = [word for word, _ in _order(counts)]
        self.subjects = [word for word, _ in _order(subjects)]

    def at(self, share: float, n: int) -> str:
        """The `n`th word behind a place in the ranking: 0 is the most common, 1 the rarest."""
        return self.ranked[min(int(share * len(self.ranked)) + n, len(self.ranked) - 1)]

    def follower(self, word: str) -> str:
        """The word that follows it most often."""
        followers: Counter[str] = Counter()
        for one in self._sample:
            for passage in one.passages:
                for first, second in itertools.pairwise(passage.split()):
                    if first == word and len(second) > 3 and second.isalpha():
                        followers[second] += 1
        return _order(followers)[0][0] if followers else word


def step_of(cables: int, size: int = SAMPLE) -> int:
    """Each so manieth of so many cables makes at most `size`, spread evenly over all."""
    return max(1, -(-cables // size))


def classes(words: Words, variants: int) -> dict[str, list[Query]]:
    """Name of a class to its queries, `variants` of each."""
    made: dict[str, list[Query]] = {}
    for n in range(variants):
        for name, query in _one_of_each(words, n, variants):
            made.setdefault(name, []).append(query)
    return made


def _one_of_each(words: Words, n: int, variants: int) -> Iterator[tuple[str, Query]]:
    # An engine may remember an answer, so no query stands in two classes.
    common, counted, bare, faceted, whole = (words.at(0, n + 3 + k * variants) for k in range(5))
    middle = words.at(0.01, 6 * variants + n)
    other, rare = words.at(0.02, n), words.at(0.35, n)
    second = words.follower(middle)
    subject = words.subjects[min(n + 5, len(words.subjects) - 1)]
    beginning = middle[:4]
    tag, first = ("PGOV", "ECON", "PREL")[n % 3], 2004 + n % 3
    days = (first * 10_000 + 101, (first + 2) * 10_000 + 1231)
    dated = f"date:{first}..{first + 2}"
    yield "common word", Query(common, all=(common,))
    yield "middle word", Query(middle, all=(middle,))
    yield "rare word", Query(rare, all=(rare,))
    yield "all of two (AND)", Query(f"{common} {middle}", all=(common, middle))
    yield "one of two (OR)", Query(f"{middle} OR {other}", any=(middle, other))
    yield "not", Query(f"{middle} -{common}", all=(middle,), none=(common,))
    yield "phrase", Query(f'"{middle} {second}"', phrase=(middle, second))
    yield "near", Query(f"{middle} NEAR/{NEAREST} {second}", near=(middle, second))
    yield "prefix", Query(f"{beginning}*", prefix=beginning)
    yield "fuzzy", Query(f"{middle}~", fuzzy=middle)
    yield "field: subject", Query(f"subject:{subject}", subject=subject)
    yield "field: level", Query(f"{middle} class>=confidential", all=(middle,), level=2)
    yield "TAG and dates", Query(f"tag:{tag} {dated}", tag=tag, days=days)
    yield "word and dates", Query(f"{middle} {dated}", all=(middle,), days=days)
    yield "one paragraph", Query(f"para:({common} {middle})", paragraph=(common, middle))
    yield "everything by date", Query("sort:-date")
    yield "count alone", Query(counted, "count", all=(counted,))
    yield "no snippets", Query(bare, "hits", all=(bare,))
    yield "facets alone", Query(faceted, "facets", all=(faceted,))
    yield "answer with facets", Query(whole, "whole", all=(whole,))


def _fit(word: str) -> bool:
    # The stem of a stem is not always itself; such a word could not be asked for as it stands.
    return len(word) > 4 and word.isascii() and word.isalpha() and stem(word) == word


def _order(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
