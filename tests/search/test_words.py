from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.search.words import (
    GAP,
    MAX_NEAR,
    WORD,
    analyzer,
    fold,
    fold_with_places,
    id_key,
    is_id,
    join_passages,
    squash,
    stem,
    sure_beginning,
    words,
)
from reftel.spans import Span

PLAIN = analyzer()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour STRIKE", ["harbour", "strike"]),
        ("D\u00e9marche d\u00c9MARCHE de\u0301marche", ["demarche"] * 3),
        ("Stra\u00dfe \u00c5lesund \u0141\u00f3d\u017a \u0130zmir", ["strasse", "alesund", "lodz", "izmir"]),
        ("U.S.-born e-mail snake_case", ["u", "s", "born", "e", "mail", "snake", "case"]),
        ("1,500 (C) 2\u00bd", ["1", "500", "c", "21", "2"]),
        ("\ufb01nance \u2122 \u00a9", ["finance", "tm"]),
        ("\u041f\u043e\u043b\u0438\u0446\u0438\u044f \u0627\u0644\u0634\u0631\u0637\u0629", ["\u043f\u043e\u043b\u0438\u0446\u0438\u044f", "\u0627\u0644\u0634\u0631\u0637\u0629"]),
        ("\u01aa", []),
        ("", []),
    ],
)  # fmt: skip
def test_words_are_runs_of_letters_and_digits_without_case_and_accents(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected


@given(st.text())
def test_the_index_cuts_folded_text_into_the_same_words(text: str) -> None:
    assert PLAIN.analyze(fold(text)) == words(text)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def places(text: str) -> list[Span]:
    """Where the words stand in the text as given."""
    folded, at = fold_with_places(text)
    ends = at or range(len(text))
    return [Span(ends[word.start()], ends[word.end() - 1] + 1) for word in WORD.finditer(folded)]


@given(st.text())
def test_each_word_has_its_place(text: str) -> None:
    spans = places(text)
    assert len(spans) == len(words(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    # A fraction is two words at one place, which is why equal places are allowed.
    assert all(one.start <= two.start for one, two in pairwise(spans))


@given(st.text(alphabet="abc \u00e9\u00c9\u00df-"))
def test_the_place_of_a_word_holds_that_word(text: str) -> None:
    assert [squash(span.of(text)) for span in places(text)] == words(text)


ENDINGS = (
    " s es ed ing y ies ied ly ness ation ational izer ize ful ically ement ous ive e eed eedly"
    " ingly edly ying iest bli li ogi entli"
).split(" ")


@given(
    st.tuples(
        st.text(alphabet="abcdeghilmnorstuvy", min_size=1, max_size=6), st.sampled_from(ENDINGS)
    ).map("".join)
)
def test_a_word_begins_as_its_stem_promises(word: str) -> None:
    assert word.startswith(sure_beginning(stem(word)))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("trafficking", "traffick"),
        ("policies", "polici"),
        ("hoping", "hope"),
        ("skies", "sky"),
        ("dying", "die"),
        ("vying", "vie"),
        ("oils", "oil"),
        ("women", "women"),
        ("2008", "2008"),
        ("", ""),
    ],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected
    assert word.startswith(sure_beginning(expected))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("08STRELSAU199", "08strelsau199"),
        ("08 Strelsau 0199", "08strelsau199"),
        ("2008STRELSAU000199", "08strelsau199"),
        ("1973ZENDA04687", "73zenda4687"),
        ("08STRELSAU", "08strelsau"),
        ("2008STREL", "08strel"),
        ("08ZENDA0", "08zenda0"),
        ("harbour", "harbour"),
        ("---", ""),
    ],
)
def test_id_keys_ignore_case_blanks_zeros_and_the_century(written: str, key: str) -> None:
    assert id_key(written) == key
    assert id_key(key) == key


def test_a_word_may_have_the_shape_of_an_id() -> None:
    assert is_id("08zenda12")
    assert not is_id("08zenda012")
    assert not is_id("zenda12")


def test_passages_stand_farther_apart_than_near_reaches() -> None:
    joined = join_passages(["one", "two"])
    tokens = PLAIN.pre_tokenize(joined).tokens
    assert [token.text for token in tokens] == ["one", "two"]
    assert tokens[1].position - tokens[0].position > MAX_NEAR
    assert words(GAP) == []
