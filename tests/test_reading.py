from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from archive.publications import body, copied, html_2010
from reftel.archive.folder import Folder
from reftel.build import build
from reftel.demo.archive import write_demo
from reftel.errors import ArchiveDamaged, Misuse, NotAnArchive, NotHeld
from reftel.reading import Archive, check_archive, open_archive

SHARED = Path(__file__).parents[2] / "shared"
LONGER = body("STRELSAU", 12, "The barley is late, the weir is low, and the mill stands still.")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading")
    pages = folder / "pages"
    pages.mkdir()
    (pages / "a.html").write_bytes(html_2010("STRELSAU", 12))
    (pages / "b.txt").write_bytes(copied("STRELSAU", 12, LONGER))
    (pages / "c.html").write_bytes(html_2010("STRELSAU", 14))
    refs = "A. STRELSAU 12 B. 08 HENTZAU 77"
    (pages / "d.html").write_bytes(html_2010("ZENDA", 3, text=body("ZENDA", 3, refs=refs)))
    (pages / "e.txt").write_bytes(b"eggs, flour, plums\n")
    build(folder / "a.reftel", [pages], workers=1)
    return folder / "a.reftel"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with open_archive(path) as opened:
        yield opened


@pytest.mark.parametrize(
    "written",
    ["09STRELSAU12", "09 STRELSAU 12", "09 Strelsau 000012", "2009STRELSAU00012", "09strelsau12"],
)
def test_any_written_form_finds_the_cable(archive: Archive, written: str) -> None:
    assert written in archive
    assert archive.id(written) == "09STRELSAU12"
    assert archive[written].id == "09STRELSAU12"
    assert archive.listing(written).id == "09STRELSAU12"


