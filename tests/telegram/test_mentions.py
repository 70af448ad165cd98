"""Mentions in the running text: what is one, what is none, and by which evidence."""

from __future__ import annotations

import pytest

from reftel.telegram.cable import Cable, Reference
from reftel.telegram.confidence import CONFIDENCES, confidence
from reftel.telegram.parse import parse
from telegram.fragments import TOP, codes, telegram


def brief(reference: Reference) -> str:
    """Id or kind, and rules: `09STATE940 text-cue year-own`."""
    rules = [rule for rule in reference.rules if rule != "unknown-post"]
    return " ".join([reference.id or reference.kind, *rules])


def cable_with(words: str, references: str = "") -> Cable:
    """A cable with this paragraph, and this REF line."""
    top = TOP.replace("\n\nClassified", f"\n{references}\n\nClassified") if references else TOP
    return parse(telegram(top=top, body=f"\n1. (U) {words}\n\nHENTZAU\n"))


def mentions(words: str, references: str = "") -> list[Reference]:
    """The mentions in a cable with this paragraph."""
    cable = cable_with(words, references)
    found = [one for one in cable.references if one.place == "text"]
    for one in found:
        assert " ".join(one.spans[0].of(cable.text).split()) == one.written
        assert one.confidence in CONFIDENCES
    return found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("As told in 08 STRELSAU 940, wheat grows.", ["08STRELSAU940 text-year"]),
        ("As told in 2008 STRELSAU 940, wheat grows.", ["08STRELSAU940 text-year"]),
        ("As told in 08STRELSAU940, wheat grows.", ["08STRELSAU940 text-year"]),
        ("See STATE 940.", ["09STATE940 text-cue year-own"]),
        ("Cable STATE 94 says so.", ["09STATE94 text-cue year-own"]),
        ("Para 3 of STATE 94 says so.", ["09STATE94 text-cue year-own"]),
        ("The cable (Mexico 940) says so.", ["09MEXICO940 text-cue year-own"]),
        ("Wheat grows (Mexico 940).", ["09MEXICO940 text-bracket year-own"]),
        ("We have STATE 12345 on wheat.", ["09STATE12345 text-capitals year-own"]),
        ("We have STATE\n12345 on wheat.", ["09STATE12345 text-capitals year-own"]),
        ("We have RIO DE JANEIRO 345 here.", ["09RIODEJANEIRO345 text-capitals year-own"]),
        ("See SECSTATE 940.", ["09STATE940 text-cue alias year-own"]),
        ("See STATE 940 (2007).", ["07STATE940 text-cue year-after"]),
        ("See STATE 940 ('07).", ["07STATE940 text-cue year-after"]),
        ("See STATE 940 of June 3, 2007.", ["07STATE940 text-cue year-dated"]),
        ("See STATE 940 AND 941.",
         ["09STATE940 text-cue year-own", "09STATE941 text-cue post-shared year-own"]),
        ("See STATE 940, 941.",
         ["09STATE940 text-cue year-own", "09STATE941 text-cue post-shared year-own"]),
        ("See STATE 940-942.",
         ["09STATE940 text-cue year-own", "09STATE941 text-cue range year-own",
          "09STATE942 text-cue range year-own"]),
        ("EMBTEL 94 tells it.", ["08STRELSAU94 text-cue post-own year-before"]),
        ("DEPTEL 94 tells it.", ["09STATE94 text-cue post-own year-own"]),
        ("See MEXICO A-50.", ["airgram text-capitals"]),
        ("More follows septel.", ["septel"]),
        ("Septels will cover wheat.", ["septel"]),
    ],
)  # fmt: skip
def test_mentions(words: str, found: list[str]) -> None:
    assert [brief(one) for one in mentions(words)] == found


@pytest.mark.parametrize(
    "words",
    [
        "The MEXICO 2006 campaign began.",
        "He saw MEXICO 2006 and left (MEXICO 2006).",
        "STATE 50 percent of it.",
        "STATE 500 percent of it.",
        "STATE 500,000 dollars of it.",
        "PARIS 12 and PARIS 16 are quarters.",
        "In PARIS 120 people came.",
        "On June 345 the wheat grew.",
        "Article 940 of the law, Flight 940, USD 940 million.",
        "MEXICO'S 320 states.",
        "In Mexico 940 farms grow wheat.",
        "Strelsau 940 is a number.",
        "The septelian order and the reform.",
        "They refer to preferences.",
        "STRELSAU 00000012  002 OF 004",
    ],
)
def test_what_is_no_mention(words: str) -> None:
    assert mentions(words) == []


LABELLED = "REF: A. ZENDA 3 B. 08 ZENDA 4 C. E-MAIL OF JANUARY 5"


@pytest.mark.parametrize(
    ("references", "words", "found"),
    [
        ("REF: ZENDA 3", "Reftel says so.", ["09ZENDA3 ref-only year-own"]),
        ("REF: ZENDA 3", "It is told (ref).", ["09ZENDA3 ref-only year-own"]),
        (LABELLED, "It is told (ref A).", ["09ZENDA3 ref-label year-own"]),
        (LABELLED, "It is told (reftel B).", ["08ZENDA4 ref-label"]),
        (LABELLED, "It is told (ref b).", ["08ZENDA4 ref-label"]),
        (LABELLED, "It is told in refs A and B.",
         ["09ZENDA3 ref-label year-own", "08ZENDA4 ref-label"]),
        (LABELLED, "It is told (refs A-C).",
         ["09ZENDA3 ref-label year-own", "08ZENDA4 ref-label", "paper ref-label"]),
        (LABELLED, "Para 3 of ref B says so.", ["08ZENDA4 ref-label"]),
        (LABELLED, "It is told (ref C).", ["paper ref-label"]),
        (LABELLED, "It is told (ref D).", ["telegram ref-missing"]),
        (LABELLED, "It is told (reftel).", ["telegram ref-open"]),
        (LABELLED, "Ref a few words.", []),
        ("REF: ZENDA 3, ZENDA 4", "See reftels.",
         ["09ZENDA3 ref-all year-own", "09ZENDA4 ref-all year-own"]),
        ("REF: ZENDA 3, ZENDA 4", "See reftel B.", ["09ZENDA4 ref-order year-own"]),
        ("", "See reftel.", ["telegram ref-missing"]),
    ],
)  # fmt: skip
def test_words_that_point_at_the_list(references: str, words: str, found: list[str]) -> None:
    assert [brief(one) for one in mentions(words, references)] == found


def test_a_missing_item_is_a_defect() -> None:
    cable = cable_with("It is told (ref D).", LABELLED)
    assert codes(cable) == ["reference-missing"]


@pytest.mark.parametrize(
    ("kind", "rules", "sure"),
    [
        ("telegram", (), "certain"),
        ("telegram", ("alias", "text-year"), "certain"),
        ("telegram", ("text-cue", "year-own"), "likely"),
        ("telegram", ("ref-label", "year-before"), "guess"),
        ("unread", (), "guess"),
        ("paper", (), "certain"),
    ],
)
def test_the_weakest_rule_gives_the_confidence(
    kind: str, rules: tuple[str, ...], sure: str
) -> None:
    assert confidence(kind, rules) == sure


def test_a_capital_of_another_alphabet_before_a_number_ends() -> None:
    cable = parse(
        telegram(
            body="\n1. (C) See 08 \N{LATIN CAPITAL LETTER E WITH ACUTE} ZENDA 12.\nTARLENHEIM\n"
        )
    )
    assert [p.number for p in cable.paragraphs] == [1]
