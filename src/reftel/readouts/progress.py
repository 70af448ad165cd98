"""How far a build is, as it runs.

In: the `Progress` values of a build. Out, on standard error so that answers can be piped: a live
bar with rate and time left on a terminal, a plain line every few seconds elsewhere.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.progress import Progress as Bar

from reftel.build.summary import Progress

__all__ = ["progress_lines", "shown_progress"]

_EVERY_S = 5.0


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """A function to hand to `build`; what it draws is gone or ended when the block ends."""
    if sys.stderr is not None and sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield progress_lines(_to_stderr)


def _to_stderr(line: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


def progress_lines(write: Callable[[str], None]) -> Callable[[Progress], None]:
    """A function that writes a line when five seconds of the build have passed since the last."""
    last = 0.0

    def show(progress: Progress) -> None:
        nonlocal last
        if progress.seconds - last < _EVERY_S:
            return
        last = progress.seconds
        rate = progress.bytes / progress.seconds
        left = max(progress.total - progress.bytes, 0) / rate if rate else 0.0
        quarantined = f", {progress.quarantined:,} quarantined" if progress.quarantined else ""
        write(
            f"{progress.records:,} records, {_part(progress):.0%}, {rate / 1e6:.1f} MB/s,"
            f" {_minutes(left)} left{quarantined}"
        )

    return show


def _part(progress: Progress) -> float:
    # Sources count as they lie on the disk, records unpacked; so the end may come early.
    return min(progress.bytes / progress.total, 1.0) if progress.total else 1.0


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(progress: Progress) -> None:
            quarantined = f", {progress.quarantined:,} quarantined" if progress.quarantined else ""
            bar.update(
                task,
                total=max(progress.total, progress.bytes),
                completed=progress.bytes,
                description=f"{progress.records:,} records{quarantined}",
            )

        yield show
