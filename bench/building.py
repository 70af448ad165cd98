"""What it takes to build an archive from a dump, and SQLite FTS5 from the same texts."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.machine import run

__all__ = ["Building", "Peer", "measure", "measure_peer"]


class Building(msgspec.Struct, frozen=True):
    """One build of a whole archive, its second run, and its parts on disk."""

    cables: int
    dump_mb: float
    text_mb: float
    seconds: float
    cables_a_second: float
    peak_mb: float
    again_seconds: float
    """The same command again, with nothing new."""
    archive_mb: float
    store_mb: float
    index_mb: float
    archive_by_text: float


class Peer(msgspec.Struct, frozen=True):
    """SQLite FTS5, contents and index in one file; texts already in memory, one process."""

    seconds: float
    file_mb: float


def measure(dump: Path, archive: Path, cables: int, text_mb: float) -> Building:
    """Build `archive` anew from `dump` as a user would, by the command line."""
    shutil.rmtree(archive, ignore_errors=True)
    command = [sys.executable, "-m", "reftel", "build", str(archive), str(dump)]
    cost = run(command)
    again = run(command)
    whole, store = _size(archive), _size(archive / "archive.sqlite")
    return Building(
        cables=cables,
        dump_mb=round(dump.stat().st_size / 1e6, 1),
        text_mb=text_mb,
        seconds=cost.seconds,
        cables_a_second=round(cables / cost.seconds, 1),
        peak_mb=cost.peak_mb,
        again_seconds=again.seconds,
        archive_mb=round(whole / 1e6, 1),
        store_mb=round(store / 1e6, 1),
        index_mb=round((whole - store) / 1e6, 1),
        archive_by_text=round(whole / 1e6 / text_mb, 3),
    )


def measure_peer(texts: Sequence[tuple[str, str]], path: Path) -> Peer:
    """Index the same texts with FTS5 (porter stemmer, accents folded)."""
    path.unlink(missing_ok=True)
    started = time.perf_counter()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(
        "CREATE VIRTUAL TABLE cables USING fts5("
        "id UNINDEXED, text, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.executemany("INSERT INTO cables VALUES (?, ?)", texts)
    connection.execute("INSERT INTO cables (cables) VALUES ('optimize')")
    connection.commit()
    connection.close()
    return Peer(round(time.perf_counter() - started, 3), round(path.stat().st_size / 1e6, 1))


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
