from __future__ import annotations

import pytest

from reftel.search.fields import FACETS, FIELDS, HAS, Kind, find_field, near_field, read_level
from reftel.search.query import parse
from reftel.search.words import squash


def test_a_name_belongs_to_one_field() -> None:
    names = [squash(name) for field in FIELDS.values() for name in (field.name, *field.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_the_example_of_a_field_uses_it_and_is_right(field: object) -> None:
    assert hasattr(field, "example")
    query = parse(field.example)
    assert query.problems == ()
    assert field.name in query.understood or field.name in str(query.tree)  # type: ignore[attr-defined]


def test_facets_narrow_by_a_field_that_knows_them() -> None:
    assert {FIELDS[field].facet for field in FACETS.values()} == set(FACETS)


def test_every_alias_finds_its_field() -> None:
    for field in FIELDS.values():
        for name in (field.name, *field.aliases):
            assert find_field(name.upper()) is field
    assert find_field("nothing") is None


def test_near_names() -> None:
    found = near_field("clasification")
    assert found is not None
    assert found.name == "class"
    assert near_field("zzzz") is None


@pytest.mark.parametrize("value", HAS)
def test_has_knows_its_values(value: str) -> None:
    assert parse(f"has:{value}").problems == ()
    assert FIELDS["has"].kind is Kind.KEY


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Unclassified", 0), ("UNCLAS", 0), ("u", 0), ("SBU", 1), ("fouo", 1), ("official", 1),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", 1), ("limited official use", 1), ("c", 2),
        ("S E C R E T", 3), ("secret//noforn", "secretnoforn"), ("top secret", 4), ("TS", 4),
        ("purple", None), ("", None),
    ],
)  # fmt: skip
def test_levels_are_read_in_every_form(written: str, level: int | str | None) -> None:
    assert read_level(written) == level
