"""What is looked up by its first letters is what a look at everything finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.reading import Archive
from reftel.readouts.pages.beginnings import Beginnings
from reftel.readouts.pages.results import facet_words
from reftel.readouts.pages.suggest import AskedSuggestions, suggestions
from reftel.search.narrowing import as_typed, condition
from reftel.search.words import squash, words

LETTERS = st.text("ab\u00e9\U0001f600", max_size=3)


@given(st.lists(st.tuples(LETTERS, st.lists(LETTERS, max_size=3)), max_size=12), LETTERS)
def test_all_that_begin_so_are_found_in_order(
    entries: list[tuple[str, list[str]]], begun: str
) -> None:
    found = Beginnings(entries)
    assert list(found.by_name(begun)) == [
        n for n, (name, _) in enumerate(entries) if name.startswith(begun)
    ]
    assert list(found.by_word(begun)) == [
        n for n, (_, some) in enumerate(entries) if any(word.startswith(begun) for word in some)
    ]


def scanned(archive: Archive, facet: str, typed: str) -> list[str]:
    """What is to be offered for these letters, by a look at every value."""
    begun = squash(typed)
    by_value, by_words = [], []
    for one in archive.facet("", facet):
        told = facet_words(facet, one.value)
        if squash(one.value).startswith(begun):
            if squash(one.value) != begun or told:
                by_value.append(as_typed(facet, one.value))
        elif any(word.startswith(begun) for word in words(f"{one.value} {told}")):
            by_words.append(as_typed(facet, one.value))
    return by_value + by_words


@pytest.mark.parametrize("which", ["room", "many"])
@pytest.mark.parametrize("field", ["tag", "from", "country", "caption"])
def test_the_same_is_offered_as_by_a_look_at_every_value(
    request: pytest.FixtureRequest, which: str, field: str
) -> None:
    archive: Archive = request.getfixturevalue(which)
    facet = {"from": "origin"}.get(field, field)
    values = [one.value for one in archive.facet("", facet)][:40]
    begun = {word[:n] for one in values for word in one.split() for n in (0, 1, 2, 4, 40)}
    for typed in sorted(
        one for one in begun | {"traff", "embassy", "q"} if one.isalnum() or not one
    ):
        found = suggestions(archive, AskedSuggestions(q=f"{field}:{typed}"))
        wanted = scanned(archive, facet, typed)
        assert [one.text.rstrip() for one in found.choices] == wanted[:8], typed
        assert found.in_all == len(wanted), typed


@pytest.mark.parametrize(
    ("field", "facet", "begun"),
    [("tag", "tag", "KT"), ("from", "origin", "STREL"), ("class", "class", "SEC"),
     ("caption", "caption", "COR")],
)  # fmt: skip
def test_an_equals_sign_that_was_typed_stays(
    room: Archive, field: str, facet: str, begun: str
) -> None:
    exact, quoted = (
        suggestions(room, AskedSuggestions(q=q))
        for q in (f"{field}:={begun}", f'{field}:="{begun}')
    )
    assert exact.choices == quoted.choices != ()
    assert exact.typed == quoted.typed == begun
    assert exact.replaces.start == 0
    counts = {one.value: one.count for one in room.facet("", facet)}
    wanted = {condition(facet, one): counts[one] for one in counts if one.startswith(begun)}
    assert {one.text.rstrip(): one.count for one in exact.choices} == wanted
    for one in exact.choices:
        assert f"{field}:=" in one.text
        found = room.search(one.text, limit=0)
        assert (found.total, found.problems) == (one.count, ())


def test_the_same_is_suggested_with_an_equals_sign_as_without(room: Archive) -> None:
    plain, exact = (suggestions(room, AskedSuggestions(q=q)) for q in ("tag:KT", "tag:=KT"))
    assert [one.words for one in plain.choices] == [one.words for one in exact.choices] != []
    assert plain.typed == exact.typed == "KT"
    assert all("=" not in one.text for one in plain.choices)
