"""An archive is read: what may be asked, from where, and under which path.

In: any request. Out: it goes on if it asks with GET or HEAD; OPTIONS is told what may be asked; all
else is 405, in the shape of its address. Where the site is `shared`, what programs read (`DATA`)
may be read by scripts of any site: there are no cookies and no accounts, so a script learns what
anybody may. It is not shared where one machine alone can reach it: else any page that its owner has
open could read the archive.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["DATA", "ReadingOnly", "below"]

DATA = ("/api", "/export", "/feed")
"""Addresses of values, not of pages."""
_EXPOSED = "ETag, Content-Disposition, X-Total-Count"
_ALLOW = "GET, HEAD, OPTIONS"


def below(path: str, parent: str) -> bool:
    """Whether an address is this one, or lies under it."""
    return path == parent or path.startswith(f"{parent}/")


class ReadingOnly:
    """Lets reading through. `root` is the path the site is mounted under, without a slash at its
    end; whether a proxy in front takes it away or leaves it is all the same. `refuse` makes the
    answer to what is not let through.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        root: str,
        refuse: Callable[[Request, Exception], Response],
        shared: bool,
    ) -> None:
        self._app = app
        self._shared = shared
        self._root = root
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if self._root and not below(path, self._root):
            path = self._root + path
        scope = {**scope, "path": path, "root_path": self._root}
        own = path.removeprefix(self._root)
        data = self._shared and any(below(own, one) for one in DATA)

        async def send_openly(message: Message) -> None:
            if message["type"] == "http.response.start" and data:
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        answer = self._here(scope, own, data=data)
        await (answer or self._app)(scope, receive, send_openly)

    def _here(self, scope: Scope, own: str, *, data: bool) -> Response | None:
        """The answer to what need not be passed on."""
        method = scope["method"]
        if method == "OPTIONS":
            return _allowed(data=data)
        if method not in ("GET", "HEAD"):
            answer = self._refuse(Request(scope), HTTPException(405))
            answer.headers["Allow"] = _ALLOW
            return answer
        true = own if own == "/api/" or not own.strip("/") else _without_end(own, scope)
        true = "/api/" if own == "/api" else true
        if true != own:
            query = scope["query_string"].decode("latin-1")
            target = f"{self._root}/{quote(true.lstrip('/'))}"
            return RedirectResponse(f"{target}?{query}" if query else target, 308)
        return None


def _without_end(path: str, scope: Scope) -> str:
    """The path without the strokes at its end, but for those of a name: of /tags/R%2F."""
    raw: bytes = scope.get("raw_path") or path.encode()
    ends = len(raw) - len(raw.rstrip(b"/"))
    return path[: len(path) - ends] if ends else path


def _allowed(*, data: bool) -> Response:
    headers = {"Allow": _ALLOW}
    if data:
        headers |= {
            "Access-Control-Allow-Methods": "GET, HEAD",
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Max-Age": "86400",
        }
    return Response(status_code=204, headers=headers)
