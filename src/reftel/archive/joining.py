"""Telegrams whose sections are records of their own: which pages make one, and its rows.

In: the writer's connection and numbers of cables whose pages have changed. Out: rows of `section`
(each section with the page that holds it, or with none), and the cable's rows as the joined text
gives them. The pages keep their bytes, texts and maps; the joined text is made of theirs whenever
it is asked for. What comes out rests on the pages alone, so neither the order in which they
arrive nor the number of builds matters, and a section that comes late takes its place.

Inside one transaction of whoever writes: `Store` for what arrives, `Reentry` for what is read
again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from reftel.archive.claims import Standing, settle
from reftel.archive.entry import CableEntry, enter_cable
from reftel.archive.rows import Rows
from reftel.archive.shelf import Shelf
from reftel.archive.stored import stored_cable
from reftel.archive.versions import BEST_FIRST, SENT, WHOLE
from reftel.sources.page import Claim, Page
from reftel.spans import OffsetMap, Span
from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse
from reftel.telegram.sections import LoneSection, with_missing
from reftel.vocab.cable_id import read_id

__all__ = ["Joining", "read_cable", "read_joined"]

_json = msgspec.json.Encoder().encode
_lone = msgspec.json.Decoder(LoneSection).decode

_Row = tuple[int, int | None, str | None]
"""A row of `section` without its cable: number, page, JSON of what is kept of its text."""


class _Held(msgspec.Struct, frozen=True):
    """A page that holds one section."""

    page: int
    lone: LoneSection
    copy: str | None


def read_cable(shelf: Shelf, key: int, name: str) -> Cable:
    """A cable held, parsed from the page it is read from, or from its joined sections."""
    text = shelf.reading(key)
    # What is held must open, whatever name an earlier reader gave it.
    cable = parse(text, published_as=name if read_id(name) else None)
    sections = shelf.sections(key)
    held = [one.number for one in sections if one.page is not None]
    return with_missing(cable, held, len(sections)) if sections else cable


def read_joined(shelf: Shelf, key: int, name: str) -> tuple[Page, Cable, Standing]:
    """The same, with the claims of the page it begins with, and what is settled from both."""
    cable = read_cable(shelf, key, name)
    lead = shelf.preferred(key)
    page = _page(shelf, key, lead, cable.text)
    standing = settle(page, cable)
    if standing is None:
        raise ValueError(f"nothing says which cable page {lead} is of")
    return page, cable, standing


def _page(shelf: Shelf, key: int, lead: int, text: str) -> Page:
    listed = next((one for one in shelf.pages(key) if one.key == lead), None)
    if listed is None:
        raise ValueError(f"page {lead} is lost")
    claims = tuple(Claim(name, value, Span(0, 0)) for name, value in listed.claims)
    defects = listed.defects
    return Page(listed.format, text, OffsetMap(0, (), "utf-8"), (), claims, defects=defects)


class Joining:
    """Keeps the rows of joined telegrams in step with their pages; of one store."""

    def __init__(self, connection: sqlite3.Connection, rows: Rows) -> None:
        self._db, self._rows = connection, rows

    def holds(self, cable: int) -> bool:
        """Whether a cable is read from joined sections."""
        found = self._db.execute("SELECT 1 FROM section WHERE cable = ? LIMIT 1", (cable,))
        return found.fetchone() is not None

    def settle(self, cables: Iterable[int]) -> set[int]:
        """Join what the pages of some cables give; those whose rows became other ones."""
        asked = _json(list(cables))
        rows = self._db.execute(
            "SELECT cable FROM page WHERE section IS NOT NULL"
            " AND cable IN (SELECT value FROM json_each(?1))"
            " UNION SELECT cable FROM section WHERE cable IN (SELECT value FROM json_each(?1))"
            " ORDER BY 1",
            (asked,),
        ).fetchall()
        return {cable for (cable,) in rows if self._settle(cable)}

    def _settle(self, cable: int) -> bool:
        chosen = self._chosen(cable)
        before = self._db.execute(
            "SELECT number, page, kept FROM section WHERE cable = ? ORDER BY number", (cable,)
        ).fetchall()
        kept = self._db.execute("SELECT page FROM cable WHERE key = ?", (cable,)).fetchone()
        if kept is None:  # no page publishes it any more
            self._db.execute("DELETE FROM section WHERE cable = ?", (cable,))
            return bool(before or chosen)
        held = (page for _, page, _ in chosen if page is not None)
        page = next(held, None) or self._best(cable)
        if not chosen and not before and kept == (page,):
            return False  # its rows are those of that page already
        if page is None or not self._belongs(page, cable):
            return before != chosen  # whoever reads again has not come to its page yet
        self._db.execute("DELETE FROM section WHERE cable = ?", (cable,))
        self._db.executemany(
            "INSERT INTO section VALUES (?, ?, ?, ?)", [(cable, *row) for row in chosen]
        )
        self._db.execute("UPDATE cable SET page = ? WHERE key = ?", (page, cable))
        entry = self._entry(cable)
        same = before == chosen and kept == (page,) and stored_cable(self._db, cable) == entry
        if not same:
            self._rows.drop_parts([cable])
            self._rows.put_cables([(cable, page, entry)], {})
        self._rows.count([cable])
        return not same

    def _best(self, cable: int) -> int | None:
        """The page to read where nothing is joined, whichever was read before."""
        row = self._db.execute(
            "SELECT page.key FROM page JOIN record ON record.id = page.record"  # noqa: S608
            f" WHERE page.cable = ? ORDER BY {BEST_FIRST} LIMIT 1",
            (cable,),
        ).fetchone()
        return row[0] if row else None

    def _belongs(self, page: int, cable: int) -> bool:
        row = self._db.execute("SELECT cable FROM page WHERE key = ?", (page,)).fetchone()
        return bool(row == (cable,))

    def _entry(self, cable: int) -> CableEntry:
        name = self._db.execute("SELECT id FROM cable_id WHERE key = ?", (cable,)).fetchone()[0]
        _, joined, standing = read_joined(Shelf(self._db), cable, name)
        return enter_cable(joined, standing)

    def _chosen(self, cable: int) -> list[_Row]:
        """The sections of a cable; none where a page holds it whole, or nothing is missed.

        An edited document stands for neither: sections that were sent are read before it.
        """
        rows = self._db.execute(
            f"SELECT page.key, page.section, page.copy, {WHOLE} FROM page"  # noqa: S608
            " JOIN record ON record.id = page.record"
            f" WHERE page.cable = ? AND {SENT} ORDER BY {BEST_FIRST}",
            (cable,),
        ).fetchall()
        held: list[_Held] = []
        for page, section, copy, whole in rows:
            lone = _lone(section) if section else None
            if whole and (lone is None or lone.signed):
                return []
            if lone is not None:
                held.append(_Held(page, lone, copy))
        wholes = _wholes(held)
        best = max(wholes, key=_completeness, default=_Whole([], []))
        pages = [*best.own, *best.others]
        return _sections(pages) if any(one.lone.sure for one in pages) else []


class _Whole(msgspec.Struct, frozen=True):
    """What may be one telegram."""

    own: list[_Held]
    """Pages that were all sent first, or all sent again."""
    others: list[_Held]
    """Of the same telegram: they stand in for the sections that none of its own holds."""


def _wholes(held: Sequence[_Held]) -> list[_Whole]:
    """The pages parted by telegram: what was sent on another day under the same number, or cut
    into another number of sections, is another one. A page without a day may be of any. What was
    sent again is another one where both hold a section; but often one section alone says so.
    """
    parted: dict[int, dict[str | None, list[_Held]]] = {}
    for one in held:
        by_day = parted.setdefault(one.lone.total, {})
        by_day.setdefault(one.lone.day, []).append(one)
    wholes = []
    for by_day in parted.values():
        undated = by_day.pop(None, [])
        for pages in [[*pages, *undated] for pages in by_day.values()] or [undated]:
            wholes += [
                _Whole(
                    [one for one in pages if one.copy == copy],
                    [one for one in pages if one.copy != copy],
                )
                for copy in dict.fromkeys(one.copy for one in pages)
            ]
    return wholes


def _completeness(whole: _Whole) -> tuple[int, int, bool, int]:
    """How good a whole is to read: one with more of its sections, and of these more its own; then
    the corrected one.
    """
    first = whole.own[0]
    own = {one.lone.number for one in whole.own}
    numbers = own | {one.lone.number for one in whole.others}
    total = first.lone.total
    return len(numbers) - total, len(own), first.copy == "corrected", total


def _sections(pages: Sequence[_Held]) -> list[_Row]:
    """A row for each section, from the best page that holds it."""
    by_number: dict[int, _Held] = {}
    for one in pages:
        by_number.setdefault(one.lone.number, one)
    rows: list[_Row] = []
    for number in range(1, pages[0].lone.total + 1):
        found = by_number.get(number)
        kept = _json(found.lone.kept).decode() if found else None
        rows.append((number, found.page if found else None, kept))
    return rows
