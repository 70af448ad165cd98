"""From the part of an address after its `#` to the paragraph that is meant.

In: a place as a person writes it, `par4`, `PAR4`, `par04`, `4`. Out: the paragraph; or NotHeld,
with the nearest ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from reftel.errors import NotHeld

__all__ = ["paragraph_at"]

_NEAR = 3
"""Paragraphs that are named in place of one that is not there."""


class _Placed(Protocol):
    @property
    def address(self) -> str: ...


P = TypeVar("P", bound=_Placed)


def paragraph_at(paragraphs: Sequence[P], name: str, place: str) -> P:
    """The paragraph of the cable `name` at a place; both `par4` and `NAME#par4` are addresses.

    NotHeld, with the nearest ones by their numbers, when there is none.
    """
    wanted = _read(place)
    for one in paragraphs:
        if _read(one.address) == wanted:
            return one
    near = sorted(paragraphs, key=lambda one: _distance(_read(one.address), wanted))[:_NEAR]
    raise NotHeld(f"{name}#{place}", tuple(f"{name}#{_place(one.address)}" for one in near))


def _place(address: str) -> str:
    return address.rpartition("#")[2]


def _read(address: str) -> tuple[str, ...]:
    """Letters and numbers of a place: par, 4. A number alone is a paragraph's."""
    place = _place(address).strip().casefold()
    if place[:1].isdecimal():
        place = f"par{place}"
    return tuple(part.lstrip("0") or part for part in re.findall(r"[^\W\d_]+|[0-9]+", place))


def _distance(one: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[bool, int]:
    """First those of the same kind, then by how far the number is off."""
    return one[:1] != wanted[:1], abs(_number(one) - _number(wanted))


def _number(place: tuple[str, ...]) -> int:
    # A cable has some hundred paragraphs; more digits only make the sum slow.
    return next((int(part[:9]) for part in place if part.isdecimal()), 0)
