"""What lies in one file: the file itself, or the members of an archive, or the rows of a dump.

In: an open file. Out: its records, read one after the other. The first bytes say what it is, never
its name. Archives may lie in archives, and compressed files anywhere. Nothing here raises: what
cannot be unpacked becomes a record with a fault, under the name of the archive or the member, and
what was unpacked before stays good.

A small file can be made to unpack without end. So one file may unpack to 500 times its size (20,000
pages of Cablegate, nine tenths of them alike, stay below 150) or to 256 MB, whichever is more.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Final, Self, cast

import zstandard

from reftel.sources import cables_csv
from reftel.sources.page import Record
from reftel.sources.zstandard_file import ZstandardFile

__all__ = ["MOST_BYTES", "MOST_DEPTH", "MOST_RATIO", "MOST_RECORD", "open_records"]

MOST_DEPTH: Final = 8
"""Archives and compressions within one another."""
MOST_RATIO: Final = 500
MOST_BYTES: Final = 1 << 28
"""256 MB, which even a small file may unpack to."""
MOST_RECORD: Final = 1 << 26
"""64 MB: the longest cable known takes 200 KB; dumps are cut into rows before."""

_HEAD = 2048
"""Bytes looked at; a tar header takes 512."""
_SPOOL = 1 << 26
"""A zip within an archive is kept in memory up to 64 MB, on disk above."""
_BROKEN = (
    EOFError,
    LookupError,
    OverflowError,
    OSError,
    RuntimeError,  # encrypted members; with it NotImplementedError for unknown compressions
    ValueError,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
)
"""What the standard library raises over a damaged archive, found by feeding it damaged ones."""
_NOT_UNPACKED = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x9d", "compress"),
    (b"xar!", "xar"),
)


class _TooLarge(Exception):
    """The file unpacks to more than `_Allowance` lets it."""


class _Allowance:
    """Bytes that one file on disk may still unpack to."""

    def __init__(self, size: int) -> None:
        self._left = max(MOST_BYTES, size * MOST_RATIO)

    def take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise _TooLarge


class _TarInfo(tarfile.TarInfo):
    """A tar header that does not pass a damaged one by."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        """As its parent, but tarfile takes a damaged header after the first for the end."""
        try:
            return super().fromtarfile(archive)
        except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as problem:
            raise tarfile.ReadError(str(problem)) from problem


class _Stream(io.RawIOBase):
    """Bytes to be read once, the first of which may be looked at before."""

    def __init__(self, raw: IO[bytes], allowance: _Allowance | None) -> None:
        super().__init__()
        self._raw = raw
        self._allowance = allowance
        self._waiting = b""
        self.head = self._fetch(_HEAD)
        self._waiting = self.head

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        """As files do; fewer bytes than asked for only at the end."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        taken = self._waiting[:size]
        self._waiting = self._waiting[size:]
        return taken + self._fetch(size - len(taken)) if len(taken) < size else taken

    def whole(self, most: int) -> bytes | None:
        """All that is left, or None when that is more than `most` bytes."""
        data = self.read(most + 1)
        return data if len(data) <= most else None

    def _fetch(self, size: int) -> bytes:
        pieces = []
        while size > 0 and (piece := self._raw.read(min(size, 1 << 20))):
            if self._allowance:
                self._allowance.take(len(piece))
            pieces.append(piece)
            size -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def open_records(name: str, raw: IO[bytes], size: int) -> Iterator[Record]:
    """The records of the file `name` of `size` bytes, open at its start."""
    allowance = _Allowance(size)
    try:
        yield from _open(name, _Stream(raw, None), raw, allowance, 0)
    except _TooLarge:
        yield _faulty(
            name,
            "archive-too-large",
            f"It unpacks to more than {MOST_RATIO} times its size; the rest was left alone.",
        )
    except OSError as problem:
        yield _faulty(name, "file-unreadable", f"It cannot be read: {_plain(problem)}.")


