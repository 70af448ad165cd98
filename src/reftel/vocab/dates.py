"""Dates as cables and pages write them, each with its precision.

In: a date-time group, a page's or dump's time, a date of declassification. Out: `Moment`, or None
for what is no date. Nothing is guessed: an unknown hour is not midnight, and only a date-time group
and its kin (whose Z says so) are in universal time.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from reftel.spans import Span

__all__ = [
    "FIRST_YEAR",
    "MONTHS",
    "Moment",
    "agrees",
    "clock_fault",
    "full_year",
    "read_day",
    "read_dtg",
    "read_dump_time",
    "read_page_time",
]


class Moment(msgspec.Struct, frozen=True, gc=False):
    """A point in time, no more exact than it was written."""

    value: str
    """ISO 8601, cut at its precision: 2008-01-25T15:26Z, 2008-01-25T15Z, 2008-01-25, 2008. Z where
    the writing says universal time; a page's time says no zone and has none."""
    precision: str
    """minute, hour, day, month or year."""
    written: str
    span: Span | None = None


_NAMES = (
    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()
)
MONTHS: dict[str, int] = {
    **{name: n for n, name in enumerate(_NAMES, 1)},
    **{name[:3]: n for n, name in enumerate(_NAMES, 1)},
    "SEPT": 9,
}
"""Names of months in capitals, full and short, to their number."""

FIRST_YEAR = 1966
"""Two digits from 66 on are years of the 1900s, those below of the 2000s: the earliest number in
any publication is of 1966."""

_LONGEST = 60
_DAY = {"day": 10, "month": 7, "year": 4}


def full_year(digits: int) -> int:
    """Two digits of a year to four: 08 to 2008, 73 to 1973. Four stay."""
    if not 0 <= digits <= 99:
        return digits
    return digits + (1900 if digits >= FIRST_YEAR % 100 else 2000)


def read_dtg(written: str, span: Span | None = None) -> Moment | None:
    """The minute of a date-time group such as 251526Z JAN 08, or None.

    Any case; blanks may stand anywhere (141532 Z JAN 7 3). The years 66 to 99 are 19xx.
    """
    if len(written) > _LONGEST:
        return None
    plain = "".join(written.split()).upper()
    if len(plain) < 12 or not plain.isascii() or plain[6] != "Z" or not plain[:6].isdigit():
        return None
    end = 7
    while end < len(plain) and plain[end].isalpha():
        end += 1
    month, digits = MONTHS.get(plain[7:end]), plain[end:]
    if month is None or not digits.isdigit() or len(digits) not in (2, 4):
        return None
    return _minute(
        _year(digits), month, int(plain[:2]), int(plain[2:4]), int(plain[4:6]), "Z", written, span
    )


_PAGE_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]+([0-9]{2}):([0-9]{2})(?::[0-9]{2})?)?"
)
_DUMP_TIME = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: +([0-9]{1,2}):([0-9]{2}))?")


def read_page_time(written: str, span: Span | None = None) -> Moment | None:
    """A page's time, 2008-01-25 15:26 or 2011-08-26, without a zone; or None."""
    match = _PAGE_TIME.fullmatch(written.strip())
    if match is None:
        return None
    year, month, day, hour, minute = match.groups()
    return _page(int(year), int(month), int(day), hour, minute, written, span)


def read_dump_time(written: str, span: Span | None = None) -> Moment | None:
    """A dump's time, month first, 1/14/2009 15:32, without a zone; or None."""
    match = _DUMP_TIME.fullmatch(written.strip())
    if match is None:
        return None
    month, day, year, hour, minute = match.groups()
    return _page(int(year), int(month), int(day), hour, minute, written, span)


_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_EIGHT = re.compile(r"[0-9]{8}")
_MONTH_FIRST = re.compile(r"([A-Z]{3,9})[ .]*([0-9]{1,2})(?:ST|ND|RD|TH)?[ ,]+([0-9]{4}|[0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:ST|ND|RD|TH)?[ -]*([A-Z]{3,9})[ .,-]*([0-9]{4}|[0-9]{2})")
_MONTH_YEAR = re.compile(r"([A-Z]{3,9})[ .,]*([0-9]{4})|([0-9]{1,2})/([0-9]{4})")
_YEAR_ONLY = re.compile(r"(?:19|20|21)[0-9]{2}")


