"""Levels in plain and spaced letters, in portion marks, and with captions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import Misuse
from reftel.vocab.classification import (
    LEVELS,
    level_at,
    level_of_mark,
    rank,
    read_level,
    site_level,
)
from reftel.vocab.tables import rows

FOUO = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"

WORDS = [
    ("UNCLAS", "UNCLASSIFIED"),
    ("UNCLASSIFIED", "UNCLASSIFIED"),
    ("U N C L A S", "UNCLASSIFIED"),
    ("UUNCLAS", "UNCLASSIFIED"),
    ("NCLAS", "UNCLASSIFIED"),
    ("unclas", "UNCLASSIFIED"),
    ("UNCLAS SENSITIVE", FOUO),
    (FOUO, FOUO),
    ("U N C L A S S I F I E D//FOR OFFICIAL USE ONLY", FOUO),
    ("SENSITIVE BUT UNCLASSIFIED", FOUO),
    ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
    ("L I M I T E D  O F F I C I A L  U S E", "LIMITED OFFICIAL USE"),
    ("C O N F I D E N T I A L", "CONFIDENTIAL"),
    ("O N F I D E N T I A L", "CONFIDENTIAL"),
    ("CC O N F I D E N T I A L", "CONFIDENTIAL"),
    ("C o n f i d e n t i a l", "CONFIDENTIAL"),
    ("S E C R E T", "SECRET"),
    ("E C R E T", "SECRET"),
    ("SS E C R E T", "SECRET"),
    ("S E C R E T//NOFORN", "SECRET//NOFORN"),
    ("SECRET NOFORN", "SECRET//NOFORN"),
    ("CONFIDENTIAL//NOFORN", "CONFIDENTIAL//NOFORN"),
    ("T O P  S E C R E T", "TOP SECRET"),
]


@pytest.mark.parametrize(("words", "name"), WORDS)
def test_words_of_a_level(words, name):
    level = read_level(words)
    assert level is not None
    assert level.name == name
    assert level in LEVELS


@pytest.mark.parametrize(
    "words", ["", "SECRETARY", "U", "CRET", "OFFICIAL", "SECRET STRELSAU", "S" * 999]
)
def test_words_that_are_no_level(words):
    assert read_level(words) is None


STARTS = [
    (
        "C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012",
        "CONFIDENTIAL",
        "C O N F I D E N T I A L",
    ),
    ("UNCLAS STRELSAU 000012", "UNCLASSIFIED", "UNCLAS"),
    ("UUNCLAS STRELSAU 000012", "UNCLASSIFIED", "UUNCLAS"),
    ("UNCLAS SENSITIVE STRELSAU 1", FOUO, "UNCLAS SENSITIVE"),
    ("U N C L A S SECTION 01 OF 02", "UNCLASSIFIED", "U N C L A S"),
    ("S E C R E T ENTIRE", "SECRET", "S E C R E T"),
    ("S E C R E T NOFORN STRELSAU", "SECRET//NOFORN", "S E C R E T NOFORN"),
    ("SS E C R E T STRELSAU 1", "SECRET", "SS E C R E T"),
    ("  SECRET", "SECRET", "  SECRET"),
    ("SECRET", "SECRET", "SECRET"),
]


@pytest.mark.parametrize(("line", "name", "beginning"), STARTS)
def test_a_level_at_the_start_of_a_line(line, name, beginning):
    found = level_at(line)
    assert found is not None
    level, end = found
    assert (level.name, line[:end]) == (name, beginning)


@pytest.mark.parametrize(
    "line", ["", "SECRETARY OF STATE", "THE SECRET", "SIPDIS", "TOP", "UNCLASSY", "1 SECRET"]
)
def test_lines_that_start_with_no_level(line):
    assert level_at(line) is None


MARKS = [
    ("U", "UNCLASSIFIED"),
    ("(U)", "UNCLASSIFIED"),
    ("SBU", FOUO),
    ("SBU/NF", FOUO),
    ("U//FOUO", FOUO),
    ("LOU", "LIMITED OFFICIAL USE"),
    ("C", "CONFIDENTIAL"),
    ("(c)", "CONFIDENTIAL"),
    ("C/NF", "CONFIDENTIAL//NOFORN"),
    ("C//NF", "CONFIDENTIAL//NOFORN"),
    ("C NF", "CONFIDENTIAL//NOFORN"),
    ("C/REL UK", "CONFIDENTIAL"),
    ("C - ENTIRE TEXT", "CONFIDENTIAL"),
    ("SECRET - ENTIRE TEXT", "SECRET"),
    ("S//REL TO USA, RURI", "SECRET"),
    ("S//FGI//NF", "SECRET//NOFORN"),
    ("TS", "TOP SECRET"),
]


@pytest.mark.parametrize(("mark", "name"), MARKS)
def test_portion_marks(mark, name):
    level = level_of_mark(mark)
    assert level is not None
    assert level.name == name


@pytest.mark.parametrize(
    "mark", ["", "()", "A", "i", "a", "USA", "S AND THE REST", "C/O", "N/A", "1", "C" * 99]
)
def test_what_is_no_portion_mark(mark):
    assert level_of_mark(mark) is None


JOINED = [
    ("UNCLASSIFIED", (), "UNCLASSIFIED"),
    ("UNCLAS", ("SIPDIS",), "UNCLASSIFIED"),
    ("UNCLASSIFIED", ("SENSITIVE", "SIPDIS"), FOUO),
    ("UNCLASSIFIED", ("FOUO",), FOUO),
    ("UNCLASSIFIED", ("NOFORN",), FOUO),
    ("CONFIDENTIAL", ("NOFORN",), "CONFIDENTIAL//NOFORN"),
    ("CONFIDENTIAL", ("SENSITIVE",), "CONFIDENTIAL"),
    ("SECRET", ("NODIS", "NOFORN"), "SECRET//NOFORN"),
    ("SECRET//NOFORN", ("NOFORN",), "SECRET//NOFORN"),
    ("LIMITED OFFICIAL USE", ("NOFORN",), "LIMITED OFFICIAL USE"),
    ("RESTRICTED", ("NOFORN",), "RESTRICTED"),
]


@pytest.mark.parametrize(("level", "captions", "name"), JOINED)
def test_levels_with_captions(level, captions, name):
    assert site_level(level, captions) == name


def test_levels_rise():
    ranks = [level.rank for level in LEVELS]
    assert ranks == sorted(ranks)
    assert (ranks[0], ranks[-1]) == (0, 4)


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("UNCLASSIFIED", 0),
        ("confidential", 2),
        ("secret//noforn", 3),
        ("SBU", 1),
        ("s e c r e t", 3),
    ],
)
def test_rank_of_a_name(name, order):
    assert rank(name) == order


def test_a_rank_of_nothing_says_which_names_there_are():
    with pytest.raises(Misuse, match="UNCLASSIFIED"):
        rank("HUSH")


@pytest.mark.parametrize(
    ("order", "name", "form", "kind"), [row[:4] for row in rows("classification")]
)
def test_every_form_of_the_table(order, name, form, kind):
    level = level_of_mark(form) if kind == "portion" else read_level(form)
    assert level is not None
    assert (str(level.rank), level.name) == (order, name)


@given(st.text() | st.text("SECRTUNLA /()NF-", max_size=30))
def test_any_text_is_a_level_or_none(text):
    for level in (read_level(text), level_of_mark(text)):
        assert level is None or level in LEVELS
    if found := level_at(text):
        assert 0 < found[1] <= len(text)
        assert read_level(text[: found[1]]) == found[0]
