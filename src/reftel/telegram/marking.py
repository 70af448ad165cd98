"""What the marking says: level, captions, sections, order, who classified it.

In: single lines or stretches of a telegram's top. Out: their values. The tables of levels and
captions are the vocabulary's; here is only where they stand in a line.
"""

from __future__ import annotations

import re

import msgspec

from reftel.spans import Span
from reftel.telegram.cable import ClassifiedBy, Declassification
from reftel.vocab.classification import read_level
from reftel.vocab.dates import read_day
from reftel.vocab.declassification import read_code, read_order

__all__ = [
    "ORDER",
    "ClassificationLine",
    "read_classification_line",
    "read_classified_by",
    "read_declassification",
]

_BLANK = r"\s{0,3}"


def _letters(word: str) -> str:
    """A pattern for a word in plain or spaced letters, its first letter lost or doubled."""
    first, *rest = word
    spaced = _BLANK.join(re.escape(letter) for letter in rest if letter != " ")
    return f"(?:{first}{_BLANK}){{0,2}}{spaced}"


_LEVEL = re.compile(
    "(?:"
    + "|".join(
        (
            _letters("UNCLASSIFIED") + r"(?:\s*/+\s*FOR OFFICIAL USE ONLY|\s*/+\s*FOUO)?",
            _letters("UNCLAS"),
            _letters("CONFIDENTIAL"),
            "T" + _BLANK + _letters("OP SECRET"),
            _letters("SECRET"),
            _letters("LIMITED OFFICIAL USE"),
        )
    )
    + r")(?![A-Z])"
)
_SECTION = re.compile(r"(?:FINAL )?(?:SECTION|SECT|SEC)\s+(\d{1,2})\s*OF\s*(\d{1,2})(?!\d)\s*")
_CAPTION = re.compile(
    r"(?://?\s*)?(NOFORN|N\s?O\s?F\s?O\s?R\s?N|SENSITIVE|SIPDIS|NODIS|EXDIS|LIMDIS|STADIS|ORCON|FOUO"
    r"|FOR OFFICIAL USE ONLY|E\s?F\s?T\s?O|NOCONTRACT|CORRECTED COPY|C O R R E C T E D\s+C O P Y)"
    r"(?![A-Z])[\s/]*"
)
_POST_NUMBER = re.compile(r"([A-Z0-9][A-Z .'/()-]{0,40}?)\s+(\d{1,8})(?!\d)(?:\s+(.*))?$")
_POST_AIRGRAM = re.compile(r"([A-Z][A-Z .'-]{0,40}?)\s+(A-\d{1,5})(?!\d)(?:\s+(.*))?$")

ORDER = re.compile(
    r"[( ]{0,3}[A-Z/]{0,5}[) ]{0,3}E\s?\.?\s?O\s?[.:;]?\s{0,3}(1\d{4})\s?[:;.,]?\s*|E\.?O\.?\s?:\s*"
)
_DECL = re.compile(r"(?:DECL(?:AS(?:SIFY)?)?|DECLASSIFY ON)\s*[:;.]?\s*")
_REASONS = re.compile(
    r"\b(?:1\s?[.,]\s?[45]|1\.6|3\.3)\b[^A-Z]{0,3}((?:\(?[A-H]\)?(?:\s*(?:,|AND|&|/|;|\s)\s*)?)*)"
)
_REASON_LETTERS = re.compile(r"[A-H](?![A-Z])")
_REASON_SECTION = re.compile(r"\b(1)\s?[.,]\s?([456])")
_FOR_REASONS = re.compile(
    r"[,.;: ]*\b(?:FOR )?(?:REASONS?|PER|SECTION|EO|E\.O\.|UNDER)\b[^\n]{0,80}?(?=1\s?[.,]\s?[456])"
    r"|[,.;: ]*\bREASONS?\b"
)
_CLASSIFIED_LABEL = re.compile(
    r"(?:CLASSIFIED|CLASSIFED|CLASSIFICATION|DERIVED)\s*(?:BY|FROM)\s*[:;.-]?\s*|CLASSIFIER\s*[:;.]\s*"
)


class ClassificationLine(msgspec.Struct, frozen=True):
    """A classification line taken apart; places are counted from the line's first character."""

    level: str
    """Plain level: UNCLASSIFIED, CONFIDENTIAL, …"""
    damaged: bool
    """Its first letter was lost or doubled."""
    captions: tuple[tuple[str, int, int], ...]
    section: tuple[int, int, int, int] | None
    """Number, total, start, end."""
    post: str | None
    post_start: int
    serial: int | None
    airgram: bool
    rest: str
    """What stands after the number."""


