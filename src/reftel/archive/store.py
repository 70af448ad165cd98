"""The one writer: entries in, rows out.

In: sources, their records in order, and entries made from them. Out: the same rows for the same
records in the same order, wherever the work was cut short. Every call of `put` is one
transaction that also says how far its sources have been read, so that what is in the archive and
what is still to do can never disagree.

Keys are handed out in the order of arrival; nothing here looks at a clock, and nothing rests on
the order of a dict or of processes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from reftel.archive.entry import CableEntry, PageEntry, RecordEntry
from reftel.archive.keys import Keys
from reftel.archive.versions import Rank

__all__ = ["Arrival", "Dictionary", "Kept", "Reached", "SourceState", "Store", "ToIndex"]


class SourceState(msgspec.Struct, frozen=True):
    """How far a source file has been read."""

    id: int
    size: int
    mtime_ns: int
    records: int
    """Records that are in the archive, from the first on."""
    bytes: int
    """Their bytes, unpacked."""
    done: bool


class Arrival(msgspec.Struct, frozen=True):
    """One record on its way in."""

    source: str
    """Path of the source file."""
    inner: str
    """What follows the path in the record's name: !/member, #row, or nothing."""
    digest: bytes
    entry: RecordEntry | None
    """None when the archive holds these bytes already, or an arrival before this one does."""


class Reached(msgspec.Struct, frozen=True):
    """How far a source is read when a batch is in."""

    source: str
    """Its path."""
    records: int
    bytes: int
    done: bool


class Dictionary(msgspec.Struct, frozen=True, array_like=True):
    """A row of `dictionary`."""

    number: int
    shape: str
    content: bytes


class Kept(msgspec.Struct, frozen=True):
    """What one `put` did."""

    new: tuple[str, ...]
    """Ids of cables that were not held before."""
    versions: int
    """New texts of cables that were held before, or that came twice in this call."""
    again: int
    """Further pages whose text was held already."""
    documents: dict[str, bytes]
    """Id to index document, for each new cable of a single page: its page says it all."""
    merged: tuple[str, ...]
    """Ids of all other cables that gained a page; what the index says of them rests on several."""


class ToIndex(msgspec.Struct, frozen=True):
    """The page that a cable is read from, and what its other pages add for the index."""

    id: str
    format: str
    data: bytes
    """The record, compressed."""
    dictionary: int | None
    size: int
    ordinal: int
    released: str | None
    versions: int
    articles: bool


