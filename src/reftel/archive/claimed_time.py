"""When a page says that its cable was sent, in the spelling of each publisher.

In: a claim as written. Out: a `Moment` no more exact than it was meant, or None. Midnight is an
hour nowhere but on the pages of Cablegate: a scraper, an archive and a search engine wrote it where
they had a day alone.
"""

from __future__ import annotations

import re

import msgspec

from reftel.vocab.dates import Moment, read_day, read_dump_time, read_page_time

__all__ = ["read_claimed_time"]

_SCRAPED = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +([0-9]{1,2}) [0-9:]{8} [+-][0-9]{4} ([0-9]{4})"
)
"""Wed Jan 14 00:00:00 +0100 2009: midnight in the scraper's zone, so never to be converted."""
_ARCHIVED = re.compile(r"([0-9]{1,2}[ -][A-Za-z]{3,9}[ -][0-9]{4})(?: +12:00:00 +[Aa][Mm])?")
"""01 JAN 1994, 01 jan 1994, 01-Jan-1994 12:00:00 am."""
_YEAR_FIRST = re.compile(
    r"([0-9]{4}) ([A-Z][a-z]+) ([0-9]{1,2})(?:, ([0-9]{2}:[0-9]{2}))?(?: \([A-Za-z]+\))?"
)
"""1976 January 14, 00:00 (Wednesday), where 00:00 means that the hour is unknown."""
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]00:00:00(?:\.0+)?(?:Z|[+-]00(?::?00)?)?)?")
"""1976-01-14 00:00:00 of a table, whose clock was never set."""
_UNIVERSAL = re.compile(r"([0-9-]{10}T[0-9]{2}:[0-9]{2})(?::[0-9]{2})?(?:Z|\+00:00)")
"""2009-01-14T15:32:00+00:00"""


def read_claimed_time(written: str) -> Moment | None:
    """The moment, or None for what is no date in any of the spellings."""
    plain = " ".join(written.split())
    if match := _DAY.fullmatch(plain):
        return _as_written(read_page_time(match[1]), written)
    if found := read_page_time(plain) or read_dump_time(plain):
        return _as_written(found, written)
    if match := _SCRAPED.fullmatch(plain):
        return _as_written(read_day(f"{match[2]} {match[1]} {match[3]}"), written)
    if match := _ARCHIVED.fullmatch(plain):
        return _as_written(read_day(match[1]), written)
    if match := _YEAR_FIRST.fullmatch(plain):
        day = read_day(f"{match[3]} {match[2]} {match[1]}")
        if day is None or match[4] in {None, "00:00"}:
            return _as_written(day, written)
        return _as_written(read_page_time(f"{day.value} {match[4]}"), written)
    if match := _UNIVERSAL.fullmatch(plain):
        moment = read_page_time(match[1])
        if moment is None:
            return None
        return msgspec.structs.replace(moment, value=f"{moment.value}Z", written=written)
    return None


def _as_written(moment: Moment | None, written: str) -> Moment | None:
    return msgspec.structs.replace(moment, written=written) if moment else None
