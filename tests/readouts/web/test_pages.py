"""Pages of the reading room: each answers, and what a cable says cannot take one over."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

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


def test_a_version_that_is_not_the_preferred_one_says_so(browse: httpx.Client, room) -> None:
    name = next(one for one in room if len(room.versions(one)) > 1)
    number = len(room.versions(name))
    assert f"version {number} of {number}" in browse.get(f"/cables/{name}?version={number}").text
    assert "version 1 of" not in browse.get(f"/cables/{name}").text


def of_views(name: str, page: str) -> list[str]:
    """Addresses of views of a cable that a page leads to; a card among others is no view."""
    paths = {f"/cables/{name}", f"/cables/{name}/transmitted", f"/api/cables/{name}"}
    anchors = re.findall(r"<a [^>]*>", page)
    addresses = [
        unescape(re.search('href="([^"]*)"', one)[1]) for one in anchors if "card" not in one
    ]
    found = [one for one in addresses if urlsplit(one).path in paths]
    assert {urlsplit(one).path for one in found} == paths
    return found


def test_a_version_stays_from_view_to_view(browse: httpx.Client, room) -> None:
    name = next(one for one in room if len(room.versions(one)) > 1)
    page = browse.get(f"/cables/{name}?version=2&q=the").text
    assert f'<link rel="canonical" href="/cables/{name}">' in page
    assert f'type="application/json" href="/api/cables/{name}?version=2"' in page
    assert f'data-citations="/api/citations/{name}?version=2"' in page
    assert "without marks" in page
    wire = browse.get(f"/cables/{name}/transmitted?version=2").text
    assert f"/cables/{name}?version=2#cite" in of_views(name, wire)
    for text in (page, wire):
        for address in of_views(name, text):
            assert parse_qs(urlsplit(address).query) == {"version": ["2"]}
    for address in of_views(name, browse.get(f"/cables/{name}").text):
        assert not urlsplit(address).query


def test_contents_of_nothing_are_no_landmark(browse: httpx.Client) -> None:
    assert '<nav class="toc"' in browse.get("/cables/05BELCOURANT304").text
    assert '<nav class="toc"' not in browse.get("/cables/04MONTESARRE278").text


def test_articles_that_a_page_names_are_links(browse: httpx.Client, room) -> None:
    name = room.search("has:articles", limit=1).hits[0].id
    article = next(one.value for one in room.claims(name) if one.name == "article")
    assert f'<a href="{article}" rel="noreferrer noopener external">' in (
        browse.get(f"/cables/{name}").text
    )


def test_more_like_this_leads_to_cables_on_the_same_matter(browse: httpx.Client) -> None:
    assert 'href="/cables/08STRELSAU388/alike"' in browse.get("/cables/08STRELSAU388").text
    near = browse.get("/api/alike/08STRELSAU388?limit=6").json()
    assert near["cable"]["id"] == "08STRELSAU388"
    assert len(near["alike"]) == near["limit"] == 6
    text = browse.get("/cables/08STRELSAU388/alike?limit=6").text
    found = [text.find(f'href="/cables/{one["id"]}"') for one in near["alike"]]
    assert -1 not in found
    assert found == sorted(found)
    longer = browse.get("/api/alike/08STRELSAU388").json()["alike"]
    assert longer[:6] == near["alike"]
    assert len(longer) == 20


def test_more_like_this_leaves_out_the_copies_that_the_cable_names(
    browse: httpx.Client, room
) -> None:
    name = room.matching("has:copies").ids[0]
    copies = {one["id"] for one in browse.get(f"/api/cables/{name}").json()["copies"]}
    near = browse.get(f"/api/alike/{name}").json()["alike"]
    assert copies
    assert copies.isdisjoint(one["id"] for one in near)
    assert copies & set(room.alike(name, limit=3))  # which else would stand first


def test_past_the_last_hit_one_is_told_so_and_led_back(browse: httpx.Client) -> None:
    text = browse.get("/search?q=harvest&offset=5000&limit=50").text
    assert "past the last of them" in text
    assert "No cable satisfies" not in text
    total = browse.get("/api/search?q=harvest&limit=0").json()["total"]
    assert f"offset={total - 50}&amp;limit=50" in text
    assert "No cable satisfies" in browse.get("/search?q=nosuchwordatall").text


def test_a_cable_that_is_referred_to_stands_once_in_the_references(
    browse: httpx.Client, room
) -> None:
    def doubled(name: str) -> bool:
        cited = [one.cited for one in room.references(name) if one.cited]
        return len(set(cited)) < len(cited)

    name = next(one for one in room if doubled(one))
    links = room.references(name)
    cited = next(one.cited for one in links if one.place != "list" and one.cited)
    place = next(one.place for one in links if one.place != "list" and one.cited == cited)
    box = browse.get(f"/cables/{name}").text.partition('id="references"')[2]
    refers = box.partition('<ul class="plain refers">')[2].partition("</ul>")[0]
    assert refers.count("<li>") <= len({one.cited or one.written for one in links})
    assert refers.count(cited) in (2, 3)  # its address, and once or twice in words
    assert f'href="#{place}"' in refers


def test_what_was_repaired_shows_how_it_stands_and_the_rule(browse: httpx.Client, room) -> None:
    name = next(one for one in room if any(tag.rule for tag in room[one].tags))
    mended = [one for one in browse.get(f"/api/cables/{name}").json()["tags"] if one["rule"]]
    page = browse.get(f"/cables/{name}").text
    for tag in mended:
        assert f"written {tag['written']} · {tag['rule']}" in re.sub("</?bdi[^>]*>", "", page)
    whole = next(one for one in room if room[one].tags and not any(t.rule for t in room[one].tags))
    assert "mended-tags" not in browse.get(f"/cables/{whole}").text


def test_a_number_that_was_inferred_shows_by_which_rule(browse: httpx.Client, room) -> None:
    records = (browse.get(f"/api/cables/{name}").json() for name in room)
    name = next(one["id"] for one in records if "six-letters" in one["id_rule"])
    page = browse.get(f"/cables/{name}").text
    assert 'title="How the number was inferred"' in page
    assert "six-letters" in page
