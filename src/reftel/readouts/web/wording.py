"""Days and months in words, for headings and labels.

In: 2008-03, 2008-03-05. Out: March 2008, 5 March 2008; with `short`, Mar and 5 Mar 2008. What is
no such day comes back as it is.
"""

from __future__ import annotations

__all__ = ["day_words", "month_words"]

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def month_words(month: str, *, short: bool = False, year: bool = True) -> str:
    """A month in words."""
    number = month[5:7]
    if not (number.isdigit() and 1 <= int(number) <= 12):
        return month
    name = _MONTHS[int(number) - 1]
    name = name[:3] if short else name
    return f"{name} {month[:4]}" if year else name


def day_words(day: str, *, short: bool = False) -> str:
    """A day in words; a month or a year where no more is known."""
    if len(day) < 10:
        return month_words(day, short=short)
    return f"{int(day[8:10])} {month_words(day[:7], short=short)}"
