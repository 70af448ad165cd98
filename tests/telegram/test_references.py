"""The REF list: labels, items, and how a missing part is inferred."""

from __future__ import annotations

import pytest

from reftel.telegram.cable import Reference
from reftel.telegram.parse import parse
from telegram.fragments import TOP, codes, telegram, with_references


def brief(reference: Reference) -> str:
    """Label, id or kind, and rules: `A 09ZENDA3 year-own`."""
    rules = [rule for rule in reference.rules if rule != "unknown-post"]
    return " ".join([reference.label or "-", reference.id or reference.kind, *rules])


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        ("REF: ZENDA 3", ["- 09ZENDA3 year-own"]),
        ("REF: 08 ZENDA 3", ["- 08ZENDA3"]),
        ("REF: 2008 ZENDA 3", ["- 08ZENDA3"]),
        ("REF: 08ZENDA3", ["- 08ZENDA3"]),
        ("REF: 08 ZENDA 000003", ["- 08ZENDA3"]),
        ("REF: 98 ZENDA 3", ["- 98ZENDA3"]),
        ("REF: 1998 ZENDA 3", ["- 98ZENDA3"]),
        ("REF: ZENDA 03", ["- 09ZENDA3 year-own"]),
        ("REFTEL: ZENDA 3", ["- 09ZENDA3 year-own"]),
        ("RETEL: ZENDA 3", ["- 09ZENDA3 year-own"]),
        ("REFTEL ZENDA 3", ["- 09ZENDA3 year-own"]),
        ("Ref: Zenda 3", ["- 09ZENDA3 year-own"]),
        ("REF: STATE 3", ["- 09STATE3 year-own"]),
        ("REF: SECSTATE 3", ["- 09STATE3 alias year-own"]),
        ("REF: (A) ZENDA 3", ["A 09ZENDA3 year-own"]),
        ("REF: A. ZENDA 3", ["A 09ZENDA3 year-own"]),
        ("REF: A) ZENDA 3", ["A 09ZENDA3 year-own"]),
        ("REF: A: ZENDA 3", ["A 09ZENDA3 year-own"]),
        ("REF: (A). ZENDA 3", ["A 09ZENDA3 year-own"]),
        ("REF A. ZENDA 3", ["A 09ZENDA3 year-own"]),
        ("REF: A. ZENDA 3   B. HENTZAU 4", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REF: A. ZENDA 3\n     B. HENTZAU 4", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REF: A) ZENDA 3, B) HENTZAU 4", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REF: (A) ZENDA 3; (B) HENTZAU 4", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REF: A. (A) ZENDA 3\nB. (B) HENTZAU 4", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REFS: A. ZENDA 3 AND B. HENTZAU 4", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REF: ZENDA 3 AND HENTZAU 4", ["- 09ZENDA3 year-own", "- 09HENTZAU4 year-own"]),
        ("REF: ZENDA 3 & 4", ["- 09ZENDA3 year-own", "- 09ZENDA4 post-shared year-own"]),
        ("REF: ZENDA 3, 4 AND 5", ["- 09ZENDA3 year-own", "- 09ZENDA4 post-shared year-own", "- 09ZENDA5 post-shared year-own"]),
        ("REF: ZENDA 3, HENTZAU 4, STATE 5", ["- 09ZENDA3 year-own", "- 09HENTZAU4 year-own", "- 09STATE5 year-own"]),
        ("REF: 08 ZENDA 3, 4", ["- 08ZENDA3", "- 08ZENDA4 post-shared"]),
        ("REF: A. 08 ZENDA 3, 4\nB. HENTZAU 5", ["A 08ZENDA3", "- 08ZENDA4 post-shared", "B 09HENTZAU5 year-own"]),
        ("REF: ZENDA 3 (NOTAL)", ["- 09ZENDA3 year-own"]),
        ("REF: A. ZENDA 3 (NOTAL)  B. HENTZAU 4 (EXDIS)", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REF: ZENDA 3 NOTAL", ["- 09ZENDA3 year-own"]),
        ("REF: 08 STRELSAU 9999999", ["- 08STRELSAU9999999"]),
        ("REF: AMEMBASSYZENDA 3", ["- 09ZENDA3 prefix-dropped year-own"]),
        ("REF: BANGOK 3, 08 BANGOK 1382", ["- 09BANGKOK3 alias year-own", "- 08BANGKOK1382 alias"]),
        ("REF: STRELSAU 11", ["- 09STRELSAU11 year-own"]),
        ("REF: STRELSAU 940", ["- 08STRELSAU940 year-before"]),
        ("REF: ZENDA 940", ["- 09ZENDA940 year-own"]),
        ("REF: 09 STRELSAU 940", ["- 09STRELSAU940"]),
        ("REF: EMBTEL 11", ["- 09STRELSAU11 post-own year-own"]),
        ("REF: OURTEL 940", ["- 08STRELSAU940 post-own year-before"]),
        ("REF: DEPTEL 3", ["- 09STATE3 post-own year-own"]),
        ("REF: REFTEL 3", ["- 09STRELSAU3 post-own year-own"]),
        ("REF: STATE 3 AND EMBTEL 4", ["- 09STATE3 year-own", "- 09STRELSAU4 post-own year-own"]),
        ("REF: ZENDA 3 OF JANUARY 2, 2009", ["- 09ZENDA3 year-dated"]),
        ("REF: ZENDA 3 OF DECEMBER 30, 2008", ["- 08ZENDA3 year-dated"]),
        ("REF: ZENDA 3 DATED 12/30/08", ["- 08ZENDA3 year-dated"]),
        ("REF: SAPTPOL 021532Z JAN 09", ["- telegram time-only"]),
        ("REF: A. CDR USRURCOM 021532Z JAN 09  B. ZENDA 3", ["A telegram time-only", "B 09ZENDA3 year-own"]),
        ("REF: MARSEILLE 3, JUNEAU 4", ["- 09MARSEILLE3 year-own", "- 09JUNEAU4 year-own"]),
        ("REF: ZENDA 940-42", ["- 09ZENDA940 year-own", "- 09ZENDA941 range year-own", "- 09ZENDA942 range year-own"]),
        ("REF: ZENDA 3 TO 4", ["- 09ZENDA3 year-own", "- 09ZENDA4 range year-own"]),
        ("REF: ZENDA 9400-08", ["- 08ZENDA9400 year-after"]),
        ("REF: A. LETTER FROM R. SAPT  B. ZENDA 3", ["A paper", "B 09ZENDA3 year-own"]),
        ("REF: A. ZENDA 3  B. MEMO BY H. R. TARLENHEIM", ["A 09ZENDA3 year-own", "B paper"]),
        ("REF: ZENDA 3 DATED JAN 2", ["- 09ZENDA3 year-own"]),
        ("REF: ZENDA 3 (DTG 021532Z JAN 09)", ["- 09ZENDA3 year-dated"]),
        ("REF: ZENDA 3 DTG 021532Z JAN 09", ["- 09ZENDA3 year-dated"]),
        ("REF: ZENDA 3 021532Z JAN 08", ["- 08ZENDA3 year-dated"]),
        ("REF: USUN NEW YORK 3", ["- 09USUNNEWYORK3 year-own"]),
        ("REF: RIO DE JANEIRO 3", ["- 09RIODEJANEIRO3 year-own"]),
        ("REF: RIO DE\nJANEIRO 3", ["- 09RIODEJANEIRO3 year-own"]),
        ("REF: A. ZENDA\n3", ["A 09ZENDA3 year-own"]),
        ("REF: STRELSAU A-50", ["- airgram"]),
        ("REF: A. CA-1234  B. STRELSAU A-7", ["A airgram", "B airgram"]),
        ("REF: TARLENHEIM-SAPT E-MAIL OF JANUARY 2, 2009", ["- paper"]),
        ("REF: A. ZENDA 3  B. TARLENHEIM-SAPT EMAIL 1/2/2009", ["A 09ZENDA3 year-own", "B paper"]),
        ("REF: LETTER FROM SAPT TO TARLENHEIM, JANUARY 2", ["- paper"]),
        ("REF: SAPT/TARLENHEIM TELCON", ["- paper"]),
        ("REF: EUR/RU MEMO OF 12/30/2008", ["- paper"]),
        ("REF: PHONE CALL", ["- paper"]),
        ("REF: NONE", []),
        ("REF: N/A", []),
        ("REF: STATE 003 (2008)", ["- 08STATE3 year-after"]),
        ("REF: ZENDA 3 (08)", ["- 08ZENDA3 year-after"]),
        ("REF: ZENDA 3-08", ["- 08ZENDA3 year-after"]),
        ("REF: ZENDA 08-3", ["- 08ZENDA3 year-after"]),
        ("REF: ZENDA 3-5", ["- 09ZENDA3 year-own", "- 09ZENDA4 range year-own", "- 09ZENDA5 range year-own"]),
        ("REF: ZENDA 3 THROUGH 5", ["- 09ZENDA3 year-own", "- 09ZENDA4 range year-own", "- 09ZENDA5 range year-own"]),
        ("REF: ZENDA 3 AND PREVIOUS", ["- 09ZENDA3 year-own"]),
        ("REF: A. ZENDA 3\n\n     B. HENTZAU 4", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REF: A. ZENDA 3\n     B. HENTZAU 4\n     C. STATE 5\n     D. KRAVONIA 6", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own", "C 09STATE5 year-own", "D 09KRAVONIA6 year-own"]),
        ("REFS: A. ZENDA 3\nREF: B. HENTZAU 4", ["A 09ZENDA3 year-own", "B 09HENTZAU4 year-own"]),
        ("REF: ST. RUPERT 3", ["- 09STRUPERT3 year-own"]),
        ("REF: ZENDA #3", ["- 09ZENDA3 year-own"]),
        ("REF: ZENDA NO. 3", ["- 09ZENDA3 year-own"]),
        ("REF: AMEMBASSY ZENDA 3", ["- 09ZENDA3 prefix-dropped year-own"]),
        ("REF: A. ZENDA 3 (C. OF STAFF)", ["A 09ZENDA3 year-own"]),
        ("REF: ZENDA 3, ZENDA 4.", ["- 09ZENDA3 year-own", "- 09ZENDA4 year-own"]),
    ],
)  # fmt: skip
def test_list(lines: str, items: list[str]) -> None:
    cable = with_references(lines)
    assert [brief(reference) for reference in cable.references] == items
    for reference in cable.references:
        assert " ".join(reference.spans[0].of(cable.text).split()) == reference.written
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert codes(cable) == []


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        ("REF: ZENDA 3 (NOTAL)", [("NOTAL",)]),
        ("REF: ZENDA 3 (NOTAL, EXDIS)", [("NOTAL, EXDIS",)]),
        ("REF: A. ZENDA 3 (NOTAL)\nB. HENTZAU 4", [("NOTAL",), ()]),
        ("REF: ZENDA 3 NOTAL", [("NOTAL",)]),
        ("REF: ZENDA 3 (THE HARVEST)", [("THE HARVEST",)]),
    ],
)
def test_notes(lines: str, notes: list[tuple[str, ...]]) -> None:
    assert [reference.notes for reference in with_references(lines).references] == notes


