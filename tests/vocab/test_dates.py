"""Dates in every spelling, none more exact than it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.spans import Span
from reftel.vocab.dates import (
    Moment,
    agrees,
    clock_fault,
    full_year,
    read_day,
    read_dtg,
    read_dump_time,
    read_page_time,
)


def value(moment: Moment | None) -> str | None:
    return moment.value if moment else None


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("141532Z JAN 09", "2009-01-14T15:32Z"),
        ("141532z jan 09", "2009-01-14T15:32Z"),
        ("141532Z Jan 2009", "2009-01-14T15:32Z"),
        ("141532ZJAN09", "2009-01-14T15:32Z"),
        ("141532 Z JAN 7 3", "1973-01-14T15:32Z"),
        ("141532Z\nJAN 73", "1973-01-14T15:32Z"),
        ("141532Z SEPT 66", "1966-09-14T15:32Z"),
        ("141532Z JANUARY 65", "2065-01-14T15:32Z"),
        ("290000Z FEB 08", "2008-02-29T00:00Z"),
        ("290000Z FEB 09", None),
        ("311532Z JUN 09", None),
        ("001532Z JAN 09", None),
        ("142432Z JAN 09", None),
        ("141560Z JAN 09", None),
        ("141532Z JAN", None),
        ("141532Z JAN 9", None),
        ("141532Z JAN 009", None),
        ("141532Z JAM 09", None),
        ("141532A JAN 09", None),  # another zone
        ("141532 JAN 09", None),
        ("1415327 JAN 09", None),
        ("١٤١٥٣٢Z JAN 09", None),
        ("141532Z JAN 09 ZDK", None),
        ("", None),
        (" " * 999 + "141532Z JAN 09", None),
    ],
)
def test_date_time_groups(written, iso):
    moment = read_dtg(written, Span(3, 5))
    assert value(moment) == iso
    if moment:
        assert (moment.precision, moment.written, moment.span) == ("minute", written, Span(3, 5))


@pytest.mark.parametrize(
    ("written", "iso", "precision"),
    [
        ("2009-01-14 15:32", "2009-01-14T15:32", "minute"),
        ("2009-01-14T15:32:59", "2009-01-14T15:32", "minute"),
        ("2009-01-14 00:00", "2009-01-14T00:00", "minute"),
        (" 2011-08-26\n", "2011-08-26", "day"),
        ("2011-02-30", None, ""),
        ("2011-08-26 24:00", None, ""),
        ("2011-8-26", None, ""),
        ("26 August 2011", None, ""),
        ("", None, ""),
    ],
)
def test_page_times(written, iso, precision):
    moment = read_page_time(written)
    assert value(moment) == iso
    assert moment is None or (moment.precision, moment.written) == (precision, written)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("1/14/2009 15:32", "2009-01-14T15:32"),
        ("12/1/2009 5:02", "2009-12-01T05:02"),
        ("1/14/2009", "2009-01-14"),
        ("14/1/2009 15:32", None),
        ("1/14/09 15:32", None),
        ("2009-01-14 15:32", None),
        ("", None),
    ],
)
def test_dump_times(written, iso):
    assert value(read_dump_time(written)) == iso


@pytest.mark.parametrize(
    ("written", "iso", "precision"),
    [
        ("01/14/2019", "2019-01-14", "day"),
        ("1/14/19", "2019-01-14", "day"),
        ("1/14/86", "1986-01-14", "day"),
        ("01-14-2019", "2019-01-14", "day"),
        ("14.01.2019", "2019-01-14", "day"),
        ("14/01/2019", "2019-01-14", "day"),  # no fourteenth month
        ("09/02/2009", "2009-09-02", "day"),  # month first
        ("2019/01/14", "2019-01-14", "day"),
        ("2019-01-14.", "2019-01-14", "day"),
        ("JANUARY 14, 2019", "2019-01-14", "day"),
        ("January 14th, 2019", "2019-01-14", "day"),
        ("JAN. 14 2019", "2019-01-14", "day"),
        ("14 JAN 2019", "2019-01-14", "day"),
        ("14JAN2019", "2019-01-14", "day"),
        ("14-Jan-19", "2019-01-14", "day"),
        ("20190114", "2019-01-14", "day"),
        ("01142019", "2019-01-14", "day"),
        ("JANUARY 2019", "2019-01", "month"),
        ("01/2019", "2019-01", "month"),
        ("2019", "2019", "year"),
        ("13/2019", None, ""),
        ("02/30/2019", None, ""),
        ("2019/30/02", None, ""),
        ("JANUARY", None, ""),
        ("HARVEST 14, 2019", None, ""),
        ("14", None, ""),
        ("99999999", None, ""),
        ("1/14/0000", None, ""),
        ("", None, ""),
    ],
)
def test_days(written, iso, precision):
    moment = read_day(written)
    assert value(moment) == iso
    assert moment is None or (moment.precision, moment.written) == (precision, written)


MINUTE = Moment("2009-01-14T15:32Z", "minute", "")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Moment("2009-01-14T15:32", "minute", ""), True),
        (Moment("2009-01-14T15Z", "hour", ""), True),
        (Moment("2009-01-14", "day", ""), True),
        (Moment("2009-01", "month", ""), True),
        (Moment("2009", "year", ""), True),
        (Moment("2009-01-14T15:03", "minute", ""), False),
        (Moment("2009-01-15", "day", ""), False),
        (Moment("2008", "year", ""), False),
    ],
)
def test_moments_agree_as_far_as_the_coarser_goes(other, same):
    assert agrees(MINUTE, other) is same
    assert agrees(other, MINUTE) is same


@pytest.mark.parametrize(
    ("page", "telegram", "fault"),
    [
        ("2009-01-14 15:03", "141532Z JAN 09", True),
        ("2009-01-14 00:12", "140032Z JAN 09", True),
        ("2009-01-14 12:12", "141232Z JAN 09", True),
        ("2009-01-14 09:09", "140932Z JAN 09", True),
        ("2009-01-14 15:03", "141503Z JAN 09", False),  # it may be so
        ("2009-01-14 15:32", "141532Z JAN 09", False),
        ("2009-01-14 15:04", "141532Z JAN 09", False),
        ("2009-01-14 16:04", "141532Z JAN 09", False),
        ("2009-01-15 15:03", "141532Z JAN 09", False),
        ("2009-01-14", "141532Z JAN 09", False),
    ],
)
def test_minutes_that_repeat_the_hour(page, telegram, fault):
    one, other = read_page_time(page), read_dtg(telegram)
    assert one is not None
    assert other is not None
    assert clock_fault(one, other) is fault


@given(st.dates(), st.times())
def test_date_time_groups_come_back(day, time):
    if not 1966 <= day.year < 2066:
        day = day.replace(year=2000 + day.year % 50, day=min(day.day, 28))
    written = f"{day:%d}{time:%H%M}Z {day:%b} {day:%y}".upper()
    assert value(read_dtg(written)) == f"{day.isoformat()}T{time:%H:%M}Z"


@given(st.text() | st.text("0123456789/-:,Z JANFEBMRCHUGSTPOLYDV", max_size=20))
def test_any_text_is_a_date_or_none(text):
    for read in (read_dtg, read_page_time, read_dump_time, read_day):
        moment = read(text)
        if moment is not None:
            assert moment.written == text
            length = {"minute": 16, "day": 10, "month": 7, "year": 4}[moment.precision]
            assert len(moment.value.removesuffix("Z")) == length
            assert agrees(moment, moment)
            assert not clock_fault(moment, moment)


@pytest.mark.parametrize(
    ("digits", "year"), [(66, 1966), (99, 1999), (0, 2000), (10, 2010), (65, 2065), (1973, 1973)]
)
def test_two_digits_of_a_year(digits, year):
    assert full_year(digits) == year
