"""Bullets, sub-paragraphs, questions and answers inside a paragraph."""

from __future__ import annotations

import pytest

from reftel.telegram.parse import parse
from telegram.fragments import with_body


def items(body: str) -> list[tuple[str, str, str]]:
    cable = with_body(f"1. (C) They want:\n{body}\n\n2. (C) Two.\nTARLENHEIM\n")
    first, second = cable.paragraphs
    assert second.text == "Two."
    for item in first.items:
        there = " ".join(span.of(cable.text) for span in item.spans)
        assert all(word in there for word in item.text.split())
    return [(item.kind, item.label, item.text) for item in first.items]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("\n-- peace;\n\n-- bread.", [("bullet", "--", "peace;"), ("bullet", "--", "bread.")]),
        ("-- peace;\n-- bread.", [("bullet", "--", "peace;"), ("bullet", "--", "bread.")]),
        ("\n--peace;\n\n--bread.", [("bullet", "--", "peace;"), ("bullet", "--", "bread.")]),
        ("\n- peace;\n- bread.", [("bullet", "-", "peace;"), ("bullet", "-", "bread.")]),
        ("\n* peace;\n* bread.", [("bullet", "*", "peace;"), ("bullet", "*", "bread.")]),
        ("\n• peace;\n• bread.", [("bullet", "•", "peace;"), ("bullet", "•", "bread.")]),
        ("\no peace;\no bread.", [("bullet", "o", "peace;"), ("bullet", "o", "bread.")]),
        ("\n--- peace;\n--- bread.", [("bullet", "---", "peace;"), ("bullet", "---", "bread.")]),
        ("\n   -- peace;\n   -- bread.", [("bullet", "--", "peace;"), ("bullet", "--", "bread.")]),
        (
            "\n-- peace, which is\nlong in coming;\n\n-- bread.",
            [("bullet", "--", "peace, which is\nlong in coming;"), ("bullet", "--", "bread.")],
        ),
        ("\nA. Peace.\n\nB. Bread.", [("sub", "A.", "Peace."), ("sub", "B.", "Bread.")]),
        ("\nA. Peace.\nB. Bread.", [("sub", "A.", "Peace."), ("sub", "B.", "Bread.")]),
        ("\na. peace\n\nb. bread", [("sub", "a.", "peace"), ("sub", "b.", "bread")]),
        ("\na) peace\n\nb) bread", [("sub", "a)", "peace"), ("sub", "b)", "bread")]),
        ("\n(a) peace\n\n(b) bread", [("sub", "(a)", "peace"), ("sub", "(b)", "bread")]),
        ("\n(i) peace\n\n(ii) bread\n\n(iii) wine", [("sub", "(i)", "peace"), ("sub", "(ii)", "bread"), ("sub", "(iii)", "wine")]),
        ("\ni. peace\n\nii. bread", [("sub", "i.", "peace"), ("sub", "ii.", "bread")]),
        ("\n1) peace\n\n2) bread", [("sub", "1)", "peace"), ("sub", "2)", "bread")]),
        ("\n1) peace\n2) bread\n3) wine", [("sub", "1)", "peace"), ("sub", "2)", "bread"), ("sub", "3)", "wine")]),
        ("\n(1) peace\n(2) bread", [("sub", "(1)", "peace"), ("sub", "(2)", "bread")]),
        ("\n(C) Peace.", []),
        ("\nand peace -- or bread.", []),
        ("\nA man came.", []),
        ("peace and\nbread.", []),
        ("the price fell by\n-5 percent", []),
    ],
)  # fmt: skip
def test_items(body: str, found: list[tuple[str, str, str]]) -> None:
    assert items(body) == found


def test_words_behind_an_item_and_an_empty_line_are_the_paragraphs() -> None:
    cable = with_body("1. (C) They want:\n\n-- peace.\n\nNobody gives it.\n\n2. (C) Two.\nX\n")
    (item,) = cable.paragraphs[0].items
    assert item.text == "peace."
    assert cable.paragraphs[0].text == "They want:\n\n-- peace.\n\nNobody gives it."


