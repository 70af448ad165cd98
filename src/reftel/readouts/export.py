"""An archive, or what a query finds in it, as lines that other programs read.

In: records of cables, one after the other, and a stream. Out: JSON lines (a whole record each), CSV
(a cable a row, `COLUMNS`), or BibTeX or RIS (an entry each, for reference managers). Characters
that a terminal would obey are escapes in the JSON; the others have no escapes, and give every
character as it is, but for the apostrophe of `spreadsheet.cell`. Nothing is held back and nothing
is gathered first, so the length of an export is no matter of memory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator

import msgspec

from reftel.errors import Misuse
from reftel.readouts.citation import cite
from reftel.readouts.record import CableRecord
from reftel.readouts.spreadsheet import cell
from reftel.readouts.terminal import json_safe

__all__ = ["COLUMNS", "FORMATS", "export_lines"]


class Column(msgspec.Struct, frozen=True):
    """One column of the CSV."""

    meaning: str
    """What stands in it, for docs/json.md."""
    value: Callable[[CableRecord], str]


def _joined(values: Iterable[str]) -> str:
    return " | ".join(values)


COLUMNS: dict[str, Column] = {
    "id": Column("canonical message reference number", lambda r: r.id or ""),
    "created": Column(
        "when it was sent, ISO 8601, UTC", lambda r: r.created.value if r.created else ""
    ),
    "precision": Column(
        "how exact that is: minute, hour, day, month or year",
        lambda r: r.created.precision if r.created else "",
    ),
    "released": Column("when it was first published", lambda r: r.released or ""),
    "station": Column("the post's station", lambda r: r.origin.station if r.origin else ""),
    "origin": Column("the post in words", lambda r: r.origin.name if r.origin else ""),
    "classification": Column(
        "the level", lambda r: r.classification.level if r.classification else ""
    ),
    "captions": Column("captions", lambda r: _joined(r.captions)),
    "tags": Column("TAGS", lambda r: _joined(tag.name for tag in r.tags)),
    "subject": Column("SUBJECT on one line", lambda r: r.subject or ""),
    "references": Column(
        "ids of the cables it refers to, each once",
        lambda r: _joined(dict.fromkeys(one.id for one in r.references if one.id)),
    ),
    "referred_to_by": Column(
        "ids of the cables held that refer to it", lambda r: _joined(r.referred_to_by)
    ),
    "to": Column("action addressees as written", lambda r: _joined(one.name for one in r.action)),
    "info": Column(
        "information addressees as written", lambda r: _joined(one.name for one in r.info)
    ),
    "signature": Column("who signed", lambda r: r.signature or ""),
    "sections": Column("number of sections", lambda r: str(r.sections)),
    "paragraphs": Column("number of paragraphs", lambda r: str(len(r.paragraphs))),
    "pages": Column("number of publications", lambda r: str(len(r.pages))),
    "versions": Column(
        "number of distinct texts", lambda r: str(sum(v.section is None for v in r.versions))
    ),
    "defects": Column(
        "codes of its defects, each once",
        lambda r: _joined(dict.fromkeys(defect.code for defect in r.defects)),
    ),
    "summary": Column("text of the summary on one line", lambda r: " ".join(r.summary.split())),
    "text": Column("the telegram exactly as transmitted", lambda r: r.text),
}
"""Name of a CSV column, what stands in it, and how it is made; several values are joined by
" | "."""


def export_lines(records: Iterable[CableRecord], style: str) -> Iterator[str]:
    """The export in a format of `FORMATS`, in pieces that end with a line end. Misuse otherwise."""
    if style not in FORMATS:
        raise Misuse(
            "There is no format {format}; choose one of {formats}.",
            format=repr(style),
            formats=", ".join(FORMATS),
        )
    return FORMATS[style](records)


def _jsonl(records: Iterable[CableRecord]) -> Iterator[str]:
    encode = msgspec.json.Encoder().encode
    for record in records:
        yield json_safe(encode(record).decode()) + "\n"


def _csv(records: Iterable[CableRecord]) -> Iterator[str]:
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    yield line.getvalue()
    for record in records:
        line.seek(0)
        line.truncate()
        writer.writerow([cell(column.value(record)) for column in COLUMNS.values()])
        yield line.getvalue()


def _cited(style: str) -> Callable[[Iterable[CableRecord]], Iterator[str]]:
    """A citation each, with an empty line after it."""

    def write(records: Iterable[CableRecord]) -> Iterator[str]:
        for record in records:
            yield cite(record, style) + "\n\n"

    return write


FORMATS: dict[str, Callable[[Iterable[CableRecord]], Iterator[str]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "bibtex": _cited("bibtex"),
    "ris": _cited("ris"),
}
"""Name of a format, and what writes it."""
