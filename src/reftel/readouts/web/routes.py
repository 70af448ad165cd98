"""The pages in HTML: each asks its questions, and a template shows the values."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from reftel.readouts.questions import QUESTIONS
from reftel.readouts.web.api import error_json
from reftel.readouts.web.asking import ask
from reftel.readouts.web.freshness import fresh, unchanged
from reftel.readouts.web.site import PAGES, Page
from reftel.readouts.web.troubles import trouble_of

__all__ = ["error_page", "html_routes"]


def html_routes() -> list[Route]:
    """A route for each page."""
    return [Route(page.path, _endpoint(page), name=page.template) for page in PAGES]


def _endpoint(page: Page) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        held = unchanged(request)
        if held is not None:
            return held
        values = {name: ask(request, QUESTIONS[name]) for name in page.questions}
        html = request.app.state.renderer.render(page.template, request, values)
        return fresh(request, HTMLResponse(html))

    return endpoint


def error_page(request: Request, error: Exception) -> Response:
    """What went wrong, as a page, or as JSON below /api."""
    if request.url.path.startswith(f"{request.scope.get('root_path', '')}/api"):
        return error_json(error)
    status, trouble = trouble_of(error)
    html = request.app.state.renderer.render("error.html", request, {"trouble": trouble})
    return HTMLResponse(html, status)
