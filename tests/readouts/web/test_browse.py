"""The ways in, over loopback: every page answers, leads on, and says what the JSON says."""

import re
from html import unescape
from html.parser import HTMLParser

import httpx
import pytest

from reftel.reading import Archive, open_archive
from reftel.search.query import parse
from serving import served

PATHS = [
    "/", "/releases", "/releases/2010-12-05", "/releases/2011-08-30", "/dates", "/dates/2008",
    "/posts", "/posts?by=country", "/posts/STRELSAU", "/posts/state", "/tags",
    "/tags?kind=program", "/tags/KTIP", "/tags/TELVANY%20MIRKO", "/levels", "/map", "/map?q=tag:KTIP",
]  # fmt: skip


class Page(HTMLParser):
    """What a page is made of: headings, addresses, attributes, elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.tables: list[list[str]] = []
        self.months: dict[str, str] = {}
        self._link = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes |= set(given)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.tables.append([])
        if self.tables and tag in ("caption", "th"):
            self.tables[-1].append(tag)
        if tag == "a":
            self._link = given["href"]
            self.links.append(given["href"])
        if "id" in given:
            self.ids.append(given["id"])
        if "data-month" in given:
            assert self._link.endswith(given["data-month"]), self._link
            self.months[given["data-month"]] = given["data-count"]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_well_made(browse: httpx.Client, path: str) -> None:
    answer = browse.get(path)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps), page.headings
    assert len(page.ids) == len(set(page.ids))
    assert not {"style", "onclick", "onload"} & page.attributes
    assert all("caption" in table and "th" in table for table in page.tables)


@pytest.mark.parametrize("path", PATHS)
def test_every_address_on_a_page_answers(browse: httpx.Client, path: str) -> None:
    page = Page(browse.get(path).text)
    others = ("/help", "/search", "/cables")
    addresses = {
        link.partition("#")[0]
        for link in page.links
        if link.startswith("/") and not link.startswith(others)
    }
    assert len(addresses) >= 7
    for address in sorted(addresses):
        assert browse.get(address).status_code == 200, address
    for fragment in (link[1:] for link in page.links if link.startswith("#")):
        assert fragment in page.ids, fragment


@pytest.mark.parametrize(
    "asked",
    ["/tags", "/tags?kind=program", "/tags?kind=person", "/posts?by=country", "/map?q=tag:KTIP",
     "/releases/2010-12-05?limit=2", "/releases/2010-12-05?offset=1&limit=2",
     "/facets/tag?q=harvest&find=a&limit=3&offset=1", "/search?q=harvest&offset=2&limit=3"],
)  # fmt: skip
def test_the_json_beside_a_page_is_what_it_shows(browse: httpx.Client, asked: str) -> None:
    text = browse.get(asked).text
    beside = unescape(re.search(r'type="application/json" href="([^"]*)"', text)[1])
    assert browse.get(beside).json() == browse.get(f"/api{asked}").json()


@pytest.mark.parametrize(
    ("path", "query"), [("/", ""), ("/posts/zenda", "from:ZENDA"), ("/tags/KTIP", "tag:KTIP")]
)
def test_bars_of_a_timeline_lead_to_as_many_cables(
    browse: httpx.Client, room: Archive, path: str, query: str
) -> None:
    page = Page(browse.get(path).text)
    assert sum(map(int, page.months.values())) == room.search(query, limit=0).total
    for month, count in list(page.months.items())[::9]:
        assert room.search(f"{query} date:{month}", limit=0).total == int(count)


def test_years_of_a_timeline_are_links_where_they_have_cables(browse: httpx.Client) -> None:
    text = browse.get("/dates").text
    assert "<title>1979: 2</title>" in text
    assert "<title>1980" not in text
    assert ">1980</text>" in text  # its number stays, for the eye


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/posts/strelsua", "/posts/STRELSAU"),
        ("/tags/trafficking", "/tags/KTIP"),
        ("/dates/1980", "/dates/1979"),
        ("/releases/2011-01-01", "/releases/2010-12-10"),
    ],
)
def test_what_is_not_held_is_told_with_near_ones(
    browse: httpx.Client, path: str, near: str
) -> None:
    answer = browse.get(path)
    assert answer.status_code == 404
    assert f'href="{near}"' in answer.text
    assert browse.get(near).status_code == 200


def test_what_is_asked_for_is_never_markup(browse: httpx.Client) -> None:
    for path in ("/posts/", "/tags/", "/dates/", "/releases/", "/map?q="):
        answer = browse.get(f"{path}%3Cscript%3Ealert(1)")
        assert "alert(1)" in answer.text.casefold()
        assert "<script>alert" not in answer.text.casefold()


def test_a_wrong_call_is_told(browse: httpx.Client) -> None:
    assert browse.get("/tags?kind=colour").status_code == 400
    assert browse.get("/releases/2010-12-05?offset=-1").status_code == 400
    assert browse.get("/releases/2010-12-05?offset=-1").status_code == 400


def test_the_page_and_the_json_say_the_same(browse: httpx.Client) -> None:
    value = browse.get("/api/map?q=tag:KTIP").json()
    text = browse.get("/map?q=tag:KTIP").text
    for one in (*value["posts"], *value["unplaced"]):
        assert f"{one['post']['name']}: {one['count']:,}" in text
    home = browse.get("/api/").json()
    assert f"{home['cables']:,} cables" in browse.get("/").text


def test_the_map_is_its_own(browse: httpx.Client) -> None:
    text = browse.get("/map").text
    assert '<path class="land"' in text
    assert text.count("<circle") == 1
    assert "Place not known" in text


def test_a_time_of_one_month_or_year_is_told_once(archive_path) -> None:
    with (
        open_archive(archive_path) as small,
        served(small) as address,
        httpx.Client(base_url=address, timeout=30) as ask,
    ):
        first = ask.get("/").text
        assert "from 2 posts, January 2009." in first
        assert "January 2009 to" not in first
        tag = ask.get("/tags/KTIP").text
        assert "1 cable</a>, 2009." in tag


def test_marks_of_the_source_are_explained_where_they_can_be_seen(
    browse: httpx.Client, room: Archive
) -> None:
    for name in list(room)[::12]:
        answer = browse.get(f"/api/source/{name}")
        told = answer.json()
        page = browse.get(f"/cables/{name}/source").text
        legend = page[page.index('<ul class="legend"') :].partition("</ul>")[0]
        kinds = list(dict.fromkeys(one["kind"] for one in told["stretches"]))
        assert re.findall(r'class="of-(\w+)"', legend) == kinds == list(told["kinds"])
        assert sum(told["kinds"].values()) == told["stretches"][-1]["span"][1]
        words = re.findall(r'class="of-\w+">([^<]+)</span>', legend)
        assert len(set(words)) == len(kinds)


def test_what_a_mark_of_the_source_looks_like_is_its_own(browse: httpx.Client) -> None:
    """Of two kinds that looked alike a legend could not tell."""
    sheet = re.search(r'href="(/static/[^"]*views.css)"', browse.get("/").text)[1]
    rules = dict(re.findall(r"^\.of-(\w+) \{ (.*?) \}", browse.get(sheet).text, re.MULTILINE))
    assert rules.keys() >= {"telegram", "claims", "note", "anchor", "link", "markup", "other"}
    assert len(set(rules.values())) == len(rules)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "harvest OR tag:KTIP",
        "harvest OR grain sort:date",
        "-date:2008 harvest",
        "year:2008 harvest",
    ],
)
def test_each_month_and_year_of_a_timeline_finds_its_cables(
    browse: httpx.Client, room: Archive, query: str
) -> None:
    page = browse.get("/search", params={"q": query}).text
    line = page[page.index('<svg class="timeline"') :].partition("</svg>")[0]
    months = re.findall(r'href="([^"]*)"[^>]*><rect data-month="[^"]*" data-count="(\d+)"', line)
    years = re.findall(r'data-year="\d+" href="([^"]*)".*?<title>\d+: ([\d,]+)</title>', line)
    assert len(months) >= len(years) > 0
    for address, count in (*months[::7], months[-1], *years):
        dated = httpx.URL(unescape(address)).params["q"]
        found = room.search(dated, limit=0, facets=False)
        assert found.total == int(count.replace(",", "")), dated
        assert not found.problems
        assert parse(dated).sort == parse(query).sort
