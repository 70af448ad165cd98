"""The lines of 1966-79 above the date-time group: page, offices, drafters, dashes."""

from __future__ import annotations

import pytest

from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse
from telegram.fragments import BODY, codes, pieces, telegram

TOP = """\
C O N F I D E N T I A L STRELSAU 0042

E.O. 11652: GDS
TAGS: PGOV
SUBJECT: HARVEST
"""
ABOVE = "PAGE 01        STRELS  00042  141602Z\n\n21\n"
LISTS = "ACTION EUR-12\n\nINFO  OCT-01  ISO-00  SS-15\n      L-03  USIE-00  /031 W\n"
DASHES = "                       --------------------- 054819\n"
BELOW = "P R 141532Z JAN 76\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC 1234\n\n"


def old(
    *, above: str = ABOVE, lists: str = LISTS, dashes: str = DASHES, below: str = BELOW
) -> Cable:
    """A telegram of 1976 with some of its upper lines replaced."""
    return parse(above + lists + dashes + below + TOP + BODY)


def test_offices_and_their_copies() -> None:
    lists = old().distribution
    assert lists is not None
    assert [(one.name, one.copies) for one in lists.action] == [("EUR", 12)]
    assert [one.name for one in lists.info] == ["OCT", "ISO", "SS", "L", "USIE"]
    assert lists.origin == ()
    assert (lists.copies, lists.stated, lists.method) == (31, 31, "W")
    assert codes(old()) == []


def test_places_of_offices() -> None:
    cable = old()
    assert cable.distribution is not None
    assert [one.span.of(cable.text) for one in cable.distribution.info][-2:] == ["L-03", "USIE-00"]


@pytest.mark.parametrize(
    ("lists", "action", "origin", "info"),
    [
        ("ORIGIN EUR-12\nINFO OCT-01 /013 R\n", [], ["EUR"], ["OCT"]),
        ("ACTION EUR-12 INFO OCT-01 ISO-00 /013 W\n", ["EUR"], [], ["OCT", "ISO"]),
        ("ACTION EUR-12 NEA-10\nINFO OCT-01 /023W\n", ["EUR", "NEA"], [], ["OCT"]),
        ("INFO LOG-00 INR-10 /010 A\n", [], [], ["LOG", "INR"]),
        ("ACTION EUR/CE-02\n\nINFO OCT-01 /003 W\n", ["EUR/CE"], [], ["OCT"]),
        ("ACTION SS-25\n", ["SS"], [], []),
    ],
)
def test_forms_of_lists(lists: str, action: list[str], origin: list[str], info: list[str]) -> None:
    cable = old(lists=lists)
    found = cable.distribution
    assert found is not None
    assert [one.name for one in found.action] == action
    assert [one.name for one in found.origin] == origin
    assert [one.name for one in found.info] == info
    assert codes(cable) == []
    assert cable.info == ()


def test_a_sum_that_is_wrong() -> None:
    cable = old(lists=LISTS.replace("/031", "/061"))
    (defect,) = cable.defects
    assert (defect.code, defect.found) == ("copies-differ", "/061 W")
    assert defect.spans[0].of(cable.text) == "/061 W"
    assert cable.distribution is not None
    assert (cable.distribution.copies, cable.distribution.stated) == (31, 61)


def test_no_lists() -> None:
    assert old(above="", lists="", dashes="").distribution is None


@pytest.mark.parametrize(
    ("dashes", "serial", "time", "copies"),
    [
        ("--------------------- 054819", "054819", None, None),
        ("------------------141605Z 109980 /20", "109980", "141605Z", 20),
        ("         ------------------109980  141605Z /20", "109980", "141605Z", 20),
        ("------------------3F5A2B  141605Z /38", "3F5A2B", "141605Z", 38),
        ("------------------------------", None, None, None),
    ],
)
def test_dash_line(dashes: str, serial: str | None, time: str | None, copies: int | None) -> None:
    cable = old(dashes=dashes + "\n")
    line = cable.envelope.dash_line
    assert line is not None
    assert (line.serial, line.time, line.copies) == (serial, time, copies)
    assert line.span.of(cable.text) == dashes.strip()


@pytest.mark.parametrize(
    ("page", "value"),
    [
        ("PAGE 01        STRELS  00042  141602Z", "1976-01-14T16:02Z"),
        ("PAGE 01        STRELS  00042  01 OF 02  141602Z", "1976-01-14T16:02Z"),
        ("PAGE 01        STRELS  00042  020911Z", "1976-02-02T09:11Z"),
        ("PAGE 01        STRELS  00042  311160Z", None),
        ("PAGE 01        STATE   042231", None),
    ],
)
def test_received(page: str, value: str | None) -> None:
    cable = old(above=page + "\n\n")
    assert (cable.received.value if cable.received else None) == value
    assert not pieces(cable, "unread")


