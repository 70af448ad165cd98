import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources.cables_csv import looks_like, read, rows
from reftel.sources.page import Page, Record
from sources.page_cases import FOLDER
from sources.promises import assert_kept, assert_places_lead_back

DUMP = (FOLDER / "cables-csv" / "three-rows.csv").read_bytes()


def in_pieces(data, size):
    """A reader that never hands over more than `size` bytes."""
    stream = io.BytesIO(data)
    return lambda most: stream.read(min(most, size))


@given(st.integers(1, 2 * len(DUMP)))
def test_rows_do_not_depend_on_the_chunks(size):
    assert list(rows(in_pieces(DUMP, size))) == list(rows(io.BytesIO(DUMP).read))


def test_rows_joined_give_the_dump_back():
    found = list(rows(in_pieces(DUMP, 100)))
    assert len(found) == 3
    assert b"".join(found) == DUMP
    assert [row[:4] for row in found] == [b'"17"', b'"18"', b'"19"']


@given(st.binary(max_size=300), st.integers(1, 50))
def test_rows_of_anything_joined_give_it_back(data, size):
    assert b"".join(rows(in_pieces(data, size))) == data


def test_a_whole_dump_as_one_record_gives_all_its_pages():
    record = Record("dump", DUMP)
    pages = read(record)
    assert isinstance(pages, tuple)
    assert [page.claim("id") for page in pages] == ["09STRELSAU12", "09STRELSAU13", "09STRELSAU14"]
    assert_kept(record, pages)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (rb"say \"yes\"", 'say "yes"'),
        (rb"C:\\MILL", "C:\\MILL"),
        (b"one\\\ntwo", "one\ntwo"),
        (b"one\\\r\ntwo", "one\ntwo"),
        (rb"\N and \n", r"\N and \n"),
        (rb"\\\"", '\\"'),
        (rb"\\\\", "\\\\"),
        ('Zénda \\"€\\"'.encode(), 'Zénda "€"'),
    ],
)
def test_escapes(written, text):
    row = b'"1","1/4/2009 5:02","09ZENDA1","Zenda","SECRET","","FM ZENDA","' + written + b'"\n'
    record = Record("dump#1", row, format="cables-csv")
    pages = read(record)
    assert isinstance(pages, tuple)
    assert pages[0].text == "FM ZENDA\n" + text
    assert_kept(record, pages)
    assert_places_lead_back(record, pages[0])


def test_claims_of_references_lead_to_their_bytes():
    row = b'"1","1/4/2009 5:02","09ZENDA1","Zenda","SECRET","08A1|08B22|09C3","FM","1. X"'
    result = read(Record("dump#1", row))
    assert isinstance(result, tuple)
    (page,) = result
    assert isinstance(page, Page)
    found = [claim for claim in page.claims if claim.name == "reference"]
    assert [claim.value for claim in found] == ["08A1", "08B22", "09C3"]
    assert [row[c.span.start : c.span.end] for c in found] == [b"08A1", b"08B22", b"09C3"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'"1","1/4/2009 5:02","09ZENDA1"', True),
        (b'"251287","12/31/2009 15:32:07","x', True),
        (b'\xef\xbb\xbf"1","1/4/2009 5:02","09ZENDA1"', True),
        (b'id,date\n"1","1/4/2009 5:02","09ZENDA1"', True),
        (b'"1","2009-01-04 05:02","09ZENDA1"', False),
        (b'"Zenda","1/4/2009 5:02","x"', False),
        (b"1,1/4/2009 5:02,09ZENDA1", False),
        (b"", False),
    ],
)
def test_looks_like(data, expected):
    assert looks_like(data) is expected
