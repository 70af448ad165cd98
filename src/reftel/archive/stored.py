"""What the archive holds of a record or a cable, as the entries it was made from.

In: a connection and numbers. Out: entries as `enter_page` makes them, without the document for
the index; equal to today's where today's readers read the same.
"""

from __future__ import annotations

import sqlite3

import msgspec

from reftel.archive.entry import (
    AddresseeRow,
    CableEntry,
    DefectRow,
    MentionRow,
    PageEntry,
    PostRow,
    QuarantineRow,
    TagRow,
)

__all__ = ["NO_CABLE", "page_alone", "stored_cable", "stored_pages", "stored_quarantine"]

NO_CABLE = CableEntry(
    None, None, None, None, None, None, "", None, None, 0, [], [], "[]", b"", [], []
)  # fmt: skip
"""Stands in a page that is compared without its cable, whose rows may come from another page."""


def page_alone(page: PageEntry) -> PageEntry:
    """The page without its cable."""
    return msgspec.structs.replace(page, cable=NO_CABLE, document=b"")


def stored_pages(connection: sqlite3.Connection, record: int) -> dict[int, PageEntry]:
    """Number of each page of a record to the page alone, in order."""
    rows = connection.execute(
        "SELECT page.key, ordinal, format, cable_id.id, id_rule, text, folded, length, whole,"
        " header, words, released, claim_names.names, claims, blocks, map,"
        " section, copy"
        " FROM page LEFT JOIN cable_id ON cable_id.key = page.cable"
        " LEFT JOIN claim_names ON claim_names.id = page.claim_names"
        " WHERE record = ? ORDER BY ordinal",
        (record,),
    ).fetchall()
    return {
        row[0]: PageEntry(
            row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10],
            row[11], row[12], row[13], row[14], row[15], row[16], row[17],
            _defects(connection, "page", row[0]), NO_CABLE, b"",
        )
        for row in rows
    }  # fmt: skip


def stored_quarantine(connection: sqlite3.Connection, record: int) -> list[QuarantineRow]:
    """Why a record, or pages of it, gave no cable; faults of a place are left out."""
    rows = connection.execute(
        "SELECT ordinal, code, reason, name FROM quarantine WHERE record = ? AND name = ''"
        " ORDER BY ordinal, code, reason",
        (record,),
    )
    return [QuarantineRow(*row) for row in rows]


def stored_cable(connection: sqlite3.Connection, key: int) -> CableEntry | None:
    """A cable held, with all that hangs on it; None when it is not held."""
    select = connection.execute
    row = select(
        "SELECT created, precision, created_by, classification, rank, captions, subject,"
        " signature, sections, post.station, post.name, post.country, cable.post, paragraphs,"
        " sketch"
        " FROM cable LEFT JOIN post ON post.id = cable.post WHERE key = ?",
        (key,),
    ).fetchone()
    if row is None:
        return None
    tags = select(
        "SELECT name, kind, written FROM cable_tag JOIN tag ON tag.id = tag"
        " WHERE cable = ? ORDER BY ordinal",
        (key,),
    )
    addressees = select(
        "SELECT role, routing, name, station, collective, precedence, serial FROM addressee"
        " JOIN address ON address.id = address WHERE cable = ? ORDER BY ordinal",
        (key,),
    )
    mentions = select(
        "SELECT label, written, cable_id.id, kind, rules, notes, place, start, end FROM mention"
        " LEFT JOIN cable_id ON cable_id.key = target WHERE cable = ? ORDER BY ordinal",
        (key,),
    )
    return CableEntry(
        row[0], row[1], row[2],
        PostRow(row[9], row[10], row[11]) if row[12] is not None else None,
        row[3], row[4], row[5], row[6], row[7], row[8],
        [TagRow(*one) for one in tags],
        [AddresseeRow(*one) for one in addressees],
        row[13],
        row[14],
        [MentionRow(*one) for one in mentions],
        _defects(connection, "cable", key),
    )  # fmt: skip


def _defects(connection: sqlite3.Connection, owner: str, key: int) -> list[DefectRow]:
    rows = connection.execute(
        "SELECT defect_code.code, spans, found"  # noqa: S608
        f" FROM {owner}_defect JOIN defect_code ON defect_code.id = {owner}_defect.code"
        f" WHERE {owner} = ? ORDER BY ordinal",
        (key,),
    )
    return [DefectRow(*row) for row in rows]
