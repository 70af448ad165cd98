"""What was made just now is not made again, and not more is kept than said."""

from __future__ import annotations

from pathlib import Path

from archive.publications import copied
from reftel.build import build
from reftel.reading import open_archive
from reftel.reading.at_hand import AtHand
from reftel.readouts.holding import held_record


def test_a_thing_is_made_once_while_it_is_at_hand() -> None:
    made: list[int] = []

    def make(n: int) -> int:
        made.append(n)
        return n

    kept = AtHand(2)
    assert [kept.get(n, lambda n=n: make(n)) for n in (1, 1, 2, 1)] == [1, 1, 2, 1]
    assert made == [1, 2]
    kept.get(3, lambda: make(3))
    kept.get(1, lambda: make(1))
    assert made == [1, 2, 3, 1]


def test_nothing_kept_is_also_kept() -> None:
    kept = AtHand(2)
    assert kept.get("a", lambda: None) is None
    assert kept.get("a", lambda: 1) is None


def test_a_build_changes_what_is_at_hand(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_bytes(copied("STRELSAU", 12))
    build(tmp_path / "a.reftel", [pages], workers=1)
    with open_archive(tmp_path / "a.reftel") as archive:
        before = held_record(archive, "09STRELSAU12")
        assert held_record(archive, "09STRELSAU12") is before
        (pages / "b.txt").write_bytes(copied("ZENDA", 3).replace(b"REF:", b"REF: STRELSAU 12 "))
        (pages / "c.txt").write_bytes(copied("STRELSAU", 12) + b" ")
        build(tmp_path / "a.reftel", [pages], workers=1)
        assert len(held_record(archive, "09STRELSAU12").pages) == 2