@pytest.mark.parametrize("lines", ["REF: THE WHISPER IN THE CORRIDOR", "REF: 940", "REF: X 3"])
def test_what_cannot_be_read_is_kept(lines: str) -> None:
    cable = with_references(lines)
    assert [r.kind for r in cable.references] == ["unread"]
    assert cable.references[0].written == lines[5:]
    assert codes(cable) == ["reference-unread"]


def test_without_own_year_nothing_is_made_up() -> None:
    cable = parse(telegram(header="", top=TOP.replace("Classified", "REF: ZENDA 3\n\nClassified")))
    (reference,) = cable.references
    assert (reference.id, reference.kind) == (None, "telegram")
    assert "year-unknown" in reference.rules


def test_unknown_posts_say_so() -> None:
    (reference,) = with_references("REF: ZENDA 3").references
    assert "unknown-post" in reference.rules
    (reference,) = with_references("REF: STATE 3").references
    assert reference.rules == ("year-own",)


def test_letters_of_the_list_are_no_paragraphs() -> None:
    cable = with_references("REF: A. ZENDA 3\nB. HENTZAU 4")
    assert [p.number for p in cable.paragraphs] == [1, 2]


def test_a_list_that_holds_many_posts_stays_in_order() -> None:
    items = [f"{chr(65 + n)}. ZENDA {n + 100}" for n in range(26)]
    cable = with_references("REF: " + "\n".join(items))
    assert [r.label for r in cable.references] == [chr(65 + n) for n in range(26)]
    assert [r.id for r in cable.references] == [f"09ZENDA{n + 100}" for n in range(26)]


