"""Sentences, subjects and headings on a topic in a country.

In: topic, country, the five years it is told in, dice. Out: `Voice`, which speaks as long as it is
asked to. Slots are bound to their phrases once for each voice, so that a sentence costs about a
microsecond; a quarter of a million cables are spoken in a minute or two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from reftel.demo.names import surnames, villages
from reftel.demo.seeds import dice
from reftel.demo.topics import ANYWHERE, TOPICS, VIEWS
from reftel.demo.words import POOLS
from reftel.demo.world import COUNTRIES

__all__ = ["Voice", "voice"]

_SLOT = re.compile(r"\{(\w+)\}")
_Pattern = tuple[str, tuple[list[str], ...]]
_Roll = Callable[[], float]
_FIGURES = ("number", "smallnumber", "percent", "day")
_TIMES = 2
"""So often sentences of the topic stand among those that fit any topic."""
_STRIDE = 3


class Voice:
    """Speaks on one topic of one country in one stretch of years."""

    def __init__(self, topic: str, tag: str, era: int) -> None:
        facts = TOPICS[topic]
        fill = _pools(tag, era)
        anywhere = [_bind(words, fill) for words in ANYWHERE]
        of_topic = [_bind(words, fill) for words in facts.sentences]
        self._sentences = anywhere + of_topic * _TIMES
        dice(0, "order", topic, tag).shuffle(self._sentences)
        self._views = [_bind(words, fill) for words in VIEWS]
        self._subjects = [_bind(words, fill) for words in facts.subjects]
        self.headings = facts.headings
        self.tags = facts.tags

    def sentence(self, roll: _Roll) -> str:
        """One sentence of reporting."""
        return _say(self._sentences, roll)

    def view(self, roll: _Roll) -> str:
        """One sentence of opinion, for summaries and comments."""
        return _say(self._views, roll)

    def subject(self, roll: _Roll) -> str:
        """Words for a SUBJECT line, first letters raised."""
        words = _say(self._subjects, roll, full=False)
        return " ".join(w[:1].upper() + w[1:] if w not in _SMALL else w for w in words.split())

    def paragraph(self, roll: _Roll, size: float) -> str:
        """Sentences to about `size` characters."""
        patterns = self._sentences
        place = int(roll() * len(patterns))
        said: list[str] = []
        length = 0.0
        while length < size or not said:
            # Going on by a few steps, no pattern comes twice in a paragraph.
            place = (place + 1 + int(roll() * _STRIDE)) % len(patterns)
            words, slots = patterns[place]
            if slots:
                words %= tuple([pool[int(roll() * len(pool))] for pool in slots])
            if not words[0].isupper():
                words = words[0].upper() + words[1:]
            said.append(words)
            length += len(words) + 2
        return "  ".join(said)


_SMALL = frozenset("a an and at by for from in of on or the to with over under across".split())


def _say(patterns: list[_Pattern], roll: _Roll, *, full: bool = True) -> str:
    words, slots = patterns[int(roll() * len(patterns))]
    if slots:
        words %= tuple([pool[int(roll() * len(pool))] for pool in slots])
    return words if not full or words[0].isupper() else words[0].upper() + words[1:]


def _bind(words: str, fill: Callable[[str], list[str]]) -> _Pattern:
    slots = tuple(fill(name) for name in _SLOT.findall(words))
    return _SLOT.sub("%s", words.replace("%", "%%")), slots


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


@lru_cache(maxsize=256)
def _pools(tag: str, era: int) -> Callable[[str], list[str]]:
    country = COUNTRIES[tag]
    fixed = {
        "country": [country.name],
        "adjective": [country.adjective],
        "government": [country.government],
        "capital": [country.capital],
        "money": [country.money],
        "ruler": [country.ruler],
        "house": [country.house],
        "region": list(country.regions),
        "river": list(country.rivers),
        "year": [str(year) for year in range(era - 3, era + 1)],
        "surname": surnames(tag),
        "village": villages(tag),
        # Ministers stay a few years: a dozen names go with each office in these years.
        "office": list(POOLS["office"]),
    }

    @cache
    def fill(name: str) -> list[str]:
        if name in fixed:
            return fixed[name]
        return _figures(name) if name in _FIGURES else list(POOLS[name])

    return fill


@lru_cache(maxsize=2048)
def voice(topic: str, tag: str, year: int) -> Voice:
    """The voice on a topic in a country; one serves five years."""
    return Voice(topic, tag, year - year % 5)
