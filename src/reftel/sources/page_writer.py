"""Makes a `Page` in one pass over a record, so that every byte gets its owner on the way.

In: the bytes, and calls that each say what the bytes up to some place are. Out: the Page. A reader
that goes from the first byte to the last through one writer cannot lose a byte or count it twice.
"""

from __future__ import annotations

import re
from itertools import islice

from reftel.defects import Defect
from reftel.sources.control_characters import places
from reftel.sources.page import Block, Claim, Page, Part
from reftel.spans import MapWriter, OffsetMap, Span

__all__ = ["PageWriter"]

_RETURNS = re.compile(rb"\r+\n?")
"""CR LF, the teleprinter's CR CR LF, and the lone CR of old files: one line end each."""


_MOST_PLACES = 100
"""Places of control characters that a page names: the first hundred say what is wrong with it."""


class PageWriter:
    """The page being made; `at` is the first byte that has no owner yet."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self._map: MapWriter | None = None
        self._blocks: list[Block] = []
        self._open: tuple[str, int] | None = None
        self._claims: list[Claim] = []
        self._parts: list[Part] = []
        self._defects: list[Defect] = []

    @property
    def _text(self) -> MapWriter:
        if self._map is None:
            self._map = MapWriter(self.data, self.at)
        return self._map

    @property
    def length(self) -> int:
        """Characters of text so far."""
        return self._map.length if self._map else 0

    def leave(self, kind: str, end: int) -> None:
        """The bytes up to `end` are no text but a part of that kind."""
        if end <= self.at:
            return
        start = self.at
        if self._parts and self._parts[-1].kind == kind and self._parts[-1].span.end == start:
            start = self._parts.pop().span.start
        self._parts.append(Part(kind, Span(start, end)))
        if self._map:
            self._map.drop(end)
        self.at = end

    def take(self, end: int) -> None:
        """The bytes up to `end` are text as they stand."""
        if end > self.at:
            self._text.copy(end)
            self.at = end

    def swap(self, end: int, stands_for: str) -> None:
        """The bytes up to `end` are text that reads `stands_for`."""
        self._text.swap(end, stands_for)
        self.at = end

    def take_marked(self, end: int, mark: bytes) -> None:
        """The bytes up to `end` are text, in which `mark` is a line end."""
        if end > self.at:
            self._text.copy_lines(end, mark)
            self.at = end

    def take_lines(self, end: int) -> None:
        """The bytes up to `end` are text; line ends with a carriage return read as one LF."""
        returns = self.data.count(b"\r", self.at, end)
        if returns and returns == self.data.count(b"\r\n", self.at, end):
            self.take_marked(end, b"\r\n")
        elif returns:
            for found in _RETURNS.finditer(self.data, self.at, end):
                self.take(found.start())
                self.swap(found.end(), "\n")
        self.take(end)

    def begin(self, block: str) -> None:
        """What comes now is the block of that name."""
        self._open = (block, self.length)

    def finish_block(self) -> Block:
        """The open block ends here."""
        assert self._open is not None
        block = Block(self._open[0], Span(self._open[1], self.length))
        self._blocks.append(block)
        self._open = None
        return block

    def rename_block(self, name: str) -> None:
        """The last finished block is called otherwise."""
        self._blocks[-1] = Block(name, self._blocks[-1].span)

    def claim(self, name: str, value: str, start: int, end: int) -> None:
        """The page says something at these bytes."""
        self._claims.append(Claim(name, value, Span(start, end)))

    def defect(self, code: str, *spans: Span, found: str = "") -> None:
        """Something is wrong at these bytes."""
        self._defects.append(Defect(code, spans, found))

    def page(self, form: str) -> Page:
        """All of it; bytes after `at` must have been given away before."""
        assert self.at == len(self.data)
        if self._map is None:
            text, way = "", OffsetMap(self.at, ())
        else:
            text, way = self._map.finish()
            if self._map.broken:
                self.defect("not-utf8", *self._map.broken, found=self._map.broken_text)
            if strange := tuple(islice(places(text), _MOST_PLACES)):
                spans = map(way.to_source, strange)
                found = "".join(span.of(text) for span in strange)
                self.defect("control-characters", *spans, found=found)
        return Page(
            form,
            text,
            way,
            tuple(self._blocks),
            tuple(self._claims),
            tuple(self._parts),
            tuple(self._defects),
        )
