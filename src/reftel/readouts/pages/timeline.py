"""Cables along time: counts by month, and how they are drawn.

In: months with their counts, from any page. Out: `Timeline`, in which every bar and every year has
its place in per cent of the width, so that a template only writes it down. No month between the
first and the last is left out of the scale, however empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reftel.search.narrowing import narrowed
from reftel.search.query import parse

__all__ = ["MonthBar", "MonthCount", "Timeline", "YearSpan", "by_month", "draw", "query_within"]

HEIGHT = 100
"""Of the tallest bar, in the units of the drawing."""
_LOWEST = 2
"""A month with a cable is seen beside one with thousands."""


class MonthCount(msgspec.Struct, frozen=True, gc=False):
    """A month and its cables."""

    month: str
    """2008-03"""
    count: int


class MonthBar(msgspec.Struct, frozen=True, gc=False):
    """A month as it is drawn."""

    month: str
    count: int
    x: str
    """Left edge, in per cent of the width."""
    width: str
    y: float
    """Upper edge; the lower one stands at `HEIGHT`."""
    height: float


class YearSpan(msgspec.Struct, frozen=True, gc=False):
    """A year as it is drawn."""

    year: str
    count: int
    x: str
    width: str
    middle: str
    label: str
    """Whether its number is shown: always, on a wide page, or where it is the one pointed at."""


class Timeline(msgspec.Struct, frozen=True):
    """Months of one answer, drawn."""

    bars: tuple[MonthBar, ...]
    """Months that have cables, in order."""
    years: tuple[YearSpan, ...]
    """Every year from the first to the last."""
    total: int
    """Cables in all bars together."""
    most: MonthCount | None
    """The fullest month, the first of several."""


def by_month(counts: Mapping[str, int]) -> tuple[MonthCount, ...]:
    """Counts by month; what is no month is left out."""
    return tuple(MonthCount(month, count) for month, count in counts.items() if len(month) == 7)


def draw(months: Sequence[MonthCount]) -> Timeline:
    """The places of months and years, whole years from the first to the last."""
    counted = {one.month: one.count for one in months if one.count}
    if not counted:
        return Timeline((), (), 0, None)
    first, last = int(min(counted)[:4]), int(max(counted)[:4])
    step = 100 / ((last - first + 1) * 12)
    most = max(counted.values())
    bars = []
    for month, count in sorted(counted.items()):
        place = (int(month[:4]) - first) * 12 + int(month[5:]) - 1
        height = round(max(count / most * HEIGHT, _LOWEST), 1)
        bars.append(
            MonthBar(
                month, count, _per_cent(place * step), _per_cent(step),
                round(HEIGHT - height, 1), height,
            )
        )  # fmt: skip
    fullest = max(bars, key=lambda bar: bar.count)
    return Timeline(
        tuple(bars),
        tuple(_years(counted, first, last)),
        sum(counted.values()),
        MonthCount(fullest.month, fullest.count),
    )


def _years(counted: Mapping[str, int], first: int, last: int) -> Iterable[YearSpan]:
    number = last - first + 1
    step = 100 / number
    totals = dict.fromkeys(range(first, last + 1), 0)
    for month, count in counted.items():
        totals[int(month[:4])] += count
    for year, count in totals.items():
        x = (year - first) * step
        yield YearSpan(
            str(year), count, _per_cent(x), _per_cent(step), _per_cent(x + step / 2),
            _label(year, number),
        )  # fmt: skip


def _label(year: int, number: int) -> str:
    """A dozen numbers fit on a wide page, five on a narrow one; they are round ones."""
    always, wide = next((steps for most, steps in _STEPS if number <= most), (100, 50))
    if year % always == 0:
        return "always"
    return "wide" if year % wide == 0 else "pointed"


_STEPS = ((6, (1, 1)), (14, (2, 1)), (30, (5, 2)), (70, (10, 5)), (140, (20, 10)))
"""Up to so many years: every which one is numbered on any page, and on a wide one."""


def _per_cent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


_ANY_MONTH = "1001-01"
"""Stands where a month will; no cable is as old."""


def query_within(query: str) -> tuple[str, str]:
    """A query with a date still to be written: what stands before the date, and after it."""
    before, _, after = narrowed(parse(query), f"date:{_ANY_MONTH}").partition(_ANY_MONTH)
    return before, after
