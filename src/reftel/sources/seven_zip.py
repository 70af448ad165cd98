"""Unpacking 7z, where the extra `7z` is installed.

In: a file that can be sought in. Out: its members one after the other. A 7z archive is one packed
stream in which no member can be reached without those before it, so all are unpacked in one go into
a temporary file. The library for it brings ten others, most of them compiled, which is why reftel
does not ask for it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, cast

__all__ = ["can_unpack", "seven_zip_members"]

_SPOOL = 1 << 26
"""Unpacked members are kept in memory up to 64 MB, on disk above."""


def can_unpack() -> bool:
    """Whether the library is installed."""
    try:
        import py7zr  # noqa: F401, PLC0415 - asked for only where an archive of that kind lies
    except ImportError:
        return False
    return True


def seven_zip_members(
    file: IO[bytes], take: Callable[[int], None]
) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and bytes of each member. ValueError where unpacking breaks off, after what came out.

    `take` is told of unpacked bytes, and may raise to stop it; that comes out as it was raised.
    """
    import py7zr  # noqa: PLC0415
    import py7zr.io  # noqa: PLC0415

    with SpooledTemporaryFile(_SPOOL) as spool:
        places: list[tuple[str, int]] = []
        stopped: list[Exception] = []

        class Writer(py7zr.io.Py7zIO):
            def write(self, s: bytes | bytearray) -> int:
                try:
                    take(len(s))
                except Exception as problem:
                    stopped.append(problem)
                    raise
                return spool.write(s)

            def read(self, size: int | None = None) -> bytes:  # noqa: ARG002
                return b""

            def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002
                return 0

            def flush(self) -> None:
                pass

            def size(self) -> int:
                return spool.tell() - places[-1][1]

        class Factory(py7zr.io.WriterFactory):
            def create(self, filename: str) -> py7zr.io.Py7zIO:
                places.append((filename, spool.tell()))
                return Writer()

        broken = None
        try:
            with py7zr.SevenZipFile(file) as archive:
                archive.extract(factory=Factory())
        except Exception as problem:  # noqa: BLE001 - over damaged headers it raises of all kinds
            broken = problem
        ends = [start for _, start in places[1:]] + [spool.tell()]
        for (name, start), end in zip(places, ends, strict=False):
            yield name, cast("IO[bytes]", _Member(spool, start, end))
        if stopped:
            raise stopped[0]
        if broken is not None:
            raise ValueError(str(broken).strip() or type(broken).__name__)


class _Member(io.RawIOBase):
    """A stretch of the temporary file, to be read before the next."""

    def __init__(self, spool: SpooledTemporaryFile[bytes], start: int, end: int) -> None:
        super().__init__()
        self._spool, self._at, self._end = spool, start, end

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, or the rest; none at the end."""
        left = self._end - self._at
        self._spool.seek(self._at)
        data = self._spool.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data
