"""The reading room as an ASGI application.

In: an open archive. Out: an application that answers pages in HTML at the addresses of `site` and
the same values as JSON below /api. Read-only, safe for threads; no page asks another machine for
anything, and a strict policy tells the browser so.
"""

from __future__ import annotations

from gettext import NullTranslations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route

from reftel.errors import Misuse, ReftelError
from reftel.reading import Archive
from reftel.readouts.web.api import api_routes
from reftel.readouts.web.assets import Assets
from reftel.readouts.web.headers import SafeHeaders
from reftel.readouts.web.openapi import Contract
from reftel.readouts.web.originals import original_routes
from reftel.readouts.web.packing import OnTheWay
from reftel.readouts.web.reading_only import ReadingOnly
from reftel.readouts.web.recent import RecentPages
from reftel.readouts.web.rendering import Renderer
from reftel.readouts.web.routes import error_page, html_routes
from reftel.readouts.web.speaking import Speaker
from reftel.readouts.web.whole import whole_routes

__all__ = ["create_app"]

_OWN_NAMES = ("localhost", "127.0.0.1", "[")
"""Names by which a machine reaches itself; the last is how starlette cuts [::1]:8080."""


def create_app(
    archive: Archive,
    *,
    root: str = "",
    shared: bool = True,
    private: bool = False,
    translations: NullTranslations | None = None,
) -> Starlette:
    """The reading room of an archive.

    `root` is the path it is mounted under, if any: /cables; `translations` those of the interface's
    words, in English without them. Unless it is `shared`, scripts of other sites may not read its
    values; where it is `private`, only calls to this machine's own names are answered. Misuse for a
    root that is an address of the reading room itself.
    """
    root = f"/{root.strip('/')}" if root.strip("/") else ""
    routes: list[Mount | Route] = [
        Mount("/static/{folder}", Assets(), name="static"),
        Mount("/api", routes=api_routes()),
        *whole_routes(),
        *original_routes(),
        *html_routes(),
    ]
    own = {route.path.split("/")[1] for route in routes}
    if root and root.split("/")[1] in own:
        # Whether a proxy has taken it away could not be told from the address.
        raise Misuse(
            "{root} is an address of the reading room itself; mount it under another.", root=root
        )
    speaker = Speaker(translations)
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(SafeHeaders),
            # A page elsewhere could give its own name this machine's address, and read as its own.
            *([Middleware(TrustedHostMiddleware, allowed_hosts=_OWN_NAMES)] if private else []),
            Middleware(ReadingOnly, root=root, refuse=error_page, shared=shared),
            # Pages come packed already; see `packing`.
            Middleware(OnTheWay, minimum_size=800, compresslevel=4),
        ],
        exception_handlers={
            ReftelError: error_page,
            HTTPException: error_page,
            Exception: error_page,
        },
    )
    app.state.archive = archive
    app.state.root = root
    app.state.contract = Contract(archive, root)
    app.state.recent = RecentPages()
    app.state.speaker = speaker
    app.state.renderer = Renderer(archive, root, speaker)
    return app
