"""The query language: text in, `Query` out; knows no engine.

Promises: any text gives a query, in time linear to its length; what could not be read is mended
and named in `problems`, each pointing at its letters; `understood` prints the query as it was
read, and reading the print gives the same tree. The language is described in docs/query.md.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from reftel.search import fields
from reftel.search.days import first_day, last_day, read_day, shortest_span
from reftel.search.fields import FIELDS, HAS, LEVELS, SORTS, Field, Kind
from reftel.search.lexer import Token, tokens
from reftel.search.problems import Problem, problem
from reftel.search.tree import (
    All,
    And,
    Exact,
    Fuzzy,
    InField,
    Leaf,
    Near,
    Node,
    None_,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Word,
    both,
    either,
    in_one_paragraph,
    negate,
    show,
)
from reftel.search.words import MAX_NEAR, id_key, squash, words
from reftel.spans import Span

__all__ = ["MAX_DEPTH", "MAX_LEAVES", "Query", "parse"]

MAX_DEPTH = 40
"""Brackets within brackets that still count."""

MAX_LEAVES = 250
"""Words and values that are searched."""

NEAR_WHEN_UNSAID = 5
"""How far NEAR and a phrase's tilde reach without a number."""

_RANGE = re.compile(r"(.*?)(?:\.\.+|\u2026)(.*)", re.DOTALL)
_COMPARE = re.compile(r"(>=|<=|=>|=<|>|<|=)\s*")
_FUZZY = re.compile(r"(.*)~([0-9]*)", re.DOTALL)
_ID_SHAPE = re.compile(r"\d\d[a-z]+\d+[a-z]*")


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
    problems = sorted({*spelling, *parser.problems}, key=lambda p: (p.span, p.code))
    return Query(text, tree, tuple(problems), parser.sort, understood.strip())


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
            near = _near_of(sides[n], sides[n + 1], self._distance(mark))
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
        if part is not None and field.kind is Kind.PARAGRAPH and field is not outer:
            return in_one_paragraph(part)
        return part

    def _value(self, token: Token, field: Field | None, compare: str) -> Node | None:
        if self._leaves >= MAX_LEAVES:
            if self._leaves == MAX_LEAVES:
                self._complain("too-many-words", token.span, suggestion="")
                self._leaves += 1
            return None
        kind = field.kind if field else Kind.TEXT
        if compare and field and kind not in (Kind.DAY, Kind.LEVEL):
            self._complain(
                "value-not-compared", token.span, found=f"{field.name}:", read=f"{field.name}:"
            )
        if field is None or kind in (Kind.TEXT, Kind.PARAGRAPH, Kind.NAME):
            part: Node | None = self._words(token, field)
        elif kind is Kind.DAY:
            part = self._days(token, field, compare)
        elif kind is Kind.LEVEL:
            part = self._level(token, field, compare)
        elif kind is Kind.SORT:
            self._sort(token, field)
            return None
        elif kind is Kind.ID:
            part = self._id(token)
        else:
            part = self._key(token, field)
        if part is None:
            return None
        self._leaves += len(part.parts) if isinstance(part, And) else 1
        if field is None or kind in (Kind.PARAGRAPH, Kind.DAY):
            return part
        return _in_field(field.name, part)

    def _words(self, token: Token, field: Field | None) -> Node | None:
        exact = field is None or field.kind is not Kind.NAME  # names have no stems
        alone = "" if field is None else None  # a field must not lose its value
        if token.kind == "PHRASE":
            return self._phrase(token, alone)
        raw = token.text
        is_exact = raw.startswith("=")
        fuzzy = _FUZZY.fullmatch(raw)
        core = (fuzzy[1] if fuzzy else raw).lstrip("=")
        stars = core.rstrip("*")
        is_prefix = stars != core
        if not words(core):
            if is_prefix and not stars:
                return All()
            self._complain("no-word", token.span, suggestion=alone, found=raw)
            return None
        if "*" in stars:
            before = stars.split("*")[0]
            is_prefix = bool(words(before))
            stars = before if is_prefix else stars.replace("*", "")
            self._complain(
                "star-inside",
                token.span,
                suggestion=f"{stars}*" if is_prefix else stars,
                read=f"{stars}*" if is_prefix else stars,
            )
        found = words(stars)
        if is_prefix and len(found[-1]) < 2:
            self._complain("prefix-too-short", token.span, suggestion=stars, read=stars)
            is_prefix = False
        if len(found) > 1 and (is_prefix or fuzzy or (is_exact and exact)):
            self._complain("compound-modifier", token.span, found=raw)
        last: Leaf = Word(found[-1])
        if is_prefix:
            last = Prefix(found[-1])
        elif fuzzy:
            last = self._fuzzy(found[-1], fuzzy[2], token.span, stars)
        elif is_exact and exact:
            last = Exact(found[-1])
        else:
            return _phrase_of(found)
        return both([_phrase_of(found[:-1]), last]) if len(found) > 1 else last

    def _fuzzy(self, word: str, number: str, span: Span, core: str) -> Leaf:
        # Two changes in a short word would find any word as short.
        distance = int(number[:3]) if number else 1 if len(word) < 6 else 2
        if distance > 2:
            self._complain("fuzzy-too-far", span, suggestion=f"{core}~2", read=f"{core}~2")
            distance = 2
        return Fuzzy(word, distance) if distance and len(word) <= 40 else Word(word)

    def _phrase(self, token: Token, alone: str | None) -> Node | None:
        found = words(token.text)
        if not found:
            self._complain("no-word", token.span, suggestion=alone, found=f'"{token.text}"')
            return None
        if "*" in token.text:
            at = token.span.start + 1 + token.text.index("*")
            self._complain("star-in-phrase", Span(at, at + 1), suggestion="")
        if token.reach is None or len(found) == 1:
            return _phrase_of(found)
        distance = self._distance(token)
        return Near(tuple(found), distance)

    def _distance(self, token: Token) -> int:
        if not token.reach:
            return NEAR_WHEN_UNSAID
        asked = int(token.reach[:6])
        distance = min(max(asked, 1), MAX_NEAR)
        if asked != distance:
            mark = "/" if token.kind == "NEAR" else "~"
            at = token.span.end - len(token.reach)
            self._complain(
                "near-too-far",
                Span(at, token.span.end),
                suggestion=str(distance),
                read=f"{mark}{distance}",
            )
        return distance

    def _id(self, token: Token) -> Node | None:
        raw = token.text.strip()
        if token.kind == "WORD" and raw.endswith("*") and squash(raw):
            return Prefix(id_key(raw))
        key = id_key(raw)
        if not key:
            self._complain("no-word", token.span, found=raw)
            return None
        if not _ID_SHAPE.fullmatch(key):
            self._complain("id-odd", token.span, found=raw)
        return Word(key)

    def _key(self, token: Token, field: Field) -> Node | None:
        raw = token.text
        key = squash(raw)
        if not key:
            self._complain("no-word", token.span, found=raw)
            return None
        if field.values and key not in field.values:
            matching = raw.endswith("*") and any(v.startswith(key) for v in field.values)
            if not matching:
                near = fields.near(key, field.values)
                self._unknown(token, field, _spelt(near) if near else None)
                return Word(near) if near else None
        return Prefix(key) if token.kind == "WORD" and raw.endswith("*") else Word(key)

    def _unknown(self, token: Token, field: Field, near: str | None) -> None:
        self._complain(
            "value-unknown",
            token.span,
            suggestion=near,
            found=token.text,
            field=f"{field.name}:",
            read=f"; read as {near}" if near else "; it is left out",
        )

    def _sort(self, token: Token, field: Field) -> None:
        wanted = token.text.casefold().replace("\u2212", "-").replace("\u2013", "-")
        if wanted not in SORTS:
            near = fields.near(wanted, SORTS)
            self._unknown(token, field, near)
            if near is None:
                return
            wanted = near
        if self._sorted:
            self._complain("sort-twice", token.span)
        self.sort, self._sorted = wanted, True

    def _days(self, token: Token, field: Field, compare: str) -> Node | None:
        low, high, compare = _ends(token.text, compare)
        read = [self._day(written, token) if written else None for written in (low, high)]
        if any(written and day is None for written, day in zip((low, high), read, strict=True)):
            self._complain("date-unread", token.span, found=token.text)
            return None
        first, last = read
        if compare in (">", ">="):
            edge = first or last
            if edge is None:
                self._no_day(token)
                return None
            return Range(field.name, first_day(edge) if compare == ">=" else _after(edge), None)
        if compare in ("<", "<="):
            edge = first or last
            if edge is None:
                self._no_day(token)
                return None
            return Range(field.name, None, last_day(edge) if compare == "<=" else _before(edge))
        if first is None and last is None:
            self._no_day(token)
            return None
        if first and last and first_day(first) > last_day(last):
            first, last = last, first
            turned = shortest_span(first_day(first), last_day(last))
            self._complain("range-reversed", token.span, suggestion=turned, read=turned)
        return Range(
            field.name, first_day(first) if first else None, last_day(last) if last else None
        )

    def _no_day(self, token: Token) -> None:
        self._complain("date-unread", token.span, found=token.text)

    def _day(self, written: str, token: Token) -> str | None:
        found = read_day(written)
        if found is None:
            return None
        day, true = found
        if not true:
            self._complain(
                "day-missing",
                token.span,
                suggestion=token.text.replace(written, day),
                found=written,
                read=day,
            )
        return day

    def _level(self, token: Token, field: Field, compare: str) -> Node | None:
        low, high, compare = _ends(token.text, compare)
        if not low and not high:
            self._unknown(token, field, None)
            return None
        ranks: list[int | None] = []
        for written in dict.fromkeys((low, high)):
            level = fields.read_level(written) if written else None
            if written and level is None:
                near = fields.near_level(written)
                self._unknown(token, field, token.text.replace(written, near) if near else None)
                if near is None:
                    return None
                level = LEVELS[near]
            if isinstance(level, str):
                if low == high and not compare:
                    return InField(field.name, Word(level))
                level = fields.read_level(level.removesuffix("noforn"))
                assert not isinstance(level, str)
            ranks.append(level)
        first, last = ranks[0], ranks[-1]
        edge = last if first is None else first
        if compare and edge is not None:
            if compare in (">", ">="):
                first, last = edge + (compare == ">"), None
            else:
                first, last = None, edge - (compare == "<")
            if (first or 0) > 4 or (last is not None and last < 0):
                return None_()
        elif first is not None and last is not None and first > last:
            first, last = last, first
            names = list(LEVELS)
            turned = f"{names[first]}..{names[last]}"
            self._complain("range-reversed", token.span, suggestion=turned, read=turned)
        return Range(field.name, *(None if rank is None else str(rank) for rank in (first, last)))

    # --- the rest ---

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _alone(self, token: Token) -> None:
        self._complain("operator-alone", token.span, suggestion="", found=token.text)

    def _complain(
        self, code: str, span: Span, *, suggestion: str | None = None, **found: str
    ) -> None:
        self.problems.append(problem(code, span, suggestion=suggestion, **found))


