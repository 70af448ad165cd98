"""Which numbers at line starts begin a paragraph."""

from __future__ import annotations

import pytest

from reftel.telegram.numbering import read_number
from reftel.telegram.parse import parse
from reftel.vocab.tables import rows as table
from telegram.fragments import codes, telegram, with_body


@pytest.mark.parametrize(
    ("line", "number", "mark"),
    [
        ("1. (C) WORDS", 1, "C"),
        ("1. WORDS", 1, None),
        ("1.  (SBU) WORDS", 1, "SBU"),
        ("1.(C) WORDS", 1, "C"),
        ("1 (C) WORDS", 1, "C"),
        ("1(C) WORDS", 1, "C"),
        ("(C) 1. WORDS", 1, "C"),
        ("(C) 1 . WORDS", 1, "C"),
        ("12. (S/NF) WORDS", 12, "S/NF"),
        ("12. (S//NF) WORDS", 12, "S//NF"),
        ("12. (C//NF) WORDS", 12, "C//NF"),
        ("3. (U) WORDS", 3, "U"),
        ("3. (LOU) WORDS", 3, "LOU"),
        ("3. (SBU/NF) WORDS", 3, "SBU/NF"),
        ("3. (C/REL RUR, ZEN) WORDS", 3, "C/REL RUR, ZEN"),
        ("3. (TS) WORDS", 3, "TS"),
        ("1. (C - ENTIRE TEXT).", 1, "C - ENTIRE TEXT"),
        ("1. (S - ENTIRE TEXT) WORDS", 1, "S - ENTIRE TEXT"),
        ("1. C - ENTIRE TEXT.", 1, "C - ENTIRE TEXT"),
        ("1. SECRET - ENTIRE TEXT.", 1, "SECRET - ENTIRE TEXT"),
        ("1. CONFIDENTIAL ENTIRE TEXT.", 1, "CONFIDENTIAL ENTIRE TEXT"),
        ("1. (CONFIDENTIAL - ENTIRE TEXT).", 1, "CONFIDENTIAL - ENTIRE TEXT"),
        ("77. (C) WORDS", 77, "C"),
        ("1.WORDS", 1, None),
        ("1. 40 BARGES", 1, None),
    ],
)
def test_forms(line: str, number: int, mark: str | None) -> None:
    found = read_number(line)
    assert found is not None
    assert found[:2] == (number, mark)


@pytest.mark.parametrize(
    "mark",
    [form for _, _, form, kind, _ in table("classification") if kind in ("portion", "full")],
)
def test_every_mark_of_the_table(mark: str) -> None:
    for line in (f"1. ({mark}) WORDS", f"({mark}) 1. WORDS", f"1 ({mark}) WORDS"):
        found = read_number(line)
        assert found is not None
        assert found[:2] == (1, mark)


@pytest.mark.parametrize(
    "line",
    ["1.4 (B) AND (D)", "2009. MORE", "1) WORDS", "(1) WORDS", "(C) WORDS", "1 WORDS", "A. WORDS", "3.5 MILLION", "40,000 CAME", "1"],
)  # fmt: skip
def test_no_number(line: str) -> None:
    assert read_number(line) is None


FIRST = "1. (C) One.\n\n"
UNMARKED = "1.  The first.\n\n"


