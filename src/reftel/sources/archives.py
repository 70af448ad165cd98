"""What the National Archives put on telegrams of 1973-79, in whatever form these came out.

In: bytes of a telegram. Out: its text without stamps and lines of the archive, and whether a notice
stands where it should stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reftel.sources.landmarks import is_telegram
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["MARK", "NOTICE", "STAMP", "note_loss", "take_unstamped"]

_STAMP = (
    rb"(?:[A-Z][a-z]{1,30} (?:[A-Z]\. ?)?[A-Z][A-Za-z]{1,30} {1,4})?Declassified/Released\s{1,20}"
    rb"US Department of State\s{1,20}EO Systematic Review\s{1,20}\d{1,2} [A-Za-z]{3} \d{4}"
)
MARK = re.compile(
    rb"^[ \t\f]*(?:" + _STAMP + rb"|<<[ \t]*END OF DOCUMENT[ \t]*>>"
    rb"|\*\*\*[ \t]*Current (?:Classification|Handling Restrictions)[ \t]*\*\*\*[^\r\n]*)"
    rb"[ \t\r\f]*(?:\n|\Z)|" + _STAMP,
    re.MULTILINE,
)
"""A line that is the archive's own, or a stamp within a line of the telegram."""
STAMP = re.compile(_STAMP)
"""The stamp of release, wherever it stands."""
NOTICE = re.compile(rb"MRN:\s{0,20}(\d{4}[A-Z]+\d+)\s{1,20}SEGMENT NUMBER", re.IGNORECASE)
"""The notice in place of a text that could not be read, or of a segment, and its number."""
_LOST = re.compile("unretrievable|not converted", re.IGNORECASE)
"""What the attribute Locator says of a telegram whose text is not there."""
_MOST_FOUND = 200


def take_unstamped(writer: PageWriter, end: int) -> None:
    """Copy text up to byte `end` without what the archive put into it."""
    for found in MARK.finditer(writer.data, writer.at, end):
        writer.take_lines(found.start())
        writer.leave("stamp", found.end())
    writer.take_lines(end)


def note_loss(writer: PageWriter, place: Span, claims: Mapping[str, str], *, blank: bool) -> None:
    """Say so when the block that was read from `place` is a notice of the archive, or nothing."""
    data = writer.data
    notice = NOTICE.search(data, place.start, place.end)
    marked = _LOST.search(claims.get("locator", "")) is not None
    if not blank and (not (notice or marked) or is_telegram(data, place.start, place.end)):
        return
    writer.rename_block("notice")
    if notice and "id" not in claims:
        writer.claim("id", notice[1].decode("ascii"), *notice.span(1))
    found = data[place.start : place.end].decode("utf-8", "replace").strip()[:_MOST_FOUND]
    writer.defect("text-absent", *((place,) if len(place) else ()), found=found)
