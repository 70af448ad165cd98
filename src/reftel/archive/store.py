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

from reftel.archive.claims import Standing
from reftel.archive.copies import settle_copies
from reftel.archive.entry import PageEntry, RecordEntry
from reftel.archive.joining import Joining, read_joined
from reftel.archive.keys import Keys
from reftel.archive.reentry import Reentry
from reftel.archive.rows import Counts, Rows
from reftel.archive.shelf import Shelf
from reftel.archive.versions import SENT, Rank
from reftel.sources.page import Page
from reftel.telegram.cable import Cable

__all__ = ["Arrival", "Dictionary", "Kept", "Reached", "SourceState", "Store", "ToIndex"]

_json = msgspec.json.Encoder().encode
_MOST_ASKED = 512
"""Values in one question; SQLite takes no more than 999 everywhere."""
_COPIES_SETTLED = "settled, and noted since what is to be linked anew"
"""What meta says; one that says only `settled` may have lost links when it was read again."""


class SourceState(msgspec.Struct, frozen=True):
    """How far a source file has been read."""

    id: int
    size: int
    mtime_ns: int
    records: int
    """Records that are in the archive, from the first on."""
    place: bytes | None
    """Digest of its full path; None where an earlier reftel did not note it."""
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
    sections: int
    """Sections, each a record of its own, of cables that were held before."""
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
    copies: bool
    """Whether another cable says the same."""
    joined: bool
    """Whether it is read from several pages, this being the first of them."""


