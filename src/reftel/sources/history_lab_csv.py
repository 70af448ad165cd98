"""The tables of cables that the History Lab made of the files of 1973-79: a row a telegram.

In: a table with a heading line in chunks (`rows`), or one row below its heading (`read`). Out: one
block named telegram, from the column `raw_body` and, where that is empty, from `body`; all other
columns as claims.

Two tables are known by what was reported of them: an older one with the archive's attributes as
columns (`doc_nbr`, `from_field`, `origclass`, `raw_body`, ...), and a newer (`doc_id`, `corpus`,
`authored`, `title`, `body`). What counts are the names, in any order; a column of another name is a
claim under that name.

Known faults of the form: `body` of the older begins at the first paragraph, so that all above is
lost where `raw_body` is empty; sentences that say there is no text or no title; dates without an
hour, and 1960 for none; ids and dates that are wrong (08PRETOR09546 stands among June 1978). One
copy that goes round is cut into words for counting, a blank before each full stop: such a row is
no text of a telegram and goes to quarantine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.sources.archives import note_loss, take_unstamped
from reftel.sources.claim_names import name_claims
from reftel.sources.delimited import Field, Heading, fields, heading_of, rows, unescaped
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["looks_like", "read", "rows"]

_IDS = ("doc_nbr", "doc_id", "document_number", "document number")
_TEXTS = ("raw_body", "body")
_KEYS = {
    "doc_nbr": "document number",
    "doc_id": "document number",
    "document_number": "document number",
    "authored": "date",
    "draft_date": "draft date",
    "from_field": "from",
    "to_field": "to",
    "origclass": "original classification",
    "orighand": "original handling restrictions",
    "handling": "current handling restrictions",
    "eo": "executive order",
    "film": "film number",
    "line_count": "line count",
    "page_count": "page count",
}
"""Columns whose name is short for an attribute of the archive (see cfpf-text)."""
_FIRST = ("document number", "original classification", "subject")
"""The columns whose word goes before that of others that mean the same."""
_NO_TEXT = re.compile(rb"\s*No Text Body Available\b[^\n]*\s*", re.IGNORECASE)
_NO_TITLE = re.compile(r"No Title\b.*", re.IGNORECASE | re.DOTALL)
_PARTED_STOP = re.compile(rb"[A-Za-z]{2} [.,](?=\s|\Z)")
_STOP = re.compile(rb"[A-Za-z]{2}[.,](?=\s|\Z)")
_LEAST_STOPS = 8
"""Stops with a blank before them from which on, and where they are most, a text was cut up."""


def looks_like(data: bytes) -> bool:
    """Whether a heading with the names of these tables stands at the start."""
    small = data[:4000].lower()
    if b"body" not in small or not any(name.encode() in small for name in _IDS):
        return False
    heading = heading_of(data)
    return (
        heading is not None
        and any(name in heading.columns for name in _IDS)
        and any(name in heading.columns for name in _TEXTS)
    )


def read(record: Record) -> tuple[Page, ...] | Unread:
    """The telegram of one row; of a whole table given as one record, those of all its rows."""
    data = record.data
    heading = heading_of(data)
    if heading is None:
        return Unread("row-broken", "It has no heading that names the columns.")
    results = [_read_row(data, heading, start, end) for start, end in _places(data, heading)]
    pages = tuple(result for result in results if isinstance(result, Page))
    if not results:
        return Unread("row-broken", "It is the heading of a table without a row.")
    return pages or next(result for result in results if isinstance(result, Unread))


def _places(data: bytes, heading: Heading) -> Iterator[tuple[int, int]]:
    """Where rows lie below the heading."""
    waiting = [data]
    at = heading.end
    for row in rows(lambda _: waiting.pop() if waiting else b""):
        if end := len(row) - heading.end:
            yield at, at + end
        at += end


def _read_row(data: bytes, heading: Heading, start: int, end: int) -> Page | Unread:
    cells = fields(heading, data, start, end)
    if cells is None:
        count = len(heading.columns)
        return Unread("row-broken", f"It does not have the {count} fields that the heading names.")
    row = dict(zip(heading.columns, cells, strict=True))
    texts = [row[name] for name in _TEXTS if name in row]
    text = next((one for one in texts if _has_text(unescaped(data, one))), texts[0])
    if _is_cut_up(data[text.place.start : text.place.end]):
        return Unread("text-cut-up", "Its words are parted from their stops, as for counting.")
    writer = PageWriter(data)
    writer.leave("navigation", heading.end)
    writer.leave("other", start)
    claims = _claim_columns(writer, [(name, row[name]) for name in row if name not in _TEXTS])
    others = [one.place for one in texts if one is not text]
    _leave_columns(writer, others, text.place.start)
    writer.begin("telegram")
    _take(writer, text)
    writer.finish_block()
    blank = not data[text.place.start : text.place.end].strip()
    if blank and "id" not in claims:
        return Unread("no-telegram", "The row has neither a text nor a number of a telegram.")
    absent = _NO_TEXT.fullmatch(unescaped(data, text)) is not None
    note_loss(writer, text.place, claims, blank=blank or absent)
    _leave_columns(writer, others, end)
    writer.leave("other", len(data))
    return writer.page("history-lab-csv")


def _has_text(value: bytes) -> bool:
    return bool(value.strip()) and not _NO_TEXT.fullmatch(value)


def _is_cut_up(text: bytes) -> bool:
    parted = len(_PARTED_STOP.findall(text))
    return parted >= _LEAST_STOPS and parted > 4 * len(_STOP.findall(text))


def _claim_columns(writer: PageWriter, columns: list[tuple[str, Field]]) -> dict[str, str]:
    told = [
        (_KEYS.get(name, name), column, unescaped(writer.data, column).decode("utf-8", "replace"))
        for name, column in columns
    ]
    told.sort(key=lambda one: one[0] not in _FIRST)
    claims: dict[str, str] = {}
    names = name_claims([(key, value) for key, _, value in told])
    for name, (_, column, value) in zip(names, told, strict=True):
        if not name or not value.strip():
            continue
        claimed = "placeholder" if name == "title" and _NO_TITLE.fullmatch(value) else name
        writer.claim(claimed, value.strip(), column.place.start, column.place.end)
        claims.setdefault(claimed, value)
    return claims


def _leave_columns(writer: PageWriter, others: list[Span], end: int) -> None:
    """Claims up to `end`; the second text that stands among them is none."""
    for other in others:
        if writer.at <= other.start and other.end <= end:
            writer.leave("claims", other.start)
            writer.leave("other", other.end)
    writer.leave("claims", end)


def _take(writer: PageWriter, field: Field) -> None:
    """Copy the text without stamps, and without the signs that escape."""
    end = field.place.end
    if field.escape:
        for two in field.escape.finditer(writer.data, writer.at, end):
            take_unstamped(writer, two.start())
            writer.leave("markup", two.start() + 1)
            take_unstamped(writer, two.end())
    take_unstamped(writer, end)
