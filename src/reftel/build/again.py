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

_Names = Sequence[tuple[int, str]]
"""Number and name of each record."""

_decode = msgspec.msgpack.Decoder(list[RecordEntry]).decode


def read_again(
    store: Store,
    crew: Crew,
    *,
    everything: bool,
    tell: Callable[[Sequence[tuple[str, RecordEntry]]], None],
) -> int:
    """Read records again, all or those that ended their reader; how many gave something else.

    `tell` is called with the entries of each transaction, each with the name of its record.
    """
    reentry = store.reentry()
    packer = Packer((one.number, one.content) for one in store.dictionaries())

    def read(batches: Sequence[Sequence[int]]) -> Iterator[list[tuple[int, str, RecordEntry]]]:
        under_way: deque[tuple[_Names, Future[bytes]]] = deque()
        for batch in batches:
            held = reentry.fetch(batch)
            records: list[tuple[Record, int | None]] = [
                (Record("", packer.unpack(one.data, one.dictionary, one.size), one.format), None)
                for one in held
            ]
            names = [(one.key, one.name) for one in held]
            under_way.append((names, crew.start(records, {})))
            if len(under_way) > 2 * crew.size:
                yield _paired(*under_way.popleft())
        while under_way:
            yield _paired(*under_way.popleft())

    changed = 0
    for entries in read(reentry.batches(everything=everything)):
        changed += reentry.put([(key, entry) for key, _, entry in entries])
        tell([(name, entry) for _, name, entry in entries])
    # A cable may now be better read from a page whose record came before.
    if unsettled := reentry.unsettled():
        for entries in read(unsettled):
            reentry.put([(key, entry) for key, _, entry in entries])
    reentry.settled()
    return changed


def _paired(names: _Names, answer: Future[bytes]) -> list[tuple[int, str, RecordEntry]]:
    entries = _decode(answer.result())
    return [(key, name, entry) for (key, name), entry in zip(names, entries, strict=True)]