@pytest.mark.parametrize(
    "item", ["STRELSAU 0", "STRELSAU 00000", "STRELSAU 12345678", "08 XY 3", "1950 ZENDA 3"]
)
def test_what_makes_no_number_stays_unread(item: str) -> None:
    cable = with_references(f"REF: {item}")
    assert [(r.kind, r.id, r.written) for r in cable.references] == [("unread", None, item)]
    assert codes(cable) == ["reference-unread"]


@pytest.mark.parametrize(
    ("lines", "items", "sure"),
    [
        ("REF: STATE 12345A", ["- 09STATE12345 letter-dropped year-own"], "likely"),
        ("REF: 08 STATE 12345 A", ["- 08STATE12345 letter-dropped"], "likely"),
        ("REF: 08 ZENDA 3-B", ["- 08ZENDA3 letter-dropped"], "likely"),
        ("REF: 08 STATE 255195 TOSEC 140301", ["- 08STATE255195 second-number"], "certain"),
        ("REF: 08 STATE 255195/TOSEC 140301", ["- 08STATE255195 second-number"], "certain"),
        ("REF: 08 STATE 255195 (TOSEC 140301)", ["- 08STATE255195 second-number"], "certain"),
        ("REF: 08 SECTO 12", ["- 08SECTO12"], "certain"),
        ("REF: 08 TOSEC 12", ["- 08TOSEC12"], "certain"),
        ("REF: CIA 12345", ["- telegram other-agency"], "likely"),
        ("REF: DIA WASHDC 12345", ["- telegram other-agency"], "likely"),
        ("REF: USDAO STRELSAU 0123", ["- telegram other-agency"], "likely"),
        ("REF: CINCEUR 1234", ["- telegram other-agency"], "likely"),
        ("REF: USCINCEUR VAIHINGEN GE 121530Z JAN 09", ["- telegram time-only"], "guess"),
        ("REF: 08 USMISSION GENEVA 3", ["- 08GENEVA3 prefix-dropped"], "certain"),
        ("REF: 08 AIDAC STATE 3", ["- 08STATE3 prefix-dropped"], "certain"),
        ("REF: STRELSAU A-50", ["- airgram"], "certain"),
        ("REF: CA-1234", ["- airgram"], "certain"),
        ("REF: IIR 6 817 0123 76", ["- paper"], "certain"),
        ("REF: TDFIRDB-315/00123-76", ["- paper"], "certain"),
        ("REF: 08 STATE 3, SEC 1 OF 2", ["- 08STATE3"], "certain"),
        ("REF: 08 STATE 3 SECTION 1 OF 2", ["- 08STATE3"], "certain"),
        ("REF: 08 COMODORO 3", ["- 08COMODORO3"], "likely"),
    ],
)
def test_letters_and_other_agencies_are_kept_as_what_they_are(
    lines: str, items: list[str], sure: str
) -> None:
    cable = with_references(lines)
    assert [brief(one) for one in cable.references] == items
    assert {one.confidence for one in cable.references} == {sure}
    assert codes(cable) == []
