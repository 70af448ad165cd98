"""A whole result, however long: for other programs, for reference managers, and as a feed.

In: a query. Out: the records of all cables that it finds, in a format of `export.FORMATS`, written
while they are read, so that neither memory nor the first line waits for the last; or the newest of
them as a feed. A cable whose bytes are damaged is passed by and named at the end, where the format
has a place for that; `X-Total-Count` tells beforehand how many there should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from reftel.errors import ArchiveError, NotHeld
from reftel.reading import Archive
from reftel.readouts.export import export_lines
from reftel.readouts.feed import atom
from reftel.readouts.holding import held_record
from reftel.readouts.pages.feed import AskedFeed, feed
from reftel.readouts.record import CableRecord
from reftel.readouts.web.asking import parameters, refuse_unknown
from reftel.readouts.web.freshness import fresh, unchanged
from reftel.readouts.web.links import Links
from reftel.readouts.web.troubles import ErrorAnswer, Trouble

__all__ = ["AskedWhole", "whole_routes"]

_KINDS = {
    "jsonl": ("application/jsonl", "jsonl"),
    "csv": ("text/csv", "csv"),
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
}
"""Format to its media type, and how a file of it is called."""
_AT_ONCE = 32_768
"""Characters that are sent together; a line alone would cost more to hand over than to write."""


class AskedWhole(msgspec.Struct, frozen=True, kw_only=True):
    """What to write, and how."""

    q: str = ""
    """The query, in the language of docs/query.md; nothing means every cable, in order of id."""
    format: Literal["jsonl", "csv", "bibtex", "ris"] = "jsonl"
    """jsonl: a record a line; csv: a cable a row; bibtex, ris: an entry each."""


def whole_routes() -> list[Route]:
    """Exports and feeds."""
    return [Route("/export", _export, name="export"), Route("/feed", _feed, name="feed")]


def _export(request: Request) -> Response:
    refuse_unknown(request, AskedWhole)
    asked: AskedWhole = parameters(request, AskedWhole)
    held = unchanged(request)
    if held is not None:
        return held
    archive: Archive = request.app.state.archive
    # Ids alone are gathered: a page that is being built must not shift those that follow.
    names = archive.matching(asked.q).ids if asked.q.strip() else tuple(archive)
    media, ending = _KINDS[asked.format]
    return fresh(
        request,
        StreamingResponse(
            _together(_lines(archive, names, asked.format)),
            media_type=f"{media}; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{_file_name(asked.q)}.{ending}"',
                "X-Total-Count": str(len(names)),
            },
        ),
    )


def _lines(archive: Archive, names: Sequence[str], style: str) -> Iterator[str]:
    left_out: list[str] = []
    yield from export_lines(_records(archive, names, left_out), style)
    if left_out:
        yield _trailer(left_out, style)


def _records(archive: Archive, names: Sequence[str], left_out: list[str]) -> Iterator[CableRecord]:
    for name in names:
        try:
            record = held_record(archive, name)
        except (ArchiveError, NotHeld):  # the sentence of the first names a path of the machine
            left_out.append(name)
        else:
            yield record


def _trailer(left_out: Sequence[str], style: str) -> str:
    """What a format can say of the cables that are missing in it; nothing, where it has no place.

    A line of JSON lines, in the shape of all errors; in BibTeX what stands outside an entry is a
    comment. CSV and RIS have nothing that a program would not take for a cable.
    """
    said = f"Left out, as they cannot be read: {', '.join(left_out)}."
    if style == "jsonl":
        return msgspec.json.encode(ErrorAnswer(Trouble("archive", said))).decode() + "\n"
    return f"% {said}\n" if style == "bibtex" else ""


def _together(lines: Iterable[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= _AT_ONCE:
            yield _bytes(waiting)
            waiting, size = [], 0
    yield _bytes(waiting)


def _bytes(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode("utf-8", "replace")


def _file_name(query: str) -> str:
    """Letters and digits of the query: safe on any system, and nothing a header would obey."""
    words = "-".join(re.findall("[A-Za-z0-9]+", query))[:60].strip("-").lower()
    return f"cables-{words}" if words else "cables"


def _feed(request: Request) -> Response:
    refuse_unknown(request, AskedFeed)
    asked: AskedFeed = parameters(request, AskedFeed)
    held = unchanged(request)
    if held is not None:
        return held
    links: Links = request.app.state.renderer.links
    site = f"{request.url.scheme}://{request.url.netloc}"
    limit = asked.limit if asked.limit != AskedFeed().limit else ""
    xml = atom(
        feed(request.app.state.archive, asked),
        title=request.app.state.renderer.archive_name,
        here=site + links.page("/feed", q=asked.q, limit=limit),
        results=site + links.search(asked.q),
        address=lambda name: site + links.cable(name),
    )
    return fresh(request, Response(xml, media_type="application/atom+xml"))
