import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.spans import MapWriter, Span


def whole(data: bytes) -> MapWriter:
    writer = MapWriter(data)
    writer.copy(len(data))
    return writer


@given(st.text())
def test_text_that_was_copied_leads_back_character_by_character(text):
    data = text.encode()
    written, way = whole(data).finish()
    assert written == text
    assert way.read(data) == text
    for number, character in enumerate(text):
        place = way.place(number)
        assert data[place.start : place.end].decode() == character


@given(st.binary())
def test_any_bytes_have_a_text_and_a_way_back(data):
    writer = whole(data)
    text, way = writer.finish()
    assert way.read(data) == text
    assert way.end == len(data)
    assert writer.length == len(text)
    assert bool(writer.broken) == ("".join(text).encode() != data)


@given(st.lists(st.text(alphabet="aé€\N{MUSICAL SYMBOL G CLEF}&\n")))
def test_lines_at_once_are_lines_one_by_one(lines):
    mark = b"&#x000A;"
    data = mark.join(line.encode() for line in lines)
    at_once = MapWriter(data)
    at_once.copy_lines(len(data), mark)
    one_by_one = MapWriter(data)
    at = 0
    for line in lines[:-1]:
        at += len(line.encode())
        one_by_one.copy(at)
        at += len(mark)
        one_by_one.swap(at, "\n")
    one_by_one.copy(len(data))
    assert at_once.finish() == one_by_one.finish()
    assert at_once.length == one_by_one.length


def test_bytes_that_are_no_utf8_are_read_as_windows_1252():
    writer = whole(b"Z\xe9nda \x93Queen\x94 \x81 \xc3\xa9")
    text, way = writer.finish()
    assert text == "Zénda “Queen” \x81 é"
    assert writer.broken == (Span(1, 2), Span(6, 7), Span(12, 13), Span(14, 15))
    assert writer.broken_text == "é“”\x81"
    assert way.place(6) == Span(6, 7)


def test_a_place_that_was_swapped_is_all_its_bytes():
    data = b"one&#x000A;<b>two</b>"
    writer = MapWriter(data)
    writer.copy(3)
    writer.swap(11, "\n")
    writer.drop(14)
    writer.copy(17)
    writer.drop(21)
    text, way = writer.finish()
    assert text == "one\ntwo"
    assert way.place(3) == Span(3, 11)
    assert way.to_source(Span(2, 5)) == Span(2, 15)
    assert way.to_source(Span(4, 4)) == Span(14, 14)
    assert way.to_source(Span(7, 7)) == Span(21, 21)
    with pytest.raises(IndexError):
        way.place(7)
    with pytest.raises(IndexError):
        way.place(-1)
