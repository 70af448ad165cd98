"""Headings, rules, and texts of capitals."""

from __future__ import annotations

import pytest

from reftel.telegram.parse import parse
from telegram.fragments import TOP, codes, pieces, telegram, with_body

TAIL = "\n\n2. (C) Wheat is plentiful.\nTARLENHEIM\n"


@pytest.mark.parametrize(
    ("lines", "heading", "underlined", "mark"),
    [
        ("THE HARVEST\n-----------", "THE HARVEST", True, None),
        ("-----------\nTHE HARVEST\n-----------", "THE HARVEST", True, None),
        ("The Harvest\n-----------", "The Harvest", True, None),
        ("THE HARVEST\n- - - - - -", "THE HARVEST", True, None),
        ("THE HARVEST\n===========", "THE HARVEST", True, None),
        ("THE HARVEST\n***********", "THE HARVEST", True, None),
        ("THE HARVEST\n___________", "THE HARVEST", True, None),
        ("***********\nTHE HARVEST\n***********", "THE HARVEST", True, None),
        (
            "THE HARVEST IN THE VALLEYS AND ON THE HILLS OF\nALL RURITANIA\n--------------------------------------------- -",
            "THE HARVEST IN THE VALLEYS AND ON THE HILLS OF ALL RURITANIA", True, None,
        ),
        ("THE HARVEST\n---------------------------------------------\n----------", "THE HARVEST", True, None),
        ("THE HARVEST", "THE HARVEST", False, None),
        ("The Harvest", "The Harvest", False, None),
        ("The Harvest and What Follows", "The Harvest and What Follows", False, None),
        ("(C) THE HARVEST\n---------------", "THE HARVEST", True, "C"),
        ("(SBU) The Harvest\n-----------------", "The Harvest", True, "SBU"),
        ("(S/NF) THE HARVEST", "THE HARVEST", False, "S/NF"),
        ("SUMMARY", "SUMMARY", False, None),
        ("Summary\n-------", "Summary", True, None),
        ("COMMENT:", "COMMENT:", False, None),
        ("BACKGROUND", "BACKGROUND", False, None),
        ("ACTION REQUEST", "ACTION REQUEST", False, None),
        ("A HARVEST OF TROUBLE: WHO PAYS?\n-------------------------------", "A HARVEST OF TROUBLE: WHO PAYS?", True, None),
        ("- - - THE HARVEST - - -", "THE HARVEST", True, None),
        ("--- THE HARVEST ---", "THE HARVEST", True, None),
        ("//THE HARVEST//", "THE HARVEST", True, None),
    ],
)  # fmt: skip
def test_heading(lines: str, heading: str, underlined: bool, mark: str | None) -> None:  # noqa: FBT001
    cable = with_body(f"1. (C) One.\n\n{lines}{TAIL}")
    (found,) = cable.headings
    assert (found.text, found.underlined, found.mark) == (heading, underlined, mark)
    first, second = cable.paragraphs
    assert (first.text, first.heading) == ("One.", None)
    assert (second.text, second.heading) == ("Wheat is plentiful.", heading)
    assert set(codes(cable)) <= {"summary-open"}


def test_a_heading_above_the_first_paragraph() -> None:
    cable = with_body("SUMMARY\n-------\n\n1. (C) One.\n\n2. (C) Two. END SUMMARY.\nTARLENHEIM\n")
    assert [p.heading for p in cable.paragraphs] == ["SUMMARY", "SUMMARY"]
    assert [p.role for p in cable.paragraphs] == ["summary", "summary"]


def test_a_heading_holds_until_the_next() -> None:
    cable = with_body(
        "1. (C) One.\n\nTHE HARVEST\n-----------\n\n2. (C) Two.\n\n3. (C) Three.\n\nTHE TOLL\n--------\n\n4. (C) Four.\nTARLENHEIM\n"
    )
    assert [p.heading for p in cable.paragraphs] == [None, "THE HARVEST", "THE HARVEST", "THE TOLL"]


def test_a_rule_that_follows_text_is_no_underline() -> None:
    cable = with_body(
        "1. (C) The festival ended\nwith a very long night of music.\n-----------\n\n2. (C) Two.\nTARLENHEIM\n"
    )
    assert cable.headings == ()
    assert pieces(cable, "rule") == ["-----------"]
    assert cable.paragraphs[0].text.endswith("music.")


def test_rule_pieces() -> None:
    cable = with_body(f"1. (C) One.\n\n-----------\nTHE HARVEST\n===========\n{TAIL}")
    assert pieces(cable, "rule") == ["-----------", "==========="]
    assert pieces(cable, "heading") == ["THE HARVEST"]


@pytest.mark.parametrize(
    "line",
    [
        "He said it was a good year.",
        "-- a bullet",
        "and the sentence went on",
        '"THE HARVEST IS IN"',
        "PLEASE SEE PARA 7 FOR THE ACTION THAT WE REQUEST FROM THE DEPARTMENT AND FROM ALL POSTS IN THE REGION",
    ],
)
def test_no_heading(line: str) -> None:
    cable = with_body(f"1. (C) One:\n\n{line}\n\nIt went on like this for some time.{TAIL}")
    assert cable.headings == ()
    assert line.strip("-").strip() in cable.paragraphs[0].text


