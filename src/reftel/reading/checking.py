"""Whether an archive and its index agree with each other, and with what they were read from.

In: a connection that reads, and how many cables the index knows. Out: findings; none for an archive
that is whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from reftel.archive.check import Finding, check
from reftel.errors import ArchiveDamaged, ArchiveError
from reftel.reading.today import rows_of_today

__all__ = ["findings"]


def findings(connection: sqlite3.Connection, indexed: Callable[[], int]) -> Iterator[Finding]:
    """Everything that does not agree: in the database, with today's readers, with the index."""
    try:
        yield from check(connection)
        yield from rows_of_today(connection)
        waiting = connection.execute("SELECT count(*) FROM index_pending").fetchone()[0]
        held = connection.execute("SELECT count(*) FROM cable").fetchone()[0]
    except (sqlite3.DatabaseError, ArchiveDamaged) as error:
        yield Finding("file", "archive.sqlite", f"It cannot be read any further: {error}.")
        return
    if waiting:
        sentence = f"The index does not know {waiting} cables as they are; run the build again."
        yield Finding("index", "index", sentence)
    try:
        known = indexed()
    except ArchiveError as error:
        yield Finding("index", "index", f"{error} The next build makes the index again.")
        return
    if known != held:
        sentence = f"The index knows {known} cables, the archive holds {held}."
        yield Finding("index", "index", sentence)
