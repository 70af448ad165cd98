"""`make bench`, or `python -m bench --cables 25000`: measure, print, keep the result as JSON."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from bench import building, corpus, growing, pages, parsing, report, searching, serving
from bench.choosing import Words, classes, step_of
from bench.feeding import Size, write_feed
from bench.machine import busy, describe, run
from bench.peers import postgresql
from bench.peers.query import fed
from bench.peers.table import PEERS, REFTEL, Peer
from bench.result import Making, Result, keep, load

STEPS = ("parse", "build", "peers", "search", "serve", "pages", "grow")


def main() -> None:
    """Run the steps on one corpus, each kept as soon as it is done."""
    arguments = read_arguments(sys.argv[1:])
    data: Path = arguments.data
    name = arguments.source.name if arguments.source else str(arguments.cables)
    result = load(name, _command(), describe())
    if arguments.source:
        source = arguments.source
    else:
        source, result.making = _dump(arguments.cables, data, result.making)
    data.mkdir(parents=True, exist_ok=True)
    every = step_of(arguments.cables) if arguments.unfed else 1
    feed = data / f"cables-{name}.{'sample' if arguments.unfed else 'feed'}"
    size = result.size = write_feed(source, feed, os.cpu_count() or 1, every)
    run_ = _Run(arguments, result, source, feed, size)
    for step in arguments.steps:
        run_.step(step)
        keep(result)
    print(report.run_tables(result))
    if not arguments.source:  # what a stranger's folder holds is no figure of ours
        report.write()


def read_arguments(words: Sequence[str]) -> argparse.Namespace:
    """What was typed, checked; with `--unfed` all peers are left out."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cables", type=int, default=25_000, help="how many (default: 25000)")
    parser.add_argument("--source", type=Path, help="a folder or dump of real cables instead")
    parser.add_argument("--data", type=Path, default=corpus.DATA, help="where dumps are kept")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS)
    known = [peer.name for peer in PEERS]
    parser.add_argument(
        "--without", nargs="+", default=[], metavar="PEER", choices=known, help="of the peers"
    )
    parser.add_argument("--rounds", type=int, default=10, help="of each query (default: 10)")
    parser.add_argument("--variants", type=int, default=6, help="queries a class (default: 6)")
    parser.add_argument(
        "--patience", type=float, default=searching.PATIENCE,
        help="seconds that a class of queries may cost an engine (default: 10)",
    )  # fmt: skip
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="in builds")
    parser.add_argument("--pages", type=int, default=2000, help="pages a layout (default: 2000)")
    parser.add_argument(
        "--drop-caches", action="store_true", help="empty the system's file cache before cold asks"
    )
    parser.add_argument(
        "--unfed", action="store_true",
        help="feed no peer: of the invented cables only those are read that queries are chosen by",
    )  # fmt: skip
    arguments = parser.parse_args(words)
    if arguments.unfed:
        if arguments.source:
            parser.error("--unfed is for invented cables, whose number is known before")
        arguments.without = list(dict.fromkeys([*arguments.without, *known]))
    return arguments


def _command() -> str:
    """As it was typed, without the folder of this machine."""
    words = sys.argv[1:]
    while "--data" in words:
        at = words.index("--data")
        del words[at : at + 2]
    return " ".join(["python -m bench", *words])


def _dump(cables: int, data: Path, known: Making | None) -> tuple[Path, Making | None]:
    """The dump, written by a process of its own so that its memory can be told."""
    path = data / f"cables-{cables}.csv"
    if path.exists():
        return path, known
    cost = run([sys.executable, "-m", "bench.corpus", str(cables), str(data.absolute())])
    return path, Making(cost.seconds, cost.peak_mb)


class _Run:
    """The steps over one corpus."""

    def __init__(
        self, arguments: argparse.Namespace, result: Result, source: Path, feed: Path, size: Size
    ) -> None:
        self._arguments, self._result = arguments, result
        self._source, self._feed, self._size = source, feed, size
        self._archive = feed.with_suffix(".reftel").absolute()
        self._workers = tuple(arguments.workers)

    def step(self, name: str) -> None:
        """Run one, and put what came of it into the result."""
        print(f"{name} …", file=sys.stderr)
        steps: dict[str, Callable[[float], None]] = {
            "parse": self._parse,
            "build": self._build,
            "peers": self._peers,
            "search": self._search,
            "serve": self._serve,
            "pages": self._pages,
            "grow": self._grow,
        }
        steps[name](busy())

    def _parse(self, load: float) -> None:
        real = corpus.real_texts()
        self._result.real = parsing.measure(real, rounds=15, load=load) if real else None
        self._result.parsing = parsing.measure(corpus.texts(self._source, 3000), load=load)

    def _build(self, load: float) -> None:
        self._result.building = building.measure(
            self._source, self._archive, self._size, load=load, workers=self._workers
        )

    def _peers(self, load: float) -> None:
        known = {one.name: one for one in self._result.peers}
        for peer in PEERS:
            if peer.name not in self._arguments.without:
                known[peer.name] = building.measure_peer(
                    peer, self._feed, self._place(peer), self._size, load=load,
                    workers=self._workers,
                )  # fmt: skip
                self._result.peers = tuple(known.values())
                keep(self._result)
                load = busy()

    def _place(self, peer: Peer) -> Path:
        """Where a peer keeps its files; a server that is another user must be able to get there."""
        name = f"{self._feed.stem}.{peer.module.split('.')[-1]}"
        folder = Path(tempfile.gettempdir()) if peer.name == postgresql.NAME else self._feed.parent
        return folder.absolute() / name

    def _search(self, load: float) -> None:
        every = 1 if self._arguments.unfed else step_of(self._size.cables)
        words = Words(list(islice(fed(self._feed), 0, None, every)))
        asked = classes(words, self._arguments.variants)
        places = [
            (REFTEL, self._archive),
            *(
                (peer, self._place(peer))
                for peer in PEERS
                if peer.name not in self._arguments.without
                and not peer.absent(self._size.cables)
                and self._place(peer).exists()
            ),
        ]
        self._result.searching = searching.measure(
            places, asked, load=load, rounds=self._arguments.rounds,
            patience=self._arguments.patience, drop_caches=self._arguments.drop_caches,
        )  # fmt: skip

    def _serve(self, load: float) -> None:
        self._result.serving = serving.measure(self._archive, load=load)

    def _pages(self, load: float) -> None:
        measured = []
        for layout in pages.LAYOUTS:
            folder = self._feed.parent / f"pages-{layout}-{self._arguments.pages}"
            pages.write(folder, self._arguments.pages, layout)
            measured.append(pages.measure(folder, layout, load=load, workers=self._workers))
        self._result.pages = tuple(measured)

    def _grow(self, load: float) -> None:
        if self._arguments.source:
            print("Only an archive of invented cables can grow by invented ones.", file=sys.stderr)
            return
        self._result.growing = growing.measure(self._archive, load=load)


if __name__ == "__main__":
    main()
