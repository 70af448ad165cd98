"""Which published form is this? The one list of forms, in the order in which they are tried.

In: one record. Out: its pages, or why there are none. Pure and total: any bytes give an answer.
The content decides, never the name of a file. A new form is one file beside this one, and one
line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from reftel.sources import (
    cablegate_dump,
    cablegate_html,
    cablegate_text,
    cables_csv,
    cfpf_text,
    frus_tei,
    history_lab_csv,
    mirror_html,
    plusd_html,
    plusd_text,
    telegram_in_text,
    telegram_text,
)
from reftel.sources.page import Page, Record, Unread
from reftel.sources.unknown import describe, named_by_first_bytes
from reftel.sources.utf16 import recode

__all__ = ["FORMATS", "ROWS", "read", "rows_of"]

FORMATS: tuple[
    tuple[str, Callable[[bytes], bool], Callable[[Record], tuple[Page, ...] | Unread]], ...
] = (
    ("cablegate-html-2011", cablegate_html.looks_like_2011, cablegate_html.read_2011),
    ("cablegate-html-2010", cablegate_html.looks_like_2010, cablegate_html.read_2010),
    ("cablegate-text", cablegate_text.looks_like, cablegate_text.read),
    ("cablegate-dump", cablegate_dump.looks_like, cablegate_dump.read),
    ("cables-csv", cables_csv.looks_like, cables_csv.read),
    ("history-lab-csv", history_lab_csv.looks_like, history_lab_csv.read),
    ("plusd-html", plusd_html.looks_like, plusd_html.read),
    ("plusd-text", plusd_text.looks_like, plusd_text.read),
    ("cfpf-text", cfpf_text.looks_like, cfpf_text.read),
    ("frus-tei", frus_tei.looks_like, frus_tei.read),
    ("mirror-html", mirror_html.looks_like, mirror_html.read),
    ("telegram-text", telegram_text.looks_like, telegram_text.read),
    ("telegram-in-text", telegram_in_text.looks_like, telegram_in_text.read),
)
"""Name of the form, whether bytes look like it, and its reader. The first that fits reads."""

ROWS: dict[str, Callable[[Callable[[int], bytes]], Iterator[bytes]]] = {
    "cables-csv": cables_csv.rows,
    "history-lab-csv": history_lab_csv.rows,
}
"""How a file of a form that holds many telegrams is cut into records, while it is read."""


def rows_of(head: bytes) -> tuple[str, Callable[[Callable[[int], bytes]], Iterator[bytes]]] | None:
    """Form and cutter of a file that begins so; None where a file is a record."""
    for name, looks_like, _ in FORMATS:
        if name in ROWS and looks_like(head):
            return name, ROWS[name]
    return None


def read(record: Record) -> tuple[Page, ...] | Unread:
    """The telegrams of one record, or the reason why there is none. Never raises."""
    if record.fault is not None:
        return Unread(record.fault, record.reason)
    recoded = recode(record.data)
    if recoded is None:
        return _read(record)
    result = _read(msgspec.structs.replace(record, data=recoded.data))
    return result if isinstance(result, Unread) else tuple(map(recoded.page, result))


def _read(record: Record) -> tuple[Page, ...] | Unread:
    if record.format is None and (named := named_by_first_bytes(record.data)):
        return Unread("no-telegram", named)
    form = record.format
    if form in ROWS and (cut := rows_of(record.data)):
        form = cut[0]  # a row that says of which form it is knows best
    for name, looks_like, reader in FORMATS:
        if name == form or (form is None and looks_like(record.data)):
            return reader(record)
    return Unread("no-telegram", describe(record.data))
