"""Queries made from queries: one condition more, or one less.

In: a query that was read, and a facet's value or one of its parts. Out: the text of the new query,
in the query language; reading it gives just that.
"""

from __future__ import annotations

from functools import lru_cache

from reftel.search.fields import FACETS, FIELDS, SORTS, Kind
from reftel.search.query import Query, parse
from reftel.search.tree import (
    All,
    And,
    Node,
    None_,
    Not,
    Or,
    Value,
    both,
    is_simple,
    negate,
    show,
)

__all__ = ["Narrowing", "as_typed", "condition", "narrowed", "parts", "reordered", "without"]


def condition(facet: str, value: str) -> str:
    """The query for the cables that a facet counts under one of its values, and for no others."""
    field = FIELDS[FACETS[facet]]
    if field.kind is Kind.DAY or field.values:
        return f"{field.name}:{value}"
    return show(Value(field.name, value))


def as_typed(facet: str, value: str) -> str:
    """The condition as a person would type it, which may find a name that holds the value too."""
    field = FACETS[facet]
    return f"{field}:{value}" if is_simple(value) else condition(facet, value)


def narrowed(query: Query, wanted: str, *, exclude: bool = False) -> str:
    """The query with a further condition, or with its contrary."""
    tree = _tree(wanted)
    return _text(both([query.tree, negate(tree) if exclude else tree]), query.sort)


class Narrowing:
    """Many further conditions on one query, each as `narrowed` writes it, in a tenth of the time.

    A page of results writes some hundred, alike but for their values. So the place of the condition
    in the new query, which is its last, is found once for each field.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._own = _text(query.tree, query.sort)
        self._places: dict[tuple[str, bool, bool], tuple[str, str]] = {}

    def write(self, wanted: str, *, exclude: bool = False) -> str:
        """The query with a further condition, or with its contrary."""
        key = (wanted.partition(":")[0], '"' in wanted, exclude)
        if key in self._places:
            before, after = self._places[key]
            return before + _shown(wanted) + after
        text = narrowed(self._query, wanted, exclude=exclude)
        shown = _shown(wanted)
        # What the query asks for already is not written again, so its place would be another.
        if shown not in self._own:
            before, _, after = text.rpartition(shown)
            self._places[key] = (before, after)
        return text


@lru_cache(maxsize=1 << 12)
def _tree(wanted: str) -> Node:
    return parse(wanted).tree


@lru_cache(maxsize=1 << 12)
def _shown(wanted: str) -> str:
    return show(_tree(wanted))


def parts(query: Query) -> tuple[str, ...]:
    """The conditions that a query joins by AND, each in the query language."""
    match query.tree:
        case All():
            return ()
        case And(found):
            return tuple(show(part) for part in found)
        case tree:
            return (show(tree),)


def without(query: Query, place: int) -> str:
    """The query without one of its `parts`, counted from 0."""
    tree = query.tree
    left = (
        [part for n, part in enumerate(tree.parts) if n != place] if isinstance(tree, And) else []
    )
    return _text(both(left), query.sort)


def reordered(query: Query, sort: str) -> str:
    """The same cables in another order."""
    return _text(query.tree, sort)


def _text(tree: Node, sort: str) -> str:
    """A tree as a person would write it: a space for AND wherever that means the same."""
    order = "" if sort == SORTS[0] else f" sort:{sort}"
    if isinstance(tree, And):
        short = " ".join(_bracketed(part) for part in tree.parts)
        if parse(short).tree == tree:
            return short + order
    text = "" if isinstance(tree, All) else show(tree)
    if order and " OR " in text and parse(text + order).tree != tree:
        text = f"({text})"
    return (text + order).strip()


def _bracketed(part: Node) -> str:
    """A part beside others. Its form is that of the tree, whatever stands between quotation marks:
    `Narrowing` writes other values in the place of one.
    """
    text = show(part)
    match part:
        case Not() | None_():
            return f"-{text.removeprefix('NOT ')}"
        case Or():
            return f"({text})"
        case _:
            return text
