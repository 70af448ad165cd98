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
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount

from reftel.errors import ReftelError
from reftel.reading import Archive
from reftel.readouts.web.api import api_routes
from reftel.readouts.web.assets import Assets
from reftel.readouts.web.headers import SafeHeaders
from reftel.readouts.web.rendering import Renderer
from reftel.readouts.web.routes import error_page, html_routes

__all__ = ["create_app"]


def create_app(
    archive: Archive, *, root: str = "", translations: NullTranslations | None = None
) -> Starlette:
    """The reading room of an archive.

    `root` is the path it is mounted under, if any; `translations` those of the interface's words,
    in English without them.
    """
    app = Starlette(
        routes=[
            Mount("/static/{folder}", Assets(), name="static"),
            Mount("/api", routes=api_routes()),
            *html_routes(),
        ],
        middleware=[Middleware(SafeHeaders), Middleware(GZipMiddleware, minimum_size=800)],
        exception_handlers={
            ReftelError: error_page,
            HTTPException: error_page,
            Exception: error_page,
        },
    )
    app.state.archive = archive
    app.state.renderer = Renderer(archive, root, translations)
    return app