def test_received_in_the_next_year() -> None:
    cable = old(
        above="PAGE 01  STRELS  00042  010002Z\n", below=BELOW.replace("141532Z JAN", "312350Z DEC")
    )
    assert cable.received is not None
    assert cable.received.value == "1977-01-01T00:02Z"
    assert cable.received.written == "010002Z"


@pytest.mark.parametrize(
    ("lines", "drafted", "approved", "cleared"),
    [
        ("DRAFTED BY EUR/CE:RHENTZAU:JT\nAPPROVED BY EUR:RTARLEN\n",
         "EUR/CE:RHENTZAU:JT", "EUR:RTARLEN", ()),
        ("DRAFTED BY EUR/CE:RHENTZAU:JT\nAPPROVED BY EUR:RTARLEN\nL/EUR:FSAPT (INFO)\nS/S:ABLACK\n",
         "EUR/CE:RHENTZAU:JT", "EUR:RTARLEN", ("L/EUR:FSAPT (INFO)", "S/S:ABLACK")),
        ("DRAFTEDBY: EUR/CE:\nRHENTZAU\nEPPROVED BY: EUR:RTARLEN\n",
         "EUR/CE: RHENTZAU", "EUR:RTARLEN", ()),
        ("DRAFTED BY EUR/CE:RHENTZAU APPROVED BY EUR:RTARLEN\n",
         "EUR/CE:RHENTZAU", "EUR:RTARLEN", ()),
        ("APPROVED BY THE SECRETARY\n", None, "THE SECRETARY", ()),
        ("", None, None, ()),
    ],
)  # fmt: skip
def test_drafters(
    lines: str, drafted: str | None, approved: str | None, cleared: tuple[str, ...]
) -> None:
    cable = old(lists=LISTS + "\n" + lines)
    assert cable.drafted_by == drafted
    assert cable.approved_by == approved
    assert cable.cleared_by == cleared
    assert codes(cable) == []


def test_a_page_ends_among_the_addressees() -> None:
    below = BELOW.replace(
        "1234\n",
        "1234\nINFO AMCONSUL ZENDA\nCONFIDENTIAL\n\n"
        "PAGE 02        STRELS  00042  141602Z\n\nAMCONSUL HENTZAU\n",
    )
    cable = old(below=below)
    assert [one.name for one in cable.info] == ["AMCONSUL ZENDA"]
    assert "AMCONSUL HENTZAU" not in "".join(pieces(cable, "unread"))


FOOT = "DRAFTEDBY EUR/CE:RHENTZAU:JT\nEPPROVED BY: EUR:RTARLEN\nL/EUR:FSAPT (INFO)\n"


@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
@pytest.mark.parametrize("below", ["", "\nCONFIDENTIAL\n\n\nNNN\n", "NNNN\n"])
def test_drafters_at_the_foot(between: str, below: str) -> None:
    cable = parse(telegram() + between + FOOT + below)
    assert (cable.drafted_by, cable.approved_by) == ("EUR/CE:RHENTZAU:JT", "EUR:RTARLEN")
    assert cable.cleared_by == ("L/EUR:FSAPT (INFO)",)
    assert cable.signature is not None
    assert cable.signature.name == "TARLENHEIM"
    assert cable.paragraphs[-1].text == "Wheat is plentiful."
    assert pieces(cable, "distribution") == [FOOT.strip()]
    assert cable.closing == tuple(below.split())
    assert codes(cable) == []


def test_drafters_above_go_before_those_at_the_foot() -> None:
    cable = old(lists=LISTS + "\nDRAFTED BY EUR/CE:ABLACK\n")
    both = parse(cable.text + "\nDRAFTED BY EUR/CE:RHENTZAU\nAPPROVED BY EUR:RTARLEN\n")
    assert (both.drafted_by, both.approved_by) == ("EUR/CE:ABLACK", "EUR:RTARLEN")


@pytest.mark.parametrize(
    "sentence",
    ["THE LIST WAS\nDRAFTED BY THE MILLERS.", "THE LIST WAS\nAPPROVED BY ALL: RYE, OATS."],
)
def test_a_sentence_about_drafting_is_none(sentence: str) -> None:
    cable = parse(telegram(body=f"\n1. (C) {sentence}\nTARLENHEIM\n"))
    assert cable.paragraphs[-1].text == sentence
    assert cable.drafted_by is None
    assert cable.approved_by is None


def test_the_level_above_the_first_page_is_its_head() -> None:
    cable = old(above="CONFIDENTIAL\n\nPAGE 01        STRELS  00042  141602Z\n\n21\n")
    assert pieces(cable, "page-break") == ["CONFIDENTIAL"]
    assert pieces(cable, "unread") == []
