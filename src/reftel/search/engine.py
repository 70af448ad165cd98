"""What a search engine must do, and what it answers; no engine is known here.

An engine holds one `Document` for each cable. It is told of new, changed and vanished cables,
and answers a `Query` with ids, a total and facets. Promises of every engine: total and facet
counts are exact; the order of an answer depends on the documents and the query alone, equal
scores and equal dates standing in order of id; cables without a date come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import msgspec

from reftel.search.document import Document
from reftel.search.query import Query
from reftel.search.tree import And, Ids, InField, Node, Not, Or, Word, both, either, negate
from reftel.search.words import id_key

__all__ = [
    "FACET_VALUES", "MONTHS", "Answer", "Common", "Engine", "FacetCount", "Scored",
    "with_citations",
]  # fmt: skip

FACET_VALUES = 100
"""Values of a facet that an answer holds at most: those with the highest counts."""
MONTHS = 1_500
"""The same for months, which a timeline shows without a gap: more than a century of them."""


class Scored(msgspec.Struct, frozen=True, gc=False):
    """One cable of an answer."""

    id: str
    score: float
    """Higher is better; 0 where the order is by date."""


class FacetCount(msgspec.Struct, frozen=True, gc=False):
    """How many cables of the answer have this value."""

    value: str
    count: int


class Answer(msgspec.Struct, frozen=True):
    """The cables that satisfy a query."""

    total: int
    hits: tuple[Scored, ...]
    """Those from `offset` on, at most `limit`."""
    facets: dict[str, tuple[FacetCount, ...]]
    """For each facet its values, the most frequent first, then by the alphabet; years and months
    in order.
    Empty when not asked for."""
    in_all: dict[str, int]
    """For each facet how many values there are, of which `facets` holds at most `facet_limit`."""


class Common(msgspec.Struct, frozen=True):
    """What the cables with one value of a facet have in common."""

    total: int
    """How many they are."""
    facets: dict[str, tuple[FacetCount, ...]]
    """For each facet asked for all its values, in the order of `Answer.facets`."""


class Engine(Protocol):
    """Finds cables."""

    def replace(self, documents: Iterable[Document]) -> None:
        """Take in documents; one that is held under the same id is replaced."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget cables; unknown ids are no error."""

    def commit(self) -> None:
        """Make all changes since the last commit durable and visible. Before that, none is."""

    def search(
        self, query: Query, *, limit: int = 20, offset: int = 0, facets: bool = True
    ) -> Answer:
        """The cables that satisfy the query."""

    def facet(self, query: Query, name: str) -> tuple[FacetCount, ...]:
        """Every value of a facet among the cables that satisfy the query, in the order of
        `Answer.facets`.
        """


def with_citations(query: Query, references: Callable[[str], Sequence[str]]) -> Query:
    """The query with each `citedby:` replaced by the ids of the cables that one refers to.

    `references` gives them for a cable's id, and nothing for a cable that is not held. This is
    asked when a query is put and not stored in the index, so that a cable need not be indexed
    again when one that cites it arrives. An engine that meets `citedby:` itself finds nothing.
    """
    return msgspec.structs.replace(query, tree=_cited(query.tree, references))


def _cited(node: Node, references: Callable[[str], Sequence[str]]) -> Node:
    match node:
        case InField("citedby", Word(text)):
            return Ids(tuple(sorted({id_key(found) for found in references(text.upper())})))
        case And(parts):
            return both(_cited(part, references) for part in parts)
        case Or(parts):
            return either(_cited(part, references) for part in parts)
        case Not(part):
            return negate(_cited(part, references))
        case _:
            return node


def sort_facet(
    name: str, counts: Iterable[FacetCount], most: int | None = None
) -> tuple[FacetCount, ...]:
    """The values of a facet in the order an answer shows them, the `most` frequent or all."""
    best = sorted(counts, key=lambda one: (-one.count, one.value))[:most]
    in_order = name in ("year", "month")
    return tuple(sorted(best, key=lambda one: one.value) if in_order else best)


def facet_limit(name: str) -> int:
    """Values of a facet that an answer holds at most."""
    return MONTHS if name == "month" else FACET_VALUES
