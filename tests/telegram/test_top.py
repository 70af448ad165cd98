"""Labelled lines: TAGS, SUBJECT, and how they are told apart in any order."""

from __future__ import annotations

import pytest

from reftel.telegram.parse import parse
from reftel.telegram.top import label_of
from telegram.fragments import BODY, HEADER, TOP, codes, pieces, telegram, with_label, with_line


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("E.O. 12958: N/A", "order"),
        ("EO 12958 N/A", "order"),
        ("E. O. 11652: GDS", "order"),
        ("EO12958: N/A", "order"),
        ("E.O.: N/A", "order"),
        ("(C) E.O. 12958: N/A", "order"),
        ("TAGS: PGOV", "tags"),
        ("TAGS PGOV", "tags"),
        ("TAGS; PGOV", "tags"),
        ("TAG: PGOV", "tags"),
        ("T A G S: PGOV", "tags"),
        ("SUBJECT: WORDS", "subject"),
        ("SUBJ: WORDS", "subject"),
        ("SUBJECT WORDS", "subject"),
        ("SUBJ8 WORDS", "subject"),
        ("SUBJ ECT: WORDS", "subject"),
        ("(U) SUBJECT: WORDS", "subject"),
        ("SUBJECT: (C) WORDS", "subject"),
        ("REF: ZENDA 3", "reference"),
        ("REFS: A. ZENDA 3", "reference"),
        ("REFTEL: ZENDA 3", "reference"),
        ("REFTELS: ZENDA 3", "reference"),
        ("RETEL: ZENDA 3", "reference"),
        ("REF ZENDA 3", "reference"),
        ("REF A. ZENDA 3", "reference"),
        ("REF: (A) ZENDA 3", "reference"),
        ("REFERENCE: ZENDA 3", "reference"),
        ("REF(S): ZENDA 3", "reference"),
        ("CLASSIFIED BY: THE DCM", "classified-by"),
        ("CLASSIFIED BY THE DCM", "classified-by"),
        ("1. (U) CLASSIFIED BY THE DCM", "classified-by"),
        ("DERIVED FROM: THE DCM", "classified-by"),
        ("REASONS: 1.4 (B)", "classified-by"),
        ("TAGSC: PGOV", "tags"),
        ("STRELSAU IS A CITY", None),
        ("REFUGEES: THEY CAME", None),
        ("SUBJECTS OF THE CROWN", None),
        ("TAGSTER", None),
        ("REFERENCES TO THE KING WERE MANY", None),
        ("1. THE SUBJECT", None),
        ("", None),
    ],
)
def test_label(line: str, kind: str | None) -> None:
    assert label_of(line) == kind


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("TAGS: PGOV, PREL, ECON", ["PGOV", "PREL", "ECON"]),
        ("TAGS: PGOV PREL ECON", ["PGOV", "PREL", "ECON"]),
        ("TAGS: PGOV; PREL; ECON", ["PGOV", "PREL", "ECON"]),
        ("TAGS: PGOV,PREL,ECON", ["PGOV", "PREL", "ECON"]),
        ("TAGS PGOV, PREL, ECON", ["PGOV", "PREL", "ECON"]),
        ("TAGS; PGOV, PREL", ["PGOV", "PREL"]),
        ("TAGS: PGOV, PREL.", ["PGOV", "PREL"]),
        ("TAGS: PGOV, PREL,\nECON, PHUM", ["PGOV", "PREL", "ECON", "PHUM"]),
        ("TAGS: PGOV PREL ECON\n      PHUM KTIP", ["PGOV", "PREL", "ECON", "PHUM", "KTIP"]),
        ("TAGS:\nPGOV, PREL", ["PGOV", "PREL"]),
        ("Tags: pgov, prel", ["PGOV", "PREL"]),
        ("T A G S: PGOV, PREL", ["PGOV", "PREL"]),
        ("TAGS: PGOV, PREL, PGOV", ["PGOV", "PREL"]),
        ("TAGS: PGOV, MX, GT", ["PGOV", "MX", "GT"]),
        ("TAGS: PGOV, OVIP (HENTZAU, RUPERT), PREL", ["PGOV", "OVIP", "HENTZAU, RUPERT", "PREL"]),
        ("TAGS: OVIP (SAPT), PGOV", ["OVIP", "SAPT", "PGOV"]),
        ("TAGS: PGOV, HENTZAU RUPERT, PREL", ["PGOV", "HENTZAU RUPERT", "PREL"]),
        ("TAGS: PGOV PREL, ECON", ["PGOV", "PREL", "ECON"]),
        ("TAGS: PGOV, , PREL", ["PGOV", "PREL"]),
        ("TAGS: PGOV/PREL", ["PGOV", "PREL"]),
    ],
)
def test_tags(lines: str, names: list[str]) -> None:
    cable = with_label("TAGS", lines)
    assert [tag.name for tag in cable.tags] == names
    for tag in cable.tags:
        assert tag.span is not None
        assert tag.span.of(cable.text) == tag.written
    assert codes(cable) == []


