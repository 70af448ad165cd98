"""The search index, kept in step with the archive.

In: what each `put` changed. Out: an index that answers for the archive as it is. A cable waits in
`index_pending` from the transaction that changed it until the index has committed its document;
so whatever a kill leaves between the two, the next build finds it and makes it good. An index
that is lost, damaged, not the archive's or made for other fields is made again from the archive.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from pathlib import Path
from typing import Self

import msgspec

from reftel.archive.entry import RecordEntry, enter_page
from reftel.archive.originals import Packer
from reftel.archive.store import Kept, Store, ToIndex
from reftel.build.crew import Crew
from reftel.build.task import document_of
from reftel.errors import ArchiveDamaged, ArchiveError, ReftelError
from reftel.reading.entering import Entered
from reftel.search.document import Document
from reftel.search.tantivy_engine import INDEX_VERSION, TantivyEngine
from reftel.sources.page import Record

__all__ = ["Indexing"]

_COMMIT_EVERY = 40_000
"""Documents; as many are made again after a kill. Each commit makes a part of the index, and eight
of one size are merged into one: the fewer, the less is written twice."""
_CHUNK = 256
_VERSION = str(INDEX_VERSION)

_decode = msgspec.msgpack.Decoder(Document).decode
_decode_entries = msgspec.msgpack.Decoder(list[RecordEntry]).decode


class Indexing:
    """Feeds the engine from a store.

    A context manager: leaving it without `finish` loses nothing.
    """

    def __init__(self, path: Path, store: Store, crew: Crew) -> None:
        self._path, self._store, self._crew = path, store, crew
        self._engine: TantivyEngine | None = None
        self._taken_in: set[str] = set()
        if store.meta("index") != _VERSION or not self._agrees():
            self._begin_anew()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _agrees(self) -> bool:
        """Whether the index can be read and knows what it should: files get lost or damaged."""
        cables, waiting = self._store.cables()
        try:
            with TantivyEngine.open(self._path) as engine:
                # Of those that wait it may know some, if a build was killed behind its commit.
                # What waits may be gone from the archive, too.
                return abs(len(engine) - cables) <= waiting
        except ArchiveError:
            return False
        except ReftelError:
            return True  # there is no room to look into it, which is no fault of the index

    def _begin_anew(self) -> None:
        # In this order a kill between any two steps is found by the next build.
        self._store.reindex()
        if self._path.is_dir():
            shutil.rmtree(self._path)
        else:
            self._path.unlink(missing_ok=True)
        self._path.mkdir()
        self._store.note("index", _VERSION)

    def _open(self) -> TantivyEngine:
        """The engine, opened when there is something to write: doing nothing must be quick."""
        if self._engine is None:
            try:
                self._engine = TantivyEngine.create(self._path)
            except ArchiveDamaged:  # in a part that reading it did not touch
                self._begin_anew()
                self._engine = TantivyEngine.create(self._path)
        return self._engine

    def add(self, kept: Kept) -> None:
        """Follow one `put`."""
        if kept.documents:
            self._open().replace(map(_decode, kept.documents.values()))
        self._taken_in.update(kept.documents)
        self._taken_in.difference_update(kept.merged)
        if len(self._taken_in) >= _COMMIT_EVERY:
            self._commit()

    def forget(self, names: Sequence[str]) -> None:
        """Take in some cables again: what is known of them by others has changed."""
        self._taken_in.difference_update(names)

    def _commit(self) -> None:
        """Bring the index level with the archive, whatever was left undone and by whom."""
        waiting = [name for name in self._store.pending() if name not in self._taken_in]
        if gone := self._store.gone():
            self._open().remove(gone)
        for documents in self._make(waiting):
            self._open().replace(documents)
        if waiting or self._taken_in:
            self._open().commit()
            self._store.indexed()
        self._taken_in.clear()

    def finish(self) -> None:
        """Commit, and leave the index as few files as it needs."""
        self._commit()
        if not (self._path / "cables" / "meta.json").is_file():
            self._open()  # an archive without cables answers searches too
        if self._engine is not None:
            self._engine.settle()
            self._share()

    def _share(self) -> None:
        """Let those read the index who can read the database; tantivy keeps some files private."""
        mode = (self._path.parent / "archive.sqlite").stat().st_mode & 0o666
        for file in self._path.rglob("*"):
            if file.is_file() and not file.name.endswith(".lock"):
                file.chmod(mode)

    def _make(self, names: Sequence[str]) -> Iterator[list[Document]]:
        """Documents made anew from the archive, by all workers."""
        packer = Packer((one.number, one.content) for one in self._store.dictionaries())
        under_way: deque[tuple[list[ToIndex], Future[bytes]]] = deque()
        left = iter(names)
        while asked := list(self._store.to_index(list(islice(left, _CHUNK)))):
            joined = [one for one in asked if one.joined]
            if joined:
                yield [_finished(one, self._joined(one.id)) for one in joined]
            chunk = [one for one in asked if not one.joined]
            records: list[tuple[Record, int | None]] = [
                (
                    Record(one.id, packer.unpack(one.data, one.dictionary, one.size), one.format),
                    None,
                )
                for one in chunk
            ]
            under_way.append((chunk, self._crew.start(records, {})))
            if len(under_way) > 2 * self._crew.size:
                yield _merged(*under_way.popleft())
        while under_way:
            yield _merged(*under_way.popleft())

    def _joined(self, name: str) -> Document:
        """Of sections that are records of their own; no worker has all of them."""
        page, cable, standing = self._store.joined(name)
        entry = enter_page(page, 0, cable, standing, b"")  # no record holds the joined text
        return document_of(Entered(page, cable, standing, entry))


def _merged(chunk: Sequence[ToIndex], answer: Future[bytes]) -> list[Document]:
    documents = []
    for one, entry in zip(chunk, _decode_entries(answer.result()), strict=True):
        page = next((page for page in entry.pages if page.ordinal == one.ordinal), None)
        if page is None:
            continue  # today's readers find no telegram there; `check` says so
        documents.append(_finished(one, _decode(page.document)))
    return documents


def _finished(one: ToIndex, made: Document) -> Document:
    """The document with what is known of all pages."""
    has = {*made.has, *(["versions"] if one.versions > 1 else [])}
    if one.articles:
        has.add("articles")
    if one.copies:
        has.add("copies")
    return msgspec.structs.replace(made, id=one.id, released=one.released, has=tuple(sorted(has)))