class Store:
    """Puts entries into an archive; the connection is the one that `Folder.write` gives."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._keys = Keys(connection)
        self._rows = Rows(connection, self._keys)
        self._joining = Joining(connection, self._rows)

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
            "SELECT id, size, mtime_ns, records, place, bytes, done FROM source WHERE path = ?",
            (path,),
        ).fetchone()
        if row is None:
            return None
        return SourceState(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]))

    def begin_source(self, path: str, size: int, mtime_ns: int, place: bytes) -> SourceState:
        """Note a file that is new, has changed, or is to be read again from its first record."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO source (path, size, mtime_ns, records, bytes, done, place)"
                " VALUES (?, ?, ?, 0, 0, 0, ?) ON CONFLICT (path) DO UPDATE"
                " SET size = excluded.size, mtime_ns = excluded.mtime_ns, records = 0, bytes = 0,"
                " done = 0, place = excluded.place",
                (path, size, mtime_ns, place),
            )
            # What could not be opened last time may open now; if not, it comes again.
            self._db.execute(
                "DELETE FROM quarantine WHERE name = ?1 OR name GLOB ?2",
                (path, "".join(f"[{c}]" if c in "*?[" else c for c in path) + "[!#]*"),
            )
        state = self.source(path)
        assert state is not None
        return state

    def kept(self, digests: Sequence[bytes]) -> dict[bytes, bool]:
        """Those of these digests whose records are kept, and whether they were read."""
        return {one: read for one, (_, read) in self._records(digests).items()}

    def records(self) -> int:
        """How many records are kept."""
        return self._next("record", "id") - 1

    def _records(self, digests: Sequence[bytes]) -> dict[bytes, tuple[int, bool]]:
        """Digest to number of each record that is kept, and whether it was read."""
        found: dict[bytes, tuple[int, bool]] = {}
        wanted = [one[:8] for one in digests]
        for start in range(0, len(wanted), _MOST_ASKED):
            asked = wanted[start : start + _MOST_ASKED]
            rows = self._db.execute(
                "SELECT digest, id, read FROM record"  # noqa: S608
                f" WHERE substr(digest, 1, 8) IN ({', '.join('?' * len(asked))})",
                asked,
            )
            found.update((digest, (key, bool(read))) for digest, key, read in rows)
        return found

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
        met: list[tuple[int, RecordEntry]] = []
        kept = self._records([arrival.digest for arrival in arrivals])
        held = {digest: key for digest, (key, _) in kept.items()}
        names = []
        next_record = self._next("record", "id")
        for arrival in arrivals:
            key = held.get(arrival.digest)
            if key is None:
                assert arrival.entry is not None
                key = next_record
                next_record += 1
                entered.append((key, arrival.entry))
            elif arrival.entry is not None:
                # The same bytes with another fault, as two broken archives that gave none; or
                # what came out of something broken is now met whole.
                met.append((key, arrival.entry))
            held[arrival.digest] = key
            names.append((key, sources[arrival.source], arrival.inner))
        self._db.executemany(
            "INSERT INTO record (id, digest, size, dictionary, data, read)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (key, one.digest, one.size, one.dictionary, one.data, not one.faulty)
                for key, one in entered
            ],
        )
        self._db.executemany(
            "UPDATE record SET read = 1 WHERE id = ?",
            [(key,) for key, one in met if not one.faulty],
        )
        self._db.executemany("INSERT OR IGNORE INTO record_name VALUES (?, ?, ?)", names)
        for key, one in (*entered, *met):
            if one.quarantine:
                self._rows.put_quarantine(key, one)
        return self._put_pages((*entered, *met))

    def _put_pages(self, entered: Sequence[tuple[int, RecordEntry]]) -> Kept:
        self._keys.learn([page.id for _, entry in entered for page in entry.pages])
        pages: list[tuple[int, int, RecordEntry, PageEntry]] = []
        next_page = self._next("page", "key")
        by_cable: dict[int, list[tuple[int, RecordEntry, PageEntry]]] = {}
        for record, entry in entered:
            for page in entry.pages:
                cable = self._keys.cable(page.id)
                pages.append((next_page, record, entry, page))
                by_cable.setdefault(cable, []).append((next_page, entry, page))
                next_page += 1
        before = self._texts(by_cable)
        self._rows.put_pages([(key, record, page) for key, record, _, page in pages])
        new: list[str] = []
        versions = sections = again = 0
        chosen: dict[int, tuple[int, PageEntry]] = {}
        counts: dict[int, Counts] = {}
        for cable, arrived in by_cable.items():
            folded = set(before.get(cable, ()))
            best = self._rank(cable) if folded else None
            for key, entry, page in arrived:
                if folded and page.folded not in folded and page.alone:
                    sections += 1
                elif folded and page.folded not in folded:
                    versions += 1
                elif folded:
                    again += 1
                folded.add(page.folded)
                rank = page.rank(entry.digest)
                if best is None or rank > best:
                    best = rank
                    chosen[cable] = key, page
            if cable not in before:
                new.append(arrived[0][2].id)
                releases = [page.released for _, _, page in arrived if page.released is not None]
                counts[cable] = Counts(min(releases, default=None), len(arrived), len(folded))
        self._rows.drop_parts(cable for cable in chosen if cable in before)
        self._rows.put_cables(
            [(cable, page, one.cable) for cable, (page, one) in chosen.items()], counts
        )
        self._rows.count(before)
        joined = self._joining.settle(by_cable)
        fresh = set(new)
        single = {
            arrived[0][2].id: arrived[0][2].document
            for cable, arrived in by_cable.items()
            if len(arrived) == 1 and arrived[0][2].id in fresh and cable not in joined
        }
        merged = [arrived[0][2].id for arrived in by_cable.values()]
        self._db.executemany(
            "INSERT OR IGNORE INTO index_pending VALUES (?)", [(cable,) for cable in by_cable]
        )
        return Kept(
            tuple(new),
            versions,
            sections,
            again,
            single,
            tuple(one for one in merged if one not in single),
        )

    def _texts(self, cables: Iterable[int]) -> dict[int, set[bytes]]:
        """Folded digests of what is held of some cables; those not held are left out."""
        rows = self._db.execute(
            "SELECT cable, folded FROM page WHERE cable IN (SELECT value FROM json_each(?))",
            (_json(list(cables)),),
        )
        texts: dict[int, set[bytes]] = {}
        for cable, folded in rows:
            texts.setdefault(cable, set()).add(folded)
        return texts

    def _rank(self, cable: int) -> Rank:
        """The rank of the page that is read today."""
        row = self._db.execute(
            f"SELECT {SENT}, whole, header, words, coalesce(page.released, ''), text,"  # noqa: S608
            " record.digest, ordinal"
            " FROM cable JOIN page ON page.key = cable.page JOIN record ON record.id = page.record"
            " WHERE cable.key = ?",
            (cable,),
        ).fetchone()
        return Rank(bool(row[0]), bool(row[1]), bool(row[2]), *row[3:])

    # --- keys ---

    def _next(self, table: str, column: str) -> int:
        row = self._db.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}")  # noqa: S608
        return int(row.fetchone()[0])

    # --- what is held already, read again ---

    def reentry(self) -> Reentry:
        """The way to read records again, when readers have changed or broke."""
        return Reentry(self._db, self._keys, self._rows, self._joining, self._transaction)

    def faulty_sources(self) -> set[str]:
        """Paths of the sources of which something could not be opened or unpacked."""
        rows = self._db.execute(
            "SELECT DISTINCT source.path FROM quarantine"
            " JOIN record_name ON record_name.record = quarantine.record"
            " JOIN source ON source.id = record_name.source"
            " AND quarantine.name = source.path || record_name.inner"
        )
        return {path for (path,) in rows}

    # --- what rests on all cables ---

    def settle_copies(self) -> list[str]:
        """Link what is alike, where cables have changed since that was done.

        Ids of the cables of which the index must know something else.
        """
        settled = self.meta("copies") == _COPIES_SETTLED
        if settled and not self._db.execute("SELECT 1 FROM copy_pending LIMIT 1").fetchone():
            return []
        with self._transaction():
            changed = settle_copies(self._db, everything=not settled)
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('copies', ?)", (_COPIES_SETTLED,))
        rows = self._db.execute(
            "SELECT id FROM cable_id WHERE key IN (SELECT value FROM json_each(?))",
            (_json(changed),),
        )
        return [name for (name,) in rows]

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

    def gone(self) -> list[str]:
        """Ids of those of them that are held no more."""
        rows = self._db.execute(
            "SELECT id FROM index_pending JOIN cable_id ON key = cable"
            " WHERE cable NOT IN (SELECT key FROM cable) ORDER BY cable"
        )
        return [name for (name,) in rows]

    def to_index(self, ids: Sequence[str]) -> Iterator[ToIndex]:
        """What the index must know of some cables, in the order asked; of none that is gone."""
        for name in ids:
            row = self._db.execute(
                "SELECT page.format, record.data, record.dictionary, record.size, page.ordinal,"
                " cable.released, cable.versions, EXISTS (SELECT 1 FROM page AS any"
                " JOIN claim_names ON claim_names.id = any.claim_names"
                " WHERE any.cable = cable.key AND names LIKE '%\"article\"%'),"
                " EXISTS (SELECT 1 FROM section WHERE section.cable = cable.key),"
                " EXISTS (SELECT 1 FROM copy WHERE copy.cable = cable.key"
                " OR copy.earlier = cable.key)"
                " FROM cable_id JOIN cable USING (key) JOIN page ON page.key = cable.page"
                " JOIN record ON record.id = page.record WHERE cable_id.id = ?",
                (name,),
            ).fetchone()
            if row is None:
                continue
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
                joined=bool(row[8]),
                copies=bool(row[9]),
            )

    def joined(self, name: str) -> tuple[Page, Cable, Standing]:
        """A cable that is joined of sections: the page it begins with, and what was read."""
        return read_joined(Shelf(self._db), self._keys.cable(name), name)

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
