"""Where the words stand that a query asks for, passage by passage."""

from __future__ import annotations

import pytest

from reftel.search.finders import Finder, FoldedPassages
from reftel.search.tree import Exact, Fuzzy, Leaf, Near, Phrase, Prefix, Word

PASSAGES = (
    "Strikes, a STRIKE_fund; the strikers' caf\u00e9s",
    "no str\u00edke of the harbour",
    "",
    "the harbour of Zenda: of the harbours the one",
)


def found(leaf: Leaf, passages: tuple[str, ...] = PASSAGES) -> list[list[tuple[int, str]]]:
    cable = FoldedPassages(passages)
    shown = []
    for stream in Finder("", leaf).streams(cable):
        for group in stream:
            passage = next(n for n, end in enumerate(cable.ends) if group[0].start < end)
            shown.append(
                [(passage, cable.place(one, passage).of(passages[passage])) for one in group]
            )
    return shown


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        (Word("strike"), [[(0, "Strikes")], [(0, "STRIKE")], [(1, "str\u00edke")]]),
        (Exact("strike"), [[(0, "STRIKE")], [(1, "str\u00edke")]]),
        (Prefix("striker"), [[(0, "strikers")]]),
        (Fuzzy("cafe", 1), [[(0, "caf\u00e9s")]]),
        (Phrase(("the", "harbour")), [[(1, "the"), (1, "harbour")], [(3, "the"), (3, "harbour")],
                                      [(3, "the"), (3, "harbours")]]),
        (Phrase(("cafe", "no")), []),
        (Near(("harbour", "zenda"), 2), [[(3, "harbour"), (3, "Zenda")]]),
        (Near(("zenda", "harbour"), 3), [[(3, "harbour"), (3, "Zenda")],
                                         [(3, "Zenda"), (3, "harbours")]]),
        (Near(("of", "of"), 2), [[(3, "of"), (3, "of")]]),
        (Near(("of", "of"), 1), []),
        (Near(("harbour", "harbour"), 20), [[(3, "harbour"), (3, "harbours")]]),
    ],
)  # fmt: skip
def test_words_are_found_in_their_passages(
    leaf: Leaf, expected: list[list[tuple[int, str]]]
) -> None:
    assert found(leaf) == expected


def test_what_is_not_asked_for_is_not_sought() -> None:
    cable = FoldedPassages(["strike"] * 1000)
    (stream,) = Finder("", Word("strike")).streams(cable)
    next(stream)
    looked_at: list[str] = []
    words = cable.words("strike", lambda word: not looked_at.append(word))
    next(words)
    assert looked_at == ["strike"]


def test_a_finder_serves_one_cable_after_the_other() -> None:
    finder = Finder("", Fuzzy("harbour", 1))
    for text, count in (("harbor harbors", 1), ("harbour harbor", 2), ("strike", 0)):
        streams = finder.streams(FoldedPassages([text]))
        assert sum(len(list(stream)) for stream in streams) == count
