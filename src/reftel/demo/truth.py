"""What an invented telegram really says: the answer that a reading of it is compared with.

In: nothing. Out: `Truth` and `Invented`, values only.
"""

from __future__ import annotations

import msgspec

from reftel.demo.plan import Plan

__all__ = ["PARTIAL_NOTE", "Invented", "Truth"]

PARTIAL_NOTE = (
    "This record is a partial extract of the original cable. The full text of the original cable"
    " is not available."
)
"""What the publisher of 2010 set in place of a missing header; a constant of the form."""


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """What was meant, each value in the form in which a Cable has it."""

    id: str
    """Message reference number: 08STRELSAU12."""
    created: str
    """2008-01-14T15:32Z"""
    origin: str
    """Station: STRELSAU."""
    level: str
    captions: tuple[str, ...]
    """In order of place, each once."""
    tags: tuple[str, ...]
    """As they should be written; a misspelt one stands here rightly."""
    subject: str
    """On one line; empty when there is none."""
    references: tuple[str, ...]
    """Ids of the REF list in order."""
    paragraphs: tuple[int, ...]
    """Numbers as printed."""
    signature: str | None
    """As written, or None."""
    sections: int
    page_breaks: int
    faults: tuple[str, ...]
    """Names of `faults.FAULTS`, sorted."""


class Invented(msgspec.Struct, frozen=True):
    """One cable: its telegram in two blocks, and the truth about it."""

    header: str
    body: str
    truth: Truth
    plan: Plan

    @property
    def text(self) -> str:
        """The whole telegram."""
        return f"{self.header}\n{self.body}" if self.header else self.body
