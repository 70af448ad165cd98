"""Any number of invented cables, in one dump or as pages, streamed to disk.

In: a path and a number. Out: files. Nothing is held but the cable at hand; the same seed gives
the same bytes, in one process or several.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from reftel.demo.cables import cable, generate
from reftel.demo.publish import csv_row, odd_id, page_html, path_of
from reftel.demo.seeds import SEED

__all__ = ["write_csv", "write_pages"]

_BATCH = 500
_ODD_IDS = 1250
"""One id in so many is misread from a classification line with a section mark."""
_BACKSLASHES = 450
"""One body in so many has a backslash before a line end."""


def write_csv(path: Path, *, cables: int, seed: int = SEED, processes: int = 1) -> None:
    """The first `cables` cables of a seed as a dump in eight columns."""
    starts = range(0, cables, _BATCH)
    batch = partial(_rows, cables=cables, seed=seed)
    with path.open("wb") as dump:
        if processes == 1:
            for start in starts:
                dump.write(batch(start))
            return
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as crew:
            for rows in _in_order(crew, batch, starts, processes * 4):
                dump.write(rows)


def _in_order(
    crew: ProcessPoolExecutor, batch: partial[bytes], starts: range, ahead: int
) -> Iterator[bytes]:
    """Batches in order, never more than `ahead` of them in memory."""
    left = iter(starts)
    waiting = [crew.submit(batch, start) for start in islice(left, ahead)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [crew.submit(batch, start) for start in islice(left, 1)]


def _rows(start: int, *, cables: int, seed: int) -> bytes:
    rows = []
    for n in range(start, min(start + _BATCH, cables)):
        made = cable(n, seed)
        odd = n % _ODD_IDS == _ODD_IDS - 1 and made.truth.sections > 1
        rows.append(
            csv_row(
                made,
                n + 1,
                backslash=n % _BACKSLASHES == _BACKSLASHES - 1,
                shown_as=odd_id(made) if odd else None,
            )
        )
    return "".join(rows).encode()


def write_pages(folder: Path, cables: int, layout: int = 2010, *, seed: int = SEED) -> None:
    """The first `cables` cables of a seed as pages, in the folders of the published site."""
    for made in generate(cables, seed):
        path = folder / path_of(made)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page_html(made, layout))
