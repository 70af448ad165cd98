"""An archive read as docs/archive.md tells it, by SQLite, zstandard and MessagePack alone."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard

from archive.publications import body, copied, dump, html_2010
from archive.rows import connect
from reftel.archive.folder import Folder
from reftel.build import build

FRAME = b"\x28\xb5\x2f\xfd"


def plain(content: bytes) -> bytes:
    """Out of its frame, where it lies in one."""
    return zstandard.decompress(content) if content.startswith(FRAME) else content


def original(connection: sqlite3.Connection, record: int) -> bytes:
    data, number, size = connection.execute(
        "SELECT data, dictionary, size FROM record WHERE id = ?", (record,)
    ).fetchone()
    made_ready = None
    if number is not None:
        (content,) = connection.execute(
            "SELECT content FROM dictionary WHERE id = ?", (number,)
        ).fetchone()
        made_ready = zstandard.ZstdCompressionDict(plain(content))
    found = zstandard.ZstdDecompressor(dict_data=made_ready).decompress(data, max_output_size=size)
    assert len(found) == size
    return found


def text_of(packed: bytes, source: bytes, kinds: Counter[int]) -> str:
    at, encoding, swaps, numbers = msgspec.msgpack.decode(plain(packed))
    text = ""

    def swapped(swap: Sequence[Any]) -> tuple[str, int]:
        _, size, instead = swap
        return (source[at : at + size].decode(encoding) if instead is None else instead), size

    following = iter(numbers)
    for number in following:
        value, kind = divmod(number, 8)
        kinds[kind] += 1
        if kind < 4:
            size = value * (kind + 1)
            part = source[at : at + size].decode(encoding)
        elif kind in (4, 6):
            part, size = swapped(swaps[value])
        elif kind == 5:
            part, size = "", value
        else:
            swap, first = swaps[next(following)], next(following)
            size, lines = value, source[at : at + value]
            part = lines.replace(lines[first : first + swap[1]], b"\n").decode()
        text += part
        at += size
    return text


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(12):
        words = f"The weir at Façade {n} is low, the miller of Żabno writes &amp; waits."
        (pages / f"{n}.html").write_bytes(
            html_2010("ZENDA", n + 1, text=body("ZENDA", n + 1, words))
        )
    (pages / "dump.csv").write_bytes(dump(1, 20))
    (pages / "other.txt").write_bytes(copied("HENTZAU", 5))
    build(tmp_path / "a.reftel", [pages], workers=1)
    return tmp_path / "a.reftel"


@pytest.mark.parametrize("bare", [False, True])
def test_the_docs_lead_to_the_bytes_and_the_texts(archive: Path, *, bare: bool) -> None:
    with Folder(archive).write() as connection:
        contents = connection.execute("SELECT id, content FROM dictionary").fetchall()
        assert [content[:4] for _, content in contents] == [FRAME] * 2
        if bare:
            connection.executemany(
                "UPDATE dictionary SET content = ? WHERE id = ?",
                [(plain(content), key) for key, content in contents],
            )
    connection = connect(archive)
    kinds: Counter[int] = Counter()
    records = connection.execute("SELECT id, digest, dictionary FROM record").fetchall()
    assert {number for *_, number in records} == {None, *dict(contents)}
    for record, digest, _ in records:
        source = original(connection, record)
        assert hashlib.sha256(source).digest() == digest
        for packed, named in connection.execute(
            "SELECT map, text FROM page WHERE record = ?", (record,)
        ):
            text = text_of(packed, source, kinds).encode()
            assert hashlib.blake2b(text, digest_size=16).digest() == named
    connection.close()
    assert kinds.keys() >= {0, 4, 7}
