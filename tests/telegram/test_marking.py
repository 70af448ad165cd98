"""The classification line, captions, executive order, and who classified it."""

from __future__ import annotations

import pytest

from reftel.telegram.parse import parse
from telegram.fragments import BODY, TOP, codes, pieces, telegram, with_label, with_line

U, FOUO, LOU = "UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "LIMITED OFFICIAL USE"
C, CNF, S, SNF = "CONFIDENTIAL", "CONFIDENTIAL//NOFORN", "SECRET", "SECRET//NOFORN"


@pytest.mark.parametrize(
    ("line", "level", "captions", "section"),
    [
        ("UNCLAS STRELSAU 000012", U, [], None),
        ("UNCLASSIFIED STRELSAU 000012", U, [], None),
        ("U N C L A S S I F I E D STRELSAU 000012", U, [], None),
        ("U N C L A S STRELSAU 000012", U, [], None),
        ("UNCLAS STRELSAU 0012", U, [], None),
        ("UNCLAS STRELSAU 00000012", U, [], None),
        ("UNCLAS SECTION 01 OF 03 STRELSAU 000012", U, [], (1, 3)),
        ("UNCLAS SECTION 1 OF 3 STRELSAU 0012", U, [], (1, 3)),
        ("UNCLAS FINAL SECTION OF 03 STRELSAU 000012", U, [], (3, 3)),
        ("UNCLAS SECT 01 OF 24 STRELSAU 000012", U, [], (1, 24)),
        ("UNCLAS STRELSAU 000012 SECTION 01 OF 02", U, [], (1, 2)),
        ("UNCLAS STRELSAU 000012 SIPDIS", U, ["SIPDIS"], None),
        ("UNCLAS SENSITIVE STRELSAU 000012", FOUO, ["SENSITIVE"], None),
        ("UNCLAS STRELSAU 000012 SENSITIVE SIPDIS", FOUO, ["SENSITIVE", "SIPDIS"], None),
        ("UNCLAS FOR OFFICIAL USE ONLY STRELSAU 000012", FOUO, ["FOUO"], None),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY STRELSAU 000012", FOUO, ["FOUO"], None),
        ("LIMITED OFFICIAL USE STRELSAU 0012", LOU, [], None),
        ("L I M I T E D  O F F I C I A L  U S E STRELSAU 0012", LOU, [], None),
        ("C O N F I D E N T I A L STRELSAU 000012", C, [], None),
        ("CONFIDENTIAL STRELSAU 000012", C, [], None),
        ("C o n f i d e n t i a l strelsau 000012", C, [], None),
        ("C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012", C, [], (1, 2)),
        ("C O N F I D E N T I A L STRELSAU 000012 NOFORN SIPDIS", CNF, ["NOFORN", "SIPDIS"], None),
        ("C O N F I D E N T I A L NOFORN STRELSAU 000012", CNF, ["NOFORN"], None),
        ("C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012 NOFORN", CNF, ["NOFORN"], (1, 2)),
        ("C O N F I D E N T I A L // NOFORN STRELSAU 000012", CNF, ["NOFORN"], None),
        ("S E C R E T STRELSAU 000012", S, [], None),
        ("S E C R E T PROPIN STRELSAU 000012", S, ["PROPIN"], None),
        ("S E C R E T N O C O N T R A C T STRELSAU 000012", S, ["NOCONTRACT"], None),
        ("S E C R E T STRELSAU 000012 SIPIDS", S, ["SIPDIS"], None),
        ("C O N F I D E N T I A L NO FOREIGN NATIONALS STRELSAU 0012", CNF, ["NOFORN"], None),
        ("S E C R E T NOFORN SECTION 01 OF 04 STRELSAU 000012", SNF, ["NOFORN"], (1, 4)),
        ("S E C R E T STRELSAU 000012 EXDIS", S, ["EXDIS"], None),
        ("S E C R E T STRELSAU 000012 NODIS", S, ["NODIS"], None),
        ("S E C R E T  N O F O R N STRELSAU 000012", SNF, ["NOFORN"], None),
        ("T O P  S E C R E T STRELSAU 000012", "TOP SECRET", [], None),
        ("UNCLAS E F T O STRELSAU 0012", U, ["EFTO"], None),
        ("C O N F I D E N T I A L STRELSAU 0012 STADIS LIMDIS", C, ["STADIS", "LIMDIS"], None),
        ("C O N F I D E N T I A L STRELSAU 000012 C O R R E C T E D  C O P Y", C, ["CORRECTED COPY"], None),
    ],
)  # fmt: skip
def test_line(line: str, level: str, captions: list[str], section: tuple[int, int] | None) -> None:
    cable = with_line(line)
    assert cable.classification is not None
    assert cable.classification.level == level
    assert cable.classification.written == line
    assert [caption.name for caption in cable.captions if caption.name != "SIPDIS"] == [
        name for name in captions if name != "SIPDIS"
    ]
    assert [(mark.number, mark.total) for mark in cable.sections] == ([section] if section else [])
    assert cable.origin is not None
    assert cable.origin.station == "STRELSAU"
    assert cable.id == "09STRELSAU12"
    assert codes(cable) == []


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("O N F I D E N T I A L STRELSAU 000012", C),
        ("C C O N F I D E N T I A L STRELSAU 000012", C),
        ("SS E C R E T STRELSAU 000012", S),
        ("E C R E T STRELSAU 000012", S),
        ("NCLAS STRELSAU 000012", U),
        ("UUNCLAS STRELSAU 000012", U),
    ],
)
def test_damaged_line(line: str, level: str) -> None:
    cable = with_line(line)
    assert cable.classification is not None
    assert cable.classification.level == level
    assert cable.id == "09STRELSAU12"
    assert codes(cable) == ["classification-damaged"]


