"""Reading a Zstandard file from start to end, and noticing when it stops before its end.

In: a packed stream. Out: the unpacked bytes. The library's own stream reader takes a file that was
cut off for a whole one, which would lose its end in silence.
"""

from __future__ import annotations

import io
from typing import IO

import zstandard

__all__ = ["ZstandardFile"]

_SIP = 1024
"""Packed bytes handed over at once: at most 32 MB come out of them."""
_LARGEST_WINDOW = 1 << 27


class ZstandardFile(io.RawIOBase):
    """Frames one after the other. EOFError when the last of them is not whole."""

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__()
        self._packed = packed
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._unread = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, or as many as are at hand; none at the end."""
        while not self._ready:
            packed = self._unread or self._packed.read(_SIP)
            self._unread = b""
            if not packed:
                if self._frame is not None:
                    raise EOFError
                return b""
            if self._frame is None:
                opener = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
                self._frame = opener.decompressobj()
            self._ready = memoryview(self._frame.decompress(packed))
            if self._frame.eof:
                self._unread = self._frame.unused_data
                self._frame = None
        size = len(self._ready) if size < 0 else size
        taken = self._ready[:size]
        self._ready = self._ready[size:]
        return bytes(taken)
