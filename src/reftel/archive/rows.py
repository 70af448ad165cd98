"""Entries as rows of their tables, put in and taken out.

In: entries and the numbers they shall have. Out: rows; nothing is decided here. Inside one
transaction of whoever writes: `Store` for what arrives, `Reentry` for what is read again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from reftel.archive.entry import CableEntry, PageEntry, RecordEntry
from reftel.archive.keys import Keys
from reftel.archive.versions import COUNT_VERSIONS

__all__ = ["OWNED", "Counts", "Rows"]

OWNED = ("mention", "cable_defect")
"""Tables whose rows hang on a row of `cable`."""


class Counts(NamedTuple):
    """What a row of `cable` says of all its pages."""

    released: str | None
    pages: int
    versions: int


_UNCOUNTED = Counts(None, 0, 0)
_json = msgspec.json.Encoder().encode


class Rows:
    """Writes rows, numbers of ids, posts and the like from `keys`."""

    def __init__(self, connection: sqlite3.Connection, keys: Keys) -> None:
        self._db, self._keys = connection, keys

    def put_quarantine(self, record: int, entry: RecordEntry) -> None:
        """Why a record, or pages of it, gave no cable."""
        self._db.executemany(
            "INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?, ?)",
            [(record, row.ordinal, row.code, row.reason, row.name) for row in entry.quarantine],
        )

    def put_pages(self, pages: Sequence[tuple[int, int, PageEntry]]) -> None:
        """Pages with their defects; each with its number and that of its record."""
        self._db.executemany(
            "INSERT INTO page VALUES"
            " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    key, record, page.ordinal, page.format, self._keys.cable(page.id), page.id_rule,
                    page.text, page.folded, page.length, page.whole, page.header, page.words,
                    page.released, page.claims, page.blocks, page.map,
                    self._keys.claim_names(page.claim_names), page.section, page.copy,
                )
                for key, record, page in pages
            ],
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO page_defect VALUES (?, ?, ?, ?, ?)",
            [row for key, _, page in pages for row in self._keys.defects(key, page.defects)],
        )

    def drop_pages(self, pages: Iterable[int]) -> None:
        """Take pages out, with their defects."""
        keys = [(page,) for page in pages]
        self._db.executemany("DELETE FROM page_defect WHERE page = ?", keys)
        self._db.executemany("DELETE FROM page WHERE key = ?", keys)

    def put_cables(
        self, rows: Sequence[tuple[int, int, CableEntry]], counts: Mapping[int, Counts]
    ) -> None:
        """Cables with all that hangs on them: number, number of the page, entry.

        Those without counts are to be counted.
        """
        self._note_changed(cable for cable, _, _ in rows)
        self._db.executemany(
            "INSERT OR REPLACE INTO cable VALUES"
            " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    cable, page, one.created, one.precision, one.created_by,
                    self._keys.post(one.post), one.classification, one.rank,
                    one.captions, one.subject, one.signature, one.sections,
                    *counts.get(cable, _UNCOUNTED),
                    self._tags(one), self._addressees(one), one.paragraphs, one.sketch,
                )
                for cable, page, one in rows
            ],
        )  # fmt: skip
        self._put_parts(rows)

    def drop_parts(self, cables: Iterable[int]) -> None:
        """Take out what hangs on cables, before it is put anew."""
        keys = [(cable,) for cable in cables]
        for table in OWNED:
            self._db.executemany(f"DELETE FROM {table} WHERE cable = ?", keys)  # noqa: S608
        self.drop_copies(cable for (cable,) in keys)

    def drop_copies(self, cables: Iterable[int]) -> None:
        """Forget what says the same as some cables, which are to be linked anew.

        They and those wait for the index.
        """
        keys = [(cable,) for cable in cables]
        self._note_changed(cable for (cable,) in keys)
        self._db.executemany(
            "INSERT OR IGNORE INTO index_pending SELECT earlier FROM copy WHERE cable = ?1"
            " UNION SELECT cable FROM copy WHERE earlier = ?1",
            keys,
        )
        self._db.executemany("DELETE FROM copy WHERE cable = ?1 OR earlier = ?1", keys)

    def _note_changed(self, cables: Iterable[int]) -> None:
        """Remember how cables were sketched when copies were linked, which must be done again."""
        if self._db.execute("SELECT 1 FROM meta WHERE name = 'copies'").fetchone():
            self._db.executemany(
                "INSERT OR IGNORE INTO copy_pending"
                " VALUES (?1, coalesce((SELECT sketch FROM cable WHERE key = ?1), x''))",
                [(cable,) for cable in cables],
            )

    def drop_cables(self, cables: Iterable[int]) -> None:
        """Take out cables that no page publishes any more."""
        keys = list(cables)
        self.drop_parts(keys)
        self._db.executemany("DELETE FROM section WHERE cable = ?", [(cable,) for cable in keys])
        self._db.executemany("DELETE FROM cable WHERE key = ?", [(cable,) for cable in keys])

    def count(self, cables: Iterable[int]) -> None:
        """Release, pages and versions, from all pages of a cable."""
        self._db.executemany(
            "UPDATE cable SET (released, pages, versions) ="  # noqa: S608
            f" (SELECT min(released), count(*), {COUNT_VERSIONS} FROM page WHERE cable = ?1)"
            " WHERE key = ?1",
            [(cable,) for cable in cables],
        )

    def _tags(self, one: CableEntry) -> str:
        tags: list[object] = []
        for tag in one.tags:
            number = self._keys.tag(tag.name, tag.kind)
            tags.append(number if tag.written is None else (number, tag.written))
        return _json(tags).decode()

    def _addressees(self, one: CableEntry) -> str:
        addressees = []
        for who in one.addressees:
            row = [who.role, self._keys.address(who), who.precedence, who.serial]
            while row[-1] is None:
                row.pop()
            addressees.append(row)
        return _json(addressees).decode()

    def _put_parts(self, rows: Sequence[tuple[int, int, CableEntry]]) -> None:
        many = self._db.executemany
        self._keys.learn(m.target for _, _, one in rows for m in one.mentions if m.target)
        many(
            "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    cable, n, m.label, m.written,
                    self._keys.cable(m.target) if m.target else None, m.kind, m.rules,
                    m.notes, m.place, m.start, m.end,
                )
                for cable, _, one in rows
                for n, m in enumerate(one.mentions)
            ],
        )  # fmt: skip
        many(
            "INSERT INTO cable_defect VALUES (?, ?, ?, ?, ?)",
            [row for cable, _, one in rows for row in self._keys.defects(cable, one.defects)],
        )
