"""A moment of an archive: many questions, answered of one state.

In: a connection that reads, and the archive's folder. Out: a `Moment` while the database stands
still for that connection. A page asks some sixty small things of SQLite; one by one each would take
and let go of the file's lock, which costs more than the answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import msgspec

from reftel.archive.folder import Folder

__all__ = ["Moment", "moment_of"]


class Moment(msgspec.Struct):
    """What is known of the state that a thread reads just now."""

    state: str
    """As of `Folder.state`."""
    found: dict[str, tuple[str, int | None]] = {}
    """Written ids to the canonical ones, and the keys of the cables held."""


@contextmanager
def moment_of(connection: sqlite3.Connection, folder: Folder) -> Iterator[Moment]:
    """One reading transaction; for one thread at a time, and not inside another."""
    # Taken before: what a build commits in between is read under its old name, and asked for again.
    state = folder.state()
    # Asks nothing of the file yet: one that is damaged is told by the first question.
    connection.execute("BEGIN")
    try:
        yield Moment(state)
    finally:
        # Closed meanwhile, or rolled back by SQLite itself where the file could not be read.
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
