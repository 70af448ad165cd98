"""Records in UTF-16: read as UTF-8, then every place is brought back to the bytes as given.

In: a record that opens with the byte order mark of UTF-16. Out: the same text in UTF-8, for the
readers, all of which go through bytes; and the way back for the pages they make of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from reftel.defects import Defect
from reftel.sources.page import Claim, Page, Part
from reftel.spans import OffsetMap, Run, Span

__all__ = ["Recoded", "recode"]

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_EQUALLY_WIDE = re.compile(
    "[\x00-\x7f]+|[\x80-\u07ff]+|[\u0800-\ud7ff\ue000-\uffff]+|[\U00010000-\U0010ffff]+|[\ud800-\udfff]"
)
"""By bytes in UTF-8; the last are halves of pairs, which are no characters."""


class _Stretch(msgspec.Struct, frozen=True):
    """Characters that are equally wide in both encodings."""

    start: int
    """First byte in UTF-8."""
    source: int
    """First byte in the record."""
    wide: int
    """Bytes of a character in UTF-8."""
    source_wide: int
    """Bytes of a character in the record."""
    broken: bool
    """Half of a surrogate pair, read as U+FFFD."""


class Recoded:
    """A record in UTF-8, and the way back."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._size = len(data)
        self._encoding = encoding
        self._end = 2 + (len(data) - 2) // 2 * 2
        text = data[2 : self._end].decode(encoding, "surrogatepass")
        self._stretches: list[_Stretch] = []
        pieces: list[bytes] = []
        at, source = 0, 2
        for found in _EQUALLY_WIDE.finditer(text):
            characters = found.group()
            broken = "\ud800" <= characters <= "\udfff"
            written = b"\xef\xbf\xbd" if broken else characters.encode()
            count = len(characters)
            wide = len(written) // count
            source_wide = 4 if wide == 4 else 2
            self._stretches.append(_Stretch(at, source, wide, source_wide, broken))
            pieces.append(written)
            at += len(written)
            source += count * source_wide
        self.data = b"".join(pieces)
        """The text in UTF-8, without a byte order mark."""
        self._starts = [stretch.start for stretch in self._stretches]

    def page(self, page: Page) -> Page:
        """The page that was read from `data`, with all its places in the record."""
        defects = [
            Defect(defect.code, tuple(map(self._span, defect.spans)), defect.found)
            for defect in page.defects
        ]
        lost = [
            Span(stretch.source, stretch.source + 2)
            for stretch in self._stretches
            if stretch.broken
        ]
        parts = [Part("markup", Span(0, 2))]
        parts += [Part(part.kind, self._span(part.span)) for part in page.parts]
        if self._end < self._size:
            parts.append(Part("markup", Span(self._end, self._size)))
            lost.append(Span(self._end, self._size))
        if lost:
            defects.append(Defect("utf16-broken", tuple(lost)))
        return Page(
            page.format,
            page.text,
            OffsetMap(self._place(page.map.start), tuple(self._runs(page.map)), self._encoding),
            page.blocks,
            tuple(Claim(claim.name, claim.value, self._span(claim.span)) for claim in page.claims),
            tuple(parts),
            tuple(defects),
        )

    def _place(self, byte: int) -> int:
        """Where a byte of `data` that begins a character begins in the record."""
        if byte >= len(self.data):
            return self._end
        stretch = self._stretches[bisect_right(self._starts, byte) - 1]
        return stretch.source + (byte - stretch.start) // stretch.wide * stretch.source_wide

    def _span(self, span: Span) -> Span:
        return Span(self._place(span.start), self._place(span.end))

    def _runs(self, way: OffsetMap) -> Iterator[Run]:
        at = way.start
        for run in way.runs:
            end = at + run.source
            if run.stands_for is not None:
                yield Run(run.text, self._place(end) - self._place(at), run.stands_for)
                at = end
            while at < end:
                n = bisect_right(self._starts, at) - 1
                stretch = self._stretches[n]
                stop = min(end, self._starts[n + 1]) if n + 1 < len(self._starts) else end
                count = (stop - at) // stretch.wide
                yield Run(count, count * stretch.source_wide, "\ufffd" if stretch.broken else None)
                at = stop


def recode(data: bytes) -> Recoded | None:
    """The record in UTF-8, if its first bytes say that it is written in UTF-16."""
    encoding = _MARKS.get(data[:2])
    return Recoded(data, encoding) if encoding else None
