"""The transmission lines: who sent the telegram, when, how, to whom.

In: the lines above the classification line. Out: `Header`. Two styles are read: that of 1985-2010
(ACP-127 lines from VZCZC on) and that of 1966-79 (PAGE, ACTION and INFO office lists, dash line).
Every line may be missing; a line that fits nowhere stays unread.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.telegram.cable import Addressee, Envelope
from reftel.telegram.damage import DAMAGE_SIGNS, is_damage
from reftel.telegram.ending import is_stamp
from reftel.telegram.lines import Cutter, Lines
from reftel.telegram.marking import read_classification_line
from reftel.telegram.offices import Offices, read_offices
from reftel.telegram.pagebreaks import PAGE_LINE
from reftel.vocab.classification import read_level
from reftel.vocab.dates import Moment, read_dtg
from reftel.vocab.posts import find_post, is_collective

__all__ = ["DATE_TIME", "FROM", "Header", "is_envelope", "read_header"]

TRANSMISSION = re.compile(r"(?:[A-Z0-9]{0,6})?(VZCZC[A-Z]{2,3}\d{3,4})\S*")
ROUTING = re.compile(r"(ZZ|OO|PP|RR|YY)((?:\s+R[A-Z]{3,7}\b)+)")
RELAYS = re.compile(r"R[A-Z]{3,7}(?:\s+R[A-Z]{3,7})*")
STATION = re.compile(r"DE\s+(R[A-Z]{2,7})\s+#?(\d{4})(?:/(\d\d))?(?:\s+(\d{3})(\d{4}))?\b")
SECURITY = re.compile(r"ZN[RY]\s+[A-Z]{5}(?:\s+Z[A-Z]{2})?")
DATE_TIME = re.compile(
    r"((?:[ZOPRY] )*)\s*((?:\d ?){6}Z\s*[A-Z]{3}\s*(?:\d{4}|\d\s?\d)(?!\d))(.*)",
)
FROM = re.compile(r"FM[ :]\s*(\S.*)")
LABELLED = re.compile(r"(TO|INFO|XMT|ZEN)[ :/]\s*(\S.*)?")
_PRECEDENCE = "NIACT IMMEDIATE|FLASH|IMMEDIATE|PRIORITY|ROUTINE"
_NAMED = (
    r"(?:ZEN/)?(?:(?P<routing>R[A-Z]{3,7})/)?(?P<name>\S*+(?:\s++\S++)*?)"
    rf"(?:\s+(?P<precedence>{_PRECEDENCE}))?"
)
_BEFORE_SERIAL = re.compile(_NAMED + "$")
ADDRESSEE = re.compile(
    _NAMED + rf"(?:\s+(?P<serial>\d{{4}}))?(?:\s+(?P<precedence2>{_PRECEDENCE}))?$"
)
_SHORT_SERIAL = re.compile(rf"(?:SECSTATE WASHDC|\b(?:{_PRECEDENCE}))\s+(\d{{1,3}})$")
"""In the seventies the number was not filled up with zeros. After other names two or three digits
may be the name's own: CTF 150."""
DISTRIBUTION = re.compile(
    r"(?:\d\d$|ACTION\b|ORIGIN\b|INFO\s+[A-Z]+-\d|(?:[A-Z/]+-\d\d\s*)+(?:/\d+ \w)?|DRAFTED ?BY\b|"
    r"[AE]PPROVED BY\b|-{10,}|.*/\d{3} ?[WRA]\b)"
)
ACCOUNTING = re.compile(r"(?:GR\s?\d+|BT|NNNN|STATE GRNC|#\d{4}|Q[A-Z]{2}\b.*)$")

_EDITED = re.compile(r"(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY, \d")
"""A newspaper's own line above the text: the time in words."""
LONGEST = 400
"""Characters; no transmission line is nearly as long (ACP-127 allows 69)."""

PRECEDENCES = {
    "Z": "FLASH",
    "O": "IMMEDIATE",
    "P": "PRIORITY",
    "R": "ROUTINE",
    "Y": "FLASH OVERRIDE",
}
DOUBLED = {
    "ZZ": "FLASH",
    "OO": "IMMEDIATE",
    "PP": "PRIORITY",
    "RR": "ROUTINE",
    "YY": "FLASH OVERRIDE",
}
_DATE_TIME_BEGINS = frozenset("ZOPRY0123456789")
"""A precedence or a digit. Most lines fit one pattern, and a letter tells which it can be."""


