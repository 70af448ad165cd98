"""Reading a web archive (WARC) from start to end, and noticing when it stops before its end.

In: an unpacked stream. Out: its records one after the other, each with its kind, its address, and
the bytes that the server sent, without the lines of HTTP above them.

No library reads it, since the one there is takes a record that was cut off for a whole one, writes
to the terminal where unpacking fails and goes on without the rest. What is packed by the server is
told by its first bytes, as in any other file, so only chunks need to be joined here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, Protocol, cast

import msgspec

__all__ = ["WarcRecord", "warc_records"]

_PIECE = 1 << 16
_LONGEST_HEAD = 1 << 18
"""Bytes of all lines above a record, or above what a server sent."""
_SENT = frozenset({"response", "resource"})
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class WarcRecord(msgspec.Struct, frozen=True):
    """One record of a web archive."""

    kind: str
    """response, resource, request, warcinfo, ..."""
    address: str
    """The page's address; empty where the record names none."""
    content: IO[bytes] | None
    """What was sent; None for kinds that hold no page. To be read before the next record."""


def warc_records(stream: _Readable) -> Iterator[WarcRecord]:
    """The records of a web archive. EOFError where it ends early, ValueError where it is none."""
    source = _Source(stream)
    while line := source.line():
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise ValueError("no record of a web archive begins where one should")
        fields = _fields(source)
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            raise ValueError("a record of the web archive does not say how long it is")
        block = _Block(source, int(length))
        kind = fields.get("warc-type", "").lower()
        address = fields.get("warc-target-uri", "").strip("<>")
        yield WarcRecord(kind, address, _content(block, kind, fields))
        while block.read(_PIECE):
            pass


def _content(block: _Block, kind: str, fields: dict[str, str]) -> IO[bytes] | None:
    if kind not in _SENT:
        return None
    if not fields.get("content-type", "").lower().startswith("application/http"):
        return cast("IO[bytes]", block)
    inside = _Source(block)
    inside.line()
    sent = _fields(inside)
    if "chunked" in sent.get("transfer-encoding", "").lower():
        return cast("IO[bytes]", _Chunked(inside))
    return cast("IO[bytes]", inside)


def _fields(source: _Source) -> dict[str, str]:
    """The lines `Name: value` up to an empty one, names in small letters; the first of each."""
    fields: dict[str, str] = {}
    size = 0
    while (line := source.line()).strip():
        size += len(line)
        if size > _LONGEST_HEAD:
            raise ValueError("the lines above a record of the web archive do not end")
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields


class _Source(io.RawIOBase):
    """Bytes with lines that can be read among them."""

    def __init__(self, stream: _Readable) -> None:
        super().__init__()
        self._stream = stream
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, or as many as are at hand; none at the end."""
        if not self._waiting:
            self._waiting = self._stream.read(_PIECE)
        size = len(self._waiting) if size < 0 else size
        taken, self._waiting = self._waiting[:size], self._waiting[size:]
        return taken

    def line(self) -> bytes:
        """A line with its end; without one at the end of all, or where it is too long."""
        while (end := self._waiting.find(b"\n")) < 0 and len(self._waiting) < _LONGEST_HEAD:
            more = self._stream.read(_PIECE)
            if not more:
                end = len(self._waiting) - 1
                break
            self._waiting += more
        if end < 0 and self._waiting:
            raise ValueError("a line of the web archive does not end")
        taken, self._waiting = self._waiting[: end + 1], self._waiting[end + 1 :]
        return taken

    def give_back(self, data: bytes) -> None:
        """Have these bytes read again."""
        self._waiting = data + self._waiting


class _Block(io.RawIOBase):
    """The next so many bytes of a source."""

    def __init__(self, source: _Source, left: int) -> None:
        super().__init__()
        self._source, self._left = source, left

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; none at its end. EOFError when the source ends before."""
        most = min(self._left, _PIECE if size < 0 else size)
        if not most:
            return b""
        taken = self._source.read(most)
        if not taken:
            raise EOFError
        self._left -= len(taken)
        return taken


class _Chunked(io.RawIOBase):
    """What a server sent in chunks, joined; as it stands where whoever saved it joined them."""

    def __init__(self, source: _Source) -> None:
        super().__init__()
        self._source = source
        self._left = 0
        self._state = "first"

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; none at the end. ValueError where no chunk begins and one should."""
        size = _PIECE if size < 0 else size
        if self._state == "joined":
            return self._source.read(size)
        while not self._left and self._state != "ended":
            self._begin()
            if self._state == "joined":
                return self._source.read(size)
        taken = self._source.read(min(size, self._left)) if self._left else b""
        self._left -= len(taken)
        return taken

    def _begin(self) -> None:
        line = self._source.line()
        if self._state == "next" and not line.strip():
            line = self._source.line()  # the end of line that closes each chunk
        found = _CHUNK.fullmatch(line)
        if found:
            self._left = int(found[1], 16)
            self._state = "next" if self._left else "ended"
        elif self._state == "first":
            self._source.give_back(line)
            self._state = "joined"
        elif line:
            raise ValueError("no chunk begins where one should")
        else:
            raise EOFError