@pytest.mark.parametrize(
    ("line", "station"),
    [
        ("UNCLAS PORT MARIAN 000012", "PORTMARIAN"),
        ("UNCLAS ST. RUPERT 000012", "STRUPERT"),
        ("UNCLAS CAP-ELPHBERG 000012", "CAPELPHBERG"),
        ("UNCLAS RIO DE JANEIRO 000012", "RIODEJANEIRO"),
        ("UNCLAS STATE 000012", "STATE"),
        ("UNCLAS SECSTATE 000012", "STATE"),
        ("UNCLAS USUN NEW YORK 000012", "USUNNEWYORK"),
        ("UNCLAS STRELSAU A-50", "STRELSAU"),
    ],
)
def test_post_of_the_line(line: str, station: str) -> None:
    cable = with_line(line)
    assert cable.origin is not None
    assert cable.origin.station == station


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("NOFORN", ["NOFORN", "SIPDIS"]),
        ("N O F O R N", ["NOFORN", "SIPDIS"]),
        ("SENSITIVE", ["SENSITIVE", "SIPDIS"]),
        ("NODIS", ["NODIS", "SIPDIS"]),
        ("EXDIS", ["EXDIS", "SIPDIS"]),
        ("LIMDIS", ["LIMDIS", "SIPDIS"]),
        ("STADIS", ["STADIS", "SIPDIS"]),
        ("ORCON", ["ORCON", "SIPDIS"]),
        ("FOUO", ["FOUO", "SIPDIS"]),
        ("AIDAC", ["AIDAC", "SIPDIS"]),
        ("EXDIS\nNOFORN", ["EXDIS", "NOFORN", "SIPDIS"]),
        ("SENSITIVE SIPDIS", ["SENSITIVE", "SIPDIS"]),
        ("SIPDIS NOFORN", ["SIPDIS", "NOFORN"]),
        ("NOFORN//SIPDIS", ["NOFORN", "SIPDIS"]),
        ("STADIS, EXDIS", ["STADIS", "EXDIS", "SIPDIS"]),
        ("C O R R E C T E D  C O P Y (PARA 3 ADDED)", ["CORRECTED COPY", "SIPDIS"]),
        ("C O R R E C T E D  C O P Y", ["CORRECTED COPY", "SIPDIS"]),
        ("CORRECTED COPY (TEXT)", ["CORRECTED COPY", "SIPDIS"]),
    ],
)
def test_captions_below(lines: str, names: list[str]) -> None:
    cable = with_line("C O N F I D E N T I A L STRELSAU 000012\n\n" + lines)
    assert [caption.name for caption in cable.captions] == names
    for caption in cable.captions:
        assert all(span.of(cable.text).strip() for span in caption.spans)
    assert codes(cable) == []


