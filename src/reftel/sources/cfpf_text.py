"""A telegram of 1973-79 as the National Archives give it: Central Foreign Policy Files, text.

In: one text file: a stamp of release, `Message Text`, the telegram, `Message Attributes`, some 65
lines `Key: value`. Out: one block named telegram, each attribute as a claim. Stamps fall into the
text wherever a page of the print-out ended; they are left out (part `stamp`), and so are the lines
the archive put under a telegram. Several such messages in one file are a page each.

Where the telegram was lost, the archive has a notice in its place, or nothing at all (a withdrawal
card, a record of a paper reel): that is a page too, so that the loss can be found; its block is
named notice, and the defect `text-absent` says so.

No file was seen while this was written: line ends, encoding, the place of the stamp in its line and
of form feeds are taken as they come. A value may run on over lines; a line opens the next key only
if the key is not all in capitals, as subjects and texts of that time are (`RE: FESTIVAL`).

Known faults of the form: a number is shared by the sections of a telegram and by what was sent
again; blanks inside words, mostly of 1973; lines of `¿` for lost characters; garbled labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reftel.sources.archives import MARK, STAMP, note_loss, take_unstamped
from reftel.sources.claim_names import name_claims
from reftel.sources.control_characters import is_text
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["looks_like", "read"]

_TEXT = re.compile(rb"^[ \t\f]*Message Text[ \t\r]*(?:\n|\Z)", re.MULTILINE | re.IGNORECASE)
_ATTRIBUTES = re.compile(
    rb"^[ \t\f]*Message Attributes[ \t\r]*(?:\n|\Z)", re.MULTILINE | re.IGNORECASE
)
_NUMBER = re.compile(rb"^[ \t]*Document Number:[ \t]*\S", re.MULTILINE | re.IGNORECASE)
_WORD = rb"(?:[A-Z][A-Za-z]*[a-z][A-Za-z]*|EO|ID|SAS|of|or|and|to|for)"
_KEY = re.compile(
    rb"^[ \t\f]*(TAGS|" + _WORD + rb"(?:[ /-]" + _WORD + rb"){0,5}):[ \t]*", re.MULTILINE
)
_WINDOW = 8192


def looks_like(data: bytes) -> bool:
    """Whether the two headings stand here, or one and what goes with it."""
    small = data.lower()  # a search for the words costs a tenth of one for the lines
    if b"message text" not in small[:_WINDOW] and b"message attributes" not in small:
        return False
    text = _TEXT.search(data, 0, _WINDOW)
    if text and (STAMP.search(data) or _ATTRIBUTES.search(data, text.end())):
        return is_text(data)
    return bool(_ATTRIBUTES.search(data) and _NUMBER.search(data)) and is_text(data)


def read(record: Record) -> tuple[Page, ...] | Unread:
    """A page for each message."""
    data = record.data
    starts = list(_starts(data))
    pages = tuple(_read_message(data, low, high) for low, high in pairwise([*starts, len(data)]))
    if not any(page.text.strip() or page.claim("id") for page in pages):
        return Unread("no-telegram", "It has an archive's headings, but no telegram and no number.")
    return pages


def _starts(data: bytes) -> Iterator[int]:
    """Where messages begin: at the stamp, or the heading, that follows the attributes of one."""
    yield 0
    attributes = _ATTRIBUTES.search(data)
    while attributes and (text := _TEXT.search(data, attributes.end())):
        start = text.start()
        for stamp in MARK.finditer(data, max(attributes.end(), start - 400), start):
            if not data[stamp.end() : start].strip():
                start = stamp.start()
                break
        yield start
        attributes = _ATTRIBUTES.search(data, text.end())


def _read_message(data: bytes, start: int, end: int) -> Page:
    writer = PageWriter(data)
    writer.leave("other", start)
    attributes = _ATTRIBUTES.search(data, start, end)
    stop = attributes.start() if attributes else end
    text = _TEXT.search(data, start, stop)
    if text:
        _leave_above(writer, text.start())
        writer.leave("markup", text.end())
    first = writer.at
    writer.begin("telegram")
    take_unstamped(writer, stop)
    writer.finish_block()
    claims: dict[str, str] = {}
    if attributes:
        writer.leave("markup", attributes.end())
        claims = _claim_attributes(writer, end)
    else:
        writer.defect("claims-missing")
    blank = not MARK.sub(b"", data[first:stop]).strip()
    note_loss(writer, Span(first, stop), claims, blank=blank)
    writer.leave("other", len(data))
    return writer.page("cfpf-text")


def _leave_above(writer: PageWriter, end: int) -> None:
    """The stamp above the heading; anything else there is somebody else's word."""
    data = writer.data
    for found in MARK.finditer(data, writer.at, end):
        _leave_words(writer, found.start())
        writer.leave("stamp", found.end())
    _leave_words(writer, end)


def _leave_words(writer: PageWriter, end: int) -> None:
    words = writer.data[writer.at : end]
    if words.strip(b" \t\r\n\f\v\xef\xbb\xbf"):
        found = words.decode("utf-8", "replace")
        writer.defect("text-above", Span(writer.at, end), found=found)
        writer.leave("other", end)
    else:
        writer.leave("markup", end)


def _claim_attributes(writer: PageWriter, end: int) -> dict[str, str]:
    data = writer.data
    keys = list(_KEY.finditer(data, writer.at, end))
    fields: list[tuple[str, str]] = []
    places: list[tuple[int, int]] = []
    for key, after in zip(keys, [*(one.start() for one in keys[1:]), end], strict=False):
        written = MARK.sub(b" ", data[key.end() : after])
        value = " ".join(written.decode("utf-8", "replace").split())
        fields.append((key[1].decode("ascii"), value))
        places.append((key.end(), key.end() + len(data[key.end() : after].rstrip())))
    names = name_claims(fields)
    claims: dict[str, str] = {}
    for name, (_, value), place in zip(names, fields, places, strict=True):
        if value:
            writer.claim(name, value, *place)
            claims.setdefault(name, value)
    writer.leave("claims", end)
    return claims
