"""The JSON API: each question at its path below /api, one shape for errors.

Any site may read it (CORS), as everybody may read the pages.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel.readouts.questions import QUESTIONS, Question
from reftel.readouts.web.asking import ask
from reftel.readouts.web.freshness import fresh, unchanged
from reftel.readouts.web.troubles import ErrorAnswer, trouble_of

__all__ = ["api_routes", "error_json", "json_response"]

_encode = msgspec.json.Encoder().encode


def api_routes() -> list[Route]:
    """A route for each question."""
    return [
        Route(question.path, _endpoint(question), name=f"api-{question.name}")
        for question in QUESTIONS.values()
    ]


def json_response(value: object, status: int = 200) -> Response:
    """A value as JSON that any site may read."""
    return Response(
        _encode(value),
        status,
        {"Access-Control-Allow-Origin": "*"},
        media_type="application/json",
    )


def error_json(error: Exception) -> Response:
    """The answer to a call that went wrong."""
    status, trouble = trouble_of(error)
    return json_response(ErrorAnswer(trouble), status)


def _endpoint(question: Question) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return unchanged(request) or fresh(request, json_response(ask(request, question)))

    return endpoint
