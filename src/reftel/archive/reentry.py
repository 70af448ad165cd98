"""Records that are held already, read again: by better readers, or where a reader broke.

In: records held, and the entries that today's readers make of them. Out: the rows that a new
archive would have; where they are the same nothing is written, so it may be cut short at any
instant and begun again. A cable is read from the best of its pages, which may stand in another
record; such cables wait until all records are in, and `settle` reads those.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

import msgspec

from reftel.archive.entry import PageEntry, RecordEntry
from reftel.archive.joining import Joining
from reftel.archive.keys import Keys
from reftel.archive.rows import Rows
from reftel.archive.stored import page_alone, stored_cable, stored_pages, stored_quarantine
from reftel.archive.versions import BEST_FIRST

__all__ = ["HeldRecord", "Reentry", "held_records"]


_MOST_RECORDS = 256
_MOST_BYTES = 8 * 1024 * 1024
"""Of one transaction."""


class HeldRecord(msgspec.Struct, frozen=True):
    """The bytes of a record, as they are kept."""

    key: int
    name: str
    """Where it lay; the first of its names."""
    format: str | None
    """Set where cutting it out of a dump told the form."""
    data: bytes
    dictionary: int | None
    size: int


def held_records(connection: sqlite3.Connection, condition: str = "read") -> Iterator[HeldRecord]:
    """The records that satisfy a condition, in order of arrival."""
    rows = connection.execute(
        "SELECT id, (SELECT min(source.path || inner) FROM record_name"  # noqa: S608
        " JOIN source ON source.id = source WHERE record = record.id),"
        " CASE WHEN EXISTS (SELECT 1 FROM record_name WHERE record = record.id"
        " AND inner GLOB '*#[0-9]*' AND inner NOT GLOB '*#*[^0-9]*') THEN 'cables-csv' END,"
        f" data, dictionary, size FROM record WHERE {condition} ORDER BY id"
    )
    for row in rows:
        yield HeldRecord(*row)


class Reentry:
    """Puts what was read again; of one store, and between its transactions."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        keys: Keys,
        rows: Rows,
        joining: Joining,
        transaction: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._db, self._keys, self._rows, self._transaction = connection, keys, rows, transaction
        self._joining = joining

    def batches(self, *, everything: bool) -> list[list[int]]:
        """Numbers of the records to read again: all, or those that ended their reader."""
        ended = "id IN (SELECT record FROM quarantine WHERE code = 'reader-ended')"
        return self._batches("read" if everything else f"read AND {ended}")

    def unsettled(self) -> list[list[int]]:
        """The same of those from whose page a cable should be read and is not.

        None is looked for where nothing was read again since `settled`: every page would be.
        """
        if not self._may_be_unsettled():
            return []
        return self._batches(
            "id IN (SELECT record FROM (SELECT cable, page.key AS best, record, row_number()"  # noqa: S608
            f" OVER (PARTITION BY cable ORDER BY {BEST_FIRST}) AS place"
            " FROM page JOIN record ON record.id = page.record) AS ranked"
            " LEFT JOIN cable ON cable.key = ranked.cable"
            " WHERE place = 1 AND cable.page IS NOT best"
            " AND ranked.cable NOT IN (SELECT cable FROM section))"
        )

    def settled(self) -> None:
        """Note that every cable is read from its best page."""
        if self._may_be_unsettled():
            with self._transaction():
                self._db.execute("DELETE FROM meta WHERE name = 'unsettled'")

    def _may_be_unsettled(self) -> bool:
        found = self._db.execute("SELECT 1 FROM meta WHERE name = 'unsettled'")
        return found.fetchone() is not None

    def bytes(self) -> int:
        """How much is held, unpacked."""
        row = self._db.execute("SELECT coalesce(sum(size), 0) FROM record WHERE read").fetchone()
        return int(row[0])

    def _batches(self, condition: str) -> list[list[int]]:
        rows = self._db.execute(
            f"SELECT id, size FROM record WHERE {condition} ORDER BY id"  # noqa: S608
        )
        batches: list[list[int]] = []
        left = 0
        for key, size in rows:
            if left <= 0 or len(batches[-1]) == _MOST_RECORDS:
                batches.append([])
                left = _MOST_BYTES
            batches[-1].append(key)
            left -= size
        return batches

    def fetch(self, keys: Sequence[int]) -> list[HeldRecord]:
        """The bytes of some records."""
        chosen = ", ".join(map(str, keys))
        return list(held_records(self._db, f"id IN ({chosen})"))

    def put(self, entries: Sequence[tuple[int, RecordEntry]]) -> int:
        """Keep what records gave this time; how many gave something else than before."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('unsettled', 'perhaps')")
            return sum(self._put(record, entry) for record, entry in entries)

    def _put(self, record: int, entry: RecordEntry) -> bool:
        held = stored_pages(self._db, record)
        same_pages = list(held.values()) == [page_alone(page) for page in entry.pages]
        reasons = sorted(entry.quarantine, key=lambda row: (row.ordinal, row.code, row.reason))
        refused = stored_quarantine(self._db, record) != reasons
        if refused:
            self._db.execute("DELETE FROM quarantine WHERE record = ? AND name = ''", (record,))
            self._rows.put_quarantine(record, entry)
        by_ordinal = {page.ordinal: key for key, page in held.items()}
        after = self._db.execute("SELECT coalesce(max(key), 0) + 1 FROM page").fetchone()[0]
        keys = []
        for page in entry.pages:
            if page.ordinal not in by_ordinal:
                by_ordinal[page.ordinal], after = after, after + 1
            keys.append(by_ordinal[page.ordinal])
        touched: dict[str, None] = {}
        if not same_pages:
            touched = dict.fromkeys(page.id for page in (*held.values(), *entry.pages))
            self._rows.drop_pages(held)
            self._rows.put_pages(
                [(key, record, page) for key, page in zip(keys, entry.pages, strict=True)]
            )
        named = dict.fromkeys([*touched, *(page.id for page in entry.pages)])
        numbers = {self._keys.cable(name): name for name in named}
        touched.update(dict.fromkeys(numbers[one] for one in self._joining.settle(numbers)))
        for key, page in zip(keys, entry.pages, strict=True):
            if self._settle(key, page):
                touched[page.id] = None
        cables = [self._keys.cable(name) for name in touched]
        self._rows.drop_cables(cable for cable in cables if self._best(cable) is None)
        self._rows.count(cables)
        self._db.executemany(
            "INSERT OR IGNORE INTO index_pending VALUES (?)", [(cable,) for cable in cables]
        )
        if touched:
            self._rows.drop_copies(cables)
        return refused or bool(touched)

    def _best(self, cable: int) -> int | None:
        row = self._db.execute(
            "SELECT page.key FROM page JOIN record ON record.id = page.record"  # noqa: S608
            f" WHERE cable = ? ORDER BY {BEST_FIRST} LIMIT 1",
            (cable,),
        ).fetchone()
        return row[0] if row else None

    def _settle(self, key: int, page: PageEntry) -> bool:
        """Whether the cable is read from this page and its rows were not those of today."""
        cable = self._keys.cable(page.id)
        if self._best(cable) != key or self._joining.holds(cable):
            return False
        kept = self._db.execute("SELECT page FROM cable WHERE key = ?", (cable,)).fetchone()
        if kept == (key,) and stored_cable(self._db, cable) == page.cable:
            return False
        self._rows.drop_parts([cable])
        self._rows.put_cables([(cable, key, page.cable)], {})
        return True
