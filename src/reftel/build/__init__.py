"""The pipeline: from sources to an archive that can be read and searched.

In: paths of sources and of the archive. Out: a `Summary`, and the archive. One process cuts the
sources into records, hands batches of them to workers that read, parse and compress, and puts the
answers into the archive in the order of the records. Promises: killed at any instant and run
again, it ends in the same archive, row by row; what is unchanged is not even opened; a record
that breaks a reader is kept in quarantine and stops nothing.

How that holds. A batch is cut by the records alone, is one transaction, and says in the same
transaction how far its sources are read; so a build that goes on cuts the same batches and hands
out the same keys. SQLite is the truth and the index follows: a cable waits in `index_pending`
from the transaction that changes it until the index has committed it.
"""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from importlib.metadata import version
from pathlib import Path

import msgspec

from reftel.archive.entry import RecordEntry
from reftel.archive.folder import Folder
from reftel.archive.originals import digest, is_due, train
from reftel.archive.store import Arrival, Dictionary, Reached, SourceState, Store
from reftel.build.again import read_again
from reftel.build.crew import Crew
from reftel.build.indexing import Indexing
from reftel.build.summary import Progress, Summary, Tally
from reftel.reading.entering import READER_VERSION
from reftel.sources import detect
from reftel.sources.page import Record
from reftel.sources.records import SourceFile, files, records_of

__all__ = ["Progress", "Summary", "build"]

BATCH_RECORDS = 512
BATCH_BYTES = 8 * 1024 * 1024
"""A batch is full when it has so many records, or so many bytes; a property of the archive, not
a setting, since keys and dictionaries rest on it."""
_WORTH_A_CREW = 8 * 1024 * 1024
"""Bytes of sources below which starting processes costs more than it saves."""

_READER = str(READER_VERSION)

_decode = msgspec.msgpack.Decoder(list[RecordEntry]).decode


def build(
    archive: str | Path,
    sources: Iterable[str | Path],
    *,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    distrust: bool = False,
) -> Summary:
    """Read `sources` into `archive`, which is made when it is not there.

    `workers`: processes that read; None for one on each core. `progress` is called after each
    batch. With `distrust` a source that seems unchanged, by its size and time, is read again, and
    so is all that the archive holds; that happens by itself when the readers have changed.
    SourceMissing, NotAnArchive, ArchiveTooNew, ArchiveBusy; odd content raises nothing.
    """
    started = time.monotonic()
    listed = list(files([Path(source) for source in sources]))
    folder = Folder(archive)
    with folder.write() as connection:
        store = Store(connection)
        old = store.meta("reader") != _READER
        if old:
            store.reindex()
        again = store.faulty_sources() if old else set()
        todo = [
            (one, state)
            for one, state in _states(store, listed)
            if distrust or one.path in again or not _is_read(one, state)
        ]
        everything = old or distrust
        wanted = sum(one.size for one, _ in todo) + (store.reentry().bytes() if everything else 0)
        if workers is None:
            workers = (os.cpu_count() or 1) if wanted > _WORTH_A_CREW else 1
        tally = Tally(len(listed), len(listed) - len(todo), wanted, started, progress)
        store.note("reftel", version("reftel"))
        with Crew(workers) as crew:
            tally.changed = read_again(store, crew, everything=everything, tell=tally.add_again)
            store.note("reader", _READER)
            with Indexing(folder.index, store, crew) as indexing:
                _Pipeline(store, crew, indexing, tally, distrust=distrust).run(todo)
                indexing.forget(store.settle_copies())
                indexing.finish()
        return tally.summary()


def _states(
    store: Store, listed: Sequence[SourceFile]
) -> Iterator[tuple[SourceFile, SourceState | None]]:
    for one in listed:
        yield one, store.source(one.path)


def _is_read(one: SourceFile, state: SourceState | None) -> bool:
    return state is not None and state.done and _same(one, state)


def _same(one: SourceFile, state: SourceState) -> bool:
    return (one.size, one.mtime_ns) == (state.size, state.mtime_ns) and (
        state.place is None or state.place == _place(one)
    )


def _place(one: SourceFile) -> bytes:
    """Tells apart two files of the same path as given, from different folders."""
    return digest(os.fsencode(one.location.absolute()))[:16]


class _Item(msgspec.Struct, frozen=True):
    """A record in a batch; without its bytes where they are held or on their way."""

    source: str
    inner: str
    digest: bytes
    record: Record | None
    dictionary: int | None


class _Batch(msgspec.Struct):
    """Records that are put into the archive together."""

    items: list[_Item] = []
    reached: dict[str, Reached] = {}
    dictionaries: list[Dictionary] = []
    size: int = 0
    """Bytes of the records."""


