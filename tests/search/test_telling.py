"""Which words tell a cable from others, and which cables are like one."""

from __future__ import annotations

from reftel.reading import Archive
from reftel.search.telling import telling_words

HELD = {"grain": 40, "weir": 3, "barges": 5, "said": 900, "unique": 1, "1894": 2, "of": 1000}


def told(*texts: str) -> dict[str, float]:
    return telling_words(texts, lambda word: HELD.get(word, 0), 1000)


def test_rare_words_weigh_more_than_common_ones() -> None:
    words = told("Grain barges at the weir, he said.")
    assert list(words) == ["weir", "barges", "grain"]


def test_what_is_said_often_weighs_more_but_not_as_often_more() -> None:
    once, often = told("weir")["weir"], told("weir weir weir weir")["weir"]
    assert once < often < 4 * once


def test_numbers_short_words_and_words_of_one_cable_tell_nothing() -> None:
    assert told("1894 of unique unknown said") == {}


def test_a_cable_is_like_those_on_its_own_matter(invented_archive: Archive) -> None:
    wanted = "08STRELSAU388"
    alike = invented_archive.alike(wanted, limit=5)
    assert len(alike) == 5
    assert wanted not in alike
    subjects = [invented_archive.listing(name).subject or "" for name in alike]
    assert all("trafficking" in subject.lower() for subject in subjects)
