"""A page of the Public Library of US Diplomacy, copied from a browser and kept as plain text.

In: one text file: the title, the keys of the page's table with their values, the words of the
buttons, then the telegram. Out: one block named telegram, every key as a claim, and the title.

How a browser parts the cells is not fixed, and no copy was seen while this was written: a value
stands behind its key or on the lines below it, keys stand on lines of their own or behind a tab.
The keys are written in small letters (`From:`), so that no line of a telegram (`FM`, `TAGS:`) is
taken for one. The telegram begins at its first line that no other writing has; it ends at the last
line `NNN` or `NNNN`, and with the file where there is none.

Known faults of the form: those of plusd-html; the links are gone, and what the browser shows below
the telegram becomes part of it where nothing marks its end.
"""

from __future__ import annotations

import re
from itertools import pairwise

from reftel.sources.archives import note_loss, take_unstamped
from reftel.sources.claim_names import name_claims
from reftel.sources.control_characters import is_text
from reftel.sources.landmarks import CLASSIFICATION, DATE_TIME, FROM, PAGE_HEAD, first_line
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.sources.plusd_html import OWN_NAMES
from reftel.spans import Span

__all__ = ["looks_like", "read"]

_NAMES = (
    rb"Date|Canonical ID|Original Classification|Current Classification|Handling Restrictions"
    rb"|Character Count|Executive Order|Locator|TAGS|Concepts|Enclosure|Type|Office Origin"
    rb"|Office Action|Archive Status|From|To|Markings|Linked documents"
)
_KEY = re.compile(rb"(?:^|(?<=\t))[ \t\xc2\xa0]*(" + _NAMES + rb"):[ \t\r]*", re.MULTILINE)
_ID = re.compile(rb"(?:^|\t)[ \t]*Canonical ID:\s{0,9}[0-9A-Z]", re.MULTILINE)
_BUTTONS = re.compile(
    rb"(?:[ \t\r]*\n|[ \t]*(?:(?:Raw content|Content|Metadata|Print|Share|(?:Show|Hide) Headers"
    rb"|Raw|Text)[ \t\r]*)+(?:\n|\Z))*"
)
_LABELS = re.compile(rb"^[ \t]*(?:SUBJ(?:ECT)?[ \t]*[:.]|E\.?O\.?[ \t]*\d{5})", re.MULTILINE)
"""Labels of a telegram that are no keys of the page, as TAGS is."""
_APART = re.compile(rb"\n[ \t\r]*\n")
_SMALL = re.compile(rb"^[^\n]*[a-z][^\n]*\n", re.MULTILINE)
_END = re.compile(rb"^[ \t]*NNNN?[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_WINDOW = 8192
"""Bytes from the start in which the keys must stand."""
_LEAST_KEYS = 4


def looks_like(data: bytes) -> bool:
    """Whether the keys of the page stand here without markup."""
    start = data[:_WINDOW]
    if b"Canonical ID:" not in start or b"s_key" in start or not _ID.search(start):
        return False
    return len({key[1] for key in _KEY.finditer(start)}) >= _LEAST_KEYS and is_text(data)


def read(record: Record) -> tuple[Page, ...] | Unread:
    """The page, or why there is none."""
    data = record.data
    keys = _keys(data)
    if not keys:
        return Unread("no-telegram", "It has no keys that name a cable.")
    writer = PageWriter(data)
    _claim_title(writer, keys[0].start())
    claims = _claim_keys(writer, keys)
    writer.leave("navigation", _begin(data, writer.at))
    ends = [found.end() for found in _END.finditer(data, writer.at)]
    end = ends[-1] if ends else len(data)
    place = Span(writer.at, end)
    writer.begin("telegram")
    take_unstamped(writer, end)
    writer.finish_block()
    blank = not data[place.start : place.end].strip()
    if blank and "id" not in claims:
        return Unread("no-telegram", "It has the keys of a cable, but neither number nor text.")
    note_loss(writer, place, claims, blank=blank)
    writer.leave("navigation", len(data))
    return (writer.page("plusd-text"),)


def _begin(data: bytes, at: int) -> int:
    """Where the telegram begins: below the last line with small letters above its first landmark.

    Such a line is the page's; lines in capitals (SIPDIS) may be the telegram's.
    """
    buttons = _BUTTONS.match(data, at)
    at = buttons.end() if buttons else at
    landmark = first_line(data, at, min(len(data), at + _WINDOW))
    if landmark is not None:
        for line in _SMALL.finditer(data, at, landmark):
            at = line.end()
    return at


def _keys(data: bytes) -> list[re.Match[bytes]]:
    """The keys above the telegram. A second TAGS, or one apart from the others, is its own."""
    ident = _ID.search(data)
    low = ident.end() if ident else 0
    lines = [
        line.search(data, low) for line in (PAGE_HEAD, DATE_TIME, FROM, CLASSIFICATION, _LABELS)
    ]
    stop = min((line.start() for line in lines if line), default=len(data))
    keys = list(_KEY.finditer(data, 0, min(stop, 2 * _WINDOW)))
    if [key[1] for key in keys].count(b"TAGS") > 1:
        keys = keys[: max(n for n, key in enumerate(keys) if key[1] == b"TAGS")]
    if len(keys) > 1 and keys[-1][1] == b"TAGS":
        apart = _APART.search(data, keys[-2].end(), keys[-1].start())
        keys = keys[:-1] if apart else keys
    return keys


def _claim_title(writer: PageWriter, end: int) -> None:
    """The last words above the keys."""
    above = writer.data[:end].rstrip()
    line = above.rfind(b"\n") + 1
    words = above[line:].strip(b" \t\xef\xbb\xbf")
    writer.leave("navigation", line)
    if words:
        at = writer.data.index(words, line)
        title = " ".join(words.decode("utf-8", "replace").split())
        writer.claim("title", title, at, at + len(words))
    writer.leave("claims", end)


def _claim_keys(writer: PageWriter, keys: list[re.Match[bytes]]) -> dict[str, str]:
    data = writer.data
    places = [_value(data, key.end(), after.start()) for key, after in pairwise(keys)]
    places.append(_value(data, keys[-1].end(), _last_value(data, keys[-1].end())))
    fields = [
        (
            key[1].decode("ascii"),
            " ".join(data[place.start : place.end].decode("utf-8", "replace").split()),
        )
        for key, place in zip(keys, places, strict=True)
    ]
    claims: dict[str, str] = {}
    names = name_claims(fields, own_names=OWN_NAMES)
    for name, (_, value), place in zip(names, fields, places, strict=True):
        if value:
            writer.claim(name, value, place.start, place.end)
            claims.setdefault(name, value)
    writer.leave("claims", max(places[-1].end, keys[-1].end()))
    return claims


def _value(data: bytes, start: int, end: int) -> Span:
    value = data[start:end]
    first = start + len(value) - len(value.lstrip())
    return Span(min(first, end), max(min(first, end), start + len(value.rstrip())))


def _last_value(data: bytes, start: int) -> int:
    """Where the value of the last key ends: with its line, or the next where that is empty."""
    line_end = data.find(b"\n", start)
    if line_end >= 0 and not data[start:line_end].strip():
        below = _BUTTONS.match(data, start)
        if below is not None and below.end() == line_end + 1:
            line_end = data.find(b"\n", line_end + 1)
    return line_end if line_end >= 0 else len(data)
