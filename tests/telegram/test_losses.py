"""Texts that are lost or withdrawn, and stamps in the middle of sentences."""

from __future__ import annotations

import pytest

from reftel.telegram.parse import parse
from telegram.fragments import codes, pieces, telegram, with_body

MRN = "MRN: 1976STRELS000042 SEGMENT NUMBER: 000001"
STAMP = "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006"
NAMED = (
    "Sheryl P. Walter Declassified/Released US Department of State EO Systematic Review 20 Mar 2014"
)


@pytest.mark.parametrize(
    "text",
    [
        f"{MRN}\nERROR READING TEXT INDEX FILE; TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE\n",
        f"{MRN} EXPAND ERROR ENCOUNTERED;\nTELEGRAM TEXT FOR THIS SEGMENT IS UNAVAILABLE",
        "\n\n  ERROR READING TEXT INDEX FILE\n\n",
    ],
)
def test_a_text_that_is_lost(text: str) -> None:
    cable = parse(text, published_as="76STRELSAU42")
    assert codes(cable) == ["text-lost"]
    assert cable.paragraphs == ()
    assert cable.signature is None
    assert {piece.kind for piece in cable.pieces} <= {"stamp", "blank"}
    assert cable.id == "76STRELSAU42"


def test_a_segment_that_is_lost() -> None:
    body = (
        "1. (C) The harvest drew forty thousand.\n\n"
        "MRN: 1976STRELS000042 SEGMENT NUMBER: 000002\n"
        "EXPAND ERROR ENCOUNTERED; TELEGRAM TEXT FOR THIS SEGMENT IS UNAVAILABLE\n\n"
        "5. (C) All went home.\nTARLENHEIM\n"
    )
    cable = with_body(body)
    assert "text-lost" in codes(cable)
    assert [p.address for p in cable.paragraphs] == ["par1", "par5"]
    assert not any("SEGMENT" in p.text for p in cable.paragraphs)
    assert cable.signature is not None


@pytest.mark.parametrize(
    "text",
    [
        "WITHDRAWAL CARD\n\nDATE: 14 JAN 1976\nFROM: STRELSAU\nTO: STATE\nRESTRICTION: B1\n",
        "ACCESS RESTRICTED\n\nThe item below has been withdrawn:\n\nFile: 1976STRELS00042\n",
    ],
)
def test_a_text_that_is_withdrawn(text: str) -> None:
    cable = parse(text, published_as="76STRELSAU42")
    assert codes(cable) == ["text-withdrawn"]
    assert cable.paragraphs == ()


@pytest.mark.parametrize(
    "words",
    [
        "The document was withdrawn by the delegation of Kravonia.",
        "An error reading the text of the treaty cost him his post.",
        "A segment number stands on each ballot.",
    ],
)
def test_a_telegram_may_tell_of_such_things(words: str) -> None:
    cable = with_body(f"1. (C) {words}\nTARLENHEIM\n")
    assert codes(cable) == []


@pytest.mark.parametrize("stamp", [STAMP, NAMED])
@pytest.mark.parametrize("frame", ["{}", "\n{}\n"])
def test_a_stamp_in_a_sentence(stamp: str, frame: str) -> None:
    lines = (
        f"THE COUNT CAME BACK ON THE NIGHT TRAIN AND WAS MET BY A\n{frame.format(stamp)}\nCROWD.\n"
    )
    for number in ("1. ", ""):
        cable = parse(telegram(body=f"\n{number}{lines}TARLENHEIM\n"))
        (paragraph,) = cable.paragraphs
        assert paragraph.text.endswith("MET BY A\nCROWD.")
        assert pieces(cable, "stamp") == [stamp]


@pytest.mark.parametrize("stamp", [STAMP, NAMED])
@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("AND WAS MET {} BY A CROWD.", "AND WAS MET", "BY A CROWD."),
        ("AND WAS MET {}", "AND WAS MET", "BY NOBODY."),
        ("{} AND WAS MET BY NOBODY.", "THE NIGHT TRAIN", "AND WAS MET BY NOBODY."),
    ],
)
def test_a_stamp_on_the_line_of_a_sentence(stamp: str, line: str, before: str, after: str) -> None:
    end = "" if "NOBODY" in line or "CROWD" in line else "BY NOBODY.\n"
    body = f"1. THE COUNT CAME BACK ON THE NIGHT TRAIN\n{line.format(stamp)}\n{end}TARLENHEIM\n"
    cable = with_body(body)
    (paragraph,) = cable.paragraphs
    assert f"{before}\n{after}" in paragraph.text
    assert "Review" not in paragraph.text
    assert pieces(cable, "stamp") == [stamp]
    assert "".join(piece.text for piece in cable.pieces) == cable.text


def test_a_stamp_above_the_header_and_among_addressees() -> None:
    text = telegram()
    text = f"{STAMP}\n" + text.replace("INFO RUEHZD", f"{STAMP}\nINFO RUEHZD")
    cable = parse(text)
    assert codes(cable) == []
    assert len(cable.action) == len(cable.info) == 1


def test_a_notice_says_which_telegram_is_lost() -> None:
    text = f"{MRN}\nERROR READING TEXT INDEX FILE\n"
    cable = parse(text)
    assert (cable.id, cable.id_rule, cable.serial) == ("76STRELS42", "notice", 42)
    assert codes(cable) == ["text-lost"]
    named = parse(text, published_as="76STRELSAU42")
    assert (named.id, named.id_rule) == ("76STRELSAU42", "published")


def test_a_telegram_names_itself_before_the_notice_of_a_segment_does() -> None:
    cable = with_body(f"1. (C) Wheat.\n\n{MRN}\nEXPAND ERROR ENCOUNTERED\n")
    assert (cable.id, cable.id_rule) == ("09STRELSAU12", "telegram")


def test_a_notice_without_a_number_names_nothing() -> None:
    assert parse("ERROR READING TEXT INDEX FILE\n").id is None
