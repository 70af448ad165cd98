"""Defects: the table of codes, the list that collects or raises."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.defects import CODES, Defect, DefectList
from reftel.errors import Misuse, ReftelError, StrictDefect
from reftel.spans import Span

SPANS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: Span(*sorted(pair)))
DEFECTS = st.lists(
    st.tuples(
        st.sampled_from(sorted(CODES)), st.lists(SPANS, max_size=2), st.sampled_from(["", "x"])
    ),
    max_size=12,
)


def collect(found, *, strict: bool = False) -> DefectList:
    defects = DefectList(strict=strict)
    for code, spans, words in found:
        defects.add(code, *spans, found=words)
    return defects


def test_codes_are_words_joined_by_hyphens():
    assert [code for code in CODES if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", code)] == []


def test_sentences_are_plain_and_each_of_one_code():
    for sentence in CODES.values():
        assert sentence[0].isupper()
        assert not sentence.endswith(".")
    assert len(set(CODES.values())) == len(CODES)


def test_a_defect_says_its_sentence():
    assert Defect("telegram-empty").sentence == CODES["telegram-empty"]


def test_a_list_collects():
    defects = DefectList()
    assert len(defects) == 0
    assert defects.done() == ()
    defects.add("id-differs", Span(3, 5), Span(8, 9), found="ZENDA")
    assert len(defects) == 1
    assert defects.done() == (Defect("id-differs", (Span(3, 5), Span(8, 9)), "ZENDA"),)


def test_a_strict_list_raises_the_first():
    defects = DefectList(strict=True)
    with pytest.raises(StrictDefect) as caught:
        defects.add("id-differs", Span(3, 5), found="ZENDA")
    assert caught.value.defect == Defect("id-differs", (Span(3, 5),), "ZENDA")
    assert str(caught.value) == f"{CODES['id-differs']} at character 3 (id-differs)."
    assert isinstance(caught.value, Misuse)
    assert isinstance(caught.value, ReftelError)
    assert len(defects) == 0


def test_a_strict_sentence_without_a_place():
    with pytest.raises(StrictDefect) as caught:
        DefectList(strict=True).add("telegram-empty")
    assert str(caught.value) == f"{CODES['telegram-empty']} (telegram-empty)."


def test_the_same_defect_counts_once_when_done():
    defects = collect([("id-differs", [Span(1, 2)], "x")] * 2 + [("id-differs", [Span(1, 2)], "")])
    assert [defect.found for defect in defects.done()] == ["x", ""]


def test_order_of_place_and_those_without_one_last():
    defects = collect(
        [
            ("telegram-empty", [], ""),
            ("id-differs", [Span(9, 10)], ""),
            ("header-missing", [Span(2, 3)], ""),
            ("body-cut", [Span(2, 3)], ""),
        ]
    )
    assert [defect.code for defect in defects.done()] == [
        "body-cut",
        "header-missing",
        "id-differs",
        "telegram-empty",
    ]


@given(DEFECTS)
def test_nothing_is_lost_and_nothing_comes_twice(found):
    done = collect(found).done()
    assert set(done) == {Defect(code, tuple(spans), words) for code, spans, words in found}
    assert len(set(done)) == len(done)
    places = [defect.spans for defect in done if defect.spans]
    assert places == sorted(places)
    assert all(not defect.spans for defect in done[len(places) :])


@given(DEFECTS)
def test_strict_raises_exactly_where_the_list_would_collect(found):
    if found:
        with pytest.raises(StrictDefect):
            collect(found, strict=True)
    else:
        assert collect(found, strict=True).done() == ()
