"""Text in which a telegram stands somewhere: a letter that quotes one, a report, a mailbox.

In: one text file. Out: a page for each telegram, one block; all that is no telegram is owned as
`other`. A telegram begins at its first landmark and ends at a line `NNNN`, at the next message of
a mailbox, at the end of what is quoted, or with the file. The marks `> ` before the lines of a
quoted telegram are left out (part `markup`).

It is tried after telegram-text, which takes a telegram near the start of a file, but no mail.

Known faults of the form: words that follow a telegram without a mark of its end become part of its
text, and so do words between a stray landmark and the telegram.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from reftel.sources.control_characters import is_text
from reftel.sources.landmarks import (
    LINES,
    MESSAGE_END,
    MESSAGE_START,
    is_telegram,
    with_lines_above,
)
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["looks_like", "read"]

_MARKED_UP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[!?a-zA-Z]|\{\s*[\"\\]|\[\s*[{\"])")
_QUOTED = re.compile(rb"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_NEXT_MAIL = re.compile(
    rb"^(?:From [^\s@]{1,80}@[^\n]*|--[ \t]?\r?|-{2,}[ \t]?Original Message[^\n]*)$", re.MULTILINE
)
_WINDOW = 4096
"""Bytes after a first landmark in which the others must stand."""
_MOST_TRIES = 2000


def looks_like(data: bytes) -> bool:
    """Whether a telegram stands anywhere in this text."""
    if _MARKED_UP.match(data) or not is_text(data):
        return False
    return next(_telegrams(_Unquoted(data)), None) is not None


def read(record: Record) -> tuple[Page, ...] | Unread:
    """A page for each telegram that stands in the text."""
    text = _Unquoted(record.data)
    pages = tuple(_read_telegram(record.data, text, place) for place in _telegrams(text))
    return pages or Unread("no-telegram", "No telegram was found in this text.")


class _Unquoted:
    """A text without the marks before quoted lines, and the way back."""

    def __init__(self, data: bytes) -> None:
        self.marks = [Span(*found.span()) for found in _QUOTED.finditer(data)]
        """Bytes of the record that are such marks."""
        self.data = _QUOTED.sub(b"", data) if self.marks else data
        removed = list(accumulate((len(mark) for mark in self.marks), initial=0))
        self._removed = removed
        self._lines = [mark.start - gone for mark, gone in zip(self.marks, removed, strict=False)]
        """Where quoted lines begin, without marks."""
        self._quoted = frozenset(self._lines)

    def place(self, byte: int, *, after_mark: bool = False) -> int:
        """Where in the record a byte stands; at a line's start before its mark, or after it."""
        count = (bisect_right if after_mark else bisect_left)(self._lines, byte)
        return byte + self._removed[count]

    def end_of_quotation(self, byte: int) -> int:
        """Where the quotation that holds this byte ends; the end where it stands in none."""
        line = self.data.rfind(b"\n", 0, byte) + 1
        if line not in self._quoted:
            return len(self.data)
        while 0 < (line := self.data.find(b"\n", line) + 1) < len(self.data):
            if line not in self._quoted and not self.data.startswith((b"\n", b"\r"), line):
                return line
        return len(self.data)


def _telegrams(text: _Unquoted) -> Iterator[Span]:
    """Where telegrams stand in a text without marks."""
    data = text.data
    starts = sorted({found.start() for line in LINES for found in line.finditer(data)})
    after = 0
    for start in starts[:_MOST_TRIES]:
        if start < after or not is_telegram(data, start, min(len(data), start + _WINDOW)):
            continue
        begin, end = with_lines_above(data, after, start), _end(text, start)
        if is_telegram(data, begin, end):
            yield Span(begin, end)
            after = end


def _end(text: _Unquoted, start: int) -> int:
    data = text.data
    ends = [text.end_of_quotation(start)]
    if last := MESSAGE_END.search(data, start):
        ends.append(data.find(b"\n", last.end()) + 1 or len(data))
    following = (pattern.search(data, start + 1) for pattern in (MESSAGE_START, _NEXT_MAIL))
    ends.extend(found.start() for found in following if found)
    return min(ends)


def _read_telegram(data: bytes, text: _Unquoted, place: Span) -> Page:
    writer = PageWriter(data)
    start = text.place(place.start, after_mark=True)
    end = text.place(place.end)
    writer.leave("other", start)
    writer.begin("telegram")
    for mark in text.marks:
        if start <= mark.start < end:
            writer.take_lines(mark.start)
            writer.leave("markup", min(mark.end, end))
    writer.take_lines(end)
    writer.finish_block()
    writer.leave("other", len(data))
    return writer.page("telegram-in-text")
