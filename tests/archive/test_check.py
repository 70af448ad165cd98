from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from archive.publications import body, copied, html_2010
from reftel.archive.check import check
from reftel.archive.folder import Folder
from reftel.build import build
from reftel.reading import open_archive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(3):
        (pages / f"{n}.html").write_bytes(html_2010("ZENDA", 5 + n))
    (pages / "other.txt").write_bytes(copied("ZENDA", 5, body("ZENDA", 5, "A longer summary.")))
    build(tmp_path / "a.reftel", [pages], workers=1)
    return tmp_path / "a.reftel"


def findings(archive: Path) -> list[tuple[str, str]]:
    connection = Folder(archive).read()
    try:
        return [(one.code, one.address) for one in check(connection)]
    finally:
        connection.close()


def test_a_whole_archive_has_no_findings(archive: Path) -> None:
    assert findings(archive) == []


def flip(connection: Connection) -> None:
    row, data = connection.execute("SELECT id, data FROM record ORDER BY id LIMIT 1").fetchone()
    middle = len(data) // 2
    damaged = data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]
    connection.execute("UPDATE record SET data = ? WHERE id = ?", (damaged, row))


def run(statement: str) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(statement)


def in_no_encoding(connection: Connection) -> None:
    (packed,) = connection.execute("SELECT map FROM page WHERE key = 1").fetchone()
    damaged = packed.replace(b"utf-8", b"utf-h")
    assert damaged != packed
    connection.execute("UPDATE page SET map = ? WHERE key = 1", (damaged,))


def with_dictionary(content: object) -> Callable[[Connection], object]:
    def damage(connection: Connection) -> None:
        connection.execute("INSERT INTO dictionary VALUES (1, 'barley', ?)", (content,))
        connection.execute("UPDATE record SET dictionary = 1 WHERE id = 2")

    return damage


@pytest.mark.parametrize(
    ("damage", "code", "address"),
    [
        (flip, "digest", None),
        (run("UPDATE record SET digest = zeroblob(32) WHERE id = 1"), "digest", "00" * 32),
        (run("UPDATE page SET text = zeroblob(16) WHERE key = 1"), "text", "09ZENDA5"),
        (run("UPDATE page SET map = x'00' WHERE key = 1"), "text", "09ZENDA5"),
        (in_no_encoding, "text", "09ZENDA5"),
        (run("UPDATE record SET dictionary = 7 WHERE id = 2"), "digest", None),
        (with_dictionary("barley"), "digest", None),
        (with_dictionary(b"\x37\xa4\x30\xecbarley"), "digest", None),
        (run("UPDATE page SET length = 1 WHERE key = 2"), "text", "09ZENDA6"),
        (run("UPDATE cable SET pages = 7 WHERE key = 1"), "count", "09ZENDA5"),
        (run("UPDATE cable SET released = '2001' WHERE key = 1"), "count", "09ZENDA5"),
        (run("UPDATE page SET words = 1 WHERE key = 1"), "preferred", "09ZENDA5"),
        (run("UPDATE cable SET page = 99 WHERE key = 1"), "preferred", "09ZENDA5"),
        (run("DELETE FROM cable WHERE key = 1"), "count", "09ZENDA5"),
        (run("DELETE FROM record_name WHERE record = 1"), "count", None),
        (run("DELETE FROM page WHERE key = 2"), "count", None),
        (run("INSERT INTO cable_defect VALUES (99, 0, 1, NULL, NULL)"), "count", "cable_defect"),
        (run("UPDATE mention SET target = 999 WHERE cable = 1"), "link", "09ZENDA5"),
    ],
)
def test_each_kind_of_damage_is_found(
    archive: Path, damage: Callable[[Connection], object], code: str, address: str | None
) -> None:
    with Folder(archive).write() as connection:
        damage(connection)
    found = findings(archive)
    assert (code, address) in found if address else code in {one for one, _ in found}


def test_an_index_that_misses_cables_is_found_and_the_next_build_heals_it(archive: Path) -> None:
    with Folder(archive).write() as connection:
        connection.execute("INSERT INTO index_pending SELECT key FROM cable")
    with open_archive(archive) as opened:
        assert {one.code for one in opened.check()} == {"index"}
    build(archive, [archive.parent / "pages"], workers=1)
    with open_archive(archive) as opened:
        assert list(opened.check()) == []
