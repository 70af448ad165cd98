"""Telegrams whose sections are records of their own: joined in order, and never merged."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.rows import every_row, what_people_see
from archive.sectioned import BODIES, later_section, section, whole
from reftel.archive.folder import Folder
from reftel.build import build
from reftel.reading import Archive, open_archive

ID = "76STRELSAU42"
VOLUME = Path(__file__).parent.parent / "cases" / "pages" / "frus-tei" / "number-in-head.xml"


def built(folder: Path, *batches: Iterable[bytes]) -> Path:
    """An archive, from a build for each batch."""
    archive = folder / "a.reftel"
    for n, batch in enumerate(batches):
        sources = folder / f"sources{n}"
        sources.mkdir(parents=True)
        for m, data in enumerate(batch):
            (sources / f"{m}{'.xml' if data.startswith(b'<?xml') else '.txt'}").write_bytes(data)
        build(archive, [sources], workers=1)
    return archive


def defects(opened: Archive) -> list[tuple[str, str]]:
    return [(one.code, one.found) for one in opened[ID].defects if one.code == "section-missing"]


def test_sections_are_read_as_one_telegram(tmp_path: Path) -> None:
    with open_archive(built(tmp_path, [section(1), section(2), section(3)])) as opened:
        cable = opened[ID]
        assert [one.address for one in cable.paragraphs] == ["par1", "par2", "par3", "par4", "par5"]
        assert "AND THE\nRIVER HAS RISEN" in (cable.paragraph("par2") or cable.paragraphs[0]).text
        assert cable.signature is not None
        assert cable.signature.name == "HENTZAU"
        assert [(one.number, one.total) for one in cable.sections] == [(1, 3), (2, 3), (3, 3)]
        assert "number-gap" not in {one.code for one in cable.defects}
        assert defects(opened) == []
        assert opened.paragraph(f"{ID}#par5").text.startswith("COMMENT")
        assert dict(opened.passages(ID))["par4"] == "THE CHANCELLOR OPENS THE FAIR ON SUNDAY."
        found = opened.search('chancellor "river has risen" barley')
        assert [one.id for one in found.hits] == [ID]
        assert opened.search("has:sections").total == 1
        assert opened.search("has:versions").total == 0
        assert (len(opened), opened.listing(ID).pages, opened.listing(ID).versions) == (1, 3, 1)
        starts = [cable.text[one.start or 0 :][:60] for one in opened.sections(ID)]
        assert starts[0].startswith("CONFIDENTIAL\n\nPAGE 01        STRELS  00042  01 OF 03")
        assert starts[1].startswith("C O N F I D E N T I A L SECTION 2 OF 3 STRELSAU 0042")
        assert starts[2].startswith("C O N F I D E N T I A L SECTION 3 OF 3 STRELSAU 0042")
        assert list(opened.check()) == []


def test_the_last_words_of_a_section_are_found(tmp_path: Path) -> None:
    body = "HARVEST IS IN.\n\n3. THE MILLERS AGREED WITH THE\nPARLIAMENT."
    with open_archive(built(tmp_path, [section(1), section(2, body=body), section(3)])) as opened:
        assert [hit.id for hit in opened.search('"with the parliament"').hits] == [ID]
        assert opened.paragraph(f"{ID}#par3").text.endswith("THE\nPARLIAMENT.")


def test_each_record_is_held_as_it_was_published(tmp_path: Path) -> None:
    given = [section(3), section(1), section(2)]
    with open_archive(built(tmp_path, given)) as opened:
        pages = opened.pages(ID)
        assert [(one.section, one.version, one.preferred) for one in pages] == [
            (1, 1, True), (2, 1, False), (3, 1, False),
        ]  # fmt: skip
        assert [opened.raw(ID, one.key) for one in pages] == [given[1], given[2], given[0]]
        versions = opened.versions(ID)
        assert [one.section for one in versions] == [None, 1, 2, 3]
        assert [one.number for one in versions] == [1, 2, 3, 4]
        for page in pages:
            alone = opened.version(ID, page.alone or 0)
            assert alone.text == opened.page(ID, page.key).text
            assert BODIES[(page.section or 0) - 1] in alone.text
            assert [one.number for one in alone.sections] == [page.section]


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_neither_order_nor_number_of_builds_matters(tmp_path: Path, order: tuple[int, ...]) -> None:
    at_once = built(tmp_path / "once", [section(n) for n in (1, 2, 3)])
    one_by_one = built(tmp_path / "late", *([section(n)] for n in order))
    seen = [what_people_see(archive) for archive in (at_once, one_by_one)]
    for view in seen[0]:
        if view != "publication":  # its names are those of the files
            assert seen[0][view] == seen[1][view], view
    with open_archive(at_once) as left, open_archive(one_by_one) as right:
        assert left[ID] == right[ID]
        assert right.search("chancellor river barley").total == 1
        assert list(right.check()) == []


@pytest.mark.parametrize(
    ("held", "missing"),
    [((1, 3), ["02 OF 03"]), ((2, 3), ["01 OF 03"]), ((1, 2), ["03 OF 03"]), ((2,), ["01", "03"])],
)
def test_a_section_that_is_missing_is_named(
    tmp_path: Path, held: tuple[int, ...], missing: list[str]
) -> None:
    archive = built(tmp_path, [section(n) for n in held])
    with open_archive(archive) as opened:
        assert [found[:2] for _, found in defects(opened)] == [one[:2] for one in missing]
        assert opened.search("defect:section-missing").total == 1
        assert [one.number for one in opened.sections(ID) if one.page is None] == [
            int(one[:2]) for one in missing
        ]
        assert opened.versions(ID)[0].whole is False
        assert list(opened.check()) == []
    rest = tmp_path / "rest"
    rest.mkdir()
    for n in {1, 2, 3} - set(held):
        (rest / f"{n}.txt").write_bytes(section(n))
    build(archive, [rest], workers=1)
    with open_archive(archive) as opened:
        assert defects(opened) == []
        assert opened.search("defect:section-missing").total == 0
        assert opened.versions(ID)[0].whole is True


def test_the_gap_stands_where_the_text_goes_on(tmp_path: Path) -> None:
    with open_archive(built(tmp_path, [section(1), section(3)])) as opened:
        cable = opened[ID]
        (gap,) = [one for one in cable.defects if one.code == "section-missing"]
        assert gap.spans[0].of(cable.text) == "SECTION 3 OF 3"
        assert [one.number for one in cable.paragraphs] == [1, 2, 4, 5]
        assert cable.paragraphs[1].text.endswith("DAY AND NIGHT AND THE")


def test_a_page_that_holds_it_whole_is_read_before_its_sections(tmp_path: Path) -> None:
    pieces = [section(n) for n in (1, 2, 3)]
    for n, batches in enumerate(([pieces, [whole()]], [[whole()], pieces], [[*pieces, whole()]])):
        with open_archive(built(tmp_path / str(n), *batches)) as opened:
            assert opened.sections(ID) == ()
            assert opened[ID].sections == ()
            assert opened.listing(ID).versions == 4
            assert opened.raw(ID) == whole()
            assert list(opened.check()) == []


def in_every_order(folder: Path, given: list[bytes]) -> None:
    """Hold an archive of one build to those of a build for each record, in every order."""
    seen = what_people_see(built(folder / "once", given))
    for n, order in enumerate(itertools.permutations(given)):
        one_by_one = built(folder / str(n), *([one] for one in order))
        late = what_people_see(one_by_one)
        for view in seen.keys() - {"publication"}:  # its names are those of the files
            assert late[view] == seen[view], (n, view)
        with open_archive(folder / "once" / "a.reftel") as left, open_archive(one_by_one) as right:
            assert left[ID] == right[ID]
            assert left.search("barley").total == right.search("barley").total
            assert list(right.check()) == []
    with open_archive(folder / "once" / "a.reftel") as opened:
        assert list(opened.check()) == []


def test_an_edited_document_does_not_part_what_was_sent(tmp_path: Path) -> None:
    given = [section(1, 2), section(2, 2, signed=True), VOLUME.read_bytes()]
    in_every_order(tmp_path, given)
    with open_archive(tmp_path / "once" / "a.reftel") as opened:
        assert len(opened.pages(ID)) == 3
        assert [one.number for one in opened.sections(ID)] == [1, 2]
        assert "PRICE OF BARLEY" in opened[ID].text


def test_a_first_section_is_not_read_before_a_page_that_is_whole(tmp_path: Path) -> None:
    pieces = [later_section(1, 2), later_section(2, 2)]
    with open_archive(built(tmp_path / "pieces", pieces)) as opened:
        assert [one.number for one in opened.sections(ID)] == [1, 2]
    in_every_order(tmp_path, [*pieces, later_section(None)])
    with open_archive(tmp_path / "once" / "a.reftel") as opened:
        assert opened.sections(ID) == ()
        assert opened.raw(ID) == later_section(None)


def test_a_line_in_capitals_below_a_first_section_does_not_hide_the_others(tmp_path: Path) -> None:
    first = later_section(1, signed="\nGOVERNMENT")
    in_every_order(tmp_path, [first, later_section(2), later_section(3)])
    with open_archive(tmp_path / "once" / "a.reftel") as opened:
        signature = opened.version(ID, opened.pages(ID)[0].alone or 0).signature
        assert signature is not None
        assert signature.name == "GOVERNMENT"
        assert [one.page is not None for one in opened.sections(ID)] == [True, True, True]
        assert all(words in opened[ID].text for words in ("MILLS OF", "BARLEY", "CHANCELLOR"))


@pytest.mark.parametrize(
    ("name", "later"), [("HENTZAU", (2, 3)), ("HENTZAU", ()), ("RASSENDYLL", (3,))]
)
def test_a_copy_that_lost_its_marks_is_whole_when_signed(
    tmp_path: Path, name: str, later: tuple[int, ...]
) -> None:
    all_of_it = (
        later_section(None)
        .replace(b"C O N F I D E N T I A L", b"C O N F I D E N T I A L SECTION 01 OF 03")
        .replace(b"HENTZAU", name.encode())
    )
    in_every_order(tmp_path, [all_of_it, *(later_section(n) for n in later)])
    with open_archive(tmp_path / "once" / "a.reftel") as opened:
        assert opened.sections(ID) == ()
        assert opened.raw(ID) == all_of_it
        assert opened.listing(ID).versions == 1 + len(later)


def test_what_was_sent_again_is_not_mixed_with_what_came_first(tmp_path: Path) -> None:
    first = [section(n) for n in (1, 2, 3)]
    mark = "C O R R E C T E D  C O P Y (FIGURE)\n\n"
    again = [section(n, mark=mark, body=BODIES[n - 1] + " SEVEN CROWNS.") for n in (1, 2)]
    with open_archive(built(tmp_path / "a", [*first, *again])) as opened:
        assert "SEVEN CROWNS" not in opened[ID].text  # a whole telegram before part of one
        assert opened.listing(ID).versions == 3
        assert [one.copy for one in opened.versions(ID)][1:3] == ["corrected", "corrected"]
    again.append(section(3, mark=mark, body=BODIES[2] + " SEVEN CROWNS."))
    with open_archive(built(tmp_path / "b", [*first, *again])) as opened:
        assert opened[ID].text.count("SEVEN CROWNS") == 3
        assert opened.listing(ID).versions == 4


@pytest.mark.parametrize("marked", [1, 2, 3])
def test_one_section_that_says_it_was_corrected_is_missed_by_none(
    tmp_path: Path, marked: int
) -> None:
    mark = "C O R R E C T E D  C O P Y (FIGURE)\n\n"
    given = [section(n, mark=mark if n == marked else "") for n in (1, 2, 3)]
    in_every_order(tmp_path, given)
    with open_archive(tmp_path / "once" / "a.reftel") as opened:
        assert defects(opened) == []
        assert all(words in opened[ID].text for words in ("MILLS OF", "BARLEY", "CHANCELLOR"))


def test_a_section_sent_again_does_not_stand_in_for_one_that_is_held(tmp_path: Path) -> None:
    again = section(2, 2, mark="C O R R E C T E D  C O P Y\n\n", body="3. BARLEY IS SEVEN CROWNS.")
    in_every_order(tmp_path, [section(1, 2), section(2, 2), again])
    with open_archive(tmp_path / "once" / "a.reftel") as opened:
        assert "SEVEN CROWNS" not in opened[ID].text
        assert opened.listing(ID).versions == 2


def test_another_telegram_under_the_same_number_is_not_mixed_in(tmp_path: Path) -> None:
    def later(number: int) -> bytes:
        return section(number, body=f"{number}. THE FERRY IS SHUT.").replace(
            b"141532Z JAN 76", b"191532Z JAN 76"
        )

    with open_archive(built(tmp_path, [section(1), section(2), later(2), later(3)])) as opened:
        words = opened[ID].text
        assert ("THE FERRY" in words) != ("THE HARVEST" in words)
        assert len(defects(opened)) == 1
    undated = section(3).replace(b"P R 141532Z JAN 76\n", b"")
    with open_archive(built(tmp_path / "undated", [section(1), section(2), undated])) as opened:
        assert defects(opened) == []
        assert opened[ID].text.count("CHANCELLOR OPENS") == 1


def test_the_same_section_from_two_publications_is_joined_once(tmp_path: Path) -> None:
    twice = section(2).replace(b"Film Number: D760123-0452", b"Film Number: n/a")
    assert twice != section(2)
    with open_archive(built(tmp_path, [section(1), section(2), twice, section(3)])) as opened:
        assert opened[ID].text.count("PRICE OF BARLEY") == 1
        assert (opened.listing(ID).pages, opened.listing(ID).versions) == (4, 1)
        assert list(opened.check()) == []


def test_a_build_tells_sections_from_versions(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for n in (1, 2, 3):
        (sources / f"{n}.txt").write_bytes(section(n))
    summary = build(tmp_path / "a.reftel", [sources], workers=1)
    assert (summary.new, summary.sections, summary.versions, summary.pages) == (1, 2, 0, 0)


def read_again(archive: Path, spoil: str) -> None:
    """Spoil rows as an earlier reader might have left them; the next build mends every one."""
    fresh = archive.with_name("b.reftel")
    shutil.copytree(archive, fresh)
    with Folder(archive).write() as connection:
        connection.execute(spoil)
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'reader'")
    build(archive, [archive.with_name("sources0")], workers=1)
    assert every_row(archive) == every_row(fresh)


SPOILED = (
    "UPDATE page SET section = NULL WHERE ordinal = 0",
    "UPDATE page SET section = NULL WHERE key = 2",
    "DELETE FROM section",
    "UPDATE section SET kept = '[[0, 9]]' WHERE number = 2",
    "UPDATE cable SET paragraphs = '[]'",
    "DELETE FROM cable_defect",
)


@pytest.mark.parametrize("spoil", SPOILED)
def test_rows_of_an_earlier_reader_become_those_of_today(tmp_path: Path, spoil: str) -> None:
    archive = built(tmp_path, [section(1), section(3)])
    read_again(archive, spoil)
    with open_archive(archive) as opened:
        assert opened.search("chancellor").total == 1
        assert list(opened.check()) == []


STALE = (
    "UPDATE cable SET page = 1",
    "INSERT INTO section SELECT 1, 1, 1, '[[0, 9]]'",
    "UPDATE page SET section = NULL",
)


@pytest.mark.parametrize("spoil", STALE)
def test_rows_of_an_earlier_reader_are_parted_as_today(tmp_path: Path, spoil: str) -> None:
    archive = built(tmp_path, [later_section(1, 2), later_section(2, 2), later_section(None)])
    read_again(archive, spoil)
    with open_archive(archive) as opened:
        assert opened.raw(ID) == later_section(None)
        assert list(opened.check()) == []


def test_check_tells_of_a_join_that_is_not_todays(tmp_path: Path) -> None:
    archive = built(tmp_path, [section(1), section(2), section(3)])
    with Folder(archive).write() as connection:
        connection.execute("UPDATE section SET kept = '[[0, 9]]' WHERE number = 2")
    with open_archive(archive) as opened:
        assert [(one.code, one.address) for one in opened.check()] == [("rows", ID)]
