"""Paragraphs without their numbers, as they are shown of a hit."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from reftel.archive.shelf import _words
from reftel.telegram.numbering import read_number

MARKS = "(C) (c) (SBU) (S/NF) (C NF) (LIMITED OFFICIAL USE) (ABC) ( ) (".split(" ")
WORDS = "C S SECRET Secret TOP CONFIDENTIAL U - ENTIRE TEXT entire text The harbour \u00df \u0130"
NUMBERS = ("1", "12", "123", "1234", ".", "..", "5", ".5", ")")
PIECES = st.sampled_from([*MARKS, *WORDS.split(), *NUMBERS, " ", "  ", "\n", "\t"])


@given(before=st.sampled_from(["", "1. (C) ", "\n"]), pieces=st.lists(PIECES, max_size=9))
@example(before="", pieces=["1", ".", " ", "SECRET", " ", "-", " ", "ENTIRE", " ", "TEXT"])
@example(before="", pieces=["1", ".", " ", "(C)", " ", "The"])
@example(before="", pieces=["1", ".", "  ", "The"])
def test_a_plain_number_ends_where_the_parser_has_it(before: str, pieces: list[str]) -> None:
    text = before + "".join(pieces)
    line = text[len(before) :].partition("\n")[0].rstrip()
    number = read_number(line.upper())
    expected = len(before) + (min(number[4], len(line)) if number else 0)
    assert _words(text, len(before)) == expected
