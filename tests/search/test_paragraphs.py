"""What one paragraph must satisfy: bounds by words alone, and the reading between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.search.document import Document
from reftel.search.paragraphs import (
    asks_for_places,
    at_least,
    at_most,
    fits,
    in_cable,
    stands_alone,
)
from reftel.search.query import parse
from reftel.search.tree import Near, Node, Or, Phrase, Word, both, either, negate
from search.documents import VOCABULARY, documents
from search.scan_engine import cable_fits, paragraph_fits
from search.test_engines import LEAVES

TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES.map(lambda text: parse(text).tree),
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(both),
        st.lists(parts, min_size=2, max_size=3).map(either),
        parts.map(negate),
    ),
    max_leaves=5,
)
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)


@given(TEXTS, TREES)
def test_a_paragraph_fits_just_when_the_slow_engine_says_so(text: str, tree: Node) -> None:
    assert fits(text, tree) == (bool(text) and paragraph_fits(text, tree))


@given(TEXTS, TREES)
def test_what_fits_lies_between_its_bounds(text: str, tree: Node) -> None:
    least, most = at_least(tree), at_most(tree)
    assert not asks_for_places(least)
    assert not asks_for_places(most)
    assert paragraph_fits(text, least) <= paragraph_fits(text, tree) <= paragraph_fits(text, most)


@given(st.sampled_from(documents()[:60]), TREES)
def test_a_cable_holds_what_its_paragraph_must(document: Document, tree: Node) -> None:
    if any(paragraph_fits(text, tree) for text in document.paragraphs):
        assert cable_fits(document, in_cable(tree))


@pytest.mark.parametrize(
    ("tree", "alone"),
    [
        (Word("harbour"), True),
        (Phrase(("human", "rights")), True),
        (Near(("human", "rights"), 3), True),
        (Near(("human", "rights", "police"), 3), False),
        (Or((Word("human"), Word("rights"))), False),
        (negate(Word("human")), False),
    ],
)
def test_a_leaf_stands_alone_when_the_cable_can_answer_for_its_paragraph(
    tree: Node, *, alone: bool
) -> None:
    assert stands_alone(tree) == alone


def test_a_paragraph_without_words_satisfies_nothing() -> None:
    assert not fits(" -- ", negate(Phrase(("human", "rights"))))


def test_without_places_the_bounds_are_the_tree_itself() -> None:
    tree = parse("para:(harbour =strike -(poli* OR rigths~))").tree
    assert at_least(tree) == at_most(tree) == tree
