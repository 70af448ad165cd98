"""The parser's scorecard: no field below 99 %, or its failures are listed; the page is true."""

from __future__ import annotations

import pytest
from bench.accuracy.__main__ import BEGIN, END, README, report, scores
from bench.accuracy.cases import FIELDS, Case, cases

ALL = list(cases())
PAGE = README.read_text("utf-8")


def test_the_page_says_what_is_measured() -> None:
    assert PAGE.partition(BEGIN)[2].partition(END)[0].strip() == report(ALL).strip()


@pytest.mark.parametrize("field", FIELDS)
def test_each_field(field: str) -> None:
    score = scores(ALL)[field]
    assert score.cases >= 10
    if min(score.precision, score.recall) < 0.99:
        assert all(f"- {field}, `{name}`" in PAGE for name, _, _ in score.failures)


def test_what_counts_as_right() -> None:
    case = Case("x", {"TAGS": ["PGOV", "PREL"], "id": []}, {"TAGS": ["PREL", "RZ"], "id": ["?"]})
    found = scores([case])
    assert (found["TAGS"].precision, found["TAGS"].recall) == (0.5, 0.5)
    assert found["TAGS"].failures == [("x", ["PGOV"], ["RZ"])]
    assert (found["id"].precision, found["id"].recall) == (0.0, 1.0)
