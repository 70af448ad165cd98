from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reftel.search.fields import FIELDS
from reftel.search.problems import PROBLEMS
from reftel.search.query import parse
from reftel.search.tree import (
    All,
    And,
    Exact,
    Fuzzy,
    InField,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Value,
    Word,
    leaves,
    show,
)
from search.query_cases import BAD, GOOD

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", All()),
        ("a", A),
        ("a b", And((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a -b", And((A, Not(B)))),
        ("NOT NOT a", A),
        ("a NOT (b OR c)", And((A, Not(Or((B, C)))))),
        ("and or not", And((Word("and"), Word("or"), Word("not")))),
        ("a a", A),
        ('"a b"', Phrase(("a", "b"))),
        ('"a"', A),
        ('"a b"~3', Near(("a", "b"), 3)),
        ("a NEAR/3 b", Near(("a", "b"), 3)),
        ("a NEAR b", Near(("a", "b"), 5)),
        ("a NEAR/2 b NEAR/3 c", And((Near(("a", "b"), 2), Near(("b", "c"), 3)))),
        ("ab*", Prefix("ab")),
        ("grain~", Fuzzy("grain", 1)),
        ("harbour~", Fuzzy("harbour", 2)),
        ("harbour~1", Fuzzy("harbour", 1)),
        ("=a", Exact("a")),
        ("tag:=KTIP", Value("tag", "KTIP")),
        ("tag: =ktip", Value("tag", "KTIP")),
        ('tag:="A//B"', Value("tag", "A//B")),
        ('tag:="SO ""CALLED"" B"', Value("tag", 'SO "CALLED" B')),
        ("tag:(=a OR =b)", Or((Value("tag", "A"), Value("tag", "B")))),
        ("tag:=a tag:=b", Or((Value("tag", "A"), Value("tag", "B")))),
        ("-from:=zenda", Not(Value("from", "ZENDA"))),
        ("class:=secret", Value("class", "SECRET")),
        ("class:=topsecret", Value("class", "TOP SECRET")),
        ("class=secret", Range("class", "3", "3")),
        ("class:=fouo..secret", Range("class", "1", "3")),
        ("has:=summary", InField("has", Word("summary"))),
        ("date:=2008", Range("date", "2008-01-01", "2008-12-31")),
        ("to:=zenda", InField("to", Word("zenda"))),
        ("subject:=a", InField("subject", Exact("a"))),
        ("D\u00c9J\u00c0", Word("deja")),
        ("U.S.", Phrase(("u", "s"))),
        ("anti-trust", Phrase(("anti", "trust"))),
        ("subject:(a OR b)", Or((InField("subject", A), InField("subject", B)))),
        ("SUBJ:a", InField("subject", A)),
        ("subject: a", InField("subject", A)),
        ("para:(a -b)", InField("para", And((A, Not(B))))),
        ("tag:a tag:b from:c", And((Or((InField("tag", A), InField("tag", B))), InField("from", C)))),
        ("tag:a AND tag:b", And((InField("tag", A), InField("tag", B)))),
        ("-tag:a -tag:b", And((Not(InField("tag", A)), Not(InField("tag", B))))),
        ("tag:-a", Not(InField("tag", A))),
        ("id:08ZENDA0012", InField("id", Word("08zenda12"))),
        ("id:2008zenda*", InField("id", Prefix("08zenda"))),
        ("has:Action-Request", InField("has", Word("actionrequest"))),
        ("class:secret", Range("class", "3", "3")),
        ("class>=confidential", Range("class", "2", None)),
        ("class>confidential", Range("class", "3", None)),
        ("class<=fouo", Range("class", None, "1")),
        ("class:secret//noforn", InField("class", Word("secretnoforn"))),
        ("date:2008", Range("date", "2008-01-01", "2008-12-31")),
        ("date:2008-02", Range("date", "2008-02-01", "2008-02-29")),
        ("date:2008-01..2009-03", Range("date", "2008-01-01", "2009-03-31")),
        ("date:..2009", Range("date", None, "2009-12-31")),
        ("date:2009..", Range("date", "2009-01-01", None)),
        ("date:>=2008", Range("date", "2008-01-01", None)),
        ("date>2008", Range("date", "2009-01-01", None)),
        ("date<2008-03", Range("date", None, "2008-02-29")),
        ("date>=2008 date<=2009", Range("date", "2008-01-01", "2009-12-31")),
        ("year:2008..2010", Range("year", "2008-01-01", "2010-12-31")),
        ('released:"26 Aug 2011"', Range("released", "2011-08-26", "2011-08-26")),
    ],
)  # fmt: skip
def test_what_a_query_asks_for(text: str, tree: Node) -> None:
    query = parse(text)
    assert query.tree == tree
    assert query.problems == ()


@pytest.mark.parametrize("text", GOOD)
def test_good_queries_have_no_problems(text: str) -> None:
    assert parse(text).problems == ()


@pytest.mark.parametrize(
    ("text", "code", "letters", "understood"), BAD, ids=[f"{c[1]}-{n}" for n, c in enumerate(BAD)]
)
def test_a_malformed_query_is_mended_and_the_mending_points_at_the_letters(
    text: str, code: str, letters: str, understood: str
) -> None:
    query = parse(text)
    found = [one for one in query.problems if one.code == code]
    assert found[0].span.of(text) == letters
    assert found[0].sentence.endswith(".")
    assert query.understood == understood


def test_the_table_of_malformed_queries_shows_every_problem() -> None:
    assert {case[1] for case in BAD} == set(PROBLEMS)


@pytest.mark.parametrize("case", [case for case in BAD if case[1] != "brackets-too-deep"])
def test_writing_the_suggestion_mends_the_problem(case: tuple[str, str, str, str]) -> None:
    text, code = case[:2]
    problem = next(one for one in parse(text).problems if one.code == code)
    if problem.suggestion is None:
        return
    mended = text[: problem.span.start] + problem.suggestion + text[problem.span.end :]
    assert len(parse(mended).problems) < len(parse(text).problems)


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [("subjct:a", "subject:"), ("tga:a", "tag:"), ("summry:a", "summary:"), ("qqqq:a", None)],
)
def test_an_unknown_field_suggests_the_near_one(written: str, suggestion: str | None) -> None:
    assert parse(written).problems[0].suggestion == suggestion


