"""From a request to the value that answers it.

In: a request. Out: the value of a question, asked of the archive with the parameters of path and
address. What does not fit is `Misuse`, told in one sentence.
"""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request

from reftel.errors import Misuse
from reftel.reading import Archive
from reftel.readouts.questions import Question

__all__ = ["ask", "parameters"]


def ask(request: Request, question: Question) -> Any:
    """The answer. Misuse, NotHeld, or an error of the archive."""
    archive: Archive = request.app.state.archive
    return question.answer(archive, parameters(request, question.asks))


def parameters(request: Request, kind: type[Any]) -> Any:
    """The parameters of a question as the request gives them; the last of several counts."""
    given = dict(request.query_params) | request.path_params
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Misuse(f"{error}.") from error
