"""What is asked inside a moment is answered of one state, and nothing stays held after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.publications import copied
from reftel.archive.folder import Folder
from reftel.build import build
from reftel.errors import ArchiveDamaged, NotHeld
from reftel.reading import open_archive
from reftel.readouts.holding import held_record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_bytes(copied("STRELSAU", 12))
    (pages / "b.txt").write_bytes(copied("ZENDA", 3))
    build(tmp_path / "a.reftel", [pages], workers=1)
    return tmp_path / "a.reftel"


def test_a_moment_shows_one_state_while_another_is_written(path: Path) -> None:
    with Folder(path).write() as writing, open_archive(path) as archive:
        with archive.moment():
            state, held = archive.state(), set(archive)
            assert "09ZENDA3" in archive
            writing.execute("DELETE FROM cable WHERE key = 1 OR key = 2")
            assert set(archive) == held == {"09STRELSAU12", "09ZENDA3"}
            assert "09ZENDA3" in archive
            assert held_record(archive, "09ZENDA3").id == "09ZENDA3"
            assert archive.state() == state
        assert set(archive) == set()
        assert "09ZENDA3" not in archive
        assert archive.state() != state


def test_a_moment_inside_a_moment_is_the_same(path: Path) -> None:
    with open_archive(path) as archive:
        with archive.moment():
            with archive.moment():
                assert archive.id("09 ZENDA 0003") == "09ZENDA3"
            assert len(archive) == 2
        assert len(archive) == 2


def test_a_moment_holds_nothing_when_it_is_over(path: Path, tmp_path: Path) -> None:
    with open_archive(path) as archive:
        with pytest.raises(NotHeld), archive.moment():
            archive.id("09ZENDA4")
        (tmp_path / "pages" / "c.txt").write_bytes(copied("ZENDA", 4))
        build(path, [tmp_path / "pages"], workers=1)
        with archive.moment():
            assert archive.id("09ZENDA4") == "09ZENDA4"


def test_damage_is_told_inside_a_moment_and_after_it(path: Path) -> None:
    with Folder(path).write() as writing:
        writing.execute("UPDATE page SET text = zeroblob(8)")
    with open_archive(path) as archive:
        with archive.moment():
            for _ in range(2):
                with pytest.raises(ArchiveDamaged):
                    held_record(archive, "09ZENDA3")
            assert len(archive) == 2
        with pytest.raises(ArchiveDamaged):
            held_record(archive, "09ZENDA3")


def test_an_archive_closed_inside_a_moment_ends_it(path: Path) -> None:
    archive = open_archive(path)
    with archive.moment():
        assert len(archive) == 2
        archive.close()
