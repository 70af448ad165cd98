r"""The dump of all cables in eight columns: `cables.csv`.

In: the file in chunks (`rows`), or one row of it (`read`). Out: header and body, and the six other
columns as claims: row, created, id, origin, classification, each reference.

Every field stands in quotes; a quote inside it is `\"`, a backslash `\\`, and a backslash may stand
before a line end. Such a backslash is left out of the text and stays in the map, which is why no
library reads the rows: those drop it in silence. A row begins with its number and its date, and
since quotes in a field are escaped no field can hold such a beginning at the start of a line; so
one broken row never harms the next.

Known faults of the form: reference numbers misread from the classification line
(`08SECTION01OF02...`), posts in several spellings, 49,082 headers that are only the publisher's
note. A backslash before any other character is kept as text: what it means there is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reftel.sources.cablegate import leave_note, note_cut_body
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["looks_like", "read", "rows"]

_BEGINNING = rb'"\d{1,9}","\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d(?::\d\d)?",'
_LONGEST_BEGINNING = 48
_LOOKS_LIKE = re.compile(rb"(?:\xef\xbb\xbf)?(?:[^\n]{0,1000}\n)?" + _BEGINNING)
"""A heading row may stand before the first."""
_NEXT_ROW = re.compile(rb"\n(?=" + _BEGINNING + rb")")
_COLUMNS = 8
_NAMED = ("row", "created", "id", "origin", "classification")
"""The first of them; then come references, header, body."""
_BACKSLASH = ord("\\")
_FIELD = rb'"([^"\\]*(?:\\.[^"\\]*)*)"'
_ROW_WITH_QUOTES = re.compile(
    rb"\s*" + rb",".join([_FIELD] * 6) + rb',"(.*?)","(.*)"\s*\Z', re.DOTALL
)
_ESCAPE = re.compile(rb'\\(?=(["\\\r\n])).', re.DOTALL)
_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 20
_LONGEST_ROW = 1 << 24
"""16 MB, eighty times the longest cable: a file that only begins like the dump is cut here."""


def looks_like(data: bytes) -> bool:
    """Whether a row of the dump stands at the start, a heading line before it or not."""
    return _LOOKS_LIKE.match(data) is not None


def rows(read_bytes: Callable[[int], bytes]) -> Iterator[bytes]:
    """The rows of a dump, each with its line end; joined they give the dump back.

    `read_bytes(n)` hands over at most n bytes more, none at the end.
    """
    held = b""
    searched = 0
    while chunk := read_bytes(_CHUNK):
        held += chunk
        start = 0
        for found in _NEXT_ROW.finditer(held, searched):
            yield held[start : found.end()]
            start = found.end()
        held = held[start:]
        searched = max(0, len(held) - _LONGEST_BEGINNING)
        if len(held) > _LONGEST_ROW:
            yield held
            held, searched = b"", 0
    if held:
        yield held


def read(record: Record) -> tuple[Page, ...] | Unread:
    """The telegram of one row; of a whole dump given as one record, those of all its rows."""
    data = record.data
    ends = [found.end() for found in _NEXT_ROW.finditer(data)]
    results = [
        _read_row(data, start, end)
        for start, end in zip([0, *ends], [*ends, len(data)], strict=True)
    ]
    pages = tuple(result for result in results if isinstance(result, Page))
    return pages or next(result for result in results if isinstance(result, Unread))


def _read_row(data: bytes, start: int, end: int) -> Page | Unread:
    writer = PageWriter(data)
    writer.leave("other", start)
    if data.startswith(_BOM, start):
        start += len(_BOM)
    columns = _columns(data, start, end)
    if columns is None:
        columns = _columns_with_quotes(data, start, end)
        if columns is None:
            if _LOOKS_LIKE.match(data[start:end]):
                return Unread(
                    "row-broken", "It does not have the eight quoted columns of the dump."
                )
            return Unread("row-broken", "No row of the dump begins here; is it a heading line?")
        writer.defect("row-odd", Span(start, end))
    *named, (low, after), header, body = columns
    if not data[slice(*header)].strip() and not data[slice(*body)].strip():
        return Unread("no-telegram", "The row names a cable, but header and body are empty.")
    for name, place in zip(
        ("row", "created", "id", "origin", "classification"), named, strict=True
    ):
        writer.claim(name, _unescaped(data[slice(*place)]), *place)
    for reference in data[low:after].split(b"|"):
        if reference:
            writer.claim("reference", _unescaped(reference), low, low + len(reference))
        low += len(reference) + 1
    writer.leave("claims", after)
    for name, (low, high) in (("header", header), ("body", body)):
        if writer.length:
            writer.swap(low, "\n")
        else:
            writer.leave("markup", low)
        if name == "header":
            leave_note(writer, high)
        if writer.at < high:
            before = writer.length
            writer.begin(name)
            _take(writer, high)
            writer.finish_block()
            if name == "body":
                note_cut_body(writer, writer.length - before, high)
    writer.leave("markup", end)
    writer.leave("other", len(data))
    return writer.page("cables-csv")


def _columns(data: bytes, start: int, end: int) -> list[tuple[int, int]] | None:
    """The insides of the eight columns; None when they are not there.

    A pattern for them looks at each byte, this at each quote: a tenth of the time.
    """
    at = end - len(data[start:end].lstrip())
    columns: list[tuple[int, int]] = []
    while data.startswith(b'"', at, end):
        first = at + 1
        at = data.find(b'"', first, end)
        while at > first and data[at - 1] == _BACKSLASH and _is_escaped(data, first, at):
            at = data.find(b'"', at + 1, end)
        if at < 0:
            return None
        columns.append((first, at))
        at += 1
        if len(columns) == _COLUMNS:
            return None if data[at:end].strip() else columns
        if not data.startswith(b",", at, end):
            return None
        at += 1
    return None


def _is_escaped(data: bytes, first: int, at: int) -> bool:
    """Whether an odd number of backslashes stand before this place of the field."""
    run = at
    while run > first and data[run - 1] == _BACKSLASH:
        run -= 1
    return (at - run) % 2 == 1


def _columns_with_quotes(data: bytes, start: int, end: int) -> list[tuple[int, int]] | None:
    """Second try, for a row with quotes that nobody escaped."""
    line = data[start:end]
    found = _ROW_WITH_QUOTES.match(line) if line.rstrip().endswith(b'"') else None
    if found is None:
        return None
    return [(start + low, start + high) for low, high in found.regs[1:]]


def _take(writer: PageWriter, end: int) -> None:
    """Copy a field without the backslashes that escape."""
    take = writer.take_lines if writer.data.find(b"\r", writer.at, end) >= 0 else writer.take
    if writer.data.find(b"\\", writer.at, end) >= 0:
        for found in _ESCAPE.finditer(writer.data, writer.at, end):
            take(found.start())
            writer.leave("markup", found.start() + 1)
    take(end)


def _unescaped(field: bytes) -> str:
    if b"\\" in field:
        field = _ESCAPE.sub(lambda found: found[1], field)
    return field.decode("utf-8", "replace")
