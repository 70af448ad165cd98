"""Sentences, subjects and headings on a topic in a country.

In: topic, country, year, dice. Out: `Talk`, which speaks as long as it is asked. It must be fast:
a quarter of a million cables are spoken in a minute or two. So the dice are not thrown for each
word: every kind of word lies in a long stream, shuffled once, and a talk reads on in each stream
from a place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from reftel.demo.names import surnames, villages
from reftel.demo.seeds import dice
from reftel.demo.topics import ANYWHERE, TOPICS, VIEWS
from reftel.demo.words import POOLS
from reftel.demo.world import COUNTRIES

__all__ = ["Talk", "talk"]

_SLOT = re.compile(r"\{(\w+)\}")
_Pattern = tuple[str, tuple[int, ...]]
"""Words with a place for each slot, and which streams fill them."""
_Roll = Callable[[], float]
_FIGURES = ("number", "smallnumber", "percent", "day")
_OF_COUNTRY = ("region", "river", "surname", "village")
_STREAMS = (*POOLS, *_FIGURES, *_OF_COUNTRY, "year")
_PLACE = {name: n for n, name in enumerate(_STREAMS)}
_MOST = 2048
"""Words of one kind that a talk may use; the longest cable needs half of them."""
_LENGTH = 4096 + _MOST
_TIMES = 2
"""So often sentences of the topic stand among those that fit any topic."""
_STRIDE = 3
_ERA = 5
"""Years that are spoken of with the same pasts."""


class _Voice:
    """All that can be said on one topic in one country."""

    def __init__(self, topic: str, tag: str) -> None:
        facts = TOPICS[topic]
        anywhere = [_bound(words, tag) for words in ANYWHERE]
        of_topic = [_bound(words, tag) for words in facts.sentences]
        self.sentences = anywhere + of_topic * _TIMES
        dice(0, "order", topic, tag).shuffle(self.sentences)
        self.views = [_bound(words, tag) for words in VIEWS]
        self.subjects = [_bound(words, tag) for words in facts.subjects]


class Talk:
    """Speaks on one topic of one country in one cable."""

    def __init__(self, topic: str, tag: str, year: int, roll: _Roll) -> None:
        self.headings = TOPICS[topic].headings
        self.tags = TOPICS[topic].tags
        self._voice = _voice(topic, tag)
        self._roll = roll
        self._next: list[Callable[[], str]] = []
        for stream in _streams(tag, year - year % _ERA):
            words = iter(stream)
            # A list's iterator may be set to any place; the type stubs do not know.
            words.__setstate__(int(roll() * (len(stream) - _MOST)))  # type: ignore[attr-defined]
            self._next.append(words.__next__)

    def sentence(self) -> str:
        """One sentence of reporting."""
        return self._full(self._any(self._voice.sentences))

    def view(self) -> str:
        """One sentence of opinion, for summaries and comments."""
        return self._full(self._any(self._voice.views))

    def subject(self) -> str:
        """Words for a SUBJECT line, first letters raised."""
        words = self._any(self._voice.subjects)
        return " ".join(w[:1].upper() + w[1:] if w not in _SMALL else w for w in words.split())

    def paragraph(self, size: float) -> str:
        """Sentences to about `size` characters."""
        patterns, roll, following = self._voice.sentences, self._roll, self._next
        place = int(roll() * len(patterns))
        said: list[str] = []
        length = 0.0
        while length < size or not said:
            # Going on by a few steps, no pattern comes twice in a paragraph.
            place = (place + 1 + int(roll() * _STRIDE)) % len(patterns)
            words, slots = patterns[place]
            words %= tuple([following[slot]() for slot in slots])
            if not words[0].isupper():
                words = words[0].upper() + words[1:]
            said.append(words)
            length += len(words) + 2
        return "  ".join(said)

    def _any(self, patterns: list[_Pattern]) -> str:
        words, slots = patterns[int(self._roll() * len(patterns))]
        return words % tuple([self._next[slot]() for slot in slots])

    @staticmethod
    def _full(words: str) -> str:
        return words[0].upper() + words[1:]


_SMALL = frozenset("a an and at by for from in of on or the to with over under across".split())


def talk(topic: str, tag: str, year: int, roll: _Roll) -> Talk:
    """A talk on a topic, in the country with this TAG, held in that year."""
    return Talk(topic, tag, year, roll)


@cache
def _voice(topic: str, tag: str) -> _Voice:
    return _Voice(topic, tag)


def _bound(words: str, tag: str) -> _Pattern:
    """The pattern with the country's own words in it; the other slots wait for a talk."""
    country = COUNTRIES[tag]
    fixed = {
        "country": country.name,
        "adjective": country.adjective,
        "government": country.government,
        "capital": country.capital,
        "money": country.money,
        "ruler": country.ruler,
        "house": country.house,
    }
    slots: list[int] = []

    def fill(found: re.Match[str]) -> str:
        if found[1] in fixed:
            return fixed[found[1]]
        slots.append(_PLACE[found[1]])
        return "%s"

    return _SLOT.sub(fill, words.replace("%", "%%")), tuple(slots)


@cache
def _figures(name: str) -> list[str]:
    """Numbers as words of a sentence; small ones come more often, as they do."""
    roll = dice(0, "figures", name)
    if name == "day":
        return [str(n) for n in range(1, 29)]
    if name == "percent":
        return [f"{n} percent" for n in range(2, 98)] + [f"{n / 2:.1f} percent" for n in range(60)]
    if name == "smallnumber":
        return [str(int(3 + 90 * roll.random() ** 2)) for _ in range(512)]
    made = [int(10 ** (2 + 4 * roll.random())) for _ in range(8192)]
    return [f"{n // 50 * 50 if n > 5000 else n:,}" for n in made]


@cache
def _streams(tag: str, era: int) -> tuple[list[str], ...]:
    years = [str(year) for year in range(era - 3, era + 1)]
    return (
        *(_stream(name) for name in (*POOLS, *_FIGURES)),
        *(_stream_of(name, tag) for name in _OF_COUNTRY),
        dice(0, "stream", era).choices(years, k=_LENGTH),
    )


@cache
def _stream(name: str) -> list[str]:
    words = _figures(name) if name in _FIGURES else list(POOLS[name])
    return dice(0, "stream", name).choices(words, k=_LENGTH)


@cache
def _stream_of(name: str, tag: str) -> list[str]:
    if name == "surname":
        return surnames(tag)
    if name == "village":
        return villages(tag)
    country = COUNTRIES[tag]
    words = country.regions if name == "region" else country.rivers
    return dice(0, "stream", name, tag).choices(words, k=_LENGTH)
