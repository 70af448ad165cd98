"""Whether the rows of an archive are those that today's readers and parser give.

In: a connection to read with. Out: a finding for each page or cable whose rows differ, naming the
columns. Bytes that do not unpack are `archive.check`'s to tell.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from reftel.archive.check import Finding
from reftel.archive.entry import enter_cable
from reftel.archive.joining import read_joined
from reftel.archive.reentry import HeldRecord, held_records
from reftel.archive.shelf import Shelf
from reftel.archive.stored import page_alone, stored_cable, stored_pages, stored_quarantine
from reftel.reading.entering import enter_record
from reftel.sources.page import Record

__all__ = ["rows_of_today"]

_FAILED = frozenset({"reader-failed", "reader-ended"})


def rows_of_today(connection: sqlite3.Connection) -> Iterator[Finding]:
    """What differs, in order of records."""
    shelf = Shelf(connection)
    for held in held_records(connection):
        try:
            data = shelf.original(held.key)
        except ValueError:
            continue
        yield from _compare(shelf, held, data)


def _compare(shelf: Shelf, held: HeldRecord, data: bytes) -> Iterator[Finding]:
    connection = shelf.connection
    kept = {page.ordinal: (key, page) for key, page in stored_pages(connection, held.key).items()}
    refused = [(row.ordinal, row.code) for row in stored_quarantine(connection, held.key)]
    if any(code in _FAILED for _, code in refused):
        return
    try:
        entered, reasons = enter_record(Record(held.name, data, held.format))
    except Exception as error:  # noqa: BLE001 - a reader that breaks is a finding, not the end
        yield Finding("rows", held.name, f"A reader breaks on it today: {error}.")
        return
    today = {one.entry.ordinal: one.entry for one in entered}
    if kept.keys() != today.keys() or refused != [(row.ordinal, row.code) for row in reasons]:
        sentence = f"{len(kept)} pages are kept of it, today it gives {len(today)}"
        yield Finding("rows", held.name, f"{sentence} or other reasons; {_MEND}.")
    for ordinal, (key, page) in kept.items():
        made = today.get(ordinal)
        if made is None:
            continue
        if differing := _differing(page, page_alone(made)):
            yield _finding(page.id or held.name, f"its page {key}", differing)
        read_from = connection.execute(
            "SELECT cable.key FROM cable JOIN cable_id USING (key) WHERE id = ? AND page = ?",
            (made.id, key),
        ).fetchone()
        cable = stored_cable(connection, read_from[0]) if read_from else None
        if cable is None:
            continue
        now = made.cable
        if shelf.sections(read_from[0]):
            _, joined, standing = read_joined(shelf, read_from[0], made.id)
            now = enter_cable(joined, standing)
        if differing := _differing(cable, now):
            yield _finding(made.id, "the cable", differing)


_MEND = "reftel build with --distrust reads all again"


def _finding(name: str, what: str, fields: list[str]) -> Finding:
    sentence = f"What is kept of {what} is not what is read today ({', '.join(fields)}); {_MEND}."
    return Finding("rows", name, sentence)


def _differing(kept: msgspec.Struct, today: msgspec.Struct) -> list[str]:
    return [name for name in kept.__struct_fields__ if getattr(kept, name) != getattr(today, name)]
