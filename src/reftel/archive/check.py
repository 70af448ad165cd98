"""Verifies an archive: every digest, map, count and link.

In: a read-only connection to an archive. Out: findings, one for each thing that does not agree;
none for an archive that is whole. Looks only at what is stored; whether today's parser would read
the same is a question for `reading.Archive.check`, which knows the parser and the index too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from reftel.archive.originals import digest
from reftel.archive.rows import OWNED
from reftel.archive.shelf import Shelf
from reftel.archive.versions import BEST_FIRST, COUNT_VERSIONS, folded_digest

__all__ = ["Finding", "check"]


class Finding(msgspec.Struct, frozen=True):
    """One thing that does not agree."""

    code: str
    """file, digest, text, preferred, count, link, rows or index."""
    address: str
    """What it is about: a cable's id, a record's digest, or the name of a table."""
    sentence: str
    """What is wrong, in plain words."""


def check(connection: sqlite3.Connection) -> Iterator[Finding]:
    """All findings, in the order file, records, texts, cables, links."""
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Finding("file", "archive.sqlite", line)
    shelf = Shelf(connection)
    yield from _records(connection, shelf)
    yield from _texts(connection, shelf)
    yield from _cables(connection)
    yield from _links(connection)


def _records(connection: sqlite3.Connection, shelf: Shelf) -> Iterator[Finding]:
    for key, kept, size in connection.execute("SELECT id, digest, size FROM record"):
        try:
            data = shelf.original(key)
        except ValueError as error:
            yield Finding("digest", kept.hex(), f"The bytes of record {key} are lost: {error}.")
            continue
        if digest(data) != kept or len(data) != size:
            yield Finding("digest", kept.hex(), f"Record {key} no longer has its digest.")


def _texts(connection: sqlite3.Connection, shelf: Shelf) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT page.key, id, folded, length FROM page JOIN cable_id ON cable_id.key = page.cable"
    )
    for key, name, folded, length in rows:
        try:
            text = shelf.text(key)
        except (ValueError, IndexError) as error:
            yield Finding("text", name, f"The text of page {key} cannot be read again: {error}.")
            continue
        if len(text) != length or folded_digest(text) != folded:
            yield Finding("text", name, f"The text of page {key} has another length or digest.")


class _Disagreement(msgspec.Struct, frozen=True):
    code: str
    sentence: str
    statement: str
    """SQL that lists what is wrong, by its address."""


_DISAGREEMENTS: tuple[_Disagreement, ...] = (
    _Disagreement(
        "preferred",
        "The page it is read from belongs to another cable, or is not there.",
        "SELECT id FROM cable JOIN cable_id USING (key) LEFT JOIN page ON page.key = cable.page"
        " WHERE page.cable IS NOT cable.key",
    ),
    _Disagreement(
        "preferred",
        "Another of its pages is the better one to read.",
        "SELECT id FROM (SELECT cable, page.key, row_number() OVER (PARTITION BY cable"  # noqa: S608
        f" ORDER BY {BEST_FIRST}) AS place"
        " FROM page JOIN record ON record.id = page.record) AS best"
        " JOIN cable ON cable.key = best.cable"
        " JOIN cable_id ON cable_id.key = cable.key"
        " WHERE best.place = 1 AND best.key <> cable.page"
        " AND cable.key NOT IN (SELECT cable FROM section)",
    ),
    _Disagreement(
        "preferred",
        "A section of it is joined from a page of another cable, or from none that is there.",
        "SELECT id FROM section JOIN cable_id ON cable_id.key = section.cable"
        " LEFT JOIN page ON page.key = section.page"
        " WHERE section.page IS NOT NULL AND page.cable IS NOT section.cable",
    ),
    _Disagreement(
        "count",
        "Its numbers of pages and versions, or its release, are not those of its pages.",
        "SELECT id FROM cable JOIN cable_id USING (key) JOIN (SELECT cable, count(*) AS pages,"  # noqa: S608
        f" {COUNT_VERSIONS} AS versions, min(released) AS released FROM page GROUP BY cable)"
        " AS counted ON counted.cable = cable.key WHERE (counted.pages, counted.versions)"
        " <> (cable.pages, cable.versions) OR counted.released IS NOT cable.released",
    ),
    _Disagreement(
        "count",
        "A page names it and the catalogue does not list it.",
        "SELECT DISTINCT id FROM page JOIN cable_id ON cable_id.key = page.cable"
        " WHERE page.cable NOT IN (SELECT key FROM cable)",
    ),
    _Disagreement(
        "count",
        "A record gave neither a page nor an entry in quarantine.",
        # What is left of something broken gave nothing, and may be whole elsewhere by now.
        "SELECT lower(hex(digest)) FROM record WHERE read"
        " AND id NOT IN (SELECT record FROM page) AND id NOT IN (SELECT record FROM quarantine)",
    ),
    _Disagreement(
        "count",
        "A record has no name.",
        "SELECT lower(hex(digest)) FROM record WHERE id NOT IN (SELECT record FROM record_name)",
    ),
)


def _cables(connection: sqlite3.Connection) -> Iterator[Finding]:
    for one in _DISAGREEMENTS:
        for (address,) in connection.execute(one.statement):
            yield Finding(one.code, address, one.sentence)
    for table in (*OWNED, "section", "index_pending"):
        orphans = connection.execute(
            f"SELECT count(*) FROM {table} WHERE cable NOT IN (SELECT key FROM cable)"  # noqa: S608
        ).fetchone()[0]
        if orphans:
            yield Finding("count", table, f"{orphans} of its rows belong to no cable held.")


def _links(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT id, ordinal FROM mention JOIN cable_id ON cable_id.key = mention.cable"
        " WHERE target IS NOT NULL AND target NOT IN (SELECT key FROM cable_id)"
    )
    for name, ordinal in rows:
        yield Finding("link", name, f"Its mention {ordinal} leads to an id that is not there.")