def test_unknown_tags_are_kept() -> None:
    cable = with_label("TAGS", "TAGS: PGOV, QQQQ")
    assert [(tag.name, tag.kind) for tag in cable.tags] == [
        ("PGOV", "subject"),
        ("QQQQ", "unknown"),
    ]
    assert codes(cable) == ["tag-unknown"]


@pytest.mark.parametrize(
    ("lines", "names", "rule"),
    [
        ("TAGS: PGOV, EINDETRD", ["PGOV", "EIND", "ETRD"], "fused"),
        ("TAGS: PGOV, PREFLL, PHUMM", ["PGOV", "PREFLL", "PHUM"], "misspelt"),
        ("TAGS: PGOV ECNO EINDETRD PHUM", ["PGOV", "ECON", "EIND", "ETRD", "PHUM"], "misspelt"),
        ("TAGS: PGOV, KUWAIT", ["PGOV", "KU"], "place-name"),
    ],
)
def test_damaged_tags_are_repaired(lines: str, names: list[str], rule: str) -> None:
    cable = with_label("TAGS", lines)
    assert [tag.name for tag in cable.tags] == names
    assert rule in {tag.rule for tag in cable.tags}
    assert "tag-damaged" in codes(cable)
    for tag in cable.tags:
        assert tag.span is not None
        assert tag.span.of(cable.text) == tag.written
        assert bool(tag.rule) == (tag.name != tag.written.upper())


def test_a_second_tags_line_adds_to_the_first() -> None:
    cable = with_label("TAGS", "TAGS: N/A\nTAGS: PGOV, PREL")
    assert [tag.name for tag in cable.tags][-2:] == ["PGOV", "PREL"]


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ("SUBJECT: HARVEST FESTIVAL", "HARVEST FESTIVAL"),
        ("SUBJECT:  HARVEST FESTIVAL ", "HARVEST FESTIVAL"),
        ("SUBJ: HARVEST FESTIVAL", "HARVEST FESTIVAL"),
        ("SUBJECT HARVEST FESTIVAL", "HARVEST FESTIVAL"),
        ("Subject: Harvest Festival", "Harvest Festival"),
        ("SUBJ8 HARVEST FESTIVAL", "HARVEST FESTIVAL"),
        ("SUBJECT: HARVEST FESTIVAL DRAWS A RECORD CROWD\nIN THE CAPITAL", "HARVEST FESTIVAL DRAWS A RECORD CROWD IN THE CAPITAL"),
        ("SUBJECT: HARVEST FESTIVAL DRAWS A RECORD CROWD IN\nTHE CAPITAL AND BEYOND: A RECORD, OR\nNEARLY SO", "HARVEST FESTIVAL DRAWS A RECORD CROWD IN THE CAPITAL AND BEYOND: A RECORD, OR NEARLY SO"),
        ("SUBJECT:\nHARVEST FESTIVAL", "HARVEST FESTIVAL"),
        ("SUBJECT: (C) HARVEST FESTIVAL", "HARVEST FESTIVAL"),
        ("SUBJECT: (S/NF) HARVEST FESTIVAL", "HARVEST FESTIVAL"),
        ("SUBJECT: HARVEST FESTIVAL (C)", "HARVEST FESTIVAL"),
        ("SUBJECT: HARVEST FESTIVAL (SBU)", "HARVEST FESTIVAL"),
        ("(U) SUBJECT: HARVEST FESTIVAL", "HARVEST FESTIVAL"),
        ("SUBJECT: RURITANIAN NATIONAL UNION (RNU) SPLITS", "RURITANIAN NATIONAL UNION (RNU) SPLITS"),
        ("SUBJECT: (CORRECTED COPY) HARVEST FESTIVAL", "(CORRECTED COPY) HARVEST FESTIVAL"),
        ('SUBJECT: "HARVEST" IS OVER', '"HARVEST" IS OVER'),
        ("SUBJECT: TAGS AND REFERENCES IN RURITANIAN LAW", "TAGS AND REFERENCES IN RURITANIAN LAW"),
        ("SUBJECT: HARVEST 2008: 14 BARGES SUNK", "HARVEST 2008: 14 BARGES SUNK"),
        ("SUBJECT: SCENESETTER FOR CODEL SAPT\n2009 VISIT TO RURITANIA", "SCENESETTER FOR CODEL SAPT 2009 VISIT TO RURITANIA"),
    ],
)  # fmt: skip
def test_subject(lines: str, subject: str) -> None:
    cable = with_label("SUBJECT", lines)
    assert cable.subject == subject
    there = " ".join(span.of(cable.text) for span in cable.subject_spans)
    assert subject.rsplit(maxsplit=1)[-1] in there
    assert codes(cable) == []
    assert [p.number for p in cable.paragraphs] == [1, 2]


