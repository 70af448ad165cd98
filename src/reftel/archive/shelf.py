"""What an archive holds, read back.

In: a read-only connection and canonical ids. Out: values; texts are read again from the bytes we
were given, by the map that was made when they were first read. None where an id is not held.
Nothing here writes, and nothing here parses. ValueError for rows that are damaged or lost, and
sqlite3.DatabaseError for a file that is.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from reftel.archive import maps
from reftel.archive.columns import HeldParagraph, read_names, read_paragraphs, read_spans
from reftel.archive.originals import Packer
from reftel.archive.publications import PublishedPage, Version, list_pages, list_versions
from reftel.archive.versions import fold, text_digest
from reftel.spans import OffsetMap, Span
from reftel.telegram.numbering import read_number
from reftel.telegram.sections import join_texts
from reftel.vocab.cable_id import CableId
from reftel.vocab.classification import plain_marks

__all__ = [
    "HeldSection",
    "Link",
    "Listing",
    "Quarantined",
    "Shelf",
]


class Listing(msgspec.Struct, frozen=True):
    """One cable as the catalogue lists it, settled from telegram and pages."""

    id: str
    created: str | None
    """ISO 8601, cut at its precision; with Z where the telegram itself says it."""
    precision: str | None
    """minute, hour, day, month or year."""
    created_by: str | None
    """telegram or page: whose word `created` is."""
    station: str | None
    origin: str | None
    """The post in words."""
    country: str | None
    """ISO 3166 code."""
    classification: str | None
    rank: int | None
    """Order of levels, 0 to 4."""
    captions: tuple[str, ...]
    tags: tuple[str, ...]
    subject: str | None
    signature: str | None
    sections: int
    released: str | None
    """Earliest release that a page claims, ISO 8601."""
    pages: int
    versions: int


class HeldSection(msgspec.Struct, frozen=True):
    """A section of a telegram whose sections are records of their own."""

    number: int
    """From 1."""
    page: int | None
    """Key of the page that holds it; None where none does."""
    start: int | None
    """Where it begins in the joined text; None where it is missing."""


class Link(msgspec.Struct, frozen=True):
    """One mention of another document in a cable."""

    citing: str
    """Id of the cable that it stands in."""
    ordinal: int
    label: str | None
    written: str
    cited: str | None
    """Canonical id; None where the mention is no telegram's, or could not be read."""
    resolved: bool
    """Whether the archive holds the cited cable."""
    kind: str
    rules: tuple[str, ...]
    notes: str | None
    place: str
    """list, or the address of the paragraph it stands in."""
    span: Span | None
    """Characters of the citing text."""


class Quarantined(msgspec.Struct, frozen=True):
    """A record, or one page of a record, that gave no cable."""

    name: str
    code: str
    reason: str
    digest: str
    size: int
    ordinal: int
    """Place of the page in its record; -1 for the record as a whole."""


_MOST_DIGITS = 7
"""Of a serial number; the longest seen has six."""