def test_a_repeated_caption_keeps_its_places() -> None:
    cable = with_line("C O N F I D E N T I A L STRELSAU 000012 SIPDIS\n\nSIPDIS")
    (caption,) = cable.captions
    assert len(caption.spans) == 3
    assert {span.of(cable.text) for span in caption.spans} == {"SIPDIS"}


@pytest.mark.parametrize(
    "line",
    [
        "STATE FOR EUR/RU",
        "STATE FOR EUR/RU; ZENDA FOR POLOFF",
        "DEPT FOR EUR",
        "DEPARTMENT PLEASE PASS TO NSC",
        "STATE PASS TO NSC",
        "STATE PASS USTR FOR FTARLENHEIM",
        "ALSO FOR USAID",
        "PLEASE PASS TO CODEL SAPT FROM AMBASSADOR",
        "TREASURY FOR OASIA",
        "ZENDA PASS HENTZAU",
        "ATTN: EUR/RU",
        "FROM AMBASSADOR HENTZAU",
        "FOR EUR/RU DIRECTOR",
        "NSC FOR SAPT",
    ],
)
def test_passing_instruction(line: str) -> None:
    cable = with_line("C O N F I D E N T I A L STRELSAU 000012\n\n" + line)
    assert cable.passing == (line,)
    assert pieces(cable, "passing") == [line]
    assert codes(cable) == []


def test_passing_lines_wrap() -> None:
    cable = with_line(
        "C O N F I D E N T I A L STRELSAU 000012\n\nSTATE FOR EUR/RU, INR AND\nDRL; ZENDA FOR POLOFF"
    )
    assert cable.passing == ("STATE FOR EUR/RU, INR AND DRL; ZENDA FOR POLOFF",)


@pytest.mark.parametrize(
    ("lines", "passing"),
    [
        ("STATE FOR EUR/RU, INR,\nDRL", ["STATE FOR EUR/RU, INR, DRL"]),
        ("TREASURY FOR SAPT\nAND TARLENHEIM", ["TREASURY FOR SAPT AND TARLENHEIM"]),
        (
            "TREASURY PLEASE PASS TO THE OFFICE OF TOLLS\nDIVISION (MILLS,\nWEIRS)",
            ["TREASURY PLEASE PASS TO THE OFFICE OF TOLLS", "DIVISION (MILLS, WEIRS)"],
        ),
        (
            "TREASURY PLEASE PASS TO THE OFFICE OF ROYAL TOLLS AND\nWEIRS",
            ["TREASURY PLEASE PASS TO THE OFFICE OF ROYAL TOLLS AND WEIRS"],
        ),
        (
            "TREASURY PLEASE PASS TO THE ROYAL OFFICE OF TOLLS,  GRAIN\nDIVISION",
            ["TREASURY PLEASE PASS TO THE ROYAL OFFICE OF TOLLS, GRAIN DIVISION"],
        ),
        ("STATE FOR EUR/RU\nZENDA FOR POLOFF", ["STATE FOR EUR/RU", "ZENDA FOR POLOFF"]),
        ("STATE FOR EUR AND\n\nZENDA FOR POLOFF", ["STATE FOR EUR AND", "ZENDA FOR POLOFF"]),
        ("NOT FOR INTERNET DISTRIBUTION\nSTATE FOR EUR/RU", ["STATE FOR EUR/RU"]),
    ],
)
def test_a_passing_instruction_keeps_the_rest_of_its_line(lines: str, passing: list[str]) -> None:
    # 06PARIS2242, 08PARIS130, 09PARIS1267
    cable = with_line("C O N F I D E N T I A L STRELSAU 000012\n\n" + lines)
    assert list(cable.passing) == passing


