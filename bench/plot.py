"""The growth of time, memory and disk as one SVG, drawn by hand: four panels, both axes in powers.

In: results. Out: SVG text that needs no font, script or style sheet of others, and is readable on
light and dark paper.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from bench.result import Result

__all__ = ["draw"]

_Points = list[tuple[float, float]]
_WIDTH, _HEIGHT = 460, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 108, 34, 36
_STYLE = """
text { font: 12px sans-serif; fill: #333 } .head { font-weight: bold }
.grid { stroke: #ddd } .line { fill: none; stroke-width: 2 } rect { fill: #fff }
.s0 { stroke: #0b5cad; fill: #0b5cad } .s1 { stroke: #a33f00; fill: #a33f00 }
.s2 { stroke: #2c7a2c; fill: #2c7a2c } .s3 { stroke: #7a3d99; fill: #7a3d99 }
.s4 { stroke: #666; fill: #666 } text.name { stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #ddd } .grid { stroke: #444 } rect { fill: #111 }
.s0 { stroke: #7ab8ff; fill: #7ab8ff } .s1 { stroke: #ffa366; fill: #ffa366 }
.s2 { stroke: #7ed07e; fill: #7ed07e } .s3 { stroke: #d3a1ee; fill: #d3a1ee }
.s4 { stroke: #aaa; fill: #aaa } }
"""
_NAMES = ("reftel", "SQLite FTS5", "Xapian", "PostgreSQL", "Whoosh")


def draw(results: Sequence[Result]) -> str:
    """The picture."""
    panels: tuple[tuple[str, Callable[[Result], dict[str, float]]], ...] = (
        ("Build, seconds", _seconds),
        ("Build, peak memory, MB", _memory),
        ("Disk, MB", _disk),
        ("Common word, median, ms", _answer),
    )
    drawn = [
        f'<g transform="translate({n % 2 * _WIDTH} {n // 2 * _HEIGHT})">'
        f"{_panel(title, _series(results, figures))}</g>"
        for n, (title, figures) in enumerate(panels)
    ]
    width, height = _WIDTH * 2, _HEIGHT * 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="Growth with the number of cables"><style>{_STYLE}</style>'
        f'<rect width="{width}" height="{height}"/>{"".join(drawn)}</svg>\n'
    )


def _series(
    results: Sequence[Result], figures: Callable[[Result], dict[str, float]]
) -> dict[str, _Points]:
    found: dict[str, _Points] = {}
    for one in results:
        if one.size:
            for name, figure in figures(one).items():
                if figure > 0:
                    found.setdefault(name, []).append((one.size.cables, figure))
    return {name: found[name] for name in _NAMES if name in found}


def _seconds(one: Result) -> dict[str, float]:
    peers = {peer.name: peer.runs[-1].seconds for peer in one.peers if peer.runs}
    return peers | ({"reftel": one.building.runs[-1].seconds} if one.building else {})


def _memory(one: Result) -> dict[str, float]:
    peers = {peer.name: peer.runs[-1].peak_mb for peer in one.peers if peer.runs}
    return peers | ({"reftel": one.building.runs[-1].peak_mb} if one.building else {})


def _disk(one: Result) -> dict[str, float]:
    peers = {peer.name: peer.disk_mb for peer in one.peers if peer.runs}
    return peers | ({"reftel": one.building.archive_mb} if one.building else {})


def _answer(one: Result) -> dict[str, float]:
    if one.searching is None:
        return {}
    first = one.searching.classes[0]
    return {name: times.p50 for name, times in first.engines.items() if times.asks}


def _panel(title: str, series: dict[str, _Points]) -> str:
    head = f'<text class="head" x="{_LEFT}" y="20">{escape(title)}</text>'
    points = [point for line in series.values() for point in line]
    if not points:
        return head
    xs, ys = _decades([x for x, _ in points]), _decades([y for _, y in points])

    def at(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - xs[0]) / (xs[-1] - xs[0])
        up = (math.log10(y) - ys[0]) / (ys[-1] - ys[0])
        return (
            round(_LEFT + across * (_WIDTH - _LEFT - _RIGHT), 1),
            round(_HEIGHT - _BOTTOM - up * (_HEIGHT - _TOP - _BOTTOM), 1),
        )

    drawn = [head]
    for power in xs:
        x, low = at(10**power, 10 ** ys[0])
        drawn.append(f'<path class="grid" d="M{x} {low}V{_TOP}"/>')
        drawn.append(f'<text x="{x}" y="{low + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in ys:
        left, y = at(10 ** xs[0], 10**power)
        drawn.append(f'<path class="grid" d="M{left} {y}H{_WIDTH - _RIGHT}"/>')
        drawn.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{10**power:,}</text>')
    drawn += [_line(name, [at(*point) for point in line]) for name, line in series.items()]
    labels = {name: at(*line[-1]) for name, line in series.items()}
    return "".join(drawn + _labels(labels))


def _decades(values: Sequence[float]) -> list[int]:
    """The powers of ten from below the least value to above the greatest, two at least."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return list(range(low, max(high, low + 1) + 1))


def _line(name: str, points: Sequence[tuple[float, float]]) -> str:
    which = _NAMES.index(name)
    path = "L".join(f"{x} {y}" for x, y in points)
    dots = "".join(f'<circle class="s{which}" cx="{x}" cy="{y}" r="3"/>' for x, y in points)
    return f'<path class="line s{which}" style="fill:none" d="M{path}"/>{dots}'


def _labels(places: dict[str, tuple[float, float]]) -> list[str]:
    """Each name at the end of its line, none over another."""
    drawn, last = [], -100.0
    for name, (x, y) in sorted(places.items(), key=lambda item: item[1][1]):
        last = max(y + 4, last + 14)
        which = _NAMES.index(name)
        drawn.append(f'<text class="name s{which}" x="{x + 8}" y="{last}">{escape(name)}</text>')
    return drawn
