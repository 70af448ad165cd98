from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from reftel.archive.schema import MIGRATIONS, SCHEMA_VERSION, migrate, version_of
from reftel.errors import ArchiveTooNew

DOCS = Path(__file__).parents[2] / "docs" / "archive.md"


@pytest.fixture
def made() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, "here")
    return connection


def in_the_schema(connection: sqlite3.Connection) -> dict[str, list[str]]:
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT GLOB 'sqlite_*'"
    ).fetchall()
    return {
        name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        for (name,) in names
    }


def in_the_docs() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in re.split(r"^### ", DOCS.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name = section.split("\n", 1)[0].strip()
        rows = re.findall(r"^\| (\w+) \|", section, flags=re.MULTILINE)
        found[name] = [row for row in rows if row != "column"]
    return found


def test_the_docs_explain_every_table_view_and_column_and_no_other(
    made: sqlite3.Connection,
) -> None:
    assert in_the_docs() == in_the_schema(made)


def test_every_step_is_recorded_with_its_name(made: sqlite3.Connection) -> None:
    recorded = made.execute("SELECT number, name FROM migration ORDER BY number").fetchall()
    assert recorded == [(n, one.name) for n, one in enumerate(MIGRATIONS, start=1)]
    assert version_of(made) == SCHEMA_VERSION


def test_migrating_twice_changes_nothing(made: sqlite3.Connection) -> None:
    before = list(made.iterdump())
    migrate(made, "here")
    assert list(made.iterdump()) == before


def test_a_later_schema_is_not_touched(made: sqlite3.Connection) -> None:
    made.execute("INSERT INTO migration VALUES (?, 'from the future')", (SCHEMA_VERSION + 1,))
    with pytest.raises(ArchiveTooNew, match="install a newer reftel"):
        migrate(made, "here")


def test_a_step_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*MIGRATIONS, type(MIGRATIONS[0])("broken", ("CREATE TABLE half (a)", "NONSENSE")))
    monkeypatch.setattr("reftel.archive.schema.MIGRATIONS", broken)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, "here")
    assert version_of(connection) == len(MIGRATIONS)
    assert "half" not in in_the_schema(connection)


def test_an_older_archive_keeps_its_bytes_and_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    older = sqlite3.connect(":memory:", isolation_level=None)
    with monkeypatch.context() as patch:
        patch.setattr("reftel.archive.schema.MIGRATIONS", MIGRATIONS[:2])
        migrate(older, "here")
    older.executescript(
        "INSERT INTO record (id, digest, size, data) VALUES (7, x'aa', 1, x'bb');"
        "INSERT INTO cable VALUES (5, 1, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 'barley',"
        " NULL, 1, NULL, 1, 1);"
        "INSERT INTO page VALUES (1, 7, 0, 'cables-csv', 5, 'published', x'00', x'00', 9, 1, 1, 2,"
        """ NULL, '{"id":"09ZENDA5","reference":["08A1","08B2"],"row":"3"}', '[]', x'00');"""
        "INSERT INTO cable_id VALUES (5, '09ZENDA5');"
        "INSERT INTO paragraph VALUES (5, 0, 1, 'par1', NULL, NULL, NULL, 0, 9, NULL);"
        "INSERT INTO meta VALUES ('reader', '1'), ('reftel', '0.1.0');"
    )
    migrate(older, "here")
    assert version_of(older) == SCHEMA_VERSION
    held = older.execute("SELECT id, digest, size, read, data FROM record").fetchall()
    assert held == [(7, b"\xaa", 1, 1, b"\xbb")]
    assert older.execute("SELECT subject, paragraphs FROM cable").fetchall() == [("barley", "[]")]
    claims = older.execute("SELECT claims FROM publication").fetchall()
    assert claims == [('{"id":"09ZENDA5","reference":["08A1","08B2"],"row":"3"}',)]
    notes = {name for (name,) in older.execute("SELECT name FROM meta")}
    assert notes == {"reftel", "unsettled"}, "read all again"


def test_every_view_can_be_read(made: sqlite3.Connection) -> None:
    views = made.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
    assert len(views) == 13
    for (view,) in views:
        assert made.execute(f"SELECT * FROM {view}").fetchall() == []
