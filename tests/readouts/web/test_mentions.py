"""References for a page: each document once, with the places that mention it."""

from __future__ import annotations

from reftel.readouts.pages.cable import LinkRecord
from reftel.readouts.web.mentions import gather


def link(label: str | None, written: str, name: str | None, place: str) -> LinkRecord:
    return LinkRecord(label, written, name, place, (), None)


def told(*links: LinkRecord) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [(one.link.written, one.listed, one.places) for one in gather(links)]


def test_a_cable_stands_once_with_the_places_that_mention_it() -> None:
    assert told(
        link("A", "STRELSAU 12", "09STRELSAU12", "list"),
        link("B", "ZENDA 7", "09ZENDA7", "list"),
        link("B", "ref B", "09ZENDA7", "par1"),
        link("B", "ref B", "09ZENDA7", "par1"),
        link("B", "ref B", "09ZENDA7", "par4"),
    ) == [("STRELSAU 12", True, ()), ("ZENDA 7", True, ("par1", "par4"))]


def test_a_letter_of_the_list_that_is_no_telegram_stands_once() -> None:
    assert told(
        link("A", "SAPT E-MAIL OF MAY 2", None, "list"), link("A", "ref A", None, "par3")
    ) == [("SAPT E-MAIL OF MAY 2", True, ("par3",))]


def test_what_names_no_cable_stands_once_and_is_not_taken_for_another() -> None:
    assert told(
        link(None, "septel", None, "par2"),
        link(None, "Septel", None, "par5"),
        link(None, "reftel", None, "par5"),
    ) == [("septel", False, ("par2", "par5")), ("reftel", False, ("par5",))]
