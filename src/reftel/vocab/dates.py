"""Dates as cables and pages write them, each with its precision."""

from __future__ import annotations

import msgspec

from reftel.spans import Span

__all__ = ["Moment"]


class Moment(msgspec.Struct, frozen=True, gc=False):
    """A point in time, no more exact than it was written."""

    value: str
    """ISO 8601, cut at its precision: 2008-01-25T15:26Z, 2008-01-25T15Z, 2008-01-25, 2008."""
    precision: str
    """minute, hour, day, month or year."""
    written: str
    span: Span | None = None