def test_a_subject_broken_by_an_empty_line() -> None:
    cable = with_label(
        "SUBJECT", "SUBJECT: HARVEST FESTIVAL DRAWS A RECORD CROWD IN THE\n\nCAPITAL"
    )
    assert cable.subject == "HARVEST FESTIVAL DRAWS A RECORD CROWD IN THE CAPITAL"
    assert len(cable.subject_spans) == 2
    assert codes(cable) == ["subject-broken"]


@pytest.mark.parametrize(
    ("lines", "glued"),
    [
        ("E.O. 12958: DECL: 01/14/2019 TAGS: PGOV, PREL", "TAGS"),
        ("E.O. 12958: DECL: 01/14/2019 TAGS PGOV, PREL", "TAGS"),
        ("E.O. 12958: N/A TAGS: PGOV, PREL", "TAGS"),
        ("EO 12958 N/A TAGS PGOV, PREL", "TAGS"),
        ("E.O. 12958: N/A TAGS: PGOV, PREL SUBJECT: THE SECOND", "SUBJECT"),
    ],
)
def test_glued_labels(lines: str, glued: str) -> None:
    del glued
    top = TOP.replace("E.O. 12958: DECL: 01/14/2019\nTAGS: PGOV, PREL\n", lines + "\n")
    if "SUBJECT" in lines:
        top = top.replace("SUBJECT: HARVEST FESTIVAL DRAWS RECORD CROWD\n", "")
    cable = parse(telegram(top=top))
    assert [tag.name for tag in cable.tags] == ["PGOV", "PREL"]
    assert cable.declassify_on is not None
    assert "TAGS" not in cable.declassify_on.written
    assert cable.subject in ("HARVEST FESTIVAL DRAWS RECORD CROWD", "THE SECOND")
    assert codes(cable) == ["label-glued"]


def test_classified_by_glued_to_the_reference() -> None:
    cable = with_label(
        "Classified By", "REF: ZENDA 3 Classified By: DCM F. Tarlenheim, reason 1.4 (b)"
    )
    assert [r.id for r in cable.references] == ["09ZENDA3"]
    assert cable.reasons == ("1.4(b)",)
    assert codes(cable) == ["label-glued"]


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        ("E.O. 12958: DECL: 01/14/2019\n", "order-missing"),
        ("TAGS: PGOV, PREL\n", "tags-missing"),
        ("SUBJECT: HARVEST FESTIVAL DRAWS RECORD CROWD\n", "subject-missing"),
    ],
)
def test_missing_lines(gone: str, code: str) -> None:
    cable = parse(telegram(top=TOP.replace(gone, "")))
    assert codes(cable) == [code]
    assert [p.number for p in cable.paragraphs] == [1, 2]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("TAGS:\n", "tags-empty"),
        ("SUBJECT:\n", "subject-empty"),
        ("SUBJECT: ONE\nSUBJECT: TWO\n", "subject-repeated"),
    ],
)
def test_empty_and_repeated_lines(lines: str, code: str) -> None:
    assert code in codes(with_label(lines[:4], lines))


