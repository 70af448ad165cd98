"""The query language: text in, `Query` out; knows no engine.

Promises: any text gives a query, in time linear to its length; what could not be read is mended
and named in `problems`, each pointing at its letters; `understood` prints the query as it was
read, and reading the print gives the same tree. The language is described in docs/query.md.
"""

from __future__ import annotations

from itertools import takewhile

import msgspec

from reftel.search import fields
from reftel.search.fields import FIELDS, SORTS, Field, Kind
from reftel.search.lexer import Token, tokens
from reftel.search.problems import Problem, problem
from reftel.search.tree import (
    All,
    And,
    InField,
    Near,
    Node,
    Not,
    Or,
    Range,
    Value,
    Word,
    both,
    either,
    in_one_paragraph,
    negate,
    show,
)
from reftel.search.values import complain_ends, complain_unknown, read_distance, read_value
from reftel.spans import Span

__all__ = ["MAX_DEPTH", "MAX_LEAVES", "Query", "parse"]

MAX_DEPTH = 40
"""Brackets within brackets that still count."""

MAX_LEAVES = 250
"""Words and values that are searched."""


class Query(msgspec.Struct, frozen=True):
    """A query, read."""

    text: str
    """As it was given."""
    tree: Node
    """What it asks for; `All` for an empty query."""
    problems: tuple[Problem, ...]
    """What was mended, in order of place."""
    sort: str
    """relevance, date or -date."""
    understood: str
    """The query as it was read, in the query language."""


def parse(text: str) -> Query:
    """Read a query. Never fails."""
    found, spelling = tokens(text)
    parser = _Parser(found)
    tree = parser.run()
    understood = "" if isinstance(tree, All) else show(tree)
    if parser.sort != SORTS[0]:
        bracketed = f"({understood})" if isinstance(tree, Or) else understood
        understood = f"{bracketed} sort:{parser.sort}"
    told = {(one.span, one.code, one.sentence): one for one in (*spelling, *parser.problems)}
    problems = tuple(told[place] for place in sorted(told))
    return Query(text, tree, problems, parser.sort, understood.strip())


