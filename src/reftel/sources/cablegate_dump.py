"""A Cablegate page scraped into a text file: five lines, then header and body run together.

In: one text file: id, title, day, classification, origin, a line each, then the two boxes of the
page without anything between them, so that the body begins in the middle of a line. Out: header
and body, parted where the letters of a level are followed by post and number to the line's end;
the claims of the five lines. The line end that joins the blocks stands for no byte.

A later batch of the same dump put a whole database row below the five lines: `id:`, `date:`,
`refid:` and their like, a rule that says "header ends", the body, a rule that says "CABLE ENDS".

Known faults of the form: the day is midnight in the scraper's own zone; titles come from a listing
and may have lost a quote; some files are the five lines alone (01VATICAN5693). Tags and entities
that the scraper did not know stay in the text.
"""

from __future__ import annotations

import re

from reftel.sources.cablegate import dateline_before, leave_note, note_cut_body, take_unmarked
from reftel.sources.landmarks import FROM
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter

__all__ = ["looks_like", "read"]

_FIVE_LINES = re.compile(
    rb"(?:\xef\xbb\xbf)?[ \t]*(\d\d[A-Z0-9][A-Z0-9-]{1,60}\d)[ \t]*\r*\n([^\n]*)\n"
    rb"[ \t]*([A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d [+-]\d{4} \d{4})[ \t]*\r*\n"
    rb"([^\n]*)\n([^\n]*)(?:\n|\Z)"
)
_COLUMNS = ("id", "title", "created", "classification", "origin")
_CUT = re.compile(
    rb"(?i:U ?N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?"
    rb"|(?:(?<![A-Z])C{0,2}|C) ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L"
    rb"|(?:T ?O ?P ?)?(?:(?<![A-Z])S{0,2}|S) ?E ?C ?R ?E ?T"
    rb"|L ?I ?M ?I ?T ?E ?D ?O ?F ?F ?I ?C ?I ?A ?L ?U ?S ?E)\b"
    rb"[^\r\n]{0,80}?\b[A-Z][A-Z.'-]{2,}[ \t]+\d{1,8}[ \t]*(?:[A-Z/][A-Z/, \t]*)?\r*$",
    re.MULTILINE,
)
"""A classification line that need not begin its line. Of letters before it only digits and blanks
let the first be doubled: the C of NSCC O N F I D E N T I A L is the addressee's."""
_ROW = re.compile(rb"\s*id:[^\n]*\n(?:[^\n]*\n){0,8}?header:[ \t]*\r*\n?")
_ROW_LINE = re.compile(
    rb"^[ \t]*(id|date|refid|origin|classification|destination):[ \t]*([^\r\n]*)", re.MULTILINE
)
_ROW_NAMES = {b"id": "row", b"date": "created", b"refid": "id"}
_HEADER_ENDS = re.compile(rb"^[^\n]{0,200}header ends[^\n]*(?:\n|\Z)", re.MULTILINE | re.IGNORECASE)
_CABLE_ENDS = re.compile(rb"^[^\n]{0,200}CABLE ENDS[^\n]*(?:\n|\Z)", re.MULTILINE | re.IGNORECASE)


def looks_like(data: bytes) -> bool:
    """Whether the five lines stand at the start."""
    return _FIVE_LINES.match(data) is not None


def read(record: Record) -> tuple[Page, ...] | Unread:
    """The page, or why there is none."""
    data = record.data
    lines = _FIVE_LINES.match(data)
    if lines is None:
        return Unread("no-telegram", "The five lines that should name a cable are not there.")
    if not data[lines.end() :].strip():
        return Unread("no-telegram", "The file names a cable, but no text follows its five lines.")
    writer = PageWriter(data)
    for number, name in enumerate(_COLUMNS, 1):
        _claim(writer, name, *lines.span(number))
    writer.leave("claims", lines.end())
    row = _ROW.match(data, lines.end())
    ends = _HEADER_ENDS.search(data, row.end()) if row else None
    if row and ends:
        _read_row(writer, row, ends)
    else:
        _read_run_together(writer)
    return (writer.page("cablegate-dump"),)


def _read_run_together(writer: PageWriter) -> None:
    data, end = writer.data, len(writer.data)
    before = writer.at
    leave_note(writer, end)
    sender = FROM.search(data, writer.at)
    cut = _CUT.search(data, sender.end()) if sender else None
    if cut is None:
        # Without a header the body is all there is; without a cut the two cannot be told apart.
        _block(writer, "body" if writer.at > before or not sender else "telegram", end)
        return
    body = dateline_before(data, writer.at, cut.start())
    header = len(data[:body].rstrip(b"\r\n")) if data.endswith(b"\n", 0, body) else body
    if header > writer.at:
        _block(writer, "header", header)
        writer.swap(body, "\n")
    _block(writer, "body", end)


def _read_row(writer: PageWriter, row: re.Match[bytes], ends: re.Match[bytes]) -> None:
    data = writer.data
    for line in _ROW_LINE.finditer(data, *row.span()):
        _claim(writer, _ROW_NAMES.get(line[1], line[1].decode("ascii")), *line.span(2))
    writer.leave("claims", row.end())
    leave_note(writer, ends.start())
    header = writer.at + len(data[writer.at : ends.start()].rstrip(b"\r\n"))
    if header > writer.at:
        _block(writer, "header", header)
        writer.swap(ends.end(), "\n")
    else:
        writer.leave("markup", ends.end())
    last = _CABLE_ENDS.search(data, writer.at)
    _block(writer, "body", last.start() if last else len(data))
    writer.leave("markup", last.end() if last else len(data))
    writer.leave("other", len(data))


def _block(writer: PageWriter, name: str, end: int) -> None:
    start = writer.length
    writer.begin(name)
    take_unmarked(writer, end)
    writer.finish_block()
    if name != "header":
        note_cut_body(writer, writer.length - start, len(writer.data[:end].rstrip()))


def _claim(writer: PageWriter, name: str, start: int, end: int) -> None:
    written = writer.data[start:end]
    start += len(written) - len(written.lstrip())
    if written := written.strip():
        writer.claim(name, written.decode("utf-8", "replace"), start, start + len(written))
