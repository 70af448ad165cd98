"""docs/telegram.md names what the code has, and nothing that it has not."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

import reftel.telegram.mentions
import reftel.telegram.references
from reftel.telegram.cable import PIECE_KINDS, Cable
from reftel.vocab.cable_id import make_id

PAGE = (Path(__file__).parents[2] / "docs" / "telegram.md").read_text("utf-8")


def rows(title: str) -> dict[str, list[str]]:
    """The table below a heading: first cell without its ticks, to the other cells."""
    section = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    cells = [
        line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")
    ]
    return {first.strip("`"): rest for first, *rest in cells}


def test_every_kind_of_piece() -> None:
    assert set(rows("Pieces")) == set(PIECE_KINDS)


def test_every_field_of_a_cable() -> None:
    assert set(rows("The cable")) == {field.name for field in msgspec.structs.fields(Cable)}


@pytest.mark.parametrize("title", ["Pieces", "The cable"])
def test_every_row_has_its_source(title: str) -> None:
    known = {mark for mark in re.findall(r"^\| (\w+) \|", PAGE, re.MULTILINE) if mark != "mark"}
    for cells in rows(title).values():
        sources = cells[-1].partition(":")[0]
        assert {source.strip() for source in sources.split(",")} <= known


def test_every_rule_of_references() -> None:
    files = (reftel.telegram.references.__file__, reftel.telegram.mentions.__file__)
    source = "".join(Path(file).read_text("utf-8") for file in files)
    rule = r'"((?:year|post|time|letter|second|other|unknown|prefix|text|ref)(?:-[a-z]+)+|range)"'
    own = set(re.findall(rule, source))
    named = set(rows("References"))
    assert own <= named
    written = (
        "SECSTATE",
        "SANTIA",
        "RIO DE JAN",
        "AMEMBASSY MEXICO",
        "STRELSAU",
        "EIJING",
        "BRUSELS",
    )
    made = [make_id(post, 2009, 1292) for post in written]
    assert named == own | {rule for one in made if one for rule in one.rules}


def test_defects_named_there_exist() -> None:
    from reftel.defects import CODES

    found = set(re.findall(r"`(number-[a-z-]+)`", PAGE))
    assert found
    assert found <= set(CODES)
