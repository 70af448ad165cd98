"""What the marking says: level, captions, sections, order, who classified it.

In: single lines or stretches of a telegram's top. Out: their values. The tables of levels and
captions are the vocabulary's; here is only where they stand in a line.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from reftel.spans import Span
from reftel.telegram.cable import ClassifiedBy, Declassification
from reftel.vocab.captions import forms_beside_levels
from reftel.vocab.classification import level_at, level_of_mark
from reftel.vocab.declassification import read_order, read_terms

__all__ = [
    "ORDER",
    "ClassificationLine",
    "read_classification_line",
    "read_classified_by",
    "read_declassification",
]

_SECTION = re.compile(
    r"(?:SECTION|SECT|SEC)\s+(\d{1,2})\s*OF\s*(\d{1,2})(?!\d)\s*"
    r"|FINAL\s+(?:SECTION|SECT|SEC)(?:\s+(\d{1,2}))?\s*OF\s*(\d{1,2})(?!\d)\s*"
)
"""SECTION 01 OF 03; the last may be FINAL SECTION OF 03."""
_CAPTIONS = {
    form: name for form, name in forms_beside_levels().items() if level_of_mark(name) is None
}
"""Letters of a form to its caption. LIMITED OFFICIAL USE is a caption too, but here the level."""
_CAPTION = re.compile(
    r"(?://?\s*)?("
    + "|".join(r"\s{0,2}".join(form) for form in sorted(_CAPTIONS, reverse=True))
    + r")(?![A-Z])[\s/]*"
)
"""In plain or spaced letters; of two forms the longer one counts."""
_POST_NUMBER = re.compile(
    r"([A-Z0-9][A-Z .'/()-]{0,40}?)\s+(\d{1,8})(?!\d)(?:[A-Z](?!\S))?(?:\s+(.*))?$"
)
_POST_AIRGRAM = re.compile(r"([A-Z][A-Z .'-]{0,40}?)\s+(A-\d{1,5})(?!\d)(?:\s+(.*))?$")

_LONGEST = 1000
"""Characters of a stretch that are read; the longest real ones have some three hundred."""

ORDER = re.compile(
    r"[( ]{0,3}[A-Z/]{0,5}[) ]{0,3}E\s?\.?\s?O\s?[.:;]{0,2}\s{0,3}(1\d{4})\s?[:;.,]?\s*"
    r"|E\.?O\.?\s?:\s*"
)
_DECL = re.compile(r"(?:DECL(?:AS(?:SIFY)?)?|DECLASSIFY ON)\s*[:;.]?\s*")
_REASONS = re.compile(
    r"\b(?:1\s?[.,]\s?[45]|1\.6|3\.3)\b[^A-Z]{0,3}((?:\(?[A-H]\)?(?:\s*(?:,|AND|&|/|;|\s)\s*)?)*)"
)
_REASON_LETTERS = re.compile(r"(?<![A-Z])[A-H](?![A-Z])")
_REASON_SECTION = re.compile(r"\b(1)\s?[.,]\s?([456])")
_FOR_REASONS = re.compile(
    r"[,.;: ]*\b(?:FOR )?(?:REASONS?|PER|SECTION|EO|E\.O\.|UNDER)(?!\w)"
    r"[^\n]{0,80}?(?=1\s?[.,]\s?[456])"
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
    found = level_at(line)
    if found is None:
        return None
    level, at = found
    plain = "".join(line[:at].split())
    damaged = not plain.startswith(("UNCLAS", "CONF", "SECR", "TOPS", "LIMI"))
    captions = [*_inside_level(line[:at])]
    section: tuple[int, int, int, int] | None = None
    while at < len(line):
        if line[at] in " \t/,":
            at += 1
        elif caption := _CAPTION.match(line, at):
            captions.append((_plain(caption.group(1)), caption.start(1), caption.end(1)))
            at = caption.end()
        elif (mark := _SECTION.match(line, at)) and section is None:
            section = _section(mark)
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
            section = _section(mark)
            tail = mark.end()
        rest = line[tail:].strip()
    return ClassificationLine(
        level.name, damaged, tuple(captions), section, post, post_start, serial, airgram, rest
    )


@lru_cache(maxsize=1024)
def _inside_level(level: str) -> tuple[tuple[str, int, int], ...]:
    """The captions in a level: UNCLAS SENSITIVE and SECRET NOFORN are forms of one."""
    return tuple(
        [
            (_plain(caption.group(1)), caption.start(1), caption.end(1))
            for caption in _CAPTION.finditer(level)
        ]
    )


def _section(mark: re.Match[str]) -> tuple[int, int, int, int]:
    """Number, total, start and end of a section mark; the final one has the total's number."""
    number, total, final, of = mark.groups()
    last = total or of
    return (
        int(number or final or last),
        int(last),
        mark.start(),
        len(mark.group().rstrip()) + mark.start(),
    )


def _plain(caption: str) -> str:
    return _CAPTIONS["".join(caption.split())]


def read_declassification(text: str, span: Span) -> Declassification:
    """What the E.O. line at `span` says; it may run over several lines."""
    written = span.of(text)[:_LONGEST]
    upper = written.upper() if len(written.upper()) == len(written) else written
    found = ORDER.match(upper)
    start = found.end() if found else 0
    order = read_order(found.group(1) or "") if found else None
    terms = read_terms(written[start:], span.start + start)
    return Declassification(
        order.number if order else "",
        " ".join(written[start:].split()),
        terms.date,
        terms.code,
        terms.event,
        span,
    )


def read_classified_by(written: str, spans: tuple[Span, ...]) -> ClassifiedBy:
    """Name, title and reasons of a "Classified By" stretch, its lines joined by blanks."""
    written = written[:_LONGEST]
    upper = written.upper() if len(written.upper()) == len(written) else written
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
        if words := _TITLE_FIRST.match(left.upper()):
            # "DCM, Rupert Hentzau" or "DCM Rupert Hentzau, EUR": what is left of the title counts.
            behind = left[words.end() :].strip(" ,:")
            name, title = behind or title, left[: words.end()].strip(" ,:")
    elif words := _TITLE_FIRST.match(who.upper()):
        title = who[: words.end()].strip(" ,:")
        name = who[words.end() :].strip(" ,:") or None
    return ClassifiedBy(written, name, title, reasons, spans)


_TITLE_FIRST = re.compile(
    r"(?:THE )?(?:AMB(?:ASSADOR)?|CHARGE(?: D'AFFAIRES)?(?:,? A\.?I\.?)?|(?:ACTING )?DCM"
    r"|DEPUTY CHIEF OF MISSION|(?:ACTING )?CONSUL GENERAL"
    r"|(?:POL|ECON)(?:ITICAL|OMIC|OFF|COUNS|CHIEF|AD|MIL)?(?:[/-][A-Z/-]+)?"
    r"(?: (?:COUNSELOR|OFFICER|CHIEF))?"
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