def read_classification_line(line: str) -> ClassificationLine | None:
    """Read one line in capitals; None when it begins with no level."""
    if len(line) > 200:
        return None
    found = _LEVEL.match(line)
    if found is None:
        return None
    words = found.group()
    level = read_level(words)
    if level is None:
        return None
    plain = "".join(words.split())
    damaged = not plain.startswith(("UNCLAS", "CONF", "SECR", "TOPS", "LIMI"))
    at = found.end()
    captions: list[tuple[str, int, int]] = []
    section: tuple[int, int, int, int] | None = None
    while at < len(line):
        if line[at] in " \t/,":
            at += 1
        elif caption := _CAPTION.match(line, at):
            captions.append((_plain(caption.group(1)), caption.start(1), caption.end(1)))
            at = caption.end()
        elif (mark := _SECTION.match(line, at)) and section is None:
            section = (
                int(mark.group(1)),
                int(mark.group(2)),
                mark.start(),
                len(mark.group().rstrip()) + at,
            )
            at = mark.end()
        else:
            break
    post, serial, rest, airgram = None, None, line[at:], False
    post_start = at
    if number := _POST_NUMBER.match(line, at):
        post, serial, rest = number.group(1).strip(), int(number.group(2)), number.group(3) or ""
    elif number := _POST_AIRGRAM.match(line, at):
        post, serial, rest = (
            number.group(1).strip(),
            int(number.group(2)[2:]),
            number.group(3) or "",
        )
        airgram = True
    if rest:
        tail = len(line) - len(rest)
        while caption := _CAPTION.match(line, tail):
            captions.append((_plain(caption.group(1)), caption.start(1), caption.end(1)))
            tail = caption.end()
        if section is None and (mark := _SECTION.match(line, tail)):
            section = (int(mark.group(1)), int(mark.group(2)), mark.start(), mark.end())
            tail = mark.end()
        rest = line[tail:].strip()
    return ClassificationLine(
        level.name, damaged, tuple(captions), section, post, post_start, serial, airgram, rest
    )


def _plain(caption: str) -> str:
    joined = "".join(caption.split())
    return {
        "FOROFFICIALUSEONLY": "FOUO",
        "CORRECTEDCOPY": "CORRECTED COPY",
    }.get(joined, joined)


def read_declassification(written: str, span: Span) -> Declassification:
    """What an E.O. line says; `written` is the stretch, its lines joined by blanks."""
    upper = written.upper()
    found = ORDER.match(upper)
    order = found.group(1) or "" if found else ""
    rest = written[found.end() :].strip() if found else written
    if order:
        order = read_order(order).order
    decl = _DECL.match(rest.upper())
    value = rest[decl.end() :].strip() if decl else rest
    code = read_code(value) or read_code(rest)
    moment = read_day(value)
    if moment is None and (day := _DAY.search(value)):
        moment = read_day(day.group())
    event = None
    if moment is None and code is None and value:
        event = value
    return Declassification(order, rest, moment, code, event, span)


_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*"
_DAY = re.compile(
    rf"\d{{1,4}}[/-]\d{{1,2}}[/-]\d{{2,4}}|{_MONTH}\.? \d{{1,2}},? ?\d{{4}}|\d{{1,2}} {_MONTH} \d{{4}}",
    re.IGNORECASE,
)


def read_classified_by(written: str, spans: tuple[Span, ...]) -> ClassifiedBy:
    """Name, title and reasons of a "Classified By" stretch, its lines joined by blanks."""
    upper = written.upper()
    label = _CLASSIFIED_LABEL.search(upper)
    start = label.end() if label else 0
    reasons = _reasons(upper[start:])
    cut = _FOR_REASONS.search(upper, start)
    section = _REASON_SECTION.search(upper, start)
    stop = min(
        (m.start() for m in (cut, section) if m is not None),
        default=len(written),
    )
    who = written[start:stop].strip(" ,.;:()\n")
    title: str | None = None
    name: str | None = who or None
    if "," in who:
        left, _, right = who.partition(",")
        name, title = left.strip(), right.strip(" ,.;") or None
        if _TITLE_FIRST.match(left.upper()) and title:
            name, title = title, name
    elif words := _TITLE_FIRST.match(who.upper()):
        title = who[: words.end()].strip(" ,:")
        name = who[words.end() :].strip(" ,:") or None
    return ClassifiedBy(written, name, title, reasons, spans)


_TITLE_FIRST = re.compile(
    r"(?:THE )?(?:AMB(?:ASSADOR)?|CHARGE(?: D'AFFAIRES)?(?:,? A\.?I\.?)?|(?:ACTING )?DCM"
    r"|DEPUTY CHIEF OF MISSION|(?:ACTING )?CONSUL GENERAL"
    r"|(?:POL|ECON|POLITICAL|ECONOMIC)[A-Z/-]*(?: (?:COUNSELOR|OFFICER|CHIEF))?"
    r"|(?:ACTING )?[A-Z]+ COUNSELOR|CDA|PRINCIPAL OFFICER|A/?S|EUR|NEA|WHA|EAP|AF|SCA)\b\.?[ :]*"
)


def _reasons(upper: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for section in _REASON_SECTION.finditer(upper):
        number = f"1.{section.group(2)}"
        tail = upper[section.end() : section.end() + 60]
        stop = _NOT_REASONS.search(tail)
        for letter in _REASON_LETTERS.finditer(tail[: stop.start()] if stop else tail):
            found[f"{number}({letter.group().lower()})"] = None
        if not any(reason.startswith(number) for reason in found):
            found[number] = None
    return tuple(found)


_NOT_REASONS = re.compile(r"\b(?!AND\b|OR\b)[A-Z]{2,}|1\s?[.,]\s?[456]|[.!?](?=\s|$)|\d")
