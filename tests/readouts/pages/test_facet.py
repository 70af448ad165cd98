"""A page of values counts once what it is leafed through."""

from __future__ import annotations

import pytest

from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.pages.dates import AskedYear, year
from reftel.readouts.pages.facet import AskedFacet, facet
from reftel.readouts.pages.post import AskedPost, post
from reftel.search.tantivy_engine import TantivyEngine


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the engine is asked to count, in order."""
    asked: list[object] = []
    count = TantivyEngine._count

    def noted(engine: TantivyEngine, *given: object) -> object:
        asked.append(given)
        return count(engine, *given)

    monkeypatch.setattr(TantivyEngine, "_count", noted)
    return asked


@pytest.mark.parametrize("query", ["", "harvest OR barley"])
def test_leafing_through_values_counts_them_once(
    many: Archive, counts: list[object], query: str
) -> None:
    asked = [AskedFacet(name="tag", q=query, offset=offset, limit=50) for offset in (0, 50, 100)]
    pages = [facet(many, one) for one in (*asked, *asked)]
    assert len(counts) <= 1
    values = [one.value for page in pages[:3] for one in page.values]
    assert len(set(values)) == len(values) == pages[0].in_all > 100
    assert pages[:3] == pages[3:]
    assert facet(many, AskedFacet(name="tag", q=query, find="ztaab")).matching == 1
    assert len(counts) <= 1


def test_another_query_and_another_facet_are_counted_by_themselves(room: Archive) -> None:
    for name in ("tag", "origin"):
        for query in ("harvest", "tag:KTIP"):
            page = facet(room, AskedFacet(name=name, q=query, limit=1000))
            assert page.total == room.search(query, limit=0).total
            found = [(one.value, one.count) for one in page.values]
            assert found == [(one.value, one.count) for one in room.facet(query, name)]


def test_white_space_asks_for_all_cables_and_keeps_no_copy_of_their_values(room: Archive) -> None:
    bare = facet(room, AskedFacet(name="tag"))
    kept = len(room._catalogue)
    for n in range(1, 6):
        page = facet(room, AskedFacet(name="tag", q=" \t" * n))
        assert (page.total, page.values) == (bare.total, bare.values)
    assert len(room._catalogue) == kept


def test_what_a_reader_makes_up_fills_no_catalogue(room: Archive) -> None:
    kept = len(room._catalogue)
    for n in range(20):
        with pytest.raises(NotHeld):
            year(room, AskedYear(year=f"{9000 + n}"))
        with pytest.raises(NotHeld):
            post(room, AskedPost(station=f"NOWHERE{n}"))
    assert len(room._catalogue) <= kept + 2  # the years and the posts that there are
