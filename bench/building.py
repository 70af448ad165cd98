"""What it takes to build an archive, and each peer from the feed of the same cables."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import msgspec

from bench.feeding import Size
from bench.machine import run
from bench.peers.driver import folder_bytes
from bench.peers.table import Peer

__all__ = ["Building", "PeerBuilding", "Run", "measure", "measure_peer"]


_PARTS = 5


class Run(msgspec.Struct, frozen=True):
    """One build from nothing."""

    workers: int
    seconds: float
    text_mb_a_second: float
    """Telegram text, 10^6 bytes of UTF-8."""
    peak_mb: float
    cpu_seconds: float | None = None
    """None where a server did the work, whose time is not told."""


class Building(msgspec.Struct, frozen=True):
    """Builds of a whole archive, the second run of the last, and its parts on disk."""

    load: float
    """Cores that others took when it began."""
    cables: int
    text_mb: float
    source_mb: float
    runs: tuple[Run, ...]
    again_seconds: float
    """The same command again, with nothing new."""
    archive_mb: float
    store_mb: float
    index_mb: float
    archive_by_text: float
    pace: tuple[float, ...]
    """Records a second in each fifth of the last run, as its progress tells; empty for a short
    one."""


class PeerBuilding(msgspec.Struct, frozen=True):
    """A peer's builds; it is fed words, and reads no telegram."""

    name: str
    version: str
    load: float
    absent: str
    """Why there is none."""
    runs: tuple[Run, ...]
    disk_mb: float
    disk_by_text: float


def measure(
    source: Path, archive: Path, size: Size, *, load: float, workers: tuple[int, ...] = (1, 2)
) -> Building:
    """Build `archive` anew with each number of workers, as a user would, by the command line."""
    text_mb = size.text_bytes / 1e6
    runs = []
    told: list[tuple[float, int]] = []
    command = [sys.executable, "-m", "reftel", "build", str(archive), str(source)]
    for count in workers:
        shutil.rmtree(archive, ignore_errors=True)
        told = [(0.0, 0)]
        cost = run([*command, "--workers", str(count)], tell=partial(_note, told))
        rate = round(text_mb / cost.seconds, 2)
        runs.append(Run(count, cost.seconds, rate, cost.peak_mb, cost.cpu_seconds))
    again = run(command)
    whole, store = folder_bytes(archive), folder_bytes(archive / "archive.sqlite")
    return Building(
        load=load,
        cables=size.cables,
        text_mb=round(text_mb, 1),
        source_mb=round(size.source_bytes / 1e6, 1),
        runs=tuple(runs),
        again_seconds=again.seconds,
        archive_mb=round(whole / 1e6, 1),
        store_mb=round(store / 1e6, 1),
        index_mb=round((whole - store) / 1e6, 1),
        archive_by_text=round(whole / size.text_bytes, 3),
        pace=_pace(told),
    )


def _note(told: list[tuple[float, int]], seconds: float, line: str) -> None:
    if found := re.match(r"([\d,]+) records", line):
        told.append((seconds, int(found[1].replace(",", ""))))


def _pace(told: Sequence[tuple[float, int]]) -> tuple[float, ...]:
    """Records a second in each of five parts of what was told."""
    if len(told) < 2 * _PARTS:
        return ()
    marks = [told[n * (len(told) - 1) // _PARTS] for n in range(_PARTS + 1)]
    return tuple(
        round((records - before) / (at - since), 1)
        for (since, before), (at, records) in pairwise(marks)
    )


def measure_peer(
    peer: Peer, feed: Path, folder: Path, size: Size, *, load: float, workers: tuple[int, ...]
) -> PeerBuilding:
    """Build a peer anew with each number of writers that it knows how to use."""
    if absent := peer.absent(size.cables):
        return PeerBuilding(peer.name, "", load, absent, (), 0.0, 0.0)
    text_mb = size.text_bytes / 1e6
    runs, disk = [], 0
    for count in sorted({min(count, peer.writers) for count in workers}):
        shutil.rmtree(folder, ignore_errors=True)
        with peer.served(folder) as beside:
            cost = run(peer.command("build", str(feed), str(folder), str(count)), beside)
        cpu = None if peer.server else cost.cpu_seconds
        rate = round(text_mb / cost.seconds, 2)
        runs.append(Run(count, cost.seconds, rate, cost.peak_mb, cpu))
        disk = int(cost.said)
    return PeerBuilding(
        peer.name,
        peer.version(),
        load,
        "",
        tuple(runs),
        round(disk / 1e6, 1),
        round(disk / size.text_bytes, 3),
    )