class _Pipeline:
    def __init__(
        self, store: Store, crew: Crew, indexing: Indexing, tally: Tally, *, distrust: bool
    ) -> None:
        self._store, self._crew, self._indexing, self._tally = store, crew, indexing, tally
        self._distrust = distrust
        known = store.dictionaries()
        self._contents = {one.number: one.content for one in known}
        self._by_shape = {one.shape: one.number for one in known}
        self._made = Counter(one.shape for one in known)
        self._records = store.records()
        self._on_the_way: set[bytes] = set()

    def run(self, todo: Sequence[tuple[SourceFile, SourceState | None]]) -> None:
        """Cut, hand out, put: batches are put in the order in which they were cut."""
        waiting: deque[tuple[_Batch, Future[bytes]]] = deque()
        for batch in self._batches(todo):
            fresh = [(item.record, item.dictionary) for item in batch.items if item.record]
            waiting.append((batch, self._crew.start(fresh, dict(self._contents))))
            if len(waiting) > 2 * self._crew.size:
                self._put(*waiting.popleft())
        while waiting:
            self._put(*waiting.popleft())

    def _put(self, batch: _Batch, answer: Future[bytes]) -> None:
        entries = iter(_decode(answer.result()))
        arrivals = [
            Arrival(item.source, item.inner, item.digest, next(entries) if item.record else None)
            for item in batch.items
        ]
        kept = self._store.put(arrivals, batch.reached.values(), batch.dictionaries)
        self._on_the_way.difference_update(item.digest for item in batch.items)
        self._indexing.add(kept)
        self._tally.add(arrivals, kept, batch.size)

    # --- cutting ---

    def _batches(self, todo: Sequence[tuple[SourceFile, SourceState | None]]) -> Iterator[_Batch]:
        batch, drawn, size = _Batch(), list[tuple[str, Record]](), 0
        for one, state in todo:
            records, total = self._begin(one, state)
            reread = False
            for n, record in enumerate(records_of(one)):
                reread = reread or record.fault == "file-unreadable"
                if n < records:
                    continue  # in the archive already, from a build that was cut short
                records, total = n + 1, total + len(record.data)
                drawn.append((one.path, record))
                size += len(record.data)
                batch.reached[one.path] = Reached(one.path, records, total, done=False)
                if len(drawn) >= BATCH_RECORDS or size >= BATCH_BYTES:
                    yield self._fill(batch, drawn)
                    batch, drawn, size = _Batch(), [], 0
            # A file that could not be opened is tried again by the next build: rights may change
            # where size and time do not.
            batch.reached[one.path] = Reached(
                one.path, 0 if reread else records, 0 if reread else total, done=not reread
            )
        if drawn or batch.reached:
            yield self._fill(batch, drawn)

    def _begin(self, one: SourceFile, state: SourceState | None) -> tuple[int, int]:
        """Records and bytes that need not be read again."""
        if state is not None and not state.done and _same(one, state) and not self._distrust:
            return state.records, state.bytes
        self._store.begin_source(one.path, one.size, one.mtime_ns, _place(one))
        return 0, 0

    def _fill(self, batch: _Batch, drawn: Sequence[tuple[str, Record]]) -> _Batch:
        batch.size = sum(len(record.data) for _, record in drawn)
        fresh: list[tuple[str, Record, bytes, str | None]] = []
        samples: dict[str, list[bytes]] = {}
        keys = [digest(record.data) for _, record in drawn]
        kept = self._store.kept(keys)
        came = set(keys).difference(kept, self._on_the_way)
        for (source, record), key in zip(drawn, keys, strict=True):
            new = record.fault is not None or not (key in self._on_the_way or kept.get(key))
            shape = _shape(record) if new else None
            if shape is not None:
                self._on_the_way.add(key)
                samples.setdefault(shape, []).append(record.data)
            fresh.append((source, record, key, shape))
        for shape, data in samples.items():
            if is_due(self._made[shape], self._records, data, batch.size):
                content = train(data)
                if content is not None:
                    number = len(self._contents) + 1
                    batch.dictionaries.append(Dictionary(number, shape, content))
                    self._contents[number], self._by_shape[shape] = content, number
                    self._made[shape] += 1
        self._records += len(came)
        batch.items = [
            _Item(
                source,
                record.name.removeprefix(source),
                key,
                None if shape is None else record,
                None if shape is None else self._by_shape.get(shape),
            )
            for source, record, key, shape in fresh
        ]
        return batch


def _shape(record: Record) -> str:
    """Which dictionary suits: records of one form look alike."""
    if record.format is not None:
        return record.format
    for name, looks_like, _ in detect.FORMATS:
        if looks_like(record.data):
            return name
    return "other"
