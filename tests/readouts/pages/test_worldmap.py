"""The map shows each post that has cables, wherever it lies, with all of them."""

from collections import Counter

import pytest

from reftel.archive.shelf import Listing
from reftel.reading import Archive
from reftel.readouts.pages.worldmap import AskedMap, WorldMap, worldmap
from reftel.readouts.projection import HEIGHT, WIDTH, project
from reftel.vocab.posts import POSTS


def counts(page: WorldMap) -> dict[str, int]:
    return {one.post.station: one.count for one in (*page.posts, *page.unplaced)}


def test_without_a_query_every_post_is_there(room: Archive, listings: list[Listing]) -> None:
    page = worldmap(room, AskedMap())
    assert counts(page) == Counter(one.station for one in listings if one.station)
    assert page.total == len(listings)
    assert page.without == sum(one.station is None for one in listings)
    assert {one.post.station for one in page.posts} == {"STATE"}  # the others are invented


@pytest.mark.parametrize("query", ["tag:KTIP", "class>=secret", "harvest OR harbor", "from:zenda"])
def test_a_query_counts_what_it_finds(room: Archive, listings: list[Listing], query: str) -> None:
    page = worldmap(room, AskedMap(q=query))
    found = set(room.matching(query).ids)
    assert counts(page) == Counter(
        one.station for one in listings if one.id in found and one.station
    )
    assert page.total == len(found) == sum(counts(page).values()) + page.without


def test_every_known_place_lies_on_the_map() -> None:
    for one in POSTS.values():
        if one.lat is not None and one.lon is not None:
            x, y = project(one.lat, one.lon)
            assert 0 < x < WIDTH
            assert 0 < y < HEIGHT


def test_north_is_up_and_east_is_right() -> None:
    assert project(0, 0)[0] == WIDTH // 2
    assert project(50, 0)[1] < project(0, 0)[1] < project(-50, 0)[1]
    assert project(40, -100)[0] < project(40, 0)[0] < project(40, 100)[0]
    assert project(-57, 0)[1] == HEIGHT