def test_a_held_cable_opens_whatever_its_name(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.reftel"
    shutil.copytree(path, copy)
    for name in ("093RDARMY13", "09STRELSAU0", "09XY14", "nothing at all"):
        with Folder(copy).write() as connection:
            connection.execute("UPDATE cable_id SET id = ? WHERE id = '09STRELSAU12'", (name,))
        with open_archive(copy) as archive:
            assert archive.id(name) == name
            assert archive[name].subject == "HARVEST REPORT 12"
            assert archive.listing(name).id == name
            assert archive.passages(name)
            assert len(archive.versions(name)) == 2
        with Folder(copy).write() as connection:
            connection.execute("UPDATE cable_id SET id = '09STRELSAU12' WHERE id = ?", (name,))


def test_it_counts_and_lists_what_it_holds(archive: Archive) -> None:
    assert len(archive) == 3
    assert list(archive) == ["09STRELSAU12", "09STRELSAU14", "09ZENDA3"]
    assert 12 not in archive
    assert "08HENTZAU77" not in archive, "mentioned, not held"


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("09STRELSAU13", ("09STRELSAU12", "09STRELSAU14")),
        ("09STRELSOU12", ("09STRELSAU12", "09STRELSAU14")),
        ("08STRELSAU12", ()),
        ("no id at all", ()),
        ("", ()),
    ],
)
def test_what_is_not_held_names_what_is_near(
    archive: Archive, written: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(NotHeld) as told:
        archive[written]
    assert told.value.near == near
    assert all(one in str(told.value) for one in near)


def test_the_cable_is_read_from_the_longer_version(archive: Archive) -> None:
    first, second = archive.versions("09STRELSAU12")
    assert (first.number, first.words > second.words) == (1, True)
    assert archive["09STRELSAU12"].text == archive.version("09STRELSAU12", 1).text
    assert "mill" not in archive.version("09STRELSAU12", 2).text
    found = archive.differences("09STRELSAU12")
    assert " ".join(one.left_text for one in found) == "late, low, and the mill stands still."
    assert " ".join(one.right_text for one in found) == "late and low."
    with pytest.raises(NotHeld, match="version 3"):
        archive.version("09STRELSAU12", 3)


def test_pages_say_what_they_claim_and_give_their_bytes_back(archive: Archive) -> None:
    best, other = archive.pages("09STRELSAU12")
    assert (best.format, best.preferred, best.version) == ("cablegate-text", True, 1)
    assert (other.format, other.preferred, other.version) == ("cablegate-html-2010", False, 2)
    assert dict(other.claims)["created"] == "2009-01-14 15:03"
    assert [one.code for one in other.defects] == ["page-clock"]
    assert archive.raw("09STRELSAU12") == copied("STRELSAU", 12, LONGER)
    assert archive.raw("09STRELSAU12", other.key) == html_2010("STRELSAU", 12)
    claims = archive.claims("09STRELSAU12")
    assert [one.value for one in claims if one.name == "released"] == [
        "2011-08-30 01:44",
        "2010-12-02 21:09",
    ]
    with pytest.raises(NotHeld, match="page 99"):
        archive.raw("09STRELSAU12", 99)


def test_a_page_read_again_owns_every_byte(archive: Archive) -> None:
    for name in archive:
        for listed in archive.pages(name):
            page = archive.page(name, listed.key)
            data = archive.raw(name, listed.key)
            assert page.ownership(len(data)) == ()
            assert page.map.read(data) == page.text


def test_a_paragraph_by_its_address(archive: Archive) -> None:
    assert "crowns" in archive.paragraph("09 STRELSAU 0012#par2").text
    with pytest.raises(NotHeld, match="09STRELSAU12#par1"):
        archive.paragraph("09STRELSAU12#par9")


def passages_that_differ(archive: Archive) -> list[tuple[str, str, str]]:
    differing = []
    for name in archive:
        expected = {one.address: " ".join(one.text.split()) for one in archive[name].paragraphs}
        found = {address: " ".join(text.split()) for address, text in archive.passages(name)}
        differing += [
            (f"{name}#{address}", expected.get(address, ""), found.get(address, ""))
            for address in [*expected, *found]
            if expected.get(address) != found.get(address)
        ]
    return differing


def test_passages_are_the_paragraphs(archive: Archive) -> None:
    assert passages_that_differ(archive) == []


@pytest.mark.parametrize(
    "beginning",
    [
        "2008 was a bad year",
        "15 people died",
        "(15) people died",
        "(GOM) officials said so",
        "(U) The weir is low",
        "3.5 crowns were paid",
        "12. 30 crowns were paid",
        "A. The first",
        "(SBU/NF) The weir is low",
        "1) The first",
    ],
)
@pytest.mark.parametrize("number", ["", "1. ", "1. (C) ", "(C) 1. ", "1.  (SBU) "])
def test_a_passage_begins_with_the_first_word_of_its_paragraph(
    tmp_path: Path, beginning: str, number: str
) -> None:
    text = (
        body("ZENDA", 5).partition("1. (U)")[0] + f"{number}{beginning}, and went on.\n\nHENTZAU\n"
    )
    (tmp_path / "a.html").write_bytes(html_2010("ZENDA", 5, text=text))
    build(tmp_path / "a.reftel", [tmp_path / "a.html"], workers=1)
    with open_archive(tmp_path / "a.reftel") as archive:
        assert archive.passages("09ZENDA5"), text
        assert passages_that_differ(archive) == []


def test_passages_are_the_paragraphs_of_the_invented_archive(tmp_path: Path) -> None:
    write_demo(tmp_path / "pages")
    build(tmp_path / "demo.reftel", [tmp_path / "pages"], workers=1)
    with open_archive(tmp_path / "demo.reftel") as archive:
        assert len(archive) > 200
        assert passages_that_differ(archive) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real pages is not beside us")
def test_passages_are_the_paragraphs_of_real_pages(tmp_path: Path) -> None:
    build(tmp_path / "real.reftel", [SHARED / "samples", SHARED / "seeds"], workers=1)
    with open_archive(tmp_path / "real.reftel") as archive:
        assert passages_that_differ(archive) == []


def test_links_lead_both_ways_and_to_what_is_not_held(archive: Archive) -> None:
    links = archive.references("09ZENDA3")
    assert [(link.label, link.cited, link.resolved) for link in links] == [
        ("A", "09STRELSAU12", True),
        ("B", "08HENTZAU77", False),
    ]
    assert archive.cited_by("09STRELSAU12") == ("09ZENDA3",)
    assert archive.cited_by("08 HENTZAU 77") == ("09ZENDA3",)
    assert archive.cited_by("09ZENDA4") == ()
    text = archive["09ZENDA3"].text
    assert [link.span.of(text) for link in links if link.span] == [link.written for link in links]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("barley", {"09STRELSAU12", "09STRELSAU14", "09ZENDA3"}),
        ("mill", {"09STRELSAU12"}),
        ("from:zenda", {"09ZENDA3"}),
        ("ref:09STRELSAU12", {"09ZENDA3"}),
        ("citedby:09ZENDA3", {"09STRELSAU12"}),
        ("has:versions", {"09STRELSAU12"}),
        ("date:2009-01-14 NOT from:zenda", {"09STRELSAU12", "09STRELSAU14"}),
        ("released:2010", {"09STRELSAU12", "09STRELSAU14", "09ZENDA3"}),
        ("no-such-word-anywhere", set()),
    ],
)
def test_search_finds(archive: Archive, query: str, ids: set[str]) -> None:
    found = archive.search(query)
    assert {hit.id for hit in found.hits} == ids
    assert found.total == len(ids)


