"""What the executive order line says: which order, and when or why the text is free.

In: the number as written, and what follows `E.O. 12958:`. Out: `ReadOrder` and `Terms`. Misprinted
numbers are put right by the table `orders`, which says so.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from reftel.spans import Span
from reftel.vocab.dates import Moment, read_day
from reftel.vocab.tables import rows

__all__ = ["ReadOrder", "Terms", "code_meaning", "read_order", "read_terms"]


class ReadOrder(msgspec.Struct, frozen=True, gc=False):
    """An executive order on classification."""

    number: str
    """12958"""
    rule: str
    """exact; misprint, when another number stood there; unknown, when no table has it."""


class Terms(msgspec.Struct, frozen=True, gc=False):
    """When, or why, a text is free."""

    date: Moment | None = None
    code: str | None = None
    """N/A, OADR, GDS, XGDS2, … in its canonical form."""
    event: str | None = None
    """Free words in place of a date, such as ten years or a treaty's end."""


@lru_cache(maxsize=256)
def read_order(written: str) -> ReadOrder | None:
    """The order of a number as written (12958, 12598, E.O. 12958), or None where no five digits
    stand together.
    """
    match = _FIVE.search(written)
    if match is None:
        return None
    number = _orders().get(match.group())
    if number is None:
        return ReadOrder(match.group(), "unknown")
    return ReadOrder(number, "exact" if number == match.group() else "misprint")


_FIVE = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])")
_LABEL = re.compile(r"(?:DECL(?:AS(?:SIFY)?)?(?: ON)?(?![A-Z])[ .:;]*)+", re.IGNORECASE)
_CODE = re.compile(
    r"(?P<none>N ?/ ?A\b|N\.A\b|NOT APPLICABLE\b|NA\b)"
    r"|(?P<xgds>XGDS)[ -]*\(?(?P<xn>[1-4])?\)?"
    r"|(?P<plain>OADR|NGDS|GDS|ADS)\b"
    r"|(?P<rds>RDS)[ -]*\(?(?P<rn>[1-4])?\)?"
    r"|(?P<short>MR|DNG|AS +AMENDED)\b"
    r"|(?P<x>(?:1\.6[ ,:-]*)?X[ -]?[1-8])\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})"
    r"|[A-Z]{3,9}[ .]*[0-9]{1,2}(?:ST|ND|RD|TH)?[ ,]+[0-9]{4}"
    r"|[0-9]{1,2}[ -]*[A-Z]{3,9}[ .,-]*[0-9]{4}|[A-Z]{3,9} [0-9]{4}|[0-9]{8}|(?:19|20)[0-9]{2}",
    re.IGNORECASE,
)
_DECLASSIFIED = re.compile(
    r"DECLASSIFIED(?: BY [A-Z][A-Z.&-]*(?: [A-Z][A-Z.&-]*){0,3}?)?(?: ON)?"
    r"(?= *[0-9]|[ ,.]*[A-Z]{3,9} [0-9])",
    re.IGNORECASE,
)
"""The page was opened later: DECLASSIFIED BY NARA 09/02/2009 (66BUENOSAIRES2481)."""
_LONGEST = 400


def read_terms(written: str, start: int | None = None) -> Terms:
    """What follows the order on its line: a date, a code, an event, or none of them.

    `start`, the offset of `written` in its text, gives the date its span.
    """
    if len(written) > _LONGEST:
        return Terms(event=" ".join(written.split()))
    at = _skip(written, 0)
    code = event = date = None
    if match := _CODE.match(written, at):
        code = _code(match)
        at = _skip(written, match.end())
    if match := _DECLASSIFIED.match(written, at):
        event = " ".join(match.group().split())
        at = _skip(written, match.end())
    if match := _DATE.match(written, at):
        span = Span(start + match.start(), start + match.end()) if start is not None else None
        date = read_day(match.group(), span)
    if date is None and code is None and event is None:
        event = " ".join(written[at:].split()).strip(" .,;:()") or None
    return Terms(date, code, event)


def code_meaning(code: str) -> str | None:
    """What a code means, or None where no table says. RDS3 is looked up as RDS too."""
    return _codes().get(code) or _codes().get(code.rstrip("12345678"))


_BETWEEN = re.compile(r"[\s:;.,-]*")


def _skip(written: str, at: int) -> int:
    """The offset after stops, blanks and the label DECL."""
    at = _BETWEEN.match(written, at).end()  # type: ignore[union-attr]
    if label := _LABEL.match(written, at):
        at = _BETWEEN.match(written, label.end()).end()  # type: ignore[union-attr]
    return at


def _code(match: re.Match[str]) -> str:
    if match["none"]:
        return "N/A"
    if match["xgds"]:
        return "XGDS" + (match["xn"] or "")
    if match["rds"]:
        return "RDS" + (match["rn"] or "")
    if match["x"]:
        return "X" + match["x"][-1]
    return " ".join((match["plain"] or match["short"]).upper().split())


@cache
def _orders() -> dict[str, str]:
    return {written: order for written, order, *_ in rows("orders")}


@cache
def _codes() -> dict[str, str]:
    return {code: said for code, _, said, *_ in rows("declassification")}
