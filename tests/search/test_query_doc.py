"""docs/query.md tells of every field, value and problem, and its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reftel.reading import Archive
from reftel.search.fields import FIELDS, HAS, LOST, SORTS
from reftel.search.lexer import MAX_LENGTH
from reftel.search.problems import PROBLEMS
from reftel.search.query import MAX_DEPTH, MAX_LEAVES, parse
from reftel.search.values import NEAR_WHEN_UNSAID
from reftel.search.words import MAX_NEAR

DOC = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
CODE = [" ".join(found.split()) for found in re.findall(r"`([^`]+)`", DOC)]
MENDED = DOC[DOC.index("## What is mended") :]


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_has_its_row(name: str) -> None:
    assert f"\n| `{name}:` |" in DOC


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_each_other_name_is_told(field: object) -> None:
    told = " ".join(CODE).split()
    for alias in field.aliases:  # type: ignore[attr-defined]
        assert f"{alias}:" in told


def test_each_problem_has_its_row_and_no_other_has() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \|", MENDED, re.MULTILINE) == sorted(PROBLEMS)


@pytest.mark.parametrize("value", HAS)
def test_each_part_is_told(value: str) -> None:
    assert f"has:{value}" in CODE


@pytest.mark.parametrize("value", LOST)
def test_each_way_of_losing_text_is_told(value: str) -> None:
    assert f"lost:{value}" in CODE


@pytest.mark.parametrize("value", SORTS)
def test_each_order_is_told(value: str) -> None:
    assert value in CODE


EXAMPLES = [
    example
    for example in CODE
    if not re.fullmatch(r"(\w+: ?)+|[<>]=?|-|[a-z-]+|~|&&|\|\|", example)
    and example not in ("NEAR", "NEAR/5", "para:( )")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_right(example: str) -> None:
    assert parse(example).problems == ()


NOT_INVENTED = {"lost:text", "lost:withdrawn", "has:edited"}
"""The invented archive has no notices of the files of 1973-79, and of all that its volume prints the
telegram itself; tests/search/test_lost_texts.py and tests/test_edited.py make some."""


@pytest.mark.parametrize(
    "example",
    [
        example
        for example in dict.fromkeys([*EXAMPLES, *(field.example for field in FIELDS.values())])
        if example not in NOT_INVENTED
    ],
)
def test_each_example_finds_something_in_the_invented_archive(
    example: str, invented_archive: Archive
) -> None:
    found = invented_archive.search(example, limit=1)
    assert found.total > 0
    assert not found.problems


def test_each_field_has_the_example_of_its_row() -> None:
    assert [field.name for field in FIELDS.values() if f"`{field.example}`" not in DOC] == []


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 80


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"more than {MAX_DEPTH} within" in MENDED
    assert f"more than {MAX_LENGTH:,} characters" in MENDED
    assert f"more than {MAX_LEAVES} words" in MENDED
    assert f"from 1 to {MAX_NEAR}" in MENDED
    assert f"`NEAR/{NEAR_WHEN_UNSAID}`" in DOC
