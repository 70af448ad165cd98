"""How long an answer takes, query class by query class, in reftel and in its peers.

Each engine is open in a process of its own and measures inside it. The same queries are put to all
in turns, so that a machine that slows down does so for all. A class has several queries; the times
of a peer stand only where each of them finds as many cables as in reftel, since a faster wrong
answer is no answer. A slow engine is asked less often: no class may cost it more than some seconds.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Self

import msgspec

from bench.machine import memory, ms, percentile
from bench.peers.query import Query
from bench.peers.table import Peer

__all__ = [
    "PATIENCE",
    "ClassTimes",
    "Client",
    "Engine",
    "Searching",
    "Throughput",
    "Times",
    "measure",
]

PATIENCE = 10.0
"""Seconds that one class may cost one engine; then it is asked no more of that class."""
_FRESH = 3
"""New processes in which the first answer is timed."""
_ROOT = Path(__file__).parents[1]


class Times(msgspec.Struct, frozen=True):
    """Of one class in one engine, in milliseconds."""

    matches: tuple[int | None, ...]
    """Cables found by each query; None where it has no such query, or was not asked it in time."""
    asks: int
    first: float
    """Median of the first ask of each query."""
    p50: float
    p99: float


class ClassTimes(msgspec.Struct, frozen=True):
    """One class in all engines."""

    name: str
    query: str
    """The first of its queries, in reftel's language."""
    whole: Times
    """In reftel, each answer with all facets, whatever the class asks for."""
    engines: dict[str, Times]


class Throughput(msgspec.Struct, frozen=True):
    """Answers a second, of queries of all classes in turn, by clients in processes of their own."""

    one: float
    two: float


class Engine(msgspec.Struct, frozen=True):
    """What was measured of one engine beside its answers."""

    opened_ms: float
    cold_ms: float
    """Opening and first answer in a new process; median."""
    cold_dropped: bool
    """Whether the system's cache of files was emptied before that."""
    memory_mb: float
    """Of its processes after all classes."""
    throughput: Throughput


class Searching(msgspec.Struct, frozen=True):
    """All classes, and reftel's times of whole answers together."""

    load: float
    """Cores that others took when it began."""
    rounds: int
    variants: int
    p50: float
    """Of reftel, over all classes, each answer with 20 hits, snippets and all facets."""
    p99: float
    first_p50: float
    """The same, of the first ask of each query, for which nothing is remembered."""
    first_p99: float
    classes: tuple[ClassTimes, ...]
    engines: dict[str, Engine]


