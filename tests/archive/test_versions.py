from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive.versions import Rank, differences, fold, folded_digest, text_digest


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("a b", "a b", True),
        ("a\n\nb", "a\n \nb", True),
        (" a b ", "a  b", True),
        ("ab", "a b", False),
        ("a b", "A b", False),
        ("", "\n", True),
    ],
)
def test_white_space_alone_makes_no_version(left: str, right: str, same: bool) -> None:  # noqa: FBT001
    assert (folded_digest(left) == folded_digest(right)) is same
    assert (text_digest(left) == text_digest(right)) is (left == right)


def test_a_lone_surrogate_has_a_digest() -> None:
    assert text_digest("\ud800") != text_digest("\ud801")


RANKS = [
    Rank(False, True, True, 999, "2012", b"z", b"z", 1),
    Rank(True, False, True, 900, "2011", b"z", b"z", 1),
    Rank(True, True, False, 900, "2011", b"z", b"z", 1),
    Rank(True, True, True, 800, "2011", b"z", b"z", 1),
    Rank(True, True, True, 900, "", b"z", b"z", 1),
    Rank(True, True, True, 900, "2010", b"z", b"z", 1),
    Rank(True, True, True, 900, "2011", b"a", b"z", 1),
    Rank(True, True, True, 900, "2011", b"b", b"a", 1),
    Rank(True, True, True, 900, "2011", b"b", b"b", 0),
    Rank(True, True, True, 900, "2011", b"b", b"b", 1),
]


@given(st.permutations(RANKS))
def test_sent_then_whole_then_header_then_words_then_release_then_digests(
    arrived: list[Rank],
) -> None:
    assert sorted(arrived) == RANKS
    assert max(arrived) == RANKS[-1]


def test_differences_name_both_places() -> None:
    left, right = "the barley is late this year", "the  wheat is late year indeed"
    found = [(d.left_text, d.right_text) for d in differences(left, right)]
    assert found == [("barley", "wheat"), ("this", ""), ("", "indeed")]
    for one in differences(left, right):
        assert one.left.of(left) == one.left_text
        assert one.right.of(right) == one.right_text


def test_differences_stop_at_the_limit_and_equal_texts_have_none() -> None:
    left = " ".join(f"a{n} x" for n in range(50))
    right = " ".join(f"b{n} x" for n in range(50))
    assert len(differences(left, right, limit=3)) == 3
    assert differences(left, left.replace(" ", "\n")) == ()


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_differences_are_none_exactly_when_the_words_are_equal(left: str, right: str) -> None:
    assert (differences(left, right) == ()) is (left.split() == right.split())
    assert fold(left) == (folded_digest(left), len(left.split()))
