"""Queries made from queries ask for just what they should."""

from __future__ import annotations

import pytest

from reftel.search.narrowing import Narrowing, condition, narrowed, parts, reordered, without
from reftel.search.query import parse
from reftel.search.tree import both, negate

QUERIES = [
    "",
    "harbor",
    "harbor strike",
    "harbor OR strike",
    "(harbor OR strike) -riot",
    "tag:KTIP",
    "tag:KTIP tag:PHUM",
    "-tag:KTIP harbor",
    "NOT (harbor OR strike)",
    'para:(harbor OR "grain price") date:2008 sort:-date',
    "harbor OR strike sort:date",
    "class>=confidential from:zenda",
    "id:08STRELSAU457",
]
CONDITIONS = [
    condition(facet, value)
    for facet, values in {
        "tag": (
            "KTIP",
            "PHUM",
            "AU-1",
            "HENTZAU, RUPERT",
            "ÉCON",
            "A//B",
            "..",
            'SO "CALLED"',
            "=",
            "A OR B",
            "X)~3",
            '"',
        ),
        "origin": ("STRELSAU", "ZENDA", "PORT-LUCIA"),
        "country": ("AT", "US"),
        "class": ("UNCLASSIFIED", "CONFIDENTIAL", "CONFIDENTIAL//NOFORN", "SECRET"),
        "year": ("2008", "2009"),
        "caption": ("NOFORN", "CORRECTED COPY"),
        "has": ("summary", "action-request"),
        "month": ("2008-03", "2008-04"),
    }.items()
    for value in values
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("exclude", [False, True])
def test_a_narrowed_query_joins_the_condition(query: str, *, exclude: bool) -> None:
    for wanted in CONDITIONS:
        tree = parse(wanted).tree
        joined = both([parse(query).tree, negate(tree) if exclude else tree])
        made = parse(narrowed(parse(query), wanted, exclude=exclude))
        assert made.tree == joined, wanted
        assert made.sort == parse(query).sort
        assert not made.problems


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("exclude", [False, True])
@pytest.mark.parametrize("order", [1, -1])
def test_many_conditions_are_written_as_one_is(query: str, order: int, *, exclude: bool) -> None:
    narrowing = Narrowing(parse(query))
    for wanted in CONDITIONS[::order]:
        one = narrowed(parse(query), wanted, exclude=exclude)
        assert narrowing.write(wanted, exclude=exclude) == one
        assert parse(one).problems == ()


@pytest.mark.parametrize("first", ["A//B", "SO CALLED", "A OR B", "NOT A"])
def test_an_exclusion_has_one_form_whatever_value_is_written_first(first: str) -> None:
    narrowing = Narrowing(parse("harbor"))
    narrowing.write(condition("tag", first), exclude=True)
    for value in ("A//B", "SO CALLED", "A OR B"):
        wanted = condition("tag", value)
        assert narrowing.write(wanted, exclude=True) == f"harbor -{wanted}"
        assert narrowing.write(wanted) == f"harbor {wanted}"


@pytest.mark.parametrize(
    ("query", "wanted", "text"),
    [
        ("harbor", 'tag:="A B"', 'harbor -tag:="A B"'),
        ("harbor OR sky", "tag:=A", "(harbor OR sky) -tag:=A"),
        ("NOT (harbor OR sky)", "tag:=A", "-(harbor OR sky) -tag:=A"),
        ('para:(harbor OR "grain price")', "tag:=A", 'para:(harbor OR "grain price") -tag:=A'),
    ],
)
def test_what_is_left_out_stands_behind_a_minus(query: str, wanted: str, text: str) -> None:
    assert narrowed(parse(query), wanted, exclude=True) == text


@pytest.mark.parametrize("query", QUERIES)
def test_without_one_part_the_others_stay(query: str) -> None:
    read = parse(query)
    for n, part in enumerate(parts(read)):
        left = [parse(one).tree for m, one in enumerate(parts(read)) if m != n]
        assert parse(without(read, n)).tree == both(left), part


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
def test_another_order_asks_for_the_same(query: str, sort: str) -> None:
    again = parse(reordered(parse(query), sort))
    assert (again.tree, again.sort) == (parse(query).tree, sort)
