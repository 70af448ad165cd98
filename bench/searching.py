"""How long an answer takes, query class by query class, beside SQLite FTS5 on the same text.

reftel answers with total, 20 hits, snippets and all facets; FTS5 with total, 20 hits by bm25 and
its snippets. A class's times of FTS5 are given only where both find the same number of cables,
since a faster wrong answer is no answer: the two read words and stems differently.
"""

from __future__ import annotations

import itertools
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from bench.machine import percentile
from reftel.reading import open_archive

__all__ = ["ClassTimes", "Searching", "measure", "words_by_rank"]


class ClassTimes(msgspec.Struct, frozen=True):
    """Times of one query class in milliseconds."""

    name: str
    query: str
    matches: int
    p50: float
    p99: float
    peer_matches: int | None
    peer_p50: float | None
    """None where the peer has no such query, or finds another number of cables."""
    peer_p99: float | None


class Searching(msgspec.Struct, frozen=True):
    """All classes, and all their times together."""

    rounds: int
    p50: float
    p99: float
    classes: tuple[ClassTimes, ...]


def words_by_rank(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Words of letters only, by the number of cables that hold them, most first."""
    counts: Counter[str] = Counter()
    for _, text in texts:
        counts.update({word.lower() for word in text.split() if word.isalpha() and len(word) > 4})
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def measure(
    archive: Path, peer: Path, texts: Sequence[tuple[str, str]], rounds: int = 60
) -> Searching:
    """Ask each query `rounds` times, the classes in turns."""
    ranked = words_by_rank(texts)
    common, middle = ranked[5], ranked[len(ranked) // 60]
    other = ranked[len(ranked) // 50]
    rare = ranked[len(ranked) // 3]
    phrase = _phrase(texts, middle)
    classes: list[tuple[str, str, str | None]] = [
        ("common word", common, common),
        ("middle word", middle, middle),
        ("rare word", rare, rare),
        ("all of two", f"{common} {middle}", f"{common} AND {middle}"),
        ("one of two", f"{middle} OR {other}", f"{middle} OR {other}"),
        ("not", f"{middle} -{common}", f"{middle} NOT {common}"),
        ("phrase", f'"{phrase}"', f'"{phrase}"'),
        ("near", f"{phrase.split()[0]} NEAR/5 {phrase.split()[1]}", None),
        ("prefix", f"{middle[:4]}*", None),
        ("fuzzy", f"{middle}~", None),
        ("subject", f"subject:{middle}", None),
        ("tag and date", "tag:PGOV date:2005..2007", None),
        ("level", f"{middle} class>=confidential", None),
        ("paragraph", f"para:({common} {middle})", None),
        ("everything by date", "sort:-date", None),
    ]
    connection = sqlite3.connect(f"file:{peer}?mode=ro", uri=True)
    times: dict[str, list[float]] = {name: [] for name, _, _ in classes}
    peer_times: dict[str, list[float]] = {name: [] for name, _, _ in classes}
    matches: dict[str, int] = {}
    peer_matches: dict[str, int] = {}
    with open_archive(archive) as opened:

        def ask(query: str) -> int:
            return opened.search(query, limit=20).total

        def ask_peer(query: str) -> int:
            total = connection.execute(
                "SELECT count(*) FROM cables WHERE cables MATCH ?", (query,)
            ).fetchone()[0]
            connection.execute(
                "SELECT id, snippet(cables, 1, '[', ']', '…', 24) FROM cables"
                " WHERE cables MATCH ? ORDER BY rank LIMIT 20",
                (query,),
            ).fetchall()
            return int(total)

        for _ in range(rounds):
            for name, query, peer_query in classes:
                matches[name] = _time(ask, query, times[name])
                if peer_query is not None:
                    peer_matches[name] = _time(ask_peer, peer_query, peer_times[name])
    connection.close()
    every = [taken for taken_times in times.values() for taken in taken_times]
    return Searching(
        rounds,
        _ms(statistics.median(every)),
        _ms(percentile(every, 0.99)),
        tuple(
            ClassTimes(
                name,
                query,
                matches[name],
                _ms(statistics.median(times[name])),
                _ms(percentile(times[name], 0.99)),
                peer_matches.get(name),
                *_comparable(matches[name], peer_matches.get(name), peer_times[name]),
            )
            for name, query, _ in classes
        ),
    )


def _comparable(
    matches: int, peer_matches: int | None, times: Sequence[float]
) -> tuple[float | None, float | None]:
    if peer_matches != matches or not times:
        return None, None
    return _ms(statistics.median(times)), _ms(percentile(times, 0.99))


def _time(ask: Callable[[str], int], query: str, into: list[float]) -> int:
    started = time.perf_counter()
    total = ask(query)
    into.append(time.perf_counter() - started)
    return total


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _phrase(texts: Sequence[tuple[str, str]], word: str) -> str:
    """A word and the one that follows it most often on a line."""
    followers: Counter[str] = Counter()
    for _, text in texts[:5000]:
        for line in text.split("\n"):
            words = line.lower().split()
            for one, two in itertools.pairwise(words):
                if one == word and two.isalpha() and len(two) > 3:
                    followers[two] += 1
    follower = min(followers.items(), key=lambda item: (-item[1], item[0]), default=("the", 0))[0]
    return f"{word} {follower}"
