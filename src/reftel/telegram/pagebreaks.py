"""Page-break lines: the marks that page ends and section joints left in a text.

In: a line in capitals. Out: `PageBreak` or None. The style of 1985-2010 is
`POST 00000012  002.1 OF 003`, its post cut to ten letters; that of 1966-79 is
`PAGE 02  POST 00042  01 OF 02  141602Z`.
"""

from __future__ import annotations

import re

from reftel.spans import Span
from reftel.telegram.cable import PageBreak

__all__ = ["GLUED", "may_be_page_break", "read_page_break"]

_MODERN = re.compile(r"([A-Z][A-Z .'-]{0,24}?) {1,4}(\d{8}) {1,4}(\d{3})(?:\.(\d+))? OF (\d{3})$")
_OLD = re.compile(
    r"PAGE\s+(\d\d)\s+([A-Z][A-Z .]{0,12}?)\s+(\d{3,6})\s+(?:(\d\d) OF (\d\d)\s+)?\d{6}Z$"
)
GLUED = re.compile(r"(?<![A-Z])[A-Z][A-Z .'-]{1,10} \d{8} {1,4}\d{3}(?:\.\d+)? OF \d{3}(?!\d)")
"""The modern mark inside a line, glued to the words around it."""


def may_be_page_break(line: str) -> bool:
    """A cheap test before the pattern: ends in digits, or in the Z of a date-time group."""
    return line[-3:].isdigit() or (line[-1:] == "Z" and line.startswith("PAGE"))


def read_page_break(line: str, span: Span) -> PageBreak | None:
    """Read one line in capitals that stands at `span`."""
    if not may_be_page_break(line) or len(line) > 90:
        return None
    if found := _MODERN.fullmatch(line):
        post, serial, section, part, total = found.groups()
        return PageBreak(
            post, int(serial), int(section), int(part) if part else None, int(total), span
        )
    if found := _OLD.fullmatch(line):
        page, post, serial, section, total = found.groups()
        return PageBreak(post, int(serial), int(section or 1), int(page), int(total or 1), span)
    return None
