"""How fast the reading room answers over loopback, and how heavy its pages are on the wire.

The server runs as a user would run it, in processes of its own; the client is plain HTTP/1.1 on
kept connections, asks for compressed answers and does not unpack them. It shares the cores with the
server, which no visitor would, so requests a second are a lower bound. Every address is asked
without what a browser keeps, so that each answer is made anew.
"""

from __future__ import annotations

import http.client
import itertools
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from bench.machine import family, ms, percentile, pss
from reftel.reading import open_archive

__all__ = ["PageTimes", "Serving", "measure", "served"]

_ACCEPTED = "gzip, deflate, br, zstd"
"""As Chromium and Firefox ask on loopback and over HTTPS; without it, gzip."""
_CLIENTS = 4
"""Connections that ask at once where requests a second are counted."""
_NEEDED = re.compile(r"""(?<=url\(")[^"]+|(?<=from ")\./[^"]+|(?<=import ")\./[^"]+""")
"""What a style sheet or a script asks for."""
_LASTING = 8.0
"""Seconds for which they ask."""


class PageTimes(msgspec.Struct, frozen=True):
    """One kind of page; times in milliseconds."""

    name: str
    example: str
    p50: float
    p99: float
    kilobytes: float
    """Largest answer, compressed as sent, in 10^3 bytes."""


class Serving(msgspec.Struct, frozen=True):
    """All kinds of pages, and a cable page under load."""

    load: float
    """Cores that others took when it began."""
    workers: int
    rounds: int
    pages: tuple[PageTimes, ...]
    first_visit: float
    """A cable page with its styles, scripts and fonts, in 10^3 bytes as sent."""
    requests_a_second: float
    """Cable pages that nobody asked for before, by four connections at once."""
    loaded_p99: float
    """Of one such request, in milliseconds."""
    worker_mb: float
    """Proportional memory (PSS) of the largest serving process after all this."""
    again_a_second: float | None = None
    """Cable pages that were made a moment ago, as when many follow one link; None in runs of before
    such were kept."""


def measure(archive: Path, rounds: int = 150, workers: int = 2, *, load: float) -> Serving:
    """Ask each kind of page `rounds` times, the kinds in turns, each time another of its kind."""
    kinds = _kinds(archive)
    times: dict[str, list[float]] = {name: [] for name in kinds}
    sizes: dict[str, int] = dict.fromkeys(kinds, 0)
    with served(archive, workers) as (host, port, process):
        connection = http.client.HTTPConnection(host, port, timeout=60)
        for path in (paths[0] for paths in kinds.values()):
            for _ in range(2 * workers):  # both processes have read their templates
                _get(connection, path)
        turns = {name: itertools.cycle(paths) for name, paths in kinds.items()}
        for _ in range(rounds):
            for name, paths in turns.items():
                path = _unasked(next(paths))
                started = time.perf_counter()
                size = len(_get(connection, path))
                times[name].append(time.perf_counter() - started)
                sizes[name] = max(sizes[name], size)
        first_visit = _first_visit(connection, kinds["cable"][0])
        connection.close()
        rate, loaded = _load(host, port, kinds["cable"], _unasked)
        again, _ = _load(host, port, kinds["cable"][:100], str)
        largest = max(map(pss, family(process.pid)))
    return Serving(
        load,
        workers,
        rounds,
        tuple(
            PageTimes(
                name,
                kinds[name][0],
                ms(statistics.median(times[name])),
                ms(percentile(times[name], 0.99)),
                round(sizes[name] / 1e3, 1),
            )
            for name in kinds
        ),
        round(first_visit / 1e3, 1),
        round(rate, 1),
        ms(percentile(loaded, 0.99)),
        round(largest / 1e6, 1),
        round(again, 1),
    )


def _kinds(archive: Path) -> dict[str, list[str]]:
    """Kinds of pages, each with many addresses of the archive."""
    with open_archive(archive) as held:
        ids = list(held)
        facets = held.search("", limit=0).facets
    sample = random.Random(1894).sample(ids, min(len(ids), 400))
    words = ("summary", "percent", "harvest", "ministry", "tag:PGOV", "date:2005..2007")
    queries = [quote(" ".join(two)) for two in itertools.permutations(words, 2)]
    stations = [quote(one.value) for one in facets["origin"][:40]]
    tags = [quote(one.value) for one in facets["tag"][:40]]
    years = [one.value for one in facets["year"]]
    return {
        "home": ["/"],
        "results": [f"/search?q={query}" for query in queries],
        "cable": [f"/cables/{quote(name)}" for name in sample],
        "as transmitted": [f"/cables/{quote(name)}/transmitted" for name in sample],
        "posts": ["/posts"],
        "a post": [f"/posts/{one}" for one in stations],
        "a TAG": [f"/tags/{one}" for one in tags],
        "a year": [f"/dates/{one}" for one in years],
        "map": ["/map"],
        "API: a cable": [f"/api/cables/{quote(name)}" for name in sample],
        "API: search": [f"/api/search?q={query}" for query in queries],
    }


@contextmanager
def served(archive: Path, workers: int) -> Iterator[tuple[str, int, subprocess.Popen[str]]]:
    """The reading room of an archive on loopback: host, port, process."""
    command = [sys.executable, "-m", "reftel", "serve", str(archive), "--port", "0"]
    with subprocess.Popen(
        [*command, "--workers", str(workers)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = urlsplit(next(line for line in process.stdout if "http" in line).split()[-1])
        try:
            yield address.hostname or "", address.port or 0, process
        finally:
            process.terminate()


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers={"Accept-Encoding": _ACCEPTED})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    return body


def _first_visit(connection: http.client.HTTPConnection, path: str) -> int:
    """Bytes of a page and of all that it needs, as a browser with nothing kept would load it."""
    connection.request("GET", path)
    html = connection.getresponse().read().decode()
    wanted = [path, *re.findall(r'(?:href|src)="(/static/[^"]+)"', html)]
    size = 0
    seen: set[str] = set()
    while wanted:
        one = wanted.pop()
        if one in seen:
            continue
        seen.add(one)
        size += len(_get(connection, one))
        if one.endswith((".css", ".js")):
            connection.request("GET", one)
            text = connection.getresponse().read().decode()
            wanted += [urljoin(one, name) for name in _NEEDED.findall(text)]
    return size


_numbers = itertools.count()


def _unasked(path: str) -> str:
    """The same page at an address that was never asked for: pages pass over what they do not know,
    and what is kept of a page is kept by its address. The API keeps nothing.
    """
    if path.startswith("/api"):
        return path
    return f"{path}{'&' if '?' in path else '?'}first={next(_numbers)}"


def _load(
    host: str, port: int, paths: Sequence[str], address: Callable[[str], str]
) -> tuple[float, list[float]]:
    """Requests a second, and the time of each, by several connections at once."""
    taken: list[float] = []
    ends = time.perf_counter() + _LASTING

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection(host, port, timeout=60)
        for path in itertools.islice(itertools.cycle(paths), first, None):
            started = time.perf_counter()
            if started > ends:
                break
            _get(connection, address(path))
            taken.append(time.perf_counter() - started)
        connection.close()

    threads = [threading.Thread(target=ask, args=(n * 17,)) for n in range(_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / _LASTING, taken
