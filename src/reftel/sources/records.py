"""From what was given on the command line to records: files, folders, archives, dumps.

In: paths. Out: `SourceFile`s (the files on disk, cheap to list, so that a build can pass by what
it has read already), and of each its `Record`s, in an order that depends on names alone. Nothing
is held in memory but one record at a time, and content never raises: what cannot be opened is a
record with a fault, and the rest goes on. Misuse, a path that does not exist, is SourceMissing.

Names. A record in a file is called like the file, in the container `PATH!/MEMBER`, in a dump
`PATH#ROW`. Compression alone is no container: `a.txt.gz` holds the record `a.txt.gz`. Files,
folders and members whose name begins with a dot, `__MACOSX`, and `*.reftel` are passed by.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from reftel.errors import SourceMissing
from reftel.sources.containers import open_records
from reftel.sources.page import Record

__all__ = ["SourceFile", "files", "records", "records_of"]


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


def files(paths: Sequence[Path]) -> Iterator[SourceFile]:
    """Every file at or below `paths`: these in the order given, folders walked by name.

    A file that is reached twice is listed once. SourceMissing for a path that does not exist,
    before any file is listed.
    """
    for path in paths:
        if not path.exists():
            raise SourceMissing(_shown(path))
    seen: set[Path] = set()
    for path in paths:
        for found in _walk(path):
            if found.location not in seen:
                seen.add(found.location)
                yield found


def records(paths: Sequence[Path]) -> Iterator[Record]:
    """Every record of every file at or below `paths`."""
    for source in files(paths):
        yield from records_of(source)


def records_of(source: SourceFile) -> Iterator[Record]:
    """The records of one file."""
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
        yield from open_records(source.path, stream, described.st_size)


def _walk(path: Path) -> Iterator[SourceFile]:
    try:
        described = path.stat()
        if not stat.S_ISDIR(described.st_mode):
            yield SourceFile(_shown(path), described.st_size, described.st_mtime_ns, path)
            return
        names = sorted((below.name for below in path.iterdir()), key=os.fsencode)
    except OSError:
        yield SourceFile(_shown(path), 0, 0, path)
        return
    for name in names:
        below = path / name
        if name.startswith(".") or name.endswith(".reftel"):
            continue
        if below.is_symlink() and below.is_dir():
            continue  # a link to a folder above would be walked for ever
        yield from _walk(below)


def _shown(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _unreadable(name: str, reason: str) -> Record:
    return Record(name, b"", fault="file-unreadable", reason=reason)
