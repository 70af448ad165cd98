"""Bars stand where their months are, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readouts.pages.timeline import HEIGHT, MonthCount, by_month, draw, query_within
from reftel.search.query import parse

months = st.dictionaries(
    st.builds(
        lambda year, month: f"{year}-{month:02d}", st.integers(1966, 2010), st.integers(1, 12)
    ),
    st.integers(1, 5000),
)


@given(months)
def test_every_month_has_one_bar_inside_its_year(counts: dict[str, int]) -> None:
    line = draw([MonthCount(*one) for one in counts.items()])
    assert [(bar.month, bar.count) for bar in line.bars] == sorted(counts.items())
    assert line.total == sum(counts.values()) == sum(year.count for year in line.years)
    starts = {year.year: float(year.x.rstrip("%")) for year in line.years}
    widths = {year.year: float(year.width.rstrip("%")) for year in line.years}
    for bar in line.bars:
        year = bar.month[:4]
        x, width = float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))
        place = starts[year] + widths[year] / 12 * (int(bar.month[5:]) - 1)
        assert x == pytest.approx(place, abs=0.01)
        assert x + width <= 100.01
        assert bar.y + bar.height == pytest.approx(HEIGHT, abs=0.01)


def test_years_without_cables_keep_their_room() -> None:
    line = draw([MonthCount("1973-05", 1), MonthCount("1977-01", 3)])
    assert [one.year for one in line.years] == ["1973", "1974", "1975", "1976", "1977"]
    assert [one.count for one in line.years] == [1, 0, 0, 0, 3]
    assert line.bars[0].x == "6.667%"  # a fifth of the width is a year, and four months passed
    assert line.most == MonthCount("1977-01", 3)


def test_bars_are_as_high_as_their_counts_and_none_vanishes() -> None:
    line = draw([MonthCount("2008-01", 1000), MonthCount("2008-02", 500), MonthCount("2008-03", 1)])
    assert [bar.height for bar in line.bars] == [100, 50, 2]


def test_nothing_is_drawn_of_nothing() -> None:
    line = draw([])
    assert (line.bars, line.years, line.total, line.most) == ((), (), 0, None)


def test_a_long_line_numbers_its_round_years_and_a_short_one_all() -> None:
    def always(first: int, last: int) -> list[str]:
        line = draw([MonthCount(f"{first}-01", 1), MonthCount(f"{last}-12", 1)])
        return [one.year for one in line.years if one.label == "always"]

    assert always(1966, 2010) == ["1970", "1980", "1990", "2000", "2010"]
    assert always(2004, 2009) == ["2004", "2005", "2006", "2007", "2008", "2009"]


def test_what_is_no_month_is_left_out() -> None:
    assert by_month({"": 4, "2008": 2, "2008-01": 3}) == (MonthCount("2008-01", 3),)


@pytest.mark.parametrize(
    ("query", "dated"),
    [
        ("", "date:2008-01"),
        ("a OR b", "(a OR b) date:2008-01"),
        ("harbor sort:-date", "harbor date:2008-01 sort:-date"),
        ("date:2008 harbor", "date:2008 AND harbor AND date:2008-01"),
    ],
)
def test_a_date_joins_any_query(query: str, dated: str) -> None:
    before, after = query_within(query)
    assert before + "2008-01" + after == dated
    assert not parse(dated).problems
