"""The result of a run, and where it is kept: one JSON file a corpus under bench/results.

Steps can be run one by one, so each part may be missing, and says how busy the machine was with
the work of others when it began.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from bench.building import Building, PeerBuilding
from bench.feeding import Size
from bench.growing import Growing
from bench.machine import Machine
from bench.pages import Pages
from bench.parsing import Parsing
from bench.searching import Searching
from bench.serving import Serving

__all__ = ["BUSY", "RESULTS", "Making", "Result", "keep", "kept", "load"]

RESULTS = Path(__file__).parent / "results"
BUSY = 0.3
"""From so many cores taken by others on, a part is marked: its figures are too bad, or vary."""


class Making(msgspec.Struct, frozen=True):
    """How the invented dump was written."""

    seconds: float
    peak_mb: float


class Result(msgspec.Struct):
    """One corpus."""

    name: str
    command: str
    """The last that added to it."""
    machine: Machine
    size: Size | None = None
    making: Making | None = None
    """None where the dump was there already."""
    parsing: Parsing | None = None
    real: Parsing | None = None
    """The same over the real pages, where they are at hand."""
    building: Building | None = None
    peers: tuple[PeerBuilding, ...] = ()
    searching: Searching | None = None
    serving: Serving | None = None
    pages: tuple[Pages, ...] = ()
    growing: Growing | None = None


def load(name: str, command: str, machine: Machine, results: Path = RESULTS) -> Result:
    """What is known of a corpus, to be added to."""
    path = results / f"{name}.json"
    if not path.exists():
        return Result(name, command, machine)
    known = msgspec.json.decode(path.read_bytes(), type=Result)
    known.command, known.machine = command, machine
    return known


def keep(result: Result, results: Path = RESULTS) -> None:
    """Write it down."""
    results.mkdir(exist_ok=True)
    written = msgspec.json.format(msgspec.json.encode(result), indent=2)
    (results / f"{result.name}.json").write_bytes(written + b"\n")


def kept(results: Path = RESULTS) -> list[Result]:
    """All results, the smallest corpus first."""
    found = [msgspec.json.decode(path.read_bytes(), type=Result) for path in results.glob("*.json")]
    return sorted(found, key=lambda one: (one.size.cables if one.size else 0, one.name))
