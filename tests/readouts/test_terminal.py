import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readouts.terminal import Paper, box, columns, safe, wrap

CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text\n\tstays", "plain text\n\tstays"),
        ("\x1b[2J", "␛[2J"),
        ("bell\x07 null\x00 return\r", "bell␇ null␀ return␍"),
        ("\x7f", "␡"),
        ("\x9b31m", "\ufffd31m"),
        ("left \u202eright", "left \ufffdright"),
        ("¶ é “quoted” 漢", "¶ é “quoted” 漢"),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_control_characters_become_visible(text, shown):
    assert safe(text) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_harmful_is_left_and_no_character_is_lost(text):
    assert not CONTROLS.search(safe(text))
    assert len(safe(text)) == len(text)


@given(st.text(), st.integers(10, 60))
def test_wrapping_keeps_every_word_in_order(text, width):
    lines = wrap(text, width, indent="  ", first="")
    assert " ".join(lines).split() == text.split()


@given(st.lists(st.text("abc", min_size=1, max_size=9)), st.integers(12, 60))
def test_wrapped_lines_fit(words, width):
    assert all(columns(line) <= width for line in wrap(" ".join(words), width, indent="  "))


@pytest.mark.parametrize(
    ("text", "wide"), [("abc", 3), ("\x1b[1mabc\x1b[0m", 3), ("漢字", 4), ("e\u0301", 1)]
)
def test_columns_as_a_terminal_counts_them(text, wide):
    assert columns(text) == wide


@pytest.mark.parametrize("colour", [True, False])
def test_a_box_has_straight_sides(colour):
    paper = Paper(width=50, colour=colour)
    lines = list(box(paper, "Title", [paper.style("red", "red"), "漢字", "x" * 46]))
    assert {columns(line) for line in lines} == {50}


def test_colours_go_to_a_terminal_only(plain_terminal, monkeypatch):
    assert not Paper.of(io.StringIO()).colour
    assert Paper.of(Screen()).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Paper.of(Screen()).colour
    monkeypatch.setenv("NO_COLOR", "")
    assert Paper.of(Screen()).colour
    monkeypatch.setenv("TERM", "dumb")
    assert not Paper.of(Screen()).colour


def test_a_style_makes_its_text_harmless():
    assert Paper(colour=True).style("\x1b[2J", "bold") == "\x1b[1m␛[2J\x1b[0m"
    assert Paper(colour=False).style("\x1b[2J", "bold") == "␛[2J"


def test_a_paper_is_neither_too_narrow_nor_too_wide():
    assert Paper(width=3).width == 40
    assert Paper(width=300).width == 100
