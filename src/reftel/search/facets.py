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
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from reftel.search.engine import FacetCount
from reftel.search.fields import FACETS, HAS

__all__ = ["COLUMNS", "SEVERAL", "cells", "counts", "to_count"]

_APART = {"tag": 6, "caption": 2}
"""Columns with one value of each cable; what a cable has more lies in one behind them."""
_KEYS = tuple(HAS)
_GROUPS = tuple(_KEYS[at : at + 9] for at in range(0, len(_KEYS), 9))
SEVERAL = ("has", *_APART)
"""Facets under which a cable may have several values."""
_MOST = 60_000
"""Values that are counted of a column; tantivy has at most 65,000."""


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


def to_count(facets: Sequence[str]) -> dict[str, Any]:
    """What the index is asked, so that it counts the values of facets."""
    return {
        column: {"terms": {"field": column, "size": _MOST, "segment_size": _MOST}}
        for facet in facets
        for column in COLUMNS[facet]
    }


def counts(facet: str, counted: Mapping[str, Any]) -> list[FacetCount]:
    """All values of a facet in what the index answered, in no order."""
    found: Counter[str] = Counter()
    for column in COLUMNS[facet]:
        for bucket in counted[column]["buckets"]:
            written, count = bucket["key"], int(bucket["doc_count"])
            for value in written.split() if facet == "has" else (written,):
                found[value] += count
    del found[""]
    return [FacetCount(value, count) for value, count in found.items()]
