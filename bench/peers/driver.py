"""One engine in a process of its own: built once, or opened and asked over two pipes.

`python -m bench.peers.NAME build FEED FOLDER WORKERS` prints the bytes it keeps. `… ask FOLDER`
prints how long opening took, then answers a line for each line it is given, and measures inside, so
that the pipe costs nothing: `{"query": …}` gives seconds and total (null where the engine has no
such query); `{"load": [queries], "seconds": …, "first": …}` asks them in turn for so long and gives
the seconds of each. Standard library only.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from bench.peers.query import Query, Unasked

__all__ = ["Asker", "folder_bytes", "run"]


class Asker(Protocol):
    """An opened engine."""

    def ask(self, query: Query) -> int:
        """The number of cables found, after all work that the query's mode wants is done."""


def folder_bytes(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def run(
    build: Callable[[Path, Path, int], int],
    open_: Callable[[Path], Asker],
    ready: Callable[[], object] = lambda: None,
) -> None:
    """What a peer's file does when it is run; `ready` loads its client, which is no opening."""
    ready()
    match sys.argv[1:]:
        case ["build", feed, folder, workers]:
            print(build(Path(feed), Path(folder), int(workers)))
        case ["ask", folder]:
            started = time.perf_counter()
            engine = open_(Path(folder))
            _say(time.perf_counter() - started)
            for line in sys.stdin:
                _say(_answer(engine, json.loads(line)))
        case _:
            sys.exit(__doc__)


def _say(answer: object) -> None:
    print(json.dumps(answer), flush=True)


def _answer(engine: Asker, asked: dict[str, object]) -> object:
    match asked:
        case {"load": list(queries), "seconds": float(seconds), "first": int(first)}:
            return _load(engine, [Query.of(one) for one in queries], seconds, first)
        case {"query": dict(fields)}:
            return _timed(engine, Query.of(fields))
    raise ValueError(asked)


def _timed(engine: Asker, query: Query) -> tuple[float, int | None]:
    started = time.perf_counter()
    try:
        total: int | None = engine.ask(query)
    except Unasked:
        total = None
    return time.perf_counter() - started, total


def _load(engine: Asker, queries: list[Query], seconds: float, first: int) -> list[float]:
    taken: list[float] = []
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        query = queries[(first + len(taken)) % len(queries)]
        taken.append(_timed(engine, query)[0])
    return taken
