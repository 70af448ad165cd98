"""The invented cables that everything is measured on, written once to bench/data."""

from __future__ import annotations

import os
from pathlib import Path

from reftel.demo.bulk import write_csv
from reftel.sources.detect import read
from reftel.sources.page import Page
from reftel.sources.records import files, records_of

__all__ = ["SEED", "dump", "real_texts", "texts"]

SEED = 1894
_DATA = Path(__file__).parent / "data"


def dump(cables: int) -> Path:
    """A dump of so many cables in the 8-column form."""
    _DATA.mkdir(exist_ok=True)
    path = _DATA / f"cables-{cables}.csv"
    if not path.exists():
        part = path.with_suffix(".part")
        write_csv(part, cables=cables, seed=SEED, processes=os.cpu_count() or 1)
        part.rename(path)
    return path


def real_texts() -> list[str]:
    """Telegram texts of the real pages that may lie beside the project; empty without them."""
    folder = Path(__file__).parents[2] / "shared"
    sources = [one for one in (folder / "samples", folder / "seeds") if one.is_dir()]
    found = [read(record) for source in files(sources) for record in records_of(source)]
    return [page.text for pages in found if isinstance(pages, tuple) for page in pages]


def texts(path: Path, limit: int | None = None) -> list[tuple[str, str]]:
    """Id and telegram text of the cables in a dump, in order."""
    found: list[tuple[str, str]] = []
    for source in files([path]):
        for record in records_of(source):
            pages = read(record)
            if isinstance(pages, tuple):
                found += [(page.claim("id") or "", page.text) for page in pages if _is_page(page)]
            if limit is not None and len(found) >= limit:
                return found[:limit]
    return found


def _is_page(page: Page) -> bool:
    return bool(page.text)
