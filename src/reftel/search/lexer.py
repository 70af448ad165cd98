"""The text of a query into its tokens, each with its place. Never fails; one pass.

A token is a bracket, an operator in capitals, a name with its colon or comparison, a phrase with
its reach, or a run of other characters, which the parser reads as words or as a value.
"""

from __future__ import annotations

import re

import msgspec

from reftel.search.fields import Field, Kind, find_field, near_field
from reftel.search.problems import Problem, problem
from reftel.search.words import words
from reftel.spans import Span

__all__ = ["MAX_LENGTH", "Token", "tokens"]

MAX_LENGTH = 8_000
"""Characters of a query that are read; no person types so many."""


class Token(msgspec.Struct, frozen=True):
    """One token."""

    kind: str
    """( ) AND OR NOT - NEAR FIELD PHRASE WORD"""
    span: Span
    text: str
    """As it stands; of a phrase, what stands between the quotation marks."""
    field: Field | None = None
    """Of a FIELD."""
    compare: str = ""
    """Of a FIELD: >= <= > < or nothing."""
    reach: str | None = None
    """Of a NEAR or PHRASE: the number after it, "" when there is none, None without a tilde."""
    exact: bool = False
    """Of a PHRASE: whether an equals sign stands before it."""


_QUOTES = {
    '"': '"',
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
}
_BLANK = re.compile(r"\s+")
_OPERATOR = re.compile(r"(AND|OR|NOT|&&|\|\|)(?=[\s()\"]|$)|NEAR(?:/([0-9]*))?(?=[\s()\"]|$)")
_NAME = re.compile(r"([^\W\d_][\w-]*)(:(?!//)|>=|<=|[><=])")
_TILDE = re.compile(r"~([0-9]*)")
_RUN = re.compile(r"[^\s()\"\u201c\u201d\u201e\u00ab]+")
_MINUS = "-\u2212\u2013!"
# What people bring along from other query languages.
_BETWEEN = re.compile(r"[\[{]\s*([^\s\[\]{}]+)\s+TO\s+([^\s\[\]{}]+)\s*[\]}]")
_BOOST = re.compile(r"\^[0-9.]+$")
_PATTERN = re.compile(r"/.+/[a-z]*|.*\w\?\w.*|.*\[.+\].*")


def tokens(text: str) -> tuple[list[Token], list[Problem]]:
    """All tokens of the query, and the problems of their spelling."""
    lexer = _Lexer(text)
    lexer.run()
    return lexer.found, lexer.problems