@pytest.mark.parametrize(
    ("body", "numbers", "defects"),
    [
        pytest.param("1. One.\n\n2. Two.\n\n3. Three.\n", [1, 2, 3], [], id="plain"),
        pytest.param("1. (C) One.\n2. (C) Two.\n3. (C) Three.\n", [1, 2, 3], [], id="no blank lines"),
        pytest.param("1.(C) One.\n\n2.(C) Two.\n", [1, 2], [], id="glued mark"),
        pytest.param("1 (C) One.\n\n2 (C) Two.\n", [1, 2], [], id="no point"),
        pytest.param("(C) 1. One.\n\n(C) 2. Two.\n", [1, 2], [], id="mark first"),
        pytest.param("1.  One.\n\n2.  Two.\n\n 3.  Three.\n", [1, 2, 3], [], id="indented"),
        pytest.param(
            FIRST + "2. (C) It began in\n2009. It ended soon.\n\n3. (C) Three.\n", [1, 2, 3], [],
            id="year at a line start",
        ),
        pytest.param(
            FIRST + "2. (C) The toll fell by\n3. It rose again.\n\n3. (C) Three.\n", [1, 2, 3], ["number-in-sentence"],
            id="a count that wraps",
        ),
        pytest.param(
            FIRST + "2. (C) A share of\n3.5 percent. Good.\n\n3. (C) Three.\n", [1, 2, 3], [], id="decimal",
        ),
        pytest.param(
            FIRST + "2. (C) Under section\n1.4 (b) it is.\n\n3. (C) Three.\n", [1, 2, 3], [], id="1.4",
        ),
        pytest.param(
            FIRST + "3. (C) Three.\n\n9. (C) Nine.\n", [1, 3, 9], ["number-gap"], id="jumps",
        ),
        pytest.param(
            FIRST + "16. (C) Sixteen.\n\n41. (C) Forty-one.\n", [1, 16, 41], ["number-gap"], id="wide jumps",
        ),
        pytest.param(
            UNMARKED + "2.  The second:\n\n1. a barge\n2. a boat\n3. a raft\n\n3.  The third.\n", [1, 2, 3], [],
            id="inner list without blank lines",
        ),
        pytest.param(
            FIRST + "2. (C) The list:\n\n1. a barge\n\n2. a boat\n\n3. a raft\n\n3. (C) Three.\n", [1, 2, 3], [],
            id="inner list with blank lines",
        ),
        pytest.param(
            FIRST + "2. (C) They want:\n1) peace\n2) bread\n\n3. (C) Three.\n", [1, 2, 3], [], id="n) list",
        ),
        pytest.param(
            FIRST + "2. (C) They want:\n(1) peace\n(2) bread\n\n3. (C) Three.\n", [1, 2, 3], [], id="(n) list",
        ),
        pytest.param(
            FIRST + "2. (C) Two.\n\nBEGIN TEXT:\n\n1. (C) The parties agree.\n\n2. (C) They part.\n", [1, 2, 1, 2],
            ["number-restart"], id="annex",
        ),
        pytest.param(
            UNMARKED + "2.  Two.\n\nANNEX\n-----\n\n1.  The parties agree.\n\n2.  They part.\n", [1, 2, 1, 2],
            ["number-restart"], id="annex without marks",
        ),
        pytest.param(FIRST + "2. (C) Two.\n\n2. (C) Two again.\n", [1, 2, 2], ["number-falls"], id="repeats"),
        pytest.param(FIRST + "2. (C) Two.\n\n3. (C) Three.\n\n2. (C) Two again.\n\n4. (C) Four.\n", [1, 2, 3, 2, 4], ["number-falls", "number-gap"], id="falls"),
        pytest.param("2. (C) Two.\n\n3. (C) Three.\n", [2, 3], ["number-gap"], id="begins at 2"),
        pytest.param("The only paragraph.\n", [None], ["numbers-missing"], id="no number"),
        pytest.param(
            FIRST + "2. (C) Two runs on\n\nSTRELSAU 00000012  002 OF 002\n\n\n3. (C) Three.\n", [1, 2, 3], [],
            id="open sentence, page break, next number with a mark",
        ),
        pytest.param(
            FIRST + "2. (C) A resolution:\n\n1325. It is known.\n\n3. (C) Three.\n", [1, 2, 3], [], id="four digits",
        ),
        pytest.param(
            FIRST + "2. (C) In all\n242. Not more.\n\n3. (C) Three.\n", [1, 2, 3], [], id="three digits that run on",
        ),
    ],
)  # fmt: skip
def test_run(body: str, numbers: list[int | None], defects: list[str]) -> None:
    cable = with_body(body + "TARLENHEIM\n")
    assert [p.number for p in cable.paragraphs] == numbers
    assert codes(cable) == defects


