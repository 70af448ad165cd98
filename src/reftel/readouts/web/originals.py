"""What was given to us, as it was: the bytes of a page, and the text of a telegram.

In: a cable's id. Out: bytes to keep, never to open here: a page is somebody else's HTML, so it is
sent as a file, and should a browser show it all the same, in a sandbox where nothing runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.web.asking import moved, parameters
from reftel.readouts.web.freshness import fresh, unchanged

__all__ = ["AskedBytes", "AskedText", "original_routes"]

_SANDBOX = "default-src 'none'; sandbox"
_BYTES, _TEXT = "/cables/{id}/bytes", "/cables/{id}/transmitted.txt"


class AskedBytes(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of which page."""

    id: str
    """Message reference number in any written form."""
    page: Annotated[int, Meta(ge=1)] | None = None
    """Its place among the `pages` of the record, from 1; without it the one that the cable is read
    from."""


class AskedText(msgspec.Struct, frozen=True, kw_only=True):
    """The text of which telegram."""

    id: str
    """Message reference number in any written form."""
    version: Annotated[int, Meta(ge=1)] = 1
    """Number of the version, where there are several; 1 is the preferred one."""


def original_routes() -> list[Route]:
    """Bytes and texts of a cable."""
    return [Route(_BYTES, _answer(_BYTES, _bytes)), Route(_TEXT, _answer(_TEXT, _text))]


def _answer(path: str, make: Callable[[Request], Response]) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        kept = moved(request, path) or unchanged(request)
        if kept is not None:
            return kept
        answer = fresh(request, make(request))
        answer.headers["Content-Security-Policy"] = _SANDBOX
        return answer

    return endpoint


def _bytes(request: Request) -> Response:
    asked: AskedBytes = parameters(request, AskedBytes)
    archive: Archive = request.app.state.archive
    key = None
    if asked.page is not None:
        pages = archive.pages(asked.id)
        if asked.page > len(pages):
            raise NotHeld("page {page} of {name}", page=asked.page, name=asked.id)
        key = pages[asked.page - 1].key
    name = re.sub("[^A-Za-z0-9]", "-", asked.id) + (f"-page{asked.page}" if asked.page else "")
    return Response(
        archive.raw(asked.id, key),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}.bytes"'},
    )


def _text(request: Request) -> Response:
    asked: AskedText = parameters(request, AskedText)
    text = request.app.state.archive.version(asked.id, asked.version).text
    return Response(
        # As `show --transmitted` writes it: halves of pairs too, which UTF-8 has no place for.
        text.encode("utf-8", "surrogatepass"),
        media_type="text/plain; charset=utf-8",
    )
