"""Pages of the reading room: each answers, and what a cable says cannot take one over."""

import httpx


def test_a_cable_has_a_page(browse: httpx.Client) -> None:
    answer = browse.get("/cables/08STRELSAU388")
    assert answer.status_code == 200
    assert 'id="par1"' in answer.text


def test_a_cable_that_is_not_held_is_told_with_near_ones(browse: httpx.Client) -> None:
    answer = browse.get("/cables/08STRELSAU389")
    assert answer.status_code == 404
    assert "does not hold 08STRELSAU389" in answer.text
    assert 'href="/cables/08STRELSAU388"' in answer.text


def test_a_page_that_is_held_already_is_not_sent_again(browse: httpx.Client) -> None:
    first = browse.get("/search", params={"q": "harvest"})
    again = browse.get(
        "/search", params={"q": "harvest"}, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert not again.content