class _Parser:
    """Recursive descent, one method for each level of the grammar, loosest first."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0
        self._leaves = 0
        self._sorted = False
        self.sort = SORTS[0]
        self.problems: list[Problem] = []

    def run(self) -> Node:
        parts = []
        while True:
            parts.append(self._or(None))
            token = self._peek()
            if token is None:
                break
            # Only a closing bracket that nothing opened stops the outermost level.
            self._complain("bracket-closed-twice", token.span, suggestion="")
            self._at += 1
        kept = [part for part in parts if part is not None]
        return both(kept) if kept else All()

    # --- levels of the grammar; None means that nothing stood there ---

    def _or(self, field: Field | None) -> Node | None:
        parts: list[Node] = []
        lonely: Token | None = None
        while True:
            part = self._sequence(field)
            if part is None and lonely is not None:
                self._alone(lonely)
            if part is not None:
                parts.append(part)
            token = self._peek()
            if token is None or token.kind != "OR":
                break
            if part is None and lonely is None:
                self._alone(token)
                self._at += 1
                continue
            self._at += 1
            lonely = token
        return either(parts) if parts else None

    def _sequence(self, field: Field | None) -> Node | None:
        """Things side by side; the same field again means OR, unless AND is written."""
        entries: list[tuple[str | None, Node]] = []
        joined = False
        pending: Token | None = None
        while (token := self._peek()) is not None and token.kind not in (")", "OR"):
            if token.kind == "AND":
                if not entries or pending is not None:
                    self._alone(token)
                else:
                    pending = token
                self._at += 1
                continue
            own = _groupable(token)
            part = self._near(field)
            if part is None:
                pending = None  # what stood there has had its say, or was an order
                continue
            if pending is not None:
                entries[-1] = (None, entries[-1][1])
                joined = True
                pending = None
            else:
                joined = False
            entries.append((None if joined else own, part))
        if pending is not None:
            self._alone(pending)
        return _group(entries) if entries else None

    def _near(self, field: Field | None) -> Node | None:
        first = self._unary(field)
        sides: list[Node] = [] if first is None else [first]
        marks: list[Token] = []
        while (token := self._peek()) is not None and token.kind == "NEAR":
            self._at += 1
            after = self._peek()
            ends = after is None or after.kind in (")", "OR", "AND", "NEAR")
            side = None if ends or not sides else self._unary(field)
            if side is None:
                self._alone(token)
                continue
            marks.append(token)
            sides.append(side)
        parts: list[Node] = []
        paired: set[int] = set()
        for n, mark in enumerate(marks):
            near = _near_of(sides[n], sides[n + 1], read_distance(mark, self._complain))
            if near is None:
                self._complain("near-needs-words", mark.span, suggestion="AND")
            else:
                parts.append(near)
                paired |= {n, n + 1}
        parts += [side for n, side in enumerate(sides) if n not in paired]
        return both(parts) if parts else None

    def _unary(self, field: Field | None) -> Node | None:
        negated = False
        last: Token | None = None
        while (token := self._peek()) is not None and token.kind in ("NOT", "-"):
            negated = not negated
            last = token
            self._at += 1
        if token is None or token.kind in (")", "AND", "OR"):
            if last is not None:
                self._alone(last)
            return None
        if token.kind == "NEAR":
            if last is not None:
                self._alone(last)
            return None
        part = self._primary(field)
        return negate(part) if negated and part is not None else part

    def _primary(self, field: Field | None) -> Node | None:
        token = self._tokens[self._at]
        self._at += 1
        match token.kind:
            case "(":
                return self._brackets(token, field)
            case "FIELD":
                return self._field(token, field)
            case "PHRASE":
                return self._value(token, field, "")
            case _:
                return self._value(token, field, "")

    def _brackets(self, opening: Token, field: Field | None) -> Node | None:
        if self._depth >= MAX_DEPTH:
            self._complain("brackets-too-deep", opening.span, suggestion="")
            return self._skip_deep(field)
        first = self._at
        self._depth += 1
        part = self._or(field)
        self._depth -= 1
        closing = self._peek()
        if closing is None:
            self._complain("bracket-not-closed", opening.span)
        else:
            self._at += 1
            if self._at - 1 == first:
                self._complain(
                    "brackets-empty", Span(opening.span.start, closing.span.end), suggestion=""
                )
        return part

    def _skip_deep(self, field: Field | None) -> Node | None:
        """Read on without counting brackets, up to the one that closes the deep ones."""
        open_now = 1
        kept: list[Token] = []
        while open_now and (token := self._peek()) is not None:
            self._at += 1
            open_now += (token.kind == "(") - (token.kind == ")")
            if token.kind not in "()":
                kept.append(token)
        inner = _Parser(kept)
        inner._depth, inner._leaves = self._depth, self._leaves
        part = inner._or(field)
        self._leaves = inner._leaves
        self.problems += inner.problems
        if inner._sorted:
            self.sort, self._sorted = inner.sort, True
        return part

    # --- fields and values ---

    def _field(self, token: Token, outer: Field | None) -> Node | None:
        assert token.field is not None
        field = token.field
        if outer is not None and outer.kind is Kind.PARAGRAPH:
            self._complain("field-in-paragraph", token.span, suggestion="", found=token.text)
            field = outer
        elif outer is not None and outer is not field:
            self._complain("field-in-field", token.span, found=f"{outer.name}:")
        value = self._peek()
        if value is None or value.kind not in ("(", "PHRASE", "WORD", "-"):
            self._complain("field-empty", token.span, suggestion="", found=token.text)
            return None
        self._at += 1
        if value.kind == "(":
            part = self._brackets(value, field)
            if field.kind is Kind.PARAGRAPH and part is not None and field is not outer:
                return in_one_paragraph(part)
            return part
        if value.kind == "-":
            self._at -= 1
            part = self._unary(field)
        else:
            part = self._value(value, field, token.compare)
            if isinstance(part, Value):
                complain_ends(value, field, self._bare_words(), self._complain)
        if part is not None and field.kind is Kind.PARAGRAPH and field is not outer:
            return in_one_paragraph(part)
        return part

    def _bare_words(self) -> list[Token]:
        """The words that stand next, a few at most, for a value has no more."""
        following = self._tokens[self._at : self._at + 5]
        return list(takewhile(lambda one: one.kind == "WORD", following))

    def _value(self, token: Token, field: Field | None, compare: str) -> Node | None:
        if self._leaves >= MAX_LEAVES:
            if self._leaves == MAX_LEAVES:
                self._complain("too-many-words", token.span, suggestion="")
                self._leaves += 1
            return None
        if field and field.kind is Kind.SORT:
            self._sort(token, field)
            return None
        part = read_value(token, field, compare, self._complain)
        if part is not None:
            self._leaves += len(part.parts) if isinstance(part, And) else 1
        return part

    def _sort(self, token: Token, field: Field) -> None:
        wanted = token.text.casefold().replace("\u2212", "-").replace("\u2013", "-")
        if wanted not in SORTS:
            near = fields.near(wanted, SORTS)
            complain_unknown(token, field, near, self._complain)
            if near is None:
                return
            wanted = near
        if self._sorted:
            self._complain("sort-twice", token.span)
        self.sort, self._sorted = wanted, True

    # --- the rest ---

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _alone(self, token: Token) -> None:
        self._complain("operator-alone", token.span, suggestion="", found=token.text)

    def _complain(
        self, code: str, span: Span, *, suggestion: str | None = None, **found: str
    ) -> None:
        self.problems.append(problem(code, span, suggestion=suggestion, **found))


def _groupable(token: Token) -> str | None:
    """The field of something that the same field beside it would join by OR."""
    return token.field.name if token.kind == "FIELD" and token.field else None


def _group(entries: list[tuple[str | None, Node]]) -> Node:
    """Join by AND; the same field again by OR; two open ends of one field to a range."""
    places: dict[str, list[Node]] = {}
    parts: list[list[Node]] = []
    for name, part in entries:
        if name is None or isinstance(part, Not):
            parts.append([part])
        elif name in places:
            places[name].append(part)
        else:
            places[name] = [part]
            parts.append(places[name])
    return both(_either_or_between(same) for same in parts)


def _either_or_between(same: list[Node]) -> Node:
    match same:
        case [Range(field, low, None), Range(_, None, high)] | [
            Range(field, None, high),
            Range(_, low, None),
        ]:
            return Range(field, low, high) if low and high and low <= high else both(same)
        case _:
            return either(same)


def _near_of(left: Node, right: Node, distance: int) -> Node | None:
    match left, right:
        case Word(one), Word(two):
            return Near((one, two), distance)
        case InField(field, Word(one)), InField(other, Word(two)) if field == other and FIELDS[
            field
        ].kind in (Kind.TEXT, Kind.NAME):
            return InField(field, Near((one, two), distance))
        case _:
            return None
