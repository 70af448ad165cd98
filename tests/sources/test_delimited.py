"""Tables with a heading: cut into rows in pieces, one broken row alone, every byte handed on."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources.delimited import fields, heading_of, rows, unescaped

VALUES = st.text(st.sampled_from('ab",;\t\n\\ é'), max_size=8).filter(
    # A backslash before a quote escapes it in one of the two ways, and not in that of `csv`.
    lambda value: '\\"' not in value and not value.endswith("\\")
)
TABLES = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=6)
HEADING = b"doc_id,title,body\n"


def in_pieces(data, size):
    stream = io.BytesIO(data)
    return lambda most: stream.read(min(most, size))


def written(table):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    return HEADING + out.getvalue().encode()


def read_back(row, delimiter=b","):
    heading = heading_of(row)
    found = fields(heading, row, heading.end, len(row))
    return None if found is None else [unescaped(row, field).decode() for field in found]


@given(TABLES, st.integers(20, 200))
def test_rows_are_those_that_were_written(table, size):
    data = written(table)
    expected = [[value.replace("\\\n", "\n") for value in row] for row in table]
    assert [read_back(row) for row in rows(in_pieces(data, size))] == expected


@given(st.binary(max_size=200).map(lambda data: HEADING + data), st.integers(20, 60))
def test_rows_without_the_heading_give_the_table_back(data, size):
    found = list(rows(in_pieces(data, size)))
    below = b"".join(row.removeprefix(HEADING) for row in found)
    assert below == data[len(HEADING) :] if data[len(HEADING) :].strip() else found == [data]


@given(st.binary(max_size=200))
def test_what_has_no_heading_is_handed_on(data):
    if heading_of(data) is None:
        assert b"".join(rows(io.BytesIO(data).read)) == data


@pytest.mark.parametrize(
    ("written", "columns"),
    [
        (b"doc_id,body\n", ("doc_id", "body")),
        (b'"DOC_ID";"Body"\r\n', ("doc_id", "body")),
        (b"\xef\xbb\xbfdoc_id\tbody\n", ("doc_id", "body")),
        (b",doc_id,body\n", ("", "doc_id", "body")),
        (b"doc_id,,body\n", None),
        (b"doc_id\n", None),
        (b"doc_id,body", None),
        (b"17,09STRELSAU12\n", None),
        (
            b"It rained, and then it snowed for a week; the mill stood still and nobody knew why\n",
            None,
        ),
    ],
)
def test_headings(written, columns):
    heading = heading_of(written)
    assert (heading and heading.columns) == columns


@pytest.mark.parametrize(
    "broken",
    [
        b'2,"THE OLD "MILL",x\n',
        b"2,two fields\n",
        b"2,one,too,many\n",
        b'2,"never closed,x\n',
        b'2,"ended too early"\n"and goes on,x\n',
    ],
)
def test_a_broken_row_costs_itself_alone(broken):
    data = HEADING + b"1,one,a\n" + broken + b'3,"th""ree",c\n4,four,d\n'
    found = [read_back(row) for row in rows(io.BytesIO(data).read)]
    assert found[0] == ["1", "one", "a"]
    assert found[-2:] == [["3", 'th"ree', "c"], ["4", "four", "d"]]
    assert found[1:-2] == [None] * len(found[1:-2])


def test_a_table_that_is_none_is_cut_in_time():
    data = HEADING + b'"a,"\n' * 200_000
    started = time.process_time()
    found = list(rows(io.BytesIO(data).read))
    assert b"".join(row.removeprefix(HEADING) for row in found) == data[len(HEADING) :]
    assert time.process_time() - started < 20


def test_a_row_cut_off_above_many_empty_lines_is_passed_over_at_once() -> None:
    """Were they looked at one by one, each to the last, this would take a minute."""
    table = b'doc_id,authored,title,body\n1,2,3,"' + b"\n" * 60_000
    given = io.BytesIO(table)
    assert b"".join(rows(given.read)) == table
