"""What is asked inside a moment is answered of one state, and nothing stays held after it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from archive.publications import copied
from reftel.archive import folder
from reftel.archive.folder import Folder
from reftel.build import build
from reftel.errors import ArchiveBusy, ArchiveDamaged, NotHeld
from reftel.reading import open_archive
from reftel.readouts.holding import held_record
from reftel.readouts.web.asking import of_one_state


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


def test_what_is_found_at_the_beginning_of_a_moment_is_of_its_state(path: Path) -> None:
    with Folder(path).write() as writing, open_archive(path) as archive:
        with archive.moment():
            writing.execute("DELETE FROM cable WHERE key = 1")
            # Nothing was asked before, and still it is the state that the moment began with.
            assert len(archive) == 2
        assert len(archive) == 1


def test_a_page_is_made_again_where_a_build_commits_while_it_is_made(path: Path) -> None:
    made: list[tuple[int, int]] = []
    with Folder(path).write() as writing, open_archive(path) as archive:

        def make() -> tuple[int, int]:
            before = len(archive)
            if not made:
                writing.execute("DELETE FROM cable WHERE key = 1")
            made.append((before, len(archive)))
            return made[-1]

        assert of_one_state(archive, make) == (1, 1)
        assert of_one_state(archive, make) == (1, 1)
    assert made == [(2, 2), (1, 1), (1, 1)]


WRITING = """
import sys
from reftel.archive.folder import Folder
with Folder(sys.argv[1]).write() as writing:
    writing.execute("DELETE FROM cable WHERE key = 1")
"""


def test_a_build_begins_among_readers_who_leave_no_gap(path: Path) -> None:
    over = threading.Event()
    begun = [threading.Event(), threading.Event()]
    seen: list[int] = []

    def read(own: int) -> None:
        """Read until the other one reads too, or a while; so that one of them always does."""
        while not over.is_set():
            with archive.moment():
                seen.append(len(archive))
                begun[1 - own].clear()
                begun[own].set()
                begun[1 - own].wait(0.3)

    with open_archive(path) as archive:
        readers = [threading.Thread(target=read, args=(own,)) for own in (0, 1)]
        for reader in readers:
            reader.start()
        try:
            command = [sys.executable, "-c", WRITING, str(path)]
            subprocess.run(command, check=True, timeout=20)
        finally:
            over.set()
            for reader in readers:
                reader.join()
        assert set(seen) <= {1, 2}
        assert len(archive) == 1


def test_a_build_that_no_reader_lets_in_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "_PATIENCE_S", 0.1)
    monkeypatch.setattr(folder, "_HOLDING_OFF_MS", 50)
    with open_archive(path) as archive, archive.moment():
        assert len(archive) == 2
        with pytest.raises(ArchiveBusy, match="is read without a pause"):
            build(path, [path.parent / "pages"], workers=1)
    build(path, [path.parent / "pages"], workers=1)
