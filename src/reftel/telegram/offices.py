"""The lines of 1966-79 above the date-time group: page, offices, drafters, dashes.

In: those lines, and when the telegram was sent. Out: `Offices`. The sum that closes the lists is
the only check a telegram of these years carries, so it is counted again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.telegram.distribution import DashLine, Distribution, Office
from reftel.telegram.lines import Lines
from reftel.telegram.pagebreaks import PAGE_LINE
from reftel.vocab.dates import Moment, read_dtg

__all__ = ["Offices", "read_offices"]

_TOKEN = re.compile(
    r"(?P<label>ACTION|ORIGIN|INFO)\b"
    r"|(?P<office>[A-Z][A-Z0-9/&]{0,9})-(?P<copies>\d{1,3})(?![\w-])"
    r"|/(?P<sum>\d{3}) ?(?P<method>[A-Z])\b"
)
_LIST = re.compile(
    r"(?:(?:ACTION|ORIGIN|INFO)\b:?\s*|[A-Z][A-Z0-9/&]{0,9}-\d{1,3}(?:\s+|$)|/\d{3} ?[A-Z]\b\s*)+"
)
"""A line of offices and nothing else; an office's own name has letters first: SS-15, L-03."""
_DASHES = re.compile(r"-{10,}[ -]*")
_DRAFTED = re.compile(r"DRAFTED ?BY[ :]*")
_APPROVED = re.compile(r"[AE]PPROVED ?BY[ :]*")
_TIME = re.compile(r"\d{6}Z")
_SERIAL = re.compile(r"(?<![\w/])[0-9A-F]{5,6}(?!\w)")
_COPIES = re.compile(r"/ ?(\d{1,3})\b")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


class Offices(msgspec.Struct, frozen=True, kw_only=True):
    """What these lines say."""

    received: Moment | None
    distribution: Distribution | None
    dash_line: DashLine | None
    drafted_by: str | None
    approved_by: str | None
    cleared_by: tuple[str, ...]


def read_offices(
    lines: Lines, numbers: Sequence[int], created: Moment | None, defects: DefectList
) -> Offices:
    """Read the lines with these numbers; others may stand between them."""
    reader = _OfficeReader(lines)
    for n in numbers:
        reader.line(n)
    return reader.offices(created, defects)


class _OfficeReader:
    """Goes through the lines once and keeps what it found."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._lists: dict[str, list[Office]] = {"ACTION": [], "ORIGIN": [], "INFO": []}
        self._into = "ACTION"
        self._sum: tuple[int, str, Span] | None = None
        self._received: tuple[str, Span] | None = None
        self._dashes: DashLine | None = None
        self._said: dict[str, list[str]] = {}
        """drafted, approved, cleared: the words of their lines."""
        self._saying: str | None = None

    def line(self, n: int) -> None:
        """One line; what it is shows at its beginning."""
        upper, place = self._lines.upper[n], self._lines.words(n)
        if PAGE_LINE.match(upper):
            self._saying = None
            if self._received is None and (time := _TIME.search(upper)):
                span = Span(place.start + time.start(), place.start + time.end())
                self._received = time.group(), span
        elif dashes := _DASHES.match(upper):
            self._saying = None
            self._dash_line(upper, dashes.end(), place)
        elif _LIST.fullmatch(upper):
            self._saying = None
            self._list(upper, place)
        else:
            self._said_by(upper, self._lines.bare[n])

    def _list(self, upper: str, place: Span) -> None:
        for token in _TOKEN.finditer(upper):
            span = Span(place.start + token.start(), place.start + token.end())
            if label := token["label"]:
                self._into = label
            elif name := token["office"]:
                self._lists[self._into].append(Office(name, int(token["copies"]), span))
            elif self._sum is None:
                self._sum = int(token["sum"]), token["method"], span

    def _dash_line(self, upper: str, at: int, place: Span) -> None:
        if self._dashes is not None:
            return
        behind = upper[at:]
        time, copies = _TIME.search(behind), _COPIES.search(behind)
        serial = _SERIAL.search(behind)
        self._dashes = DashLine(
            written=" ".join(behind.split()),
            serial=serial.group() if serial else None,
            time=time.group() if time else None,
            copies=int(copies.group(1)) if copies else None,
            span=place,
        )

    def _said_by(self, upper: str, bare: str) -> None:
        """DRAFTED BY and APPROVED BY; the lines below the second tell who cleared it."""
        at = 0
        if drafted := _DRAFTED.match(upper):
            self._saying, at = "drafted", drafted.end()
            approved = _APPROVED.search(upper, at)
        else:
            approved = _APPROVED.match(upper)
        if approved:
            if words := bare[at : approved.start()].strip():
                self._said.setdefault("drafted", []).append(words)
            self._saying, at = "approved", approved.end()
        elif self._saying == "approved" and self._said.get("approved"):
            self._saying = "cleared"
        if self._saying and (words := bare[at:].strip()):
            self._said.setdefault(self._saying, []).append(words)

    def offices(self, created: Moment | None, defects: DefectList) -> Offices:
        """All of it; a sum that the copies do not make is a defect."""
        distribution = None
        if any(self._lists.values()):
            stated, method, span = self._sum or (None, None, None)
            distribution = Distribution(
                action=tuple(self._lists["ACTION"]),
                origin=tuple(self._lists["ORIGIN"]),
                info=tuple(self._lists["INFO"]),
                stated=stated,
                method=method,
            )
            if span is not None and stated != distribution.copies:
                defects.add("copies-differ", span, found=span.of(self._lines.text))
        return Offices(
            received=self._when_received(created),
            distribution=distribution,
            dash_line=self._dashes,
            drafted_by=" ".join(self._said.get("drafted", ())) or None,
            approved_by=" ".join(self._said.get("approved", ())) or None,
            cleared_by=tuple(self._said.get("cleared", ())),
        )

    def _when_received(self, created: Moment | None) -> Moment | None:
        """Day and time of the PAGE line, in the month of the date-time group or the next."""
        if self._received is None or created is None:
            return None
        time, span = self._received
        year, month = int(created.value[:4]), int(created.value[5:7])
        if time[:2] < created.value[8:10]:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        read = read_dtg(f"{time}{_MONTHS[month - 1]}{year}")
        return msgspec.structs.replace(read, written=time, span=span) if read else None
