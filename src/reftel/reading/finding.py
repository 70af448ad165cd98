"""Search over an open archive: a query becomes hits that a person can read.

In: the text of a query. Out: `Found`. The index answers which cables and how many; what stands
in a hit comes from the archive, so that an index never shows what the archive does not hold.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reftel.errors import ArchiveDamaged, Misuse
from reftel.search.engine import Common, FacetCount, with_citations
from reftel.search.fields import SORTS
from reftel.search.problems import Problem
from reftel.search.query import Query, parse
from reftel.search.snippets import Highlighter, Passage
from reftel.search.tantivy_engine import TantivyEngine
from reftel.search.telling import beginning
from reftel.spans import Span

if TYPE_CHECKING:
    from reftel.reading import Archive, Glance

__all__ = ["Finder", "Found", "Hit", "HitSnippet"]


class HitSnippet(msgspec.Struct, frozen=True):
    """A stretch of a paragraph, with the words that were found in it."""

    address: str
    """Of the paragraph: 08MEXICO199#par4."""
    text: str
    marks: tuple[Span, ...]
    """Characters of `text` that were found."""
    begins: bool = True
    """Whether the paragraph begins with it."""
    ends: bool = True
    """Whether the paragraph ends with it."""


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
    """Where the words of the query stand, the best first; else the beginning, unmarked."""
    subject_marks: tuple[Span, ...]
    """Words of the query in `subject`."""
    damaged: bool = False
    """Whether its text cannot be read, because what is stored of it is damaged: it has no snippets
    then, and the rest is what the catalogue says of it."""


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
    """Name to values and how many cables have them; empty when not asked for. Of a facet with very
    many values the most frequent."""
    facets_in_all: dict[str, int] = {}
    """Name to how many values there are in all."""


class Matching(msgspec.Struct, frozen=True):
    """All that a query finds, by id alone."""

    query: str
    """As it was given."""
    understood: str
    problems: tuple[Problem, ...]
    ids: tuple[str, ...]
    """In the order that was asked for."""


class _Open:
    """An engine, and how many threads ask it just now."""

    def __init__(self, engine: TantivyEngine, state: tuple[int, int]) -> None:
        self.engine, self.state = engine, state
        self.users = 0
        self.retired = False


class Finder:
    """Asks the index of one archive; safe for threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._open: _Open | None = None

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._retire()

    def _retire(self) -> None:
        """Close the engine, now or when the last thread is done with it."""
        if self._open is not None:
            self._open.retired = True
            if not self._open.users:
                self._open.engine.close()
            self._open = None

    @contextmanager
    def _engine(self) -> Iterator[TantivyEngine]:
        """The engine; a new one when a build has committed since."""
        try:
            known = (self._path / "cables" / "meta.json").stat()
        except OSError as error:
            # The build makes it last; a build that was killed leaves an archive without.
            raise ArchiveDamaged(
                str(self._path.parent),
                "it has no search index, which running the build again makes",
            ) from error
        state = (known.st_mtime_ns, known.st_ino)
        with self._lock:
            if self._open is None or self._open.state != state:
                self._retire()
                self._open = _Open(TantivyEngine.open(self._path), state)
            mine = self._open
            mine.users += 1
        try:
            yield mine.engine
        finally:
            with self._lock:
                mine.users -= 1
                if mine.retired and not mine.users:
                    mine.engine.close()

    def count(self) -> int:
        """Cables in the index."""
        with self._engine() as engine:
            return len(engine)

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
        with self._engine() as engine:
            answer = engine.search(
                _with_citations(query, archive),
                limit=limit,
                offset=offset,
                facets=facets,
                texts=partial(_texts, archive),
            )
        highlighter = Highlighter(query)
        scores = {one.id: one.score for one in answer.hits}
        damaged: set[str] = set()
        hits = tuple(
            _hit(one, scores, highlighter, damaged=one[0].id in damaged)
            for one in archive.glances(list(scores), passed_by=damaged.add)
        )
        return Found(
            text,
            query.understood,
            query.problems,
            answer.total,
            offset,
            hits,
            answer.facets,
            answer.in_all,
        )

    def facet(self, text: str, name: str, *, archive: Archive) -> tuple[FacetCount, ...]:
        """Every value of a facet among the cables of a query."""
        query = parse(text)
        with self._engine() as engine:
            return engine.facet(
                _with_citations(query, archive), name, texts=partial(_texts, archive)
            )

    def common(self, facet: str, value: str, names: Sequence[str]) -> Common:
        """What the cables with one value of a facet have in common."""
        with self._engine() as engine:
            return engine.common(facet, value, names)

    def match(self, text: str, *, sort: str | None, archive: Archive) -> Matching:
        """The ids of all that a query finds, without a look at any cable."""
        query = _ordered(parse(text), sort)
        with self._engine() as engine:
            answer = engine.search(
                _with_citations(query, archive),
                limit=len(engine),
                facets=False,
                texts=partial(_texts, archive),
            )
        ids = tuple(one.id for one in answer.hits)
        return Matching(text, query.understood, query.problems, ids)

    def alike(
        self, name: str, subject: str, texts: Sequence[str], *, limit: int
    ) -> tuple[str, ...]:
        """Ids of cables that share most of the telling words of a cable, without itself, `name`."""
        with self._engine() as engine:
            found = engine.alike([subject, *beginning(texts)], limit=limit + 1)
        return tuple(one.id for one in found if one.id != name)[:limit]


def _texts(archive: Archive, ids: Sequence[str]) -> Iterator[tuple[str, list[str] | None]]:
    """Ids and paragraphs of cables; the index may know one that is gone.

    Of a damaged one None: the index knows its words, so it stays in the answer, which names it.
    """
    damaged: set[str] = set()
    for listing, passages in archive.glances(ids, passed_by=damaged.add):
        yield listing.id, None if listing.id in damaged else [text for _, text in passages]


def _with_citations(query: Query, archive: Archive) -> Query:
    """The query with `citedby:` put as the ids that the citing cable names."""

    def cited(name: str) -> list[str]:
        if name not in archive:
            return []
        return [link.cited for link in archive.references(name) if link.cited]

    return with_citations(query, cited)


def _ordered(query: Query, sort: str | None) -> Query:
    if sort is None or query.sort != SORTS[0]:
        return query
    if sort not in SORTS:
        raise Misuse(
            "{sort} is no order; write one of {sorts}.", sort=repr(sort), sorts=", ".join(SORTS)
        )
    return msgspec.structs.replace(query, sort=sort)


def _hit(
    glance: Glance, scores: Mapping[str, float], highlighter: Highlighter, *, damaged: bool
) -> Hit:
    one, words = glance
    subject = [Passage("subject", one.subject)] if one.subject else []
    passages = subject + [Passage(*passage) for passage in words]
    return Hit(
        id=one.id,
        score=scores[one.id],
        subject=one.subject,
        created=one.created,
        origin=one.origin,
        country=one.country,
        classification=one.classification,
        captions=one.captions,
        tags=one.tags,
        released=one.released,
        snippets=tuple(
            HitSnippet(
                f"{one.id}#{snippet.address}",
                snippet.text,
                snippet.marks,
                snippet.place.start == 0,
                snippet.place.end == snippet.length,
            )
            for snippet in highlighter.snippets(passages)
            if snippet.address != "subject"
        ),
        subject_marks=highlighter.marks(one.subject, "subject") if one.subject else (),
        damaged=damaged,
    )
