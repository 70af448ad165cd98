"""Xapian: its default backend, glass, with places of words, values for ranges and facets.

The client comes with the distribution, not from PyPI: where this Python cannot import it, the
system's Python runs this file. One process writes, for a database has one writer.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.peers.driver import folder_bytes, run
from bench.peers.query import HITS, NEAREST, Query, Unasked, fed

__all__ = ["HOW", "NAME", "Xapian", "build", "missing", "python", "version"]

NAME = "Xapian"
HOW = "`apt-get install python3-xapian`"

_SUBJECT, _TAG = "S", "XT"
_DAY, _YEAR, _ORIGIN, _COUNTRY, _CLASS, _TAGS, _LEVEL = range(7)
_SLOTS = {"year": _YEAR, "origin": _ORIGIN, "country": _COUNTRY, "class": _CLASS, "tag": _TAGS}
_COMMIT = 20_000


def missing() -> bool:
    """Whether no Python here has it."""
    return python() is None


@cache
def python() -> str | None:
    """The Python that can import it, this one first."""
    if find_spec("xapian"):
        return sys.executable
    test = [
        "-c", "import sys, xapian; sys.exit(sys.version_info < (3, 11))",
    ]  # fmt: skip
    system = "/usr/bin/python3"
    if (
        Path(system).exists()
        and not subprocess.run([system, *test], check=False, capture_output=True).returncode
    ):
        return system
    return None


def version() -> str:
    """Of the engine."""
    told = subprocess.run(
        [python() or "", "-c", "import xapian; print(xapian.version_string())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return told.stdout.strip()


def build(feed: Path, folder: Path, _workers: int) -> int:
    """A database, compacted; how many bytes."""
    xapian = import_module("xapian")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    flags = xapian.DB_CREATE_OR_OVERWRITE | xapian.DB_NO_SYNC
    database = xapian.WritableDatabase(str(folder / "loose"), flags)
    generator = xapian.TermGenerator()
    for n, one in enumerate(fed(feed), 1):
        document = xapian.Document()
        generator.set_document(document)
        generator.set_termpos(0)
        generator.index_text(one.subject, 1, _SUBJECT)
        generator.set_termpos(0)
        for passage in (one.subject, *one.passages):
            generator.index_text(passage)
            generator.increase_termpos(NEAREST)
        for tag in one.tags:
            document.add_boolean_term(_TAG + tag)
        document.add_value(_DAY, f"{one.day:08d}")
        document.add_value(_YEAR, one.year)
        document.add_value(_ORIGIN, one.origin)
        document.add_value(_COUNTRY, one.country)
        document.add_value(_CLASS, one.level)
        document.add_value(_TAGS, " ".join(one.tags))
        document.add_value(_LEVEL, str(one.rank) if one.rank >= 0 else "")
        document.set_data(f"{one.id}\n{one.subject}\n{' '.join(one.passages)}")
        database.add_document(document)
        if n % _COMMIT == 0:
            database.commit()
    database.commit()
    database.compact(str(folder / "glass"))
    database.close()
    shutil.rmtree(folder / "loose")
    return folder_bytes(folder)


class Xapian:
    """An open database."""

    def __init__(self, folder: Path) -> None:
        self._xapian: Any = import_module("xapian")
        self._database = self._xapian.Database(str(folder / "glass"))

    def ask(self, query: Query) -> int:
        """The number of cables found."""
        enquire = self._enquire(query)
        spies = self._spies(enquire) if query.mode in ("facets", "whole") else {}
        limit = HITS if query.mode in ("answer", "hits", "whole") else 0
        found = enquire.get_mset(0, limit, self._database.get_doccount())
        for match in found:
            _, _, text = match.document.get_data().decode().split("\n")
            if query.mode != "hits" and query.has_words:
                found.snippet(text, 200)
        for spy in spies.values():
            list(spy.values())
        return int(found.get_matches_estimated())  # exact, since all were looked at

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """The values of each facet, and how many of the cables found have them."""
        enquire = self._enquire(query)
        spies = self._spies(enquire)
        enquire.get_mset(0, 0, self._database.get_doccount())
        counted: dict[str, dict[str, int]] = {}
        for name, spy in spies.items():
            counts: Counter[str] = Counter()
            for item in spy.values():
                for value in item.term.decode().split(" " if name == "tag" else "\n"):
                    counts[value] += item.termfreq
            counted[name] = {value: count for value, count in counts.items() if value}
        return counted

    def _spies(self, enquire: Any) -> dict[str, Any]:
        spies = {name: self._xapian.ValueCountMatchSpy(slot) for name, slot in _SLOTS.items()}
        for spy in spies.values():
            enquire.add_matchspy(spy)
        return spies

    def _enquire(self, query: Query) -> Any:
        enquire = self._xapian.Enquire(self._database)
        enquire.set_query(self._wanted(query))
        if not query.has_words:
            enquire.set_sort_by_value(_DAY, True)
        return enquire

    def _wanted(self, query: Query) -> Any:
        if query.fuzzy or query.paragraph:
            raise Unasked
        new = self._xapian.Query
        parts = [new(word) for word in query.all]
        if query.any:
            parts.append(new(new.OP_OR, [new(word) for word in query.any]))
        if query.phrase:
            parts.append(new(new.OP_PHRASE, list(query.phrase), len(query.phrase)))
        if query.near:  # within a window of so many places, both included
            parts.append(new(new.OP_NEAR, list(query.near), NEAREST + 1))
        if query.prefix:
            limit = new.WILDCARD_LIMIT_ERROR
            parts.append(new(new.OP_WILDCARD, query.prefix, 0, limit, new.OP_OR))
        if query.subject:
            parts.append(new(_SUBJECT + query.subject))
        wanted = new(new.OP_AND, parts) if parts else new("")
        filters = []
        if query.days:
            first, last = query.days
            filters.append(new(new.OP_VALUE_RANGE, _DAY, f"{first:08d}", f"{last:08d}"))
        if query.level is not None:
            filters.append(new(new.OP_VALUE_GE, _LEVEL, str(query.level)))
        if query.tag:
            filters.append(new(_TAG + query.tag))
        for one in filters:
            wanted = new(new.OP_FILTER, wanted, one)
        for word in query.none:
            wanted = new(new.OP_AND_NOT, wanted, new(word))
        return wanted


if __name__ == "__main__":
    run(build, Xapian, lambda: import_module("xapian"))
