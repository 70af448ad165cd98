"""From a request to the value that answers it.

In: a request. Out: the value of a question, asked of the archive with the parameters of path and
address. What does not fit is `Misuse`, told in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel.errors import Misuse
from reftel.reading import Archive
from reftel.readouts.questions import Question
from reftel.readouts.shapes import parameters_of

__all__ = ["ask", "moved", "of_one_state", "parameters", "refuse_unknown"]

_Made = TypeVar("_Made")


def ask(request: Request, question: Question) -> Any:
    """The answer. Misuse, NotHeld, or an error of the archive."""
    archive: Archive = request.app.state.archive
    value = question.answer(archive, parameters(request, question.asks))
    return request.app.state.speaker.value(value)


def of_one_state(archive: Archive, make: Callable[[], _Made]) -> _Made:
    """What `make` asks of the archive, once more where a build committed meanwhile.

    For a page shows one state, never parts of two.
    """
    with archive.moment():
        made, state = make(), archive.state()
    if archive.state() == state:
        return made
    with archive.moment():
        return make()


def parameters(request: Request, kind: type[Any]) -> Any:
    """The parameters of a question as the request gives them; the last of several counts."""
    given = dict(request.query_params) | request.path_params
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _misuse(str(error), kind, request.app.state.speaker.say) from error


def refuse_unknown(request: Request, kind: type[Any]) -> None:
    """Misuse for a parameter that the question does not have.

    A program that writes `query` for `q` would else be given every cable, and never know. Pages
    in HTML pass over what they do not know: mail and newsletters put marks of their own behind the
    addresses that people send each other, and such a link must still open.
    """
    known = [name for name in kind.__struct_encode_fields__ if name not in request.path_params]
    for name in request.query_params:
        if name not in known:
            named = repr(name[:40])
            if not known:
                raise Misuse("There is no parameter {name} here; there are none.", name=named)
            raise Misuse(
                "There is no parameter {name} here; there are {known}.",
                name=named,
                known=", ".join(known),
            )


def moved(request: Request, path: str) -> Response | None:
    """Where a cable named in any other written form is: the same address with its true id.

    `path` is the pattern that was answered, its parameters in curly brackets. None where the id is
    true already; NotHeld.
    """
    written = request.path_params.get("id")
    if written is None:
        return None
    true = request.app.state.archive.id(written)
    if true == written:
        return None
    parts = {name: quote(str(value), safe="") for name, value in request.path_params.items()}
    target = request.app.state.root + path.format_map(parts | {"id": quote(true, safe="")})
    query = request.url.query
    # What is true may change with what is added, so a browser must ask again.
    kept = {"Cache-Control": "no-cache"}
    return RedirectResponse(f"{target}?{query}" if query else target, 308, kept)


def _misuse(said: str, kind: type[Any], say: Callable[[str], str]) -> Misuse:
    """What the parameter may be, in place of what msgspec says of it."""
    found = re.search(r"`\$\.(\w+)`|field `(\w+)`", said)
    wrong = (found[1] or found[2]) if found else None
    for one in parameters_of(kind, say):
        if one.name == wrong:
            return Misuse("{name} is {kind}.", name=one.name, kind=one.kind)
    return Misuse("{said}.", said=said)
