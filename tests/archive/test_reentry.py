"""Reading again, cut short: the note that it was, and the next build that makes it good."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.publications import body, copied, html_2010
from archive.rows import connect, every_row
from reftel.archive.folder import Folder
from reftel.archive.reentry import Reentry
from reftel.build import build


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A cable with two texts, the second of which is read."""
    longer = body("ZENDA", 5, "The barley is late, the weir is low, and the mill stands still.")
    (tmp_path / "1.html").write_bytes(html_2010("ZENDA", 5))
    (tmp_path / "2.txt").write_bytes(copied("ZENDA", 5, longer))
    build(tmp_path / "a.reftel", [tmp_path / "1.html", tmp_path / "2.txt"], workers=1)
    return tmp_path / "a.reftel"


def notes(archive: Path) -> set[str]:
    connection = connect(archive)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM meta")}
    finally:
        connection.close()


@pytest.mark.parametrize("noted", [True, False])
def test_cables_are_looked_through_only_after_something_was_read_again(
    archive: Path, *, noted: bool
) -> None:
    rows = every_row(archive)
    with Folder(archive).write() as connection:
        connection.execute(
            "UPDATE cable SET page = (SELECT key FROM page WHERE page.cable = cable.key"
            " AND page.key <> cable.page)"
        )
        if noted:
            connection.execute("INSERT INTO meta VALUES ('unsettled', 'perhaps')")
    assert every_row(archive) != rows
    build(archive, [], workers=1)
    assert (every_row(archive) == rows) is noted
    assert "unsettled" not in notes(archive)


def test_a_build_that_ends_while_it_reads_again_leaves_a_note(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cut(Exception):
        pass

    def cut(_: Reentry) -> None:
        raise Cut

    rows = every_row(archive)
    with monkeypatch.context() as patch:
        patch.setattr(Reentry, "unsettled", cut)
        with pytest.raises(Cut):
            build(archive, [], workers=1, distrust=True)
    assert "unsettled" in notes(archive)
    build(archive, [], workers=1)
    assert every_row(archive) == rows
