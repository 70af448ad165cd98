"""What lies in one file: the file itself, or the members of an archive, or the rows of a dump.

In: an open file. Out: its records, read one after the other. The first bytes say what it is, never
its name. Archives may lie in archives, and compressed files anywhere. Nothing here raises: what
cannot be unpacked becomes a record with a fault, under the name of the archive or the member.

Nothing is lost where unpacking breaks off. What came out until then is handed over as a record like
any other, with no mark of its own: the same bytes may lie whole in another file, and a page rests
on its bytes alone. The mark is the record with the fault that follows under the same name. It holds
the packed bytes, up to `MOST_RECORD`; above that its reason says that they are not kept.

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
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Final, Self, cast

import zstandard

from reftel.sources.detect import rows_of
from reftel.sources.page import Record
from reftel.sources.seven_zip import can_unpack, seven_zip_members
from reftel.sources.unknown import describe
from reftel.sources.warc import warc_records
from reftel.sources.zstandard_file import ZstandardFile

__all__ = ["MOST_BYTES", "MOST_DEPTH", "MOST_RATIO", "MOST_RECORD", "open_records"]

MOST_DEPTH: Final = 8
"""Archives and compressions within one another."""
MOST_RATIO: Final = 500
MOST_BYTES: Final = 1 << 28
"""256 MB, which even a small file may unpack to."""
MOST_RECORD: Final = 1 << 24
"""16 MB: the longest cable known takes 200 KB, dumps are cut into rows before, and reading a text
takes some twenty times its size in memory."""

_HEAD = 2048
"""Bytes looked at; a tar header takes 512."""
_PIECE = 1 << 16
"""Bytes asked of an unpacker at once: what it has in hand when it breaks is lost."""
_TAR_PIECE = 1 << 12
"""The same of a tar that ends early, which hands over no part of what it was asked for."""
_SPOOL = 1 << 26
"""A zip within an archive is kept in memory up to 64 MB, on disk above."""
_BROKEN = (
    EOFError,
    LookupError,
    OverflowError,
    OSError,
    RuntimeError,  # encrypted members, and compressions that zipfile does not know
    ValueError,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
)
"""What the standard library raises over a damaged archive, found by feeding it damaged ones."""
_SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
_NOT_UNPACKED = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x9d", "compress"),
    (b"xar!", "xar"),
)


class _TooLarge(Exception):
    """The file unpacks to more than `_Allowance` lets it."""


class _Opening:
    """What goes for all that comes out of one file on disk."""

    def __init__(self, size: int, passed_by: Callable[[str], None]) -> None:
        self._left = max(MOST_BYTES, size * MOST_RATIO)
        self.passed_by = passed_by
        """Told of each member that is left alone."""

    def take(self, count: int) -> None:
        """So many bytes were unpacked. _TooLarge when they are too many."""
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
    """Bytes to be read once, the first of which may be looked at before.

    Unpacked bytes end where unpacking breaks; `broken` says so.
    """

    def __init__(
        self, raw: IO[bytes], opening: _Opening | None = None, piece: int = _PIECE
    ) -> None:
        super().__init__()
        self._raw = raw
        self._read_some = cast("Callable[[int], bytes]", getattr(raw, "read1", raw.read))
        self._opening = opening
        self._piece = piece
        self._given: list[bytes] | None = None
        self._given_size = 0
        self._waiting = b""
        self.broken: Exception | None = None
        """Why the unpacked bytes end too early."""
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

    def keep(self) -> None:
        """From now on hold what is given out, for `kept`; no more than a record may have."""
        self._given, self._given_size = [self.head], len(self.head)

    def kept(self) -> bytes | None:
        """All bytes from the first to the last, or None when they are too many."""
        self._waiting = b""
        while self._given is not None and self._fetch(1 << 20):
            pass
        return None if self._given is None else b"".join(self._given)

    def _fetch(self, size: int) -> bytes:
        pieces = []
        while size > 0 and (piece := self._some(min(size, self._piece))):
            if self._opening:
                self._opening.take(len(piece))
            pieces.append(piece)
            size -= len(piece)
        fetched = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        if self._given is not None:
            self._given.append(fetched)
            self._given_size += len(fetched)
            if self._given_size > MOST_RECORD:
                self._given = None
        return fetched

    def _some(self, size: int) -> bytes:
        if self._opening is None:
            return self._read_some(size)
        if self.broken is None:
            try:
                return self._read_some(size)
            except _BROKEN as problem:
                self.broken = problem
        return b""


def open_records(
    name: str, raw: IO[bytes], size: int, passed_by: Callable[[str], None] = lambda _: None
) -> Iterator[Record]:
    """The records of the file `name` of `size` bytes, open at its start.

    `passed_by` is told the name of each member that is left alone.
    """
    opening = _Opening(size, passed_by)
    try:
        yield from _open(name, _Stream(raw), raw, opening, 0)
    except _TooLarge:
        reason = f"It unpacks to more than {MOST_RATIO} times its size; the rest was left alone."
        yield _faulty(name, "archive-too-large", reason, _from_start(raw))
    except OSError as problem:
        yield _faulty(name, "file-unreadable", f"It cannot be read: {_plain(problem)}.")


def _open(
    name: str, stream: _Stream, seekable: IO[bytes] | None, opening: _Opening, depth: int
) -> Iterator[Record]:
    """The records in one stream. `seekable` is the file behind it where that can be sought."""
    head = stream.head
    unpack = _compression(head)
    is_zip = head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    is_7z = head.startswith(_SEVEN_ZIP)
    is_warc = head.startswith(b"WARC/")
    if (unpack or is_zip or is_7z or is_warc or _is_tar(head)) and depth >= MOST_DEPTH:
        reason = f"It lies more than {MOST_DEPTH} archives deep."
        yield _faulty(name, "archive-too-deep", reason, stream.whole(MOST_RECORD))
    elif is_zip:
        yield from _zip_members(name, stream, seekable, opening, depth)
    elif unpack:
        members = _unpacked(name, stream, unpack, opening, depth)
        yield from _guarded(name, members, _keeping(stream, seekable))
    elif _is_tar(head):
        members = _tar_members(name, stream, opening, depth)
        yield from _guarded(name, members, _keeping(stream, seekable))
    elif is_7z and not can_unpack():
        reason = "It is a 7z archive; install reftel[7z] to have it unpacked, or unpack it first."
        yield _faulty(name, "archive-unknown", reason, stream.whole(MOST_RECORD))
    elif is_7z:
        yield from _seven_zip_members(name, stream, seekable, opening, depth)
    elif is_warc:
        members = _warc_members(name, stream, opening, depth)
        yield from _guarded(name, members, _keeping(stream, seekable))
    elif kind := next((kind for first, kind in _NOT_UNPACKED if head.startswith(first)), None):
        reason = f"It is a {kind} archive; unpack it first, then give the folder."
        yield _faulty(name, "archive-unknown", reason, stream.whole(MOST_RECORD))
    elif cut := rows_of(head):
        form, rows = cut
        for number, row in enumerate(rows(stream.read), 1):
            yield Record(f"{name}#{number}", row, format=form)
    else:
        data = stream.whole(MOST_RECORD)
        if data is None:
            reason = f"It is larger than {MOST_RECORD >> 20} MB, too large for one telegram"
            reason = f"{reason}; cut it first. {describe(head)}"
            yield _faulty(name, "record-too-large", reason, None)
        elif data or not stream.broken:
            yield Record(name, data)


def _keeping(stream: _Stream, seekable: IO[bytes] | None) -> Callable[[], bytes | None]:
    """How the packed bytes are had again, should unpacking break off."""
    if seekable is not None:
        return lambda: _from_start(seekable)
    stream.keep()
    return stream.kept


def _from_start(file: IO[bytes], start: int = 0, most: int = MOST_RECORD) -> bytes | None:
    file.seek(start)
    data = file.read(most + 1)
    return data if len(data) <= most else None


def _guarded(
    name: str, members: Iterator[Record], packed: Callable[[], bytes | None]
) -> Iterator[Record]:
    """The members, and where unpacking breaks off a record that says so."""
    try:
        yield from members
    except _BROKEN as problem:
        yield _faulty(name, "archive-broken", f"Unpacking breaks off: {_plain(problem)}.", packed())


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
    opening: _Opening,
    depth: int,
) -> Iterator[Record]:
    with unpack(cast("IO[bytes]", stream)) as inner:
        below = _Stream(inner, opening)
        yield from _open(name, below, None, opening, depth + 1)
        if below.broken:
            raise below.broken


def _is_tar(head: bytes) -> bool:
    """By the checksum of its first header, since the oldest have no other mark."""
    if len(head) < tarfile.BLOCKSIZE or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def _tar_members(name: str, stream: _Stream, opening: _Opening, depth: int) -> Iterator[Record]:
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|", tarinfo=_TarInfo) as archive:
        for member in archive:
            if not member.isfile():
                continue
            below = f"{name}!/{_shown(member.name)}"
            if _is_passed_by(member.name):
                opening.passed_by(below)
                continue
            inner = archive.extractfile(member)
            if inner is not None:
                unpacked = _Stream(inner, opening, _TAR_PIECE)
                yield from _open(below, unpacked, None, opening, depth + 1)
                if unpacked.broken:
                    raise unpacked.broken


def _warc_members(name: str, stream: _Stream, opening: _Opening, depth: int) -> Iterator[Record]:
    for record in warc_records(stream):
        below = f"{name}!/{record.address or record.kind}"
        unpacked = None if record.content is None else _Stream(record.content, opening, _TAR_PIECE)
        if unpacked is None or not (unpacked.head or unpacked.broken):
            opening.passed_by(below)
            continue
        yield from _open(below, unpacked, None, opening, depth + 1)
        if unpacked.broken:
            raise unpacked.broken


def _zip_members(
    name: str, stream: _Stream, seekable: IO[bytes] | None, opening: _Opening, depth: int
) -> Iterator[Record]:
    with SpooledTemporaryFile(_SPOOL) as spool:
        file = cast("IO[bytes]", spool) if seekable is None else seekable
        if seekable is None:
            shutil.copyfileobj(stream, spool)
        members = _opened_zip(name, file, opening, depth)
        yield from _guarded(name, members, lambda: _from_start(file))


def _seven_zip_members(
    name: str, stream: _Stream, seekable: IO[bytes] | None, opening: _Opening, depth: int
) -> Iterator[Record]:
    with SpooledTemporaryFile(_SPOOL) as spool:
        file = cast("IO[bytes]", spool) if seekable is None else seekable
        if seekable is None:
            shutil.copyfileobj(stream, spool)
        file.seek(0)
        members = _opened_seven_zip(name, file, opening, depth)
        yield from _guarded(name, members, lambda: _from_start(file))


def _opened_seven_zip(
    name: str, file: IO[bytes], opening: _Opening, depth: int
) -> Iterator[Record]:
    for member, inner in seven_zip_members(file, opening.take):
        below = f"{name}!/{_shown(member)}"
        if _is_passed_by(member):
            opening.passed_by(below)
        else:
            yield from _open(below, _Stream(inner), None, opening, depth + 1)


def _opened_zip(name: str, file: IO[bytes], opening: _Opening, depth: int) -> Iterator[Record]:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        first = members[0].filename if members else ""
        if first in {"[Content_Types].xml", "mimetype"}:
            reason = "It is an office document or a book; save it as text first."
            yield _faulty(name, "no-telegram", reason, _from_start(file))
            return
        for member in members:
            if member.is_dir():
                continue
            below = f"{name}!/{_shown(member.filename)}"
            if _is_passed_by(member.filename):
                opening.passed_by(below)
                continue
            unpacked = _zip_member(below, archive, member, opening, depth)
            yield from _guarded(below, unpacked, partial(_packed_member, file, member))


def _zip_member(
    name: str,
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    opening: _Opening,
    depth: int,
) -> Iterator[Record]:
    with archive.open(member) as inner:
        below = _Stream(inner, opening)
        yield from _open(name, below, None, opening, depth + 1)
        if below.broken:
            raise below.broken


def _packed_member(file: IO[bytes], member: zipfile.ZipInfo) -> bytes | None:
    """A member as it lies in the zip, its name before it; the zip where no member begins there."""
    file.seek(max(0, member.header_offset))
    head = file.read(30)
    if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
        return _from_start(file)
    length = 30 + sum(struct.unpack("<HH", head[26:])) + member.compress_size
    return head + file.read(length - 30) if length <= MOST_RECORD else None


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


def _faulty(name: str, fault: str, reason: str, data: bytes | None = b"") -> Record:
    """A record with a fault, and the bytes that could not be read; None: too many to be kept."""
    if data is None:
        reason = f"{reason} Its bytes are not kept, being more than {MOST_RECORD >> 20} MB."
    return Record(name, data or b"", fault=fault, reason=reason)
