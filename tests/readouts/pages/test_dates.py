"""The calendar holds every dated cable, each on its own day."""

import calendar

import pytest

from reftel.archive.shelf import Listing
from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.pages.dates import AskedYear, _month, dates, year
from reftel.readouts.pages.nothing import Nothing


def test_years_and_months_are_all_dated_cables(room: Archive, listings: list[Listing]) -> None:
    page = dates(room, Nothing())
    created = [one.created[:4] for one in listings if one.created]
    assert {one.year: one.count for one in page.years} == {
        one: created.count(one) for one in created
    }
    assert [one.year for one in page.years] == sorted(set(created))
    assert sum(one.count for one in page.years) + page.undated == len(listings)


@pytest.mark.parametrize("asked", ["1973", "2004", "2008"])
def test_a_calendar_counts_each_day(room: Archive, listings: list[Listing], asked: str) -> None:
    page = year(room, AskedYear(year=asked))
    created = [one.created[:10] for one in listings if (one.created or "").startswith(asked)]
    assert page.count == len(created)
    assert page.unplaced + sum(month.count for month in page.months) == page.count
    shown = {}
    for month in page.months:
        days = [day for week in month.weeks for day in week if day]
        assert len(days) == calendar.monthrange(int(asked), int(month.month[5:]))[1]
        assert month.count == month.unplaced + sum(day.count for day in days)
        shown |= {day.day: day.count for day in days if day.count}
    assert shown == {day: created.count(day) for day in created}
    assert page.most == max(shown.values())
    for day, count in list(shown.items())[:5]:
        assert room.search(f"date:{day}", limit=0).total == count


def test_a_week_begins_on_monday(room: Archive) -> None:
    january = year(room, AskedYear(year="2008")).months[0]
    assert [day and day.day[8:] for day in january.weeks[0]] == [
        None, "01", "02", "03", "04", "05", "06",
    ]  # fmt: skip


def test_a_cable_of_which_only_the_month_is_known_stands_in_no_day() -> None:
    month = _month(2008, 2, {"2008-02": 3, "2008-02-29": 1, "2008": 5}, 1)
    assert (month.count, month.unplaced) == (4, 3)
    assert [day.heat for week in month.weeks for day in week if day and day.count] == [4]


def test_years_lead_to_those_that_have_cables(room: Archive) -> None:
    page = year(room, AskedYear(year="1985"))
    assert (page.earlier, page.later) == ("1979", "1987")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("1980", ("1977", "1978", "1979")),
        ("1983", ("1979", "1985", "1987")),
        ("20080125", ("2007", "2008", "2009")),
        ("latest", ("2007", "2008", "2009")),
    ],
)
def test_a_year_without_cables_names_the_nearest(
    room: Archive, asked: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(NotHeld) as caught:
        year(room, AskedYear(year=asked))
    assert caught.value.kind == "dates"
    assert caught.value.near == near
