"""Whoosh (Whoosh-Reloaded): all in Python, which is what a Python program can have for nothing.

It is slow to build, so it is left out above `MOST` cables.
"""

from __future__ import annotations

import shutil
import warnings
from importlib import import_module
from importlib.metadata import version as installed
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.peers.driver import folder_bytes, run
from bench.peers.query import FACETS, HITS, NEAREST, Query, Unasked, fed

__all__ = ["HOW", "MOST", "NAME", "Whoosh", "build", "missing", "version"]

NAME = "Whoosh"
HOW = "`pip install reftel[bench]`"
MOST = 10_000
_MODULES = ("fields", "analysis", "index", "query", "query.spans", "sorting")


def missing() -> bool:
    """Whether it is not installed."""
    return find_spec("whoosh") is None


def version() -> str:
    """Of the engine."""
    return installed("whoosh-reloaded")


def _module(name: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its escapes are older than this Python
        return import_module(f"whoosh.{name}")


def build(feed: Path, folder: Path, workers: int) -> int:
    """An index of one segment; how many bytes."""
    fields = _module("fields")
    blanks = _module("analysis").SpaceSeparatedTokenizer()
    schema = fields.Schema(
        id=fields.ID(stored=True),
        subject=fields.TEXT(analyzer=blanks, stored=True),
        body=fields.TEXT(analyzer=blanks, stored=True),
        day=fields.NUMERIC(sortable=True),
        level=fields.NUMERIC(signed=True),
        year=fields.ID(sortable=True),
        origin=fields.ID(sortable=True),
        country=fields.ID(sortable=True),
        **{"class": fields.ID(sortable=True)},
        tag=fields.KEYWORD,
    )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = _module("index").create_in(str(folder), schema)
    writer = index.writer(limitmb=512, procs=workers, multisegment=workers > 1)
    for one in fed(feed):
        writer.add_document(
            id=one.id, subject=one.subject, body=one.body, day=one.day, level=one.rank,
            year=one.year, origin=one.origin, country=one.country, tag=" ".join(one.tags),
            **{"class": one.level},
        )  # fmt: skip
    writer.commit(optimize=True)
    index.close()
    return folder_bytes(folder)


class Whoosh:
    """An open index."""

    def __init__(self, folder: Path) -> None:
        self._query, self._spans = _module("query"), _module("query.spans")
        self._sorting = _module("sorting")
        self._searcher = _module("index").open_dir(str(folder)).searcher()

    def ask(self, query: Query) -> int:
        """The number of cables found."""
        wanted = self._wanted(query)
        grouped = self._grouped() if query.mode in ("facets", "whole") else None
        by = None if query.has_words else "day"
        found = self._searcher.search(
            wanted, limit=HITS, groupedby=grouped, sortedby=by, reverse=by is not None,
            terms=query.mode in ("answer", "whole"),
        )  # fmt: skip
        if query.mode in ("answer", "whole"):
            for hit in found:
                hit.highlights("body")
        return len(found)

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """The values of each facet, and how many of the cables found have them."""
        found = self._searcher.search(self._wanted(query), limit=1, groupedby=self._grouped())
        return {
            name: {
                value if isinstance(value, str) else value.decode(): count
                for value, count in found.groups(name).items()
                if value
            }
            for name in FACETS
        }

    def _grouped(self) -> Any:
        facets = self._sorting.Facets()
        for name in FACETS:
            facets.add_field(name, allow_overlap=name == "tag", maptype=self._sorting.Count)
        return facets

    def _wanted(self, query: Query) -> Any:
        if query.paragraph:
            raise Unasked
        q = self._query

        def word(text: str) -> Any:
            return q.Or([q.Term("subject", text), q.Term("body", text)])

        parts = [word(one) for one in query.all]
        if query.any:
            parts.append(q.Or([word(one) for one in query.any]))
        if query.phrase:
            phrases = [q.Phrase(field, list(query.phrase)) for field in ("subject", "body")]
            parts.append(q.Or(phrases))
        if query.near:
            ways = [
                self._spans.SpanNear2(
                    [q.Term(field, one) for one in query.near], slop=NEAREST, ordered=False
                )
                for field in ("subject", "body")
            ]
            parts.append(q.Or(ways))
        if query.prefix:
            parts.append(q.Or([q.Prefix(field, query.prefix) for field in ("subject", "body")]))
        if query.fuzzy:
            fuzzy = [
                q.FuzzyTerm(field, query.fuzzy, maxdist=2, prefixlength=0)
                for field in ("subject", "body")
            ]
            parts.append(q.Or(fuzzy))
        if query.subject:
            parts.append(q.Term("subject", query.subject))
        if query.days:
            parts.append(q.NumericRange("day", *query.days))
        if query.level is not None:
            parts.append(q.NumericRange("level", query.level, None))
        if query.tag:
            parts.append(q.Term("tag", query.tag))
        parts += [q.Not(word(one)) for one in query.none]
        return q.And(parts) if parts else q.Every()


if __name__ == "__main__":
    run(build, Whoosh, lambda: [_module(one) for one in _MODULES])
