import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources.control_characters import is_text, places
from reftel.sources.detect import read
from reftel.sources.page import Record, Unread
from reftel.sources.utf16 import recode
from reftel.spans import Span
from sources.page_cases import CASES, FOLDER
from sources.promises import assert_kept

RAW = (FOLDER / "telegram-text" / "raw-message.txt").read_bytes()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("harvest\t\r\n\v\f", []),
        ("har\0vest", [(3, 4)]),
        ("\0\x01é\x7f\x1b[1m", [(0, 2), (3, 5)]),
        ("Zénda\x85", []),
    ],
)
def test_places(text, found):
    assert list(places(text)) == [Span(*place) for place in found]


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"", True), (b"x" * 19 + b"\0", True), (b"x" * 18 + b"\0", False), (b"a\0b\0", False)],
)
def test_is_text(data, expected):
    assert is_text(data) is expected


@given(st.integers(0, len(RAW)), st.sampled_from([b"\0", b"\x07", b"\x1b", b"\0\0\0"]))
def test_a_telegram_with_some_is_read_and_says_where(place, strange):
    record = Record("x", RAW[:place] + strange + RAW[place:])
    result = read(record)
    if isinstance(result, Unread):  # a landmark was broken
        assert result.code == "no-telegram"
        return
    assert_kept(record, result)
    (page,) = result
    (defect,) = (one for one in page.defects if one.code == "control-characters")
    assert defect.found == strange.decode()
    assert defect.spans == (Span(place, place + len(strange)),)


def test_each_kind_of_page_says_it():
    for case in CASES:
        data = case.read_bytes()
        if case.parent.name == "none" or b"he " not in data or recode(data):
            continue
        record = Record("x", data.replace(b"he ", b"h\0e "))
        result = read(record)
        assert_kept(record, result)
        if not isinstance(result, Unread) and any("h\0e " in page.text for page in result):
            assert "control-characters" in {d.code for page in result for d in page.defects}


def test_half_of_the_bytes_are_too_many():
    result = read(Record("x", RAW.decode().encode("utf-16-le")))
    assert isinstance(result, Unread)


@pytest.mark.parametrize("first", [b"SQLite format 3\0", b"%PDF-1.4\n", b"{\\rtf1\n"])
def test_a_telegram_in_another_kind_of_file_is_not_taken_for_one(first):
    result = read(Record("x", first + b"\n" + RAW))
    assert isinstance(result, Unread)
    assert result.code == "no-telegram"
