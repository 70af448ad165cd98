"""Places in a text, and the way back to the bytes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reftel.spans import MapWriter, OffsetMap, Run, Span

STEPS = st.lists(
    st.tuples(st.sampled_from(["copy", "swap", "drop"]), st.integers(0, 12), st.text(max_size=3)),
    max_size=12,
)
SOURCES = st.binary(max_size=60) | st.text(max_size=30).map(str.encode)


def write(source: bytes, steps: list[tuple[str, int, str]], start: int = 0) -> MapWriter:
    """A writer that went through the source by these steps and copied what was left."""
    writer, at = MapWriter(source, start), start
    for step, length, stands_for in steps:
        at = min(at + length, len(source))
        if step == "copy":
            writer.copy(at)
        elif step == "swap":
            writer.swap(at, stands_for)
        else:
            writer.drop(at)
    writer.copy(len(source))
    return writer


@given(SOURCES, STEPS, st.integers(0, 5))
@example(b"\xff\xfe\x81", [], 0)
@example("à la carte".encode("latin-1"), [], 0)
@example(b"a&#x000A;b", [("copy", 1, ""), ("swap", 8, "\n")], 0)
def test_the_text_is_read_again_from_bytes_and_map(source, steps, start):
    start = min(start, len(source))
    writer = write(source, steps, start)
    text, map_ = writer.finish()
    assert map_.read(source) == text
    assert map_.text_length == len(text) == writer.length
    assert (map_.start, map_.end) == (start, len(source))


@given(SOURCES, STEPS)
def test_every_character_has_its_bytes_in_order(source, steps):
    text, map_ = write(source, steps).finish()
    swapped = {run.stands_for for run in map_.runs if run.stands_for}
    before = Span(0, 0)
    for n, character in enumerate(text):
        place = map_.place(n)
        assert 0 <= place.start <= place.end <= len(source)
        assert place == before or place.start >= before.end
        written = source[place.start : place.end]
        assert written == character.encode() or any(character in text for text in swapped)
        before = place
    with pytest.raises(IndexError):
        map_.place(len(text))
    with pytest.raises(IndexError):
        map_.place(-1)


@given(st.text(max_size=40), st.data())
def test_a_range_of_utf8_leads_to_its_own_bytes(text, data):
    source = text.encode()
    writer = MapWriter(source)
    assert writer.copy(len(source))
    copied, map_ = writer.finish()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = map_.to_source(Span(start, end))
    assert copied == text
    assert source[place.start : place.end].decode() == text[start:end]


@given(st.binary(max_size=60))
def test_broken_bytes_are_told_and_neighbours_joined(source):
    writer = MapWriter(source)
    whole = writer.copy(len(source))
    text, map_ = writer.finish()
    assert whole == (not writer.broken)
    for one, other in zip(writer.broken, writer.broken[1:], strict=False):
        assert one.end < other.start
    expected, at = "", 0
    for span in writer.broken:
        expected += source[at : span.start].decode()
        for byte in source[span.start : span.end]:
            expected += bytes([byte]).decode("cp1252", "ignore") or chr(byte)
        at = span.end
    assert text == expected + source[at:].decode()
    assert map_.read(source) == text


@pytest.mark.parametrize(
    ("source", "text", "broken"),
    [
        (b"caf\xe9 au lait", "café au lait", (Span(3, 4),)),
        (b"\x93harvest\x94", "“harvest”", (Span(0, 1), Span(8, 9))),
        (b"\x93\x94", "“”", (Span(0, 2),)),
        (b"\x81", "\x81", (Span(0, 1),)),  # empty in Windows-1252
        ("“ré”".encode(), "“ré”", ()),
        (b"\xed\xa0\x80", "í\xa0€", (Span(0, 3),)),  # half a surrogate pair
        (b"\xe2\x80", "â€", (Span(0, 2),)),  # a character cut in two
        (b"", "", ()),
    ],
)
def test_bytes_of_another_time_keep_their_accents(source, text, broken):
    writer = MapWriter(source)
    assert writer.copy(len(source)) is not bool(broken)
    assert writer.finish()[0] == text
    assert writer.broken == broken


def test_a_page_with_an_anchor_and_line_ends():
    source = b"one&#x000A;<a>\xc2\xb6</a>1. two"
    writer = MapWriter(source)
    writer.copy(3)
    writer.swap(11, "\n")
    writer.drop(20)
    writer.copy(len(source))
    text, map_ = writer.finish()
    assert text == "one\n1. two"
    assert map_.place(3) == Span(3, 11)
    assert map_.place(4) == Span(20, 21)
    # what was dropped between two characters lies within a range that holds both
    assert map_.to_source(Span(3, 5)) == Span(3, 21)
    assert map_.to_source(Span(4, 4)) == Span(20, 20)
    assert map_.to_source(Span(10, 10)) == Span(26, 26)


def test_a_map_without_text():
    source = b"<a></a>"
    writer = MapWriter(source)
    writer.drop(7)
    text, map_ = writer.finish()
    assert (text, map_.text_length, map_.read(source)) == ("", 0, "")
    assert map_.to_source(Span(0, 0)) == Span(7, 7)


def test_an_empty_source():
    text, map_ = MapWriter(b"").finish()
    assert (text, map_) == ("", OffsetMap(0, ()))
    assert map_.to_source(Span(0, 0)) == Span(0, 0)
    with pytest.raises(IndexError):
        map_.place(0)


def test_going_back_does_nothing():
    writer = MapWriter(b"harvest")
    writer.copy(4)
    assert writer.copy(2)
    writer.drop(4)
    assert writer.finish() == ("harv", OffsetMap(0, (Run(4, 4),)))


def test_a_span_is_half_open():
    span = Span(2, 5)
    assert len(span) == 3
    assert [n for n in range(8) if n in span] == [2, 3, 4]
    assert span.of("harvest") == "rve"
    assert sorted([Span(2, 5), Span(1, 9), Span(2, 3)]) == [Span(1, 9), Span(2, 3), Span(2, 5)]
