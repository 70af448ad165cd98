from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reftel.archive.maps import pack, read, unpack
from reftel.spans import MapWriter, OffsetMap, Run


@st.composite
def made_maps(draw: st.DrawFn) -> tuple[bytes, str, OffsetMap]:
    """A source and what a reader made of it, by copying, swapping and dropping."""
    source = draw(st.text(max_size=200)).encode() + draw(st.binary(max_size=20))
    writer = MapWriter(source)
    at = 0
    while at < len(source):
        at += draw(st.integers(1, len(source) - at))
        job = draw(st.sampled_from(["copy", "swap", "drop"]))
        if job == "copy":
            writer.copy(at)
        elif job == "swap":
            writer.swap(at, draw(st.sampled_from(["\n", "é", "longer words"])))
        else:
            writer.drop(at)
    return (source, *writer.finish())


@given(made_maps())
def test_a_map_that_was_packed_is_the_same_again(made: tuple[bytes, str, OffsetMap]) -> None:
    source, text, offsets = made
    packed = pack(offsets, source)
    assert unpack(packed, source) == offsets
    assert read(packed, source) == text


runs = st.builds(
    Run, st.integers(0, 9), st.integers(0, 40), st.none() | st.sampled_from(["", "\n", "ab"])
)


@given(
    st.integers(0, 9),
    st.lists(runs),
    st.sampled_from(["utf-8", "utf-16-le", "latin-1"]),
    st.text("ab\n", max_size=60).map(str.encode) | st.binary(max_size=60),
)
def test_runs_that_no_writer_makes_survive_too(
    start: int, made: list[Run], encoding: str, source: bytes
) -> None:
    offsets = OffsetMap(start, tuple(made), encoding)
    assert unpack(pack(offsets, source), source) == offsets


PIECES = st.sampled_from(["copy", "copy", "mark", "mark", "mark", "other", "drop", "copied mark"])


@given(st.lists(PIECES, max_size=30), st.sampled_from([b"&#x000A;", b"\r\n", b"\r"]))
@example(["mark"] * 4 + ["other", "drop"] + ["mark"] * 4, b"\r\n")
@example(["copy", "mark", "mark", "copied mark", "mark"], b"\r\n")
def test_lines_between_marks_are_the_same_again(pieces: list[str], mark: bytes) -> None:
    bits = {"mark": mark, "other": b"&amp;", "drop": b"<a>", "copy": b"Zenda", "copied mark": mark}
    source = b"<pre>" + b"".join(bits[piece] for piece in pieces)
    writer, at = MapWriter(source, 5), 5
    for piece in pieces:
        at += len(bits[piece])
        if piece.startswith("copy") or piece == "copied mark":
            writer.copy(at)
        elif piece == "drop":
            writer.drop(at)
        else:
            writer.swap(at, "\n" if piece == "mark" else "&")
    text, offsets = writer.finish()
    packed = pack(offsets, source)
    assert unpack(packed, source) == offsets
    assert read(packed, source) == text


def a_page_of_lines() -> tuple[bytes, str, OffsetMap]:
    lines = [b"x" * (40 + n % 30) for n in range(100)]
    source = b"<code>" + b"&#x000A;".join(lines) + b"</code>"
    writer = MapWriter(source, 6)
    writer.copy_lines(len(source) - 7, b"&#x000A;")
    return (source, *writer.finish())


def test_a_page_of_a_hundred_lines_takes_a_few_bytes() -> None:
    source, _, offsets = a_page_of_lines()
    assert len(pack(offsets, source)) < 40


def test_lines_that_the_source_does_not_show_take_a_few_bytes_each() -> None:
    source, text, offsets = a_page_of_lines()
    packed = pack(offsets, b"")
    assert len(packed) < 300
    assert unpack(packed, b"") == offsets, "and the source is not asked for"
    assert read(packed, source) == text


@pytest.mark.parametrize("damaged", [b"", b"\x28\xb5\x2f\xfdno", b"\x94\x00\xa0\x90\x91\x04", b"x"])
def test_what_is_no_packed_map_says_so(damaged: bytes) -> None:
    for way in (unpack, read):
        with pytest.raises(ValueError, match="no packed map"):
            way(damaged, b"source")


@pytest.mark.parametrize("encoding", ["utf-h", "hex", "aliases", "", "a\x00b"])
def test_a_map_in_no_encoding_of_text_says_so(encoding: str) -> None:
    packed = pack(OffsetMap(0, (Run(6, 6),), encoding), b"barley")
    for way in (unpack, read):
        with pytest.raises(ValueError, match="no packed map"):
            way(packed, b"barley")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "shift_jis"])
def test_a_map_in_an_encoding_of_text_is_read(encoding: str) -> None:
    source = "barley".encode(encoding)
    packed = pack(OffsetMap(0, (Run(6, len(source)),), encoding), source)
    assert unpack(packed, source).encoding == encoding
    assert read(packed, source) == "barley"


def test_two_kinds_of_marks_and_links_between_are_stretches_each() -> None:
    lengths = random.Random(7)
    lines = [(b"Zenda, Hentzau and Strelsau, " * 3)[: lengths.randrange(5, 70)] for _ in range(60)]
    served, saved = b"&#x000A;", b"\r\n"
    source = served.join(lines) + b"<a>" + served.join(lines) + saved + saved.join(lines)
    writer = MapWriter(source)
    link = source.index(b"<a>")
    writer.copy_lines(link, served)
    writer.drop(link + 3)
    writer.copy_lines(source.index(saved), served)
    writer.copy_lines(len(source), saved)
    text, offsets = writer.finish()
    packed = pack(offsets, source)
    assert len(packed) < 50
    assert unpack(packed, source) == offsets
    assert read(packed, source) == text


def test_lines_in_another_encoding_are_read_in_it() -> None:
    source = b"caf\xe9\r" * 9
    offsets = OffsetMap(0, (Run(4, 4), Run(1, 1, "\n")) * 9, "latin-1")
    assert read(pack(offsets, source), source) == offsets.read(source) == "café\n" * 9


def test_lines_of_a_source_that_is_too_short_are_told() -> None:
    source, _, offsets = a_page_of_lines()
    packed = pack(offsets, source)
    for way in (unpack, read):
        with pytest.raises(ValueError, match="no packed map of these bytes"):
            way(packed, source[:30])


LINES = 7


@pytest.mark.parametrize("runs", [[80 | LINES], [80 | LINES, 0], [80 | LINES, 3, 0]])
def test_a_stretch_of_lines_that_ends_too_soon_is_no_map(runs: list[int]) -> None:
    damaged = msgspec.msgpack.encode([0, "utf-8", [[1, 1, "\n"]], runs])
    for way in (unpack, read):
        with pytest.raises(ValueError, match=r"ends too soon|out of range"):
            way(damaged, b"a\nb\nc\nd")
