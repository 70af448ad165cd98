"""Days, months and years as a query writes them.

In: text such as 2008, 2008-01, 25 Jan 2008. Out: `Day`, an ISO 8601 day, month or year, of which
`first` and `last` give the days at its ends. Promise: what is returned is a day of the calendar,
and comparing two such texts compares the days.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable

__all__ = ["first_day", "last_day", "read_day", "shortest_span"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERIC = re.compile(
    r"([0-9]{4})(?:[-/.]?([0-9]{2})(?:[-/.]?([0-9]{2}))?|[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?"
)
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})[ .-]*)?([a-z]{3})[a-z]*[ .,-]*([0-9]{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]*[ .-]*([0-9]{1,2})[ ,.-]+([0-9]{4})")


def read_day(written: str) -> tuple[str, bool] | None:
    """The day, month or year, and whether all that was written is true of it.

    2008-02-31 gives ("2008-02", False): the month is right, the day is not. None: unread.
    """
    text = written.strip().casefold()
    if match := _NUMERIC.fullmatch(text):
        year, month, day, short_month, short_day = match.groups()
        return _checked(year, month or short_month, day or short_day)
    if match := _MONTH_FIRST.fullmatch(text):
        name, day, year = match.groups()
    elif match := _IN_WORDS.fullmatch(text):
        day, name, year = match.groups()
    else:
        return None
    if name not in _MONTHS:
        return None
    return _checked(year, f"{_MONTHS.index(name) + 1:02}", day)


def first_day(day: str) -> str:
    """The first day of a year, a month or a day: 2008 gives 2008-01-01."""
    return day + "-01-01"[len(day) - 4 :] if len(day) in (4, 7) else day


def last_day(day: str) -> str:
    """The last day of a year, a month or a day: 2008-02 gives 2008-02-29."""
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-{_days_in(int(day[:4]), int(day[5:])):02}"
    return day


def shortest_span(low: str | None, high: str | None) -> str:
    """A range of days as short as it can be written: 2008, 2008-01..2009, ..2009."""
    starts = _shorter(low, first_day) if low else [""]
    ends = _shorter(high, last_day) if high else [""]
    both = [day for day in starts if day and day in ends]
    return both[0] if both else f"{starts[0]}..{ends[0]}"


def _shorter(day: str, end: Callable[[str], str]) -> list[str]:
    return [cut for cut in (day[:4], day[:7], day) if end(cut) == day]


def _checked(year: str, month: str | None, day: str | None) -> tuple[str, bool] | None:
    if year == "0000":
        return None
    if month is None:
        return year, True
    if not 1 <= int(month) <= 12:
        return year, False
    cut = f"{year}-{int(month):02}"
    if day is None:
        return cut, True
    if not 1 <= int(day) <= _days_in(int(year), int(month)):
        return cut, False
    return f"{cut}-{int(day):02}", True


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
