"""The pages in HTML: each asks its questions, and a template shows the values."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from reftel.reading import Archive
from reftel.readouts.questions import QUESTIONS, Question
from reftel.readouts.shapes import parameters_of, shapes
from reftel.readouts.web.api import error_json
from reftel.readouts.web.asking import ask, moved, of_one_state
from reftel.readouts.web.examples import example_address, example_of, example_query
from reftel.readouts.web.freshness import fresh, unchanged
from reftel.readouts.web.headers import HEADERS
from reftel.readouts.web.held_name import routed
from reftel.readouts.web.links import Links
from reftel.readouts.web.packing import coding_of, pack
from reftel.readouts.web.reading_only import DATA, below
from reftel.readouts.web.recent import Asked
from reftel.readouts.web.site import PAGES, Page
from reftel.readouts.web.troubles import trouble_of
from reftel.vocab.cable_id import read_id

__all__ = ["error_page", "html_routes"]


def html_routes() -> list[Route]:
    """A route for each page, the page about the API, and addresses that are a cable's id alone."""
    return [
        *(Route(routed(page.path), _endpoint(page), name=page.template) for page in PAGES),
        Route("/help/api", _api_help, name="api.html"),
        Route("/{id}", _cable_by_id),
    ]


def _endpoint(page: Page) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        elsewhere = moved(request, page.path) or unchanged(request)
        if elsewhere is not None:
            return elsewhere
        # The tag stands for the state that `unchanged` saw, before anything is asked.
        coding = coding_of(request.headers.get("accept-encoding", ""))
        scope = request.scope
        asked: Asked = (scope["path"], scope["query_string"], request.state.tag, coding)
        packed = request.app.state.recent.get(asked, lambda: pack(make(request), coding))
        answer = HTMLResponse(packed)
        if coding != "identity":  # else the middleware says the same
            answer.headers.update({"Content-Encoding": coding, "Vary": "Accept-Encoding"})
        return fresh(request, answer)

    def make(request: Request) -> str:
        values = of_one_state(
            request.app.state.archive,
            lambda: {name: ask(request, QUESTIONS[name]) for name in page.questions},
        )
        html: str = request.app.state.renderer.render(page.template, request, values)
        return html

    return endpoint


def _api_help(request: Request) -> Response:
    """What the API can be asked, from the same table that it is made from."""
    held = unchanged(request)
    if held is not None:
        return held
    archive, renderer = request.app.state.archive, request.app.state.renderer
    say = request.app.state.speaker.say
    questions = [
        {
            "question": one,
            "parameters": parameters_of(one.asks, say),
            "shapes": shapes(one.gives, say),
            "example": _example(renderer.links, archive, one),
        }
        for one in QUESTIONS.values()
    ]
    values = {"questions": questions, "query": example_query(archive, "tag:KTIP")}
    return fresh(request, HTMLResponse(renderer.render("api.html", request, values)))


def _example(links: Links, archive: Archive, question: Question) -> str | None:
    asked = example_of(archive, question)
    return None if asked is None else example_address(links, question, asked)


def _cable_by_id(request: Request) -> Response:
    """/08STRELSAU388 is what a person types who has nothing but the number."""
    written = request.path_params["id"]
    if read_id(written) is None and written not in request.app.state.archive:
        raise HTTPException(404)
    name = request.app.state.archive.id(written)
    query = request.url.query
    target = request.app.state.renderer.links.cable(name)
    kept = {"Cache-Control": "no-cache"}
    return RedirectResponse(f"{target}?{query}" if query else target, 308, kept)


def error_page(request: Request, error: Exception) -> Response:
    """What went wrong, as a page, or as JSON at the addresses of programs."""
    path = request.scope["path"].removeprefix(request.app.state.root)
    speaker = request.app.state.speaker
    if any(below(path, data) for data in DATA):
        return error_json(error, speaker)
    status, trouble = trouble_of(error, speaker)
    html = request.app.state.renderer.render("error.html", request, {"trouble": trouble})
    # What nobody foresaw is answered outside of all middleware, and so without its headers.
    return HTMLResponse(html, status, HEADERS)