def test_any_order_of_labels() -> None:
    top = """\

SUBJECT: HARVEST FESTIVAL

REF: ZENDA 3

TAGS: PGOV, PREL
E.O. 12958: DECL: 01/14/2019

CLASSIFIED BY: DCM F. TARLENHEIM FOR REASONS 1.4 (B)

SIPDIS
"""
    cable = parse(telegram(top=top))
    assert cable.subject == "HARVEST FESTIVAL"
    assert [r.id for r in cable.references] == ["09ZENDA3"]
    assert [tag.name for tag in cable.tags] == ["PGOV", "PREL"]
    assert cable.reasons == ("1.4(b)",)
    assert [caption.name for caption in cable.captions] == ["SIPDIS"]
    assert codes(cable) == []


def test_no_empty_lines_at_all() -> None:
    """Newspaper-edited copies have none."""
    top = "\n".join(line for line in TOP.splitlines() if line) + "\n"
    cable = parse(telegram(top=top, body=BODY.replace("\n\n", "\n").lstrip("\n")))
    assert cable.subject == "HARVEST FESTIVAL DRAWS RECORD CROWD"
    assert cable.reasons == ("1.4(b)", "1.4(d)")
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert codes(cable) == []


def test_a_line_of_no_known_kind_stays_unread() -> None:
    cable = with_line("UNCLAS STRELSAU 000012\n\nthe quick brown fox jumps over it.")
    assert pieces(cable, "unread") == ["the quick brown fox jumps over it."]
    assert codes(cable) == ["line-unread"]


def test_a_page_break_in_the_top() -> None:
    cable = with_label("TAGS", "TAGS: PGOV, PREL\n\nSTRELSAU 00000012  002 OF 002\n")
    assert [(mark.section, mark.total) for mark in cable.page_breaks] == [(2, 2)]
    assert [tag.name for tag in cable.tags] == ["PGOV", "PREL"]
    assert codes(cable) == []


def test_a_page_break_inside_the_subject() -> None:
    cable = with_label(
        "SUBJECT",
        "SUBJECT: HARVEST FESTIVAL DRAWS A RECORD CROWD IN\nSTRELSAU 00000012  002 OF 002\nTHE CAPITAL",
    )
    assert cable.subject == "HARVEST FESTIVAL DRAWS A RECORD CROWD IN THE CAPITAL"
    assert codes(cable) == []


def test_a_caption_before_a_label() -> None:
    cable = with_label("TAGS", "SENSITIVE TAGS: PGOV, PREL")
    assert [tag.name for tag in cable.tags] == ["PGOV", "PREL"]
    assert "SENSITIVE" in [caption.name for caption in cable.captions]


def test_a_page_break_glued_to_the_subject_leaves_no_heading() -> None:
    # 08BRASILIA1378
    cable = with_label(
        "SUBJECT", "SUBJECT: HARVEST REF: STRELSAU 11 STRELSAU 00000012 001.2 OF 003 "
    )
    assert pieces(cable, "heading") == []
    assert [mark.part for mark in cable.page_breaks] == [2]
    assert cable.subject == "HARVEST"


@pytest.mark.parametrize(
    ("year", "kinds"), [("09", ["geo", "subject"]), ("76", ["unknown", "subject"])]
)
def test_tags_have_the_kind_of_their_year(year: str, kinds: list[str]) -> None:
    top = TOP.replace("PGOV, PREL", "KV, PREL")
    cable = parse(telegram(header=HEADER.replace("JAN 09", f"JAN {year}"), top=top))
    assert [tag.kind for tag in cable.tags] == kinds
    assert ("tag-unknown" in codes(cable)) is ("unknown" in kinds)
    undated = parse(telegram(header="", top=top), published_as=f"{year}STRELSAU12")
    assert [tag.kind for tag in undated.tags] == kinds


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        (
            "60. Telegram 42 From Strelsau, the Embassy in Ruritania to the Department of State",
            True,
        ),
        ("60. Telegram From the Embassy in Ruritania to the Department of State", True),
        ("Strelsau, January 14, 1976, 1532Z.", True),
        ("Strelsau, January 14, 1976.", True),
        ("Strelsau, on a day in January", False),
    ],
)
def test_head_and_dateline_of_a_volume(line: str, *, stamp: bool) -> None:
    cable = parse(f"{line}\n\nSUBJECT: HARVEST\n\n1. Wheat is plentiful.\n\nHentzau\n")
    assert (pieces(cable, "stamp") == [line]) is stamp
    assert (pieces(cable, "unread") == []) is stamp
