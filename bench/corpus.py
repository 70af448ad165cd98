"""The invented cables that everything is measured on, written once, and streamed ever after.

Nothing here holds more texts than it is asked for: a dump of a million cables is written and read
in the memory of a few hundred. The first cables of a large dump are those of a small one.
`python -m bench.corpus CABLES FOLDER` writes one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from reftel.demo.bulk import write_csv
from reftel.demo.cables import cable
from reftel.demo.publish import csv_row
from reftel.sources.detect import read
from reftel.sources.records import files, records_of

__all__ = ["DATA", "SEED", "dump", "more", "real_texts", "texts"]

SEED = 1894
DATA = Path(__file__).parent / "data"


def dump(cables: int, data: Path = DATA) -> Path:
    """A dump of so many cables in the 8-column form."""
    data.mkdir(parents=True, exist_ok=True)
    path = data / f"cables-{cables}.csv"
    if not path.exists():
        part = path.with_suffix(".part")
        write_csv(part, cables=cables, seed=SEED, processes=os.cpu_count() or 1)
        part.rename(path)
    return path


def more(held: int, cables: int, path: Path) -> Path:
    """A dump of the `cables` that come after the first `held`."""
    with path.open("w", encoding="utf-8", newline="") as out:
        for n in range(held, held + cables):
            out.write(csv_row(cable(n, SEED), n + 1))
    return path


def real_texts() -> list[str]:
    """Telegram texts of the real pages that may lie beside the project; empty without them."""
    folder = Path(__file__).parents[2] / "shared"
    sources = [one for one in (folder / "samples", folder / "seeds") if one.is_dir()]
    return [text for source in sources for text in _texts(source)]


def texts(source: Path, limit: int) -> list[str]:
    """The first telegram texts of a source, in order, `limit` at most."""
    return list(islice(_texts(source), limit))


def _texts(source: Path) -> Iterator[str]:
    for file in files([source]):
        for record in records_of(file):
            pages = read(record)
            if isinstance(pages, tuple):
                yield from (page.text for page in pages if page.text)


if __name__ == "__main__":
    dump(int(sys.argv[1]), Path(sys.argv[2]))