def _open(
    name: str, stream: _Stream, seekable: IO[bytes] | None, allowance: _Allowance, depth: int
) -> Iterator[Record]:
    """The records in one stream. `seekable` is the file behind it where that can be sought."""
    head = stream.head
    unpack = _compression(head)
    is_zip = head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    if (unpack or is_zip or _is_tar(head)) and depth >= MOST_DEPTH:
        reason = f"It lies more than {MOST_DEPTH} archives deep."
        yield _faulty(name, "archive-too-deep", reason)
    elif unpack:
        yield from _guarded(name, _unpacked(name, stream, unpack, allowance, depth))
    elif is_zip:
        yield from _guarded(name, _zip_members(name, stream, seekable, allowance, depth))
    elif _is_tar(head):
        yield from _guarded(name, _tar_members(name, stream, allowance, depth))
    elif kind := next((kind for first, kind in _NOT_UNPACKED if head.startswith(first)), None):
        reason = f"It is a {kind} archive; unpack it first, then give the folder."
        yield _faulty(name, "archive-unknown", reason)
    elif cables_csv.looks_like(head):
        for number, row in enumerate(cables_csv.rows(stream.read), 1):
            yield Record(f"{name}#{number}", row, format="cables-csv")
    else:
        data = stream.whole(MOST_RECORD)
        if data is None:
            reason = f"It is larger than {MOST_RECORD >> 20} MB, too large for one cable."
            yield _faulty(name, "archive-too-large", reason)
        else:
            yield Record(name, data)


def _guarded(name: str, members: Iterator[Record]) -> Iterator[Record]:
    """The members, and where unpacking breaks off a record that says so."""
    try:
        yield from members
    except _BROKEN as problem:
        reason = f"Unpacking breaks off: {_plain(problem)}."
        yield _faulty(name, "archive-broken", reason)


def _compression(head: bytes) -> Callable[[IO[bytes]], IO[bytes]] | None:
    if head.startswith(b"\x1f\x8b\x08"):
        return lambda packed: cast("IO[bytes]", gzip.GzipFile(fileobj=packed))
    if head.startswith(b"BZh") and head[4:10] in {b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"}:
        return lambda packed: cast("IO[bytes]", bz2.BZ2File(packed))
    if head.startswith(b"\xfd7zXZ\0"):
        return lambda packed: cast("IO[bytes]", lzma.LZMAFile(packed))
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return lambda packed: cast("IO[bytes]", ZstandardFile(packed))
    return None


def _unpacked(
    name: str,
    stream: _Stream,
    unpack: Callable[[IO[bytes]], IO[bytes]],
    allowance: _Allowance,
    depth: int,
) -> Iterator[Record]:
    with unpack(cast("IO[bytes]", stream)) as inner:
        yield from _open(name, _Stream(inner, allowance), None, allowance, depth + 1)


def _is_tar(head: bytes) -> bool:
    """By the checksum of its first header, since the oldest have no other mark."""
    if len(head) < tarfile.BLOCKSIZE or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def _tar_members(name: str, stream: _Stream, allowance: _Allowance, depth: int) -> Iterator[Record]:
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|", tarinfo=_TarInfo) as archive:
        for member in archive:
            if not member.isfile() or _is_passed_by(member.name):
                continue
            inner = archive.extractfile(member)
            if inner is not None:
                below = f"{name}!/{_shown(member.name)}"
                yield from _open(below, _Stream(inner, allowance), None, allowance, depth + 1)


def _zip_members(
    name: str, stream: _Stream, seekable: IO[bytes] | None, allowance: _Allowance, depth: int
) -> Iterator[Record]:
    with SpooledTemporaryFile(_SPOOL) as spool:
        if seekable is None:
            shutil.copyfileobj(stream, spool)
        with zipfile.ZipFile(cast("IO[bytes]", spool) if seekable is None else seekable) as archive:
            members = archive.infolist()
            first = members[0].filename if members else ""
            if first in {"[Content_Types].xml", "mimetype"}:
                reason = "It is an office document or a book; save it as text first."
                yield _faulty(name, "no-telegram", reason)
                return
            for member in members:
                if member.is_dir() or _is_passed_by(member.filename):
                    continue
                below = f"{name}!/{_shown(member.filename)}"
                yield from _guarded(below, _zip_member(below, archive, member, allowance, depth))


def _zip_member(
    name: str,
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    allowance: _Allowance,
    depth: int,
) -> Iterator[Record]:
    with archive.open(member) as inner:
        yield from _open(name, _Stream(inner, allowance), None, allowance, depth + 1)


def _is_passed_by(member: str) -> bool:
    """Hidden files and a Macintosh's shadows of files, as in folders on disk."""
    names = [part for part in member.split("/") if part not in {"", ".", ".."}]
    return any(
        part.startswith(".") or part.endswith(".reftel") or part == "__MACOSX" for part in names
    )


def _shown(member: str) -> str:
    return member.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _plain(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror
    if isinstance(problem, EOFError):
        return "it ends too early"
    return str(problem).rstrip(".") or type(problem).__name__


def _faulty(name: str, fault: str, reason: str) -> Record:
    return Record(name, b"", fault=fault, reason=reason)
