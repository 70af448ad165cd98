"""Places in a text, and the way back from a text to the bytes it was read from.

In: half-open ranges. Out: `Span`, `OffsetMap`, and `MapWriter`, which makes text and map together
while a reader goes through its source, so that offsets are made and never won back. Every
character of a text has its bytes, and the text can be read again from the bytes and the map alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

import msgspec

__all__ = ["MapWriter", "OffsetMap", "Run", "Span"]

_EQUALLY_WIDE = re.compile("[\x00-\x7f]+|[\x80-\u07ff]+|[\u0800-\uffff]+|[\U00010000-\U0010ffff]+")
"""Stretches of characters that take the same number of bytes in UTF-8."""
_UTF8 = re.compile(
    rb"(?:[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    rb"|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
"""Valid stretches, by table 3-7 of the Unicode Standard: asking the decoder for one broken byte
after the other would take quadratic time, since its error carries a copy of all that follows."""
_WINDOWS = tuple(bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(256))
"""A lone byte as Windows-1252 reads it; its five empty places as Latin-1 does."""


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
    """None: the characters were copied, each `source / text` bytes in the map's encoding (UTF-8
    unless it says otherwise). Else what the reader read these bytes as: a line end for
    `&#x000A;`, nothing for a publisher's anchor."""


class OffsetMap(msgspec.Struct, frozen=True, dict=True):
    """From each character of a text to the bytes of its source.

    The runs follow each other without a gap in text and in source.
    """

    start: int
    """Byte of the source where the first run begins."""
    runs: tuple[Run, ...]
    encoding: str = "utf-8"
    """How the copied runs are written in the source."""

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
                yield source[at : at + run.source].decode(self.encoding)
            elif run.stands_for:
                yield run.stands_for
            at += run.source


class MapWriter:
    """Text and map of one source, made in one pass from `start` on.

    Each call goes on where the last one ended. Bytes that are no UTF-8 are read one by one as
    Windows-1252, so that a text of another time keeps its accents; `broken` tells where.
    """

    def __init__(self, source: bytes, start: int = 0) -> None:
        self._source = source
        self._start = start
        self._at = start
        self._texts: list[str] = []
        self._runs: list[Run] = []
        self._broken: list[Span] = []
        self._broken_text: list[str] = []
        self._length = 0

    @property
    def length(self) -> int:
        """Characters written so far."""
        return self._length

    @property
    def broken(self) -> tuple[Span, ...]:
        """Bytes that were no UTF-8, neighbours joined."""
        return tuple(self._broken)

    @property
    def broken_text(self) -> str:
        """What those bytes were read as."""
        return "".join(self._broken_text)

    def copy(self, end: int) -> bool:
        """Take the bytes up to `end` as they stand. False when some of them are no UTF-8."""
        if end <= self._at:
            return True
        data = self._source[self._at : end]
        if data.isascii():
            self._at = end
            self._length += len(data)
            self._texts.append(data.decode("ascii"))
            self._runs.append(Run(len(data), len(data)))
            return True
        return self._copy_wide(data)

    def copy_lines(self, end: int, mark: bytes) -> None:
        """Take the bytes up to `end` as they stand, but each `mark` as a line end.

        The same as copy and swap in turn, at a third of their time.
        """
        data = self._source[self._at : end]
        if not data.isascii():
            found = self._source.find(mark, self._at, end)
            while found >= 0:
                self.copy(found)
                self.swap(found + len(mark), "\n")
                found = self._source.find(mark, self._at, end)
            self.copy(end)
            return
        swapped = Run(1, len(mark), "\n")
        for line in data.split(mark):
            if line:
                self._runs.append(Run(len(line), len(line)))
            self._runs.append(swapped)
        self._runs.pop()  # no mark after the last line
        text = data.replace(mark, b"\n").decode("ascii")
        self._texts.append(text)
        self._length += len(text)
        self._at = end

    def _copy_wide(self, data: bytes) -> bool:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            at = 0
            for stretch in _UTF8.finditer(data):
                self._append_foreign(data[at : stretch.start()])
                self._append(stretch.group().decode("utf-8"))
                at = stretch.end()
            self._append_foreign(data[at:])
            return False
        self._append(text)
        return True

    def _append(self, text: str) -> None:
        """Characters that stand in UTF-8, in runs of equally wide ones."""
        for stretch in _EQUALLY_WIDE.finditer(text):
            characters = stretch.group()
            source = len(characters) * len(characters[0].encode())
            self._runs.append(Run(len(characters), source))
            self._at += source
        self._texts.append(text)
        self._length += len(text)

    def _append_foreign(self, data: bytes) -> None:
        """Bytes that are no UTF-8, a character each."""
        if not data:
            return
        start = self._at
        for byte in data:
            self.swap(self._at + 1, _WINDOWS[byte])
            self._broken_text.append(_WINDOWS[byte])
        if self._broken and self._broken[-1].end == start:
            start = self._broken.pop().start
        self._broken.append(Span(start, self._at))

    def swap(self, end: int, stands_for: str) -> None:
        """Read the bytes up to `end` as `stands_for`."""
        self._runs.append(Run(len(stands_for), end - self._at, stands_for))
        self._texts.append(stands_for)
        self._length += len(stands_for)
        self._at = end

    def drop(self, end: int) -> None:
        """Leave the bytes up to `end` out of the text."""
        if end > self._at:
            self._runs.append(Run(0, end - self._at, ""))
            self._at = end

    def finish(self) -> tuple[str, OffsetMap]:
        """The text and the map that leads back."""
        return "".join(self._texts), OffsetMap(self._start, tuple(self._runs))
