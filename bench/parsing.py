"""How fast one core reads telegrams: text to Cable, every span made.

Beside it, as a scale and not as rivals, parsers of other texts on the same bytes: the standard
library's of e-mail, lxml's of HTML, eyecite's of legal citations, and the plain splitting into
lines. What is not installed is left out.
"""

from __future__ import annotations

import email
import statistics
import time
from collections.abc import Callable, Sequence
from html import escape
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

import msgspec

from reftel.telegram.parse import parse

__all__ = ["Parsing", "Scale", "measure"]

_FEW = 200
"""Texts that a slow reader is given."""


class Scale(msgspec.Struct, frozen=True):
    """Another reader on the same bytes."""

    name: str
    version: str
    mb_a_second: float | None
    """None when it is not installed."""


class Parsing(msgspec.Struct, frozen=True):
    """Megabytes (10^6 bytes of UTF-8) a second on one core; medians of the rounds."""

    load: float
    """Cores that others took when it began."""
    cables: int
    megabytes: float
    reftel: float
    microseconds_a_cable: float
    scales: tuple[Scale, ...]


def measure(texts: Sequence[str], rounds: int = 5, *, load: float) -> Parsing:
    """Time each over all texts, in turns; eyecite over some."""
    ways: dict[str, Callable[[str], object]] = {
        "reftel": parse,
        "email": email.message_from_string,
        "splitlines": str.splitlines,
    }
    if find_spec("lxml"):
        ways["lxml"] = import_module("lxml.html").document_fromstring
    if find_spec("eyecite"):
        ways["eyecite"] = import_module("eyecite").get_citations
    times: dict[str, list[float]] = {name: [] for name in ways}
    given = dict.fromkeys(ways, texts)
    given["lxml"] = [f"<pre>{escape(text)}</pre>" for text in texts]
    given["eyecite"] = texts[:_FEW]
    for turn in range(rounds):
        for name, way in ways.items():
            if name == "eyecite" and turn > 1:
                continue
            started = time.perf_counter()
            for text in given[name]:
                way(text)
            times[name].append(time.perf_counter() - started)
    rate = {
        name: round(_megabytes(given[name]) / statistics.median(taken), 2)
        for name, taken in times.items()
    }
    return Parsing(
        load,
        len(texts),
        round(_megabytes(texts), 2),
        rate["reftel"],
        round(statistics.median(times["reftel"]) / len(texts) * 1e6, 1),
        tuple(
            Scale(name, version(name) if name in rate and name in _FOREIGN else "", rate.get(name))
            for name in ("email", *_FOREIGN, "splitlines")
        ),
    )


_FOREIGN = ("lxml", "eyecite")


def _megabytes(texts: Sequence[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6
