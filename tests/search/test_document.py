from __future__ import annotations

import pytest

from reftel.search.document import Document, DocumentTag, minute_of, to_document
from reftel.telegram.parse import parse

TELEGRAM = """\
VZCZCXYZ0012
PP RUEHZD RUEHC

DE RUEHSZ #0012 0141532
ZNY CCCCC ZZH
P 141532Z JAN 09
FM AMEMBASSY STRELSAU
TO RUEHC/SECSTATE WASHDC PRIORITY 1234
INFO RUEHZD/AMCONSUL ZENDA 0007
C O N F I D E N T I A L STRELSAU 000012

SIPDIS

E.O. 12958: DECL: 01/14/2019
TAGS: PHUM, KTIP, HENTZAU, XQZZ
SUBJECT: HARVEST FESTIVAL
REF: A. 08 STRELSAU 940
     B. ZENDA 3

Classified By: Ambassador R. Hentzau for reasons 1.4 (b) and (d).

1. (C) Summary: The festival drew a crowd. End summary.

2. (SBU) Comment: XXXXXXXXXXXX doubts it. End comment.
TARLENHEIM
"""


def test_a_cable_becomes_a_document() -> None:
    document = to_document(
        parse(TELEGRAM),
        id="09STRELSAU12",
        released="2011-08-26",
        country="RT",
        country_name="Ruritania",
        meanings={"XQZZ": "Quince trade"},
        has=("versions",),
    )
    assert document.id == "09STRELSAU12"
    assert document.created == "2009-01-14T15:32Z"
    assert document.released_days == ("2011-08-26", "2011-08-26")
    assert document.station == "STRELSAU"
    assert "AMEMBASSY STRELSAU" in document.origin
    assert any("SECSTATE" in name for name in document.to)
    assert "RUEHZD" in document.info
    assert (document.country, document.country_name) == ("RT", "Ruritania")
    assert (document.level, document.rank) == ("CONFIDENTIAL", 2)
    assert document.captions == ("SIPDIS",)
    assert document.precedence == "PRIORITY"
    assert {tag.name: tag.meaning for tag in document.tags}["PHUM"] == "Human rights"
    assert {tag.name: tag.meaning for tag in document.tags}["XQZZ"] == "Quince trade"
    assert document.subject == "HARVEST FESTIVAL"
    assert "drew a crowd" in document.summary
    assert "doubts it" in document.comment
    assert len(document.paragraphs) >= 2
    assert document.signed == "TARLENHEIM"
    assert document.classified_by
    assert document.references == ("08STRELSAU940", "08ZENDA3") or document.references[0] == (
        "08STRELSAU940"
    )
    assert {"summary", "comment", "reference", "header", "tags", "redaction", "versions"} <= set(
        document.has
    )
    assert "question" not in document.has


def test_any_text_becomes_a_document() -> None:
    document = to_document(parse(""), id="00NOWHERE1", created="2008")
    assert document.created == "2008"
    assert document.station == ""
    assert document.facet("origin") == ()


@pytest.mark.parametrize(
    ("created", "days"),
    [
        ("2008", ("2008-01-01", "2008-12-31")),
        ("2008-02", ("2008-02-01", "2008-02-29")),
        ("2008-02-03T15:26Z", ("2008-02-03", "2008-02-03")),
        ("", None),
        (None, None),
    ],
)
def test_a_moment_covers_the_days_it_may_mean(
    created: str | None, days: tuple[str, str] | None
) -> None:
    assert Document(id="x", created=created).created_days == days


def test_minutes_sort_as_moments_do() -> None:
    moments = [
        "1966",
        "2007-12-31T23:59Z",
        "2008",
        "2008-01-01T00:01Z",
        "2008-01-01T01Z",
        "2008-02",
    ]
    minutes = [minute_of(moment) for moment in moments]
    assert minutes == sorted(minutes, key=lambda minute: minute or 0)
    assert len(set(minutes)) == len(moments)
    assert minute_of(None) is None


def test_keys_are_squashed_and_facets_are_not() -> None:
    document = Document(
        id="x",
        precedence="NIACT IMMEDIATE",
        has=("action-request",),
        captions=("NO FORN", "NO FORN"),
        level="SECRET//NOFORN",
        tags=(DocumentTag("KTIP", "program"), DocumentTag("KTIP", "program")),
    )
    assert document.keys("precedence") == ("niactimmediate",)
    assert document.keys("has") == ("actionrequest",)
    assert document.keys("class") == ("secretnoforn",)
    assert document.keys("lost") == ("no",)
    assert document.facet("caption") == ("NO FORN",)
    assert document.facet("tag") == ("KTIP",)
    assert document.facet("class") == ("SECRET//NOFORN",)


def test_a_month_is_a_facet_only_where_it_is_known() -> None:
    cable = parse(TELEGRAM)
    assert to_document(cable, id="09STRELSAU12").facet("month") == ("2009-01",)
    undated = parse("UNCLAS ZENDA 000003\n\n1. Barges.\n")
    assert to_document(undated, id="09ZENDA3", created="2009").facet("month") == ()
    assert to_document(undated, id="09ZENDA3", created="2009").facet("year") == ("2009",)


@pytest.mark.parametrize(
    ("words", "struck_out"),
    [
        ("XXXXXXXXXXXX doubts it", True),
        ("the clerk xXx doubts it", True),
        ("on xx May XX doubts it", False),
        ("xx xx", False),
    ],
)
def test_three_crosses_are_a_redaction(words: str, struck_out: bool) -> None:  # noqa: FBT001
    made = to_document(parse(TELEGRAM.replace("XXXXXXXXXXXX doubts it", words)), id="09STRELSAU12")
    assert ("redaction" in made.has) is struck_out
