"""Search over an open archive: a query becomes hits that a person can read.

In: the text of a query. Out: `Found`. The index answers which cables and how many; what stands
in a hit comes from the archive, so that an index never shows what the archive does not hold.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reftel.errors import Misuse, NotAnArchive
from reftel.search.engine import FacetCount, with_citations
from reftel.search.fields import SORTS
from reftel.search.problems import Problem
from reftel.search.query import Query, parse
from reftel.search.tantivy_engine import TantivyEngine
from reftel.spans import Span

if TYPE_CHECKING:
    from reftel.reading import Archive

__all__ = ["Finder", "Found", "Hit", "HitSnippet"]


class HitSnippet(msgspec.Struct, frozen=True):
    """A stretch of a paragraph, with the words that were found in it."""

    address: str
    """Of the paragraph: 08MEXICO199#par4."""
    text: str
    marks: tuple[Span, ...]
    """Characters of `text` that were found."""


class Hit(msgspec.Struct, frozen=True):
    """One cable of an answer."""

    id: str
    score: float
    """Higher is better; 0 where the order is by date."""
    subject: str | None
    created: str | None
    """ISO 8601, cut at its precision."""
    origin: str | None
    """The post in words."""
    country: str | None
    classification: str | None
    captions: tuple[str, ...]
    tags: tuple[str, ...]
    released: str | None
    snippets: tuple[HitSnippet, ...]
    """Where the words of the query stand, the best first; empty for a query without words."""


class Found(msgspec.Struct, frozen=True):
    """The answer to a query."""

    query: str
    """As it was given."""
    understood: str
    """As it was read, in the query language."""
    problems: tuple[Problem, ...]
    """What was mended, in order of place."""
    total: int
    """Cables that satisfy the query."""
    offset: int
    """How many of them come before the first hit."""
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    """Name to values and how many cables have them; empty when not asked for."""


class Finder:
    """Asks the index of one archive; safe for threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._engine: TantivyEngine | None = None
        self._state: tuple[int, int] | None = None

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def _open(self) -> TantivyEngine:
        """The engine; opened again when a build has committed since."""
        try:
            known = os.stat(self._path / "cables" / "meta.json")
        except OSError as error:
            raise NotAnArchive(str(self._path)) from error
        state = (known.st_mtime_ns, known.st_ino)
        with self._lock:
            if self._engine is None or state != self._state:
                # The old one may be in use by another thread; it goes when that is done with it.
                self._engine = TantivyEngine.open(self._path)
                self._state = state
            return self._engine

    def count(self) -> int:
        """Cables in the index."""
        return len(self._open())

    def find(
        self,
        text: str,
        *,
        limit: int,
        offset: int,
        sort: str | None,
        facets: bool,
        archive: Archive,
    ) -> Found:
        """The answer to one query; what stands in its hits is read from `archive`."""
        query = _ordered(parse(text), sort)

        def cited(name: str) -> list[str]:
            return (
                [link.cited for link in archive.references(name) if link.cited]
                if name in archive
                else []
            )

        answer = self._open().search(
            with_citations(query, cited), limit=limit, offset=offset, facets=facets
        )
        hits = tuple(
            _hit(one.id, one.score, query, archive) for one in answer.hits if one.id in archive
        )
        return Found(
            text, query.understood, query.problems, answer.total, offset, hits, answer.facets
        )


def _ordered(query: Query, sort: str | None) -> Query:
    if sort is None or query.sort != SORTS[0]:
        return query
    if sort not in SORTS:
        raise Misuse(f"{sort!r} is no order; write one of {', '.join(SORTS)}.")
    return msgspec.structs.replace(query, sort=sort)


def _hit(name: str, score: float, query: Query, archive: Archive) -> Hit:
    one = archive.listing(name)
    return Hit(
        id=name,
        score=score,
        subject=one.subject,
        created=one.created,
        origin=one.origin,
        country=one.country,
        classification=one.classification,
        captions=one.captions,
        tags=one.tags,
        released=one.released,
        snippets=_snippets(name, query, archive),
    )


def _snippets(name: str, query: Query, archive: Archive) -> tuple[HitSnippet, ...]:
    return ()
