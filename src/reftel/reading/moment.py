"""A moment of an archive: many questions, answered of one state.

In: a connection that reads, and the archive's folder. Out: a `Moment` while the database stands
still for that connection. A page asks some sixty small things of SQLite; one by one each would take
and let go of the file's lock, which costs more than the answer.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import msgspec

from reftel.archive.folder import Folder

__all__ = ["Gate", "Moment", "begin", "end"]

_ATTEMPTS = 5
_LONGEST_PAUSE_S = 3.0


class Gate:
    """Counts the threads that are in a moment, and has all out at once when a build asks for it.

    Else a build would never begin under threads that overlap without end: to SQLite they are one
    reader, who lets nobody in between.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._changed = threading.Condition()
        self._inside = 0
        self._heard = folder.asks_for_a_pause()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Count the thread that is inside it."""
        with self._changed:
            asked = self._folder.asks_for_a_pause()
            if asked != self._heard:
                self._changed.wait_for(
                    lambda: not self._inside or self._heard == asked, _LONGEST_PAUSE_S
                )
                self._heard = asked
                self._changed.notify_all()
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                if not self._inside:
                    self._changed.notify_all()


class Moment(msgspec.Struct):
    """What is known of the state that a thread reads just now."""

    state: str
    """As of `Folder.state`."""
    found: dict[str, tuple[str, int | None]] = {}
    """Written ids to the canonical ones, and the keys of the cables held."""


def begin(connection: sqlite3.Connection, folder: Folder) -> Moment:
    """Begin a reading transaction; not inside another. sqlite3.DatabaseError for a damaged file."""
    for _ in range(_ATTEMPTS):
        state = folder.state()
        connection.execute("BEGIN")
        try:
            # The state that is read is chosen by the first look at it.
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error:
            end(connection)
            raise
        if folder.state() == state:
            return Moment(state)
        end(connection)
    # A build commits without pause. What is found here goes by a name of its own, so that nobody
    # who reads another state is given it.
    connection.execute("BEGIN")
    return Moment(f"{state} {time.monotonic_ns():x}")


def end(connection: sqlite3.Connection) -> None:
    """End it, also where another thread has closed the connection, or SQLite rolled it back."""
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
