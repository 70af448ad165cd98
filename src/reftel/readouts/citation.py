"""How a scholar cites a cable, or one of its paragraphs.

In: the record of a cable, and the address of a paragraph if one is meant. Out: one citation in one
style. It names what anyone can check: post, number, date, subject, level, the address, and where
and when it was published; and of several versions the one it is, where that is not the preferred
one, by its number and the beginning of its digest, since a number may change with what is added to
an archive. Nothing depends on the day it is made, so there is no "accessed".

Telegrams are cited by post, number and date (the Chicago Manual's way with government records and
the National Archives' General Information Leaflet 17); the time of day is kept, since posts send
several on a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from reftel.errors import Misuse
from reftel.readouts.record import CableRecord, ParagraphRecord

__all__ = ["STYLES", "cite"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DEPARTMENT = "United States Department of State"
_FILES = "Central Foreign Policy Files, 1973–79"


def cite(record: CableRecord, style: str, paragraph: ParagraphRecord | None = None) -> str:
    """The citation, without a line end. Misuse when there is no such style."""
    try:
        write = STYLES[style]
    except KeyError:
        raise Misuse(
            "There is no style {style}; choose one of {styles}.",
            style=repr(style),
            styles=", ".join(STYLES),
        ) from None
    return write(_Cited(record, paragraph))


class _Cited:
    """The parts that every style arranges in its own way; the empty ones are empty strings."""

    def __init__(self, record: CableRecord, paragraph: ParagraphRecord | None) -> None:
        self.record = record
        self.paragraph = paragraph
        self.id = record.id or ""
        self.address = paragraph.address if paragraph else self.id
        self.sender = record.origin.name if record.origin else "Unknown post"
        self.receiver = next((one.post or one.name for one in record.action), "")
        self.subject = " ".join((record.subject or "").split())
        self.level = record.classification.level if record.classification else ""
        self.parts = _parts(record.created.value if record.created else "")
        self.serial = next(iter(re.findall(r"[0-9]+$", self.id)), "")
        self.document = next(
            (
                claim.value
                for page in record.pages
                for claim in page.claims
                if claim.name.casefold() == "document number"
            ),
            "",
        )

    @property
    def date(self) -> str:
        """January 25, 2008."""
        return _words(self.parts)

    @property
    def time(self) -> str:
        """1526Z, or nothing where the minute is not known."""
        return f"{self.parts[3]:02d}{self.parts[4]:02d}Z" if len(self.parts) > 4 else ""

    @property
    def version(self) -> str:
        """Version 2 (4f2af47c0b8f); nothing where it is the preferred one."""
        number = self.record.version
        if number == 1:
            return ""
        digest = next((one.digest for one in self.record.versions if one.number == number), "")
        return f"version {number} ({digest[:12]})" if digest else f"version {number}"

    @property
    def released(self) -> str:
        """August 26, 2011."""
        return _words(_parts(self.record.released or "")[:3])

    @property
    def pinpoint(self) -> str:
        """Paragraph 4, or the address where it has no number."""
        if self.paragraph is None:
            return ""
        number = self.paragraph.number
        return f"par. {number}" if number is not None else self.paragraph.address.partition("#")[2]


def _parts(value: str) -> tuple[int, ...]:
    """Year, month, day, hour, minute of an ISO 8601 value, as many as it has."""
    return tuple(int(digits) for digits in re.findall(r"[0-9]+", value)[:5])


def _words(parts: tuple[int, ...]) -> str:
    if len(parts) >= 3:
        return f"{_MONTHS[parts[1] - 1]} {parts[2]}, {parts[0]}"
    if len(parts) == 2:
        return f"{_MONTHS[parts[1] - 1]} {parts[0]}"
    return str(parts[0]) if parts else "undated"


_FULL_STOP = re.compile(r"(?<=\w{2})\.\Z")
"""The end of a subject, that of U.S. or of three points left out; a comma takes its place."""


def _joined(*parts: str) -> str:
    """A sentence; a comma after a quotation stands inside it, as American style has it."""
    shown = [part for part in parts if part]
    inside = [
        f"{_FULL_STOP.sub('', part[:-1])},”" if part.endswith("”") else f"{part},"
        for part in shown[:-1]
    ]
    return " ".join([*inside, *shown[-1:]]) + "."


def _level(level: str) -> str:
    """Confidential, NOFORN."""
    first, *more = level.split("//")
    words = [first.capitalize(), *(one if one == "NOFORN" else one.title() for one in more)]
    return ", ".join(word for word in words if word)


def _chicago(one: _Cited) -> str:
    """A note as in the Chicago Manual of Style."""
    subject = one.subject.replace("“", "‘").replace("”", "’")
    return _joined(
        f"{one.sender} to {one.receiver}" if one.receiver else one.sender,
        f"“{subject}”" if subject else "",
        f"telegram {one.id}" if one.id else "telegram",
        one.version,
        one.date,
        one.time,
        _level(one.level).lower().replace("noforn", "NOFORN"),
        one.pinpoint,
        f"released {one.released}" if one.record.released else "",
    )


def _nara(one: _Cited) -> str:
    """As the National Archives ask: from the record to the record group."""
    held = [f"document number {one.document}", _FILES, "Record Group 59",
            "National Archives at College Park, MD"] if one.document else []  # fmt: skip
    return _joined(
        f"Telegram {one.serial}" if one.serial else "Telegram",
        one.version,
        f"{one.sender} to {one.receiver}" if one.receiver else one.sender,
        f"“{one.subject}”" if one.subject else "",
        one.date,
        one.time,
        _level(one.level),
        one.pinpoint,
        *(held or [one.address, _DEPARTMENT]),
    )


_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _bibtex(one: _Cited) -> str:
    """A @techreport: the entry that has an institution and a number."""
    month = _MONTHS[one.parts[1] - 1][:3].lower() if len(one.parts) > 1 else ""
    note = _joined(
        _level(one.level), one.date, one.time, one.version, one.pinpoint and _address(one)
    )
    fields = [
        ("author", f"{{{_tex(one.sender)}}}"),
        ("title", f"{{{_tex(one.subject or 'Untitled telegram')}}}"),
        ("institution", _tex(_DEPARTMENT)),
        ("type", "Telegram"),
        ("number", _tex(one.id)),
        ("year", str(one.parts[0]) if one.parts else ""),
        ("note", _tex(note)),
    ]
    body = [f"  {name} = {{{value}}}" for name, value in fields if value]
    if month:
        body.append(f"  month = {month}")
    key = re.sub(r"[^A-Za-z0-9]+", "-", _name(one)).strip("-")
    return f"@techreport{{{key},\n" + ",\n".join(body) + "\n}"


def _address(one: _Cited) -> str:
    return f"at {one.address}"


def _name(one: _Cited) -> str:
    """What tells this citation from others, for programs that keep many."""
    version = f" v{one.record.version}" if one.version else ""
    return (one.address or "telegram") + version


def _ris(one: _Cited) -> str:
    """A government document for reference managers."""
    day = "/".join(f"{part:02d}" for part in one.parts[:3])
    lines = [
        ("TY", "GOVDOC"),
        ("AU", one.sender),
        ("TI", one.subject),
        ("DA", f"{day}/" if day else ""),
        ("PY", str(one.parts[0]) if one.parts else ""),
        ("PB", _DEPARTMENT),
        ("M1", one.id),
        ("M3", "Telegram"),
        ("ET", one.version),
        ("SP", one.pinpoint),
        ("N1", one.level),
        *(("KW", tag.name) for tag in one.record.tags),
        ("ID", _name(one)),
    ]
    # A line end inside a value would begin a new field.
    return "\n".join(
        [f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value] + ["ER  - "]
    )


def _csl(one: _Cited) -> str:
    """CSL JSON, an array of one item, as citation processors read it."""
    item: dict[str, Any] = {
        "id": _name(one),
        "type": "report",
        "genre": "Telegram",
        "author": [{"literal": one.sender}],
        "publisher": _DEPARTMENT,
    }
    if one.subject:
        item["title"] = one.subject
    if one.id:
        item["number"] = one.id
    if one.version:
        item["version"] = one.version.removeprefix("version ")
    if one.parts:
        item["issued"] = {"date-parts": [list(one.parts[:3])]}
    if one.level:
        item["note"] = one.level
    if one.receiver:
        item["recipient"] = [{"literal": one.receiver}]
    if one.paragraph is not None:
        item["locator"] = str(one.paragraph.number or one.pinpoint)
        item["label"] = "paragraph"
    return msgspec.json.format(msgspec.json.encode([item]), indent=2).decode()


def _link(one: _Cited) -> str:
    """The address, which names the place for ever; alone, where it is in the preferred version."""
    return f"{one.address} {one.version}".rstrip()


STYLES: dict[str, Callable[[_Cited], str]] = {
    "chicago": _chicago,
    "nara": _nara,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl": _csl,
    "link": _link,
}
"""Name of a style, and what writes it."""
