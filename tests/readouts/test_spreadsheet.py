"""Nothing that a cable says is worked out by a spreadsheet, and nothing of it is lost."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readouts.export import export_lines
from reftel.readouts.record import cable_record
from reftel.readouts.spreadsheet import cell
from reftel.telegram.parse import parse

DOCS = Path(__file__).parents[2] / "docs"
FORMULAS = "=+-@\t\r\n＝＋－＠"


@pytest.fixture(scope="module")
def exact():
    """The function that docs/json.md gives."""
    text = (DOCS / "json.md").read_text("utf-8").partition("## Columns of the CSV")[2]
    names: dict = {}
    exec(re.search("```python\n(.*?)```", text, re.DOTALL)[1], names)
    return names["exact"]


@pytest.mark.parametrize("first", FORMULAS)
def test_what_begins_as_a_formula_is_told_as_text(first: str) -> None:
    assert cell(f'{first}HYPERLINK("http://ruritania.example")')[0] == "'"


@pytest.mark.parametrize("text", ["", "barley", "'barley'", "a=b", " - barges", "2009-01-14"])
def test_other_text_is_as_it_was(text: str) -> None:
    assert cell(text) == text


@given(st.text() | st.text(alphabet=FORMULAS + "'a"))
def test_the_exact_text_comes_back(exact, text: str) -> None:
    assert exact(cell(text)) == text
    assert cell(text)[:1] not in set(FORMULAS)


def test_a_row_of_an_export_is_safe(exact) -> None:
    text = "UNCLAS ZENDA 000003\n\nTAGS: ECON\nSUBJECT: =SUM(1+1) BARGES\n\n1. Rain.\n"
    record = cable_record(parse(text))
    lines = io.StringIO("".join(export_lines([record], "csv")), newline="")
    (row,) = csv.DictReader(lines)
    assert row["subject"] == "'=SUM(1+1) BARGES"
    assert exact(row["subject"]) == record.subject
