"""Values of facets are counted exactly, however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reftel.search.document import Document, DocumentTag
from reftel.search.facets import count_columns
from reftel.search.query import parse
from reftel.search.tantivy_engine import TantivyEngine
from reftel.spans import Span

COLUMNS = ("a", "b", "c")
ROWS = st.lists(
    st.fixed_dictionaries(
        {one: st.lists(st.sampled_from("pqrstuv"), unique=True) for one in COLUMNS}
    ),
    min_size=1,
    max_size=12,
)


@given(ROWS, st.integers(1, 8))
def test_what_cannot_be_counted_at_once_is_counted_in_parts(rows, most: int) -> None:
    def ask(aggregation: Mapping[str, Any], numbers: Span) -> Mapping[str, Any] | None:
        found = {
            column: Counter(
                value for row in rows[numbers.start : numbers.end] for value in row[column]
            )
            for column in aggregation
        }
        if len(aggregation) > 1 and sum(map(len, found.values())) > most:
            return None
        # Of one column the most frequent come, and how many values are left out.
        return {
            column: {
                "buckets": [{"key": one, "doc_count": n} for one, n in values.most_common(most)],
                "sum_other_doc_count": sum(n for _, n in values.most_common()[most:]),
            }
            for column, values in found.items()
        }

    widest = max(len(row[column]) for row in rows for column in COLUMNS)
    counted = count_columns(COLUMNS, Span(0, len(rows)), ask)
    if most >= widest:  # of one cable no more is counted than can be counted at once
        assert counted == {
            column: Counter(value for row in rows for value in row[column]) for column in COLUMNS
        }


def test_more_values_than_the_index_counts_at_once(tmp_path: Path) -> None:
    def tags(n: int) -> tuple[DocumentTag, ...]:
        own = [DocumentTag(f"PERSON {n} {one}", "person") for one in range(30)]
        return (*own[:3], DocumentTag("PREL", "subject"), *own[3:])

    number = 2700  # with 24 values each in the column that holds the rest, and 6 in others
    with TantivyEngine.create(tmp_path, memory=60_000_000) as engine:
        engine.replace(
            Document(id=f"09ZENDA{n}", paragraphs=("the harvest",), tags=tags(n))
            for n in range(1, number + 1)
        )
        engine.commit()
        query = parse("harvest")
        answer = engine.search(query, limit=1)
        assert answer.in_all["tag"] == 30 * number + 1
        first = answer.facets["tag"][0]
        assert (first.value, first.count) == ("PREL", number)
        assert engine.facet(query, "tag")[1:3] == engine.search(query).facets["tag"][1:3]
        common = engine.common("tag", "PREL", ["tag"])
        assert (common.total, len(common.facets["tag"])) == (number, 30 * number + 1)
        one = engine.search(parse('tag:="PERSON 7 29"'), limit=1)
        assert one.total == 1
        assert one.in_all["tag"] == 31
