import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readouts.decoded import decoded, decoded_paragraph, moment_words
from reftel.readouts.record import cable_record
from reftel.readouts.terminal import Paper, columns
from reftel.telegram.parse import parse

PLAIN = Paper(width=80, colour=False)
OWN_COLOURS = re.compile(r"\x1b\[[0-9;]+m")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def shown(record, **options) -> str:
    return "\n".join(decoded(record, PLAIN, **options))


def test_the_boxes_hold_summary_and_header_in_words(strelsau):
    text = shown(strelsau)
    assert re.search(r"│ Created +2009-01-14 15:32Z +│", text)
    assert re.search(r"│ Classification +CONFIDENTIAL//NOFORN +│", text)
    assert re.search(r"│ Precedence +priority +│", text)
    assert re.search(r"│ To +Secretary of State · SECSTATE WASHDC · RUEHC · priority", text)
    assert re.search(r"│ +KTIP +Trafficking in persons", text)
    assert re.search(r"│ Refers to +08STRELSAU940 \(not held\), 09ZENDA3 +│", text)
    assert re.search(r"│ Referred to by +09HENTZAU7 +│", text)


def test_the_telegram_is_refilled_without_its_page_breaks(strelsau):
    text = shown(strelsau)
    assert "the grain price rose" in " ".join(text.split())
    assert "002 OF 002" not in text
    assert re.search(r"^ +A CROWD LIKE NO OTHER$", text, re.MULTILINE)
    assert re.search(r"^  2  \(C/NF\)$", text, re.MULTILINE)
    assert re.search(r"^ +-- the toll is gone\.$", text, re.MULTILINE)
    assert text.rstrip().endswith("TARLENHEIM")


def test_question_and_answer_stand_apart(zenda):
    lines = [line.strip() for line in shown(zenda).splitlines()]
    asked = next(n for n, line in enumerate(lines) if line.endswith("How many barges wait?"))
    assert lines[asked + 1] == ""
    assert lines[asked + 2] == "Eleven, and two more upstream."


def test_defects_are_counted_and_listed_on_demand(strelsau):
    assert "--defects lists them" in shown(strelsau)
    assert "tag-unknown" not in shown(strelsau)
    assert "tag-unknown" in shown(strelsau, defects=True)


def test_one_paragraph_stands_below_its_address(strelsau):
    lines = list(decoded_paragraph(strelsau, strelsau.paragraphs[1], PLAIN))
    assert lines[0].startswith("09STRELSAU12#par2 · ")
    assert "nobody" not in "\n".join(lines).casefold()


def test_every_line_fits(strelsau, zenda):
    for record in (strelsau, zenda):
        for width in (40, 57, 80, 100):
            paper = Paper(width=width, colour=True)
            assert all(columns(line) <= width for line in decoded(record, paper, defects=True))


def test_nothing_in_a_cable_reaches_the_terminal_raw(zenda):
    assert "\x1b[2J" in zenda.text
    assert not CONTROLS.search(shown(zenda, defects=True))
    coloured = "\n".join(decoded(zenda, Paper(colour=True), defects=True))
    assert not CONTROLS.search(OWN_COLOURS.sub("", coloured))


@pytest.mark.parametrize("evil", ["\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\r"])
def test_no_part_of_a_cable_can_carry_an_escape(evil):
    from invented import STRELSAU12

    record = cable_record(parse(STRELSAU12.replace("E", f"E{evil}")))
    assert not CONTROLS.search(shown(record, defects=True))


@given(st.text())
def test_any_text_can_be_shown(text):
    record = cable_record(parse(text))
    assert not CONTROLS.search(shown(record, defects=True))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2008-01-25T15:26Z", "2008-01-25 15:26Z"),
        ("2008-01-25T15Z", "2008-01-25 15h Z"),
        ("2008-01-25T15", "2008-01-25 15h"),
        ("2008-01-25", "2008-01-25"),
        ("2008", "2008"),
    ],
)
def test_a_time_is_shown_no_more_exact_than_it_is_known(value, words):
    assert moment_words(value) == words


def test_the_offices_of_1976() -> None:
    text = (
        "PAGE 01        STRELS  00042  141602Z\n\nORIGIN EUR-12\n\nINFO  OCT-01  ISO-00  /031 R\n\n"
        "DRAFTED BY EUR/CE:RHENTZAU:JT\nAPPROVED BY EUR:RTARLEN\nS/S:ABLACK\n"
        "--------------------- 054819\nR 141532Z JAN 76\nFM SECSTATE WASHDC\n"
        "TO AMEMBASSY STRELSAU\n\nUNCLAS STATE 000042\n\n1. HARVEST.\nRASSENDYLL\n"
    )
    lines = shown(cable_record(parse(text)))
    for words in (
        "Origin offices  EUR 12",
        "Info offices    OCT 1, ISO 0",
        "Copies          13, where 31 is printed",
        "Drafted by      EUR/CE:RHENTZAU:JT",
        "Approved by     EUR:RTARLEN",
        "Cleared by      S/S:ABLACK",
        "Received        1976-01-14 16:02Z",
    ):
        assert words in lines
