"""What an archive holds, in numbers.

In: a read-only connection. Out: `Stats`. Each figure is counted when asked for, so it can never
disagree with the rows.
"""

from __future__ import annotations

import sqlite3

import msgspec

__all__ = ["Stats", "stats"]


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """An archive in numbers."""

    schema: int
    cables: int
    pages: int
    records: int
    sources: int
    several_versions: int
    """Cables of which the archive holds more than one text."""
    bytes: int
    """Bytes we were given."""
    stored: int
    """The same bytes as they are kept, compressed."""
    characters: int
    """Characters of telegram text, on all pages."""
    first: str | None
    """Time of the earliest cable, ISO 8601."""
    last: str | None
    years: dict[str, int]
    """Year to cables; an empty key for those whose time is not known."""
    origins: dict[str, int]
    """Post in words to cables, the most first."""
    classifications: dict[str, int]
    """Level to cables, the lowest first."""
    formats: dict[str, int]
    """Published form to pages, the most first."""
    mentions: int
    """Mentions of other telegrams in the cables held."""
    resolved: int
    """Those of them that lead to a cable held."""
    missing: int
    """Different cables that are mentioned and not held."""
    defects: dict[str, int]
    """Code to number, the most first."""
    quarantined: dict[str, int]
    """Code to records and pages that gave no cable."""


def stats(connection: sqlite3.Connection) -> Stats:
    """Count all of it."""

    def one(statement: str) -> tuple[int, ...]:
        row: tuple[int, ...] = connection.execute(statement).fetchone()
        return row

    def many(statement: str) -> dict[str, int]:
        return dict(connection.execute(statement).fetchall())

    records, size, stored = one(
        "SELECT count(*), coalesce(sum(size), 0), coalesce(sum(length(data)), 0) FROM record"
    )
    pages, characters = one("SELECT count(*), coalesce(sum(length), 0) FROM page")
    cables, several = one("SELECT count(*), coalesce(sum(versions > 1), 0) FROM cable")
    mentions, resolved = one(
        "SELECT count(*), coalesce(sum(target IN (SELECT key FROM cable)), 0) FROM mention"
        " WHERE target IS NOT NULL"
    )
    first, last = connection.execute("SELECT min(created), max(created) FROM cable").fetchone()
    return Stats(
        schema=one("SELECT max(number) FROM migration")[0],
        cables=cables,
        pages=pages,
        records=records,
        sources=one("SELECT count(*) FROM source")[0],
        several_versions=several,
        bytes=size,
        stored=stored,
        characters=characters,
        first=first,
        last=last,
        years=many(
            "SELECT coalesce(substr(created, 1, 4), '') AS year, count(*) FROM cable"
            " GROUP BY year ORDER BY year"
        ),
        origins=many(
            "SELECT coalesce(post.name, '') AS name, count(*) AS n FROM cable"
            " LEFT JOIN post ON post.id = cable.post GROUP BY name ORDER BY n DESC, name"
        ),
        classifications=many(
            "SELECT coalesce(classification, '') AS level, count(*) FROM cable"
            " GROUP BY level ORDER BY min(rank), level"
        ),
        formats=many(
            "SELECT format, count(*) AS n FROM page GROUP BY format ORDER BY n DESC, format"
        ),
        mentions=mentions,
        resolved=resolved,
        missing=one(
            "SELECT count(DISTINCT target) FROM mention"
            " WHERE target IS NOT NULL AND target NOT IN (SELECT key FROM cable)"
        )[0],
        defects=many(
            "SELECT defect_code.code, sum(n) AS total FROM ("
            " SELECT code, count(*) AS n FROM cable_defect GROUP BY code UNION ALL"
            " SELECT code, count(*) FROM page_defect GROUP BY code) AS counted"
            " JOIN defect_code ON defect_code.id = counted.code"
            " GROUP BY defect_code.code ORDER BY total DESC, defect_code.code"
        ),
        quarantined=many(
            "SELECT code, count(*) AS n FROM quarantine GROUP BY code ORDER BY n DESC, code"
        ),
    )
