"""What the publisher of Cablegate did to telegrams, in whatever form they were put out.

In: bytes of a header or body. Out: where the publisher's note ends, and whether a body was cut.
"""

from __future__ import annotations

import re

from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["claim_counter", "dateline_before", "leave_note", "note_cut_body", "take_unmarked"]

_COUNTER = re.compile(rb"released so far\W{1,5}([0-9][0-9,]* */ *[0-9][0-9,]*)")
"""Above every page: how many cables were out, of how many the publisher said there are."""

_NOTE = re.compile(
    rb"\s*(This record is a partial extract of the original cable\."
    rb"(?:\s*The full text of the original cable is not available\.)?)(?:[ \t\r\n]|&#x000A;)*"
)
"""Stands in place of the header on one page in fourteen; a header may still follow it, or none
(00HARARE6677)."""
_DATELINE = re.compile(
    rb"[A-Z][a-z]+day, \d\d? [A-Z][a-z]+ \d{4},? \d\d:\d\d[ \t\r]*\n[ \t\r\n]*\Z"
)
"""A newspaper's line before the classification line; it opens the body."""
_MARK = "¶".encode()
_ANCHOR = re.compile(rb"(?<![^\n])([ \t]*)(\xc2\xb6)(?=[ \t]*(?:\d|[A-Z]\.))")
"""The paragraph mark of the page; most browsers leave it out of a copy, some do not."""
_CUT_LENGTHS = range(243, 264)
"""Characters of the bodies that were cut; ten of eleven end in three dots (08MOSCOW2700)."""


def claim_counter(writer: PageWriter, end: int) -> None:
    """What the page says of the whole release: 143912 / 251,287."""
    found = _COUNTER.search(writer.data, 0, end)
    if found:
        writer.claim("counter", found[1].decode("ascii"), *found.span(1))


def leave_note(writer: PageWriter, end: int) -> None:
    """Pass by the note that says the header is missing, should it stand here."""
    found = _NOTE.match(writer.data, writer.at, end)
    if found:
        writer.defect(
            "header-missing",
            Span(*found.span(1)),
            found=found[1].decode("ascii"),
        )
        writer.leave("note", found.end())


def note_cut_body(writer: PageWriter, characters: int, end: int) -> None:
    """Say so when the body that ends at byte `end` was cut by the publisher."""
    if characters in _CUT_LENGTHS and writer.data.endswith(b"...", 0, end):
        writer.defect("body-cut", Span(end - 3, end), found="...")


def dateline_before(data: bytes, low: int, line: int) -> int:
    """Where the body begins whose classification line stands at `line`."""
    found = _DATELINE.search(data, max(low, line - 80), line)
    return found.start() if found else line


def take_unmarked(writer: PageWriter, end: int) -> None:
    """Copy text up to byte `end` without the paragraph marks that were copied along."""
    if _MARK in writer.data:
        for found in _ANCHOR.finditer(writer.data, writer.at, end):
            writer.take_lines(found.start(2))
            writer.leave("anchor", found.end(2))
    writer.take_lines(end)
