"""Which published form is this? The one list of forms, in the order in which they are tried.

In: one record. Out: its pages, or why there are none. Pure and total: any bytes give an answer.
The content decides, never the name of a file. A new form is one file beside this one, and one
line here.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reftel.sources import (
    cablegate_dump,
    cablegate_html,
    cablegate_text,
    cables_csv,
    cfpf_text,
    frus_tei,
    plusd_html,
    telegram_in_text,
    telegram_text,
)
from reftel.sources.page import Page, Record, Unread
from reftel.sources.unknown import describe, named_by_first_bytes
from reftel.sources.utf16 import recode

__all__ = ["FORMATS", "read"]

FORMATS: tuple[
    tuple[str, Callable[[bytes], bool], Callable[[Record], tuple[Page, ...] | Unread]], ...
] = (
    ("cablegate-html-2011", cablegate_html.looks_like_2011, cablegate_html.read_2011),
    ("cablegate-html-2010", cablegate_html.looks_like_2010, cablegate_html.read_2010),
    ("cablegate-text", cablegate_text.looks_like, cablegate_text.read),
    ("cablegate-dump", cablegate_dump.looks_like, cablegate_dump.read),
    ("cables-csv", cables_csv.looks_like, cables_csv.read),
    ("plusd-html", plusd_html.looks_like, plusd_html.read),
    ("cfpf-text", cfpf_text.looks_like, cfpf_text.read),
    ("frus-tei", frus_tei.looks_like, frus_tei.read),
    ("telegram-text", telegram_text.looks_like, telegram_text.read),
    ("telegram-in-text", telegram_in_text.looks_like, telegram_in_text.read),
)
"""Name of the form, whether bytes look like it, and its reader. The first that fits reads."""


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
    for name, looks_like, reader in FORMATS:
        if name == record.format or (record.format is None and looks_like(record.data)):
            return reader(record)
    return Unread("no-telegram", describe(record.data))
