"""The values and words of a query into leaves of its tree.

In: a token, the field that it stands under, if any, and whom to tell what is wrong with it. Out:
what it asks for, or None where nothing could be read. Each kind of field reads in its own way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from itertools import takewhile
from typing import Protocol

from reftel.search import fields
from reftel.search.days import first_day, last_day, read_day, shortest_span
from reftel.search.fields import LEVELS, Field, Kind
from reftel.search.lexer import Token
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
    Phrase,
    Prefix,
    Range,
    Value,
    Word,
    both,
    exactly,
)
from reftel.search.words import MAX_NEAR, id_key, squash, words
from reftel.spans import Span
from reftel.vocab import classification
from reftel.vocab.captions import CAPTIONS
from reftel.vocab.countries import country_name, find_country
from reftel.vocab.posts import POSTS
from reftel.vocab.tags import TAGS

__all__ = [
    "NEAR_WHEN_UNSAID",
    "Complain",
    "complain_ends",
    "complain_unknown",
    "read_distance",
    "read_value",
]

NEAR_WHEN_UNSAID = 5
"""How far NEAR and a phrase's tilde reach without a number."""

_RANGE = re.compile(r"(.*?)(?:\.\.+|\u2026)(.*)", re.DOTALL)
_COMPARE = re.compile(r"(>=|<=|=>|=<|>|<|=)\s*")
_FUZZY = re.compile(r"(.*)~([0-9]*)", re.DOTALL)
_ID_SHAPE = re.compile(r"[0-9]{2}[a-z]+[0-9]+[a-z]*")
_DAY = dt.timedelta(days=1)


class Complain(Protocol):
    """Notes a problem of the query."""

    def __call__(
        self, code: str, span: Span, *, suggestion: str | None = None, **found: str
    ) -> None:
        """Note a problem of this code; `found` fills the places of its sentence."""


def read_value(token: Token, field: Field | None, compare: str, complain: Complain) -> Node | None:
    """What a word, phrase or value asks for, each leaf in its field."""
    reader = _Reader(complain)
    kind = field.kind if field else Kind.TEXT
    if compare and field and kind not in (Kind.DAY, Kind.LEVEL):
        complain("value-not-compared", token.span, found=f"{field.name}:", read=f"{field.name}:")
    if field and not compare and (value := reader.very_value(token, field)):
        return value
    if token.exact and kind in (Kind.TEXT, Kind.PARAGRAPH, Kind.NAME):
        at = token.span.start
        complain("exact-phrase", Span(at, at + 1), suggestion="")
    if field is None or kind in (Kind.TEXT, Kind.PARAGRAPH, Kind.NAME):
        part = reader.words(token, field)
        if field and field.name == "country" and isinstance(part, Word | Phrase):
            part = reader.country(token, part)
    elif kind is Kind.DAY:
        part = reader.days(token, field, compare)
    elif kind is Kind.LEVEL:
        part = reader.level(token, field, compare)
    elif kind is Kind.ID:
        part = reader.id(token)
    else:
        part = reader.key(token, field)
    # A group of words in one paragraph gets its field as a whole.
    return (
        part
        if part is None or field is None or kind is Kind.PARAGRAPH
        else _in_field(field.name, part)
    )


def read_distance(token: Token, complain: Complain) -> int:
    """How far a NEAR or a phrase with a tilde reaches, in words."""
    if not token.reach:
        return NEAR_WHEN_UNSAID
    asked = int(token.reach[:6])
    distance = min(max(asked, 1), MAX_NEAR)
    if asked != distance:
        mark = "/" if token.kind == "NEAR" else "~"
        at = token.span.end - len(token.reach)
        complain(
            "near-too-far",
            Span(at, token.span.end),
            suggestion=str(distance),
            read=f"{mark}{distance}",
        )
    return distance


def complain_ends(value: Token, field: Field, after: list[Token], complain: Complain) -> None:
    """Say that a very value ends at the blank, where `after` it stand words that it may go on with.

    It does not where it is whole by itself, as far as we know such values.
    """
    if value.kind != "WORD" or not value.text.startswith("="):
        return
    raw = value.text[1:]
    whole = _WHOLE.get(field.name)
    if not raw or whole is None or whole(raw):
        return
    # NOVA JOVA harvest: in capitals as facets have it, and so no further than they go.
    more = list(takewhile(lambda one: one.text.isupper() == raw.isupper(), after))
    very = _joined(field.name, [raw, *(one.text for one in more)])
    if more and very:
        span = Span(value.span.start, more[-1].span.end)
        complain("value-ends", span, suggestion=f"={exactly(very)}", found=raw)


def _joined(field: str, written: list[str]) -> str | None:
    """The one value that several words stand for: stations have no blanks, countries codes."""
    if field == "from":
        return "".join(written)
    return find_country(" ".join(written)) if field == "country" else " ".join(written)