def test_a_hit_says_what_and_where(archive: Archive) -> None:
    (hit,) = archive.search("mill").hits
    assert hit.subject == "HARVEST REPORT 12"
    assert (hit.created, hit.classification) == ("2009-01-14T15:32Z", "UNCLASSIFIED")
    assert hit.released == "2010-12-02T21", "of the first publication"
    (snippet,) = hit.snippets
    assert snippet.address == "09STRELSAU12#par1"
    assert [mark.of(snippet.text) for mark in snippet.marks] == ["mill"]
    assert archive.paragraph(snippet.address).number == 1


def test_hits_come_in_pages_and_in_the_order_asked(archive: Archive) -> None:
    whole = [hit.id for hit in archive.search("barley", sort="date").hits]
    parts = [archive.search("barley", sort="date", limit=1, offset=n) for n in range(4)]
    assert [hit.id for part in parts for hit in part.hits] == whole
    assert {part.total for part in parts} == {3}
    assert parts[0].facets["origin"][0].count == 2
    assert archive.search("barley", facets=False).facets == {}
    with pytest.raises(Misuse, match="order"):
        archive.search("barley", sort="sideways")
    with pytest.raises(Misuse):
        archive.search("barley", limit=-1)


def test_a_mended_query_says_so(archive: Archive) -> None:
    found = archive.search("barley AND (mill")
    assert found.problems
    assert found.total == 1


def test_figures(archive: Archive) -> None:
    stats = archive.stats()
    assert (stats.cables, stats.pages, stats.records, stats.several_versions) == (3, 4, 5, 1)
    assert stats.formats == {"cablegate-html-2010": 3, "cablegate-text": 1}
    assert (stats.resolved, stats.missing) == (1, 2)
    assert stats.quarantined == {"no-telegram": 1}
    assert list(archive.not_held()) == [("09STRELSAU1", 2), ("08HENTZAU77", 1)]
    assert len(list(archive.not_held())) == stats.missing
    assert stats.years == {"2009": 3}
    assert stats.first == stats.last == "2009-01-14T15:32Z"
    assert stats.bytes > stats.stored > 0
    (one,) = archive.quarantined()
    assert one.name.endswith("/e.txt")
    assert list(archive.check()) == []


def test_threads_read_at_the_same_time(archive: Archive) -> None:
    found: list[str] = []

    def read() -> None:
        found.extend(archive[name].subject or "" for name in archive)
        found.extend(hit.subject or "" for hit in archive.search("barley").hits)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 24


def test_a_closed_archive_says_so(path: Path) -> None:
    archive = open_archive(path)
    archive.search("barley")
    archive.close()
    archive.close()
    with pytest.raises(Misuse, match="closed"):
        archive["09ZENDA3"]
    with pytest.raises(Misuse, match="closed"):
        archive.search("barley")


def test_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive):
        open_archive(tmp_path)


def test_reading_and_searching_write_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.reftel"
    shutil.copytree(path, copy)
    places = sorted(copy.rglob("*"), reverse=True)
    before = {place: place.stat().st_mtime_ns for place in places}
    for place in [*places, copy]:
        place.chmod(0o555 if place.is_dir() else 0o444)
    try:
        with open_archive(copy) as archive:
            assert archive["09ZENDA3"].subject
            assert archive.search("barley").total == 3
            assert list(archive.check()) == []
        assert {place: place.stat().st_mtime_ns for place in sorted(copy.rglob("*"))} == before
    finally:
        for place in [copy, *reversed(places)]:
            place.chmod(0o755)