CAPITALS = """\
1. SUMMARY: THE HARVEST FESTIVAL DREW FORTY THOUSAND PEOPLE TO THE
CAPITAL, MORE THAN EVER BEFORE. END SUMMARY.

2. WHEAT IS PLENTIFUL THIS YEAR AND BARLEY IS NOT, WHICH TROUBLES THE
BREWERS OF ZENDA AND HENTZAU.

THE BREWERS

3. THEY HAVE ASKED THE CHANCELLOR FOR RELIEF FROM THE TOLL ON BARGES,
AND HE HAS PROMISED AN ANSWER.

4. COMMENT: HE WILL NOT GIVE ONE. END COMMENT.
TARLENHEIM
"""


def test_a_text_of_capitals() -> None:
    cable = with_body(CAPITALS)
    assert [p.number for p in cable.paragraphs] == [1, 2, 3, 4]
    assert [p.role for p in cable.paragraphs] == ["summary", None, None, "comment"]
    assert [h.text for h in cable.headings] == ["THE BREWERS"]
    assert cable.signature is not None
    assert cable.signature.name == "TARLENHEIM"
    assert codes(cable) == []


def test_a_last_word_in_capitals_is_no_signature() -> None:
    cable = with_body("1. THE CHANCELLOR PROMISED AN ANSWER TO ALL BREWERS OF ZENDA AND\nHENTZAU\n")
    assert cable.signature is None
    assert cable.paragraphs[0].text.endswith("HENTZAU")


def test_a_long_line_is_text() -> None:
    cable = with_body("1. (C) " + "The harvest was good. " * 200 + "\n\n2. (C) Two.\nTARLENHEIM\n")
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert codes(cable) == []


def test_an_archive_stamp_inside_the_text() -> None:
    stamp = "Margaret P. Hentzau Declassified/Released US Department of State EO Systematic Review 05 JUL 2006"
    cable = with_body(f"1. (C) The festival drew\n{stamp}\na record crowd.\nTARLENHEIM\n")
    assert pieces(cable, "stamp") == [stamp]
    assert cable.paragraphs[0].text == "The festival drew\na record crowd."


def test_nothing_below_the_labels() -> None:
    cable = parse(telegram(body="\n"))
    assert "text-missing" in codes(cable)
    assert cable.paragraphs == ()


def test_text_without_numbers_keeps_its_stretches_apart() -> None:
    cable = with_body("The festival drew a record crowd.\n\nWheat is plentiful.\n\nTARLENHEIM\n")
    assert [p.address for p in cable.paragraphs] == ["text1", "text2"]
    assert [p.text for p in cable.paragraphs] == [
        "The festival drew a record crowd.",
        "Wheat is plentiful.",
    ]
    assert codes(cable) == ["numbers-missing"]


def test_text_before_the_first_number_is_a_paragraph_of_its_own() -> None:
    cable = with_body("This cable is sensitive but unclassified.\n\n1. (SBU) One.\nTARLENHEIM\n")
    assert [p.address for p in cable.paragraphs] == ["text1", "par1"]


def test_an_empty_line_inside_a_paragraph_stays() -> None:
    cable = with_body("1. (C) The text:\n\n   We agree.\n\n2. (C) Two.\nTARLENHEIM\n")
    assert cable.paragraphs[0].text == "The text:\n\nWe agree."


def test_top_without_labels() -> None:
    cable = parse(telegram(top="\nSIPDIS\n\n"))
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert codes(cable) == ["order-missing", "subject-missing", "tags-missing"]
    assert TOP


def test_a_heading_that_is_ruled_line_by_line() -> None:
    # 07PARIS2027
    cable = with_body(
        "1. (C) Wheat.\n\nMinister of Grain and\n---------------------\n"
        "Flour ) Anton Sapt\n------------------\n2. (C) Rye.\nTARLENHEIM\n"
    )
    (heading,) = cable.headings
    assert heading.text == "Minister of Grain and Flour ) Anton Sapt"
    assert [span.of(cable.text) for span in heading.spans] == [
        "Minister of Grain and",
        "Flour ) Anton Sapt",
    ]
    assert heading.underlined
    assert len(pieces(cable, "rule")) == 2
    assert cable.paragraphs[1].heading == heading.text


def test_framed_headings_stay_apart() -> None:
    cable = with_body(
        "-------\nHARVEST\n-------\nWHEAT\n-------\n1. (C) Wheat.\n\n2. (C) Rye.\nTARLENHEIM\n"
    )
    assert [heading.text for heading in cable.headings] == ["HARVEST", "WHEAT"]


def test_an_enclosure_below_the_last_number() -> None:
    # 04PARIS8983
    cable = with_body(
        "1. (U) Embassy sends its report.\n\nOVERVIEW\n\nWheat is plentiful.\n\n"
        "BARLEY\n\nBarley is not.\nTARLENHEIM\n"
    )
    assert [(p.address, p.heading, p.text) for p in cable.paragraphs] == [
        ("par1", None, "Embassy sends its report."),
        ("text1", "OVERVIEW", "Wheat is plentiful."),
        ("text2", "BARLEY", "Barley is not."),
    ]


