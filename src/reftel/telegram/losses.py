"""Texts that are not there: what an archive set in their place.

In: the lines of a text. Out: the lines of notices. Some 110,000 telegrams of 1973-79 could not be
read when the State Department's text files were moved to another machine; a notice with the
message reference number stands for each, or for a segment of it. What is still closed has a
withdrawal card.
"""

from __future__ import annotations

import re

from reftel.defects import DefectList
from reftel.telegram.lines import Lines
from reftel.vocab.cable_id import ReadId, read_id

__all__ = ["LOSSES", "find_losses", "number_in_notice"]

LOSSES: dict[str, str] = {
    "text-lost": "text",
    "text-withdrawn": "withdrawn",
    "section-missing": "section",
}
"""Code of a defect to the way in which text was lost, as `lost:` names it."""

_UNREADABLE = re.compile(
    r"ERROR READING TEXT INDEX|EXPAND ERROR ENCOUNTERED"
    r"|TELEGRAM TEXT FOR THIS (?:MRN|SEGMENT) IS UNAVAILABLE"
    r"|^MRN: *\d{4} ?[A-Z][A-Z .]* ?\d+ +SEGMENT NUMBER: *\d+"
)
_NUMBER = re.compile(r"^MRN: *(\d{4} ?[A-Z][A-Z .]* ?\d+) +SEGMENT NUMBER")
_SIGNS = ("ERROR READING TEXT", "EXPAND ERROR ENC", "TELEGRAM TEXT FOR", "SEGMENT NUMBER")
"""A cheap test before the pattern: nearly every text has none of them, though many tell of
terror. The notices are in capitals, and the text as it stands is searched three times as fast as
the same in capitals."""
_WITHDRAWN = re.compile(
    r"WITHDRAWAL (?:CARD|NOTICE|SHEET)\b"
    r"|\b(?:DOCUMENT|TELEGRAM|ITEM|RECORD|MESSAGE)\b.{0,60}\b(?:HAS BEEN|WAS|IS) WITHDRAWN\b"
    r"|^ACCESS (?:IS )?RESTRICTED\b"
)
_CARD = 2000
"""Characters; a card is short, and a telegram may well tell that a document was withdrawn."""
_TRANSMITTED = re.compile(r"^(?:FM |E\.O\. |TAGS:)|\d{6}Z ", re.MULTILINE)
"""What only telegrams have; a card has a date, FROM and TO as well."""


def find_losses(lines: Lines, defects: DefectList) -> frozenset[int]:
    """The lines that say text is lost or withdrawn, one defect for all of a kind."""
    text, capitals = lines.text, lines.capitals
    if any(sign in text for sign in _SIGNS):
        found = [n for n, line in enumerate(lines.upper) if _UNREADABLE.search(line)]
        code = "text-lost"
    elif len(capitals) < _CARD and "WITHDRAW" in capitals and not _TRANSMITTED.search(capitals):
        found = [n for n, line in enumerate(lines.upper) if line]
        if not any(_WITHDRAWN.search(lines.upper[n]) for n in found):
            return frozenset()
        code = "text-withdrawn"
    else:
        return frozenset()
    if found:
        places = [lines.words(n) for n in found]
        defects.add(code, *places, found=lines.bare[found[0]])
    return frozenset(found)


def number_in_notice(lines: Lines, notices: frozenset[int]) -> ReadId | None:
    """The message reference number that the first notice names, should one do so."""
    found = (_NUMBER.match(lines.upper[n]) for n in sorted(notices))
    return next((read for one in found if one and (read := read_id(one[1]))), None)