class Shelf:
    """Reads one archive through one connection; for one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._packer = Packer()
        self._dictionaries: set[int] = set()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection it reads through."""
        return self._db

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _row(self, statement: str, key: int) -> tuple[Any, ...]:
        """The one row that another row leads to. ValueError when it is lost."""
        row: tuple[Any, ...] | None = self._db.execute(statement, (key,)).fetchone()
        if row is None:
            table = statement.partition(" FROM ")[2].partition(" ")[0]
            raise ValueError(f"row {key} of {table} is lost")
        return row

    # --- which cables ---

    def count(self) -> int:
        """Cables held."""
        return int(self._db.execute("SELECT count(*) FROM cable").fetchone()[0])

    def ids(self) -> Iterator[str]:
        """Ids of all cables held, in the order of their letters."""
        rows = self._db.execute(
            "SELECT id FROM cable_id WHERE key IN (SELECT key FROM cable) ORDER BY id"
        )
        for (name,) in rows:
            yield name

    def key(self, name: str) -> int | None:
        """Number of a held cable in this archive."""
        row = self._db.execute(
            "SELECT cable.key FROM cable_id JOIN cable USING (key) WHERE cable_id.id = ?", (name,)
        ).fetchone()
        return row[0] if row else None

    def keys(self, names: Sequence[str]) -> dict[str, int]:
        """The same for several; those not held are left out."""
        rows = self._db.execute(
            "SELECT cable_id.id, cable.key FROM cable_id JOIN cable USING (key)"  # noqa: S608
            f" WHERE cable_id.id IN ({_places(names)})",
            tuple(names),
        )
        return dict(rows.fetchall())

    def near(self, wanted: CableId, limit: int = 5) -> tuple[str, ...]:
        """Held cables of the same post and year, nearest in number first."""
        head = f"{wanted.year % 100:02d}{wanted.station}"
        rows = self._db.execute(
            "SELECT id FROM cable_id JOIN cable USING (key) WHERE id >= ? AND id < ?"
            " AND substr(id, ?) NOT GLOB '*[^0-9]*'",
            (f"{head}0", f"{head}:", len(head) + 1),  # the colon follows the 9
        )
        held = [(abs(int(name[len(head) :]) - wanted.serial), name) for (name,) in rows]
        return tuple(name for _, name in sorted(held)[:limit])

    def beside(self, own: CableId) -> tuple[str | None, str | None]:
        """Ids of the cables before and after one, by the numbers of its post in its year."""
        return self._next_to(own, "<", "DESC"), self._next_to(own, ">", "ASC")

    def _next_to(self, own: CableId, side: str, order: str) -> str | None:
        """The nearest number on one side.

        Ids are in the order of their letters, where 100 stands before 99. Among numbers of equally
        many digits that is the order of the numbers, so these are looked through first, from the
        cable on, and then those with a digit less or more. A post may have some thousand numbers in
        a year; this reads a few.
        """
        head = f"{own.year % 100:02d}{own.station}"
        name = f"{head}{own.serial}"
        first, last = f"{head}0", f"{head}:"  # the colon follows the 9
        own_length = len(name)
        if side == "<":
            lengths, beyond = range(own_length, len(head), -1), (first, name)
        else:
            lengths, beyond = range(own_length, len(head) + _MOST_DIGITS + 1), (f"{name}!", last)
        for length in lengths:
            found = self._db.execute(
                "SELECT id FROM cable_id WHERE id >= ? AND id < ? AND length(id) = ?"  # noqa: S608
                " AND substr(id, ?) NOT GLOB '*[^0-9]*'"
                " AND EXISTS (SELECT 1 FROM cable WHERE cable.key = cable_id.key)"
                f" ORDER BY id {order} LIMIT 1",
                (*(beyond if length == own_length else (first, last)), length, len(head) + 1),
            ).fetchone()
            if found:
                return str(found[0])
        return None

    def stations(self, year: int) -> dict[str, int]:
        """Stations of the cables held whose id names that year, with their number."""
        head = f"{year % 100:02d}"
        rows = self._db.execute(
            "SELECT rtrim(substr(id, 3), '0123456789') AS station, count(*)"
            " FROM cable_id JOIN cable USING (key) WHERE id >= ? AND id < ? GROUP BY station",
            (f"{head}A", f"{head}["),
        )
        return dict(rows.fetchall())

    def listing(self, key: int) -> Listing:
        """The catalogue's line for a cable."""
        return self.listings((key,))[key]

    def listings(self, keys: Sequence[int]) -> dict[int, Listing]:
        """The lines of several cables: together they cost a third of one after the other."""
        rows = self._db.execute(
            "SELECT cable.key, cable_id.id, created, precision, created_by, post.station,"  # noqa: S608
            " post.name, post.country, classification, rank, captions, subject, signature,"
            " sections, released, pages, versions FROM cable JOIN cable_id USING (key)"
            f" LEFT JOIN post ON post.id = cable.post WHERE cable.key IN ({_places(keys)})",
            tuple(keys),
        ).fetchall()
        tags: dict[int, list[str]] = {key: [] for key in keys}
        for key, name in self._db.execute(
            "SELECT cable, name FROM cable_tag JOIN tag ON tag.id = tag"  # noqa: S608
            f" WHERE cable IN ({_places(keys)}) ORDER BY cable, ordinal",
            tuple(keys),
        ):
            tags[key].append(name)
        _all_there(keys, [row[0] for row in rows])
        return {
            row[0]: Listing(
                id=row[1],
                created=row[2],
                precision=row[3],
                created_by=row[4],
                station=row[5],
                origin=row[6],
                country=row[7],
                classification=row[8],
                rank=row[9],
                captions=read_names(row[10]),
                tags=tuple(tags[row[0]]),
                subject=row[11],
                signature=row[12],
                sections=row[13],
                released=row[14],
                pages=row[15],
                versions=row[16],
            )
            for row in rows
        }

    # --- texts and bytes ---

    def preferred(self, key: int) -> int:
        """The page that a cable is read from."""
        return int(self._row("SELECT page FROM cable WHERE key = ?", key)[0])

    def text(self, page: int) -> str:
        """The telegram text of a page. ValueError when bytes, map or digest do not agree."""
        return self._text(
            self._row(
                "SELECT page.key, map, text, data, dictionary, record.size"
                " FROM page JOIN record ON record.id = page.record WHERE page.key = ?",
                page,
            )
        )

    def _text(self, row: Sequence[Any]) -> str:
        page, packed, digest, data, dictionary, size = row
        try:
            text = maps.read(packed, self._unpacked(data, dictionary, size))
        except (TypeError, IndexError) as error:  # columns of another kind, a map of other bytes
            raise ValueError(f"page {page} cannot be read again: {error}") from error
        if text_digest(text) != digest:
            raise ValueError(f"the text of page {page} is not the one that was read")
        return text

    def reading(self, key: int) -> str:
        """The text that a cable is read from: a page's, or that of its sections joined."""
        parts = self._parts(key)
        return join_texts(self._texts_of(parts))[0] if parts else self.text(self.preferred(key))

    def sections(self, key: int) -> tuple[HeldSection, ...]:
        """The sections of a cable that is joined of several pages; none for any other."""
        parts = self._parts(key)
        if not parts:
            return ()
        starts = iter(join_texts(self._texts_of(parts))[1])
        return tuple(
            HeldSection(number, page, next(starts) if page is not None else None)
            for number, page, _ in parts
        )

    def _parts(self, key: int) -> list[tuple[int, int | None, str | None]]:
        rows = self._db.execute(
            "SELECT number, page, kept FROM section WHERE cable = ? ORDER BY number", (key,)
        )
        return rows.fetchall()

    def _texts_of(
        self, parts: Sequence[tuple[int, int | None, str | None]]
    ) -> list[tuple[str, tuple[Span, ...]]]:
        return [
            (self.text(page), read_spans(kept or "")) for _, page, kept in parts if page is not None
        ]

    def passages(self, keys: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
        """Address and words of each paragraph of some cables, number and mark left out.

        For showing where words were found: it costs a tenth of parsing the cables.
        """
        # Not from the view `paragraph`, which takes as long as all else together.
        rows = self._db.execute(
            "SELECT cable.key, paragraphs, page.key, map, text, data, dictionary, record.size"  # noqa: S608
            " FROM cable JOIN page ON page.key = cable.page JOIN record ON record.id = page.record"
            f" WHERE cable.key IN ({_places(keys)})",
            tuple(keys),
        ).fetchall()
        joined = self._joined(keys)
        _all_there(keys, [row[0] for row in rows])
        return {
            key: _passages(
                self.reading(key) if key in joined else self._text(page), read_paragraphs(kept)
            )
            for key, kept, *page in rows
        }

    def _joined(self, keys: Sequence[int]) -> set[int]:
        """Those of some cables that are read from joined sections."""
        rows = self._db.execute(
            f"SELECT cable FROM section WHERE cable IN ({_places(keys)})",  # noqa: S608
            tuple(keys),
        )
        return {key for (key,) in rows}

    def map(self, page: int) -> OffsetMap:
        """From each character of a page's text to the bytes of its record."""
        packed = self._row("SELECT map FROM page WHERE key = ?", page)[0]
        return maps.unpack(packed, self.original(self.record_of(page)))

    def record_of(self, page: int) -> int:
        """The record that a page stands in."""
        return int(self._row("SELECT record FROM page WHERE key = ?", page)[0])

    def original(self, record: int) -> bytes:
        """The bytes we were given. ValueError when they do not unpack."""
        return self._unpacked(
            *self._row("SELECT data, dictionary, size FROM record WHERE id = ?", record)
        )

    def _unpacked(self, packed: bytes, number: int | None, size: int) -> bytes:
        if number is not None and number not in self._dictionaries:
            row = self._db.execute(
                "SELECT content FROM dictionary WHERE id = ?", (number,)
            ).fetchone()
            if row is not None:
                self._packer.add(number, row[0])
                self._dictionaries.add(number)
        return self._packer.unpack(packed, number, size)

    # --- publications ---

    def pages(self, key: int) -> tuple[PublishedPage, ...]:
        """All publications of a cable: sections that are joined in order, then the best first."""
        return list_pages(self._db, key, self.versions(key))

    def versions(self, key: int) -> tuple[Version, ...]:
        """The distinct texts of a cable, the preferred one first.

        Where that is joined of sections, each of these comes again by itself behind all others.
        """
        joined = fold(self.reading(key)) if self._parts(key) else None
        return list_versions(self._db, key, joined)

    # --- links ---

    def links(self, key: int) -> tuple[Link, ...]:
        """What a cable mentions, the REF list first."""
        return self._links("mention.cable = ?", key)

    def links_to(self, name: str) -> tuple[Link, ...]:
        """Where the cables held mention this one, which need not be held itself."""
        row = self._db.execute("SELECT key FROM cable_id WHERE id = ?", (name,)).fetchone()
        return self._links("mention.target = ?", row[0]) if row else ()

    def _links(self, condition: str, key: int) -> tuple[Link, ...]:
        rows = self._db.execute(
            "SELECT citing.id, ordinal, label, written, cited.id, held.key IS NOT NULL, kind,"  # noqa: S608
            " rules, notes, place, start, end FROM mention"
            " JOIN cable_id AS citing ON citing.key = mention.cable"
            " LEFT JOIN cable_id AS cited ON cited.key = mention.target"
            " LEFT JOIN cable AS held ON held.key = mention.target"
            f" WHERE {condition} ORDER BY citing.id, ordinal",
            (key,),
        )
        return tuple(
            Link(
                citing=row[0],
                ordinal=row[1],
                label=row[2],
                written=row[3],
                cited=row[4],
                resolved=bool(row[5]),
                kind=row[6],
                rules=tuple((row[7] or "").split()),
                notes=row[8],
                place=row[9],
                span=Span(row[10], row[11]) if row[10] is not None else None,
            )
            for row in rows
        )  # fmt: skip

    def not_held(self) -> Iterator[tuple[str, int]]:
        """Ids that are mentioned and not held, with how often; the most first."""
        rows = self._db.execute(
            "SELECT id, count(*) AS n FROM mention JOIN cable_id ON cable_id.key = target"
            " WHERE target NOT IN (SELECT key FROM cable) GROUP BY target ORDER BY n DESC, id"
        )
        yield from rows

    # --- quarantine ---

    def quarantined(self) -> Iterator[Quarantined]:
        """Everything that gave no cable, by name."""
        rows = self._db.execute(
            "SELECT name, code, reason, digest, size, ordinal FROM quarantined"
            " ORDER BY name, ordinal, code, reason"
        )
        for row in rows:
            yield Quarantined(*row)


def _places(values: Sequence[object]) -> str:
    """As many question marks; SQLite takes 32,766 of them."""
    return ",".join("?" * len(values))


def _all_there(keys: Sequence[int], found: Sequence[int]) -> None:
    """ValueError when a row that another row leads to is lost."""
    if lost := set(keys).difference(found):
        raise ValueError(f"row {min(lost)} of cable is lost")


_LOOKED_AT = 200
"""Characters in which a number and its mark stand, as the parser has it."""


_PLAIN = re.compile(rf"[0-9]{{1,3}}\. +(?:\((?:{'|'.join(plain_marks())})\) +)?(?=[^\s.(])")
"""Number and mark as nearly all are, without what `read_number` knows beyond."""


def _words(text: str, start: int) -> int:
    """Where the words of the numbered paragraph begin whose number stands at `start`."""
    plain = _PLAIN.match(text, start)
    if plain and "ENTIRE" not in text[plain.end() : plain.end() + _LOOKED_AT].upper():
        return plain.end()
    line = text[start : start + _LOOKED_AT].partition("\n")[0].rstrip()
    number = read_number(line.upper())
    return start + min(number[4], len(line)) if number else start


def _passages(text: str, paragraphs: Sequence[HeldParagraph]) -> list[tuple[str, str]]:
    return [(one.address, _passage(text, one)) for one in paragraphs]


def _passage(text: str, one: HeldParagraph) -> str:
    start = one.start if one.number is None else _words(text, one.start)
    if one.spans is None:
        return text[start : one.end]
    # A number may stand alone above a page break, its words below.
    parts = (text[max(span.start, start) : span.end] for span in one.spans)
    return "\n".join(part.strip("\n") for part in parts)
