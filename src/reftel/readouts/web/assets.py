"""Our own files for the browser: style, scripts, fonts, at addresses that change with them.

The address of a file holds a digest of all of them, `/static/<digest>/reftel.js`, and so a browser
may keep it for ever. The digest stands in the folder, not behind a question mark, because scripts
and style sheets name each other relative to themselves: `./keys.js` asked from a new folder is
never answered with an old one from a cache, and no step of a build must rewrite names.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

__all__ = ["FOLDER", "Assets", "asset_path"]

_FILES = Path(__file__).parent / "static"


def _digest() -> str:
    found = hashlib.blake2b(digest_size=6)
    for path in sorted(_FILES.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(_FILES).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


FOLDER = _digest()
"""The name of today's folder."""


@cache
def asset_path(name: str) -> str:
    """The path of one of our files. FileNotFoundError where there is no such file."""
    if not (_FILES / name).is_file():
        raise FileNotFoundError(name)
    return f"/static/{FOLDER}/{name}"


class Assets(StaticFiles):
    """Serves them. Mounted at /static/{folder}."""

    def __init__(self) -> None:
        super().__init__(directory=_FILES)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file; what is asked from a folder of another day is not to be kept."""
        answer = await super().get_response(path, scope)
        today = scope["path_params"].get("folder") == FOLDER
        answer.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if today else "no-cache"
        )
        return answer
