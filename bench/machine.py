"""What it was measured on, and how: the frame of every figure."""

from __future__ import annotations

import os
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

__all__ = [
    "Cost",
    "Machine",
    "busy",
    "describe",
    "family",
    "memory",
    "ms",
    "percentile",
    "pss",
    "run",
]

_ROOT = Path(__file__).parents[1]


class Machine(msgspec.Struct, frozen=True):
    """One machine and the versions on it."""

    cores: int
    memory_gb: float
    system: str
    python: str
    versions: dict[str, str]


class Cost(msgspec.Struct, frozen=True):
    """What one command took."""

    seconds: float
    peak_mb: float
    """Highest sum of proportional memory (PSS) over the command and its children, in 10^6 bytes."""
    cpu_seconds: float
    """Of all its processes, the system's part too: what a busy machine hardly changes."""
    said: str = ""
    """What it printed."""


def describe() -> Machine:
    """Look at the machine we run on."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(
        cores=os.cpu_count() or 1,
        memory_gb=round(pages / 1e9, 1),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        versions={name: version(name) for name in ("reftel", "tantivy", "msgspec", "zstandard")}
        | {"sqlite": sqlite3.sqlite_version},
    )


def busy() -> float:
    """How many cores are used while we do nothing for a second: those that others take."""
    before = _jiffies()
    time.sleep(1.0)
    total, idle = (later - sooner for later, sooner in zip(_jiffies(), before, strict=True))
    return round((1 - idle / total) * (os.cpu_count() or 1), 1) if total else 0.0


def _jiffies() -> tuple[int, int]:
    """What all cores have done since the start, and how much of it was waiting."""
    try:
        told = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    except OSError:
        return 0, 0
    numbers = list(map(int, told))
    return sum(numbers), numbers[3] + numbers[4]


def percentile(times: Sequence[float], share: float) -> float:
    """The time that `share` (0 to 1) of all times do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ms(seconds: float) -> float:
    """Seconds as milliseconds, two places."""
    return round(seconds * 1000, 2)


def run(
    command: Sequence[str],
    beside: Sequence[int] = (),
    tell: Callable[[float, str], None] = lambda _, line: print(line, end="", file=sys.stderr),
) -> Cost:
    """Run a command to its end. CalledProcessError when it fails.

    `beside` are other processes that work for it, whose memory counts too. `tell` is called with
    each line of its standard error and the seconds that have passed.
    """
    started, spent = time.perf_counter(), _cpu()
    with (
        tempfile.TemporaryFile("w+") as out,
        subprocess.Popen(
            command, stdout=out, stderr=subprocess.PIPE, text=True, cwd=_ROOT
        ) as process,
    ):
        peak = _Peak([process.pid, *beside])
        peak.start()
        assert process.stderr is not None
        for line in process.stderr:
            tell(time.perf_counter() - started, line)
        process.wait()
        seconds = time.perf_counter() - started
        peak.stop()
        out.seek(0)
        said = out.read()
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    cpu = _cpu() - spent
    return Cost(round(seconds, 3), round(peak.bytes / 1e6, 1), round(cpu, 1), said)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Peak(threading.Thread):
    """Looks at processes and their descendants five times a second; Linux only."""

    def __init__(self, roots: Sequence[int]) -> None:
        super().__init__(daemon=True)
        self._roots = roots
        self._ended = threading.Event()
        self.bytes = 0

    def run(self) -> None:
        while not self._ended.wait(0.2):
            self.bytes = max(self.bytes, memory(self._roots))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def memory(roots: Sequence[int]) -> int:
    """Proportional memory (PSS) of processes and their descendants, in bytes."""
    return sum(pss(one) for root in roots for one in family(root))


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            continue
        found += map(int, children)
    return found


def pss(pid: int) -> int:
    """Proportional memory of one process, in bytes; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