@pytest.mark.parametrize(
    ("above", "number", "numbers"),
    [
        ("Guards at the bridge fired a shot in the air on October", 21, [1, 8]),
        ("Guards at the bridge fired a shot in the air on October", 7, [1, 8]),
        ("Guards at the bridge fired a shot in the air.", 3, [1, 3, 8]),
        ("THE BRIDGE", 3, [1, 3, 8]),
    ],
)
def test_behind_a_page_break(above: str, number: int, numbers: list[int]) -> None:
    cable = with_body(
        f"1. One.\n\n{above}\n\nSTRELSAU 00000012  002 OF 002\n\nSIPDIS\n\n{number}.  It rained.\n\n8. Eight.\nTARLENHEIM\n"
    )
    assert [p.number for p in cable.paragraphs] == numbers


def test_addresses_stay_apart() -> None:
    cable = with_body("1. (C) One.\n\n2. (C) Two.\n\nBEGIN TEXT\n\n1. (C) Again.\n\nTARLENHEIM\n")
    assert [p.address for p in cable.paragraphs] == ["par1", "par2", "par1-2"]
    again = cable.paragraph("par1-2")
    assert again is not None
    assert again.text == "Again."
    assert cable.paragraph("par9") is None


def test_number_and_mark_are_no_text() -> None:
    (first, second) = with_body("1. (C) One.\n\n(SBU) 2. Two.\nTARLENHEIM\n").paragraphs
    assert (first.number, first.mark, first.text) == (1, "C", "One.")
    assert (second.number, second.mark, second.text) == (2, "SBU", "Two.")


def test_spans_hold_number_and_mark() -> None:
    cable = with_body("1. (C) One\ntwo.\nTARLENHEIM\n")
    (paragraph,) = cable.paragraphs
    assert [span.of(cable.text) for span in paragraph.spans] == ["1. (C) One\ntwo."]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("1. (C - ENTIRE TEXT).", "C - ENTIRE TEXT"),
        ("1. C - ENTIRE TEXT.", "C - ENTIRE TEXT"),
        ("1. SECRET - ENTIRE TEXT.", "SECRET - ENTIRE TEXT"),
        ("1. (C) ENTIRE TEXT.", "C"),
    ],
)
def test_a_mark_for_the_whole(line: str, mark: str) -> None:
    cable = with_body(
        f"{line}\n\n2. WHEAT IS PLENTIFUL AND BARLEY SCARCE THIS YEAR.\n\nTARLENHEIM\n"
    )
    assert [(p.number, p.mark) for p in cable.paragraphs] == [(1, mark), (2, None)]
    assert codes(cable) == []


def test_numbers_go_on_across_sections() -> None:
    cable = parse(
        telegram(
            line="C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012\n",
            body="\n1. (C) One.\n\nSTRELSAU 00000012  002 OF 002\n\n2. (C) Two.\nTARLENHEIM\n",
        )
    )
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert codes(cable) == []


def test_a_hundred_paragraphs() -> None:
    body = "".join(f"{n}. (C) Paragraph {n}.\n\n" for n in range(1, 101))
    cable = with_body(body + "TARLENHEIM\n")
    assert [p.number for p in cable.paragraphs] == list(range(1, 101))
    assert codes(cable) == []


FULL = "The Board of Mills sat for three days and heard all millers of the valley " * 3


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        # 08BRASILIA1396, 09CAPETOWN204: the next number stands in a line that has lost its ends
        (f"1. {FULL}. 2. Rye is not.\n\n3. Oats.", [1, 2, 3]),
        (f"1. (C) {FULL}. 2. (SBU) Rye is not. 3. (C) Oats.", [1, 2, 3]),
        (f"1. (C) {FULL}. 2. Rye is not.", [1]),
        (f"1. {FULL}. 2. Rye is not.\n\n2. Oats.", [1, 2]),
        (f"1. {FULL} of 2. Rye is not.", [1]),
        (f"1. {FULL}. 4. Rye is not.", [1]),
        ("1. It sat. 2. Rye is not.", [1]),
    ],
)
def test_the_next_number_inside_a_long_line(lines: str, numbers: list[int]) -> None:
    cable = with_body(f"{lines}\nTARLENHEIM\n")
    assert [one.number for one in cable.paragraphs] == numbers
    assert "".join(piece.text for piece in cable.pieces) == cable.text
    if numbers == [1, 2, 3]:
        assert cable.paragraphs[1].text == "Rye is not."
