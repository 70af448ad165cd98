"""A Cablegate page copied from a browser and kept as plain text.

In: one text file: navigation words, `Viewing cable ID, TITLE`, help, the row of the top box with
its cells parted by blanks or tabs, then the telegram to the end. Out: header and body, parted at
the classification line, since nothing else parts them; the claims of the row.

Known faults of the form: the links are gone, so titles of the classification and addresses that
were not shown are lost; where one header line stands for the whole telegram, header and body
stay one block.
"""

from __future__ import annotations

import re

from reftel.sources.cablegate import (
    claim_counter,
    dateline_before,
    leave_note,
    note_cut_body,
    take_unmarked,
)
from reftel.sources.landmarks import CLASSIFICATION, FROM
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter

__all__ = ["looks_like", "read"]

_HEADS = re.compile(
    rb"^[ \t]*Reference ID\s+Created\s+Released\s+Classification\s+Origin[ \t]*\r*\n", re.MULTILINE
)
_HEADING = re.compile(rb"^[ \t]*Viewing cable[ \t]+([^\s,]+)(?:,[ \t]?([^\r\n]*))?", re.MULTILINE)
_ROW = re.compile(
    rb"\s*([0-9A-Z][^\s]*)\s+(\d{4}-\d\d-\d\d[ \t]+\d\d:\d\d)\s+(\d{4}-\d\d-\d\d[ \t]+\d\d:\d\d)\s+"
    rb"((?:TOP )?[A-Z]+(?://(?:FOR OFFICIAL USE ONLY|[A-Z]+))*)\s+([^\t\r\n]*?)[ \t]*(?:\r*\n|\Z)"
)
_ARTICLES = re.compile(rb"\s*Appears in these articles:\s*((?:https?://\S+\s+)*)")
_ADDRESS = re.compile(rb"https?://\S+")
_COLUMNS = ("id", "created", "released", "classification", "origin")


def looks_like(data: bytes) -> bool:
    """Whether the head of the top box stands here, without markup."""
    return b"Reference ID" in data and _HEADS.search(data) is not None


def read(record: Record) -> tuple[Page, ...] | Unread:
    """The page, or why there is none."""
    data = record.data
    heads = _HEADS.search(data)
    row = _ROW.match(data, heads.end()) if heads else None
    if heads is None or row is None:
        return Unread(
            "no-telegram", "It has the heads of a cable's top box, but not the row below them."
        )
    writer = PageWriter(data)
    claim_counter(writer, heads.start())
    heading = _HEADING.search(data, 0, heads.start())
    if heading:
        writer.leave("navigation", heading.start())
        if heading[2] is not None:
            writer.claim("title", heading[2].rstrip().decode("utf-8", "replace"), *heading.span(2))
        writer.leave("claims", heading.end())
    writer.leave("navigation", heads.start())
    for number, name in enumerate(_COLUMNS, 1):
        writer.claim(name, row[number].decode("utf-8", "replace"), *row.span(number))
    writer.leave("claims", row.end())
    articles = _ARTICLES.match(data, row.end())
    if articles:
        for address in _ADDRESS.finditer(data, *articles.span(1)):
            writer.claim("article", address.group().decode("utf-8", "replace"), *address.span())
        writer.leave("claims", articles.end())
    if not data[writer.at :].strip():
        return Unread("no-telegram", "The page names a cable, but no text follows its top box.")
    _read_text(writer)
    return (writer.page("cablegate-text"),)


def _read_text(writer: PageWriter) -> None:
    data, end = writer.data, len(writer.data)
    before = writer.at
    leave_note(writer, end)
    body = writer.at if writer.at > before else _find_body(data, writer.at)
    if body is None:
        writer.begin("telegram")
    elif body > writer.at:
        writer.begin("header")
        line_end = data.rindex(b"\n", writer.at, body)
        while data[line_end - 1 : line_end] == b"\r":
            line_end -= 1
        take_unmarked(writer, line_end)
        writer.finish_block()
        writer.take_lines(body)
        writer.begin("body")
    else:
        writer.begin("body")
    start = writer.length
    take_unmarked(writer, end)
    writer.finish_block()
    if body is not None:
        note_cut_body(writer, writer.length - start, len(data.rstrip()))


def _find_body(data: bytes, start: int) -> int | None:
    """Where the body begins: at the first classification line after the FM line.

    A header may open with a classification line of its own (09STATE100153).
    """
    sender = FROM.search(data, start)
    found = CLASSIFICATION.search(data, sender.end() if sender else start)
    if found is None:
        return None
    line = data.rfind(b"\n", start, found.start()) + 1 or found.start()
    return dateline_before(data, start, line)
