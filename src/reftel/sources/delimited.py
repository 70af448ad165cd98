"""A table written as text: a heading line with the names of the columns, then a row a line or more.

In: bytes of such a table, or the whole of it in chunks. Out: the heading (`Heading`), the rows
(`rows`), the fields of one row (`fields`). Fields are parted by a comma, a tab or a semicolon, and
may stand in quotes; within them a quote is doubled or follows a backslash, and line ends stand raw
or follow one. Which of the two it is no heading says, so a row is taken in the way that gives it as
many fields as the heading has names.

A row that fits in neither way costs itself alone: it ends where the next one that fits begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from reftel.spans import Span

__all__ = ["Field", "Heading", "fields", "heading_of", "rows", "unescaped"]

_BOM = b"\xef\xbb\xbf"
_LONGEST_HEADING = 4000
_MOST_COLUMNS = 200
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_ ./()-]{0,60}")
_CHUNK = 1 << 20
_LONGEST_ROW = 1 << 22
"""4 MB, twenty times the longest cable: by then a row that fits would have ended."""
_Escape = re.Pattern[bytes]
_QUOTED: tuple[tuple[bytes, _Escape], ...] = (
    (rb'"[^"]*+(?:""[^"]*+)*+"', re.compile(rb'""|\\[\r\n]')),
    (rb'"[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+"', re.compile(rb'\\["\\\r\n]|""')),
)
"""A field in quotes; and what stands in it for a sign: two, the first of which is left out."""


class Heading(msgspec.Struct, frozen=True):
    """The names of the columns, and how fields are parted."""

    columns: tuple[str, ...]
    """In small letters, as written otherwise."""
    delimiter: bytes
    end: int
    """Byte after its line end."""


class Field(msgspec.Struct, frozen=True):
    """One field of a row."""

    place: Span
    """Its bytes without the quotes around them."""
    escape: _Escape | None
    """Two signs that stand for the second; None where none do."""


def heading_of(data: bytes) -> Heading | None:
    """The heading that stands at the start; None where no line of names does."""
    start = len(_BOM) if data.startswith(_BOM) else 0
    line_end = data.find(b"\n", start, start + _LONGEST_HEADING)
    if line_end < 0:
        return None
    line = data[start:line_end].rstrip(b"\r")
    for delimiter in (b"\t", b",", b";"):
        names = [name.strip(b' "') for name in line.split(delimiter)]
        if not 1 < len(names) <= _MOST_COLUMNS:
            continue
        written = [name.decode("utf-8", "replace") for name in names]
        if all(_NAME.fullmatch(name) for name in written if name) and all(written[1:]):
            columns = tuple(name.lower() for name in written)
            return Heading(columns, delimiter, line_end + 1)
    return None


def fields(heading: Heading, data: bytes, start: int, end: int) -> list[Field] | None:
    """The fields of the row in these bytes, one for each column; None where it has not so many."""
    for field, row, escape in _ways(heading):
        found = row.match(data, start, end)
        if found is None or data[found.end() : end].strip():
            continue
        at = found.start(1)
        cut: list[Field] = []
        while len(cut) < len(heading.columns):
            one = field.match(data, at, found.end())
            assert one is not None
            quoted = one.end() > one.start() and data.startswith(b'"', at)
            place = Span(at + 1, one.end() - 1) if quoted else Span(*one.span())
            escaped = quoted and escape.search(data, place.start, place.end)
            cut.append(Field(place, escape if escaped else None))
            at = one.end() + 1
        return cut
    return None


def unescaped(data: bytes, field: Field) -> bytes:
    """What a field says."""
    value = data[field.place.start : field.place.end]
    return field.escape.sub(lambda two: two[0][1:], value) if field.escape else value


_LINE = re.compile(rb"[^\n]*+(?:\n|\Z)(?:\r*\n)*+")
"""A line, and all empty ones behind it."""


def rows(read_bytes: Callable[[int], bytes]) -> Iterator[bytes]:
    """The rows of a table, each below the heading, since a row alone does not name its columns.

    `read_bytes(n)` hands over at most n bytes more, none at the end. Without the heading the rows
    joined are the table again. A table without rows is its heading.
    """
    held = read_bytes(_CHUNK)
    heading = heading_of(held)
    if heading is None or not held[heading.end :].strip():
        yield from iter([held] if held else [])
        yield from iter(lambda: read_bytes(_CHUNK), b"")
        return
    above = held[: heading.end]
    ways = [row for _, row, _ in _ways(heading)]
    broken = at = heading.end
    ended = False
    while at < len(held) or not ended:
        end = _row_end(ways, held, at, ended=ended)
        if end < 0 and not ended and len(held) - at < _LONGEST_ROW:
            held, at, broken = held[broken:], at - broken, 0
            more = read_bytes(_CHUNK)
            ended = not more
            held += more
        elif end < 0:
            # Empty lines would each be passed over to the last one, and that again for the next.
            at = _LINE.match(held, at).end()  # type: ignore[union-attr]  # any bytes are a line
            if at - broken > _LONGEST_ROW:
                yield above + held[broken:at]
                broken = at
        else:
            if held[broken:at].strip():
                yield above + held[broken:at]
                broken = at
            yield above + held[broken:end]
            broken = at = end
    if broken < len(held):
        yield above + held[broken:]


def _row_end(ways: list[re.Pattern[bytes]], held: bytes, at: int, *, ended: bool) -> int:
    """Where the row that begins at `at` ends; less than 0 where none does, or not yet."""
    for row in ways:
        found = row.match(held, at)
        if found is not None:
            return found.end() if ended or found.end() < len(held) else -1
    return -1


@lru_cache(maxsize=64)
def _ways(heading: Heading) -> tuple[tuple[re.Pattern[bytes], re.Pattern[bytes], _Escape], ...]:
    """Field and row in each of the two ways to write a quote, and the sign that escapes it."""
    parted = re.escape(heading.delimiter)
    plain = rb'(?:[^"\r\n' + parted + rb"][^\r\n" + parted + rb"]*+)?"
    made = []
    for quoted, escape in _QUOTED:
        field = b"(?:" + quoted + b"|" + plain + b")"
        rest = b"(?:%s%s){%d}" % (parted, field, len(heading.columns) - 1)
        row = rb"(?:\r*\n)*+(" + field + rest + rb")\r*(?:\n|\Z)(?:[ \t\r]*+\n)*+"
        made.append((re.compile(field, re.DOTALL), re.compile(row, re.DOTALL), escape))
    return tuple(made)
