from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive.maps import pack, unpack
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
    again = unpack(pack(offsets))
    assert again == offsets
    assert again.read(source) == text


runs = st.builds(
    Run, st.integers(0, 9), st.integers(0, 40), st.none() | st.sampled_from(["", "\n", "ab"])
)


@given(st.integers(0, 9), st.lists(runs), st.sampled_from(["utf-8", "utf-16-le", "latin-1"]))
def test_runs_that_no_writer_makes_survive_too(start: int, made: list[Run], encoding: str) -> None:
    offsets = OffsetMap(start, tuple(made), encoding)
    assert unpack(pack(offsets)) == offsets


def test_a_page_of_a_hundred_lines_takes_a_few_bytes_a_line() -> None:
    lines = [Run(40 + n % 30, 40 + n % 30) if n % 2 else Run(1, 9, "\n") for n in range(200)]
    assert len(pack(OffsetMap(0, tuple(lines)))) < 300


@pytest.mark.parametrize("damaged", [b"", b"\x28\xb5\x2f\xfdno", b"\x94\x00\xa0\x90\x91\x04", b"x"])
def test_what_is_no_packed_map_says_so(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="no packed map"):
        unpack(damaged)
