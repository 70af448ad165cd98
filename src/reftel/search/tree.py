"""What a query asks for, as a tree that knows no engine.

A leaf says what must stand in a cable; `And`, `Or` and `Not` join leaves. Leaves hold folded
words. A bare leaf looks at the subject and the whole body; `InField` says where else to look.
`show` prints a tree in the query language, so that reading the print gives the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import msgspec

from reftel.search.days import shortest_span
from reftel.search.fields import FIELDS, LEVELS, Kind

__all__ = [
    "All",
    "And",
    "Exact",
    "Fuzzy",
    "Ids",
    "InField",
    "Leaf",
    "Near",
    "Node",
    "None_",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Range",
    "Value",
    "Word",
    "both",
    "either",
    "exactly",
    "in_one_paragraph",
    "is_simple",
    "leaves",
    "negate",
    "show",
]


class Word(msgspec.Struct, frozen=True, tag=True):
    """A word in any of its forms; in a field without stems, the whole value."""

    text: str


class Exact(msgspec.Struct, frozen=True, tag=True):
    """A word in this very form."""

    text: str


class Prefix(msgspec.Struct, frozen=True, tag=True):
    """Words that begin so."""

    text: str


class Fuzzy(msgspec.Struct, frozen=True, tag=True):
    """Words that become this one by at most `distance` changes: a letter put in, left out,
    changed, or two neighbours swapped.
    """

    text: str
    distance: int


class Phrase(msgspec.Struct, frozen=True, tag=True):
    """Words that follow each other within one passage."""

    words: tuple[str, ...]


class Near(msgspec.Struct, frozen=True, tag=True):
    """Each word at most `distance` words from the next of the list, before or behind it, each such
    pair within one passage. A word is never near itself: twice the same asks for two places.
    """

    words: tuple[str, ...]
    distance: int


class Range(msgspec.Struct, frozen=True, tag=True):
    """From `low` to `high`, both within; None is open. Days, or ranks of classification."""

    field: str
    low: str | None
    high: str | None


class Value(msgspec.Struct, frozen=True, tag=True):
    """The value of a field's facet that is this one, letter for letter."""

    field: str
    text: str


class Ids(msgspec.Struct, frozen=True, tag=True):
    """These cables; never parsed, but put in for `citedby:`, whose answer is outside the index."""

    keys: tuple[str, ...]


class All(msgspec.Struct, frozen=True, tag=True):
    """Every cable."""


class None_(msgspec.Struct, frozen=True, tag=True):  # noqa: N801  (None is taken)
    """No cable."""


class InField(msgspec.Struct, frozen=True, tag=True):
    """A leaf in a field; in `para`, a whole tree of leaves that one paragraph must satisfy."""

    field: str
    part: Node


class And(msgspec.Struct, frozen=True, tag=True):
    """All of these; at least two."""

    parts: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True, tag=True):
    """One of these or more; at least two."""

    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True, tag=True):
    """Cables (in `para`: paragraphs) that do not satisfy this."""

    part: Node


_SIMPLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")

Leaf: TypeAlias = Word | Exact | Prefix | Fuzzy | Phrase | Near
Node: TypeAlias = (
    Word
    | Exact
    | Prefix
    | Fuzzy
    | Phrase
    | Near
    | Range
    | Value
    | Ids
    | All
    | None_
    | InField
    | And
    | Or
    | Not
)


def leaves(node: Node, *, wanted: bool = True) -> Iterator[tuple[str, Leaf]]:
    """The leaves that a cable should hold, each with its field ("" for the whole text).

    What stands under a NOT is left out, for nothing of it can be shown.
    """
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, wanted=wanted)
        case Not(part):
            yield from leaves(part, wanted=not wanted)
        case InField(field, part):
            for inner, leaf in leaves(part, wanted=wanted):
                yield (inner or field, leaf)
        case Word() | Exact() | Prefix() | Fuzzy() | Phrase() | Near():
            if wanted:
                yield ("", node)
        case _:
            pass


def show(node: Node) -> str:
    """The tree in the query language, with every AND written."""
    match node:
        case And(parts):
            return " AND ".join(_bracketed(part, Or) for part in parts)
        case Or(parts):
            return " OR ".join(show(part) for part in parts)
        case Not(part):
            return f"NOT {_bracketed(part, And, Or)}"
        case InField("para", part):
            return f"para:({show(part)})"
        case InField(field, part):
            return f"{field}:{_show_value(field, part)}"
        case Range(field, low, high):
            return _show_range(field, low, high)
        case Value(field, text):
            return f"{field}:={exactly(text)}"
        case Ids(keys):
            return f"id:({' OR '.join(keys)})"
        case All():
            return "*"
        case None_():
            return "NOT *"
        case _:
            return _show_leaf(node)


def _bracketed(node: Node, *looser: type) -> str:
    return f"({show(node)})" if isinstance(node, looser) else show(node)


def _show_value(field: str, part: Node) -> str:
    if isinstance(part, Word) and FIELDS[field].kind is Kind.ID:
        return part.text.upper()
    return _show_leaf(part)


def _show_leaf(leaf: Node) -> str:
    match leaf:
        case Word(text):
            return text
        case Exact(text):
            return f"={text}"
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text, distance):
            return f"{text}~{distance}"
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Near(words, distance):
            return f'"{" ".join(words)}"~{distance}'
        case _:
            return show(leaf)


def is_simple(value: str) -> bool:
    """Whether a value needs no quotation marks."""
    return _SIMPLE.fullmatch(value) is not None


def exactly(text: str) -> str:
    """A very value as it stands behind its equals sign."""
    if is_simple(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _show_range(field: str, low: str | None, high: str | None) -> str:
    if FIELDS[field].kind is Kind.DAY:
        return f"{field}:{shortest_span(low, high)}"
    names = {str(rank): name for name, rank in LEVELS.items()}
    if low == high and low is not None:
        return f"{field}:{names[low]}"
    if low is None or high is None:
        return f"{field}>={names[low]}" if low is not None else f"{field}<={names[high or '4']}"
    return f"{field}:{names[low]}..{names[high]}"


def both(parts: Iterable[Node]) -> Node:
    """All of these, in the simplest form."""
    flat = list(dict.fromkeys(_flat(parts, And)))
    if any(isinstance(part, None_) for part in flat):
        return None_()
    kept = tuple(part for part in flat if not isinstance(part, All))
    return And(kept) if len(kept) > 1 else kept[0] if kept else All()


def either(parts: Iterable[Node]) -> Node:
    """One of these or more, in the simplest form; none of nothing."""
    flat = list(dict.fromkeys(_flat(parts, Or)))
    if any(isinstance(part, All) for part in flat):
        return All()
    kept = tuple(part for part in flat if not isinstance(part, None_))
    return Or(kept) if len(kept) > 1 else kept[0] if kept else None_()


def negate(part: Node) -> Node:
    """What does not satisfy this, in the simplest form."""
    match part:
        case Not(inner):
            return inner
        case All():
            return None_()
        case None_():
            return All()
        case _:
            return Not(part)


def in_one_paragraph(part: Node) -> Node:
    """The group of `para:`, in the simplest form."""
    return part if isinstance(part, All | None_) else InField("para", part)


def _flat(parts: Iterable[Node], kind: type[And | Or]) -> Iterator[Node]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part
