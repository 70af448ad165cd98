"""Cables that say the same, and the sections that one is joined of, as a record tells them."""

from __future__ import annotations

import msgspec

__all__ = ["CopyRecord", "SectionRecord"]


class CopyRecord(msgspec.Struct, frozen=True):
    """Another cable that says the same."""

    id: str
    """Its message reference number."""
    relation: str
    """corrected copy, retransmission or near duplicate: how the later of the two stands to the
    earlier."""
    later: bool
    """Whether the other one is the later."""
    likeness: float
    """Share of their words, 0 to 1."""
    subject: str | None
    """SUBJECT of the other one."""
    created: str | None
    """When that was sent, ISO 8601."""


class SectionRecord(msgspec.Struct, frozen=True):
    """A section of a telegram whose sections are records of their own."""

    number: int
    """From 1."""
    held: bool
    """Whether a page holds it."""
    version: int | None
    """Which of `versions` it is by itself; null where it is missing."""
    start: int | None
    """Where it begins in the text of version 1; null where it is missing."""
