"""Captions alone on a line, several on one, in spaced letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.captions import CAPTIONS, read_caption, read_captions

LINES = [
    ("SIPDIS", "SIPDIS"),
    ("  SIPDIS  ", "SIPDIS"),
    ("sipdis", "SIPDIS"),
    ("S I P D I S", "SIPDIS"),
    ("NOFORN", "NOFORN"),
    ("N O F O R N", "NOFORN"),
    ("SENSITIVE", "SENSITIVE"),
    ("FOR OFFICIAL USE ONLY", "FOUO"),
    ("NODIS", "NODIS"),
    ("EXDIS", "EXDIS"),
    ("LIMDIS", "LIMDIS"),
    ("STADIS", "STADIS"),
    ("AIDAC", "AIDAC"),
    ("DEA SENSITIVE", "DEA SENSITIVE"),
    ("ROGER CHANNEL", "ROGER CHANNEL"),
    ("OFFICIAL-INFORMAL", "OFFICIAL INFORMAL"),
    ("CORRECTED COPY", "CORRECTED COPY"),
    ("C O R R E C T E D  C O P Y", "CORRECTED COPY"),
    ("C O R R E C T E D  C O P Y (ADDED ADDRESSEE)", "CORRECTED COPY"),
]


@pytest.mark.parametrize(("line", "name"), LINES)
def test_a_caption_alone_on_its_line(line, name):
    assert read_caption(line) == name
    assert read_captions(line) == (name,)
    assert name in CAPTIONS


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "ONLY",
        "US",
        "SIPDIS and more",
        "SENSITIVE (SEE BELOW)",
        "ROUTINE",
        "(SIPDIS)",
        "N" * 999,
    ],
)
def test_lines_that_are_no_caption(line):
    assert read_caption(line) is None
    assert read_captions(line) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("SENSITIVE SIPDIS", ("SENSITIVE", "SIPDIS")),
        ("SIPDIS SIPDIS", ("SIPDIS", "SIPDIS")),
        ("SENSITIVE//NOFORN", ("SENSITIVE", "NOFORN")),
        ("EXDIS, CORRECTED COPY", ("EXDIS", "CORRECTED COPY")),
        ("SENSITIVE ISSUES", ()),
    ],
)
def test_several_captions_on_a_line(line, names):
    assert read_captions(line) == names


def test_every_caption_that_can_stand_alone_reads_itself():
    assert [n for n, fact in CAPTIONS.items() if (read_caption(n) == n) != fact.alone] == []


@given(st.text())
def test_any_text_gives_known_captions_or_none(text):
    assert read_caption(text) is None or read_caption(text) in CAPTIONS
    assert set(read_captions(text)) <= set(CAPTIONS)
