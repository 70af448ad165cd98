"""Page-break lines: the marks that page ends and section joints left in a text.

In: a line as it was sent; the marks are always in capitals. Out: `PageBreak` or None. The style of
1985-2010 is `POST 00000012  002.1 OF 003`, its post cut to ten letters; that of 1966-79 is
`PAGE 02  POST 00042  01 OF 02  141602Z`. A message as transmitted has text page heads,
`PAGE 2 RUEHSZ 0012 LEVEL`, with the routing indicator of the post and the serial of the station.
"""

from __future__ import annotations

import re

from reftel.spans import Span
from reftel.telegram.cable import PageBreak
from reftel.vocab.posts import find_post

__all__ = ["PAGE_LINE", "find_page_break", "may_be_page_break", "read_page_break"]

_MODERN = re.compile(r"([A-Z][A-Z .'-]{0,9}?) {1,4}(\d{8}) {1,4}(\d{3})(?:\.(\d+))? OF (\d{3})$")
PAGE_LINE = re.compile(
    r"PAGE\s+(\d\d)\s+([A-Z][A-Z .]{0,12}?)\s+(\d{3,6})\s+(?:(\d\d) OF (\d\d)\s+)?\d{6}Z"
    r"|PAGE\s+(\d\d)\s+(STATE)\s+(\d{6})(?:\s+(\d\d) OF (\d\d))?$"
)
"""The mark of 1966-79; above the telegram more may follow it. The Department's own telegrams have
no time there, since it received none."""
_TEXT_PAGE = re.compile(
    r"PAGE {1,3}(\d{1,2}) {1,3}(R[A-Z]{4,6}) {1,3}(\d{4})"
    r"(?: {1,3}(?:U ?N ?C ?L ?A ?S|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|S ?E ?C ?R ?E ?T)\b.*)?"
)
_GLUED = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Z .'-]{0,9}) {1,4}(\d{8}) {1,4}(\d{3})(?:\.(\d+))? OF (\d{3})(?!\d)"
)


def may_be_page_break(line: str) -> bool:
    """A cheap test before the pattern: ends in digits, or begins as the heads of pages do."""
    return line[-3:].isdigit() or line.startswith("PAGE")


def read_page_break(line: str, span: Span) -> PageBreak | None:
    """Read one line that stands at `span`."""
    if not may_be_page_break(line) or len(line) > 90:
        return None
    if found := _MODERN.fullmatch(line):
        return _modern(found, found.group(1), span)
    if found := PAGE_LINE.fullmatch(line):
        page, post, serial, section, total = found.groups()[:5] if found[1] else found.groups()[5:]
        return PageBreak(post, int(serial), int(section or 1), int(page), int(total or 1), span)
    if found := _TEXT_PAGE.fullmatch(line):
        page, post, serial = found.groups()
        return PageBreak(post, int(serial), 1, int(page), 1, span)
    return None


def find_page_break(
    line: str, start: int, first: int = 0, last: int | None = None
) -> PageBreak | None:
    """The modern mark inside a line that begins at `start`, glued to the words around it.

    `first` and `last` bound the search, counted from the line's first character.
    """
    if " OF 0" not in line:
        return None
    found = _GLUED.search(line, first, len(line) if last is None else last)
    if found is None:
        return None
    # In a text of capitals the last word of the sentence stands before the post: TO ZENDA 00000003.
    post = found.group(1)
    while " " in post and find_post(post) is None:
        post = post.partition(" ")[2].lstrip()
    begin = found.end(1) - len(post)
    return _modern(found, post, Span(start + begin, start + found.end()))


def _modern(found: re.Match[str], post: str, span: Span) -> PageBreak:
    _, serial, section, part, total = found.groups()
    return PageBreak(post, int(serial), int(section), int(part) if part else None, int(total), span)
