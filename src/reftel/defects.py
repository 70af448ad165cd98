"""What can be wrong with a page or a telegram: the value, the table of codes, the list.

A defect is a value: a stable code, where, and what stood there. Its plain sentence comes from
`CODES`, which also makes docs/defects.md; a code is never reused for another fault.
"""

from __future__ import annotations

import msgspec

from reftel.errors import StrictDefect
from reftel.spans import Span

__all__ = ["CODES", "Defect", "DefectList"]

CODES: dict[str, str] = {
    # --- the page or record (spans are bytes of the record) ---
    "blocks-odd": "The page does not hold exactly one header box and one body box",
    "body-cut": "The publisher cut the body after some 250 characters",
    "claims-missing": "The box that names the cable, its dates and its origin is missing",
    "header-missing": "The publisher put a note in place of the header",
    "not-utf8": "Some bytes are not valid UTF-8",
    # --- the telegram (spans are characters of its text) ---
    "telegram-empty": "There is no text at all",
    # --- page against telegram, and version against version ---
    "id-differs": "The page names another cable than the telegram does",
    # --- quarantine: why a record gave no telegram ---
    "archive-broken": "An archive, or a member of one, cannot be unpacked",
    "archive-too-deep": "Archives lie in archives, deeper than any publication needs",
    "archive-too-large": "It unpacks to more than can be meant",
    "archive-unknown": "An archive of a kind that is not unpacked here",
    "file-unreadable": "The file cannot be opened or read",
    "no-telegram": "No telegram was found in it",
    "row-broken": "A row of a dump does not have its columns",
}
"""Code to one plain sentence without its full stop."""


class Defect(msgspec.Struct, frozen=True):
    """One thing wrong in a telegram or a page, and where."""

    code: str
    """Stable name, such as "subject-missing"; see docs/defects.md."""
    spans: tuple[Span, ...] = ()
    """Where, in the text (or record) that was read; empty when something is absent."""
    found: str = ""
    """The characters that stood there, untouched."""

    @property
    def sentence(self) -> str:
        """The plain words for it."""
        return CODES[self.code]


class DefectList:
    """Collects the defects of one reading, or raises the first when strict."""

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict
        self._found: list[Defect] = []

    def add(self, code: str, *spans: Span, found: str = "") -> None:
        """Note one defect. StrictDefect when strict."""
        defect = Defect(code, spans, found)
        if self._strict:
            raise StrictDefect(defect)
        self._found.append(defect)

    def __len__(self) -> int:
        return len(self._found)

    def done(self) -> tuple[Defect, ...]:
        """All of them in order of place, those without a place last; the same one once."""
        unique = dict.fromkeys(self._found)
        return tuple(sorted(unique, key=lambda d: (not d.spans, d.spans, d.code)))
