"""What every reader hands over, whatever the published form.

In: one record, that is the bytes of one file, one archive member or one row of a dump. Out: a
`Page` (telegram text, the way back to the bytes, what the page claims, whose every other byte is),
or `Unread` with a reason. A reader repairs nothing and raises nothing.
"""

from __future__ import annotations

import msgspec

from reftel.defects import Defect
from reftel.spans import OffsetMap, Span

__all__ = ["Block", "Claim", "Page", "Part", "Record", "Unread"]


class Record(msgspec.Struct, frozen=True):
    """One publication as it was given to us, before anything is read."""

    name: str
    """Where it lies: path, then `!/member` inside an archive, then `#row` inside a dump."""
    data: bytes
    """Its bytes, untouched; with a fault those that could not be unpacked, or none."""
    format: str | None = None
    """Set where cutting the record out already needed the format (rows of a dump)."""
    fault: str | None = None
    """A code of `defects.CODES` where the bytes could not be had: a broken archive, say."""
    reason: str = ""
    """With a fault: one plain sentence for the person whose file it is."""


class Block(msgspec.Struct, frozen=True):
    """A stretch of the text that the publisher set as one."""

    name: str
    """header, body, or telegram when the form keeps it whole; notice where it was lost."""
    span: Span
    """Characters of `Page.text`."""


class Claim(msgspec.Struct, frozen=True):
    """One thing the page says about the cable, as written."""

    name: str
    """id, created, released, classification, classification-title, origin, title, article,
    anchor, tag, reference, row, counter; and the keys of archives, in small letters, where they
    mean none of these."""
    value: str
    """As it stands on the page, with entities decoded and nothing else changed."""
    span: Span
    """Bytes of the record where it stands."""


class Part(msgspec.Struct, frozen=True):
    """A stretch of the record that is not telegram text, and what it is."""

    kind: str
    """navigation: what the publisher put round every cable; claims: what it says of this one;
    note: its remark in place of text; stamp: what an archive put on the text; anchor: a paragraph
    mark; link: the tags round a TAGS word; markup: what parts or encloses the blocks; other: bytes
    of another telegram, or of none, in the same record."""
    span: Span
    """Bytes of the record."""


class Page(msgspec.Struct, frozen=True, dict=True):
    """One publication of one cable, read."""

    format: str
    """Name of the published form, a key of `sources.detect.FORMATS`."""
    text: str
    """The telegram text: blocks joined by one line end that stands for the markup between."""
    map: OffsetMap
    """From each character of `text` to the bytes of the record."""
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    parts: tuple[Part, ...] = ()
    """All bytes that gave no character, in order; with the map they own the whole record."""
    defects: tuple[Defect, ...] = ()
    """Spans of these are bytes of the record."""

    def claim(self, name: str) -> str | None:
        """The first claim of that name, or None."""
        return next((claim.value for claim in self.claims if claim.name == name), None)

    def ownership(self, size: int) -> tuple[Span, ...]:
        """The places in a record of `size` bytes where the promise breaks.

        Each byte gave a character (the map) or lies in a part, and no byte does both; so the
        answer is empty for a page that was read rightly. Else: gaps and overlaps, in order.
        """
        owned = [part.span for part in self.parts]
        at = self.map.start
        for run in self.map.runs:
            if run.text:
                owned.append(Span(at, at + run.source))
            at += run.source
        wrong: list[Span] = []
        at = 0
        for span in sorted(owned):
            if span.start != at:
                wrong.append(Span(min(at, span.start), max(at, span.start)))
            at = max(at, span.end)
        if at != size:
            wrong.append(Span(min(at, size), max(at, size)))
        return tuple(wrong)


class Unread(msgspec.Struct, frozen=True):
    """A record that gave no telegram, and why."""

    code: str
    """A code of `defects.CODES`, such as "no-telegram"."""
    reason: str
    """One plain sentence for the person whose file it is."""
