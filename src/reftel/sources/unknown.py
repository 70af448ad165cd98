"""What a record that no reader takes looks like, in words for the person whose file it is.

In: bytes. Out: one sentence. Nothing depends on it but what the quarantine shows.
"""

from __future__ import annotations

import re

from reftel.sources.control_characters import is_text
from reftel.sources.delimited import heading_of
from reftel.sources.landmarks import CLASSIFICATION, DATE_TIME, FROM, LABELS, PAGE_HEAD, STATION

__all__ = ["describe", "named_by_first_bytes"]

_BY_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "It is a PDF; take its text out first."),
    (b"\x89PNG", "It is an image (PNG)."),
    (b"\xff\xd8\xff", "It is an image (JPEG)."),
    (b"GIF8", "It is an image (GIF)."),
    (b"II*\0", "It is an image (TIFF)."),
    (b"MM\0*", "It is an image (TIFF)."),
    (b"PK\x03\x04", "It is an office document or another package; save it as text first."),
    (b"\xd0\xcf\x11\xe0", "It is an office document; save it as text first."),
    (b"{\\rtf", "It is an office document (RTF); save it as text first."),
    (b"SQLite format 3\0", "It is an SQLite database, which is not read."),
    (b"wOFF", "It is a font."),
    (b"wOF2", "It is a font."),
)
_WEB_PAGE = re.compile(rb"<!doctype html|<html|<head|<body", re.IGNORECASE)
_XML = re.compile(rb"\s*<[?!a-zA-Z]")
_JSON = re.compile(rb'\s*(?:\{\s*"|\[\s*[\[{"])')
_LIST = re.compile(rb"Reference ID\b.{0,200}\bSubject\b.{0,200}\bCreated\b", re.DOTALL)
"""The heads of the tables in which the first publisher listed its cables."""
_DATABASE = re.compile(
    rb"-- (?:MySQL|MariaDB|PostgreSQL database) dump"
    rb"|(?:CREATE TABLE|INSERT INTO|COPY) [\w.`\"]+ ?[(V]"
)
_LINES = (
    (PAGE_HEAD, "the head of a page"),
    (DATE_TIME, "a date-time group"),
    (FROM, "FM"),
    (STATION, "DE"),
    (CLASSIFICATION, "a classification with a number"),
    (LABELS, "TAGS, SUBJECT or E.O."),
)
_MOST_NAMES = 12
_WINDOW = 4096


def named_by_first_bytes(data: bytes) -> str | None:
    """One sentence on what this is, if its first bytes are those of a form that is no text.

    Such a file may well hold words of telegrams, and is none.
    """
    return next((words for first, words in _BY_FIRST_BYTES if data.startswith(first)), None)


def describe(data: bytes) -> str:
    """One sentence on what this seems to be."""
    if not data:
        return "The file is empty."
    if named := named_by_first_bytes(data):
        return named
    start = data[:_WINDOW].removeprefix(b"\xef\xbb\xbf")
    if not start.strip():
        return "There are only blanks in it."
    if _LIST.search(start):
        return "It is a list of cables, not a cable."
    if _WEB_PAGE.search(start):
        return "It is a web page, but no telegram was found on it."
    if _XML.match(start):
        return "It is XML of a kind that is not known here."
    if _JSON.match(start):
        return "It is JSON, which is not read."
    if not is_text(data):
        return "It is no text: more than one byte in twenty is a control character."
    if _DATABASE.search(start):
        return "It is the dump of a database; write its table of cables as CSV with a heading line."
    if heading := heading_of(start):
        names = [name for name in heading.columns if name][:_MOST_NAMES]
        return f"It is a table, and none of its columns is known here: {', '.join(names)}."
    met = [name for line, name in _LINES if line.search(data)]
    if met:
        return f"It is text with a line of telegrams ({'; '.join(met)}), too little to know one by."
    return "It is text, but no line of a telegram was found in it."
