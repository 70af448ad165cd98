"""Cables that say the same under another id: linked by what they say, never merged."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.publications import html_2010
from archive.rows import every_row, what_people_see
from reftel.archive import copies
from reftel.archive.folder import Folder
from reftel.build import build
from reftel.reading import Archive, open_archive
from telegram.invented_prose import changed, prose

TEXT = prose(7)


def cable(
    post: str, number: int, sentences: list[str], *, mark: str = "", signal: str = "", day: int = 14
) -> bytes:
    """A cable of one post with a text of its own."""
    body = (
        f"UNCLAS {post} {number:06d} \n \n{mark}E.O. 12958: N/A \nTAGS: PGOV, RZ \n"
        f"SUBJECT: MILLS {number} \n \n1. (U) {' '.join(sentences[:30])} \n \n"
        f"2. (U) {' '.join(sentences[30:])} \n \nTARLENHEIM"
    )
    head = (
        f"VZCZCXYZ0004\nPP RUEHC\nDE RUEHSZ #{number:04d} {day:03d}1532\nZNR UUUUU ZZH\n"
        f"P {day:02d}1532Z JAN 09{signal}\nFM AMEMBASSY {post}\nTO RUEHC/SECSTATE WASHDC"
    )
    return html_2010(post, number, head, body)


CABLES = {
    "first": cable("STRELSAU", 12, TEXT),
    "again": cable("STRELSAU", 15, TEXT, signal=" ZDK", day=16),
    "corrected": cable(
        "STRELSAU", 19, changed(TEXT, 0.1, 3), mark="C O R R E C T E D  C O P Y (FIGURE) \n \n", day=17
    ),
    "elsewhere": cable("ZENDA", 40, changed(TEXT, 0.02, 9), day=18),
    "other": cable("STRELSAU", 20, prose(8), day=18),
    "half": cable("HENTZAU", 3, changed(TEXT, 0.5, 4), day=19),
}  # fmt: skip
FOUND = {
    ("09STRELSAU15", "09STRELSAU12", "retransmission"),
    ("09STRELSAU19", "09STRELSAU12", "corrected copy"),
    ("09STRELSAU19", "09STRELSAU15", "corrected copy"),
    ("09ZENDA40", "09STRELSAU12", "near duplicate"),
    ("09ZENDA40", "09STRELSAU15", "near duplicate"),
    ("09ZENDA40", "09STRELSAU19", "near duplicate"),
}


def built(folder: Path, *batches: Iterable[str]) -> Path:
    archive = folder / "a.reftel"
    for n, batch in enumerate(batches):
        sources = folder / f"sources{n}"
        sources.mkdir(parents=True)
        for name in batch:
            (sources / f"{name}.html").write_bytes(CABLES[name])
        build(archive, [sources], workers=1)
    return archive


def links(opened: Archive) -> set[tuple[str, str, str]]:
    return {
        (name, one.id, one.relation)
        for name in opened
        for one in opened.copies(name)
        if not one.later
    }


def test_copies_are_named_by_what_they_are(tmp_path: Path) -> None:
    with open_archive(built(tmp_path, CABLES)) as opened:
        assert links(opened) == FOUND
        assert {hit.id for hit in opened.search("has:copies").hits} == {
            "09STRELSAU12", "09STRELSAU15", "09STRELSAU19", "09ZENDA40",
        }  # fmt: skip
        first = opened.copies("09STRELSAU12")
        assert [one.later for one in first] == [True] * 3
        assert (first[0].id, first[0].likeness) == ("09STRELSAU15", 1.0)
        assert all(0.7 <= one.likeness < 1 for one in first[1:])
        assert opened.copies("09STRELSAU20") == ()
        assert list(opened.check()) == []


@pytest.mark.parametrize("order", list(itertools.permutations(("first", "corrected", "again"))))
def test_neither_order_nor_number_of_builds_matters(tmp_path: Path, order: tuple[str, ...]) -> None:
    rest = ("elsewhere", "other", "half")
    at_once = built(tmp_path / "once", CABLES)
    late = built(tmp_path / "late", *([name] for name in order), rest)
    assert what_people_see(at_once)["alike"] == what_people_see(late)["alike"] != []
    with open_archive(late) as opened:
        assert links(opened) == FOUND
        assert opened.search("has:copies").total == 4
        assert list(opened.check()) == []


def test_a_build_with_nothing_new_changes_nothing(tmp_path: Path) -> None:
    archive = built(tmp_path, CABLES)
    rows = every_row(archive)
    build(archive, [tmp_path / "sources0"], workers=1)
    assert every_row(archive) == rows


def test_links_that_a_killed_build_did_not_make_are_made_by_the_next(tmp_path: Path) -> None:
    archive = built(tmp_path, CABLES)
    rows = every_row(archive)
    with Folder(archive).write() as connection:
        connection.execute("DELETE FROM copy")
        connection.execute("DELETE FROM meta WHERE name = 'copies'")
    build(archive, [tmp_path / "sources0"], workers=1)
    assert every_row(archive) == rows
    with open_archive(archive) as opened:
        assert opened.search("has:copies").total == 4


OTHER_PAGES = "UPDATE page SET map = x'00'; UPDATE meta SET value = '0' WHERE name = 'reader';"
BEFORE_CHANGES_WERE_NOTED = (
    "DROP TABLE copy_pending; DELETE FROM migration WHERE number >= 8;"
    " UPDATE meta SET value = 'settled' WHERE name = 'copies';"
)
LOST = "DELETE FROM copy; UPDATE meta SET value = 'settled' WHERE name = 'copies';"


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(OTHER_PAGES, id="its pages differ and its cables do not"),
        pytest.param(BEFORE_CHANGES_WERE_NOTED + OTHER_PAGES, id="of an older schema"),
        pytest.param(LOST, id="read again by what lost the links"),
    ],
)
def test_an_archive_that_is_read_again_is_linked_as_a_new_one(tmp_path: Path, edit: str) -> None:
    archive = built(tmp_path, CABLES)
    rows = every_row(archive)
    with Folder(archive).write() as connection:
        connection.executescript(edit)
    assert every_row(archive) != rows
    build(archive, [], workers=1)
    assert every_row(archive) == rows
    with open_archive(archive) as opened:
        assert links(opened) == FOUND
        assert opened.search("has:copies").total == 4
        assert list(opened.check()) == []


def test_few_of_many_that_are_read_again_keep_their_links(tmp_path: Path) -> None:
    archive = built(tmp_path, CABLES, [])
    build(archive, [of_one_form(tmp_path / "many", range(100, 140))], workers=1)
    rows = every_row(archive)
    with Folder(archive).write() as connection:
        connection.executescript(
            "UPDATE page SET map = x'00' WHERE cable IN"
            " (SELECT key FROM cable_id WHERE id IN ('09STRELSAU15', '09ZENDA40'))"
        )
    build(archive, [], workers=1, distrust=True)
    assert every_row(archive) == rows


def test_a_link_goes_with_the_text_that_it_rests_on(tmp_path: Path) -> None:
    archive = built(tmp_path, ["first", "elsewhere"])
    with open_archive(archive) as opened:
        assert opened.search("has:copies").total == 2
    longer = tmp_path / "longer"
    longer.mkdir()
    (longer / "x.html").write_bytes(cable("ZENDA", 40, prose(9, 90), day=18))
    build(archive, [longer], workers=1)
    with open_archive(archive) as opened:
        assert opened["09ZENDA40"].text.count(prose(9, 90)[80]) == 1
        assert links(opened) == set()
        assert opened.search("has:copies").total == 0
        assert list(opened.check()) == []


def test_what_was_measured_goes_with_the_text(tmp_path: Path) -> None:
    archive = built(tmp_path, ["first", "elsewhere"])
    with open_archive(archive) as opened:
        (before,) = opened.copies("09STRELSAU12")
    longer = tmp_path / "longer"
    longer.mkdir()
    (longer / "x.html").write_bytes(cable("ZENDA", 40, [*TEXT, *prose(9, 9)], day=18))
    build(archive, [longer], workers=1)
    with open_archive(archive) as opened:
        (after,) = opened.copies("09STRELSAU12")
    assert 0.7 < after.likeness < before.likeness < 1


def test_many_of_one_form_are_not_compared_each_with_each(tmp_path: Path) -> None:
    seen = []
    for step in (1, 7):
        sources = tmp_path / f"sources{step}"
        sources.mkdir()
        for n in range(1, 41):
            place = 100 + n * step % 41
            (sources / f"{place}.html").write_bytes(cable("STRELSAU", n, TEXT))
        archive = tmp_path / f"{step}.reftel"
        build(archive, [sources], workers=1)
        seen.append(what_people_see(archive)["alike"])
        with open_archive(archive) as opened:
            assert opened.search("has:copies").total == 40
    assert len(seen[0]) == 39 + 38 + 37
    assert seen[0] == seen[1]


def of_one_form(folder: Path, numbers: Iterable[int]) -> Path:
    folder.mkdir()
    for n in numbers:
        (folder / f"{n}.html").write_bytes(cable("STRELSAU", n, TEXT))
    return folder


def test_few_that_come_late_are_linked_as_if_all_had_come_at_once(tmp_path: Path) -> None:
    few = [7, 21, 22, 33]
    at_once, late = tmp_path / "once.reftel", tmp_path / "late.reftel"
    build(at_once, [of_one_form(tmp_path / "all", range(1, 41))], workers=1)
    rest = [n for n in range(1, 41) if n not in few]
    build(late, [of_one_form(tmp_path / "rest", rest)], workers=1)
    for n in few:
        build(late, [of_one_form(tmp_path / f"{n}", [n])], workers=1)
        with open_archive(late) as opened:
            assert list(opened.check()) == []
    assert what_people_see(late)["alike"] == what_people_see(at_once)["alike"] != []
    with open_archive(late) as opened:
        assert opened.search("has:copies").total == 40


def test_those_between_which_a_cable_no_longer_stands_meet(tmp_path: Path) -> None:
    others = tmp_path / "others.html"
    others.write_bytes(cable("STRELSAU", 20, prose(9, 90)))
    seen = []
    for name, numbers in (("with", range(1, 41)), ("without", [*range(1, 20), *range(21, 41)])):
        archive = tmp_path / f"{name}.reftel"
        build(archive, [of_one_form(tmp_path / name, numbers)], workers=1)
        build(archive, [others], workers=1)
        seen.append(what_people_see(archive)["alike"])
        with open_archive(archive) as opened:
            assert opened.search("has:copies").total == 39
            assert list(opened.check()) == []
    assert len(seen[1]) == 38 + 37 + 36
    assert seen[0] == seen[1]


def test_what_was_refused_is_not_measured_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "a.reftel"
    sources = of_one_form(tmp_path / "form", range(1, 21))
    for n in range(21, 41):
        (sources / f"{n}.html").write_bytes(cable("HENTZAU", n, changed(TEXT, 0.2, n)))
    build(archive, [sources], workers=1)
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(copies, "_measure", lambda _, pair: asked.append(pair))
    build(archive, [of_one_form(tmp_path / "late", [50])], workers=1)
    with Folder(archive).write() as connection:
        late = connection.execute("SELECT key FROM cable_id WHERE id = '09STRELSAU50'").fetchone()
    assert asked
    assert all(late[0] in pair for pair in asked)
