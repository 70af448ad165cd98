"""The archive as a folder on disk, and the ways to open it.

    NAME.reftel/
    ├── archive.sqlite   everything; the truth
    ├── index/           the search index, made from it and made again when lost
    └── writing.lock     empty; held while a build writes

In: the path of the folder. Out: a connection to read with, which can change nothing, or the one
connection to write with. Reading needs no write access: when a build ends, the SQLite file lies
alone, without a journal beside it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reftel.archive.schema import SCHEMA_VERSION, migrate, version_of
from reftel.errors import ArchiveBusy, ArchiveDamaged, ArchiveTooNew, ArchiveTooOld, NotAnArchive

__all__ = ["Folder"]

_PAGE_SIZE = 16384
"""A packed cable takes 2 kB and stands in one page, so half a one is left empty at its end: at 8 kB
an archive of 25,000 cables takes a twentieth more, at 32 kB as much as at 16. But every table and
index, however small, takes a page: of 600 cables 32 kB cost a twelfth of the archive more."""
_PATIENCE_S = 30.0
"""How long a connection waits for another's transaction; a build's are shorter."""
_HOLDING_OFF_MS = 3000
_LETTING_IN_S = 0.2
"""How long a build that begins holds off readers at a time, and lets them in between."""
_LOG_PAGES = 20_000
"""Pages that the log of a build may hold before they are put into the file: 330 MB."""
_CACHE_KB = 4000
"""Of the database, kept by each thread that reads: what lies above the rows of a cable."""
_OURS = {"index"} | {
    name + beside
    for name in ("archive.sqlite", "writing.lock")
    for beside in ("", "-journal", "-wal", "-shm")
}
"""What a build that was killed at its first instants may leave; `writing.lock-journal` is left by
builds of before the lock did without one."""


class Folder:
    """Where the parts of one archive lie."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = str(self.path / "writing.lock")
        self._written = (
            str(self.database),
            str(self.database.with_name("archive.sqlite-wal")),
            str(self.index / "cables" / "meta.json"),
        )

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "archive.sqlite"

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.path / "index"

    def state(self) -> str:
        """Letters that change whenever a build commits: times and sizes of what it writes."""
        return " ".join(map(_stamp, self._written))

    def asks_for_a_pause(self) -> str:
        """Letters that change whenever a build that begins asks its readers for a pause."""
        return _stamp(self._lock)

    def read(self) -> sqlite3.Connection:
        """A new connection that can only read.

        NotAnArchive, ArchiveTooNew, ArchiveTooOld, or ArchiveDamaged when the file is no archive.
        """
        if not self.database.is_file():
            raise NotAnArchive(str(self.path), taken=self.path.exists() and self._foreign())
        connection = sqlite3.connect(
            f"{self.database.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            timeout=_PATIENCE_S,
            check_same_thread=False,  # so that close() may close the connections of all threads
        )
        try:
            connection.execute("PRAGMA query_only = 1")
            # Not mapped: a server's memory would grow to the whole file, and one that is cut short
            # while it is read would end the process instead of telling its damage.
            connection.execute("PRAGMA mmap_size = 0")
            connection.execute(f"PRAGMA cache_size = {-_CACHE_KB}")
            found = version_of(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            what = f"its SQLite file says: {error}"
            if self._unfinished():
                what = "a build of it was cut short; run the build again where it can be written"
            raise ArchiveDamaged(str(self.path), what) from error
        if found != SCHEMA_VERSION:
            connection.close()
            if found > SCHEMA_VERSION:
                raise ArchiveTooNew(str(self.path), found, SCHEMA_VERSION)
            if found == 0:
                raise NotAnArchive(str(self.path), taken=True)
            raise ArchiveTooOld(str(self.path), found, SCHEMA_VERSION)
        return connection

    def _unfinished(self) -> bool:
        """Whether a killed build left its journal, which cannot be read without writing."""
        # Taking the file for all there is would show it in the middle of a change.
        return self.database.with_name("archive.sqlite-wal").exists()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The one connection that writes; made, migrated and locked on the way in.

        ArchiveBusy while another process or thread is inside. The lock dies with its process.
        """
        if self.path.exists() and not self.database.is_file() and self._foreign():
            raise NotAnArchive(str(self.path), taken=True)
        self.path.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(self._lock, isolation_level=None, timeout=0)
        try:
            try:
                # SQLite's own lock: the same on every system, and let go by the system when the
                # process is killed. Nothing is written, so the file stays empty and needs no
                # journal beside it.
                lock.execute("PRAGMA journal_mode = MEMORY")
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise ArchiveBusy(str(self.path)) from error
            yield from self._open_to_write()
        finally:
            lock.close()

    def _foreign(self) -> bool:
        """Whether the folder holds anything that is not ours; never write among such files."""
        if not self.path.is_dir():
            return True
        return any(entry.name not in _OURS for entry in self.path.iterdir())

    def _open_to_write(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.database, isolation_level=None, timeout=_PATIENCE_S)
        try:
            try:
                connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
                self._begin_log(connection)
                # A killed process loses nothing in WAL mode; a power cut may lose the last
                # transactions whole, and the next build makes them again.
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA cache_size = -131072")
                # A batch touches nearly every page of the indexes by digest, id and time; the fewer
                # times the log is put into the file, the less each of these is written.
                connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
                connection.execute("PRAGMA temp_store = MEMORY")
                tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
                if tables and version_of(connection) == 0:
                    raise NotAnArchive(str(self.path), taken=True)
                migrate(connection, str(self.path))
                if not tables:
                    # The steps of its schema leave pages empty that a small archive never fills.
                    connection.execute("VACUUM")
            except sqlite3.DatabaseError as error:
                what = f"its SQLite file says: {error}"
                raise ArchiveDamaged(str(self.path), what) from error
            yield connection
        finally:
            # Readers must find one file and need no write access. While some reader holds the
            # archive open SQLite says no, and the next build tries again.
            with suppress(sqlite3.DatabaseError):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                connection.execute("PRAGMA journal_mode = DELETE")
            connection.close()

    def _begin_log(self, connection: sqlite3.Connection) -> None:
        """Have what is written stand in a log beside the file, where it hinders no reader.

        That takes one instant without any reader, which many who overlap would never leave: so new
        ones are held off while those inside end, for a few seconds at a time. SQLite does so with
        other processes, but not with those threads of one that come while another reads; they see
        by the time of the lock that they are asked for a pause. ArchiveBusy.
        """
        if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            return
        connection.execute(f"PRAGMA busy_timeout = {_HOLDING_OFF_MS}")
        ends = time.monotonic() + _PATIENCE_S
        while True:
            os.utime(self._lock)
            try:
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
                connection.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                if time.monotonic() > ends:
                    raise ArchiveBusy(str(self.path), read=True) from error
                time.sleep(_LETTING_IN_S)
        connection.execute(f"PRAGMA busy_timeout = {int(_PATIENCE_S * 1000)}")


def _stamp(file: str) -> str:
    try:
        known = os.stat(file)  # noqa: PTH116 - asked several times a page, and three times as quick
    except OSError:
        return "0.0"
    return f"{known.st_mtime_ns:x}.{known.st_size:x}"
