"""Page-break lines of both styles, alone and in the midst of a text."""

from __future__ import annotations

import pytest

from reftel.spans import Span
from reftel.telegram.pagebreaks import read_page_break
from reftel.telegram.parse import parse
from telegram.fragments import codes, pieces, telegram, with_body


@pytest.mark.parametrize(
    ("line", "post", "serial", "section", "part", "total"),
    [
        ("STRELSAU 00000012  002 OF 003", "STRELSAU", 12, 2, None, 3),
        ("STRELSAU 00000012  002.2 OF 003", "STRELSAU", 12, 2, 2, 3),
        ("STRELSAU 00000012 002 OF 003", "STRELSAU", 12, 2, None, 3),
        ("STRELSAU 00000012   002 OF 011", "STRELSAU", 12, 2, None, 11),
        ("PORT MARIA 00004711  010.12 OF 011", "PORT MARIA", 4711, 10, 12, 11),
        ("ST. RUPERT 00000001  001 OF 002", "ST. RUPERT", 1, 1, None, 2),
        ("CAP-ELPHBE 00000001  001 OF 002", "CAP-ELPHBE", 1, 1, None, 2),
        ("L'HENTZAU 00000001  001 OF 002", "L'HENTZAU", 1, 1, None, 2),
        ("PAGE 02  STRELS 00042  01 OF 02  141602Z", "STRELS", 42, 1, 2, 2),
        ("PAGE 02 STRELS 00042 01 OF 02 141602Z", "STRELS", 42, 1, 2, 2),
        ("PAGE 02  STRELS 00042  141602Z", "STRELS", 42, 1, 2, 1),
        ("PAGE 2 RUEHSZ 0012 C O N F I D E N T I A L", "RUEHSZ", 12, 1, 2, 1),
        ("PAGE 02 RUEHSZ 0012 UNCLAS", "RUEHSZ", 12, 1, 2, 1),
        ("PAGE 12        PORT M  12042  03 OF 04  141602Z", "PORT M", 12042, 3, 12, 4),
    ],
)
def test_lines(
    line: str, post: str, serial: int, section: int, part: int | None, total: int
) -> None:
    found = read_page_break(line, Span(0, len(line)))
    assert found is not None
    assert (found.post, found.serial, found.section) == (post, serial, section)
    assert (found.part, found.total) == (part, total)


@pytest.mark.parametrize(
    "line",
    [
        "STRELSAU 0000012  002 OF 003",
        "STRELSAU 00000012",
        "00000012  002 OF 003",
        "STRELSAU 00000012  02 OF 03",
        "SECTION 01 OF 02",
        "THE HOUSE HAS 00000012 002 OF 003 ROOMS",
        "PAGE 02 OF THE NEWSPAPER",
        "PAGE 02  STRELS 00042",
        "PAGE 2 RUEHSZ 0012 AND THE THIRD",
        "PAGE 2 STRELS 0012 UNCLAS",
        "",
    ],
)
def test_no_page_break(line: str) -> None:
    assert read_page_break(line, Span(0, len(line))) is None


MODERN = "STRELSAU 00000012  002 OF 003"
OLD = "PAGE 02  STRELS 00012  01 OF 02  141602Z"


@pytest.mark.parametrize(
    "between",
    [
        f"{MODERN}\n",
        f"\n{MODERN}\n\n",
        f"\n{MODERN}\n\n\n",
        f" \n{MODERN} \n \n",
        f"\n{MODERN}\n\n\nSIPDIS\n",
        f"\n{MODERN}\n\nSIPDIS\n\n",
        f"\nSIPDIS\n\n{MODERN}\n\n",
        "SIPDIS\n",
        f"{MODERN}\n\nNOFORN\nSIPDIS\n\n",
        f"CONFIDENTIAL\n\n{OLD}\n\n",
        f"CONFIDENTIAL\n\nCONFIDENTIAL\n\n{OLD}\n\n",
        f"{OLD}\n",
        "\nPAGE 2 RUEHSZ 0012 C O N F I D E N T I A L\n",
        "C O N F I D E N T I A L SECTION 02 OF 03 STRELSAU 000012\n",
        "\nC O N F I D E N T I A L SECTION 02 OF 03 STRELSAU 000012\n\nSIPDIS\n\n",
        (
            "C O N F I D E N T I A L SECTION 02 OF 03 STRELSAU 000012\n\nSIPDIS\n\n"
            "E.O. 12958: N/A\nTAGS: PGOV, PREL\nSUBJECT: HARVEST FESTIVAL DRAWS\nRECORD CROWD\n\n"
            "REF: ZENDA 3\n\n"
        ),
        "C O N F I D E N T I A L FINAL SECTION OF 03 STRELSAU 000012\n",
    ],
)
def test_in_the_midst_of_a_sentence(between: str) -> None:
    cable = with_body(
        f"1. (C) The festival drew\n{between}a record crowd.\n\n2. (C) Two.\nTARLENHEIM\n"
    )
    first, second = cable.paragraphs
    assert first.text == "The festival drew\na record crowd."
    assert [span.of(cable.text) for span in first.spans] == [
        "1. (C) The festival drew",
        "a record crowd.",
    ]
    assert second.number == 2
    assert codes(cable) == []


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (f"a record {MODERN} crowd.", "The festival drew\na record\ncrowd."),
        (f"a record crowd. {MODERN}", "The festival drew\na record crowd."),
        (f"{MODERN} a record crowd.", "The festival drew\na record crowd."),
        ("a record STRELSAU 00000012 002.2 OF 003 crowd.", "The festival drew\na record\ncrowd."),
    ],
)
def test_glued(line: str, text: str) -> None:
    cable = with_body(f"1. (C) The festival drew\n{line}\n\n2. (C) Two.\nTARLENHEIM\n")
    assert [" ".join(p.text.split()) for p in cable.paragraphs] == [" ".join(text.split()), "Two."]
    assert len(cable.page_breaks) == 1
    mark = cable.page_breaks[0]
    assert mark.span.of(cable.text).startswith("STRELSAU 0000")
    assert cable.paragraphs[0].text == text
    assert codes(cable) == []


