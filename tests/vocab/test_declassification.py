"""The executive order line: which order, and its terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.spans import Span
from reftel.vocab.declassification import code_meaning, read_order, read_terms


@pytest.mark.parametrize(
    ("written", "number", "rule"),
    [
        ("12958", "12958", "exact"),
        ("E.O. 12958", "12958", "exact"),
        ("11652", "11652", "exact"),
        ("12598", "12958", "misprint"),
        ("19523", "12958", "misprint"),
        ("11653", "11652", "misprint"),
        ("99999", "99999", "unknown"),
    ],
)
def test_orders(written, number, rule):
    order = read_order(written)
    assert order is not None
    assert (order.number, order.rule) == (number, rule)


@pytest.mark.parametrize("written", ["", "E.O.", "1295", "129581", "1 2958"])
def test_what_is_no_order(written):
    assert read_order(written) is None


@pytest.mark.parametrize(
    ("written", "date", "code", "event"),
    [
        ("DECL: 01/14/2019", "2019-01-14", None, None),
        (" : DECL: 01/14/2019 ", "2019-01-14", None, None),
        ("DECL 2019/01/14", "2019-01-14", None, None),
        ("DECL:JANUARY 14, 2019", "2019-01-14", None, None),
        ("DECLASSIFY ON: 14 JAN 2019", "2019-01-14", None, None),
        ("decl: 01/14/2019", "2019-01-14", None, None),
        ("01/14/2019", "2019-01-14", None, None),
        ("DECL: JANUARY 2019", "2019-01", None, None),
        ("DECL: 2019", "2019", None, None),
        ("DECL: 01/14/2019 REASONS 1.4 (B)", "2019-01-14", None, None),
        ("N/A", None, "N/A", None),
        ("N / A", None, "N/A", None),
        ("DECL: N/A", None, "N/A", None),
        ("N.A.", None, "N/A", None),
        ("N/A TAGS", None, "N/A", None),
        ("DECL: OADR", None, "OADR", None),
        ("GDS", None, "GDS", None),
        ("XGDS-2", None, "XGDS2", None),
        ("XGDS (3)", None, "XGDS3", None),
        ("XGDS", None, "XGDS", None),
        ("GDS 1/14/86 (HENTZAU, R.)", "1986-01-14", "GDS", None),
        ("RDS-3 1/14/99 (HENTZAU, R.) OR-M", "1999-01-14", "RDS3", None),
        ("DECL: 1.6X1", None, "X1", None),
        ("DECL: MR", None, "MR", None),
        ("DECL: AFTER THE HARVEST OF 2012", None, None, "AFTER THE HARVEST OF 2012"),
        ("DECL: 10 YEARS", None, None, "10 YEARS"),
        ("DECL: NAVAL TALKS END", None, None, "NAVAL TALKS END"),
        ("DECL: 02/30/2019", None, None, "02/30/2019"),
        ("DECL: DECLASSIFIED BY NARA 09/02/2009", "2009-09-02", None, "DECLASSIFIED BY NARA"),
        ("AS AMENDED; DECLASSIFIED JUNE 21, 2006", "2006-06-21", "AS AMENDED", "DECLASSIFIED"),
        ("", None, None, None),
        ("DECL:", None, None, None),
    ],
)
def test_terms(written, date, code, event):
    terms = read_terms(written)
    assert (terms.date.value if terms.date else None, terms.code, terms.event) == (
        date,
        code,
        event,
    )


def test_the_date_has_its_place_in_the_text():
    text = "E.O. 12958: DECL: 01/14/2019"
    terms = read_terms(text[11:], 11)
    assert terms.date is not None
    assert terms.date.span == Span(18, 28)
    assert terms.date.span.of(text) == terms.date.written == "01/14/2019"


def test_codes_have_meanings():
    assert code_meaning("GDS") == "General declassification schedule"
    assert code_meaning("RDS3") == code_meaning("RDS")
    assert code_meaning("ZENDA") is None


@given(st.text() | st.text("DECL:XGS N/A0123456789-. ", max_size=40), st.integers(0, 99))
def test_any_text_has_terms(text, start):
    terms = read_terms(text, start)
    if terms.date is not None and terms.date.span is not None:
        assert ("x" * start + text)[
            terms.date.span.start : terms.date.span.end
        ] == terms.date.written
    read_order(text)
