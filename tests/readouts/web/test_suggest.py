"""What may follow in a query."""

import pytest

from reftel.reading import Archive
from reftel.readouts.pages.suggest import AskedSuggestions, Suggestions, suggestions


def asked(room: Archive, query: str) -> Suggestions:
    """Suggestions for a query with the caret at |."""
    at = query.find("|")
    return suggestions(room, AskedSuggestions(q=query.replace("|", "", 1), at=at))


def texts(found: Suggestions) -> list[str]:
    return [choice.text for choice in found.choices]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ta|", "tag:"),
        ("harvest -ta|", "tag:"),
        ("(su|", "subject:"),
        ("embas|", "from:"),  # by another name of the field
        ("harvest O|", "OR "),
        ("has:su|", "has:summary "),
        ("has:question|", "has:question "),
        ("lost:|", "lost:yes "),
        ("class>=con|", "class>=confidential "),
        ("precedence:nia|", 'precedence:"niact immediate" '),
        ("date:2008|", "date:2008-01 "),
        ("tag:traff|", "tag:KTIP "),  # by a word of its meaning
        ('tag:"traff|', "tag:KTIP "),
        ("origin:strel|", "from:STRELSAU "),
    ],
)
def test_what_is_suggested_first(room: Archive, query: str, first: str) -> None:
    assert texts(asked(room, query))[:1] == [first]


@pytest.mark.parametrize(
    "query", ["|", "harvest |", "harvest|", '"harvest ta|', "nofield:ta|", "signed:a|", "2008|"]
)
def test_nothing_is_suggested_where_words_are_meant(room: Archive, query: str) -> None:
    assert asked(room, query).choices == ()


def test_a_choice_takes_the_place_of_the_letters_typed(room: Archive) -> None:
    found = asked(room, "harvest tag:traff| -riot")
    start, end = found.replaces.start, found.replaces.end
    taken = found.query[:start] + found.choices[0].text + found.query[end:].lstrip()
    assert taken == "harvest tag:KTIP -riot"


def test_values_are_those_the_archive_holds_with_their_number(room: Archive) -> None:
    for choice in asked(room, "from:|").choices:
        assert room.search(choice.text, limit=0).total == choice.count


def test_how_the_query_would_be_understood_is_told(room: Archive) -> None:
    found = asked(room, 'subjct:harvest "grain|')
    assert [one.code for one in found.problems] == ["field-unknown", "quote-not-closed"]
    assert found.understood == "harvest AND grain"


@pytest.mark.parametrize("at", [-5, 0, 3, 999])
def test_any_place_of_the_caret_will_do(room: Archive, at: int) -> None:
    suggestions(room, AskedSuggestions(q="tag:é💬(", at=at))
