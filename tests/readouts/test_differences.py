"""Which claims differ from the telegram, and which only word it otherwise."""

from __future__ import annotations

import pytest

from reftel.readouts.differences import differences
from reftel.readouts.holding import held_record
from reftel.telegram.parse import parse

CABLE = parse(
    "DRAFTED BY EUR/CE:JSMITH:RT\nP R 141532Z JAN 76\nFM SECSTATE WASHDC\nTO AMEMBASSY STRELSAU\n"
    "C O N F I D E N T I A L STATE 000042\n\nEXDIS\n\nE.O. 11652: GDS\nTAGS: PGOV, EAGR, OVIP "
    "(HENTZAU, RUPERT)\nSUBJECT: (C) HARVEST OF THE PLAIN, AND\nBEYOND IT\nREF: STRELSAU 12\n\n"
    "1. THE HARVEST IS IN.\nHENTZAU\n"
)


@pytest.mark.parametrize(
    ("name", "value", "differs"),
    [
        ("title", "Harvest of the Plain, and beyond it", False),
        ("title", "C) HARVEST OF THE PLAIN, AND", False),
        ("title", "HARVEST OF THE PLAIN, AND BEYOND IT REF: STRELSAU 12", False),
        ("title", "HARVEST OF THE HILLS", True),
        ("title", "n/a", False),
        ("tags", "EAGR, PGOV, OVIP, (HENTZAU, RUPERT)", False),
        ("tags", "PGOV - Internal Affairs | EAGR - Agriculture | OVIP - Visits", False),
        ("tags", "PGOV, OVIP", True),
        ("tags", "PGOV, EAGR, OVIP, ETRD", True),
        ("tags", "-- N/A or Blank --", False),
        ("drafter", "JSMITH", False),
        ("drafter", "EUR/CE: J SMITH: RT", False),
        ("drafter", "RBAKER", True),
        ("reference", "76 STRELSAU 12", False),
        ("reference", "76STRELSAU12, 76ZENDA4", True),
        ("reference", "A LETTER", False),
        ("handling-restrictions", "EXDIS", False),
        ("handling-restrictions", "LIMDIS", True),
        ("original-handling-restrictions", "n/a", False),
        ("film-number", "D760123-0456", False),
    ],
)
def test_each_is_compared_as_far_as_it_can_be_read(name: str, value: str, differs: bool) -> None:  # noqa: FBT001
    found = differences(CABLE, [(name, value)], ())
    assert [(one.name, one.page) for one in found] == ([(name, value)] if differs else [])
    assert all(one.telegram for one in found)


@pytest.mark.parametrize("name", ["id", "created", "classification", "origin"])
def test_what_the_build_compared_is_told_by_its_defect(name: str) -> None:
    assert differences(CABLE, [(name, "ANYTHING")], ()) == ()
    (found,) = differences(CABLE, [(name, "ANYTHING"), (name, "ANYTHING")], [f"{name}-differs"])
    assert (found.name, found.page) == (name, "ANYTHING")


def test_a_text_that_says_nothing_differs_from_nothing() -> None:
    lost = parse("MRN: 1976STRELS000042 SEGMENT NUMBER: 000001\n")
    assert differences(lost, [("title", "HARVEST"), ("tags", "PGOV"), ("drafter", "X")], ()) == ()


def test_what_one_page_says_wrongly_is_no_fault_of_another(room) -> None:
    """Eight pages of this cable say one thing each that is not so; what agrees is not listed."""
    record = held_record(room, "09STATE9831")
    assert record.differences
    for one in record.differences:
        if one.name in ("classification", "origin"):
            assert one.page.casefold() != one.telegram.casefold(), one
