"""What can be wrong with a query: the value and the table of codes.

A problem never stops a search. It points at the letters, says how they were read instead, and
gives, where one can be guessed, what to put in their place.
"""

from __future__ import annotations

import msgspec

from reftel.spans import Span

__all__ = ["PROBLEMS", "Problem", "problem"]

PROBLEMS: dict[str, str] = {
    "bracket-closed-twice": "No bracket is open here; this one is left out",
    "bracket-not-closed": "This bracket is never closed; it is taken to close at the end",
    "brackets-empty": "Nothing stands in these brackets; they are left out",
    "brackets-too-deep": "Brackets stand too deep in each other; from here on they do not count",
    "compound-modifier": "{found} holds several words; the mark counts for the last one only",
    "country-unknown": "No list of countries has {found}; it is searched all the same",
    "date-unread": "{found} is no date; write 2008, 2008-01 or 2008-01-25. It is left out",
    "day-missing": "The calendar has no {found}; read as {read}",
    "exact-phrase": "A phrase cannot be exact; it is searched in all forms of its words",
    "field-empty": "Nothing follows {found}; it is left out",
    "field-in-field": "A field cannot stand inside {found}; it is read on its own",
    "field-in-paragraph": "Inside para:( ) only words count; {found} is left out",
    "field-unknown": "There is no field {found}; what follows is searched everywhere",
    "foreign-syntax": "{found} belongs to another query language; read as {read}",
    "fuzzy-too-far": "A word can differ in two letters at most; read as {read}",
    "id-odd": "{found} does not look like a cable's number, such as 08STRELSAU199",
    "near-needs-words": "NEAR needs a single word on either side; both sides are searched apart",
    "near-too-far": "NEAR reaches from 1 to 20 words; read as {read}",
    "no-word": "{found} holds no letter and no digit; it is left out",
    "operator-alone": "{found} has nothing to join here; it is left out",
    "prefix-too-short": "A star needs two letters before it; read as {read}",
    "quote-not-closed": "This quotation mark is never closed; the phrase is taken to go to the end",
    "range-reversed": "The range runs backwards; read as {read}",
    "sort-twice": "Only one order is possible; the last one counts",
    "star-inside": "A star counts at the end of a word only; read as {read}",
    "star-in-phrase": "A star does not count inside a phrase",
    "too-long": "The query is too long; it is cut here",
    "too-many-words": "Too many words; from here on they are left out",
    "value-ends": "The value is {found} alone; what follows is searched by itself",
    "value-not-compared": "{found} cannot be compared; read as {read}",
    "value-unknown": "{found} is no value of {field}; read as {read}",
}
"""Code to one sentence without full stop, with places for what stood there and how it was read."""

LEFT_OUT = {
    "foreign-syntax": "{found} belongs to another query language; it is left out",
    "value-unknown": "{found} is no value of {field}; it is left out",
}
"""The same where nothing could be taken in its place."""


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong in a query, and how it was mended."""

    code: str
    """A key of `PROBLEMS`; see docs/query.md."""
    span: Span
    """The letters of the query it is about."""
    sentence: str
    suggestion: str | None = None
    """What to write in place of those letters; None where we cannot guess."""
    words: dict[str, str] = {}
    """What fills the places of the sentence: what stood there, and how it was read."""

    @property
    def template(self) -> str:
        """The sentence with its places open, for who says it in another language."""
        return (PROBLEMS if "read" in self.words else PROBLEMS | LEFT_OUT)[self.code]


def problem(code: str, span: Span, *, suggestion: str | None = None, **words: str) -> Problem:
    """A problem of this code, with its sentence made; `words` fill its places."""
    made = Problem(code, span, "", suggestion, words)
    return msgspec.structs.replace(made, sentence=made.template.format(**words) + ".")
