"""The outline of a text: a letter a line, and which lines it takes together."""

from __future__ import annotations

import pytest

from reftel.telegram.lines import Lines
from reftel.telegram.outline import TOKENS, begins_plainly, outlined
from reftel.telegram.parse import parse


def outline_of(text: str, *, name_line: int | None = None) -> str:
    lines = Lines(text)
    return outlined(lines, 0, len(lines), name_line)


@pytest.mark.parametrize(
    ("line", "letter"),
    [
        ("", " "),
        (" \t", " "),
        ("had met the bishop.", "r"),
        ("été", "r"),
        ("a. first", "?"),
        ("a) first", "?"),
        ("o first", "?"),
        ("a", "?"),
        ("The bishop left.", "C"),
        ("A bishop left.", "?"),
        ("THE BISHOP LEFT.", "?"),
        ("Été", "?"),
        ("Question A: why", "?"),
        ("Response: none", "?"),
        ("Answer: none", "?"),
        ("Post response: none", "?"),
        ("Sipdis", "?"),
        ("1. (U) The bishop", "1"),
        ("2008 was dry.", "1"),
        ("(C) The bishop", "1"),
        ("- first", "-"),
        ("* * *", "-"),
        ("'Tis", "?"),
        ("The road to ZENDA 00000012  002 OF 003", "?"),
        ("the road to ZENDA 00000012  002 OF 003", "?"),
        ("1. To ZENDA 00000012  002 OF 003", "0"),
        ("Declassified/Released EO Systematic Review", "?"),
        ("in Review of it", "r"),
    ],
)
def test_two_characters_and_two_marks_tell_what_a_line_is(line: str, letter: str) -> None:
    assert outline_of(line) == letter
    assert outline_of(f"\n  {line} \nThe end") == f" {letter}C"


def test_the_line_with_the_signature_is_looked_at() -> None:
    assert outline_of("The bishop left.\nHe sang.  HENTZAU", name_line=1) == "C?"


def test_a_part_of_the_lines_has_the_outline_of_that_part() -> None:
    lines = Lines("SUBJECT: OF 001\n\n1. One\nand OF 002\nTwo\nReview\n")
    whole = outlined(lines, 0, len(lines), None)
    for first in range(len(lines)):
        for stop in range(first, len(lines) + 1):
            assert outlined(lines, first, stop, None) == whole[first:stop]


@pytest.mark.parametrize(
    ("outline", "together"),
    [
        ("rrr", ["rrr"]),
        ("Cr", ["Cr"]),
        ("CC", ["C", "C"]),
        ("CCC", ["CCC"]),
        ("rCrC", ["r", "CrC"]),
        ("1rCC1C r", ["1rCC", "1", "C", " ", "r"]),
        ("1r?C-0rr", ["1r", "?", "C", "-", "0", "rr"]),
        ("  ", [" ", " "]),
    ],
)
def test_fewer_than_three_capital_lines_stay_apart(outline: str, together: list[str]) -> None:
    assert TOKENS.findall(outline) == together


@pytest.mark.parametrize(
    ("line", "at", "plainly"),
    [
        ("1. (U) The bishop", 7, True),
        ("1. (U) Question A:", 7, False),
        ("1. (U)", 6, False),
        ("1. (U) a. first", 7, False),
        ("2008 was dry", 0, True),
        ("12) first", 0, False),
        ("(C) first", 0, False),
    ],
)
def test_a_number_before_a_question_or_item_keeps_its_line(
    line: str, at: int, *, plainly: bool
) -> None:
    assert begins_plainly(line, at) is plainly


@pytest.mark.parametrize("height", range(1, 6))
def test_lines_taken_together_are_read_as_one_by_one(height: int) -> None:
    words = "\n".join(f"Zenda had {n} geese." for n in range(height))
    cable = parse(f"UNCLAS ZENDA 000012\n\nSUBJECT: GEESE\n\n1. (U) Geese:\n{words}\n\nHENTZAU\n")
    (paragraph,) = cable.paragraphs
    assert paragraph.text == f"Geese:\n{words}"
    assert [span.of(cable.text) for span in paragraph.spans] == [f"1. (U) Geese:\n{words}"]