def read_day(written: str, span: Span | None = None) -> Moment | None:
    """A date of declassification in any of its spellings, or None.

    01/14/2019, 2019/01/14, JANUARY 14, 2019, 14 JAN 2019, JANUARY 2019, 2019. Of 09/02/2009 the
    month is first, as on all but one in sixteen lines; where that is impossible, the day is.
    """
    if len(written) > _LONGEST:
        return None
    plain = " ".join(written.upper().split()).strip(" .,;:")
    if match := _YEAR_FIRST.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]), written, span)
    if match := _YEAR_LAST.fullmatch(plain):
        return _either(_year(match[3]), int(match[1]), int(match[2]), written, span)
    if _EIGHT.fullmatch(plain):
        if plain[:2] in ("19", "20") and plain[4:6] <= "12":
            return _day(int(plain[:4]), int(plain[4:6]), int(plain[6:]), written, span)
        return _either(int(plain[4:]), int(plain[:2]), int(plain[2:4]), written, span)
    if (match := _MONTH_FIRST.fullmatch(plain)) and (month := MONTHS.get(match[1])):
        return _day(_year(match[3]), month, int(match[2]), written, span)
    if (match := _DAY_FIRST.fullmatch(plain)) and (month := MONTHS.get(match[2])):
        return _day(_year(match[3]), month, int(match[1]), written, span)
    if match := _MONTH_YEAR.fullmatch(plain):
        number = MONTHS.get(match[1]) if match[1] else int(match[3])
        year = int(match[2] or match[4])
        if number and 1 <= number <= 12 and 1900 <= year < 2200:
            return Moment(f"{year:04d}-{number:02d}", "month", written, span)
        return None
    if _YEAR_ONLY.fullmatch(plain):
        return Moment(plain, "year", written, span)
    return None


def agrees(one: Moment, other: Moment) -> bool:
    """Whether two moments are the same as far as the coarser one goes; zones are not compared."""
    a, b = one.value.removesuffix("Z"), other.value.removesuffix("Z")
    return a.startswith(b) or b.startswith(a)


def clock_fault(page: Moment, telegram: Moment) -> bool:
    """Whether a page shows the fault of the 2010 layout: its minutes repeat the hour.

    True when day and hour are the telegram's own, the minutes are not, and the page's minutes are
    its hour on a twelve-hour clock (15:03, 00:12).
    """
    if page.precision != "minute" or telegram.precision != "minute" or agrees(page, telegram):
        return False
    hour, minute = int(page.value[11:13]), int(page.value[14:16])
    return page.value[:13] == telegram.value[:13] and minute == (hour % 12 or 12)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return full_year(year)


def _exists(year: int, month: int, day: int) -> bool:
    if not 1900 <= year < 2200:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _day(year: int, month: int, day: int, written: str, span: Span | None) -> Moment | None:
    if not _exists(year, month, day):
        return None
    return Moment(f"{year:04d}-{month:02d}-{day:02d}", "day", written, span)


def _either(year: int, first: int, second: int, written: str, span: Span | None) -> Moment | None:
    """Month first; where that is no date, day first."""
    return _day(year, first, second, written, span) or _day(year, second, first, written, span)


def _minute(
    year: int,
    month: int,
    day: int,
    hour: int,
    minute: int,
    zone: str,
    written: str,
    span: Span | None,
) -> Moment | None:
    if hour > 23 or minute > 59 or not _exists(year, month, day):
        return None
    value = f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}{zone}"
    return Moment(value, "minute", written, span)


def _page(
    year: int,
    month: int,
    day: int,
    hour: str | None,
    minute: str | None,
    written: str,
    span: Span | None,
) -> Moment | None:
    if hour is None or minute is None:
        return _day(year, month, day, written, span)
    return _minute(year, month, day, int(hour), int(minute), "", written, span)