class Store:
    """Puts entries into an archive; the connection is the one that `Folder.write` gives."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._keys = Keys(connection)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            self._keys.recall()
            raise
        self._db.execute("COMMIT")

    # --- sources ---

    def source(self, path: str) -> SourceState | None:
        """What is known of a source file."""
        row = self._db.execute(
            "SELECT id, size, mtime_ns, records, bytes, done FROM source WHERE path = ?", (path,)
        ).fetchone()
        return SourceState(row[0], row[1], row[2], row[3], row[4], bool(row[5])) if row else None

    def begin_source(self, path: str, size: int, mtime_ns: int) -> SourceState:
        """Note a file that is new, has changed, or is to be read again from its first record."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO source (path, size, mtime_ns, records, bytes, done)"
                " VALUES (?, ?, ?, 0, 0, 0) ON CONFLICT (path) DO UPDATE"
                " SET size = excluded.size, mtime_ns = excluded.mtime_ns, records = 0, bytes = 0,"
                " done = 0",
                (path, size, mtime_ns),
            )
            # What could not be opened last time may open now; if not, it comes again.
            self._db.execute(
                "DELETE FROM quarantine WHERE name = ?1 OR name GLOB ?2",
                (path, "".join(f"[{c}]" if c in "*?[" else c for c in path) + "[!#]*"),
            )
        state = self.source(path)
        assert state is not None
        return state

    def holds(self, digest: bytes) -> bool:
        """Whether a record with these bytes is kept."""
        found = self._db.execute("SELECT 1 FROM record WHERE digest = ?", (digest,)).fetchone()
        return found is not None

    # --- dictionaries ---

    def dictionaries(self) -> list[Dictionary]:
        """All of them, oldest first."""
        rows = self._db.execute("SELECT id, shape, content FROM dictionary ORDER BY id")
        return [Dictionary(*row) for row in rows]

    # --- records ---

    def put(
        self,
        arrivals: Sequence[Arrival],
        reached: Iterable[Reached],
        dictionaries: Sequence[Dictionary] = (),
    ) -> Kept:
        """Keep a batch, the dictionaries it is the first to use, and how far its sources are read.

        One transaction. The same batches in the same order give the same rows.
        """
        with self._transaction():
            self._db.executemany(
                "INSERT INTO dictionary (id, shape, content) VALUES (?, ?, ?)",
                [(one.number, one.shape, one.content) for one in dictionaries],
            )
            kept = self._put(arrivals)
            self._db.executemany(
                "UPDATE source SET records = ?, bytes = ?, done = ? WHERE path = ?",
                [(one.records, one.bytes, one.done, one.source) for one in reached],
            )
        return kept

    def _put(self, arrivals: Sequence[Arrival]) -> Kept:
        sources = {
            path: self._db.execute("SELECT id FROM source WHERE path = ?", (path,)).fetchone()[0]
            for path in dict.fromkeys(arrival.source for arrival in arrivals)
        }
        entered: list[tuple[int, RecordEntry]] = []
        held: dict[bytes, int] = {}
        names = []
        next_record = self._next("record", "id")
        for arrival in arrivals:
            key = held.get(arrival.digest)
            if key is None:
                row = self._db.execute(
                    "SELECT id FROM record WHERE digest = ?", (arrival.digest,)
                ).fetchone()
                key = row[0] if row else None
            if key is None:
                assert arrival.entry is not None
                key = next_record
                next_record += 1
                entered.append((key, arrival.entry))
            elif arrival.entry is not None:
                # The same bytes with another fault: two broken archives that gave no bytes.
                self._quarantine(key, arrival.entry)
            held[arrival.digest] = key
            names.append((key, sources[arrival.source], arrival.inner))
        self._db.executemany(
            "INSERT INTO record (id, digest, size, dictionary, data) VALUES (?, ?, ?, ?, ?)",
            [(key, one.digest, one.size, one.dictionary, one.data) for key, one in entered],
        )
        self._db.executemany("INSERT OR IGNORE INTO record_name VALUES (?, ?, ?)", names)
        for key, one in entered:
            if one.quarantine:
                self._quarantine(key, one)
        return self._put_pages(entered)

    def _quarantine(self, record: int, entry: RecordEntry) -> None:
        self._db.executemany(
            "INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?, ?)",
            [(record, row.ordinal, row.code, row.reason, row.name) for row in entry.quarantine],
        )

    def _put_pages(self, entered: Sequence[tuple[int, RecordEntry]]) -> Kept:
        pages: list[tuple[int, int, RecordEntry, PageEntry]] = []
        next_page = self._next("page", "key")
        by_cable: dict[int, list[tuple[int, RecordEntry, PageEntry]]] = {}
        for record, entry in entered:
            for page in entry.pages:
                cable = self._keys.cable(page.id)
                pages.append((next_page, record, entry, page))
                by_cable.setdefault(cable, []).append((next_page, entry, page))
                next_page += 1
        before = {cable: self._texts(cable) for cable in by_cable}
        self._db.executemany(
            "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    key, record, page.ordinal, page.format, self._keys.cable(page.id), page.id_rule,
                    page.text, page.folded, page.length, page.whole, page.header, page.words,
                    page.released, page.claims, page.blocks, page.map,
                )
                for key, record, _, page in pages
            ],
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO page_defect VALUES (?, ?, ?, ?, ?)",
            [
                row
                for key, _, _, page in pages
                for row in self._keys.defects(key, page.defects)
            ],
        )  # fmt: skip
        new: list[str] = []
        versions = again = 0
        chosen: dict[int, tuple[int, PageEntry]] = {}
        for cable, arrived in by_cable.items():
            folded = before[cable]
            best = self._rank(cable) if folded else None
            if not folded:
                new.append(arrived[0][2].id)
            for key, entry, page in arrived:
                if folded and page.folded not in folded:
                    versions += 1
                elif folded:
                    again += 1
                folded.add(page.folded)
                rank = page.rank(entry.digest)
                if best is None or rank > best:
                    best = rank
                    chosen[cable] = key, page
        self._put_cables(chosen, new)
        self._count(list(by_cable))
        fresh = set(new)
        single = {
            arrived[0][2].id: arrived[0][2].document
            for arrived in by_cable.values()
            if len(arrived) == 1 and arrived[0][2].id in fresh
        }
        merged = [arrived[0][2].id for arrived in by_cable.values()]
        self._db.executemany(
            "INSERT OR IGNORE INTO index_pending VALUES (?)", [(cable,) for cable in by_cable]
        )
        return Kept(
            tuple(new), versions, again, single, tuple(one for one in merged if one not in single)
        )

    def _texts(self, cable: int) -> set[bytes]:
        """Folded digests of what is held of a cable."""
        rows = self._db.execute("SELECT folded FROM page WHERE cable = ?", (cable,))
        return {folded for (folded,) in rows}

    def _rank(self, cable: int) -> Rank:
        """The rank of the page that is read today."""
        row = self._db.execute(
            "SELECT whole, header, words, coalesce(page.released, ''), text, record.digest, ordinal"
            " FROM cable JOIN page ON page.key = cable.page JOIN record ON record.id = page.record"
            " WHERE cable.key = ?",
            (cable,),
        ).fetchone()
        return Rank(bool(row[0]), bool(row[1]), *row[2:])

    def _put_cables(self, chosen: dict[int, tuple[int, PageEntry]], new: list[str]) -> None:
        fresh = {self._keys.cable(name) for name in new}
        for cable in chosen:
            if cable not in fresh:
                for table in ("cable_tag", "addressee", "paragraph", "mention", "cable_defect"):
                    self._db.execute(f"DELETE FROM {table} WHERE cable = ?", (cable,))  # noqa: S608
        rows = [(cable, page, entry.cable) for cable, (page, entry) in chosen.items()]
        self._db.executemany(
            "INSERT OR REPLACE INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, 0)",
            [
                (
                    cable, page, one.created, one.precision, one.created_by,
                    self._keys.post(one.post), one.classification, one.rank,
                    one.captions, one.subject, one.signature, one.sections,
                )
                for cable, page, one in rows
            ],
        )  # fmt: skip
        self._put_parts(rows)

    def _put_parts(self, rows: Sequence[tuple[int, int, CableEntry]]) -> None:
        many = self._db.executemany
        many(
            "INSERT INTO cable_tag VALUES (?, ?, ?, ?)",
            [
                (cable, n, self._keys.tag(tag.name, tag.kind), tag.written)
                for cable, _, one in rows
                for n, tag in enumerate(one.tags)
            ],
        )
        many(
            "INSERT INTO addressee VALUES (?, ?, ?, ?, ?, ?)",
            [
                (cable, n, who.role, self._keys.address(who), who.precedence, who.serial)
                for cable, _, one in rows
                for n, who in enumerate(one.addressees)
            ],
        )
        many(
            "INSERT INTO paragraph VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (cable, n, p.number, p.address, p.mark, p.role, p.heading, p.start, p.end, p.spans)
                for cable, _, one in rows
                for n, p in enumerate(one.paragraphs)
            ],
        )
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

    def _count(self, cables: Sequence[int]) -> None:
        """Release, pages and versions, from all pages of a cable."""
        self._db.executemany(
            "UPDATE cable SET (released, pages, versions) ="
            " (SELECT min(released), count(*), count(DISTINCT folded) FROM page WHERE cable = ?1)"
            " WHERE key = ?1",
            [(cable,) for cable in cables],
        )

    # --- keys ---

    def _next(self, table: str, column: str) -> int:
        row = self._db.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}")  # noqa: S608
        return int(row.fetchone()[0])

    # --- the search index, which follows ---

    def cables(self) -> tuple[int, int]:
        """Cables held, and how many of them wait for the index."""
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM cable), (SELECT count(*) FROM index_pending)"
        ).fetchone()
        return row[0], row[1]

    def pending(self) -> list[str]:
        """Ids of the cables that the index may not know as they are, in order of arrival."""
        rows = self._db.execute(
            "SELECT id FROM index_pending JOIN cable_id ON key = cable ORDER BY cable"
        )
        return [name for (name,) in rows]

    def to_index(self, ids: Sequence[str]) -> Iterator[ToIndex]:
        """What the index must know of some cables, in the order asked."""
        for name in ids:
            row = self._db.execute(
                "SELECT page.format, record.data, record.dictionary, record.size, page.ordinal,"
                " cable.released, cable.versions, EXISTS (SELECT 1 FROM page AS any"
                " WHERE any.cable = cable.key AND any.claims LIKE '%\"article\":%')"
                " FROM cable_id JOIN cable USING (key) JOIN page ON page.key = cable.page"
                " JOIN record ON record.id = page.record WHERE cable_id.id = ?",
                (name,),
            ).fetchone()
            yield ToIndex(
                id=name,
                format=row[0],
                data=row[1],
                dictionary=row[2],
                size=row[3],
                ordinal=row[4],
                released=row[5],
                versions=row[6],
                articles=bool(row[7]),
            )

    def indexed(self) -> None:
        """Note that the index has committed all that was put before."""
        with self._transaction():
            self._db.execute("DELETE FROM index_pending")

    def reindex(self) -> None:
        """Note that the index is lost and must take in every cable."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO index_pending SELECT key FROM cable")
            self._db.execute("DELETE FROM meta WHERE name = 'index'")

    # --- notes about the archive itself ---

    def meta(self, name: str) -> str | None:
        """A note by its name."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str) -> None:
        """Keep a note; nothing is written when it says so already."""
        if self.meta(name) != value:
            with self._transaction():
                self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