class _Lexer:
    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        if len(text) > MAX_LENGTH:
            self.problems.append(problem("too-long", Span(MAX_LENGTH, len(text)), suggestion=""))
            text = text[:MAX_LENGTH]
        self.text = text
        self.at = 0
        self.found: list[Token] = []

    def run(self) -> None:
        text = self.text
        while self.at < len(text):
            if blank := _BLANK.match(text, self.at):
                self.at = blank.end()
                continue
            here = text[self.at]
            if here in "()":
                self._take(here, self.at + 1)
            elif here in _QUOTES:
                self._phrase()
            elif operator := _OPERATOR.match(text, self.at):
                self._operator(operator)
            elif here in _MINUS and self._binds():
                self._take("-", self.at + 1)
            elif self._exactly():
                self._phrase(exact=True)
            elif not ((name := _NAME.match(text, self.at)) and self._field(name)):
                self._word()

    def _take(self, kind: str, end: int, *, reach: str | None = None) -> None:
        span = Span(self.at, end)
        self.found.append(Token(kind, span, span.of(self.text), reach=reach))
        self.at = end

    def _binds(self) -> bool:
        """A minus, or an exclamation mark, negates when something follows it at once."""
        after = self.text[self.at + 1 : self.at + 2]
        return bool(after) and not after.isspace() and after != ")"

    def _operator(self, match: re.Match[str]) -> None:
        if match[1]:
            kind = {"&&": "AND", "||": "OR"}.get(match[1], match[1])
            self._take(kind, match.end())
        else:
            self._take("NEAR", match.end(), reach=match[2] or "")

    def _exactly(self) -> bool:
        """An equals sign with a quotation mark behind it."""
        text, at = self.text, self.at
        return text[at] == "=" and text[at + 1 : at + 2] in tuple(_QUOTES)

    def _phrase(self, *, exact: bool = False) -> None:
        start = self.at
        opening = start + exact
        closing = _QUOTES[self.text[opening]]
        end = self._closed(opening, closing + '"', doubled=exact)
        if end < 0:
            self.problems.append(problem("quote-not-closed", Span(opening, opening + 1)))
            end = len(self.text)
        inside = self.text[opening + 1 : end]
        if exact:
            inside = inside.replace('""', '"')
        after = min(end + 1, len(self.text))
        tilde = _TILDE.match(self.text, after)
        self.at = tilde.end() if tilde else after
        self.found.append(
            Token(
                "PHRASE",
                Span(start, self.at),
                inside,
                reach=tilde[1] if tilde else None,
                exact=exact,
            )
        )

    def _closed(self, opening: int, closing: str, *, doubled: bool) -> int:
        """Where a phrase ends; -1 where nothing ends it. `doubled` marks are part of it."""
        at = opening + 1
        while at < len(self.text):
            if doubled and self.text.startswith('""', at):
                at += 2
            elif self.text[at] in closing:
                return at
            else:
                at += 1
        return -1

    def _field(self, match: re.Match[str]) -> bool:
        """Take a name and its colon; False when it is no field and no wrong one."""
        name, mark = match.groups()
        field = find_field(name)
        span = Span(match.start(), match.end())
        if field is None:
            if mark != ":":
                return False
            near = near_field(name)
            self.problems.append(
                problem(
                    "field-unknown",
                    span,
                    suggestion=f"{near.name}:" if near else None,
                    found=match.group(),
                )
            )
            self.at = match.end()
            return True
        compare = "" if mark in ":=" else mark
        self.at = match.end()
        self.found.append(Token("FIELD", span, match.group(), field, compare))
        self._value(field)
        return True

    def _value(self, field: Field) -> None:
        """What follows the colon, blanks between them or not."""
        start = self.at
        if blank := _BLANK.match(self.text, start):
            self.at = blank.end()
            if _OPERATOR.match(self.text, self.at) or _NAME.match(self.text, self.at):
                return  # nothing was given; the parser says so
        if self.at < len(self.text) and self.text[self.at] in _MINUS:
            if field.kind is not Kind.SORT and self._binds():
                return
            self._word()
        elif (
            self.at < len(self.text)
            and self.text[self.at] not in "()"
            and (self.text[self.at] not in _QUOTES)
            and not self._exactly()
        ):
            self._word()

    def _word(self) -> None:
        if between := _BETWEEN.match(self.text, self.at):
            low, high = ("" if end == "*" else end for end in between.groups())
            self._foreign(Span(*between.span()), f"{low}..{high}")
            self.found.append(Token("WORD", Span(*between.span()), f"{low}..{high}"))
            self.at = between.end()
            return
        run = _RUN.match(self.text, self.at)
        if run is None:  # a quotation mark that opens nothing, such as a lone closing one
            self.at += 1
            return
        boost = _BOOST.search(run.group())
        end = self.at + boost.start() if boost else run.end()
        if _PATTERN.fullmatch(self.text, self.at, end):
            self._foreign(Span(self.at, end), " ".join(words(self.text[self.at : end])))
        if end > self.at:
            self._take("WORD", end)
        if boost:
            self._foreign(Span(end, run.end()), "")
            self.at = run.end()

    def _foreign(self, span: Span, read: str) -> None:
        self.problems.append(
            problem(
                "foreign-syntax",
                span,
                suggestion=read,
                found=span.of(self.text),
                **({"read": read} if read else {}),
            )
        )