def questions(body: str) -> list[tuple[str | None, str, str]]:
    cable = with_body(f"1. (SBU) {body}\n\n2. (C) Two.\nTARLENHEIM\n")
    assert [p.number for p in cable.paragraphs] == [1, 2]
    return [(q.letter, q.text, q.answer) for q in cable.paragraphs[0].questions]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("QUESTION A. How many?\n\nPOST RESPONSE: None.", [("A", "How many?", "None.")]),
        ("QUESTION A: How many?\n\nPOST RESPONSE: None.", [("A", "How many?", "None.")]),
        ("QUESTION A) How many?\n\nPOST RESPONSE: None.", [("A", "How many?", "None.")]),
        ("Question A. How many?\n\nPost Response: None.", [("A", "How many?", "None.")]),
        ("QUESTION A. How many?\n\nRESPONSE: None.", [("A", "How many?", "None.")]),
        ("QUESTION A. How many?\n\nANSWER: None.", [("A", "How many?", "None.")]),
        ("QUESTION A. How many?\n\nPOST'S RESPONSE: None.", [("A", "How many?", "None.")]),
        ("QUESTION A. How many?\n\nPOST REPLY: None.", [("A", "How many?", "None.")]),
        ("QUESTION 3. How many?\n\nPOST RESPONSE: None.", [("3", "How many?", "None.")]),
        ("QUESTION: How many?\n\nANSWER: None.", [(None, "How many?", "None.")]),
        ("Q: How many?\n\nA: None.", [(None, "How many?", "None.")]),
        ("Q. How many?\n\nA. None.", [(None, "How many?", "None.")]),
        ("Q: How many?\nA: None.", [(None, "How many?", "None.")]),
        ("QUESTION A. How\nmany?\n\nPOST RESPONSE: Not\none.", [("A", "How\nmany?", "Not\none.")]),
        ("QUESTION A. How many?", [("A", "How many?", "")]),
        (
            "QUESTION A. How many?\n\nPOST RESPONSE: None.\n\nQUESTION B. And who?\n\nPOST RESPONSE: Nobody.",
            [("A", "How many?", "None."), ("B", "And who?", "Nobody.")],
        ),
        ("Q: How many?\n\nA: None.\n\nQ: And who?\n\nA: Nobody.", [(None, "How many?", "None."), (None, "And who?", "Nobody.")]),
        ("Q: How many?\nA: None.\nQ: And who?\nA: Nobody.", [(None, "How many?", "None."), (None, "And who?", "Nobody.")]),
        ("QUESTION A. How many?\n\nPOST RESPONSE: None.\n\nAnd none before.", [("A", "How many?", "None.\n\nAnd none before.")]),
        ("QUESTION A. How many?\n\nPOST RESPONSE: Two:\n\n-- a barge\n\n-- a boat", [("A", "How many?", "Two:\n\n-- a barge\n\n-- a boat")]),
        ("QUESTION A. How many?\n\nPOST RESPONSE:\n\nNone.", [("A", "How many?", "None.")]),
        ("The question is how many.", []),
        ("Questions abound.", []),
        ("A. The answer.", []),
    ],
)  # fmt: skip
def test_questions(body: str, found: list[tuple[str | None, str, str]]) -> None:
    assert questions(body) == found


def test_a_questions_spans_leave_out_its_label() -> None:
    cable = with_body(
        "1. (SBU) QUESTION A. How many?\n\nPOST RESPONSE: None\n\nSTRELSAU 00000012  002 OF 002\n\nat all.\nTARLENHEIM\n"
    )
    ((question,),) = [p.questions for p in cable.paragraphs]
    assert [span.of(cable.text) for span in question.spans] == ["How many?"]
    assert [span.of(cable.text) for span in question.answer_spans] == ["None", "at all."]


