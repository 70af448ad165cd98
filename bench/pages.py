"""Pages of real size: how many a second, and how many bytes of archive each becomes.

The published pages of 2010 have some 48 kB, those of 2011 some 190 kB, nearly all of it the same
navigation. Ours have invented cables in the same markup; the list of TAGS is made longer until the
pages of 2011 have their size.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import msgspec

from bench.corpus import SEED
from bench.machine import run
from bench.peers.driver import folder_bytes
from reftel.demo.cables import cable
from reftel.demo.publish import page_html, path_of
from reftel.sources.detect import read
from reftel.sources.page import Record

__all__ = ["LAYOUTS", "Pages", "measure", "write"]

LAYOUTS = {2010: 48_000, 2011: 190_000}
"""Layout, and the size its pages are to have at least, on average."""
_LAST_LIST = b"<h3>Browse by classification</h3>"
_LINK = "<a href='/tag/{tag}_0.html'>{tag}</a>\n"


class Pages(msgspec.Struct, frozen=True):
    """The pages of one layout."""

    load: float
    """Cores that others took when it began."""
    layout: int
    pages: int
    bytes_a_page: int
    read_a_second: float
    """By one core: bytes to a `Page` with every byte's owner, no telegram parsed."""
    read_mb_a_second: float
    lxml_mb_a_second: float | None
    """The same pages by lxml.html, as a scale; None when it is not installed."""
    built_a_second: dict[str, float]
    """By number of workers: pages a second, the whole command."""
    archive_bytes_a_page: int


def write(folder: Path, pages: int, layout: int) -> Path:
    """A folder of so many pages, one cable each; taken as it is when it is there."""
    if folder.exists():
        return folder
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    filling = b""
    for n in range(pages):
        made = cable(n, SEED)
        page = page_html(made, layout)
        if n == 0:
            filling = _filling(LAYOUTS[layout] - len(page))
        path = part / path_of(made)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.replace(_LAST_LIST, filling + _LAST_LIST, 1))
    part.rename(folder)
    return folder


def _filling(size: int) -> bytes:
    """Links to TAGS that nobody used, so many bytes of them."""
    links: list[str] = []
    length = 0
    while length < size:
        n = len(links)
        tag = "Z" + "".join(chr(65 + n // 26**place % 26) for place in range(3))
        links.append(_LINK.format(tag=tag))
        length += len(links[-1])
    return "".join(links).encode()


def measure(folder: Path, layout: int, *, load: float, workers: tuple[int, ...] = (1, 2)) -> Pages:
    """Read all pages of a folder in this process, then build an archive of them by the command."""
    paths = sorted(path for path in folder.rglob("*.html"))
    data = [path.read_bytes() for path in paths[:400]]
    size = sum(map(len, data))
    seconds = statistics.median(_seconds(data) for _ in range(3))
    archive = folder.with_suffix(".reftel")
    rates = {}
    for count in workers:
        shutil.rmtree(archive, ignore_errors=True)
        command = [sys.executable, "-m", "reftel", "build", str(archive), str(folder)]
        cost = run([*command, "--workers", str(count)])
        rates[str(count)] = round(len(paths) / cost.seconds, 1)
    return Pages(
        load=load,
        layout=layout,
        pages=len(paths),
        bytes_a_page=round(size / len(data)),
        read_a_second=round(len(data) / seconds, 1),
        read_mb_a_second=round(size / seconds / 1e6, 1),
        lxml_mb_a_second=_lxml(data),
        built_a_second=rates,
        archive_bytes_a_page=round(folder_bytes(archive) / len(paths)),
    )


def _seconds(data: list[bytes]) -> float:
    started = time.perf_counter()
    for one in data:
        read(Record("page.html", one))
    return time.perf_counter() - started


def _lxml(data: list[bytes]) -> float | None:
    if not find_spec("lxml"):
        return None
    parse = import_module("lxml.html").document_fromstring
    started = time.perf_counter()
    for one in data:
        parse(one)
    return round(sum(map(len, data)) / (time.perf_counter() - started) / 1e6, 1)
