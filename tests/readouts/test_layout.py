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


@pytest.mark.parametrize("written", ["XXXXXXXXXXXX", "xxxxx", "XxxX", "xXx"])
def test_a_name_withheld_is_told_in_whatever_letters(written: str) -> None:
    text = body(f"1. The miller {written} met the mayor.\n")
    assert [run.text for run in runs(lay_out(parse(text)), "withheld")] == [written]


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
    assert is_table(["Strelsau   12", "Zenda   7"])  # no more than three blanks
    assert is_table(["Strelsau\t12", "Zenda\t7"])
    assert not is_table(["Strelsau has 12.  Zenda has 7.", "They are few."])


def flows(text: str) -> list[tuple[str, str]]:
    return [
        (flow.kind, " ".join("".join(run.text for run in flow.runs if run.kind != "rule").split()))
        for section in lay_out(parse(text)).sections
        if section.kind == "paragraph"
        for flow in section.flows
    ]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        # 06MANAGUA1002, 10CAIRO219: the line is cut, and the sentence runs on in small letters
        ("The Board of Mills means to send all of the rye and", "the wheat to Zenda.", True),
        ("The Board of Mills means to send all of the rye and", "(like the oats) wheat.", True),
        ("The Board of Mills means to send all of the rye.", "the wheat to Zenda.", False),
        ("The Board of Mills means to send all of the rye and", "Wheat to Zenda.", False),
        ("It wants", "the wheat to Zenda.", False),
        ("The Board of Mills means to send all of the rye and", "a) the wheat.", False),
    ],
)
def test_an_empty_line_in_mid_sentence_does_not_part_it(
    above: str, below: str, *, whole: bool
) -> None:
    found = flows(body(f"1. Grain.\n{above}\n\n{below}\n\n2. Rye.\n"))
    assert len([words for _, words in found if not words.startswith("2.")]) == (1 if whole else 2)


def test_a_page_break_behind_a_hyphen_does_not_part_a_name() -> None:
    # 09PARIS559
    text = body(
        "1. The Board met. Its leader Karl-\n\n"
        "STRELSAU 00000012  002 OF 002\n\nRudolf spoke.\n\n2. Rye.\n"
    )
    assert len(flows(text)) == 2


def test_a_hyphen_at_a_line_end_joins_the_word_again() -> None:
    text = body(
        "1. The soon-to-be-\nbuilt weir, the short-\nand the long-term toll of the people of Zenda -\n- and "
        "a dash -\nhere of 1997-\n98.\n"
    )
    joins = [run.text for run in runs(lay_out(parse(text)), "join")]
    assert joins == ["\n", "\n", "\n"]
    assert joined(lay_out(parse(text))) == text
    (section,) = [one for one in lay_out(parse(text)).sections if one.kind == "paragraph"]
    shown = "".join(run.text for flow in section.flows for run in flow.runs if run.kind != "join")
    assert "soon-to-be-built weir, the short-\nand" in shown
    assert "Zenda -- and a dash -\nhere of 1997-98" in shown


def test_a_rule_at_the_end_of_a_line_is_no_text() -> None:
    # 08BRASILIA1396
    text = body("1. The Board met. END SUMMARY ------------------- ---\n\n2. Name: ______\n")
    assert [run.text for run in runs(lay_out(parse(text)), "rule")] == [
        " ------------------- ---\n"
    ]


def test_bullets_inside_a_line_are_flows() -> None:
    text = body(
        "1. The Board of Mills told us of all that it has set out to do before the barges come "
        "down again: - A weir. - A mill.\n"
    )
    assert [(kind, words[-8:]) for kind, words in flows(text)] == [
        ("prose", "n again:"),
        ("item", "- A weir."[-8:]),
        ("item", "- A mill."[-8:]),
    ]
    assert [run.text for run in runs(lay_out(parse(text)), "label")] == ["- ", "- "]


def test_a_heading_of_lines_with_rules_and_a_page_break_is_one() -> None:
    # 07PARIS2027, 08MADRID552
    rule = "-----------------------"
    text = body(
        f"1. Grain.\n\nKeeper of Weirs and\n{rule}\nMills -- Anton Sapt\n{rule}\n2. Rye.\n\n"
        f"{rule}\nFritz Tarlenheim\n\nSTRELSAU 00000012  002 OF 003\n\n\nMarshal of Horse\n{rule}\n\n3. Oats.\n"
    )
    layout = lay_out(parse(text))
    assert joined(layout) == text
    headings = [one for one in layout.sections if one.kind == "heading"]
    assert [one.anchor for one in headings] == ["section1", "section2"]
    kinds = [run.kind for run in headings[1].flows[0].runs]
    assert kinds == ["text", "blank", "page-break", "blank", "text"]


def test_a_rule_before_the_words_of_a_heading_is_no_word() -> None:
    text = body("1. Grain.\n\n---------- THE MILLS: WHO PAYS ----------\n\n2. Rye.\n")
    (heading,) = [one for one in lay_out(parse(text)).sections if one.kind == "heading"]
    assert [(run.kind, run.text.strip()) for run in heading.flows[0].runs] == [
        ("rule", "----------"),
        ("text", "THE MILLS: WHO PAYS"),
        ("rule", "----------"),
    ]
