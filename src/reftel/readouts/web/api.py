"""The JSON API: each question at its path below /api, one shape for errors.

Any site may read it (CORS), as everybody may read the pages; see `reading_only`.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel.readouts.questions import QUESTIONS, Question
from reftel.readouts.web.asking import ask, moved, of_one_state, refuse_unknown
from reftel.readouts.web.freshness import fresh, unchanged
from reftel.readouts.web.headers import HEADERS
from reftel.readouts.web.held_name import routed
from reftel.readouts.web.openapi import Contract
from reftel.readouts.web.speaking import Speaker
from reftel.readouts.web.troubles import ErrorAnswer, trouble_of

__all__ = ["api_routes", "error_json", "json_response"]

_encode = msgspec.json.Encoder().encode


def api_routes() -> list[Route]:
    """A route for each question, and one for the document that describes them all."""
    return [
        Route("/openapi.json", _described, name="openapi"),
        *(
            Route(routed(question.path), _endpoint(question), name=f"api-{question.name}")
            for question in QUESTIONS.values()
        ),
    ]


def json_response(value: object) -> Response:
    """A value as JSON."""
    return Response(_encode(value), media_type="application/json")


def error_json(error: Exception, speaker: Speaker) -> Response:
    """The answer to a call that went wrong."""
    status, trouble = trouble_of(error, speaker)
    # What nobody foresaw is answered outside of all middleware, and so without its headers.
    return Response(_encode(ErrorAnswer(trouble)), status, HEADERS, "application/json")


def _endpoint(question: Question) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        refuse_unknown(request, question.asks)
        elsewhere = moved(request, f"/api{question.path}")
        if elsewhere is not None:
            return elsewhere
        return unchanged(request) or fresh(request, json_response(answered(request)))

    def answered(request: Request) -> object:
        return of_one_state(request.app.state.archive, lambda: ask(request, question))

    return endpoint


def _described(request: Request) -> Response:
    contract: Contract = request.app.state.contract
    return unchanged(request) or fresh(request, json_response(contract.document()))
