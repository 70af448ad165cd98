"""The first page counts what is there."""

from pathlib import Path

from reftel.archive.shelf import Listing
from reftel.reading import Archive, open_archive
from reftel.readouts.pages.home import Nothing, home
from reftel.readouts.pages.publisher import counter


def test_the_first_page_agrees_with_every_row(room: Archive, listings: list[Listing]) -> None:
    page = home(room, Nothing())
    assert page.cables == len(listings)
    assert sum(one.count for one in page.months) + page.undated == len(listings)
    assert page.not_held == sum(1 for _ in room.not_held()) > 0
    assert page.posts == len({one.station for one in listings if one.station})
    released = [one.released[:10] for one in listings if one.released]
    assert page.releases_in_all == len(set(released)) > len(page.releases)
    assert [one.day for one in page.releases] == sorted(set(released), reverse=True)[:6]
    assert all(one.count == released.count(one.day) for one in page.releases)


def test_the_ways_in_name_the_most_frequent(room: Archive, listings: list[Listing]) -> None:
    page = home(room, Nothing())
    stations = [one.station for one in listings]
    assert [one.cables for one in page.origins] == sorted(
        (stations.count(one) for one in set(stations)), reverse=True
    )
    for kind in page.tags:
        assert len(kind.tags) <= kind.in_all
        for one in kind.tags:
            assert one.cables == sum(one.name in each.tags for each in listings)
    for values in page.facets.values():
        for value in values[:5]:
            assert room.search(value.add, limit=0).total == value.count


def test_the_publishers_counter_is_told_as_its_newest_pages_claim_it(room: Archive) -> None:
    found = counter(room)
    assert found is not None
    assert (found.released, found.known) == (258, 1894)
    assert found.cable in room


def test_an_archive_whose_pages_have_no_counter_shows_none(archive_path: Path) -> None:
    with open_archive(archive_path) as archive:
        assert counter(archive) is None
