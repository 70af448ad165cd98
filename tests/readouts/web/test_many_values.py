"""More values than a list shows: the true number stands beside them, and all are a click away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from many import POSTS, TAGS
from reftel.reading import Archive
from reftel.readouts.pages.facet import AskedFacet, facet
from reftel.readouts.pages.facets import AskedFacets, facets
from reftel.readouts.pages.results import Asked, results
from reftel.readouts.pages.suggest import AskedSuggestions, suggestions
from reftel.readouts.pages.worldmap import AskedMap, worldmap
from reftel.search.engine import FACET_VALUES
from serving import served
from visiting import JOURNEYS, Visitor

ALL_TAGS = TAGS + 1  # and PHUM


@pytest.fixture(scope="module")
def many_site(many: Archive) -> Iterator[str]:
    with served(many) as address:
        yield address


@pytest.fixture(scope="module")
def ask(many_site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=many_site, timeout=30) as client:
        yield client


@pytest.fixture(params=JOURNEYS)
def reader(request: pytest.FixtureRequest, browser, many_site: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, many_site, request.param)
    yield visitor
    visitor.context.close()
    assert visitor.faults == []


def test_an_answer_tells_the_true_number_of_values(many: Archive) -> None:
    for found in (results(many, Asked()), facets(many, AskedFacets())):
        assert len(found.facets["tag"]) == len(found.facets["origin"]) == FACET_VALUES
        assert found.facets_in_all["tag"] == ALL_TAGS
        assert found.facets_in_all["origin"] == POSTS
        assert found.facets_in_all["class"] == len(found.facets["class"]) == 1
        assert found.facets_in_all.keys() == found.facets.keys()


def test_the_pages_of_a_facet_joined_give_every_value_once(many: Archive) -> None:
    seen, offset = [], 0
    while offset is not None:
        page = facet(many, AskedFacet(name="tag", limit=50, offset=offset))
        assert page.in_all == page.matching == ALL_TAGS
        assert page.previous == (offset - 50 if offset else None)
        seen += page.values
        offset = page.next
    assert len({one.value for one in seen}) == len(seen) == ALL_TAGS
    assert seen[0].value == "PHUM"
    for one in (seen[0], seen[-1]):
        assert many.search(one.add, limit=0).total == one.count
        assert many.search(one.exclude, limit=0).total == len(many) - one.count


@pytest.mark.parametrize(
    ("find", "values"),
    [
        ("RIGHTS human", ["PHUM"]),  # by its meaning, in any order
        ("ztabc", ["ZTABC"]),
        ("abc zt", ["ZTABC"]),
        ("no such letters", []),
    ],
)
def test_a_facet_is_searched(many: Archive, find: str, values: list[str]) -> None:
    page = facet(many, AskedFacet(name="tag", find=find))
    assert [one.value for one in page.values] == values
    assert page.matching == len(values)
    assert page.in_all == ALL_TAGS


def test_a_facet_is_that_of_its_query(many: Archive) -> None:
    page = facet(many, AskedFacet(name="tag", q="tag:PHUM", limit=1000))
    assert page.total == len([n for n in range(TAGS) if n % 3 == 0])
    assert page.in_all == page.total + 1


def test_past_the_last_value_there_is_a_way_back(many: Archive) -> None:
    page = facet(many, AskedFacet(name="tag", offset=100_000, limit=50))
    assert page.values == ()
    assert page.previous == ALL_TAGS - 50
    assert page.next is None


def test_the_map_counts_every_post(many: Archive) -> None:
    page = worldmap(many, AskedMap(q="barley"))
    assert len(page.unplaced) == POSTS
    assert sum(one.count for one in page.unplaced) == page.total == len(many)


def test_the_page_of_results_leads_to_every_value(ask: httpx.Client) -> None:
    page = ask.get("/search?q=barley").text
    assert f">All {ALL_TAGS}</a>" in page
    assert f">All {POSTS}</a>" in page
    address = re.search(r'href="(/facets/tag\?[^"]*)"', page)[1]
    whole = ask.get(address)
    assert whole.status_code == 200
    named = re.findall(r"<bdi>([^<]*)</bdi>", whole.text)
    assert len(named) == len(set(named)) == ALL_TAGS


def test_the_page_of_a_facet_turns_and_finds_without_scripts(ask: httpx.Client) -> None:
    page = ask.get("/facets/origin?q=barley&limit=100").text
    turned = re.search(r'rel="next" href="([^"]*)"', page)[1].replace("&amp;", "&")
    assert len(re.findall("<bdi>", ask.get(turned).text)) == POSTS - 100
    assert '<input type="hidden" name="q" value="barley">' in page
    found = ask.get("/facets/origin?q=barley&find=zendaabc").text
    assert re.findall(r"<bdi>([^<]*)</bdi>", found) == ["ZENDAABC"]
    assert "1 holds" in found


def test_a_facet_that_there_is_not_is_refused_in_one_sentence(ask: httpx.Client) -> None:
    assert ask.get("/facets/colour").status_code == 400
    assert "name is" in ask.get("/api/facets/colour").json()["error"]["message"]


def test_suggestions_reach_every_value_and_count_them(many: Archive) -> None:
    every = suggestions(many, AskedSuggestions(q="barley tag:"))
    assert len(every.choices) == 8
    assert (every.in_all, every.facet, every.typed) == (ALL_TAGS, "tag", "")
    found = suggestions(many, AskedSuggestions(q="tag:ztbc"))
    shown = {one.value for one in many.search("", limit=0).facets["tag"]}
    assert found.choices[0].text == "tag:ZTBCA "
    assert "ZTBCA" not in shown
    assert (found.in_all, found.typed) == (10, "ztbc")
    fields = suggestions(many, AskedSuggestions(q="s"))
    assert fields.facet is None
    assert fields.in_all == len(fields.choices)


def test_all_values_are_the_last_suggestion(reader: Visitor) -> None:
    page = reader.open("/")
    box = page.locator("#q")
    box.press_sequentially("barley from:zendaab")
    last = page.get_by_role("option").last
    expect(last).to_have_text("All 10 values")
    reader.fits()
    box.press("ArrowUp")
    expect(last).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    page.wait_for_url("**/facets/origin?*")
    expect(page.locator("#find")).to_have_value("zendaab")
    expect(page.locator(".facets.wide li")).to_have_count(10)
    reader.fits()
    page.locator(".facets.wide a").first.click()
    page.wait_for_url("**/search?q=barley*from*")


def test_letters_typed_over_a_cut_list_go_on_to_the_whole(reader: Visitor) -> None:
    page = reader.open("/search?q=barley")
    if reader.width < 800:
        page.get_by_text("Narrow the results", exact=True).click()
    page.get_by_role("searchbox", name="Find in this list: Origin").fill("zendabcj")
    section = page.locator(".facet", has=page.get_by_label("Find in this list: Origin"))
    expect(section.locator("li").filter(visible=True)).to_have_count(0)
    section.get_by_role("link", name=f"All {POSTS}").click()
    page.wait_for_url("**/facets/origin?*")
    expect(page.locator(".facets.wide li")).to_have_text(re.compile("ZENDABCJ"))
