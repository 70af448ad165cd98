"""The first page counts what is there."""

import pytest

from reftel.archive.shelf import Listing
from reftel.reading import Archive
from reftel.readouts.pages.home import Nothing, home
from reftel.readouts.pages.publisher import Counter, counter


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


class Shelf:
    """An archive of one page."""

    def __init__(self, page: bytes) -> None:
        self.page = page

    def counted(self, *_: object) -> tuple[str, ...]:
        return ("09STRELSAU12",)

    def raw(self, _: str) -> bytes:
        return self.page


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (b"<p>Currently released so far... 612 / 25,128</p>", (612, 25128)),
        (b"<p>Currently released so far... 25,128/25128</p>", (25128, 25128)),
        (b"<p>released so far</p><p>1 / 2</p>", None),
        (b"<pre>1/2</pre>", None),
    ],
)
def test_the_publishers_counter_is_read_where_a_page_has_one(
    page: bytes, found: tuple[int, int] | None
) -> None:
    expected = Counter(*found, "09STRELSAU12") if found else None
    assert counter(Shelf(page)) == expected


def test_an_archive_whose_pages_have_no_counter_shows_none(room: Archive) -> None:
    assert counter(room) is None
