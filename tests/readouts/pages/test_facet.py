"""A page of values counts once what it is leafed through."""

from __future__ import annotations

import pytest

from reftel.reading import Archive
from reftel.readouts.pages.facet import AskedFacet, facet
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