def test_glued_in_a_text_of_capitals() -> None:
    cable = with_body(
        "1. THE CHANCELLOR WENT ON HIS WAY\nTO STRELSAU 00000012  002 OF 003 ZENDA BY BOAT.\n\n2. HE CAME.\nTARLENHEIM\n"
    )
    assert [(mark.post, mark.serial) for mark in cable.page_breaks] == [("STRELSAU", 12)]
    assert cable.paragraphs[0].text == "THE CHANCELLOR WENT ON HIS WAY\nTO\nZENDA BY BOAT."


def test_a_level_alone_is_a_page_end_only_above_a_page_line() -> None:
    cable = with_body("1. (C) They call it\nCONFIDENTIAL\nand mean it.\nTARLENHEIM\n")
    assert cable.paragraphs[0].text == "They call it\nCONFIDENTIAL\nand mean it."


def test_a_caption_that_ends_a_sentence_is_no_stray() -> None:
    cable = with_body("1. THE MATTER IS VERY\nSENSITIVE.\n\n2. IT IS.\nTARLENHEIM\n")
    assert cable.paragraphs[0].text == "THE MATTER IS VERY\nSENSITIVE."


def test_stray_sipdis_glued_before_a_word() -> None:
    cable = with_body("1. (C) The festival drew\nSIPDIS a record crowd.\nTARLENHEIM\n")
    assert cable.paragraphs[0].text == "The festival drew\na record crowd."
    assert pieces(cable, "stray-caption") == ["SIPDIS"]


@pytest.mark.parametrize(
    "lines",
    [
        f"{MODERN}\n\n2. (C) Two.",
        f"{MODERN}\n2. (C) Two.",
        f"\n{MODERN}\n\nSIPDIS\n\n2. (C) Two.",
        f"CONFIDENTIAL\n\n{OLD}\n\n2. (C) Two.",
    ],
)
def test_between_paragraphs(lines: str) -> None:
    cable = with_body(f"1. (C) One.\n{lines}\nTARLENHEIM\n")
    assert [p.text for p in cable.paragraphs] == ["One.", "Two."]
    assert codes(cable) == []


def test_after_a_page_break_a_paragraph_may_begin() -> None:
    cable = with_body(f"1. (C) One.\n\n{MODERN}\n\n2. (C) Two.\n\n{MODERN}\n\n3. (C) Three.\nX\n")
    assert [p.number for p in cable.paragraphs] == [1, 2, 3]


def test_of_another_cable() -> None:
    cable = with_body("1. (C) One,\n\nZENDA 00000003  002 OF 002\n\nand more.\nTARLENHEIM\n")
    assert codes(cable) == ["page-break-differs"]
    assert cable.defects[0].found == "ZENDA 00000003  002 OF 002"


def test_section_count_counts_both_marks() -> None:
    cable = with_body(f"1. (C) One,\n\n{MODERN}\n\nand more.\nTARLENHEIM\n")
    assert cable.section_count == 3
    assert pieces(cable, "page-break") == [MODERN]


def test_bullets_run_on_behind_a_page_break() -> None:
    cable = with_body(
        f"1. (C) They want:\n\n-- peace and\n\n{MODERN}\n\nbread;\n\n-- wine.\nTARLENHEIM\n"
    )
    assert [item.text for item in cable.paragraphs[0].items] == ["peace and\nbread;", "wine."]
    assert len(cable.paragraphs[0].items[0].spans) == 2


def test_the_serial_of_the_station_is_the_end_of_the_number() -> None:
    text = telegram(line="C O N F I D E N T I A L STRELSAU 110012\n")
    page = "PAGE 2 RUEHSZ 0012 C O N F I D E N T I A L\n"
    assert codes(parse(text.replace("2. (SBU)", f"{page}2. (SBU)"))) == []
    other = page.replace("0012", "0013")
    assert codes(parse(text.replace("2. (SBU)", f"{other}2. (SBU)"))) == ["page-break-differs"]


SECTION = "C O N F I D E N T I A L SECTION 02 OF 02 STRELSAU 000012\n"


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("SUBJECT: HARVEST", True),
        ("E.O. 12958: N/A", True),
        ("TAGS PGOV, PREL", True),
        ("REF: ZENDA 3", True),
        ("REFERENCES TO THE KING ARE FEW.", False),
        ("THE SUBJECT: HARVEST.", False),
        ("BARLEY IS LATE.", False),
    ],
)
def test_labels_that_come_again_at_a_section(line: str, *, again: bool) -> None:
    text = f"1. (C) Wheat.\n\n{SECTION}\n{line}\n\nOATS ARE NOT.\n\n2. (C) Rye.\nTARLENHEIM\n"
    cable = with_body(text)
    said = " ".join(p.text for p in cable.paragraphs)
    assert (line in said) is not again
    assert "OATS ARE NOT." in said
    assert (line in " ".join(pieces(cable, "page-break"))) is again
