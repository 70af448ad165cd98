"""What share of an archive is understood: all that is counted adds up, and the pages we have are."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.publications import body, copied
from reftel.build import build
from reftel.reading import open_archive
from reftel.reading.coverage import Coverage, coverage
from reftel.readouts.coverage_lines import coverage_lines
from reftel.readouts.terminal import Paper

SHARED = Path(__file__).parents[2] / "shared"
ODD = "QQXZ 17 / THE CAT WALKED OVER THE KEYS"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Coverage:
    folder = tmp_path_factory.mktemp("coverage")
    (folder / "pages").mkdir()
    for n in (12, 14, 15):
        text = body("STRELSAU", n).replace("E.O.", f"{ODD.replace('17', str(n))}\n\nE.O.", 1)
        (folder / "pages" / f"{n}.txt").write_bytes(copied("STRELSAU", n, text))
    (folder / "pages" / "z.txt").write_bytes(copied("ZENDA", 3))
    build(folder / "a.reftel", [folder / "pages"], workers=1)
    with open_archive(folder / "a.reftel") as archive:
        return coverage(archive)


def test_groups_add_up(found: Coverage) -> None:
    assert found.whole.cables == 4
    assert found.whole.characters == sum(found.whole.kinds.values())
    for groups in (found.forms, found.years, found.posts):
        assert sum(share.characters for share in groups.values()) == found.whole.characters
        assert sum(share.unread for share in groups.values()) == found.whole.unread
    assert list(found.forms) == ["cablegate-text"]
    assert set(found.years) == {"2009"}
    assert len(found.posts) == 2


def test_unread_lines_that_differ_in_digits_alone_are_one(found: Coverage) -> None:
    (line,) = found.lines
    assert (line.line, line.count, line.cable) == (ODD.replace("17", "12"), 3, "09STRELSAU12")
    assert found.whole.unread == 3 * (len(ODD) + 1)


def test_in_words(found: Coverage) -> None:
    shown = "\n".join(coverage_lines(found, Paper(width=80, colour=False)))
    assert f"        3  {ODD.replace('17', '12')} (09STRELSAU12)" in shown
    assert "paragraph" in shown
    assert "Unread, by post" in shown


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real pages are not here")
def test_the_real_pages_are_understood(tmp_path: Path) -> None:
    build(tmp_path / "a.reftel", [SHARED / "samples", SHARED / "seeds"], workers=1)
    with open_archive(tmp_path / "a.reftel") as archive:
        whole = coverage(archive).whole
    assert whole.cables > 50
    assert whole.unread <= whole.characters * 0.005
