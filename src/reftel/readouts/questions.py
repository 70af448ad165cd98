"""Everything that can be asked of an archive, in one table.

In: an open archive and the parameters of a question. Out: one typed value. The JSON API answers
each question at its path; a page in HTML shows the values of one or several; the OpenAPI document
and docs/api.md are made from the same table, so that none of them can differ.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from reftel.reading import Archive
from reftel.readouts.layout import Layout
from reftel.readouts.pages import cable, facets, feed, home, results
from reftel.readouts.record import CableRecord

__all__ = ["QUESTIONS", "Question"]


class Question(msgspec.Struct, frozen=True):
    """One thing that can be asked."""

    name: str
    path: str
    """Below /api; parameters of the path in curly brackets."""
    asks: type[Any]
    """Its parameters, each with its meaning and default."""
    gives: type[Any]
    """The value that answers it."""
    answer: Callable[[Archive, Any], Any]
    says: str
    """What it is, in one sentence."""
    example: dict[str, str] = {}
    """Parameters that give an answer on the invented archive."""


_TABLE = (
    Question("home", "/", home.Nothing, home.Home, home.home, "The archive at a glance."),
    Question(
        "search",
        "/search",
        results.Asked,
        results.Results,
        results.results,
        "The cables that satisfy a query, with passages, facets and what leads on.",
        {"q": "tag:KTIP from:strelsau"},
    ),
    Question(
        "facets",
        "/facets",
        facets.AskedFacets,
        facets.Facets,
        facets.facets,
        "What the cables of a query have in common, counted.",
        {"q": "harvest"},
    ),
    Question(
        "feed",
        "/feed",
        feed.AskedFeed,
        feed.Feed,
        feed.feed,
        "The newest cables of a query, by release; /feed gives the same to feed readers.",
        {"q": "tag:KTIP"},
    ),
    Question(
        "cable",
        "/cables/{id}",
        cable.AskedCable,
        CableRecord,
        cable.record,
        "The record of a cable.",
        {"id": "08STRELSAU388"},
    ),
    Question(
        "references",
        "/references/{id}",
        cable.AskedCable,
        cable.References,
        cable.references,
        "What a cable refers to, what refers to it, and its thread.",
        {"id": "08STRELSAU388"},
    ),
    Question(
        "reading",
        "/reading/{id}",
        cable.AskedReading,
        Layout,
        cable.reading,
        "A cable laid out for reading: every character from paragraph 1 on, in runs.",
        {"id": "08STRELSAU388"},
    ),
    Question(
        "citations",
        "/citations/{id}",
        cable.AskedCitation,
        cable.Citations,
        cable.citations,
        "A cable or one of its paragraphs, cited in each style.",
        {"id": "08STRELSAU388", "place": "par1"},
    ),
    Question(
        "neighbours",
        "/neighbours/{id}",
        cable.AskedCable,
        cable.Neighbours,
        cable.neighbours,
        "The cables before and after one from the same post.",
        {"id": "08STRELSAU388"},
    ),
)

QUESTIONS: dict[str, Question] = {question.name: question for question in _TABLE}
"""By name."""
