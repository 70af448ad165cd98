"""The pages of the reading room: which questions each shows, and in which template.

A page has no figures of its own: what stands on it are values of `questions`, which the API gives
as JSON.
"""

from __future__ import annotations

import msgspec

__all__ = ["PAGES", "Page"]


class Page(msgspec.Struct, frozen=True):
    """One kind of page."""

    path: str
    """Parameters of the path in curly brackets."""
    template: str
    questions: tuple[str, ...]
    """Names of the questions it shows; each is a variable of its template. The first names the
    JSON beside it."""


PAGES = (
    Page("/", "home.html", ("home",)),
    Page("/search", "search.html", ("search",)),
    Page("/facets/{name}", "facet.html", ("facet",)),
    Page("/help", "anatomy.html", ("anatomy",)),
    Page("/help/searching", "searching.html", ("searching",)),
    Page("/cables/{id}/transmitted", "transmitted.html", ("cable",)),
    Page("/cables/{id}/source", "source.html", ("cable", "source")),
    Page("/cables/{id}/versions", "versions.html", ("cable", "versions")),
    Page("/cables/{id}/alike", "alike.html", ("alike",)),
    Page(
        "/cables/{id}", "cable.html", ("cable", "reading", "references", "neighbours", "citations")
    ),
    Page("/releases", "releases.html", ("releases",)),
    Page("/releases/{day}", "release.html", ("release",)),
    Page("/dates", "dates.html", ("dates",)),
    Page("/dates/{year}", "year.html", ("year",)),
    Page("/posts", "posts.html", ("posts",)),
    Page("/posts/{station}", "post.html", ("post",)),
    Page("/tags", "tags.html", ("tags",)),
    Page("/tags/{name}", "tag.html", ("tag",)),
    Page("/levels", "levels.html", ("levels",)),
    Page("/map", "map.html", ("map",)),
)
