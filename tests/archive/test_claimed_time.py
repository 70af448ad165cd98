"""Times that pages claim, in the spelling of each publisher."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive.claimed_time import read_claimed_time


@pytest.mark.parametrize(
    ("written", "value", "precision"),
    [
        ("2009-01-14 15:32", "2009-01-14T15:32", "minute"),
        ("1/14/2009 15:32", "2009-01-14T15:32", "minute"),
        ("Wed Jan 14 00:00:00 +0100 2009", "2009-01-14", "day"),
        ("14 JAN 1976", "1976-01-14", "day"),
        ("14 jan 1976", "1976-01-14", "day"),
        ("14-Jan-1976 12:00:00 am", "1976-01-14", "day"),
        ("1976 January 14, 00:00 (Wednesday)", "1976-01-14", "day"),
        ("2009 January 14, 15:32 (Wednesday)", "2009-01-14T15:32", "minute"),
        ("1976-01-14T15:32:00+00:00", "1976-01-14T15:32Z", "minute"),
        ("1976-01-14", "1976-01-14", "day"),
        ("1976-01-14 00:00:00", "1976-01-14", "day"),
        ("1976-01-14T00:00:00Z", "1976-01-14", "day"),
        ("2009-01-14 00:00", "2009-01-14T00:00", "minute"),
    ],
)
def test_each_spelling_is_as_exact_as_it_was_meant(written, value, precision):
    moment = read_claimed_time(written)
    assert moment is not None
    assert (moment.value, moment.precision, moment.written) == (value, precision, written)


@pytest.mark.parametrize(
    "written", ["", "n/a", "one day in May", "31 FEB 1976", "1976 January 14, 25:00 (Wednesday)"]
)
def test_what_is_no_time_is_none(written):
    assert read_claimed_time(written) is None


@given(st.text())
def test_any_words_are_a_time_or_none(written):
    moment = read_claimed_time(written)
    assert moment is None or moment.written == written
