from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.search.query import parse
from reftel.search.snippets import WIDTH, Highlighter, Passage, Snippet
from reftel.search.tree import InField, Leaf, Near, leaves
from search.documents import VOCABULARY, documents
from search.query_cases import GOOD
from search.scan_engine import cable_fits, paragraph_fits

CABLE = (
    Passage("subject", "STRELSAU HARBOUR: STRIKES GO ON"),
    Passage("par1", "The police trafficked in rumours.\nStrikers met the minister."),
    Passage("par2", "Human rights groups in Zenda doubt it. Rights, human or not, are traffic."),
    Passage("text1", "D\u00e9marche at the caf\u00e9: no harbour, no strike."),
)


def shown(query: str, passages: tuple[Passage, ...] = CABLE) -> list[tuple[str, list[str]]]:
    return [
        (one.address, [mark.of(one.text) for mark in one.marks])
        for one in Highlighter(parse(query)).snippets(passages)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("harbour", [("subject", ["HARBOUR"]), ("text1", ["harbour"])]),
        ("minister strike", [("subject", ["STRIKES"]), ("par1", ["minister"]), ("text1", ["strike"])]),
        ("harbour strike", [("subject", ["HARBOUR", "STRIKES"]), ("text1", ["harbour", "strike"])]),
        ("trafficking", [("par1", ["trafficked"])]),
        ("=traffic", [("par2", ["traffic"])]),
        ("traffic*", [("par1", ["trafficked"]), ("par2", ["traffic"])]),
        ("minster~", [("par1", ["minister"])]),
        ('"human rights"', [("par2", ["Human", "rights"])]),
        ("rights NEAR/1 human", [("par2", ["Human", "rights", "Rights", "human"])]),
        ("human NEAR/2 zenda", [("par1", [])]),
        ("demarche cafe", [("text1", ["D\u00e9marche", "caf\u00e9"])]),
        ("subject:harbour", [("subject", ["HARBOUR"])]),
        ("para:(harbour strike)", [("text1", ["harbour", "strike"])]),
        ("harbour -strike", [("subject", ["HARBOUR"]), ("text1", ["harbour"])]),
        ("tag:harbour", [("par1", [])]),
        ("", [("par1", [])]),
    ],
)  # fmt: skip
def test_snippets_show_what_was_asked_for(
    query: str, expected: list[tuple[str, list[str]]]
) -> None:
    found = shown(query)
    if query == "minister strike":  # one part each: the order of the cable decides
        found = sorted(found, key=lambda one: [p.address for p in CABLE].index(one[0]))
    assert found == expected


def test_the_passage_with_most_parts_comes_first() -> None:
    assert [address for address, _ in shown("rumours minister harbour")] == [
        "par1",
        "subject",
        "text1",
    ]


def test_a_long_passage_is_cut_between_words_round_its_best_words() -> None:
    text = f"{'alpha beta ' * 60}harbour strike harbour{' gamma delta' * 60} harbour"
    (one,) = Highlighter(parse("harbour strike")).snippets([Passage("par9", text)])
    assert len(one.text) <= WIDTH
    assert [mark.of(one.text) for mark in one.marks] == ["harbour", "strike", "harbour"]
    assert one.text.split()[0] in ("alpha", "beta")
    assert one.text.split()[-1] in ("gamma", "delta")
    assert one.place.of(text) == one.text
    assert one.length == len(text)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (", the harbour waits.", "the harbour"),  # the rest of a line that was read elsewhere
        ("). The harbour", "The harbour"),
        ("-- the harbour", "-- the harbour"),  # one of a list
        ("(the harbour)", "(the harbour"),
        ('"The harbour"', '"The harbour'),
        (", ;", ", ;"),  # nothing else is there
        (", " * 300 + "harbour", ", , "),
    ],
)
def test_a_passage_is_shown_from_its_first_words_on(text: str, begins: str) -> None:
    (one,) = Highlighter(parse("")).snippets([Passage("par1", text)])
    assert one.text.startswith(begins)
    assert one.place.of(text) == one.text


@pytest.mark.parametrize("between", [", ", " -- ", '." ', ") -- (", "; ...  ", " / "])
def test_a_cut_snippet_begins_with_a_word(between: str) -> None:
    text = f"{'x' * 400}{between}harbour strike {'gamma ' * 80}"
    (one,) = Highlighter(parse("harbour")).snippets([Passage("par9", text)])
    assert one.text.lstrip("(").startswith("harbour strike")
    assert [mark.of(one.text) for mark in one.marks] == ["harbour"]
    assert one.place.of(text) == one.text


def test_line_ends_become_blanks_without_moving_a_character() -> None:
    (one,) = Highlighter(parse("minister")).snippets(CABLE, limit=1)
    assert one.text == CABLE[1].text.replace("\n", " ")


def test_all_words_of_a_passage_can_be_marked() -> None:
    marker = Highlighter(parse("harbour OR strike subject:go"))
    assert [s.of(CABLE[3].text) for s in marker.marks(CABLE[3].text)] == ["harbour", "strike"]
    assert [s.of(CABLE[0].text) for s in marker.marks(CABLE[0].text, "subject")] == [
        "HARBOUR",
        "STRIKES",
        "GO",
    ]


def test_a_cable_without_any_text_has_no_snippet() -> None:
    assert Highlighter(parse("harbour")).snippets([]) == ()
    assert Highlighter(parse("harbour")).snippets([Passage("subject", "")]) == ()


def parts_of(leaf: Leaf) -> list[Leaf]:
    """What may be shown alone: of words that should be near each other, each pair."""
    if isinstance(leaf, Near):
        return [Near(pair, leaf.distance) for pair in pairwise(leaf.words)]
    return [leaf]


@pytest.mark.parametrize("text", GOOD)
def test_snippets_mark_words_just_where_the_slow_engine_finds_them(text: str) -> None:
    query = parse(text)
    asked = [
        (field, part)
        for field, leaf in leaves(query.tree)
        if field in ("", "subject", "para")
        for part in parts_of(leaf)
    ]
    marker = Highlighter(query)
    for document in documents()[:40]:
        for number, paragraph in enumerate(document.paragraphs):
            fits = any(
                paragraph_fits(paragraph, leaf) for field, leaf in asked if field != "subject"
            )
            others = [f for f, _ in leaves(query.tree) if f in ("summary", "comment")]
            if not others:
                assert bool(marker.marks(paragraph, f"par{number}")) == fits
        subject_fits = any(
            cable_fits(document, InField("subject", leaf))
            for field, leaf in asked
            if field != "para"
        )
        assert bool(marker.marks(document.subject, "subject")) == subject_fits


@given(
    st.sampled_from([*GOOD, *VOCABULARY]),
    st.lists(st.one_of(st.text(), st.lists(st.sampled_from(VOCABULARY), max_size=90).map(" ".join)), max_size=3),
)  # fmt: skip
def test_marks_lie_in_the_snippet_and_the_snippet_in_its_passage(
    query: str, texts: list[str]
) -> None:
    passages = [Passage(f"par{n}", text) for n, text in enumerate(texts)]
    found: tuple[Snippet, ...] = Highlighter(parse(query)).snippets(passages)
    assert len(found) <= 3
    for one in found:
        text = next(passage.text for passage in passages if passage.address == one.address)
        assert len(one.place.of(text)) == len(one.text)
        assert list(one.marks) == sorted(one.marks)
        assert all(0 <= mark.start < mark.end <= len(one.text) for mark in one.marks)
