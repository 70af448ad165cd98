"""A web page in a layout that is not known here, on which a telegram stands.

In: one HTML file, such as a mirror makes that sets the cables in a dress of its own. Out: the
telegram, found by the lines that no other writing has, not by the page's markup: in the boxes of
preformatted text that hold such lines (two of them are header and body, as the first publisher has
them), else in the smallest element that holds them all. The defect `layout-unknown` says what the
page calls itself, so that whoever meets a layout often can write a reader for it.

Claims are what stands beside words such as *Reference ID* or *Created* on the page, and the number
in its title.

Known faults of the form: what the page puts below the telegram into the same element becomes part
of its text; a text whose lines the page has run together is not found.
"""

from __future__ import annotations

import re

from reftel.sources.cablegate import leave_note
from reftel.sources.control_characters import is_text
from reftel.sources.html_text import marks, plain_html, take_html
from reftel.sources.landmarks import LINES, first_line, is_telegram
from reftel.sources.mirror_claims import claim_around
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["looks_like", "read"]

_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|pre|p|h[1-6])\b", re.IGNORECASE)
_WINDOW = 4096
_BOX = re.compile(
    rb"<(?P<close>/?)(?P<name>pre|textarea|td|div|article|section|main|blockquote|body)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_PREFORMATTED = frozenset({b"pre", b"textarea"})
_TITLE = re.compile(rb"<title\b[^<>]{0,200}>([^<]{0,2000})</title", re.IGNORECASE)
_LINE_ENDS = re.compile(
    rb"<(?!/?(?:a|b|i|em|strong|span|u|font|tt|code)\b)|&#(?:x0*a|0*10);", re.IGNORECASE
)
_MOST_FOUND = 200


def looks_like(data: bytes) -> bool:
    """Whether it is a web page and a telegram stands on it."""
    if not _PAGE.search(data, 0, _WINDOW) or not is_text(data):
        return False
    return is_telegram(_without_markup(data))


def read(record: Record) -> tuple[Page, ...] | Unread:
    """The page, or why there is none."""
    data = record.data
    words = _without_markup(data)
    boxes = _boxes(data, words)
    if not boxes or not is_telegram(words):
        return Unread("no-telegram", "It is a web page, but no telegram was found on it.")
    writer = PageWriter(data)
    claim_around(writer, boxes[0].start, boxes[-1].end)
    title = _TITLE.search(data)
    writer.defect(
        "layout-unknown",
        *([Span(*title.span(1))] if title else []),
        found=plain_html(title[1])[:_MOST_FOUND] if title else "",
    )
    names = ("header", "body") if len(boxes) == 2 else ("telegram",) * len(boxes)
    for name, box in zip(names, boxes, strict=True):
        if writer.length:
            writer.swap(box.start, "\n")
        else:
            writer.leave("navigation", box.start)
        if name != "body":
            leave_note(writer, box.end)
            if writer.at == box.end:
                continue
        writer.begin(name)
        take_html(writer, box.end)
        writer.finish_block()
    writer.leave("navigation", len(data))
    return (writer.page("mirror-html"),)


def _without_markup(data: bytes) -> bytes:
    """The words of a page, each where it stood, tags and entities as blanks and line ends."""
    parts: list[bytes] = []
    at = 0
    for span, _ in marks(data, 0, len(data)):
        ends_line = _LINE_ENDS.match(data, span.start)
        blank = b" " * (len(span) - 1) + (b"\n" if ends_line else b" ")
        parts += [data[at : span.start], blank]
        at = span.end
    return b"".join([*parts, data[at:]])


def _boxes(data: bytes, words: bytes) -> list[Span]:
    """Where the telegram stands: the boxes of preformatted text, else one place in an element."""
    places = sorted({found.start() for line in LINES for found in line.finditer(words)})
    if not places:
        return []
    elements = _elements(data)
    boxes = [
        inside
        for name, inside in elements
        if name in _PREFORMATTED and any(place in inside for place in places)
    ]
    held = b"\n".join(words[box.start : box.end] for box in boxes)
    if boxes and is_telegram(held):
        return boxes
    around = [one for _, one in elements if places[0] in one and places[-1] in one]
    around.append(Span(0, len(data)))
    box = min(around, key=len)
    start = first_line(words, max(box.start, _line_before(words, places[0])), box.end)
    return [Span(places[0] if start is None else start, box.end)]


def _line_before(words: bytes, place: int) -> int:
    """Some lines above a place, so that those which belong to a landmark are seen."""
    line = place
    for _ in range(6):
        line = words.rfind(b"\n", 0, max(0, line - 1)) + 1
    return line


def _elements(data: bytes) -> list[tuple[bytes, Span]]:
    """Elements that can hold a text and have an end, in order of their starts, without the tags."""
    open_ones: list[tuple[bytes, int]] = []
    elements: list[tuple[bytes, Span]] = []
    for tag in _BOX.finditer(data):
        name = tag["name"].lower()
        if not tag["close"]:
            open_ones.append((name, tag.end()))
            continue
        for n in range(len(open_ones) - 1, max(-1, len(open_ones) - 50), -1):
            if open_ones[n][0] == name:
                elements.append((name, Span(open_ones[n][1], tag.start())))
                del open_ones[n:]
                break
    return sorted(elements, key=lambda one: one[1])
