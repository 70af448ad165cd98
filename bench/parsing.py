"""How fast one core reads telegrams: text to Cable, every span made.

Beside it, as a scale and not as a rival, the standard library's parser of e-mail on the same bytes
and the plain splitting of the same text into lines.
"""

from __future__ import annotations

import email
import statistics
import time
from collections.abc import Callable, Sequence

import msgspec

from reftel.telegram.parse import parse

__all__ = ["Parsing", "measure"]


class Parsing(msgspec.Struct, frozen=True):
    """Megabytes (10^6 bytes of UTF-8) a second on one core; medians of the rounds."""

    cables: int
    megabytes: float
    reftel: float
    email: float
    splitlines: float
    microseconds_a_cable: float


def measure(texts: Sequence[str], rounds: int = 5) -> Parsing:
    """Time each over all texts, in turns."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    ways: dict[str, Callable[[str], object]] = {
        "reftel": parse,
        "email": email.message_from_string,
        "splitlines": str.splitlines,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            started = time.perf_counter()
            for text in texts:
                way(text)
            times[name].append(time.perf_counter() - started)
    rate = {name: round(size / statistics.median(taken), 2) for name, taken in times.items()}
    return Parsing(
        len(texts),
        round(size, 2),
        rate["reftel"],
        rate["email"],
        rate["splitlines"],
        round(statistics.median(times["reftel"]) / len(texts) * 1e6, 1),
    )
