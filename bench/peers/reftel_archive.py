"""reftel itself, asked in Python as a program would ask it.

It is built by its command line and not from the feed: it reads the telegrams.
"""

from __future__ import annotations

from pathlib import Path

from bench.peers.driver import run
from bench.peers.query import HITS, Query
from reftel.reading import Archive, open_archive
from reftel.search.query import parse
from reftel.search.tantivy_engine import TantivyEngine

__all__ = ["Reftel"]


class Reftel:
    """An open archive."""

    def __init__(self, folder: Path) -> None:
        self._archive: Archive = open_archive(folder)
        self._index = folder / "index"
        self._engine: TantivyEngine | None = None

    def ask(self, query: Query) -> int:
        """The number of cables found."""
        match query.mode:
            case "hits":
                if self._engine is None:
                    self._engine = TantivyEngine.open(self._index)
                return self._engine.search(parse(query.reftel), limit=HITS, facets=False).total
            case "count":
                return self._archive.search(query.reftel, limit=0, facets=False).total
            case "facets":
                return self._archive.search(query.reftel, limit=0).total
            case mode:
                return self._archive.search(query.reftel, limit=HITS, facets=mode == "whole").total


def _build(_feed: Path, _folder: Path, _workers: int) -> int:
    raise SystemExit("reftel is built by its command line.")


if __name__ == "__main__":
    run(_build, Reftel)