def complain_unknown(token: Token, field: Field, near: str | None, complain: Complain) -> None:
    """Say that a field has no such value, and which one is taken instead."""
    complain(
        "value-unknown",
        token.span,
        suggestion=near,
        found=token.text,
        field=f"{field.name}:",
        **({"read": near} if near else {}),
    )


_WHOLE: dict[str, Callable[[str], object]] = {
    "caption": lambda raw: raw.upper() in CAPTIONS,
    "country": find_country,
    "from": lambda raw: raw.upper() in POSTS,
    "tag": lambda raw: raw.upper() in TAGS,
}
"""Fields whose values may be of several words, and whether one is known that is just so."""


class _Reader:
    """Reads one value, in the way of its kind of field."""

    def __init__(self, complain: Complain) -> None:
        self._complain = complain

    def very_value(self, token: Token, field: Field) -> Value | None:
        """What stands behind an equals sign, where the field has a facet that knows the value."""
        if not field.facet or field.values or field.kind is Kind.DAY:
            return None
        raw = token.text if token.exact else token.text.removeprefix("=")
        if not raw.strip() or not (token.exact or (token.kind == "WORD" and raw != token.text)):
            return None
        if field.kind is Kind.LEVEL:
            if _RANGE.fullmatch(raw) and not token.exact:
                return None
            return self._very_level(token, field, raw)
        if field.name == "country":
            return self._very_country(token, field, raw)
        return Value(field.name, raw.upper())  # as facets have them all

    def _very_level(self, token: Token, field: Field, raw: str) -> Value | None:
        """Cables have no other levels; what is near none is told as it is without the sign."""
        level = classification.read_level(raw) or classification.level_of_mark(raw)
        if level is None and fields.read_level(raw) is None:
            near = fields.near_level(raw)
            level = classification.read_level(near) if near else None
            if level:
                complain_unknown(token, field, f"={near}", self._complain)
        return Value(field.name, level.name) if level else None

    def _very_country(self, token: Token, field: Field, raw: str) -> Value:
        """Facets have codes; a name stands for its code, and what no list has is searched."""
        code = find_country(raw)
        if code is None:
            name = fields.near(" ".join(words(raw)), _countries())
            near = find_country(name) if name else None
            self._complain(
                "country-unknown",
                token.span,
                suggestion=f"={near}" if near else None,
                found=raw,
            )
        return Value(field.name, code or raw.upper())

    def words(self, token: Token, field: Field | None) -> Node | None:
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
        distance = read_distance(token, self._complain)
        return Near(tuple(found), distance)

    def country(self, token: Token, part: Word | Phrase) -> Leaf:
        """A country that no list has may still be one of the archive, so it is searched."""
        given = " ".join(part.words) if isinstance(part, Phrase) else part.text
        names = _countries()
        if any(f" {given} " in f" {name} " for name in names):
            return part
        if code := find_country(token.text):  # by a name that is not the one we show
            return Word(code.lower())
        near = fields.near(given, names)
        self._complain(
            "country-unknown",
            token.span,
            suggestion=f'"{near}"' if near and " " in near else near,
            found=token.text,
        )
        return part

    def id(self, token: Token) -> Node | None:
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

    def key(self, token: Token, field: Field) -> Node | None:
        raw = token.text
        key = squash(raw)
        if not key:
            self._complain("no-word", token.span, found=raw)
            return None
        known = {squash(value): value for value in field.values}
        if known and key not in known:
            matching = raw.endswith("*") and any(value.startswith(key) for value in known)
            if not matching:
                near = fields.near(key, known)
                complain_unknown(token, field, known[near] if near else None, self._complain)
                return Word(near) if near else None
        return Prefix(key) if token.kind == "WORD" and raw.endswith("*") else Word(key)

    def days(self, token: Token, field: Field, compare: str) -> Node | None:
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

    def level(self, token: Token, field: Field, compare: str) -> Node | None:
        low, high, compare = _ends(token.text, compare)
        if not low and not high:
            complain_unknown(token, field, None, self._complain)
            return None
        ranks: list[int | None] = []
        for written in dict.fromkeys((low, high)):
            level = fields.read_level(written) if written else None
            if written and level is None:
                near = fields.near_level(written)
                complain_unknown(
                    token,
                    field,
                    token.text.replace(written, near) if near else None,
                    self._complain,
                )
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


@cache
def _countries() -> frozenset[str]:
    """Codes and names of all countries that the index can hold, as `words` reads them."""
    codes = {fact.iso for fact in TAGS.values() if fact.kind == "geo" and fact.iso}
    shown = {*codes, *filter(None, map(country_name, codes))}
    return frozenset(" ".join(words(name)) for name in shown)


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
