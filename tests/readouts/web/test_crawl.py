"""Every link of the invented site leads somewhere, and to the very place it names.

All pages of the site are read, but for results that narrow results that narrow: these go two
levels deep, and beyond that each query is a query like any other.
"""

from __future__ import annotations

from collections import defaultdict, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

RESULTS = {"/search": 60, "/export": 4, "/feed": 4, "/api/search": 20, "/cables/?": 40}
"""Kinds of page of which there is one for each query that can be written, and how many to read."""
DEEPEST = 2


class Page(HTMLParser):
    """The links of a page, and the places in it that a link can name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag  # any may have a place or a link
        named = dict(attrs)
        if named.get("id"):
            self.places.append(named["id"])
        if "external" in (named.get("rel") or "").split():
            return  # an article that a page names; a reader may go there, nothing is fetched
        for one in ("href", "src"):
            if named.get(one):
                self.links.append(named[one])


def kind(address: str) -> str | None:
    """A key of RESULTS; None where all pages of the kind are read."""
    parts = urlsplit(address)
    if parts.path.startswith("/cables/") and parts.query.startswith("q="):
        return "/cables/?"
    return parts.path if parts.path in RESULTS else None


def crawl(browse: httpx.Client, *starts: str) -> tuple[dict[str, Page | None], list[str]]:
    """Address to page (None for what is no HTML), and what is wrong."""
    home = str(browse.base_url)
    found: dict[str, Page | None] = {}
    wanted: dict[str, dict[str, str]] = defaultdict(dict)  # address to fragments, and who says so
    wrong: list[str] = []
    of_a_kind: dict[str | None, int] = defaultdict(int)
    waiting = deque((urljoin(home, start), 0, "the start") for start in starts)
    seen = {address for address, _, _ in waiting}
    while waiting:
        address, depth, source = waiting.popleft()
        answer = browse.get(address)
        for _ in range(3):
            if answer.status_code not in (301, 302, 307, 308):
                break
            answer = browse.get(urljoin(address, answer.headers["location"]))
        if answer.status_code != 200:
            wrong.append(f"{answer.status_code} {address} (from {source})")
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            found[address] = None
            continue
        page = found[address] = Page(answer.text)
        twice = {one for one in page.places if page.places.count(one) > 1}
        wrong += [f"two places {one!r} in {address}" for one in sorted(twice)]
        for link in page.links:
            to, fragment = urldefrag(urljoin(address, link))
            if urlsplit(to).netloc != urlsplit(home).netloc:
                wrong.append(f"{link} leads elsewhere (from {address})")
                continue
            if fragment:
                # What is marked in a cable changes none of its places.
                whole = to.partition("?")[0] if kind(to) == "/cables/?" else to
                wanted[whole].setdefault(fragment, address)
            sort = kind(to)
            level = depth + 1 if sort else 0
            if to in seen or level > DEEPEST:
                continue
            if sort and of_a_kind[sort] >= RESULTS[sort]:
                continue
            of_a_kind[sort] += 1
            seen.add(to)
            waiting.append((to, level, address))
    for to, fragments in wanted.items():
        page = found.get(to)
        if page is not None:
            wrong += [
                f"no place {fragment!r} in {to} (from {source})"
                for fragment, source in fragments.items()
                if fragment not in page.places
            ]
    return found, wrong


def test_every_link_leads_to_a_page_and_to_its_place(browse: httpx.Client, room) -> None:
    every = [f"/search?limit=100&offset={offset}" for offset in range(0, len(room), 100)]
    found, wrong = crawl(browse, "/", *every)
    assert not wrong, "\n".join(wrong[:200])
    paths = {urlsplit(address).path for address in found}
    assert {f"/cables/{name}" for name in room} <= paths, "a cable that no link leads to"


def test_the_walk_sees_what_is_wrong() -> None:
    pages = {
        "/": '<a href="/a#there">a</a><a href="/gone">b</a><a href="https://x.example/">c</a>',
        "/a": '<p id="here"></p><p id="here"></p>',
    }

    def answer(request: httpx.Request) -> httpx.Response:
        text = pages.get(request.url.path)
        return httpx.Response(200 if text else 404, html=text or "")

    with httpx.Client(base_url="http://a.example", transport=httpx.MockTransport(answer)) as site:
        _, wrong = crawl(site, "/")
    assert wrong == [
        "https://x.example/ leads elsewhere (from http://a.example/)",
        "two places 'here' in http://a.example/a",
        "404 http://a.example/gone (from http://a.example/)",
        "no place 'there' in http://a.example/a (from http://a.example/)",
    ]
