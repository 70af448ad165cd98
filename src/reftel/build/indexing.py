"""The search index, kept in step with the archive.

In: what each `put` changed. Out: an index that answers for the archive as it is. A cable waits in
`index_pending` from the transaction that changed it until the index has committed its document;
so whatever a kill leaves between the two, the next build finds it and makes it good. An index
that is lost or was made for other fields is made again from the archive.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from itertools import islice

import msgspec

from reftel.archive.entry import RecordEntry
from reftel.archive.originals import Packer
from reftel.archive.store import Kept, Store, ToIndex
from reftel.build.crew import Crew
from reftel.search.document import Document
from reftel.search.engine import Engine
from reftel.sources.page import Record

__all__ = ["Indexing"]

_COMMIT_EVERY = 20_000
"""Documents; a commit costs a second or so, and as many are made again after a kill."""
_CHUNK = 256

_decode = msgspec.msgpack.Decoder(Document).decode
_decode_entries = msgspec.msgpack.Decoder(list[RecordEntry]).decode


class Indexing:
    """Feeds an engine from a store."""

    def __init__(self, store: Store, engine: Engine, crew: Crew) -> None:
        self._store, self._engine, self._crew = store, engine, crew
        self._taken_in: set[str] = set()

    def add(self, kept: Kept) -> None:
        """Follow one `put`."""
        self._engine.replace(map(_decode, kept.documents.values()))
        self._taken_in.update(kept.documents)
        self._taken_in.difference_update(kept.merged)
        if len(self._taken_in) >= _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Bring the index level with the archive, whatever was left undone and by whom."""
        waiting = [name for name in self._store.pending() if name not in self._taken_in]
        for documents in self._make(waiting):
            self._engine.replace(documents)
        if waiting or self._taken_in:
            self._engine.commit()
            self._store.indexed()
        self._taken_in.clear()

    def _make(self, names: Sequence[str]) -> Iterator[list[Document]]:
        """Documents made anew from the archive, by all workers."""
        packer = Packer((one.number, one.content) for one in self._store.dictionaries())
        under_way: deque[tuple[list[ToIndex], Future[bytes]]] = deque()
        left = iter(names)
        while chunk := list(self._store.to_index(list(islice(left, _CHUNK)))):
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


def _merged(chunk: Sequence[ToIndex], answer: Future[bytes]) -> list[Document]:
    documents = []
    for one, entry in zip(chunk, _decode_entries(answer.result()), strict=True):
        page = next((page for page in entry.pages if page.ordinal == one.ordinal), None)
        if page is None:
            continue  # today's readers find no telegram there; `check` says so
        made = _decode(page.document)
        has = {*made.has, *(["versions"] if one.versions > 1 else [])}
        if one.articles:
            has.add("articles")
        documents.append(
            msgspec.structs.replace(made, id=one.id, released=one.released, has=tuple(sorted(has)))
        )
    return documents