class Header(msgspec.Struct, frozen=True):
    """What the transmission lines say."""

    envelope: Envelope
    created: Moment | None
    sender: Addressee | None
    action: tuple[Addressee, ...]
    info: tuple[Addressee, ...]
    offices: Offices | None = None
    """What the lines of 1966-79 say, where there are any."""


def is_envelope(line: str) -> bool:
    """Whether a line in capitals can only be a transmission line."""
    if not line:
        return False
    first = line[0]
    if first == "V":
        return line.startswith("VZCZC")
    if first == "F":
        return FROM.match(line) is not None
    if first == "D":
        return STATION.match(line) is not None
    if first in _DATE_TIME_BEGINS:
        return (
            DATE_TIME.match(line) is not None
            or (first == "Z" and SECURITY.match(line) is not None)
            or (line[:2] in DOUBLED and ROUTING.match(line) is not None)
            or (first == "P" and PAGE_LINE.match(line) is not None)
        )
    return False


def read_header(lines: Lines, first: int, last: int, cutter: Cutter, defects: DefectList) -> Header:
    """Read lines `first` to `last` (not included) and cut them into pieces."""
    facts: dict[str, object] = {}
    relays: list[str] = []
    action: list[Addressee] = []
    info: list[Addressee] = []
    exempt: list[Addressee] = []
    office_lines: list[int] = []
    created: Moment | None = None
    dated = False
    sender: Addressee | None = None
    state = ""
    starts = lines.starts
    for n in range(first, last):
        line = lines.upper[n]
        end = starts[n + 1]
        if not line:
            cutter.cut("blank", end)
            continue
        if len(line) > LONGEST:
            cutter.cut("unread", end)
            defects.add("line-unread", lines.words(n), found=lines.bare[n])
            continue
        if line[0] in DAMAGE_SIGNS and is_damage(line):
            cutter.cut("damage", end)
            continue
        if line[0] in "MTWFS" and _EDITED.match(line):
            cutter.cut("stamp", end)
            continue
        if "REVIEW" in line and is_stamp(line):
            cutter.cut("stamp", end)
            continue
        if state in ("to", "info", "exempt") and not is_envelope(line):
            labelled = LABELLED.match(line)
            if labelled is None:
                if ACCOUNTING.match(line):
                    cutter.cut("accounting", end)
                    continue
                if read_level(line) and _page_ends(lines, n + 1, last):
                    cutter.cut("page-break", end)  # the foot of a printed page
                    continue
                {"to": action, "info": info, "exempt": exempt}[state].append(
                    _addressee(lines, n, 0)
                )
                cutter.cut(state, end)
                continue
        if "VZCZC" in line and (found := TRANSMISSION.match(line)):
            facts["transmission"] = found.group(1)
            kind = "transmission"
            state = "transmission"
        elif line[:2] in DOUBLED and (found := ROUTING.match(line)):
            facts["precedence"] = DOUBLED[found.group(1)]
            relays += found.group(2).split()
            kind = state = "routing"
        elif state == "routing" and RELAYS.fullmatch(line):
            relays += line.split()
            kind = "routing"
        elif line.startswith("DE") and (found := STATION.match(line)):
            facts["station"], facts["serial"] = found.group(1), found.group(2)
            facts["section"] = int(found.group(3)) if found.group(3) else None
            facts["filed_day"] = int(found.group(4)) if found.group(4) else None
            facts["filed_time"] = found.group(5)
            kind = state = "station"
        elif line.startswith("ZN") and (found := SECURITY.match(line)):
            facts["security"] = " ".join(line.split())
            kind = state = "security"
        elif (
            created is None
            and (line[0] in _DATE_TIME_BEGINS or line[0].isdigit())
            and (found := DATE_TIME.match(line))
        ):
            dated = True
            place = lines.words(n)
            group = Span(place.start + found.start(2), place.start + found.end(2))
            created = read_dtg(group.of(lines.text), group)
            if created is None:
                defects.add("date-time-impossible", group, found=group.of(lines.text))
            marks = found.group(1).split()
            if marks:
                facts["precedence"] = PRECEDENCES[marks[0]]
                facts["info_precedence"] = PRECEDENCES[marks[1]] if len(marks) > 1 else None
            facts["signals"] = tuple(found.group(3).split())
            kind = state = "date-time"
        elif line.startswith("FM") and (found := FROM.match(line)):
            sender = _addressee(lines, n, found.start(1))
            kind = state = "from"
        elif (found := LABELLED.match(line)) and (
            dated or sender is not None or lines.bare[n] == line
        ):
            # Above the telegram such a line in small letters is prose: "To: whom it may concern".
            label = found.group(1)
            state = {"TO": "to", "INFO": "info", "XMT": "exempt", "ZEN": state or "to"}[label]
            if state == "info" and DISTRIBUTION.match(line) and sender is None:
                kind = state = "distribution"
            else:
                if found.group(2):
                    into = {"to": action, "info": info, "exempt": exempt}.get(state, action)
                    into.append(_addressee(lines, n, found.start(2)))
                kind = state
        elif PAGE_LINE.match(line) or DISTRIBUTION.match(line) or state == "distribution":
            kind = "distribution"
            state = "distribution"
        elif ACCOUNTING.match(line):
            kind = "accounting"
        elif (copy := read_classification_line(line)) is not None and copy.serial is not None:
            kind = "classification"  # a copy of the line heads the header: 09STATE100153
        elif read_level(line) and _page_ends(lines, n + 1, last):
            kind = "page-break"  # the level that heads a printed page, the first one too
        else:
            kind = "unread"
            defects.add("line-unread", lines.words(n), found=lines.bare[n])
        if kind == "distribution":
            office_lines.append(n)
        cutter.cut(kind, end)
    if not dated:
        defects.add("date-time-missing")
    envelope = msgspec.convert(facts | {"relays": tuple(relays), "exempt": ()}, Envelope)
    if exempt:
        envelope = msgspec.structs.replace(envelope, exempt=tuple(exempt))
    offices = read_offices(lines, office_lines, created, defects) if office_lines else None
    if offices is not None and offices.dash_line is not None:
        envelope = msgspec.structs.replace(envelope, dash_line=offices.dash_line)
    return Header(envelope, created, sender, tuple(action), tuple(info), offices)


