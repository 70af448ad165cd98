"""Days, months and numbers in words, for headings and labels.

In: 2008-03, 2008-03-05, 1234. Out: March 2008, 5 March 2008, 1,234; with `short`, Mar and 5 Mar
2008. What is no such day comes back as it is. `say` puts the words and patterns into the reader's
language.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = [
    "MONTHS",
    "PATTERNS",
    "SHORT_MONTHS",
    "day_words",
    "filled",
    "month_words",
    "number_words",
]

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_THOUSANDS = "1,234"
_MONTH, _DAY = "{month} {year}", "{day} {month} {year}"
PATTERNS = (_THOUSANDS, _MONTH, _DAY)
"""How a number of more than three digits, a month and a day are written."""

_Say = Callable[[str], str]


def month_words(month: str, *, short: bool = False, year: bool = True, say: _Say = str) -> str:
    """A month in words."""
    number = month[5:7]
    if not (number.isdigit() and 1 <= int(number) <= 12):
        return month
    name = say((SHORT_MONTHS if short else MONTHS)[int(number) - 1])
    return filled(_MONTH, say, month=name, year=month[:4]) if year else name


def day_words(day: str, *, short: bool = False, say: _Say = str) -> str:
    """A day in words; a month or a year where no more is known."""
    if len(day) < 10:
        return month_words(day, short=short, say=say)
    month = month_words(day[:7], short=short, year=False, say=say)
    return filled(_DAY, say, day=int(day[8:10]), month=month, year=day[:4])


def number_words(number: int, *, say: _Say = str) -> str:
    """A whole number, its thousands set apart."""
    return f"{number:,}".replace(",", say(_THOUSANDS)[1:-3])


def filled(words: str, say: _Say, **facts: object) -> str:
    """Words of ours in a language, their places filled; in English where it has not the same."""
    try:
        return say(words).format(**facts)
    except (LookupError, ValueError):
        return words.format(**facts)
