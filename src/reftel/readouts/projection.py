"""From degrees to places on the map: the Natural Earth projection.

In: degrees north and east. Out: x to the right and y downwards, in whole numbers of a drawing that
is `WIDTH` by `HEIGHT`. Antarctica is left out. The outline of the land is drawn by the same
function (docs/pictures/make_world.py), so that a post cannot stand beside its coast.

The projection is a compromise that keeps the shapes of land familiar; Tom Patterson designed it,
and the polynomial is that of Bojan Šavrič and others (2011).
"""

from __future__ import annotations

from math import pi, radians

__all__ = ["HEIGHT", "WIDTH", "project"]

WIDTH = 1000
NORTH, SOUTH = 84.0, -57.0
"""Degrees at the upper and lower edge."""


def _raw(lat: float, lon: float) -> tuple[float, float]:
    f, l = radians(lat), radians(lon)  # noqa: E741 - phi and lambda, as in the paper
    f2 = f * f
    f4 = f2 * f2
    x = l * (0.870700 - 0.131979 * f2 + f4 * (-0.013791 + f4 * (0.003971 * f2 - 0.001529 * f4)))
    y = f * (1.007226 + f2 * (0.015085 + f4 * (-0.044475 + 0.028874 * f2 - 0.005916 * f4)))
    return x, y


_SCALE = WIDTH / (2 * 0.870700 * pi)
_TOP = _raw(NORTH, 0)[1]
HEIGHT = round((_TOP - _raw(SOUTH, 0)[1]) * _SCALE)


def project(lat: float, lon: float) -> tuple[int, int]:
    """Where a place stands on the map."""
    x, y = _raw(lat, lon)
    return round(WIDTH / 2 + x * _SCALE), round((_TOP - y) * _SCALE)
