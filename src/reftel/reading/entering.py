"""A record as it is read today: its pages, their cables, and the rows they become.

In: a record. Out: what each of its pages gives, or why there is none. Pure; `build` keeps it,
`Archive.check` compares it with what is kept. What a reader itself breaks on, it raises.
"""

from __future__ import annotations

import msgspec

from reftel.archive.claims import Standing, published, settle
from reftel.archive.entry import PageEntry, QuarantineRow, enter_page
from reftel.sources import detect
from reftel.sources.page import Page, Record, Unread
from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse

__all__ = ["READER_VERSION", "Entered", "enter_record"]

READER_VERSION = 8
"""Of all that is read from bytes: readers, parser, vocabulary. When one of them reads anything
otherwise it grows, and the next build reads again what an archive holds."""


_OTHER = "document-other"
"""Of a page that was read, but must not become a cable by what stands in its text."""


class Entered(msgspec.Struct, frozen=True):
    """One page, read."""

    page: Page
    cable: Cable
    standing: Standing
    entry: PageEntry
    """Without the document for the index."""


def enter_record(record: Record) -> tuple[list[Entered], list[QuarantineRow]]:
    """The pages that name their cable, and a reason for each that does not, or for the whole."""
    read = detect.read(record)
    if isinstance(read, Unread):
        where = record.name if record.fault is not None else ""
        return [], [QuarantineRow(-1, read.code, read.reason, where)]
    entered, refused = [], []
    for ordinal, page in enumerate(read):
        if other := next((one for one in page.defects if one.code == _OTHER), None):
            reason = f"This document is no cable: {other.found or 'it has no title'}."
            refused.append(QuarantineRow(ordinal, _OTHER, reason))
            continue
        one = _enter(page, ordinal, record.data)
        if one is None:
            reason = "Neither the page nor the telegram says which cable it is."
            refused.append(QuarantineRow(ordinal, "id-unknown", reason))
        else:
            entered.append(one)
    return entered, refused


def _enter(page: Page, ordinal: int, source: bytes) -> Entered | None:
    given = published(page)
    cable = parse(page.text, published_as=given.id if given else None)
    standing = settle(page, cable)
    if standing is None:
        return None
    entry = enter_page(page, ordinal, cable, standing, source)
    return Entered(page, cable, standing, entry)
