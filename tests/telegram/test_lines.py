"""Lines and their places; the cutter that leaves no gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.spans import Span
from reftel.telegram.cable import Piece
from reftel.telegram.lines import Cutter, Lines


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("", [""]),
        ("\n", ["", ""]),
        ("a", ["a"]),
        ("a\nb", ["a", "b"]),
        ("a\nb\n", ["a", "b", ""]),
        (" a \n\t b\t\n", ["a", "b", ""]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\u2028b\x0cc\x0bd\x85e\nf", ["a\u2028b\x0cc\x0bd\x85e", "f"]),
    ],
)
def test_only_a_line_feed_ends_a_line(text: str, bare: list[str]) -> None:
    lines = Lines(text)
    assert lines.bare == bare
    assert len(lines) == len(bare)
    assert lines.starts[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("straße", "STRASSE"),
        ("Íó", "ÍÓ"),
        ("ﬁn", "FIN"),
        ("abc", "ABC"),
    ],
)
def test_capitals_never_move_a_place(text: str, upper: str) -> None:
    raised = Lines(text).upper[0]
    assert len(raised) == len(text)
    assert raised == upper or raised == "".join(c.upper() if c.isascii() else c for c in text)


@given(st.text(alphabet="ab \n\tß"))
def test_words_stand_where_they_say(text: str) -> None:
    lines = Lines(text)
    for n in range(len(lines)):
        assert lines.words(n).of(text) == lines.bare[n]
        assert lines.starts[n] <= lines.words(n).start


def test_through_several_lines() -> None:
    lines = Lines("  one \n two \nthree")
    assert lines.through(0, 1).of(lines.text) == "one \n two"


def test_cuts_follow_each_other_and_the_rest_is_unread() -> None:
    cutter = Cutter("abcdef")
    cutter.cut("subject", 2)
    cutter.cut("subject", 3)
    assert cutter.pieces() == (
        Piece("subject", Span(0, 2), "ab"),
        Piece("subject", Span(2, 3), "c"),
        Piece("unread", Span(3, 6), "def"),
    )


def test_neighbours_of_a_joining_kind_are_one_piece() -> None:
    cutter = Cutter("abcdef")
    cutter.cut("paragraph", 2)
    cutter.cut("paragraph", 4)
    cutter.close()
    cutter.cut("paragraph", 6)
    assert [piece.text for piece in cutter.pieces()] == ["abcd", "ef"]


def test_a_cut_that_goes_nowhere_is_none() -> None:
    cutter = Cutter("ab")
    cutter.cut("subject", 0)
    cutter.cut("tags", 2)
    cutter.cut("order", 1)
    assert [piece.kind for piece in cutter.pieces()] == ["tags"]
