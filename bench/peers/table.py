"""The peers there are, how each is run, and whether it is here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import msgspec

from bench.peers import postgresql, sqlite_fts5, whoosh_pure, xapian_glass

__all__ = ["PEERS", "REFTEL", "Peer"]


class Peer(msgspec.Struct, frozen=True):
    """One engine to measure beside the others."""

    name: str
    module: str
    how: str
    """How it is installed."""
    missing: Callable[[], bool]
    version: Callable[[], str]
    python: Callable[[], str | None] = lambda: sys.executable
    """The Python that has its client."""
    serving: Callable[[Path], AbstractContextManager[None]] = lambda _: nullcontext()
    """Holds its server up over a folder, where it has one."""
    server: Callable[[Path], int] | None = None
    """Number of the server's first process."""
    most: int | None = None
    """Above so many cables it is left out."""
    writers: int = 1
    """How many can write at once."""

    def command(self, *words: str) -> Sequence[str]:
        """What runs its file."""
        return [self.python() or "", "-m", self.module, *words]

    def absent(self, cables: int) -> str:
        """Why it is not measured, as a sentence; empty when it can be."""
        if self.missing():
            return f"not installed: {self.how}"
        if self.most is not None and cables > self.most:
            return f"left out above {self.most:,} cables: too slow to build"
        return ""

    @contextmanager
    def served(self, folder: Path) -> Iterator[list[int]]:
        """The processes that work for it beside its client's, while its server is up."""
        with self.serving(folder):
            yield [self.server(folder)] if self.server else []


REFTEL = Peer("reftel", "bench.peers.reftel_archive", "", lambda: False, lambda: "")
PEERS = (
    Peer(
        sqlite_fts5.NAME,
        "bench.peers.sqlite_fts5",
        sqlite_fts5.HOW,
        sqlite_fts5.missing,
        sqlite_fts5.version,
    ),
    Peer(
        xapian_glass.NAME,
        "bench.peers.xapian_glass",
        xapian_glass.HOW,
        xapian_glass.missing,
        xapian_glass.version,
        python=xapian_glass.python,
    ),
    Peer(
        postgresql.NAME,
        "bench.peers.postgresql",
        postgresql.HOW,
        postgresql.missing,
        postgresql.version,
        serving=postgresql.serving,
        server=postgresql.server_process,
        writers=2,
    ),
    Peer(
        whoosh_pure.NAME,
        "bench.peers.whoosh_pure",
        whoosh_pure.HOW,
        whoosh_pure.missing,
        whoosh_pure.version,
        most=whoosh_pure.MOST,
        writers=2,
    ),
)