def _phrase_of(found: list[str]) -> Word | Phrase:
    return Word(found[0]) if len(found) == 1 else Phrase(tuple(found))


def _in_field(name: str, part: Node) -> Node:
    """Each leaf in its field; what has its field already, or needs none, stays."""
    match part:
        case And(parts):
            return both(_in_field(name, inner) for inner in parts)
        case Word() | Exact() | Prefix() | Fuzzy() | Phrase() | Near():
            return InField(name, part)
        case _:
            return part


def _spelt(key: str) -> str:
    """A squashed value as a person writes it."""
    return next((name for name in HAS if squash(name) == key), key)


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


def _ends(written: str, compare: str) -> tuple[str, str, str]:
    """Low end, high end and comparison of a value; one value is both ends."""
    written = written.strip()
    if (match := _COMPARE.match(written)) and not compare:
        compare = {"=>": ">=", "=<": "<=", "=": ""}.get(match[1], match[1])
        written = written[match.end() :]
    if match := _RANGE.fullmatch(written):
        return match[1].strip(), match[2].strip(), compare
    return written, written, compare


def _after(day: str) -> str:
    last = dt.date.fromisoformat(last_day(day))
    return str(min(last, dt.date.max - _DAY) + _DAY)


def _before(day: str) -> str:
    first = dt.date.fromisoformat(first_day(day))
    return str(max(first, dt.date.min + _DAY) - _DAY)


_DAY = dt.timedelta(days=1)
