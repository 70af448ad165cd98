"""Signs that were lost: their lines are told as damage wherever they stand, their places
as one defect."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.damage import is_damage
from reftel.telegram.parse import parse
from telegram.fragments import HEADER, TOP, codes, pieces, telegram, with_body

LOST = "¿" * 50


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("¿¿¿", True),
        (LOST, True),
        ("¿¿ ¿¿¿¿, ¿¿.", True),
        ("\ufffd\ufffd\ufffd\ufffd", True),
        ("¿¿", False),
        ("¿QUIEN SABE?", False),
        ("¿¿¿ A", False),
        ("MILL ¿¿¿¿", False),
        ("...", False),
    ],
)
def test_lines(line: str, *, lost: bool) -> None:
    assert is_damage(line) is lost


@pytest.mark.parametrize(
    "text",
    [
        telegram(header=HEADER.replace("FM ", f"{LOST}\nFM ")),
        telegram(top=TOP.replace("SUBJECT", f"{LOST}\nSUBJECT")),
        telegram(top=TOP.replace("RECORD", f"THE\n{LOST}\nRECORD")),
        telegram() + f"{LOST}\nNNNN\n",
    ],
    ids=["header", "top", "subject", "end"],
)
def test_a_line_above_or_below_the_text(text: str) -> None:
    cable = parse(text)
    assert pieces(cable, "damage") == [LOST]
    assert codes(cable) == ["signs-lost"]
    assert cable.signature is not None
    assert cable.subject in (
        "HARVEST FESTIVAL DRAWS RECORD CROWD",
        "HARVEST FESTIVAL DRAWS THE RECORD CROWD",
    )


def test_a_sentence_runs_on_behind_a_lost_line() -> None:
    cable = with_body(f"1. (C) The mills\n{LOST}\nstood still.\n\n2. (C) Rye.\nTARLENHEIM\n")
    assert [p.text for p in cable.paragraphs] == ["The mills\nstood still.", "Rye."]
    assert pieces(cable, "damage") == [LOST]
    assert codes(cable) == ["signs-lost"]


def test_signs_within_a_line_are_told_by_their_places() -> None:
    cable = with_body("1. (C) The ¿¿¿¿ stood\nstill ¿ ¿ ¿ and ¿why?\nTARLENHEIM\n")
    (defect,) = [one for one in cable.defects if one.code == "signs-lost"]
    assert [span.of(cable.text) for span in defect.spans] == ["¿¿¿¿", "¿ ¿ ¿"]
    assert cable.paragraphs[0].text == "The ¿¿¿¿ stood\nstill ¿ ¿ ¿ and ¿why?"
    assert pieces(cable, "damage") == []


def test_a_question_in_spanish_is_no_damage() -> None:
    assert codes(with_body("1. (C) ¿Quien sabe?\n¿Y que?\nTARLENHEIM\n")) == []


@given(st.text(st.sampled_from("¿\ufffd \nA."), max_size=40))
def test_nothing_is_lost_of_it(text: str) -> None:
    cable = parse(text)
    assert "".join(piece.text for piece in cable.pieces) == text
    assert all(is_damage(line.strip()) for piece in cable.pieces if piece.kind == "damage"
               for line in piece.text.splitlines())  # fmt: skip


def test_a_long_run_takes_no_time() -> None:
    started = time.process_time()
    assert not is_damage("¿ " * 20_000 + "A")
    with_body(f"1. (C) {'¿ ' * 20_000}A\nTARLENHEIM\n")
    assert time.process_time() - started < 5
