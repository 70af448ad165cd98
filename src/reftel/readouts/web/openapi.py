"""The contract of the API in OpenAPI 3.1, made from the table of questions.

In: an open archive and the path the site is mounted under. Out: the document. Parameters, their
ranges and defaults are those that a call is checked by; the shapes are those that answers are
written from; examples are real answers of this archive, cut to be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import msgspec

from reftel.errors import Misuse, NotHeld
from reftel.reading import Archive
from reftel.readouts.questions import QUESTIONS, Question
from reftel.readouts.shapes import meanings, structs
from reftel.readouts.web.examples import example_of
from reftel.readouts.web.troubles import ErrorAnswer, Trouble

__all__ = ["Contract"]

_AT = "#/components/schemas/{name}"
_MOST = 2
"""Items of a list that an example shows."""
_ERRORS = {
    400: ("The call does not fit; the sentence says what would.", "wrong-call"),
    404: ("The archive does not hold it.", "not-held"),
    503: ("The archive cannot be read just now.", "archive"),
}
_SAYS = """\
Everything that can be asked of this archive, read-only, without a key, from any site. Each answer
is the value that the page of the same name shows.

Answers carry an `ETag` of the archive's state: ask again with `If-None-Match`, and as long as
nothing was added the answer is 304 and empty. A cable may be named in any written form; the answer
is then 308, with the address of its true id. All errors have one shape, `ErrorAnswer`.

Spans are `[start, end]`, half-open, in characters. Fields are always there: what is missing is
null, an empty list or an empty text. Examples show the first two of each list."""


class Contract:
    """The document of one site, made once for each state of its archive."""

    def __init__(self, archive: Archive, root: str = "") -> None:
        self._archive = archive
        self._root = root
        self._made: tuple[str, dict[str, Any]] | None = None

    def document(self) -> dict[str, Any]:
        """The document as it is now."""
        state, made = self._archive.state(), self._made
        if made is None or made[0] != state:
            made = self._made = state, _document(self._archive, self._root)
        return made[1]


def _document(archive: Archive, root: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "reftel",
            "version": version("reftel"),
            "summary": "An archive of diplomatic cables, to be read by programs",
            "description": _SAYS,
        },
        "servers": [{"url": f"{root}/api"}],
        "paths": {one.path: {"get": _operation(archive, one)} for one in QUESTIONS.values()},
        "components": {"schemas": _schemas(), "responses": _failures()},
    }


def _operation(archive: Archive, question: Question) -> dict[str, Any]:
    asked = example_of(archive, question)
    answers: dict[str, Any] = {
        "200": {
            "description": question.says,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": _content(archive, question, asked)},
        },
        "304": {"description": "As it was when the ETag was given."},
        "400": {"$ref": "#/components/responses/400"},
        "503": {"$ref": "#/components/responses/503"},
    }
    if "{" in question.path:
        answers["308"] = {
            "description": "The cable under its true id.",
            "headers": {"Location": {"schema": {"type": "string"}}},
        }
        answers["404"] = {"$ref": "#/components/responses/404"}
    return {
        "operationId": question.name,
        "summary": question.says,
        "parameters": _parameters(question, asked),
        "responses": dict(sorted(answers.items())),
    }


def _parameters(question: Question, asked: dict[str, str] | None) -> list[dict[str, Any]]:
    (_, schemas) = msgspec.json.schema_components((question.asks,))
    schema = schemas[question.asks.__name__]
    told = meanings(question.asks)
    found = []
    for name, kind in schema["properties"].items():
        in_path = f"{{{name}}}" in question.path
        one = {
            "name": name,
            "in": "path" if in_path else "query",
            "required": in_path or name in schema["required"],
            "description": told[name],
            "schema": kind,
        }
        if asked and name in asked:
            one["example"] = asked[name]
        found.append(one)
    return found


def _content(archive: Archive, question: Question, asked: dict[str, str] | None) -> dict[str, Any]:
    content: dict[str, Any] = {
        "schema": {"$ref": _AT.format(name=question.gives.__name__)},
    }
    if asked is None:
        return content  # an archive without such a thing
    try:
        value = question.answer(archive, msgspec.convert(asked, question.asks, strict=False))
    except (NotHeld, Misuse, msgspec.ValidationError):
        return content  # one that a build is changing
    return content | {"example": _cut(msgspec.to_builtins(value))}


def _cut(value: Any) -> Any:
    """An example with no more of each list than shows what it holds."""
    if isinstance(value, dict):
        return {name: _cut(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cut(one) for one in value[:_MOST]]
    return value


def _schemas() -> dict[str, Any]:
    given: list[type[Any]] = [*(question.gives for question in QUESTIONS.values()), ErrorAnswer]
    _, schemas = msgspec.json.schema_components(given, ref_template=_AT)
    for name, kind in _all_structs(given).items():
        schema = schemas[name]
        told = meanings(kind)
        for field, described in schema.get("properties", {}).items():
            if field in told:
                described["description"] = told[field]
        if "properties" in schema:
            # An answer has every field, those with a default too.
            schema["required"] = list(schema["properties"])
    return schemas


def _all_structs(given: Iterable[type[Any]]) -> dict[str, type[Any]]:
    found: dict[str, type[Any]] = {}
    for one in given:
        for name, kind in structs(one).items():
            assert found.setdefault(name, kind) is kind, f"two structs are called {name}"
    return found


def _failures() -> dict[str, Any]:
    return {
        str(status): {
            "description": says,
            "content": {
                "application/json": {
                    "schema": {"$ref": _AT.format(name="ErrorAnswer")},
                    "example": msgspec.to_builtins(ErrorAnswer(Trouble(code, says))),
                }
            },
        }
        for status, (says, code) in _ERRORS.items()
    }
