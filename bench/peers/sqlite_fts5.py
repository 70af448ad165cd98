"""SQLite FTS5: two columns of words, and what facets and filters need in plain tables beside them.

One process writes, for SQLite has one writer. Nothing is stemmed or folded here: the words come so.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bench.peers.driver import folder_bytes, run
from bench.peers.query import HITS, NEAREST, Query, Unasked, fed

__all__ = ["HOW", "NAME", "Fts5", "build", "missing", "version"]

NAME = "SQLite FTS5"
HOW = "a Python whose SQLite has FTS5"

_TABLES = """
CREATE VIRTUAL TABLE words USING fts5(subject, body, tokenize = 'unicode61 remove_diacritics 0');
CREATE TABLE fact (n INTEGER PRIMARY KEY, id TEXT, day INTEGER, year TEXT, origin TEXT,
                   country TEXT, class TEXT, level INTEGER);
CREATE TABLE tag (tag TEXT, n INTEGER, PRIMARY KEY (tag, n)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX fact_day ON fact (day);
CREATE INDEX tag_n ON tag (n, tag);
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
"""


def missing() -> bool:
    """Whether it is not installed."""
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE one USING fts5(text)")
        except sqlite3.OperationalError:
            return True
    return False


def version() -> str:
    """Of the engine."""
    return sqlite3.sqlite_version


def build(feed: Path, folder: Path, _workers: int) -> int:
    """One file with words, tables and indexes; how many bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fts5.sqlite"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    connection.execute("BEGIN")
    for n, one in enumerate(fed(feed), 1):
        connection.execute(
            "INSERT INTO words (rowid, subject, body) VALUES (?, ?, ?)", (n, one.subject, one.body)
        )
        connection.execute(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (n, one.id, one.day, one.year, one.origin, one.country, one.level, one.rank),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO tag VALUES (?, ?)", [(t, n) for t in one.tags]
        )
    connection.commit()
    connection.executescript(_INDEXES)
    connection.close()
    return folder_bytes(path)


class Fts5:
    """An open file."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(f"file:{folder / 'fts5.sqlite'}?mode=ro", uri=True)

    def ask(self, query: Query) -> int:
        """The number of cables found."""
        found, given = _where(query)
        total = int(self._connection.execute(f"SELECT count(*) {found}", given).fetchone()[0])
        if query.mode in ("answer", "hits", "whole"):
            self._best(query, found, given)
        if query.mode in ("facets", "whole"):
            self.facets(query)
        return total

    def _best(self, query: Query, found: str, given: list[object]) -> None:
        if not query.has_words:
            wanted, order = "n, id", "day DESC, id"
        else:
            shown = ", snippet(words, 1, '[', ']', '…', 24)" if query.mode != "hits" else ""
            wanted, order = f"words.rowid{shown}", "words.rank"
        asked = f"SELECT {wanted} {found} ORDER BY {order} LIMIT {HITS}"
        for row in self._connection.execute(asked, given).fetchall():
            self._connection.execute("SELECT * FROM fact WHERE n = ?", row[:1]).fetchall()

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """The values of each facet, and how many of the cables found have them."""
        found, given = _where(query)
        key = "words.rowid" if query.has_words else "n"
        self._connection.execute("DROP TABLE IF EXISTS temp.held")
        self._connection.execute("CREATE TEMP TABLE held (n INTEGER PRIMARY KEY)")
        self._connection.execute(f"INSERT INTO held SELECT {key} {found}", given)
        counted: dict[str, dict[str, int]] = {}
        for facet in ("year", "origin", "country", "class", "tag"):
            table = "tag" if facet == "tag" else "fact"
            counted[facet] = dict(
                self._connection.execute(
                    f"SELECT {facet}, count(*) FROM held JOIN {table} USING (n)"
                    f" WHERE {facet} <> '' GROUP BY 1"
                ).fetchall()
            )
        return counted


def _where(query: Query) -> tuple[str, list[object]]:
    """FROM and WHERE, and the values in them.

    The words come first and the facts are looked up for what they find: left to itself, SQLite
    would look for the words once for each fact.
    """
    conditions: list[str] = []
    given: list[object] = []
    tables = "fact"
    if query.has_words:
        conditions.append("words MATCH ?")
        given.append(_match(query))
        narrowed = query.days or query.level is not None or query.tag
        tables = "words CROSS JOIN fact ON fact.n = words.rowid" if narrowed else "words"
    if query.days:
        conditions.append("day BETWEEN ? AND ?")
        given += query.days
    if query.level is not None:
        conditions.append("level >= ?")
        given.append(query.level)
    if query.tag:
        conditions.append("fact.n IN (SELECT n FROM tag WHERE tag = ?)")
        given.append(query.tag)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"FROM {tables}{where}", given


def _match(query: Query) -> str:
    if query.fuzzy or query.paragraph:
        raise Unasked
    parts = [f'"{word}"' for word in query.all]
    if query.any:
        parts.append("(" + " OR ".join(f'"{word}"' for word in query.any) + ")")
    if query.phrase:
        parts.append(f'"{" ".join(query.phrase)}"')
    if query.near:
        # FTS5 counts the words between; at most 5 apart is at most 4 between.
        parts.append(f'NEAR("{query.near[0]}" "{query.near[1]}", {NEAREST - 1})')
    if query.prefix:
        parts.append(f'"{query.prefix}" *')
    if query.subject:
        parts.append(f'subject : "{query.subject}"')
    wanted = " AND ".join(parts)
    for word in query.none:
        wanted = f'({wanted}) NOT "{word}"'
    return wanted


if __name__ == "__main__":
    run(build, Fts5)