def test_a_question_right_behind_a_page_break() -> None:
    cable = with_body(
        "1. (SBU) QUESTION A. How many?\n\nPOST RESPONSE: None.\n\nSTRELSAU 00000012  002 OF 002\n\n\nQUESTION B. Who?\n\nPOST RESPONSE: I.\nTARLENHEIM\n"
    )
    assert [(q.letter, q.answer) for q in cable.paragraphs[0].questions] == [
        ("A", "None."),
        ("B", "I."),
    ]


def test_questions_without_paragraph_numbers() -> None:
    cable = with_body("Q: How many?\n\nA: None.\n\nQ: And who?\n\nA: Nobody.\n\nTARLENHEIM\n")
    found = [(q.text, q.answer) for p in cable.paragraphs for q in p.questions]
    assert found == [("How many?", "None."), ("And who?", "Nobody.")]


def test_an_answer_may_be_a_list_of_letters() -> None:
    cable = with_body(
        "1. (SBU) QUESTION A. Which?\n\nPOST RESPONSE: These:\n\na. the first\n\nb. the second\nTARLENHEIM\n"
    )
    (paragraph,) = cable.paragraphs
    assert [item.label for item in paragraph.items] == ["a.", "b."]
    assert paragraph.questions[0].answer.startswith("These:")
    assert paragraph.questions[0].answer.endswith("b. the second")


LONG = (
    "The Board of Mills told us of all that it has set out to do before the barges come down again"
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        # 09BRASILIA1460
        (f"{LONG}: - The weir at Zenda. - Two mills. - A toll.", ["The weir at Zenda.", "Two mills.", "A toll."]),
        # 09RIODEJANEIRO353
        (f"{LONG}: --Weirs for all. --Mills for some.", ["Weirs for all.", "Mills for some."]),
        # 07MADRID1722
        (f"- {LONG}. -Then it rested.", [f"{LONG}.", "Then it rested."]),
        # 08BRASILIA1396
        (f"{LONG}: --To dig weirs; and --To build mills.", ["To dig weirs; and", "To build mills."]),
        (f"{LONG}. - Then it rested.", []),
        (f"{LONG} - Weirs - Mills.", []),
        ("It wants: - Weirs. - Mills.", []),
    ],
)  # fmt: skip
def test_bullets_inside_a_long_line(words: str, found: list[str]) -> None:
    cable = with_body(f"1. (C) It met.\n\n{words}\nTARLENHEIM\n")
    (paragraph,) = cable.paragraphs
    assert [one.text for one in paragraph.items] == found
    for one in paragraph.items:
        assert one.spans[0].of(cable.text).lstrip("- ") == one.text


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # 10PRISTINA84: the sentence's own dash
        ("this could prove to be what wins over the people of Zenda\n-- if the Board and the millers agree.", []),
        ("this could prove to be what wins over Zenda:\n-- if the Board and the millers agree.", ["if the Board and the millers agree."]),
        ("this could prove to be what wins over the people of Zenda\n-- weirs and\n-- mills.", ["weirs and", "mills."]),
        ("it wants\n-- weirs.", ["weirs."]),
        ("this could prove to be what wins over the people of Zenda\n\n-- weirs.", ["weirs."]),
    ],
)  # fmt: skip
def test_a_dash_in_mid_sentence_is_no_bullet(lines: str, found: list[str]) -> None:
    cable = with_body(f"1. (C) The Board thinks that\n{lines}\nTARLENHEIM\n")
    assert [one.text for one in cable.paragraphs[0].items] == found


def test_many_long_lines_of_numbers_are_read_in_one_go() -> None:
    """Were all lines below looked through for each number, this would take half a minute."""
    line = "1. aaa. " + " ".join(f"{n}. Aa aaa." for n in range(2, 22))
    cable = parse(f"UNCLAS STRELSAU 000012\n\nSUBJECT: X\n\n{(line + chr(10)) * 3000}")
    assert "".join(piece.text for piece in cable.pieces) == cable.text
