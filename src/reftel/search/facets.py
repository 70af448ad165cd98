"""How the values of a facet lie in the index, so that counting them is quick.

In: the values that a cable has under a facet. Out: its cells, each a value in a column; and from
what the index counts in the columns the counts of the values. Promise: the counts are exact.

Of a column in which every cable has one value, be it an empty one, the index counts a value at a
tenth of what it takes where cables have several, and at a fifth of what it takes where some have
none. So nearly all columns are such. TAGS and captions lie in several: the first of each cable,
the second, and so on. Of `has`, under which cables have many of few values, a column holds all that
a cable has of a group, as one value: of nine values 512 at most, where the index counts 65,000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, TypeAlias

from reftel.search.engine import FacetCount
from reftel.search.fields import FACETS, HAS
from reftel.spans import Span

__all__ = ["COLUMNS", "SEVERAL", "cells", "count_columns", "counts"]

_APART = {"tag": 6, "caption": 2}
"""Columns with one value of each cable; what a cable has more lies in one behind them."""
_KEYS = tuple(HAS)
_GROUPS = tuple(_KEYS[at : at + 9] for at in range(0, len(_KEYS), 9))
SEVERAL = ("has", *_APART)
"""Facets under which a cable may have several values."""
_MOST = 60_000
"""Values that are counted of a column at once; tantivy has at most 65,000 in all columns asked."""


def _columns(facet: str) -> tuple[str, ...]:
    if facet not in SEVERAL:
        return (f"facet_{facet}",)
    number = len(_GROUPS) if facet == "has" else _APART[facet] + 1
    return tuple(f"column_{facet}_{n}" for n in range(number))


COLUMNS = {facet: _columns(facet) for facet in FACETS}
"""Facet to the fields of the index in which its values are counted."""


def cells(facet: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Column and value, for a cable that has these values under a facet, each once."""
    columns = COLUMNS[facet]
    if facet == "has":
        for column, group in zip(columns, _GROUPS, strict=True):
            yield column, " ".join(value for value in group if value in values)
        return
    single = _APART.get(facet, 1)
    for column, value in zip_longest(columns[:single], values[:single], fillvalue=""):
        yield column, value
    for value in values[single:]:
        yield columns[-1], value


Ask: TypeAlias = Callable[[Mapping[str, Any], Span], Mapping[str, Any] | None]
"""Answers an aggregation over the cables of some numbers; None where it counts too many values."""


def count_columns(columns: Sequence[str], numbers: Span, ask: Ask) -> dict[str, Counter[str]]:
    """Column to its values with their counts, over the cables of these numbers.

    What has more values than the index counts at once is counted in parts: column by column, and
    of a column by halves of the cables.
    """
    answer = ask({column: _terms(column) for column in columns}, numbers)
    alone = len(columns) == 1 and numbers.end - numbers.start == 1
    if answer is not None and (
        alone or not any(found["sum_other_doc_count"] for found in answer.values())
    ):
        return {
            column: Counter(
                {one["key"]: int(one["doc_count"]) for one in answer[column]["buckets"]}
            )
            for column in columns
        }
    if alone:
        return {columns[0]: Counter()}
    if len(columns) > 1:
        middle = len(columns) // 2
        return count_columns(columns[:middle], numbers, ask) | count_columns(
            columns[middle:], numbers, ask
        )
    middle = (numbers.start + numbers.end) // 2
    halves = [
        count_columns(columns, half, ask)[columns[0]]
        for half in (Span(numbers.start, middle), Span(middle, numbers.end))
    ]
    halves[0].update(halves[1])
    return {columns[0]: halves[0]}


def _terms(column: str) -> dict[str, Any]:
    return {"terms": {"field": column, "size": _MOST, "segment_size": _MOST}}


def counts(facet: str, counted: Mapping[str, Mapping[str, int]]) -> list[FacetCount]:
    """All values of a facet in what was counted of its columns, in no order."""
    found: Counter[str] = Counter()
    for column in COLUMNS[facet]:
        for written, count in counted[column].items():
            for value in written.split() if facet == "has" else (written,):
                found[value] += count
    del found[""]
    return [FacetCount(value, count) for value, count in found.items()]
