"""Places in a text, and the way back from a text to the bytes it was read from.

In: half-open ranges. Out: `Span`, `OffsetMap`, and `MapWriter`, which makes text and map together
while a reader goes through its source, so that offsets are made and never won back. Every
character of a text has its bytes, and the text can be read again from the bytes and the map alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

import msgspec

__all__ = ["MapWriter", "OffsetMap", "Run", "Span"]


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A half-open range: the character (or byte) at `start` is in, the one at `end` is not."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, place: int) -> bool:
        return self.start <= place < self.end

    def of(self, text: str) -> str:
        """The characters of `text` that stand here."""
        return text[self.start : self.end]


class Run(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stretch of source and the text it became."""

    text: int
    """Characters in the text; 0 where the reader left bytes out."""
    source: int
    """Bytes in the source."""
    stands_for: str | None = None
    """None: the characters were copied, each `source / text` bytes of UTF-8. Else what the
    reader read these bytes as: a line end for `&#x000A;`, nothing for a publisher's anchor."""


class OffsetMap(msgspec.Struct, frozen=True, dict=True):
    """From each character of a text to the bytes of its source.

    The runs follow each other without a gap in text and in source.
    """

    start: int
    """Byte of the source where the first run begins."""
    runs: tuple[Run, ...]

    @cached_property
    def _text_ends(self) -> list[int]:
        return list(accumulate(run.text for run in self.runs))

    @cached_property
    def _source_starts(self) -> list[int]:
        return list(accumulate((run.source for run in self.runs), initial=self.start))

    @property
    def end(self) -> int:
        """Byte after the last run."""
        return self._source_starts[-1]

    def place(self, character: int) -> Span:
        """The bytes of one character (counted from 0). IndexError when the text is shorter."""
        if character < 0:
            raise IndexError(character)
        n = bisect_right(self._text_ends, character)
        run = self.runs[n]  # IndexError past the end, as a sequence would
        start = self._source_starts[n]
        if run.stands_for is not None:
            return Span(start, start + run.source)
        width = run.source // run.text
        into = character - (self._text_ends[n] - run.text)
        return Span(start + into * width, start + (into + 1) * width)

    def to_source(self, span: Span) -> Span:
        """The smallest range of bytes that holds every character of `span`."""
        if span.start >= span.end:
            at = self.place(span.start).start if span.start < self.text_length else self.end
            return Span(at, at)
        return Span(self.place(span.start).start, self.place(span.end - 1).end)

    @property
    def text_length(self) -> int:
        """Characters in the text."""
        return self._text_ends[-1] if self.runs else 0

    def read(self, source: bytes) -> str:
        """The text, read again from its source."""
        return "".join(self._read(source))

    def _read(self, source: bytes) -> Iterator[str]:
        at = self.start
        for run in self.runs:
            if run.stands_for is None:
                yield source[at : at + run.source].decode("utf-8")
            elif run.stands_for:
                yield run.stands_for
            at += run.source


class MapWriter:
    """Text and map of one source, made in one pass from `start` on.

    Each call goes on where the last one ended.
    """

    def __init__(self, source: bytes, start: int = 0) -> None:
        self._source = source
        self._start = start
        self._at = start
        self._texts: list[str] = []
        self._runs: list[Run] = []

    @property
    def length(self) -> int:
        """Characters written so far."""
        return sum(map(len, self._texts))

    def copy(self, end: int) -> bool:
        """Take the bytes up to `end` as they stand. False when some of them are no UTF-8.

        Such bytes become U+FFFD, one for each maximal broken sequence.
        """
        if end <= self._at:
            return True
        data = self._source[self._at : end]
        self._at = end
        if data.isascii():
            self._texts.append(data.decode("ascii"))
            self._runs.append(Run(len(data), len(data)))
            return True
        return self._copy_wide(data)

    def _copy_wide(self, data: bytes) -> bool:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as broken:
            before, after = data[: broken.start], data[broken.end :]
            if before:
                self._copy_wide(before)
            self._texts.append("\ufffd")
            self._runs.append(Run(1, broken.end - broken.start, "\ufffd"))
            while after:  # a loop, since a hostile file may break at every byte
                try:
                    text = after.decode("utf-8")
                except UnicodeDecodeError as again:
                    if again.start:
                        self._append(after[: again.start].decode("utf-8"))
                    self._texts.append("\ufffd")
                    self._runs.append(Run(1, again.end - again.start, "\ufffd"))
                    after = after[again.end :]
                else:
                    self._append(text)
                    break
            return False
        self._append(text)
        return True

    def _append(self, text: str) -> None:
        """Runs of characters that are equally wide in UTF-8."""
        self._texts.append(text)
        count, width = 0, 1
        for character in text:
            code = ord(character)
            wide = 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
            if wide != width and count:
                self._runs.append(Run(count, count * width))
                count = 0
            width = wide
            count += 1
        if count:
            self._runs.append(Run(count, count * width))

    def swap(self, end: int, stands_for: str) -> None:
        """Read the bytes up to `end` as `stands_for`."""
        self._runs.append(Run(len(stands_for), end - self._at, stands_for))
        self._texts.append(stands_for)
        self._at = end

    def drop(self, end: int) -> None:
        """Leave the bytes up to `end` out of the text."""
        if end > self._at:
            self._runs.append(Run(0, end - self._at, ""))
            self._at = end

    def finish(self) -> tuple[str, OffsetMap]:
        """The text and the map that leads back."""
        return "".join(self._texts), OffsetMap(self._start, tuple(self._runs))
