"""A volume of Foreign Relations of the United States in TEI: many documents, some telegrams.

In: one XML file. Out: a page for each document, one block of its text from head to closer: white
space folded to one blank, a paragraph on lines of its own, editors' notes left out (part `note`).
What the editors set in square brackets stays, since it says that something is missing.

A telegram is known by its head. Its id is put together where number, post and year are all said:
number and post by the words "telegram 42 from Strelsau" in head or source note, or the number
before the first paragraph and the place of the dateline. All other documents (memoranda, letters,
editorial notes) are marked `document-other`: they are no cables, and are listed as such.

The file is read by its tags, not by an XML parser, since each character must lead back to its
bytes, and a file that ends early shall give what it has. The text is edited: it is a witness of a
cable, and no telegram as it was sent.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from reftel.sources.frus_claims import Heard, claim_document
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["looks_like", "read"]

_TOKEN = re.compile(
    rb"<!--.{0,20000}?-->|<\?.{0,2000}?\?>"
    rb"|<(?P<close>/?)(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)"
    rb"(?P<fields>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(?P<empty>/?)>"
    rb"|(?P<space>\s+)|(?P<entity>&(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)",
    re.DOTALL,
)
_VOLUME = re.compile(rb"<TEI\b[^<>]*?\bxml:id=[\"']([^\"'<>]{1,100})[\"']")
_DOCUMENT = re.compile(rb"<div\b[^<>]*?\btype=[\"']document[\"'][^<>]*>")
_DIV = re.compile(rb"<(/?)div\b[^<>]*>")
_OWN_LINES = frozenset(
    b"ab attachment bibl closer dateline div head item l lb list opener p postscript row signed"
    b" table".split()
)
"""Elements that begin a line and end one."""
_OWN_PARAGRAPH = frozenset(b"attachment closer head list opener p table".split())


def looks_like(data: bytes) -> bool:
    """Whether it is TEI and has documents."""
    return b"www.tei-c.org/ns/1.0" in data[:8192] and _DOCUMENT.search(data) is not None


def read(record: Record) -> tuple[Page, ...] | Unread:
    """A page for each document of the volume."""
    data = record.data
    pages = tuple(_read_document(data, *place) for place in _documents(data))
    if not pages:
        return Unread("no-telegram", "It is TEI, but has no element that is a document.")
    return pages


def _documents(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Of each document: where start tag, inside and end tag begin, and where it ends."""
    starts = list(_DOCUMENT.finditer(data))
    for start, after in pairwise([*(found.start() for found in starts), len(data)]):
        inside = data.index(b">", start) + 1
        depth = 1
        for tag in _DIV.finditer(data, inside, after):
            depth += -1 if tag[1] else 0 if tag[0].endswith(b"/>") else 1
            if not depth:
                yield start, inside, tag.start(), tag.end()
                break
        else:
            yield start, inside, after, after


def _read_document(data: bytes, start: int, inside: int, end: int, after: int) -> Page:
    writer = PageWriter(data)
    volume = _VOLUME.search(data, 0, start)
    writer.leave("other", start)
    heard = Heard(start)
    if volume:
        writer.claim("volume", volume[1].decode("utf-8", "replace"), *volume.span(1))
    writer.leave("claims", inside)
    writer.begin("telegram")
    _take(writer, end, heard)
    writer.finish_block()
    if not claim_document(writer, heard):
        writer.rename_block("document")
        writer.defect("document-other", Span(start, after), found=heard.head[:200])
    writer.leave("markup", after)
    writer.leave("other", len(data))
    return writer.page("frus-tei")


def _take(writer: PageWriter, end: int, heard: Heard) -> None:
    """Copy the text of a document, and tell `heard` of what it passes."""
    data = writer.data
    waiting = ""
    """White space that comes before the next word, should there be one."""
    note = -1
    """Elements below a note; less than none outside of all notes."""
    after_label = False
    seen = writer.at
    for found in _TOKEN.finditer(data, writer.at, end):
        name = found["name"]
        if note < 0 and seen < found.start():
            waiting = _words(writer, Span(seen, found.start()), waiting, heard)
        seen = found.end()
        if name is not None:
            closes = bool(found["close"])
            if note >= 0:
                note += 0 if found["empty"] else -1 if closes else 1
                if note < 0:
                    heard.note(data, found.end())
                    writer.leave("note", found.end())
                continue
            if name == b"note" and not closes and not found["empty"]:
                writer.leave("markup", found.start())
                heard.note_begins(found)
                note = 0
                continue
            heard.tag(found)
            if name == b"item" and after_label and not closes:
                waiting = " "
            elif name in _OWN_PARAGRAPH:
                waiting = "\n\n"
            elif name in _OWN_LINES and waiting != "\n\n":
                waiting = "\n"
            after_label = closes and name == b"label"
        elif note >= 0:
            continue
        elif found["space"]:
            waiting = waiting or " "
        elif found["entity"]:
            waiting = _gap(writer, found.start(), waiting, heard)
            word = html.unescape(found["entity"].decode("ascii"))
            writer.swap(found.end(), word)
            heard.text(word)
    if note >= 0:
        writer.leave("note", end)
    elif seen < end:
        _words(writer, Span(seen, end), waiting, heard)
    writer.leave("markup", end)


def _words(writer: PageWriter, words: Span, waiting: str, heard: Heard) -> str:
    """Copy what stands between two tokens; nothing waits after it."""
    _gap(writer, words.start, waiting, heard)
    heard.text(writer.data[words.start : words.end].decode("utf-8", "replace"))
    writer.take(words.end)
    return ""


def _gap(writer: PageWriter, start: int, waiting: str, heard: Heard) -> str:
    """Tags and white space before a word at `start` become what they stand for."""
    if writer.length and waiting:
        heard.text(waiting)
        if writer.data[writer.at : start] == waiting.encode():
            writer.take(start)
        else:
            writer.swap(start, waiting)
    else:
        writer.leave("markup", start)
    return ""
