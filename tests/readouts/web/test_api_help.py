"""The page that explains the API is one to read: it has the frame of the other guides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser

from reftel.reading import Archive
from reftel.readouts.questions import QUESTIONS
from serving import served
from visiting import JOURNEYS, Visitor

FONT = ("fontFamily", "fontSize", "lineHeight", "color")
STYLE = "(one, name) => getComputedStyle(one)[name]"


@pytest.fixture(scope="module")
def site(room: Archive) -> Iterator[str]:
    with served(room) as address:
        yield address


@pytest.fixture(params=JOURNEYS)
def reader(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, site, request.param)
    yield visitor
    visitor.context.close()


def test_it_is_set_as_the_guide_to_searching_is(reader: Visitor) -> None:
    frames = []
    for path in ("/help/searching", "/help/api"):
        page = reader.open(path)
        title, words, table = (
            page.locator(one).first for one in ("h1", ".guide .prose p", "table.list")
        )
        fonts = [one.evaluate(STYLE, name) for one in (title, words) for name in FONT]
        frames.append((fonts, *(one.bounding_box()["x"] for one in (title, words, table))))
    assert frames[0] == frames[1]


def test_its_parts_stand_apart(reader: Visitor) -> None:
    page = reader.open("/help/api")
    parts = [one.bounding_box() for one in page.locator(".prose > *").all()]
    gaps = [below["y"] - above["y"] - above["height"] for above, below in pairwise(parts)]
    assert min(gaps) >= 8
    assert page.evaluate("document.documentElement.scrollWidth") <= reader.width
    for caption in page.locator("section > table caption").all()[:3]:
        assert caption.bounding_box()["height"] < 40  # not a word to a line


def test_every_question_is_listed_and_led_to(reader: Visitor) -> None:
    page = reader.open("/help/api")
    rows = page.locator("#questions tbody tr")
    assert rows.locator("a").evaluate_all("all => all.map(one => one.hash)") == [
        f"#{name}" for name in QUESTIONS
    ]
    rows.locator("a[href='#suggest']").click()
    heading = page.locator("#suggest h2")
    assert heading.inner_text() == "/api/suggest"
    assert 0 <= heading.bounding_box()["y"] < page.viewport_size["height"]
    assert heading.locator("a").get_attribute("href") == "#suggest"
    told = page.locator("#suggest .told").first.inner_text()
    assert "`" not in told