@pytest.mark.parametrize(
    ("line", "order", "date", "code", "event"),
    [
        ("E.O. 12958: DECL: 01/14/2019", "12958", "2019-01-14", None, None),
        ("E.O. 12958: DECL: 2019/01/14", "12958", "2019-01-14", None, None),
        ("E.O. 12958: DECL: 1/4/19", "12958", "2019-01-04", None, None),
        ("E.O. 12958: DECL: JANUARY 14, 2019", "12958", "2019-01-14", None, None),
        ("E.O. 12958: DECL: 14 JAN 2019", "12958", "2019-01-14", None, None),
        ("E.O. 12958: N/A", "12958", None, "N/A", None),
        ("E.O. 12958: NA", "12958", None, "N/A", None),
        ("E.O. 12958: DECL: N/A", "12958", None, "N/A", None),
        ("E.O. 12958: DECL: OADR", "12958", None, "OADR", None),
        ("E.O. 12356: DECL:OADR", "12356", None, "OADR", None),
        ("EO 12958 DECL: 01/14/2019", "12958", "2019-01-14", None, None),
        ("EO 12958 N/A", "12958", None, "N/A", None),
        ("E.O.12958: DECL: 01/14/2019", "12958", "2019-01-14", None, None),
        ("E. O. 12958: DECL: 01/14/2019", "12958", "2019-01-14", None, None),
        ("E.O. 12958 DECL 01/14/2019", "12958", "2019-01-14", None, None),
        ("e.o. 12958: decl: 01/14/2019", "12958", "2019-01-14", None, None),
        ("E.O. 12598: DECL: 01/14/2019", "12958", "2019-01-14", None, None),
        ("E.O. 19523: DECL: 01/14/2019", "12958", "2019-01-14", None, None),
        ("E.O. 11653: GDS", "11652", None, "GDS", None),
        ("E.O. 11652: GDS", "11652", None, "GDS", None),
        ("E.O. 11652: N/A", "11652", None, "N/A", None),
        ("E.O. 11652: XGDS", "11652", None, "XGDS", None),
        ("E.O. 11652: XGDS-2", "11652", None, "XGDS2", None),
        ("E.O. 11652: XGDS (3)", "11652", None, "XGDS3", None),
        ("E.O. 12065: GDS 1/14/85 (HENTZAU, RUPERT) OR-M", "12065", "1985-01-14", "GDS", None),
        ("E.O. 12065: RDS-1 1/14/99", "12065", "1999-01-14", "RDS1", None),
        ("E.O. 13526: DECL: 2020/01/14", "13526", "2020-01-14", None, None),
        ("E.O. 12958: DECL: TEN YEARS", "12958", None, None, "TEN YEARS"),
        ("E.O. 12958: DECL: AFTER THE CORONATION", "12958", None, None, "AFTER THE CORONATION"),
        ("(C) E.O. 12958: DECL: 01/14/2019", "12958", "2019-01-14", None, None),
        ("E.O. 12958: DECL: 01/14/2034 X1", "12958", "2034-01-14", None, None),
        ("E.O. 12958: DECL: X1", "12958", None, "X1", None),
        ("E.O. 12958: DECL: MR", "12958", None, "MR", None),
        ("E.O. 12065: DNG 1/14/2019 (HENTZAU, RUPERT)", "12065", "2019-01-14", "DNG", None),
    ],
)
def test_order(
    line: str, order: str, date: str | None, code: str | None, event: str | None
) -> None:
    cable = with_label("E.O.", line)
    terms = cable.declassify_on
    assert terms is not None
    assert (terms.order, terms.code, terms.event) == (order, code, event)
    assert (terms.date.value if terms.date else None) == date
    if terms.date is not None and terms.date.span is not None:
        assert terms.date.span.of(cable.text) == terms.date.written
    assert codes(cable) == []


