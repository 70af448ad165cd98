"""Draws the outline of the land for the map of posts.

    python docs/pictures/make_world.py LAND.json > src/reftel/readouts/web/templates/land.html

LAND.json is land-110m.json of the npm package world-atlas 2.0.2 (ISC licence): land of Natural
Earth, 1:110m, which is in the public domain, as TopoJSON. Antarctica and islands of less than
three square units are left out; what remains is projected, rounded to whole units, and written as
one path.
"""

import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from reftel.readouts.projection import HEIGHT, project

SMALLEST = 3
"""Square units of the drawing; a smaller island is a speck."""


def rings(topology: dict) -> Iterator[list[tuple[float, float]]]:
    """Every ring of land as degrees east and north."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                joined: list[tuple[float, float]] = []
                for number in ring:
                    points = arcs[number] if number >= 0 else arcs[~number][::-1]
                    joined += points[1 if joined else 0 :]
                yield joined


def unbroken(ring: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """The parts of a ring that lie on this map; where it crosses the date line it has two."""
    turns = 0
    whole = [ring[0]]
    for (before, _), (lon, lat) in itertools.pairwise(ring):
        turns += (before - lon > 180) - (lon - before > 180)
        whole.append((lon + 360 * turns, lat))
    for shift in (-360, 0, 360):
        part = [(lon + shift, lat) for lon, lat in whole]
        part = clipped(clipped(part, 180, 1), -180, -1)
        if len(part) > 2:
            yield part


def clipped(ring: list[tuple[float, float]], edge: float, side: int) -> list[tuple[float, float]]:
    """What of a ring lies on one side of a meridian."""
    kept: list[tuple[float, float]] = []
    for (lon, lat), (next_lon, next_lat) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, next_inside = (lon - edge) * side <= 0, (next_lon - edge) * side <= 0
        if inside:
            kept.append((lon, lat))
        if inside != next_inside:
            share = (edge - lon) / (next_lon - lon)
            kept.append((edge, lat + share * (next_lat - lat)))
    return kept


def written(ring: list[tuple[float, float]]) -> str:
    """A ring as part of a path: relative steps of whole units, as short as they can be written."""
    points = [project(lat, lon) for lon, lat in ring]
    kept = [one for n, one in enumerate(points) if n == 0 or one != points[n - 1]]
    straight = [
        one
        for n, one in enumerate(kept)
        if n in (0, len(kept) - 1) or not between(kept[n - 1], one, kept[n + 1])
    ]
    if straight[-1] == straight[0]:
        straight.pop()
    x, y = straight[0]
    steps = []
    for nx, ny in straight[1:]:
        steps.append(f"{nx - x},{ny - y}".replace(",-", "-"))
        x, y = nx, ny
    path = f"M{straight[0][0]},{straight[0][1]}l" + " ".join(steps) + "z"
    return path.replace(" -", "-")


def between(one: tuple[int, int], middle: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the middle lies on the straight way."""
    return (middle[0] - one[0]) * (other[1] - middle[1]) == (other[0] - middle[0]) * (
        middle[1] - one[1]
    )


def area(ring: list[tuple[float, float]]) -> float:
    """Square units that a ring covers on the map."""
    points = [project(lat, lon) for lon, lat in ring]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def main() -> None:
    """Write the path to standard output."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    land = "".join(
        written(part)
        for ring in rings(topology)
        if max(lat for _, lat in ring) > -60
        for part in unbroken(ring)
        if area(part) >= SMALLEST
    )
    print(
        "{# Land of Natural Earth, 1:110m, in the public domain; by docs/pictures/make_world.py #}"
    )
    print(f'<path class="land" d="{land}"/>')
    assert project(-57, 0)[1] == HEIGHT


main()