@pytest.mark.parametrize("text", ["http://zenda.example/a", "at 15:26", "a>b", "f(x)=y"])
def test_what_only_looks_like_a_field_is_words(text: str) -> None:
    assert "field-unknown" not in {one.code for one in parse(text).problems}


@pytest.mark.parametrize(
    ("text", "sort", "understood"),
    [
        ("a", "relevance", "a"),
        ("a sort:date", "date", "a sort:date"),
        ("sort:-date a OR b", "-date", "(a OR b) sort:-date"),
        ("sort:-date", "-date", "sort:-date"),
        ("(a sort:date) OR b", "date", "(a OR b) sort:date"),
    ],
)
def test_sort_is_an_order_and_no_condition(text: str, sort: str, understood: str) -> None:
    query = parse(text)
    assert (query.sort, query.understood) == (sort, understood)


def test_leaves_are_what_a_cable_should_show() -> None:
    tree = parse('harbour -(strike -sky) subject:"a b" para:(women -men) tag:x date:2008').tree
    assert list(leaves(tree)) == [
        ("", Word("harbour")),
        ("", Word("sky")),
        ("subject", Phrase(("a", "b"))),
        ("para", Word("women")),
        ("tag", Word("x")),
    ]


BITS = st.sampled_from(
    'a bee AND OR NOT - ( ) " ~5 ~ * = NEAR/3 NEAR .. >= 2008 2008-13.. secret -date 08X01'
    " summary \u00e9 U.S. foo: \U0001d538 \u00df \u201c x~2 0 =".split()
    + ['="', '="a//b"', " ", " ", " ", " "]
    + [f"{name}:" for name in FIELDS]
)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("country:=iceland", "country:=IS"),
        ('country:="United States"', "country:=US"),
        ("country:=is", "country:=IS"),
        ("class:=secret", "class:=SECRET"),
        ("class:=S/NF", 'class:="SECRET//NOFORN"'),
        ("from:=ZENDA sky", "from:=ZENDA AND sky"),  # in capitals no further than the value goes
        ("tag:=KTIP TRAFFICKING", "tag:=KTIP AND trafficking"),  # a TAG that is whole
        ("from:=ABUJA sky", "from:=ABUJA AND sky"),
        ("country:=IS FISH", "country:=IS AND fish"),
        ("caption:=NOFORN SKY", "caption:=NOFORN AND sky"),
        ('from:="NOVA JOVA" SKY', 'from:="NOVA JOVA" AND sky'),
        ("from:=NOVA AND SKY", "from:=NOVA AND sky"),
    ],
)
def test_a_very_value_that_may_be_meant_so_is_no_problem(text: str, understood: str) -> None:
    query = parse(text)
    assert (query.understood, query.problems) == (understood, ())


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("country:=icelnd", "=IS"), ("country:=qqqqqq", None), ("class:=secrt", "=secret"),
     ("from:=NOVA JOVA sky", "=NOVAJOVA"), ("from:=nova jova", "=novajova"),
     ("tag:=TELVANY MIRKO sky", '="TELVANY MIRKO"'), ("country:=qq strike", None)],
)  # fmt: skip
def test_what_no_very_value_is_suggests_one(text: str, suggestion: str | None) -> None:
    assert [one.suggestion for one in parse(text).problems] == [suggestion]


@given(st.sampled_from(["from", "tag", "caption"]), st.text(min_size=1))
def test_a_very_value_is_read_as_it_is_shown(field: str, text: str) -> None:
    wanted = Value(field, text.upper())
    query = parse(show(wanted))
    assert query.tree == (wanted if text.strip() else All())
    assert bool(query.problems) is not bool(text.strip())


@given(st.one_of(st.text(), st.lists(BITS, max_size=25).map("".join)))
@example("id:0")
@example("a " * 300)
@example("\ud800 tag:\udc80 a")
def test_any_text_gives_a_query_whose_print_is_read_as_the_same(text: str) -> None:
    query = parse(text)
    again = parse(query.understood)
    assert again.tree == query.tree
    assert again.sort == query.sort
    assert again.understood == query.understood
    # An odd id is searched as it is, so it stays odd; all else was mended.
    assert {one.code for one in again.problems} <= {"country-unknown", "id-odd"}
    for problem in query.problems:
        assert 0 <= problem.span.start < problem.span.end <= len(text)
        assert problem.code in PROBLEMS


@pytest.mark.parametrize(
    "text",
    ["(" * 8000, '"' * 8000, "NOT " * 2000, "tag:(" * 1600, "- " * 4000, "a NEAR " * 1100, "x:" * 4000],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_hostile_queries_end(text: str) -> None:
    assert parse(text).problems
