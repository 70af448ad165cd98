"""New cables into an archive while it is being read over HTTP.

A reader asks for the number of all cables, and for cables, again and again, while the command adds
to the archive. Each answer must be of the archive as it was or as it became, and none an error.
"""

from __future__ import annotations

import http.client
import json
import statistics
import sys
import threading
import time
from collections import Counter
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import msgspec

from bench.corpus import more
from bench.machine import ms, percentile, run
from bench.serving import served
from reftel.reading import open_archive

__all__ = ["Growing", "measure"]


class Growing(msgspec.Struct, frozen=True):
    """One addition."""

    load: float
    """Cores that others took when it began."""
    held: int
    added: int
    seconds: float
    """Of the command."""
    peak_mb: float
    old_answers: int
    """Answers of the archive as it was, while it was being added to and just after."""
    new_answers: int
    other_answers: int
    """Neither the one nor the other; must be none."""
    errors: int
    seen_seconds: float | None
    """From the end of the command to the first new answer; below 0 when it came before."""
    still_p50: float
    """Milliseconds of an answer before."""
    still_p99: float
    p50: float
    """While it grew."""
    p99: float


class _Reader(threading.Thread):
    """Asks until it is told to end."""

    def __init__(self, host: str, port: int, ids: list[str]) -> None:
        super().__init__(daemon=True)
        self._connection = http.client.HTTPConnection(host, port, timeout=120)
        self._paths = cycle([f"/api/cables/{quote(one)}" for one in ids])
        self._ended = threading.Event()
        self.answers: list[tuple[float, float, int]] = []
        """When, how long, and how many cables there were."""
        self.errors = 0

    def run(self) -> None:
        while not self._ended.is_set():
            started = time.perf_counter()
            status, body = self._get("/api/search?q=*&limit=1")
            took = time.perf_counter() - started
            if status == 200:
                self.answers.append((time.perf_counter(), took, int(json.loads(body)["total"])))
            if self._get(next(self._paths))[0] != 200:
                self.errors += 1
            self.errors += status != 200

    def _get(self, path: str) -> tuple[int, bytes]:
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def stop(self) -> None:
        self._ended.set()
        self.join()
        self._connection.close()


def measure(
    archive: Path, added: int = 1000, *, load: float, still: float = 5.0, wait: float = 10.0
) -> Growing:
    """Add the cables that follow those of an archive of invented cables, which stays so.

    `still` and `wait`: seconds for which it is read before and after.
    """
    with open_archive(archive) as held:
        before = len(held)
        ids = [one for one, _ in zip(held, range(100), strict=False)]
    source = more(before, added, archive.with_suffix(".more.csv"))
    with served(archive, 2) as (host, port, _):
        reader = _Reader(host, port, ids)
        reader.start()
        time.sleep(still)
        while not reader.answers and reader.is_alive():
            time.sleep(0.1)
        began = time.perf_counter()
        cost = run([sys.executable, "-m", "reftel", "build", str(archive), str(source)])
        ended = time.perf_counter()
        time.sleep(wait)
        reader.stop()
    with open_archive(archive) as grown:
        after = len(grown)
    before_it = [took for at, took, _ in reader.answers if at <= began]
    # An answer that began while it grew counts, wherever it ended.
    meanwhile = [took for at, took, _ in reader.answers if at > began and at - took < ended]
    totals = Counter(total for at, _, total in reader.answers if at > began)
    seen = next((at for at, _, total in reader.answers if total == after), None)
    return Growing(
        load=load,
        held=before,
        added=after - before,
        seconds=cost.seconds,
        peak_mb=cost.peak_mb,
        old_answers=totals[before],
        new_answers=totals[after] if after != before else 0,
        other_answers=sum(totals.values()) - sum(totals[one] for one in {before, after}),
        errors=reader.errors,
        seen_seconds=None if seen is None else round(seen - ended, 2),
        still_p50=ms(statistics.median(before_it)),
        still_p99=ms(percentile(before_it, 0.99)),
        p50=ms(statistics.median(meanwhile)),
        p99=ms(percentile(meanwhile, 0.99)),
    )