class Client:
    """An engine open in a process of its own. A context manager."""

    def __init__(self, peer: Peer, folder: Path) -> None:
        self._process = subprocess.Popen(
            peer.command("ask", str(folder)), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, cwd=_ROOT,
        )  # fmt: skip
        self.opened: float = self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    @property
    def pid(self) -> int:
        """Of its process."""
        return self._process.pid

    def say(self, asked: object) -> None:
        """Ask, and do not wait."""
        assert self._process.stdin is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)

    def hear(self) -> Any:
        """Its next answer. RuntimeError when it has ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.__exit__()
            raise RuntimeError(f"{self._process.args!r} ended with {self._process.returncode}")
        return json.loads(line)

    def ask(self, query: Query) -> tuple[float, int | None]:
        """Seconds, and cables found; None where it has no such query."""
        self.say({"query": asdict(query)})
        seconds, total = self.hear()
        return seconds, total


def measure(
    places: Sequence[tuple[Peer, Path]],
    asked: Mapping[str, Sequence[Query]],
    *,
    load: float,
    rounds: int = 10,
    lasting: float = 4.0,
    patience: float = PATIENCE,
    drop_caches: bool = False,
) -> Searching:
    """Ask every query `rounds` times of each engine, the classes and engines in turns.

    `places` are the engines and where each has its files, reftel first; `load` is what others did
    to the machine when all began; `lasting`, seconds for which answers a second are counted;
    `patience`, seconds after which an engine is asked no more of a class.
    """
    runs = {
        (peer.name, name): _Run(len(queries), patience)
        for peer, _ in places
        for name, queries in asked.items()
    }
    whole = {name: _Run(len(queries), patience) for name, queries in asked.items()}
    engines: dict[str, Engine] = {}
    with ExitStack() as stack:
        servers = [stack.enter_context(peer.served(at)) for peer, at in places]
        cold = [_cold(peer, at, asked, drop=drop_caches) for peer, at in places]
        with ExitStack() as opened:
            clients = [opened.enter_context(Client(peer, at)) for peer, at in places]
            # Another, so that it has nothing to remember from the asks without facets.
            second = opened.enter_context(Client(*places[0]))
            for turn in range(rounds):
                for name, queries in asked.items():
                    for n, query in enumerate(queries):
                        for (peer, _), client in zip(places, clients, strict=True):
                            runs[peer.name, name].take(client, query, n, turn)
                        whole[name].take(second, replace(query, mode="whole"), n, turn)
            held = [memory([one.pid, *more]) for one, more in zip(clients, servers, strict=True)]
        mixed = _mixed(places, asked, runs)
        for n, (peer, at) in enumerate(places):
            engines[peer.name] = Engine(
                opened_ms=ms(clients[n].opened),
                cold_ms=ms(cold[n]),
                cold_dropped=drop_caches,
                memory_mb=round(held[n] / 1e6, 1),
                throughput=Throughput(*(_rate(peer, at, mixed, k, lasting) for k in (1, 2))),
            )
    every = [taken for run in whole.values() for taken in run.times]
    firsts = [taken for run in whole.values() for taken in run.firsts]
    return Searching(
        load=load,
        rounds=rounds,
        variants=max(map(len, asked.values())),
        p50=ms(statistics.median(every)),
        p99=ms(percentile(every, 0.99)),
        first_p50=ms(statistics.median(firsts)),
        first_p99=ms(percentile(firsts, 0.99)),
        classes=tuple(
            ClassTimes(
                name,
                queries[0].reftel,
                whole[name].result(),
                {peer.name: runs[peer.name, name].result() for peer, _ in places},
            )
            for name, queries in asked.items()
        ),
        engines=engines,
    )


class _Run:
    """The asks of one class in one engine."""

    def __init__(self, size: int, patience: float) -> None:
        self._patience = patience
        self.times: list[float] = []
        self.firsts: list[float] = []
        self.matches: list[int | None] = [None] * size
        self._unasked = False

    def take(self, client: Client, query: Query, n: int, turn: int) -> None:
        """Ask once more, unless it has cost enough."""
        if self._unasked or sum(self.times) > self._patience:
            return
        seconds, total = client.ask(query)
        if total is None:
            self._unasked = True
            return
        self.matches[n] = total
        self.times.append(seconds)
        if turn == 0:
            self.firsts.append(seconds)

    def result(self) -> Times:
        """What came of it."""
        if not self.times:
            return Times(tuple(self.matches), 0, 0.0, 0.0, 0.0)
        return Times(
            tuple(self.matches),
            len(self.times),
            ms(statistics.median(self.firsts)),
            ms(statistics.median(self.times)),
            ms(percentile(self.times, 0.99)),
        )


def _cold(peer: Peer, at: Path, asked: Mapping[str, Sequence[Query]], *, drop: bool) -> float:
    """Seconds to open and give the first answer, in new processes; median."""
    taken = []
    for queries in list(asked.values())[:_FRESH]:
        if drop:
            _drop_caches()
        with Client(peer, at) as client:
            taken.append(client.opened + client.ask(queries[0])[0])
    return statistics.median(taken)


def _drop_caches() -> None:
    """Empty the system's cache of files; it slows down all others on the machine."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("1")


def _mixed(
    places: Sequence[tuple[Peer, Path]],
    asked: Mapping[str, Sequence[Query]],
    runs: Mapping[tuple[str, str], _Run],
) -> list[Query]:
    """The queries for which all engines find the same, so that all are given the same work."""
    reftel = places[0][0].name
    return [
        query
        for name, queries in asked.items()
        if all(runs[peer.name, name].matches == runs[reftel, name].matches for peer, _ in places)
        for query in queries
    ] or [next(iter(asked.values()))[0]]


def _rate(peer: Peer, at: Path, queries: Sequence[Query], clients: int, lasting: float) -> float:
    """Answers a second, by so many clients at once."""
    with ExitStack() as stack:
        opened = [stack.enter_context(Client(peer, at)) for _ in range(clients)]
        for one in opened:  # each has read what it needs
            one.ask(queries[0])
        started = time.perf_counter()
        for n, one in enumerate(opened):
            first = n * len(queries) // clients
            load = [asdict(query) for query in queries]
            one.say({"load": load, "seconds": lasting, "first": first})
        answers = sum(len(one.hear()) for one in opened)
        return round(answers / (time.perf_counter() - started), 1)
