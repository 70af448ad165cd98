from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reftel.archive.folder import Folder
from reftel.archive.schema import SCHEMA_VERSION
from reftel.errors import ArchiveBusy, ArchiveDamaged, ArchiveTooNew, ArchiveTooOld, NotAnArchive


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "a.reftel")
    with made.write():
        pass
    return made


def test_a_finished_archive_has_no_journal_beside_it(folder: Folder) -> None:
    assert sorted(one.name for one in folder.path.iterdir()) == ["archive.sqlite", "writing.lock"]
    assert folder.database.read_bytes()[18:20] == b"\x01\x01", "not in WAL mode"


def test_reading_cannot_write(folder: Folder) -> None:
    connection = folder.read()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
    connection.close()


def test_an_archive_on_a_medium_that_cannot_be_written_is_read(folder: Folder) -> None:
    folder.database.chmod(0o444)
    folder.path.chmod(0o555)
    try:
        connection = folder.read()
        assert connection.execute("SELECT count(*) FROM cable").fetchone() == (0,)
        connection.close()
        assert sorted(one.name for one in folder.path.iterdir()) == [
            "archive.sqlite",
            "writing.lock",
        ]
    finally:
        folder.path.chmod(0o755)


def test_one_writer_at_a_time_and_readers_meanwhile(folder: Folder) -> None:
    with folder.write() as writer:
        with pytest.raises(ArchiveBusy), Folder(folder.path).write():
            pass
        writer.execute("INSERT INTO meta VALUES ('a', 'b')")
        reader = folder.read()
        assert reader.execute("SELECT value FROM meta").fetchall() == [("b",)]
        reader.close()
    with folder.write():
        pass


def test_what_was_not_committed_is_gone(folder: Folder) -> None:
    with folder.write() as writer:
        writer.execute("BEGIN")
        writer.execute("INSERT INTO meta VALUES ('a', 'b')")
    reader = folder.read()
    assert reader.execute("SELECT count(*) FROM meta").fetchone() == (0,)
    reader.close()


def test_a_reader_that_stays_does_not_stop_a_build(folder: Folder) -> None:
    reader = folder.read()
    with folder.write() as writer:
        writer.execute("INSERT INTO meta VALUES ('a', 'b')")
    assert reader.execute("SELECT value FROM meta").fetchall() == [("b",)]
    reader.close()


@pytest.mark.parametrize("make", [Path.exists, Path.mkdir, Path.touch])
def test_what_is_no_archive_is_not_read(tmp_path: Path, make: object) -> None:
    path = tmp_path / "x.reftel"
    make(path)  # type: ignore[operator]
    with pytest.raises(NotAnArchive, match="reftel archive"):
        Folder(path).read()


def test_a_file_of_something_else_is_damaged(folder: Folder) -> None:
    folder.database.write_bytes(b"not a database at all, whatever its name says" * 40)
    with pytest.raises(ArchiveDamaged, match="not a database"):
        folder.read()
    with pytest.raises(ArchiveDamaged, match="not a database"), folder.write():
        pass


def test_a_database_of_something_else_is_no_archive(folder: Folder) -> None:
    folder.database.unlink()
    sqlite3.connect(folder.database).execute("CREATE TABLE other (a)").connection.close()
    with pytest.raises(NotAnArchive):
        folder.read()
    with pytest.raises(NotAnArchive), folder.write():
        pass


def test_a_later_schema_is_told(folder: Folder) -> None:
    with folder.write() as writer:
        writer.execute("INSERT INTO migration VALUES (?, 'later')", (SCHEMA_VERSION + 1,))
    with pytest.raises(ArchiveTooNew):
        folder.read()
    with pytest.raises(ArchiveTooNew), folder.write():
        pass


def test_an_earlier_schema_is_told_and_a_build_brings_it_up_to_date(folder: Folder) -> None:
    with folder.write() as writer:
        writer.execute("DELETE FROM migration WHERE number = ?", (SCHEMA_VERSION,))
    with pytest.raises(ArchiveTooOld, match="bring it up to date: reftel build"):
        folder.read()


def test_a_folder_of_other_files_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", "utf-8")
    with pytest.raises(NotAnArchive), Folder(tmp_path).write():
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


JOURNAL = bytes(512)
"""What SQLite writes first of a journal."""


@pytest.mark.parametrize(
    "left",
    [
        {},
        {"writing.lock": b""},
        {"writing.lock": b"", "writing.lock-journal": b""},
        {"writing.lock": b"", "writing.lock-journal": JOURNAL},
        {"writing.lock": b"", "archive.sqlite": b""},
        {"writing.lock": b"", "archive.sqlite": b"", "archive.sqlite-journal": b""},
        {"writing.lock": b"", "archive.sqlite": b"", "archive.sqlite-journal": JOURNAL},
        {"writing.lock": b"", "archive.sqlite-journal": JOURNAL},
        {"writing.lock": b"", "archive.sqlite": b"", "archive.sqlite-wal": b""},
    ],
)
def test_a_build_killed_at_its_first_instants_is_taken_up_again(
    tmp_path: Path, left: dict[str, bytes]
) -> None:
    folder = Folder(tmp_path / "a.reftel")
    folder.path.mkdir()
    for name, data in left.items():
        (folder.path / name).write_bytes(data)
    with folder.write() as writer:
        writer.execute("INSERT INTO meta VALUES ('a', 'b')")
    reader = folder.read()
    assert reader.execute("SELECT value FROM meta").fetchall() == [("b",)]
    reader.close()


def test_the_lock_leaves_no_journal_even_while_it_is_held(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "a.reftel")
    with folder.write():
        held = {one.name for one in folder.path.glob("writing.lock*")}
    assert held == {"writing.lock"}
