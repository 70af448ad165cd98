"""Who got copies inside the Department: what the offices' lists of 1966-79 say, as values.

In the files of these years the lists stand above the date-time group: ACTION or ORIGIN with one
office or several, INFO with many, each with its number of copies, and the sum of all of them.
"""

from __future__ import annotations

import msgspec

from reftel.spans import Span

__all__ = ["DashLine", "Distribution", "Office"]


class Office(msgspec.Struct, frozen=True, gc=False):
    """An office and how many copies it got."""

    name: str
    """EUR, INRE, EUR/CE: as written."""
    copies: int
    span: Span


class Distribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The lists of offices above a telegram."""

    action: tuple[Office, ...] = ()
    """Those that must act, on telegrams to the Department."""
    origin: tuple[Office, ...] = ()
    """Those it comes from, on telegrams of the Department."""
    info: tuple[Office, ...] = ()
    stated: int | None = None
    """The sum as printed: 36 in /036 W."""
    method: str | None = None
    """The letter behind the sum, not interpreted: W, R, A."""

    @property
    def copies(self) -> int:
        """The sum of the copies of all offices, counted."""
        return sum(office.copies for office in (*self.action, *self.origin, *self.info))


class DashLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The line of dashes between the lists and the date-time group."""

    written: str
    """What stands behind the dashes, on one line."""
    serial: str | None = None
    """The relay's running number: 054819; hexadecimal in later years."""
    time: str | None = None
    """Day and time the relay filed it, as written: 141605Z; from 1977 on."""
    copies: int | None = None
    """The 20 of /20."""
    span: Span
