"""A telegram laid out for reading: nothing of it is missing, and it flows as it was meant to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented import STRELSAU12
from reftel.readouts.layout import Layout, Run, is_table, lay_out
from reftel.spans import Span
from reftel.telegram.parse import parse

CASES = Path(__file__).parents[1] / "cases"
TELEGRAMS = sorted((CASES / "telegrams").glob("*.txt"))


def joined(layout: Layout) -> str:
    return layout.above + "".join(
        run.text for section in layout.sections for flow in section.flows for run in flow.runs
    )


def runs(layout: Layout, kind: str) -> list[Run]:
    return [
        run
        for section in layout.sections
        for flow in section.flows
        for run in flow.runs
        if run.kind == kind
    ]


def body(text: str) -> str:
    return "UNCLAS STRELSAU 000012\n\nSUBJECT: GRAIN\n\n" + text


@pytest.mark.parametrize("path", TELEGRAMS, ids=lambda path: path.stem)
def test_runs_joined_give_back_a_telegram(path: Path) -> None:
    text = path.read_bytes().decode()
    assert joined(lay_out(parse(text))) == text


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*STRELSAU12.splitlines(keepends=True), "\n", " \n", "-----\n", "4. (C) ", "xxxxx "]
        )
        | st.text(max_size=30)
    ).map("".join)
)
def test_runs_joined_give_back_any_text(text: str) -> None:
    assert joined(lay_out(parse(text))) == text


@pytest.mark.parametrize("path", TELEGRAMS, ids=lambda path: path.stem)
def test_marks_of_a_query_lose_nothing(path: Path) -> None:
    text = path.read_bytes().decode()
    layout = lay_out(parse(text), lambda words, _: [Span(0, min(5, len(words)))])
    assert joined(layout) == text
    assert any(run.found for run in runs(layout, "text")) or not layout.sections


def test_what_stands_above_the_body_is_kept_apart() -> None:
    layout = lay_out(parse(STRELSAU12))
    assert layout.above.startswith("VZCZCXYZ0004")
    assert layout.above.rstrip().endswith("1.4 (b) and (d).")


def test_a_paragraph_has_its_number_and_its_mark_apart() -> None:
    layout = lay_out(parse(STRELSAU12))
    first = next(one for one in layout.sections if one.kind == "paragraph")
    assert (first.anchor, first.number, first.mark, first.role) == ("par1", 1, "C", "summary")
    assert [(run.kind, run.text) for run in first.flows[0].runs[:2]] == [
        ("number", "1. "),
        ("label", "(C) "),
    ]


def test_bullets_are_flows_of_their_own() -> None:
    layout = lay_out(parse(STRELSAU12))
    second = next(one for one in layout.sections if one.anchor == "par2")
    assert [flow.kind for flow in second.flows] == ["prose", "item", "item"]


def test_question_and_answer_stand_apart() -> None:
    text = body("1. QUESTION A. How many barges wait?\n\nPOST RESPONSE: Eleven.\nSAPT\n")
    paragraph = next(one for one in lay_out(parse(text)).sections if one.kind == "paragraph")
    assert [flow.kind for flow in paragraph.flows] == ["question", "answer"]


def test_a_page_break_within_a_sentence_does_not_part_it() -> None:
    text = body(
        "1. The barges that wait at the weir for want of\n\n"
        "STRELSAU 00000012  002 OF 002\n\nwater carry grain.\n\nThey carry nothing else.\n"
    )
    paragraph = next(one for one in lay_out(parse(text)).sections if one.kind == "paragraph")
    words = [" ".join("".join(r.text for r in flow.runs).split()) for flow in paragraph.flows]
    assert words == [
        "1. The barges that wait at the weir for want of STRELSAU 00000012 002 OF 002 water carry grain.",
        "They carry nothing else.",
    ]


def test_withheld_names_are_told_from_numerals() -> None:
    text = body("1. XXXXXXXXXXXX met xxxxx in Part XXXIV of the code.\n")
    assert [run.text for run in runs(lay_out(parse(text)), "withheld")] == ["XXXXXXXXXXXX", "xxxxx"]


def test_short_forms_lead_to_where_they_are_spelt_out() -> None:
    text = body(
        "1. The National Mill Board (NMB) met.\n\n2. The NMB, in the year 2008, had no grain.\n"
    )
    found = runs(lay_out(parse(text)), "short")
    assert {(one.text, one.words, one.target) for one in found} == {
        ("NMB", "National Mill Board", "par1")
    }


def test_a_year_is_no_part_of_a_short_form() -> None:
    text = body("1. In 2008, the Board of Navigation and Mills (IBNM) met.\n")
    assert not lay_out(parse(text)).acronyms


def test_lines_in_columns_are_a_table() -> None:
    assert is_table(["Strelsau     12     40", "Zenda        7      9"])
    assert not is_table(["Strelsau has 12.  Zenda has 7.", "They are few."])
