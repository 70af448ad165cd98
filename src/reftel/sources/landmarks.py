"""How a telegram is known by its lines, before anything is parsed.

In: bytes. Out: patterns that find a line no other writing has. They only decide whether a text is
a telegram and where its body begins; reading the lines is the parser's work.
"""

from __future__ import annotations

import re

__all__ = [
    "CLASSIFICATION",
    "DATE_TIME",
    "FROM",
    "LABELS",
    "LINES",
    "MESSAGE_END",
    "MESSAGE_START",
    "PAGE_HEAD",
    "STATION",
    "any_landmark",
    "first_line",
    "is_telegram",
    "with_lines_above",
]

CLASSIFICATION = re.compile(
    rb"^[ \t]*(?i:U? ?N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?|C{0,2} ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L"
    rb"|(?:T ?O ?P ?)?S{0,2} ?E ?C ?R ?E ?T|L ?I ?M ?I ?T ?E ?D ?O ?F ?F ?I ?C ?I ?A ?L ?U ?S ?E)\b"
    rb"[^\r\n]{0,80}?\b[A-Z][A-Z.'-]{2,}[ \t]+(\d{1,8})[ \t]*(?:[A-Z/][A-Z/, \t]*)?\r*$",
    re.MULTILINE,
)
"""Level, then post and number. First letters may be lost or doubled, the level lower-cased."""
DATE_TIME = re.compile(
    rb"^[ \t]*(?:[ZOPRYM]{1,2}[ \t/]+){0,4}\d{6}Z[ \t]+(?i:[A-Z]{3})[ \t]+\d{2,4}\b", re.MULTILINE
)
"""Precedences and date-time group; the newspapers' copies keep the group alone."""
FROM = re.compile(rb"^[ \t]*FM[ \t]+[A-Z]", re.MULTILINE)
LABELS = re.compile(
    rb"^[ \t]*(?:(TAGS?[ \t]*:|TAGS[ \t]+[A-Z])|(SUBJ(?:ECT)?[ \t]*[:.])"
    rb"|(E\.?[ \t]?O\.?[ \t]*\d{5}))",
    re.MULTILINE,
)
"""The lines at the top of a body: TAGS, SUBJECT, executive order."""
MESSAGE_END = re.compile(rb"^[ \t]*NNNN[ \t\r]*$", re.MULTILINE)
MESSAGE_START = re.compile(rb"^[ \t]*V?ZCZC[A-Z]{0,3}\d{0,4}[ \t\r]*$", re.MULTILINE)
PAGE_HEAD = re.compile(rb"^[ \t]*PAGE[ \t]+0?\d{1,2}[ \t]+[A-Z]{3,}[ \t]+\d{3,}", re.MULTILINE)
"""The head of a page of 1966-79."""
STATION = re.compile(rb"^[ \t]*DE[ \t]+[A-Z]{4,7}\b", re.MULTILINE)
LINES = (MESSAGE_START, PAGE_HEAD, STATION, DATE_TIME, FROM, CLASSIFICATION, LABELS)
"""All lines with which a telegram may begin, or what is left of one."""
_ABOVE = re.compile(
    rb"^(?:(?:ZZ|OO|PP|RR)(?: [A-Z]{4,7})+|UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET)"
    rb"[ \t\r]*\n(?:[ \t\r]*\n)?\Z",
    re.MULTILINE,
)
"""Lines that may stand right above the first landmark: routing, a level alone."""
_MOST_ABOVE = 4


def is_telegram(data: bytes, start: int = 0, end: int | None = None) -> bool:
    """Whether two landmarks that go together stand in these bytes.

    One alone is not enough: a novel may begin a line with SECRET or with SUBJECT.
    """
    stop = len(data) if end is None else end
    labels = {found.lastindex for found in LABELS.finditer(data, start, stop)}
    if len(labels) > 1:
        return True
    dated = DATE_TIME.search(data, start, stop) is not None
    if dated and (FROM.search(data, start, stop) or STATION.search(data, start, stop)):
        return True
    classified = CLASSIFICATION.search(data, start, stop)
    if classified and (len(classified[1]) > 5 or labels or dated):
        return True
    return bool(PAGE_HEAD.search(data, start, stop) and (classified or dated or labels)) or bool(
        MESSAGE_START.search(data, start, stop) and (dated or STATION.search(data, start, stop))
    )


def any_landmark(data: bytes, start: int, end: int) -> bool:
    """Whether a single line of a telegram stands in these bytes."""
    lines = (CLASSIFICATION, DATE_TIME, FROM, LABELS, PAGE_HEAD, STATION)
    return any(line.search(data, start, end) for line in lines)


def first_line(data: bytes, start: int, end: int) -> int | None:
    """Where the first landmark stands in these bytes, or the line above that belongs to it."""
    found = [line.start() for pattern in LINES if (line := pattern.search(data, start, end))]
    return with_lines_above(data, start, min(found)) if found else None


def with_lines_above(data: bytes, low: int, start: int) -> int:
    """Where a telegram begins whose first landmark stands at `start`; not before `low`."""
    for _ in range(_MOST_ABOVE):
        found = _ABOVE.search(data, max(low, start - 200), start)
        if found is None:
            break
        start = found.start()
    return start
