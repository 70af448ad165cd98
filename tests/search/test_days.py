from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.search.days import first_day, last_day, read_day, shortest_span


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2008", ("2008", True)),
        ("2008-01", ("2008-01", True)),
        ("2008-1-5", ("2008-01-05", True)),
        ("2008/01/25", ("2008-01-25", True)),
        ("20080125", ("2008-01-25", True)),
        ("25 Jan 2008", ("2008-01-25", True)),
        ("25JAN2008", ("2008-01-25", True)),
        ("January 25, 2008", ("2008-01-25", True)),
        ("jan 2008", ("2008-01", True)),
        ("2008-02-30", ("2008-02", False)),
        ("2008-13", ("2008", False)),
        ("2008-00", ("2008", False)),
        ("0000", None),
        ("08", None),
        ("soon", None),
        ("5 Foo 2008", None),
        ("\u0662\u0660\u0660\u0668", None),
        ("", None),
    ],
)
def test_days_are_read_in_many_forms(written: str, read: tuple[str, bool] | None) -> None:
    assert read_day(written) == read


def test_ends_of_years_and_months() -> None:
    assert (first_day("2008"), last_day("2008")) == ("2008-01-01", "2008-12-31")
    assert (first_day("2008-02"), last_day("2008-02")) == ("2008-02-01", "2008-02-29")
    assert (first_day("2008-02-03"), last_day("2008-02-03")) == ("2008-02-03", "2008-02-03")


@given(st.none() | st.dates().map(str), st.none() | st.dates().map(str))
def test_a_span_as_short_as_can_be_means_the_same(low: str | None, high: str | None) -> None:
    start, _, end = shortest_span(low, high).partition("..")
    if ".." not in shortest_span(low, high):
        end = start
    assert (first_day(start) if start else None) == low
    assert (last_day(end) if end else None) == high
