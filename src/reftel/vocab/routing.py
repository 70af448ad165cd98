"""Routing indicators: the addresses of the message centres, RUEHME and the like.

In: an indicator. Out: whose it is, and the post where it is a post's, or None.
"""

from __future__ import annotations

from functools import cache

import msgspec

from reftel.vocab.tables import rows

__all__ = ["Routing", "routing"]


class Routing(msgspec.Struct, frozen=True, gc=False):
    """Whose indicator it is."""

    indicator: str
    """RUEHME"""
    name: str
    """AMEMBASSY MEXICO"""
    station: str | None
    """The post's station; None for military and other centres and for collectives."""


def routing(indicator: str) -> Routing | None:
    """The holder of `indicator`, in capitals, or None when no list at hand names it."""
    return _indicators().get(indicator)


@cache
def _indicators() -> dict[str, Routing]:
    return {
        indicator: Routing(indicator, name, station or None)
        for indicator, name, station, _ in rows("routing-indicators")
    }
