"""How long the answers of one archive take, class by class, in CPU time: to compare two states.

    python -m bench.asking ARCHIVE FEED [ROUNDS]

In: an archive, and the feed of its cables, from which the queries are chosen as in a run of the
bench. Out: of each class the median of first asks, the median of later ones and the longest, in
milliseconds of this process, which hardly change when the machine has other work; below these p50
and p99 of first asks and of all. Each answer has 20 hits, snippets and all facets.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import time
from pathlib import Path

from bench.choosing import SAMPLE, Words, classes
from bench.machine import ms, percentile
from bench.peers.query import HITS, fed
from reftel.reading import open_archive

__all__: list[str] = []

_VARIANTS = 3


def _asked(feed: Path, cables: int) -> dict[str, list[str]]:
    step = max(1, -(-cables // SAMPLE))
    sample = list(itertools.islice(fed(feed), 0, None, step))
    return {
        name: [query.reftel for query in queries]
        for name, queries in classes(Words(sample), _VARIANTS).items()
    }


def _main(place: Path, feed: Path, rounds: int) -> None:
    with open_archive(place) as archive:
        asked = _asked(feed, len(archive))
        times: dict[tuple[str, str], list[float]] = {}
        archive.search("", limit=1, facets=False)  # what a process loads once is no answer's
        for _ in range(rounds):
            for name, queries in asked.items():
                for query in dict.fromkeys(queries):
                    started = time.process_time()
                    archive.search(query, limit=HITS)
                    taken = time.process_time() - started
                    times.setdefault((name, query), []).append(taken)
    for name, queries in asked.items():
        taken_by = [times[name, query] for query in dict.fromkeys(queries)]
        firsts = [one[0] for one in taken_by]
        later = [taken for one in taken_by for taken in one[1:]] or firsts
        print(
            f"{name:20} first {ms(statistics.median(firsts)):7.2f}"
            f"  later {ms(statistics.median(later)):7.2f}  longest {ms(max(firsts + later)):7.2f}"
        )
    firsts = [one[0] for one in times.values()]
    every = [taken for one in times.values() for taken in one]
    for what, those in (("first asks", firsts), ("all", every)):
        print(f"{what}: p50 {ms(statistics.median(those))}, p99 {ms(percentile(those, 0.99))}")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]), int((sys.argv[3:] or ["5"])[0]))
