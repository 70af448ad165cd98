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
from reftel.readouts.pages import (
    alike,
    anatomy,
    cable,
    card,
    dates,
    facet,
    facets,
    feed,
    home,
    levels,
    post,
    posts,
    releases,
    results,
    searching,
    source,
    suggest,
    tags,
    versions,
    worldmap,
)
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
        "facet",
        "/facets/{name}",
        facet.AskedFacet,
        facet.Facet,
        facet.facet,
        "Every value of one facet of a query, counted, to be leafed through and searched.",
        {"name": "tag", "q": "harvest"},
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
        cable.AskedNeighbours,
        cable.Neighbours,
        cable.neighbours,
        "The cables before and after one from the same post.",
        {"id": "08STRELSAU388"},
    ),
    Question(
        "alike",
        "/alike/{id}",
        alike.AskedAlike,
        alike.Alike,
        alike.alike,
        "The cables that share most of a cable's telling words.",
        {"id": "08STRELSAU388"},
    ),
    Question(
        "source",
        "/source/{id}",
        source.AskedSource,
        source.Source,
        source.source,
        "The bytes a cable was read from, and what each of them is.",
        {"id": "08STRELSAU388"},
    ),
    Question(
        "versions",
        "/versions/{id}",
        versions.AskedVersions,
        versions.Versions,
        versions.versions,
        "The versions of a cable, and where two of them differ.",
        {"id": "08STRELSAU388"},
    ),
    Question(
        "anatomy",
        "/anatomy",
        home.Nothing,
        anatomy.Anatomy,
        anatomy.anatomy,
        "An invented telegram, cut into its parts, each explained.",
    ),
    Question(
        "searching",
        "/searching",
        home.Nothing,
        searching.Searching,
        searching.searching,
        "The query language: constructs, fields and parts, with examples.",
    ),
    Question(
        "releases",
        "/releases",
        home.Nothing,
        releases.Releases,
        releases.releases,
        "Every release day, with how many cables came new.",
    ),
    Question(
        "release",
        "/releases/{day}",
        releases.AskedRelease,
        releases.Release,
        releases.release,
        "What came new on a release day.",
        {"day": "2010-12-05"},
    ),
    Question(
        "dates",
        "/dates",
        home.Nothing,
        dates.Dates,
        dates.dates,
        "Years and months in which cables were created.",
    ),
    Question(
        "year",
        "/dates/{year}",
        dates.AskedYear,
        dates.Year,
        dates.year,
        "The calendar of a year, with the cables of each day.",
        {"year": "2008"},
    ),
    Question(
        "posts",
        "/posts",
        posts.AskedPosts,
        posts.Posts,
        posts.posts,
        "Every post whose cables are held, from A to Z or by country.",
    ),
    Question(
        "post",
        "/posts/{station}",
        post.AskedPost,
        post.Post,
        post.post,
        "A post: its cables by month, TAGS, addressees, and which of its numbers are held.",
        {"station": "STRELSAU"},
    ),
    Question(
        "tags",
        "/tags",
        tags.AskedTags,
        tags.Tags,
        tags.tags,
        "TAGS in use, by kind, with their meanings.",
    ),
    Question(
        "tag",
        "/tags/{name}",
        tags.AskedTag,
        tags.Tag,
        tags.tag,
        "A TAG: its years, posts, spellings, and the TAGS that stand beside it.",
        {"name": "KTIP"},
    ),
    Question(
        "levels",
        "/levels",
        home.Nothing,
        levels.Levels,
        levels.levels,
        "Levels of classification and captions in use, with their meanings.",
    ),
    Question(
        "map",
        "/map",
        worldmap.AskedMap,
        worldmap.WorldMap,
        worldmap.worldmap,
        "Where the posts lie whose cables satisfy a query.",
        {"q": "tag:KTIP"},
    ),
    Question(
        "card",
        "/cards/{id}",
        card.AskedCard,
        card.Glance,
        card.glance,
        "A cable at a glance: its line in a list, and how it begins.",
        {"id": "08STRELSAU388"},
    ),
    Question(
        "suggest",
        "/suggest",
        suggest.AskedSuggestions,
        suggest.Suggestions,
        suggest.suggestions,
        "What may be written next in a query, and how it would be understood as it stands.",
        {"q": "harvest tag:trafficking"},
    ),
)

QUESTIONS: dict[str, Question] = {question.name: question for question in _TABLE}
"""By name."""
