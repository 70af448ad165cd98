"""Dates of creation: years, and the calendar of a year.

In: an open archive, and for a calendar its year. Out: `Dates`, or `Year`; NotHeld, with the years
nearest, for a year without cables. A cable of which only month or year is known stands in no day.
"""

from __future__ import annotations

import calendar

import msgspec

from reftel.archive import browsing
from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.pages.nothing import Nothing
from reftel.readouts.pages.timeline import MonthCount, by_month

__all__ = ["AskedYear", "Dates", "DayCount", "Month", "Year", "YearCount", "dates", "year"]


class YearCount(msgspec.Struct, frozen=True, gc=False):
    """A year and its cables."""

    year: str
    count: int


class Dates(msgspec.Struct, frozen=True):
    """Cables by the time they were created."""

    years: tuple[YearCount, ...]
    """Years that have cables, in order."""
    months: tuple[MonthCount, ...]
    """Months that have cables, in order."""
    undated: int
    """Cables of which the year is not known."""


class AskedYear(msgspec.Struct, frozen=True, kw_only=True):
    """Which year."""

    year: str
    """Four digits."""


class DayCount(msgspec.Struct, frozen=True, gc=False):
    """A day of the calendar and its cables."""

    day: str
    """2008-01-25"""
    count: int
    heat: int
    """0 for none, 1 to 4 by how its count compares with the fullest day of the year."""


class Month(msgspec.Struct, frozen=True):
    """A month of the calendar."""

    month: str
    """2008-01"""
    count: int
    unplaced: int
    """Cables of which only the month is known."""
    weeks: tuple[tuple[DayCount | None, ...], ...]
    """Seven days each, from Monday; null for days of other months."""


class Year(msgspec.Struct, frozen=True):
    """The calendar of a year."""

    year: str
    count: int
    unplaced: int
    """Cables of which only the year is known."""
    most: int
    """Cables of its fullest day."""
    months: tuple[Month, ...]
    """All twelve."""
    earlier: str | None
    """The year before it that has cables."""
    later: str | None


def dates(archive: Archive, asked: Nothing) -> Dates:  # noqa: ARG001 - every page is asked the same way
    """Years and months of creation."""
    years = _years(archive)
    return Dates(
        tuple(YearCount(*one) for one in years.items()),
        by_month(archive.counted(browsing.months)),
        len(archive) - sum(years.values()),
    )


def year(archive: Archive, asked: AskedYear) -> Year:
    """The calendar of a year."""
    years = list(_years(archive))
    if asked.year not in years:
        raise NotHeld(
            "a cable of the year {year}", _near(years, asked.year), kind="dates", year=asked.year
        )
    counts = archive.counted(browsing.days, asked.year)
    most = max((count for day, count in counts.items() if len(day) == 10), default=0)
    place = years.index(asked.year)
    return Year(
        year=asked.year,
        count=sum(counts.values()),
        unplaced=counts.get(asked.year, 0),
        most=most,
        months=tuple(_month(int(asked.year), month, counts, most) for month in range(1, 13)),
        earlier=years[place - 1] if place else None,
        later=years[place + 1] if place + 1 < len(years) else None,
    )


def _years(archive: Archive) -> dict[str, int]:
    return archive.counted(browsing.years)


def _month(year: int, month: int, counts: dict[str, int], most: int) -> Month:
    name = f"{year}-{month:02d}"
    weeks = []
    for week in calendar.Calendar().monthdayscalendar(year, month):
        days = []
        for number in week:
            day = f"{name}-{number:02d}"
            count = counts.get(day, 0)
            days.append(DayCount(day, count, _heat(count, most)) if number else None)
        weeks.append(tuple(days))
    held = sum(count for day, count in counts.items() if day.startswith(name))
    return Month(name, held, counts.get(name, 0), tuple(weeks))


def _heat(count: int, most: int) -> int:
    """Quarters of the square root: on most days there is little, on a few very much."""
    if not count:
        return 0
    return min(4, int((count / most) ** 0.5 * 4 - 1e-9) + 1)


def _near(years: list[str], wanted: str) -> tuple[str, ...]:
    if not (wanted.isascii() and wanted.isdigit()):
        return tuple(years[-3:])
    distance = sorted(years, key=lambda one: (abs(int(one) - int(wanted[:4])), one))
    return tuple(sorted(distance[:3]))
