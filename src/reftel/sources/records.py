"""From what was given on the command line to records: files, folders, archives, dumps.

In: paths. Out: `SourceFile`s (the files on disk, cheap to list, so that a build can pass by what
it has read already), and of each its `Record`s, in an order that depends on names alone. Nothing
is held in memory but one record at a time, and content never raises: what cannot be opened is a
record with a fault, and the rest goes on. Misuse, a path that does not exist, is SourceMissing.

Names. A record in a file is called like the file, in the container `PATH!/MEMBER`, in a dump
`PATH#ROW`. Compression alone is no container: `a.txt.gz` holds the record `a.txt.gz`. Files,
folders and members whose name begins with a dot, `__MACOSX`, `*.reftel`, folders that hold an
archive of ours, and links to folders are passed by; who asks is told of each. An archive of ours
that is named as a source is Misuse: its cables would be read as the bytes of a database.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from reftel.errors import Misuse, SourceMissing
from reftel.sources.containers import open_records
from reftel.sources.page import Record

__all__ = ["SourceFile", "files", "records", "records_of"]


_OURS = {"archive.sqlite", "writing.lock"}
"""What an archive holds from its first instant on, the one or the other; with it `index`, and
what SQLite puts beside a file it writes to."""
_TABLES = {"cable", "quarantine", "record", "record_name", "source"}


class SourceFile(msgspec.Struct, frozen=True):
    """One file on disk, as the file system describes it."""

    path: str
    """Path as given, or below the folder given; bytes that are no UTF-8 show as `\\xNN`."""
    size: int
    """Bytes; 0 where the file system would not say."""
    mtime_ns: int
    """Time of its last change, nanoseconds since 1970; 0 where the file system would not say."""
    location: Path
    """The same path, as the file system wants it."""


def files(
    paths: Sequence[Path], passed_by: Callable[[str], None] = lambda _: None
) -> Iterator[SourceFile]:
    """Every file at or below `paths`: these in the order given, folders walked by name.

    A file that is reached twice is listed once. `passed_by` is told the path of each file or
    folder that is left alone. SourceMissing for a path that does not exist, Misuse for one that
    is, or lies in, an archive of ours, before any file is listed.
    """
    for path in paths:
        if not path.exists():
            raise SourceMissing(_shown(path))
        for folder in (path, path.parent):
            if folder.is_dir() and _is_archive(folder, _names(folder)):
                message = f"{_shown(folder)} is an archive that reftel made, and no source; "
                raise Misuse(message + "give the files that it was built from.")
    seen: set[Path] = set()
    for path in paths:
        for found in _walk(path, passed_by):
            if found.location not in seen:
                seen.add(found.location)
                yield found


def records(paths: Sequence[Path]) -> Iterator[Record]:
    """Every record of every file at or below `paths`."""
    for source in files(paths):
        yield from records_of(source)


def records_of(
    source: SourceFile, passed_by: Callable[[str], None] = lambda _: None
) -> Iterator[Record]:
    """The records of one file. `passed_by` is told the name of each member that is left alone."""
    try:
        described = source.location.stat()
        if not stat.S_ISREG(described.st_mode):
            # Opening a pipe or a device could wait for ever.
            yield _unreadable(source.path, "It is not a regular file.")
            return
        stream = source.location.open("rb")
    except OSError as problem:
        yield _unreadable(source.path, f"It cannot be opened: {problem.strerror}.")
        return
    with stream:
        yield from open_records(source.path, stream, described.st_size, passed_by)


def _walk(path: Path, passed_by: Callable[[str], None]) -> Iterator[SourceFile]:
    try:
        described = path.stat()
        if not stat.S_ISDIR(described.st_mode):
            yield SourceFile(_shown(path), described.st_size, described.st_mtime_ns, path)
            return
        names = sorted((below.name for below in path.iterdir()), key=os.fsencode)
    except OSError:
        yield SourceFile(_shown(path), 0, 0, path)
        return
    if _is_archive(path, names):
        passed_by(_shown(path))
        return
    for name in names:
        below = path / name
        if (
            name.startswith(".")
            or name == "__MACOSX"
            or name.endswith(".reftel")
            or (below.is_symlink() and below.is_dir())  # it may lead to a folder above, for ever
        ):
            passed_by(_shown(below))
        else:
            yield from _walk(below, passed_by)


def _is_archive(folder: Path, names: Sequence[str]) -> bool:
    """Whether a folder that holds these names is an archive of ours, or was to become one."""
    if _OURS.isdisjoint(names):
        return False
    begun = all(name == "index" or name.startswith(tuple(_OURS)) for name in names)
    return begun or ("archive.sqlite" in names and _has_our_tables(folder / "archive.sqlite"))


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []


def _has_our_tables(database: Path) -> bool:
    try:
        # Immutable: reading must neither wait for a build nor leave files beside the database.
        where = f"{database.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(where, uri=True)) as connection:
            found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            return {name for (name,) in found} >= _TABLES
    except (sqlite3.Error, OSError):
        return False


def _shown(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _unreadable(name: str, reason: str) -> Record:
    return Record(name, b"", fault="file-unreadable", reason=reason)
