"""Every invented page against what stands beside it, and any bytes against the promises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources.detect import FORMATS, read
from reftel.sources.page import Record, Unread
from reftel.sources.records import records
from sources.page_cases import CASES, FOLDER, expectation_of, found_in
from sources.promises import ANY_BYTES, assert_kept

NAMES = [name for name, _, _ in FORMATS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_page_gives_what_stands_beside_it(case):
    assert found_in(case) == json.loads(expectation_of(case).read_text("utf-8"))


def test_every_expectation_has_its_case():
    beside = {expectation_of(case) for case in CASES}
    assert set(FOLDER.glob("*/*.expect.json")) == beside


def test_every_form_has_cases():
    assert {case.parent.name for case in CASES} == {*NAMES, "none"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_every_case_keeps_the_promises(case):
    for record in records([case]):
        assert_kept(record, read(record))


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.parent.name != "none"],
    ids=lambda case: f"{case.parent.name}/{case.name}",
)
def test_the_folder_of_a_case_names_its_form(case):
    forms = {
        page.format
        for record in records([case])
        if not isinstance(result := read(record), Unread)
        for page in result
    }
    assert forms <= {case.parent.name}


@given(ANY_BYTES, st.sampled_from([None, *NAMES, "no such form"]))
def test_any_bytes_give_pages_or_a_reason(data, form):
    record = Record("any", data, format=form)
    result = read(record)
    assert_kept(record, result)
    assert read(record) == result


@given(ANY_BYTES, st.sampled_from([b"\xff\xfe", b"\xfe\xff"]))
def test_any_bytes_after_a_mark_of_utf16_give_pages_or_a_reason(data, mark):
    record = Record("any", mark + data)
    assert_kept(record, read(record))


def test_a_fault_is_handed_on():
    record = Record("x.zip", b"", fault="archive-broken", reason="It breaks off.")
    assert read(record) == Unread("archive-broken", "It breaks off.")


def test_a_name_decides_nothing():
    page = (FOLDER / "cablegate-html-2010" / "plain.html").read_bytes()
    assert read(Record("a.csv", page)) == read(Record("b.txt", page))


def test_a_row_that_names_its_columns_is_read_by_them_whatever_dump_it_was_taken_for():
    (first, *_) = records([FOLDER / "history-lab-csv" / "newer.csv"])
    assert read(Record("x#1", first.data, format="cables-csv")) == read(first)
    assert isinstance(read(Record("x#1", b"none", format="cables-csv")), Unread)
