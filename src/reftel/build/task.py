"""The work that one record needs, away from the archive.

In: records, as MessagePack. Out: their entries, likewise. Pure but for the dictionaries that a
`Bench` was given, so it does not matter which process does it, nor when.
"""

from __future__ import annotations

import traceback

import msgspec

from reftel.archive.entry import PageEntry, QuarantineRow, RecordEntry
from reftel.archive.originals import Packer, digest
from reftel.archive.versions import EDITED
from reftel.reading.entering import Entered, enter_record
from reftel.search.document import Document, to_document
from reftel.sources.page import Record
from reftel.telegram.cable import Cable
from reftel.telegram.losses import LOSSES
from reftel.vocab.countries import country_name
from reftel.vocab.tags import meaning

__all__ = ["Bench", "Job", "document_of", "enter_pages"]


class Job(msgspec.Struct, frozen=True, array_like=True):
    """Records to read, and the dictionaries that are new since the last job."""

    records: list[tuple[Record, int | None]]
    """Each with the dictionary to compress it with."""
    dictionaries: list[tuple[int, bytes]]
    """Those of them that this worker was not told of before."""


_PLACES = 3
"""Calls that are told of a reader that broke, the innermost last."""

_encode = msgspec.msgpack.Encoder().encode
_decode_job = msgspec.msgpack.Decoder(Job).decode


class Bench:
    """Where one process does its work; keeps the dictionaries it has been told of."""

    def __init__(self) -> None:
        self._packer = Packer()

    def work(self, message: bytes) -> bytes:
        """The answer to an encoded `Job`: an encoded list of `RecordEntry`, in the same order."""
        job = _decode_job(message)
        for number, content in job.dictionaries:
            self._packer.add(number, content)
        # All are read before the first is packed: the tables of a dictionary fill the processor's
        # cache, and a parser that works in between throws them out each time.
        read = [enter_pages(record) for record, _ in job.records]
        return _encode(
            [
                RecordEntry(
                    digest(record.data),
                    len(record.data),
                    dictionary,
                    self._packer.pack(record.data, dictionary),
                    pages,
                    quarantine,
                )
                for (record, dictionary), (pages, quarantine) in zip(job.records, read, strict=True)
            ]
        )


def enter_pages(record: Record) -> tuple[list[PageEntry], list[QuarantineRow]]:
    """The pages of one record. Never raises: what breaks goes to quarantine, and where."""
    try:
        entered, quarantine = enter_record(record)
        pages = [
            msgspec.structs.replace(one.entry, document=_encode(document_of(one)))
            for one in entered
        ]
    except Exception as error:  # noqa: BLE001 - one bad record must never stop a build
        return [], [QuarantineRow(-1, "reader-failed", _trace(error))]
    return pages, quarantine


def _trace(error: Exception) -> str:
    """What broke and where in reftel, the same on every machine: no path of it is told."""
    said = traceback.format_exception_only(error)[-1].strip()
    frames = traceback.walk_tb(error.__traceback__)
    modules = ((str(frame.f_globals.get("__name__")), line) for frame, line in frames)
    places = [f"{name}:{line}" for name, line in modules if name.startswith("reftel.")]
    return f"{said} (at {', '.join(places[-_PLACES:])})"


def _lost(entry: PageEntry, cable: Cable) -> tuple[str, ...]:
    """In which ways text was lost; without any text there is no header to be missed."""
    codes = {row.code for row in entry.defects}
    if "text-absent" in codes:
        return ("text",)
    return (
        *(("cut",) if "body-cut" in codes else ()),
        *(() if entry.header else ("header",)),
        *(LOSSES[defect.code] for defect in cable.defects if defect.code in LOSSES),
    )


def document_of(one: Entered) -> Document:
    """What the index takes in when this page is all that is known of the cable."""
    page, cable, standing, entry = one.page, one.cable, one.standing, one.entry
    station, name, country = standing.post or ("", "", None)
    year = int(standing.created.value[:4]) if standing.created else None
    made = to_document(
        cable,
        id=standing.id,
        released=standing.released,
        created=standing.created.value if standing.created else None,
        country=country or "",
        country_name=(country_name(country) or "") if country else "",
        meanings={tag.name: meaning(tag.name, year) or "" for tag in cable.tags},
        has=[
            *(["articles"] if page.claim("article") is not None else []),
            *(["edited"] if page.format in EDITED else []),
        ],
        lost=_lost(entry, cable),
    )
    level, rank = standing.classification or ("", None)
    return msgspec.structs.replace(
        made,
        station=station,
        subject=standing.subject or "",
        origin=tuple(dict.fromkeys(one for one in (*made.origin, station, name) if one)),
        level=level,
        rank=rank,
        # What is wrong with the page is found as well as what is wrong with its telegram.
        defects=tuple(sorted({*made.defects, *(row.code for row in entry.defects)})),
    )
