"""Any query has a page, and no query makes it heavy: none is repeated a thousand times."""

from __future__ import annotations

from urllib.parse import quote_plus

import httpx
import pytest

from reftel.readouts.pages.results import repeated

LONG = {
    "words": "harvest OR " * 700 + "grain",
    "conditions": " ".join(f"tag:P{n}" for n in range(900)),
    "brackets": "(" * 4000,
    "fields of none": "foo:bar " * 1000,
    "para": "para:(" * 1000,
    "near": "NEAR " * 1500,
    "signs": "\"&<>'" * 1500,
    "wide": "é" * 2500,
}


@pytest.mark.parametrize("query", LONG.values(), ids=LONG)
def test_a_long_query_makes_no_heavy_page(browse: httpx.Client, query: str) -> None:
    answer = browse.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert len(answer.content) < 500_000
    assert "too long to stand in every link" in answer.text


def test_a_long_query_still_finds_and_turns_its_pages(browse: httpx.Client) -> None:
    query = "harvest OR " * 60 + "harvest"
    assert not repeated(query)
    whole = browse.get("/api/search", params={"q": "harvest"}).json()
    page = browse.get("/search", params={"q": query}).text
    assert f"<b>{whole['total']}</b>" in page
    assert f'href="/search?q={quote_plus(query)}&amp;offset=20"' in page
    assert f'href="/cables/{whole["hits"][0]["id"]}' in page
    listed = browse.get("/api/facets", params={"q": query}).json()["facets"]["year"]
    assert listed
    assert all(one["add"] is None and one["exclude"] is None for one in listed)


def test_of_many_repairs_some_are_told_and_all_are_counted(browse: httpx.Client) -> None:
    query = {"q": "foo:bar " * 1000}
    problems = len(browse.get("/api/search", params=query).json()["problems"])
    page = browse.get("/search", params=query).text
    assert problems > 100
    assert page.count('<code class="pointed">') == 6
    assert f"and {problems - 6:,} more of such" in page


def test_a_short_query_stands_in_every_link(browse: httpx.Client) -> None:
    page = browse.get("/search", params={"q": "harvest"}).text
    assert "too long to stand" not in page
    assert 'class="minus"' in page
    assert "data-timeline" in page


def test_a_long_query_makes_no_heavy_map(browse: httpx.Client) -> None:
    answer = browse.get("/map", params={"q": "has:subject OR " + "ш" * 7500})
    assert answer.status_code == 200
    assert len(answer.content) < 300_000


def test_letters_that_an_address_writes_in_six_signs_count_as_such() -> None:
    assert repeated("h" * 400)
    assert not repeated("ш" * 300)
