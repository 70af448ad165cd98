"""What a build tells while it runs and when it ends.

In: what each batch did. Out: `Progress` values on the way, a `Summary` at the end.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from reftel.archive.entry import RecordEntry
from reftel.archive.store import Arrival, Kept

__all__ = ["Progress", "Refused", "Summary", "Tally"]

_NAMED = 10
"""Refused records and pages that a summary names; the archive lists them all."""


class Progress(msgspec.Struct, frozen=True):
    """How far a build is."""

    records: int
    """Records read so far."""
    bytes: int
    """Their bytes, unpacked."""
    total: int
    """Bytes to read, of sources and of what is read again from the archive; compressed sources
    count as they lie on the disk."""
    seconds: float
    quarantined: int


class Refused(msgspec.Struct, frozen=True):
    """A record, or a page of one, that gave no cable."""

    name: str
    """Where it lies."""
    code: str
    reason: str


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    sources: int
    """Source files listed."""
    unchanged: int
    """Of these, files that were passed by because their size and time are as before."""
    read: int
    """Records read."""
    new: int
    """Cables that were not held before."""
    versions: int
    """New versions of cables that were held before."""
    sections: int = 0
    """Sections, each a record of its own, of cables that were held before."""
    pages: int
    """Further pages of cables, with a text that was held before."""
    again: int
    """Records whose bytes were held before."""
    changed: int
    """Records held before that were read again and gave something else this time."""
    quarantined: dict[str, int]
    """Code to number of records and pages that gave no cable."""
    refused: tuple[Refused, ...]
    """The first ten of them."""
    defects: dict[str, int]
    """Code to number of defects on the pages read, and in their telegrams."""
    seconds: float
    bytes: int
    """Bytes of the records read."""


class Tally:
    """Adds up a build."""

    def __init__(
        self,
        sources: int,
        unchanged: int,
        total: int,
        started: float,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._sources, self._unchanged, self._total = sources, unchanged, total
        self._started, self._progress = started, progress
        self._read = self._bytes = self._new = self._versions = self._sections = self._pages = (
            self._again
        ) = 0
        self._reread = self._reread_bytes = 0
        self.changed = 0
        """Records read again that gave something else."""
        self._quarantined: Counter[str] = Counter()
        self._refused: list[Refused] = []
        self._defects: Counter[str] = Counter()

    def add(self, arrivals: Sequence[Arrival], kept: Kept, size: int) -> None:
        """Count one batch of `size` bytes."""
        self._read += len(arrivals)
        self._bytes += size
        self._new += len(kept.new)
        self._versions += kept.versions
        self._sections += kept.sections
        self._pages += kept.again
        for arrival in arrivals:
            if arrival.entry is None:
                self._again += 1
                continue
            self._refuse(arrival.source + arrival.inner, arrival.entry)
            for page in arrival.entry.pages:
                self._defects.update(row.code for row in page.defects)
                self._defects.update(row.code for row in page.cable.defects)
        self._tell()

    def _refuse(self, name: str, entry: RecordEntry) -> None:
        self._quarantined.update(row.code for row in entry.quarantine)
        for row in entry.quarantine[: _NAMED - len(self._refused)]:
            self._refused.append(Refused(row.name or name, row.code, row.reason))

    def add_again(self, entries: Sequence[tuple[str, RecordEntry]]) -> None:
        """Count what records gave that were held and are read again, each with its name."""
        for name, entry in entries:
            self._refuse(name, entry)
            self._reread += 1
            self._reread_bytes += entry.size
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(
                Progress(
                    self._read + self._reread,
                    self._bytes + self._reread_bytes,
                    self._total,
                    time.monotonic() - self._started,
                    self._quarantined.total(),
                )
            )

    def summary(self) -> Summary:
        """All of it."""
        return Summary(
            sources=self._sources,
            unchanged=self._unchanged,
            read=self._read,
            new=self._new,
            versions=self._versions,
            sections=self._sections,
            pages=self._pages,
            again=self._again,
            changed=self.changed,
            quarantined=dict(sorted(self._quarantined.items())),
            refused=tuple(self._refused),
            defects=dict(sorted(self._defects.items())),
            seconds=time.monotonic() - self._started,
            bytes=self._bytes,
        )
