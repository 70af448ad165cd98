"""Whoever follows a value of a facet finds as many cables as stood beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from many import cable
from reftel.build import build
from reftel.reading import Archive, open_archive
from reftel.readouts.pages.facet import AskedFacet, facet
from reftel.readouts.pages.levels import levels
from reftel.readouts.pages.nothing import Nothing
from reftel.readouts.pages.post import AskedPost, post
from reftel.readouts.pages.posts import AskedPosts, posts
from reftel.readouts.pages.tags import AskedTag, AskedTags, tag, tags

FACETS = get_args(get_type_hints(AskedFacet)["name"])
ODD = ("A//B", "A B", "A, B", "..", "RICE/RYE", "RICE", "ROCK & ROLL", "//", "O?P", "X*", "~5", "Ö")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive whose TAGS share their letters, and are made of odd signs."""
    folder: Path = tmp_path_factory.mktemp("odd")
    (folder / "pages").mkdir()
    for n, name in enumerate(ODD, 1):
        text = re.sub("(?<=TAGS: )[A-Z]+", f"{name}; PGOV", cable(n))
        (folder / "pages" / f"{n}.txt").write_text(text, "utf-8")
    build(folder / "odd.reftel", [folder / "pages"], workers=1)
    with open_archive(folder / "odd.reftel") as archive:
        yield archive


def found(archive: Archive, query: str) -> int:
    answer = archive.search(query, limit=0, facets=False)
    assert answer.problems == (), query
    return answer.total


@pytest.mark.parametrize("name", FACETS)
@pytest.mark.parametrize("query", ["", "harvest", "harvest OR tag:KTIP", "-from:zenda sort:date"])
def test_each_value_finds_what_it_counts(room: Archive, name: str, query: str) -> None:
    page = facet(room, AskedFacet(name=name, q=query, limit=1000))
    assert page.values
    for one in page.values:
        assert found(room, one.add) == one.count, one
        assert found(room, one.exclude) == page.total - one.count, one


@pytest.mark.parametrize("query", ["", "from:zenda*"])
def test_each_odd_value_finds_what_it_counts(odd: Archive, query: str) -> None:
    page = facet(odd, AskedFacet(name="tag", q=query, limit=1000))
    assert len({one.value for one in page.values} & set(ODD)) >= 8
    for one in page.values:
        assert found(odd, one.add) == one.count, one
        assert found(odd, one.exclude) == page.total - one.count, one


def test_pages_of_posts_tags_and_levels_lead_to_what_they_count(room: Archive) -> None:
    for group in posts(room, AskedPosts()).groups:
        for line in group.posts:
            assert found(room, post(room, AskedPost(station=line.station)).query) == line.cables
    for kind in tags(room, AskedTags()).kinds:
        for one in kind.tags:
            assert found(room, tag(room, AskedTag(name=one.name)).query) == one.cables
    page = levels(room, Nothing())
    for one in (*page.levels, *page.captions):
        assert found(room, one.query) == one.cables