def test_a_heading_between_numbers_does_not_end_a_paragraph() -> None:
    cable = with_body(
        "1. (U) Embassy sends its report.\n\nOVERVIEW\n\nWheat is plentiful.\n\n"
        "2. (U) Rye is not.\nTARLENHEIM\n"
    )
    assert [p.address for p in cable.paragraphs] == ["par1", "par2"]


FRAME = "-----------------------"


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        # 10CAIRO219: empty lines between the rules and what they frame
        (f"{FRAME}\n \nWheat, Rye and the Toll \n \n{FRAME}\n \n", ["Wheat, Rye and the Toll"]),
        # 08MADRID98: two lines, an empty one, the rule
        (f"Chancellor Sapt and Marshal\nTarlenheim\n\n{FRAME}\n", ["Chancellor Sapt and Marshal Tarlenheim"]),
        # 08MADRID552: a name and two lines of offices
        (
            f"{FRAME}\nFritz Tarlenheim\nMarshal of the Horse, Keeper of Weirs,\nand Lord of Zenda\n{FRAME}\n",
            ["Fritz Tarlenheim Marshal of the Horse, Keeper of Weirs, and Lord of Zenda"],
        ),
        # a page break before the second rule, and inside the frame
        (
            f"{FRAME}\nFritz Tarlenheim\nMarshal of the Horse\n\nSTRELSAU 00000012  002 OF 003\n\n\n{FRAME}\n",
            ["Fritz Tarlenheim Marshal of the Horse"],
        ),
        (
            f"{FRAME}\nFritz Tarlenheim\n\nSTRELSAU 00000012  002 OF 003\n\n\nMarshal of the Horse\n{FRAME}\n",
            ["Fritz Tarlenheim Marshal of the Horse"],
        ),
        # 07PARIS2027: ruled line by line, with a break or a comma between
        (
            f"Keeper of Weirs and\n\nSTRELSAU 00000012  002 OF 003\n\n\n{FRAME}\nMills -- Anton Sapt\n{FRAME}",
            ["Keeper of Weirs and Mills -- Anton Sapt"],
        ),
        (f"Keeper of Weirs and Mills,\n{FRAME}\nSpokesman -- Anton Sapt\n{FRAME}", ["Keeper of Weirs and Mills, Spokesman -- Anton Sapt"]),
        # 09RIODEJANEIRO285: the rule behind the words
        ("THE HARVEST IN THE VALLEYS AND ON ALL THE HILLS --------------------------------------------- ---", ["THE HARVEST IN THE VALLEYS AND ON ALL THE HILLS"]),
        ("The Harvest, And... ------------------", ["The Harvest, And..."]),
        ('"WHEAT FOR ALL" IS THE CRY ------------------', ['"WHEAT FOR ALL" IS THE CRY']),
        ("END NOTE. ---------", []),
        ("He asked for bread and a -----", ["He asked for bread and a"]),
        ("He asked for bread. -----", []),
        # 07PARIS2027: how it is to be handled
        ("SENSITIVE BUT UNCLASSIFIED -- HANDLE ACCORDINGLY", []),
    ],
)  # fmt: skip
def test_headings_that_stand_oddly(lines: str, headings: list[str]) -> None:
    cable = with_body(f"1. (C) One.\n\n{lines}{TAIL}")
    assert [one.text for one in cable.headings] == headings
    assert [one.number for one in cable.paragraphs] == [1, 2]


def test_a_heading_right_below_a_paragraph() -> None:
    # 08MADRID98
    cable = with_body(
        f"1. (C) Wheat is plentiful, and\nrye is not. End comment.)\nThe Press\n---------{TAIL}"
    )
    assert [one.text for one in cable.headings] == ["The Press"]
    assert cable.paragraphs[0].text == "Wheat is plentiful, and\nrye is not. End comment.)"


def test_a_heading_right_below_the_rest_of_a_sentence() -> None:
    # 09MADRID440: lines without ends, cut by a page break
    cable = with_body(
        "1. (C) Wheat is plentiful, and the Board is of one mind that\n"
        f"STRELSAU 00000012  002 OF 002\nRye is not.\nComment\n-------{TAIL}"
    )
    assert [one.text for one in cable.headings] == ["Comment"]
    assert cable.paragraphs[0].text.endswith("that\nRye is not.")
    assert cable.paragraphs[1].role == "comment"


@pytest.mark.parametrize(
    "lines",
    [
        "rye is not, said\nThe Press\n---------",
        "rye is not.\nThe Press\n----------------------",
        "rye is not.\nthe press\n---------",
        f"{FRAME}\nWheat    12\nRye      7\nOats     9\n{FRAME}",
        f"\nWheat     Rye\n\n{FRAME}",
    ],
)
def test_no_heading_right_below_a_paragraph(lines: str) -> None:
    cable = with_body(f"1. (C) Wheat is plentiful, and\n{lines}{TAIL}")
    assert cable.headings == ()