def test_an_order_line_wraps() -> None:
    cable = with_label("E.O.", "E.O. 12958: DECL: UPON THE END OF THE\nREGENCY")
    assert cable.declassify_on is not None
    assert cable.declassify_on.event == "UPON THE END OF THE REGENCY"
    assert codes(cable) == []


@pytest.mark.parametrize(
    ("written", "name", "title", "reasons"),
    [
        ("Classified By: Ambassador R. Hentzau for reasons 1.4 (b) and (d).", "R. Hentzau", "Ambassador", "b d"),
        ("Classified By: AMBASSADOR RUPERT HENTZAU FOR REASONS 1.4 (B) AND (D)", "RUPERT HENTZAU", "AMBASSADOR", "b d"),
        ("Classified By: Rupert Hentzau, Ambassador, reasons 1.4 (b, d)", "Rupert Hentzau", "Ambassador", "b d"),
        ("CLASSIFIED BY: RUPERT HENTZAU, DCM, FOR REASONS 1.4 B AND D.", "RUPERT HENTZAU", "DCM", "b d"),
        ("Classified by DCM Fritz Tarlenheim. Reasons: 1.4 (b), (c) and (d)", "Fritz Tarlenheim", "DCM", "b c d"),
        ("Classified By: CDA Fritz Tarlenheim for reasons 1.4(B)/(D).", "Fritz Tarlenheim", "CDA", "b d"),
        ("Classified By: CDA Fritz Tarlenheim for reason 1.4 (d)", "Fritz Tarlenheim", "CDA", "d"),
        ("CLASSIFIED BY: FRITZ TARLENHEIM, DEPUTY CHIEF OF MISSION. REASON: 1.4(B)(D)", "FRITZ TARLENHEIM", "DEPUTY CHIEF OF MISSION", "b d"),
        ("Classified By: Charge d'Affaires Fritz Tarlenheim, for reasons 1.4 (b & d).", "Fritz Tarlenheim", "Charge d'Affaires", "b d"),
        ("Classified By: Fritz Tarlenheim, Political Counselor, reasons 1.4 (b), (d).", "Fritz Tarlenheim", "Political Counselor", "b d"),
        ("Classified By: Political Counselor Fritz Tarlenheim, reasons 1.4 (b), (d).", "Fritz Tarlenheim", "Political Counselor", "b d"),
        ("Classified By: Ambassador Rupert Hentzau; reason 1.4 b/d", "Rupert Hentzau", "Ambassador", "b d"),
        ("Classified By: Ambassador Rupert Hentzau per 1.4 (a), (b), (g) and (h).", "Rupert Hentzau", "Ambassador", "a b g h"),
        ("(U) Classified By: Ambassador Rupert Hentzau for reasons 1.4 (d)", "Rupert Hentzau", "Ambassador", "d"),
        ("1. (U) Classified by Ambassador Rupert Hentzau, reason 1.4 (d).", "Rupert Hentzau", "Ambassador", "d"),
        ("CLASSIFIED BY: AMB RUPERT HENTZAU. REASONS 1.4 (B) AND (D).", "RUPERT HENTZAU", "AMB", "b d"),
        ("Classified By: Ambassador Rupert Hentzau for reasons\n1.4 (b) and (d).", "Rupert Hentzau", "Ambassador", "b d"),
        ("Classified By: DCM Fritz Tarlenheim.  Reason:\n1.4 (b).", "Fritz Tarlenheim", "DCM", "b"),
        ("Classified By: A/S Fritz Tarlenheim, EUR, E.O. 12958 reasons 1.4 (b)\nand (d)", "Fritz Tarlenheim", "A/S", "b d"),
        ("Derived from: Ambassador Rupert Hentzau, reason 1.4 (d)", "Rupert Hentzau", "Ambassador", "d"),
        ("CLASSIFIED BY AMBASSADOR RUPERT HENTZAU UNDER 1.4 (B AND D)", "RUPERT HENTZAU", "AMBASSADOR", "b d"),
        ("Classified By: Ambassador Rupert Hentzau, for reasons 1.4 b and d.", "Rupert Hentzau", "Ambassador", "b d"),
        ("Classified By: Ambassador Rupert Hentzau", "Rupert Hentzau", "Ambassador", ""),
    ],
)  # fmt: skip
def test_classified_by(written: str, name: str, title: str, reasons: str) -> None:
    cable = with_label("Classified By", written)
    found = cable.classified_by
    assert found is not None
    assert (found.name, found.title) == (name, title)
    assert cable.reasons == tuple(f"1.4({letter})" for letter in reasons.split())
    assert found.written == " ".join(written.split())
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert codes(cable) == []