def test_a_lost_index_is_told_and_the_next_build_makes_it_again(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.reftel"
    shutil.copytree(path, copy)
    shutil.rmtree(copy / "index")
    with open_archive(copy) as archive:
        assert archive["09ZENDA3"].subject
        with pytest.raises(ArchiveDamaged):
            archive.search("barley")
        assert {one.code for one in archive.check()} == {"index"}
    build(copy, [path.parent / "pages"], workers=1)
    with open_archive(copy) as archive:
        assert archive.search("has:versions").total == 1
        assert list(archive.check()) == []


def test_an_open_archive_sees_what_a_build_adds(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.reftel"
    shutil.copytree(path, copy)
    with open_archive(copy) as archive:
        assert archive.search("barley").total == 3
        (tmp_path / "new.html").write_bytes(html_2010("HENTZAU", 8))
        build(copy, [tmp_path / "new.html"], workers=1)
        assert len(archive) == 4
        assert archive.search("barley").total == 4


def test_damaged_bytes_are_told(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.reftel"
    shutil.copytree(path, copy)
    with Folder(copy).write() as connection:
        connection.execute("UPDATE record SET data = x'00'")
    with open_archive(copy) as archive:
        with pytest.raises(ArchiveDamaged, match="reftel check"):
            archive["09ZENDA3"]
        with pytest.raises(ArchiveDamaged):
            archive.raw("09ZENDA3")


def test_the_index_can_be_read_by_whoever_can_read_the_database(path: Path) -> None:
    wanted = (path / "archive.sqlite").stat().st_mode & 0o444
    for place, _, files in os.walk(path / "index"):
        for name in files:
            if not name.endswith(".lock"):
                assert Path(place, name).stat().st_mode & 0o444 == wanted, name


DAMAGE = (
    "UPDATE page SET claims = '{broken'",
    "UPDATE cable SET captions = '[', subject = 'changed'",
    "DELETE FROM page",
    "DELETE FROM record",
    "UPDATE page SET map = 'text'",
    "UPDATE record SET data = 'text'",
    "UPDATE cable SET paragraphs = '[[1'",
    "UPDATE page_defect SET spans = 'x'",
    "UPDATE record SET size = 3",
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_rows_are_told_as_damage_and_found(path: Path, tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "copy.reftel"
    shutil.copytree(path, copy)
    with Folder(copy).write() as connection:
        connection.execute(damage)
    asked: list[Callable[[Archive], object]] = [
        lambda a: a["09ZENDA3"],
        lambda a: a.listing("09ZENDA3"),
        lambda a: a.passages("09ZENDA3"),
        lambda a: a.pages("09ZENDA3"),
        lambda a: a.versions("09ZENDA3"),
        lambda a: a.version("09ZENDA3", 1),
        lambda a: a.claims("09ZENDA3"),
        lambda a: a.page("09ZENDA3"),
        lambda a: a.raw("09ZENDA3"),
        lambda a: a.paragraph("09ZENDA3#par1"),
        lambda a: a.references("09ZENDA3"),
        lambda a: a.search("barley"),
        lambda a: a.stats(),
        lambda a: list(a.quarantined()),
        lambda a: list(a.not_held()),
    ]
    told = []
    with open_archive(copy) as archive:
        for ask in asked:
            try:
                ask(archive)
            except ArchiveDamaged as error:
                told.append(str(error))
            except NotHeld:
                continue
        assert list(archive.check()) != []
    # A wrong size alone stops no reading; and of the words only a part may hang on a row.
    assert told or "size" in damage or "paragraph" in damage
    assert all("reftel check" in one for one in told)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE page SET claims = '{}' WHERE key = 1",
        "UPDATE cable SET captions = '[]', subject = 'another' WHERE key = 1",
        "UPDATE cable SET created = 'garbage'",
        "UPDATE cable SET paragraphs = replace(paragraphs, '[', '[1')",
        "UPDATE cable SET paragraphs = '[]'",
        "UPDATE post SET name = ''",
        "DELETE FROM post",
        "UPDATE mention SET written = 'x' WHERE ordinal = 0",
        "UPDATE cable SET tags = '[1]'",
        "UPDATE cable SET addressees = '[]'",
        "DELETE FROM page_defect",
        "DELETE FROM quarantine",
        "UPDATE page SET blocks = '[]'",
    ],
)
def test_rows_that_are_not_what_is_read_today_are_found(
    path: Path, tmp_path: Path, damage: str
) -> None:
    copy = tmp_path / "copy.reftel"
    shutil.copytree(path, copy)
    with Folder(copy).write() as connection:
        connection.execute(damage)
    with open_archive(copy) as archive:
        assert "rows" in {one.code for one in archive.check()}
    build(copy, [path.parent / "pages"], workers=1, distrust=True)
    with open_archive(copy) as archive:
        assert list(archive.check()) == []


def test_a_file_that_is_spoiled_is_a_finding_and_not_the_end_of_the_check(
    path: Path, tmp_path: Path
) -> None:
    assert list(check_archive(path)) == []
    size = (path / "archive.sqlite").stat().st_size
    with Folder(path).read() as connection:
        page = connection.execute("PRAGMA page_size").fetchone()[0]
    for at in (0, page, size // page // 2 * page, size - page):
        copy = tmp_path / f"{at}.reftel"
        shutil.copytree(path, copy)
        with (copy / "archive.sqlite").open("r+b") as file:
            file.seek(at)
            file.write(b"\xff" * page)
        findings = list(check_archive(copy))
        assert findings, at
        assert all("reftel check" not in one.sentence for one in findings)
    with pytest.raises(NotAnArchive):
        list(check_archive(tmp_path / "nowhere.reftel"))


@pytest.mark.parametrize(
    "ask",
    [
        lambda a: a[None],
        lambda a: a[12],
        lambda a: a.paragraph(None),
        lambda a: a.listing(b"09ZENDA3"),
        lambda a: a.search(None),
        lambda a: a.search("barley", limit="x"),
        lambda a: a.search("barley", offset=None),
        lambda a: a.matching(7),
        lambda a: a.cited_by(None),
    ],
)
def test_what_is_no_text_or_number_is_misuse(
    archive: Archive, ask: Callable[[Archive], object]
) -> None:
    with pytest.raises(Misuse, match="not"):
        ask(archive)


def test_a_thread_that_ended_holds_no_file(path: Path) -> None:
    with open_archive(path) as archive:
        assert len(archive) == 3
        for _ in range(5):
            thread = threading.Thread(target=lambda: archive["09ZENDA3"])
            thread.start()
            thread.join()
        gc.collect()
        assert len(archive._shelves) == 1


def test_an_unfinished_build_on_a_medium_that_cannot_be_written_is_told(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.reftel"
    shutil.copytree(path, copy)
    (copy / "archive.sqlite-wal").write_bytes(b"")
    told = sqlite3.OperationalError("unable to open database file")
    monkeypatch.setattr("reftel.archive.folder.version_of", Mock(side_effect=told))
    with pytest.raises(ArchiveDamaged, match="cut short; run the build again"):
        open_archive(copy)


def test_a_defect_of_the_page_is_found_too(path: Path) -> None:
    with open_archive(path) as archive:
        codes = set(archive.stats().defects)
        wanted = codes & {"page-clock", "header-missing", "body-cut"}
        assert wanted
        for code in wanted:
            assert archive.search(f"defect:{code}").total


def test_the_cables_beside_one_are_those_of_its_post_by_number(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    serials = [3, 9, 10, 98, 99, 100, 101, 999, 1000, 1010, 20001]
    for serial in serials:
        (pages / f"{serial}.html").write_bytes(html_2010("STRELSAU", serial))
    (pages / "other.html").write_bytes(html_2010("ZENDA", 500))
    build(tmp_path / "a.reftel", [pages], workers=1)
    names = [f"09STRELSAU{serial}" for serial in serials]
    with open_archive(tmp_path / "a.reftel") as archive:
        beside = [archive.beside(name) for name in names]
    assert [before for before, _ in beside] == [None, *names[:-1]]
    assert [after for _, after in beside] == [*names[1:], None]


def test_lines_of_several_cables_come_in_the_order_asked(archive: Archive) -> None:
    found = archive.listings(["09ZENDA3", "08HENTZAU77", "09STRELSAU12"])
    assert [one.id for one in found] == ["09ZENDA3", "09STRELSAU12"]
    assert found[1] == archive.listing("09STRELSAU12")
    assert archive.listings([]) == ()
