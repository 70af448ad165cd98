"""What the archive holds, read again by today's readers.

In: the store and the crew. Out: rows as today's readers make them. Needed after the readers have
changed, and for a record whose reader ended without an answer. It works from the bytes that are
kept; sources need not be there. Cut short, it begins again and finds most of it done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future

import msgspec

from reftel.archive.entry import RecordEntry
from reftel.archive.originals import Packer
from reftel.archive.store import Store
from reftel.build.crew import Crew
from reftel.sources.page import Record

__all__ = ["read_again"]

_decode = msgspec.msgpack.Decoder(list[RecordEntry]).decode


def read_again(
    store: Store, crew: Crew, *, everything: bool, tell: Callable[[Sequence[RecordEntry]], None]
) -> int:
    """Read records again, all or those that ended their reader; how many gave something else.

    `tell` is called with the entries of each transaction.
    """
    reentry = store.reentry()
    packer = Packer((one.number, one.content) for one in store.dictionaries())

    def read(batches: Sequence[Sequence[int]]) -> Iterator[list[tuple[int, RecordEntry]]]:
        under_way: deque[tuple[Sequence[int], Future[bytes]]] = deque()
        for batch in batches:
            records: list[tuple[Record, int | None]] = [
                (Record("", packer.unpack(one.data, one.dictionary, one.size), one.format), None)
                for one in reentry.fetch(batch)
            ]
            under_way.append((batch, crew.start(records, {})))
            if len(under_way) > 2 * crew.size:
                yield _paired(*under_way.popleft())
        while under_way:
            yield _paired(*under_way.popleft())

    changed = 0
    for entries in read(reentry.batches(everything=everything)):
        changed += reentry.put(entries)
        tell([entry for _, entry in entries])
    # A cable may now be better read from a page whose record came before.
    for entries in read(reentry.unsettled()):
        reentry.put(entries)
    return changed


def _paired(keys: Sequence[int], answer: Future[bytes]) -> list[tuple[int, RecordEntry]]:
    return list(zip(keys, _decode(answer.result()), strict=True))