def _page_ends(lines: Lines, n: int, last: int) -> bool:
    """Whether the next line with words, from line `n` on, heads a page."""
    below = next((line for line in lines.upper[n:last] if line), "")
    return PAGE_LINE.match(below) is not None


@lru_cache(maxsize=8192)
def _name_facts(name: str) -> tuple[bool, str | None]:
    found = find_post(name)
    return is_collective(name), found.station if found else None


@lru_cache(maxsize=8192)
def _address(
    upper: str, pattern: re.Pattern[str]
) -> tuple[str | None, int, int, str | None, str | None]:
    """Routing indicator, where the name begins and ends, precedence, serial."""
    found = pattern.match(upper)
    assert found is not None  # every part of both patterns may be empty
    facts = found.groupdict()
    return (
        facts["routing"],
        found.start("name"),
        found.end("name"),
        facts["precedence"] or facts.get("precedence2"),
        facts.get("serial"),
    )


def _addressee(lines: Lines, n: int, start: int) -> Addressee:
    """The addressee on line `n`, from character `start` of its words on."""
    place = lines.words(n)
    written = lines.bare[n][start:].strip()
    upper = written.upper()
    if upper[-4:].isdecimal() and upper[-5:-4].isspace():
        # The number is another in each cable, what stands before it is not.
        routing, begin, end, precedence, _ = _address(upper[:-5].rstrip(), _BEFORE_SERIAL)
        serial: str | None = upper[-4:]
    elif upper[-1:].isdecimal() and (short := _SHORT_SERIAL.search(upper)):
        routing, begin, end, precedence, _ = _address(
            upper[: short.start(1)].rstrip(), _BEFORE_SERIAL
        )
        serial = short.group(1)
    else:
        routing, begin, end, precedence, serial = _address(upper, ADDRESSEE)
    name = written[begin:end].strip()
    collective, station = _name_facts(name.upper())
    return Addressee(
        name,
        routing,
        precedence,
        serial,
        collective,
        station,
        Span(place.end - len(written), place.end),
    )
