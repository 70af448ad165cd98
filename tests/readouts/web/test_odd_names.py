"""A TAG with a stroke, or any other letter that an address reads, has its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from many import cable
from reftel.build import build
from reftel.reading import Archive, open_archive
from serving import served

NAMES = (
    "RICE/RYE", "A#B", "O?P", "50%", "/STROKE", "R&D", "A//B", "//", "//TWO", "A/../B", "A/./B",
    "BARLEY/", "OATS//", "A\\B", "C%2FD",
)  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("odd")
    (folder / "pages").mkdir()
    text = cable(1).replace("TAGS: ZTAAB", f"TAGS: {', '.join(NAMES)}")
    (folder / "pages" / "zenda.txt").write_text(text, "utf-8")
    build(folder / "odd.reftel", [folder / "pages"], workers=1)
    with open_archive(folder / "odd.reftel") as archive:
        yield archive


@pytest.fixture(scope="module")
def ask(odd: Archive) -> Iterator[httpx.Client]:
    with served(odd) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def test_each_tag_is_held_as_written(odd: Archive) -> None:
    (name,) = odd
    assert set(odd.listing(name).tags) == set(NAMES)


@pytest.mark.parametrize("page", ["/tags", "/", "/search?q=", "/cables/{id}", "/tags/50%25"])
def test_each_link_to_a_tag_leads_to_its_page(odd: Archive, ask: httpx.Client, page: str) -> None:
    (name,) = odd
    text = ask.get(page.replace("{id}", name)).text
    addresses = {unescape(one) for one in re.findall(r'href="(/tags/[^"#]*)"', text)}
    found = {}
    for address in addresses:
        # As a browser goes there, which takes two points between strokes for a way up.
        answer = ask.get(urljoin(str(ask.base_url), address))
        assert answer.status_code == 200, address
        found[unescape(re.search(r"<h1><code>([^<]*)</code>", answer.text)[1])] = address
        beside = re.search(r'type="application/json" href="([^"]*)"', answer.text)[1]
        told = ask.get(urljoin(str(ask.base_url), unescape(beside))).json()["line"]["name"]
        assert told == unescape(re.search(r"<h1><code>([^<]*)</code>", answer.text)[1])
    if page == "/":  # shows the first of each kind
        assert len(set(NAMES) & set(found)) >= 8
    else:
        assert set(NAMES) - set(found) <= ({"50%"} if "50%25" in page else set())


@pytest.mark.parametrize("name", NAMES)
def test_an_encoded_stroke_is_a_stroke(ask: httpx.Client, name: str) -> None:
    quoted = "".join(f"%{ord(one):02X}" for one in name)
    assert ask.get(f"/api/tags/{quoted}").json()["line"]["name"] == name


def test_no_name_is_the_list_of_all(ask: httpx.Client) -> None:
    answer = ask.get("/tags/", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.url.path == "/tags"


def test_a_post_that_is_not_held_is_told_whatever_its_name(ask: httpx.Client) -> None:
    answer = ask.get("/posts/Upper/Zenda")
    assert answer.status_code == 404
    assert "UPPER/ZENDA" in answer.text


def test_a_stroke_too_much_is_taken_away_and_a_names_own_is_not(ask: httpx.Client) -> None:
    for path, target in (("/tags/R&D/", "/tags/R%26D"), ("/api/tags/R&D//", "/api/tags/R%26D")):
        answer = ask.get(path)
        assert (answer.status_code, answer.headers["location"]) == (308, target)
    for name, held in (("BARLEY%2F", "BARLEY/"), ("OATS%2F%2F", "OATS//"), ("%2F%2F", "//")):
        assert ask.get(f"/api/tags/{name}").json()["line"]["name"] == held
