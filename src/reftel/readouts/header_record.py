"""The part of a cable's record that tells of its header: who sent it, to whom, how.

In: the values of the parser. Out: the same in the shape that docs/json.md explains.
"""

from __future__ import annotations

import msgspec

from reftel.telegram.cable import Addressee, Envelope
from reftel.telegram.distribution import Distribution, Office
from reftel.vocab.posts import post

__all__ = [
    "AddresseeRecord",
    "DashLineRecord",
    "DistributionRecord",
    "EnvelopeRecord",
    "OfficeRecord",
    "addressee_record",
    "distribution_record",
    "envelope_record",
]


class AddresseeRecord(msgspec.Struct, frozen=True):
    """Who sends or receives."""

    name: str
    """As written: AMEMBASSY STRELSAU."""
    post: str | None
    """The post in words, where the name is a known one: Embassy Strelsau."""
    station: str | None
    """Its station: STRELSAU."""
    routing: str | None
    """Routing indicator: RUEHSZ."""
    precedence: str | None
    """FLASH, NIACT IMMEDIATE, IMMEDIATE, PRIORITY or ROUTINE, if its own line names one."""
    serial: str | None
    """Continuity number as written: 0231."""
    collective: bool
    """Whether the name stands for several posts."""


class OfficeRecord(msgspec.Struct, frozen=True):
    """An office of the Department that got copies."""

    name: str
    """As written: EUR, INRE."""
    copies: int
    """How many."""


class DistributionRecord(msgspec.Struct, frozen=True):
    """The lists of offices above a telegram of 1966-79."""

    action: list[OfficeRecord]
    """Those that must act."""
    origin: list[OfficeRecord]
    """Those it comes from, on telegrams of the Department."""
    info: list[OfficeRecord]
    """Those that are informed."""
    copies: int
    """All copies, counted."""
    stated: int | None
    """The sum as printed; where it is another, there is a defect."""


class DashLineRecord(msgspec.Struct, frozen=True):
    """The line of dashes above the date-time group of 1966-79."""

    serial: str | None
    """The relay's running number: 054819."""
    time: str | None
    """Day and time the relay filed it, as written: 141605Z."""
    copies: int | None
    """The 20 of /20."""
    written: str
    """What stands behind the dashes."""


class EnvelopeRecord(msgspec.Struct, frozen=True):
    """The transmission lines before the telegram proper; what is missing is null or empty."""

    transmission: str | None
    """Channel letters and number: VZCZCXYZ0004."""
    precedence: str | None
    """Of the action addressees, in words."""
    info_precedence: str | None
    """Of the information addressees, in words."""
    relays: list[str]
    """Routing indicators of the relay line."""
    station: str | None
    """Routing indicator of the sending station."""
    serial: str | None
    """Station serial as written: 0012."""
    section: int | None
    """Section of the transmission whose envelope this is."""
    filed_day: int | None
    """Day of the year of filing."""
    filed_time: str | None
    """Time of filing, four digits, UTC."""
    security: str | None
    """Security line: ZNR UUUUU ZZH."""
    signals: list[str]
    """Operating signals after the date-time group."""
    exempt: list[AddresseeRecord]
    """Left out of a collective address."""
    dash_line: DashLineRecord | None
    """The line of dashes of 1966-79."""


def addressee_record(one: Addressee) -> AddresseeRecord:
    """An addressee, with the post it names."""
    known = post(one.station) if one.station else None
    return AddresseeRecord(
        name=one.name,
        post=known.display if known else None,
        station=one.station,
        routing=one.routing,
        precedence=one.precedence,
        serial=one.serial,
        collective=one.collective,
    )


def envelope_record(envelope: Envelope) -> EnvelopeRecord:
    """The transmission lines."""
    dashes = envelope.dash_line
    return EnvelopeRecord(
        transmission=envelope.transmission,
        precedence=envelope.precedence,
        info_precedence=envelope.info_precedence,
        relays=list(envelope.relays),
        station=envelope.station,
        serial=envelope.serial,
        section=envelope.section,
        filed_day=envelope.filed_day,
        filed_time=envelope.filed_time,
        security=envelope.security,
        signals=list(envelope.signals),
        exempt=[addressee_record(one) for one in envelope.exempt],
        dash_line=DashLineRecord(dashes.serial, dashes.time, dashes.copies, dashes.written)
        if dashes
        else None,
    )


def distribution_record(lists: Distribution | None) -> DistributionRecord | None:
    """The lists of offices, where there are any."""
    if lists is None:
        return None
    return DistributionRecord(
        action=_offices(lists.action),
        origin=_offices(lists.origin),
        info=_offices(lists.info),
        copies=lists.copies,
        stated=lists.stated,
    )


def _offices(some: tuple[Office, ...]) -> list[OfficeRecord]:
    return [OfficeRecord(one.name, one.copies) for one in some]
