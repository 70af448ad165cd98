"""What a value looks like in JSON, told in words: its fields, their kinds and their meanings.

In: a struct. Out: `Shape`s, of it and of all it holds. The words under each field are read from
the source where they stand, so that the help page, the OpenAPI document and docs/api.md say what
the code says. `say` puts the words into a reader's language.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect as kinds

from reftel.readouts.web.wording import filled
from reftel.spans import Span

__all__ = ["Field", "Parameter", "Shape", "meanings", "parameters_of", "rule", "shapes", "structs"]

_Say = Callable[[str], str]


class Field(msgspec.Struct, frozen=True):
    """One field of a value."""

    name: str
    kind: str
    """In words: list of text, number or null."""
    leads_to: str
    """Name of the shape that it holds; empty for a plain value."""
    meaning: str
    """As its own line in the code says; empty where the name says all."""


class Shape(msgspec.Struct, frozen=True):
    """One kind of value."""

    name: str
    """Of the struct: CableRecord."""
    module: str
    """Where it is at home: reftel.readouts.record."""
    says: str
    """What it is, in a sentence."""
    fields: tuple[Field, ...]


class Parameter(msgspec.Struct, frozen=True):
    """One thing that a question can be told."""

    name: str
    required: bool
    default: str
    """As it would be written; empty where there is none."""
    kind: str
    """What it may be: a whole number from 0 to 100."""
    meaning: str


def structs(kind: type[Any]) -> dict[str, type[Any]]:
    """A struct and all structs that its fields hold, by name, in order of their first place."""
    found: dict[str, type[Any]] = {}

    def walk(one: kinds.Type) -> None:
        if isinstance(one, kinds.StructType):
            name = one.cls.__name__
            if name in found:
                # Two names for a reader to tell apart; the schema would have to invent one.
                assert found[name] is one.cls, f"{found[name]} and {one.cls} have one name"
                return
            found[name] = one.cls
        for part in _parts(one):
            walk(part)

    walk(kinds.type_info(kind))
    return found


def shapes(kind: type[Any], say: _Say = str) -> tuple[Shape, ...]:
    """The shape of a struct, then those of all it holds; spans are explained apart."""
    return tuple(_shape(one, say) for one in structs(kind).values() if one is not Span)


def meanings(kind: type[Any]) -> dict[str, str]:
    """Name of a field to the words that stand under it in the source."""
    return _written(kind.__module__).get(kind.__name__, {})


def parameters_of(asks: type[Any], say: _Say = str) -> tuple[Parameter, ...]:
    """What a question can be told."""
    info = kinds.type_info(asks)
    assert isinstance(info, kinds.StructType)
    told = meanings(asks)
    return tuple(
        Parameter(
            one.encode_name,
            one.required,
            "" if one.default in (msgspec.NODEFAULT, "") else str(one.default),
            rule(one.type, say),
            _said(told.get(one.name, ""), say),
        )
        for one in info.fields
    )


def rule(kind: kinds.Type, say: _Say = str) -> str:
    """What a parameter may be, in words that end a sentence."""
    match kind:
        case kinds.IntType(ge=low, le=high) if low is not None and high is not None:
            return filled("a whole number from {low} to {high}", say, low=low, high=high)
        case kinds.IntType(ge=low) if low is not None:
            return filled("a whole number from {low} on", say, low=low)
        case kinds.IntType():
            return say("a whole number")
        case kinds.FloatType():
            return say("a number")
        case kinds.BoolType():
            return say("true or false")
        case kinds.LiteralType(values=values):
            return filled("one of {values}", say, values=", ".join(map(str, values)))
        case kinds.StrType(max_length=most) if most is not None:
            return filled("text of at most {most} characters", say, most=most)
        case _:
            return say("text")


def _parts(kind: kinds.Type) -> Iterator[kinds.Type]:
    match kind:
        case kinds.StructType(fields=fields):
            yield from (one.type for one in fields)
        case kinds.UnionType(types=types):
            yield from types
        case kinds.ListType(item_type=item) | kinds.VarTupleType(item_type=item):
            yield item
        case kinds.TupleType(item_types=items):
            yield from items
        case kinds.DictType(value_type=value):
            yield value
        case kinds.Metadata(type=inner):
            yield inner
        case _:
            return


def _shape(kind: type[Any], say: _Say) -> Shape:
    info = kinds.type_info(kind)
    assert isinstance(info, kinds.StructType)
    told = meanings(kind)
    return Shape(
        kind.__name__,
        kind.__module__,
        _said(" ".join((inspect.getdoc(kind) or "").split()), say),
        tuple(
            Field(one.encode_name, *_words(one.type, say), _said(told.get(one.name, ""), say))
            for one in info.fields
        ),
    )


def _said(words: str, say: _Say) -> str:
    """Words in a language; of nothing, gettext gives what stands at the head of its file."""
    return say(words) if words else ""


def _words(kind: kinds.Type, say: _Say) -> tuple[str, str]:
    """A kind in words, and the name of the shape in it."""
    match kind:
        case kinds.StructType(cls=cls) if cls is Span:
            return say("span"), ""
        case kinds.StructType(cls=cls):
            return cls.__name__, cls.__name__
        case kinds.UnionType(types=types):
            some = [_words(one, say) for one in types if not isinstance(one, kinds.NoneType)]
            words = some[0][0]
            for other, _ in some[1:]:
                words = filled("{one} or {other}", say, one=words, other=other)
            if len(some) < len(types):
                words = filled("{kind} or null", say, kind=words)
            return words, next((name for _, name in some if name), "")
        case kinds.ListType(item_type=item) | kinds.VarTupleType(item_type=item):
            words, name = _words(item, say)
            return filled("list of {kind}", say, kind=words), name
        case kinds.TupleType(item_types=items):
            parts = [_words(one, say) for one in items]
            return f"[{', '.join(words for words, _ in parts)}]", ""
        case kinds.DictType(value_type=value):
            words, name = _words(value, say)
            return filled("by name, {kind}", say, kind=words), name
        case kinds.Metadata(type=inner):
            return _words(inner, say)
        case kinds.IntType() | kinds.FloatType():
            return say("number"), ""
        case kinds.BoolType():
            return say("true or false"), ""
        case _:
            return say("text"), ""


_PARSING = threading.Lock()
"""Python 3.11 counts the depth of syntax trees for all threads together: two at once may fail."""


@cache
def _written(module: str) -> dict[str, dict[str, str]]:
    """Class to field to the text that stands under it, of a module's own source."""
    source = inspect.getsource(importlib.import_module(module))
    with _PARSING:
        tree = ast.parse(source)
    return {
        node.name: {
            field.target.id: " ".join(below.value.value.split())
            for field, below in zip(node.body, node.body[1:], strict=False)
            if isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        }
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
