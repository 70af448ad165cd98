"""Posts: all are listed, each is found in any spelling, and what is shown of one is its own."""

from collections import Counter
from pathlib import Path

import pytest

from archive.publications import copied
from reftel.archive.browsing import PostCount, YearNumbers, post_numbers
from reftel.archive.folder import Folder
from reftel.archive.shelf import Listing
from reftel.build import build
from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.pages.post import AskedPost, Gap, Run, _coverage, post, runs
from reftel.readouts.pages.posts import AskedPosts, held_post, post_line, posts
from reftel.vocab.cable_id import parse_id


@pytest.mark.parametrize("by", ["", "country"])
def test_every_cable_stands_under_its_post(room: Archive, listings: list[Listing], by: str) -> None:
    page = posts(room, AskedPosts(by=by))
    shown = {one.station: one.cables for group in page.groups for one in group.posts}
    assert shown == Counter(one.station for one in listings if one.station)
    assert page.number == len(shown) == sum(len(group.posts) for group in page.groups)
    assert sum(shown.values()) + page.without == len(listings)
    assert all(group.cables == sum(one.cables for one in group.posts) for group in page.groups)


def test_letters_and_countries_stand_in_order(room: Archive) -> None:
    letters = [group.name for group in posts(room, AskedPosts()).groups]
    assert letters == sorted(letters)
    countries = posts(room, AskedPosts(by="country")).groups
    assert [(group.name, group.country) for group in countries] == [
        ("United States", "US"),
        ("", None),
    ]


@pytest.mark.parametrize(
    ("name", "station", "kind", "place"),
    [
        ("Embassy Grand Kesterhaven", "GRANDKESTERHAVEN", "Embassy", "Grand Kesterhaven"),
        ("Secretary of State", "STATE", "", "Secretary of State"),
        ("PORT LUCIA", "PORTLUCIA", "", "Port Lucia"),
        ("STRELSAU", "STRELSAU", "", "STRELSAU"),
    ],
)
def test_the_place_is_what_spells_the_station(
    name: str, station: str, kind: str, place: str
) -> None:
    line = post_line(PostCount(station, name, None, 1, None, None))
    assert (line.kind, line.place) == (kind, place)


@pytest.mark.parametrize("written", ["STRELSAU", "strelsau", "Strelsau", "amembassy strelsau"])
def test_a_post_is_found_however_it_is_written(room: Archive, written: str) -> None:
    assert held_post(room, written).station == "STRELSAU"


@pytest.mark.parametrize(("written", "near"), [("strelsua", "STRELSAU"), ("zendda", "ZENDA")])
def test_a_post_that_is_not_held_names_near_ones(room: Archive, written: str, near: str) -> None:
    with pytest.raises(NotHeld, match=f"a cable from {written.upper()}") as caught:
        held_post(room, written)
    assert caught.value.near[0] == near
    assert caught.value.kind == "posts"


@pytest.mark.parametrize("station", ["STRELSAU", "STATE", "ZENDA"])
def test_a_post_shows_its_own_cables(room: Archive, listings: list[Listing], station: str) -> None:
    own = [one for one in listings if one.station == station]
    page = post(room, AskedPost(station=station))
    assert page.line.cables == len(own)
    assert page.undated + sum(one.count for one in page.months) == len(own)
    assert {one.name: one.cables for one in page.tags} == Counter(
        tag for one in own for tag in set(one.tags)
    )
    assert {one.level: one.cables for one in page.levels} == Counter(
        one.classification for one in own
    )
    assert {one.caption: one.cables for one in page.captions} == Counter(
        caption for one in own for caption in set(one.captions)
    )
    assert (page.line.first, page.line.last) == (
        min(one.created[:4] for one in own if one.created),
        max(one.created[:4] for one in own if one.created),
    )


@pytest.mark.parametrize("station", ["STRELSAU", "ZENDA"])
def test_addressees_are_those_of_its_headers(
    room: Archive, listings: list[Listing], station: str
) -> None:
    action: Counter[str] = Counter()
    info: Counter[str] = Counter()
    for one in listings:
        if one.station == station:
            cable = room[one.id]
            action.update({each.station or each.name for each in cable.action})
            info.update({each.station or each.name for each in cable.info})
    page = post(room, AskedPost(station=station))
    assert page.addressees_in_all == len(set(action) | set(info))
    for shown in page.addressees:
        who = shown.station or shown.name
        assert (shown.action, shown.info) == (action[who], info[who])
    totals = [one.action + one.info for one in page.addressees]
    assert totals == sorted(totals, reverse=True)


def test_coverage_counts_the_ids_of_the_post(room: Archive) -> None:
    page = post(room, AskedPost(station="STRELSAU"))
    ids = [parse_id(name) for name in room]
    held = Counter(str(one.year) for one in ids if one.station == "STRELSAU")
    assert {one.year: one.held for one in page.years if one.held} == held
    missing = {name for name, _ in room.not_held() if parse_id(name).station == "STRELSAU"}
    assert {name for one in page.years for name in one.mentioned_ids} == missing
    assert sum(one.mentioned for one in page.years) == len(missing) > 0


def test_gaps_lie_between_cables_held_and_parts_show_where_they_are() -> None:
    year = _coverage("ZENDA", YearNumbers("08", (3, 4, 10, 30, 100), (7, 200)))
    assert (year.year, year.held, year.first, year.last, year.mentioned) == ("2008", 5, 3, 200, 2)
    assert year.gaps == (Gap(5, 9), Gap(11, 29), Gap(31, 99))
    assert year.mentioned_ids == ("08ZENDA7", "08ZENDA200")
    assert len(year.parts) == 100
    assert {n for n, filled in enumerate(year.parts) if filled} == {1, 4, 14, 49}
    assert year.parts[1] == 4  # numbers 3 and 4: the whole of the part


def test_few_numbers_have_a_part_each() -> None:
    year = _coverage("ZENDA", YearNumbers("73", (1, 3), ()))
    assert year.parts == (4, 0, 4)


def test_parts_that_are_alike_are_drawn_as_one() -> None:
    assert runs((0, 1, 1, 2, 0, 0, 1)) == (Run(1, 2, 1), Run(3, 1, 2), Run(6, 1, 1))
    assert runs((0, 0)) == ()


def test_a_part_is_shaded_by_how_much_of_it_is_held() -> None:
    held = (1, *range(101, 131), *range(201, 261), *range(301, 401), 10_000)
    parts = _coverage("ZENDA", YearNumbers("08", held, ())).parts
    assert parts[:4] == (1, 2, 3, 4)


@pytest.mark.parametrize("last", [1, 99, 101, 250, 1234])
def test_a_year_of_which_all_is_held_is_full_everywhere(last: int) -> None:
    year = _coverage("ZENDA", YearNumbers("08", tuple(range(1, last + 1)), ()))
    assert set(year.parts) == {4}


def test_a_number_is_held_whatever_post_its_cable_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(copied("ZENDA", 3))
    (tmp_path / "b.txt").write_bytes(copied("ZENDA", 12))
    build(tmp_path / "a.reftel", [tmp_path / "a.txt", tmp_path / "b.txt"], workers=1)
    with Folder(tmp_path / "a.reftel").write() as connection:
        (before,) = post_numbers(connection, "ZENDA")
        assert before.held == (3, 12)
        connection.execute("UPDATE cable SET post = NULL WHERE key = 1")
        assert post_numbers(connection, "ZENDA") == (before,)
