"""Nothing is answered twice: pages carry a tag of the archive's state.

In: a request. Out: the tag that its answer carries, and whether the browser holds that answer
already. An answer depends on its address, the archive, and reftel with its templates and files, so
these are the whole tag; a build that commits changes it.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from reftel.readouts.web.assets import FOLDER

__all__ = ["fresh", "unchanged"]

_TEMPLATES = sorted((Path(__file__).parent / "templates").glob("*.html"))
_OURS = hashlib.blake2b(
    f"{version('reftel')} {FOLDER}".encode() + b"".join(one.read_bytes() for one in _TEMPLATES)
).hexdigest()
"""What changes with reftel itself, between releases too."""


def _tag(app: Starlette) -> str:
    state = f"{_OURS} {app.state.speaker.digest} {app.state.archive.state()}".encode()
    return f'W/"{hashlib.blake2b(state, digest_size=9).hexdigest()}"'


def unchanged(request: Request) -> Response | None:
    """The answer 304 where the browser holds today's answer; else None.

    Called before an answer is made, and notes the tag it will carry: a build that commits meanwhile
    must not put its own tag on what was read before.
    """
    tag = request.state.tag = _tag(request.app)
    asked = request.headers.get("if-none-match")
    if asked is None:
        return None
    if tag not in (one.strip() for one in asked.split(",")):
        return None
    # The answers that have a body are told apart by the middleware, or where they are packed.
    return fresh(request, Response(status_code=304, headers={"Vary": "Accept-Encoding"}))


def fresh(request: Request, response: Response) -> Response:
    """The same answer, with its tag; browsers keep it and ask whether it still holds."""
    noted = getattr(request.state, "tag", None)
    response.headers["ETag"] = noted or _tag(request.app)
    response.headers["Cache-Control"] = "no-cache"
    return response