@pytest.mark.parametrize(
    ("written", "reasons"),
    [
        ("Classified By: DCM F. Tarlenheim for reasons 1.5 (b) and (d).", ("1.5(b)", "1.5(d)")),
        ("CLASSIFIED BY: DCM F. TARLENHEIM. REASONS: 1.5(B,D)", ("1.5(b)", "1.5(d)")),
        ("Classified By: DCM F. Tarlenheim for reasons 1,4 (b).", ("1.4(b)",)),
        ("Classified By: DCM F. Tarlenheim for reason 1.4.", ("1.4",)),
    ],
)
def test_reasons_of_other_orders(written: str, reasons: tuple[str, ...]) -> None:
    assert with_label("Classified By", written).reasons == reasons


def test_reason_on_a_line_of_its_own() -> None:
    cable = with_label(
        "Classified By", "Classified By: DCM F. Tarlenheim\nReasons: 1.4 (b) and (d)"
    )
    assert cable.reasons == ("1.4(b)", "1.4(d)")
    assert cable.classified_by is not None
    assert cable.classified_by.name == "F. Tarlenheim"


def test_without_a_line_the_labels_still_tell_the_top() -> None:
    cable = parse(telegram(line=""))
    assert cable.classification is None
    assert cable.subject == "HARVEST FESTIVAL DRAWS RECORD CROWD"
    assert codes(cable) == ["classification-missing", "id-unknown-in-text"]


def test_a_line_without_number() -> None:
    cable = with_line("C O N F I D E N T I A L")
    assert cable.classification is not None
    assert cable.classification.level == C
    assert codes(cable) == ["id-unknown-in-text", "number-missing"]


def test_the_line_comes_again_with_each_section() -> None:
    body = BODY.replace(
        "2. (SBU)",
        "C O N F I D E N T I A L SECTION 02 OF 02 STRELSAU 000012\n\n2. (SBU)",
    )
    cable = parse(
        telegram(
            line="C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012\n", top=TOP, body=body
        )
    )
    assert [(mark.number, mark.total) for mark in cable.sections] == [(1, 2), (2, 2)]
    assert cable.section_count == 2
    assert cable.paragraphs[0].text.endswith("people.")
    assert codes(cable) == []


@pytest.mark.parametrize("line", ["UNCLAS STATE 012345A", "C O N F I D E N T I A L STATE 012345 A"])
def test_a_letter_behind_the_number(line: str) -> None:
    cable = with_line(line)
    assert cable.id == "09STATE12345"
    assert "id-unknown-in-text" not in codes(cable)
