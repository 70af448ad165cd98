"""A query as every peer can put it in its own words, and the cable as every peer is fed it.

Words are stems, made by reftel's own folding and stemmer: peers are given them ready, so that all
count the same thing. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["FACETS", "GAP", "HITS", "NEAREST", "Fed", "Mode", "Query", "Unasked", "fed"]

Mode = Literal["answer", "hits", "count", "facets", "whole"]
"""answer: total and the 20 best with snippets; hits: the same without snippets; count: the total
alone; facets: total and facets; whole: an answer with facets."""

FACETS = ("year", "origin", "country", "class", "tag")
"""What is counted for facets. reftel counts eight, since it has no way to count fewer."""
HITS = 20
NEAREST = 5
"""How far NEAR looks, in words."""
_FILLER = "\u01aa"
GAP = f" {' '.join(_FILLER * NEAREST)} "
"""Stands between passages where a peer has no other way to keep a phrase or NEAR from reaching
over the end of one: a word that no query asks for."""


class Unasked(Exception):
    """The peer has no such query."""


@dataclass(frozen=True)
class Query:
    """One query. All that is given must hold."""

    reftel: str
    """In reftel's language."""
    mode: Mode = "answer"
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """Two stems, at most `NEAREST` words apart."""
    prefix: str = ""
    fuzzy: str = ""
    """A word, of which two letters may differ."""
    subject: str = ""
    """A stem in the SUBJECT line."""
    tag: str = ""
    days: tuple[int, int] | None = None
    """First and last day: 20050101."""
    level: int | None = None
    """Least rank of the classification."""
    paragraph: tuple[str, ...] = ()
    """Stems that stand in one paragraph."""

    @property
    def has_words(self) -> bool:
        """Whether there is anything to rank by."""
        return bool(
            self.all or self.any or self.phrase or self.near or self.prefix or self.fuzzy
            or self.subject or self.paragraph
        )  # fmt: skip

    @staticmethod
    def of(fields: dict[str, object]) -> Query:
        """From its JSON."""
        made = {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
        return Query(**made)  # type: ignore[arg-type]  # written by our own other end


@dataclass(frozen=True)
class Fed:
    """One cable."""

    id: str
    day: int
    """20040120; 0 when unknown."""
    year: str
    origin: str
    country: str
    level: str
    rank: int
    """-1 when unknown."""
    tags: list[str]
    subject: str
    """Stems, a blank between them."""
    passages: list[str]
    """Likewise, of each heading and paragraph."""

    @property
    def body(self) -> str:
        """All passages in one text."""
        return GAP.join(self.passages)


def fed(feed: Path) -> Iterator[Fed]:
    """The cables of a feed, one at a time."""
    with feed.open("rb") as lines:
        for line in lines:
            yield Fed(**json.loads(line))
