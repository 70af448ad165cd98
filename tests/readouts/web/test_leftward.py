"""The reading room in a language that is written from right to left, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import NullTranslations

import pytest
from playwright.sync_api import Browser

from reftel.reading import Archive
from reftel.readouts.web.speaking import Speaker
from serving import served
from visiting import JOURNEYS, Visitor

PAGES = (
    "/", "/search?q=harvest", "/search?q=class:secrt", "/facets/tag", "/help", "/help/searching",
    "/help/api", "/cables/08STRELSAU388", "/cables/08STRELSAU388/transmitted",
    "/cables/08STRELSAU388/source", "/cables/08STRELSAU388/versions", "/releases", "/dates",
    "/dates/2008", "/posts", "/posts?by=country", "/posts/STRELSAU", "/tags", "/tags/KTIP",
    "/levels", "/map", "/nothing/at/all",
)  # fmt: skip
IN_THE_WAY = re.compile(r"\{[^{}]*\}|%\([a-z]+\)s|<[^<>]*>")
"""What is put into a sentence, and its markup."""


class Leftward(NullTranslations):
    """A language that says everything in as many letters of the Arabic script."""

    def info(self) -> dict[str, str]:
        return {"language": "ar"}

    def gettext(self, message: str) -> str:
        parts = IN_THE_WAY.split(message)
        said = [re.sub("[A-Za-z]", "\u0633", part) for part in parts]
        between = [*IN_THE_WAY.findall(message), ""]
        return "".join(word + place for word, place in zip(said, between, strict=True))

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


class Written(NullTranslations):
    """A language that has a code alone."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def info(self) -> dict[str, str]:
        return {"language": self.code}


@pytest.fixture(scope="module")
def leftward(room: Archive) -> Iterator[str]:
    with served(room, translations=Leftward()) as address:
        yield address


@pytest.fixture(params=JOURNEYS)
def reader(request: pytest.FixtureRequest, browser: Browser, leftward: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, leftward, request.param)
    yield visitor
    visitor.context.close()


@pytest.mark.parametrize(
    ("code", "direction"),
    [("ar", "rtl"), ("he_IL", "rtl"), ("fa", "rtl"), ("ur_PK", "rtl"), ("en", "ltr"), ("de", "ltr"),
     ("az_Arab", "rtl"), ("ku", "ltr"), ("ks_Deva_IN", "ltr"), ("arn", "ltr")],
)  # fmt: skip
def test_a_language_is_written_in_one_direction(code: str, direction: str) -> None:
    assert Speaker(Written(code)).direction == direction


def test_every_page_fits_the_screen_from_right_to_left(reader: Visitor) -> None:
    for path in PAGES:
        page = reader.open(path)
        assert page.locator("html").get_attribute("dir") == "rtl"
        brand, ways = (page.locator(one).bounding_box() for one in (".brand", ".ways"))
        assert brand["x"] + brand["width"] > reader.width - 60, path
        assert ways["x"] < reader.width / 2, path
    assert [one for one in reader.faults if "404" not in one] == []


def test_what_a_cable_says_runs_as_it_was_written(reader: Visitor) -> None:
    page = reader.open("/cables/08STRELSAU388")
    words = page.locator(".telegram .words").first
    assert words.evaluate("one => getComputedStyle(one).direction") == "ltr"
    number = page.locator(".par .permalink").first.bounding_box()
    assert number["x"] < words.bounding_box()["x"] + 1
    if reader.width > 1200:  # the facts stand beside the text, and so on its left
        assert page.locator(".about").bounding_box()["x"] < number["x"]
    assert "\u20662008-02-12" in page.locator(".about").inner_text()
    page = reader.open("/cables/08STRELSAU388/transmitted")
    assert page.locator("pre").first.evaluate("one => getComputedStyle(one).direction") == "ltr"
    page = reader.open("/search?q=tag:KTIP")
    chip = page.locator(".chips code").first
    assert chip.evaluate("one => getComputedStyle(one).direction") == "ltr"


DIRECTION = "one => getComputedStyle(one).direction"


def test_a_query_is_typed_as_the_language_of_queries_is_written(reader: Visitor) -> None:
    for path in ("/", "/search?q=tag:KTIP", "/map"):
        page = reader.open(path)
        boxes = page.locator("input[type=search][name=q]")
        assert boxes.count() >= 1
        assert {box.evaluate(DIRECTION) for box in boxes.all()} == {"ltr"}, path
        box, button = (
            page.locator(f".find {one}").last.bounding_box() for one in ("input", "button")
        )
        assert abs(button["x"] + button["width"] - box["x"]) < 1  # the button still ends the box


def test_what_a_page_claims_is_kept_in_its_order(reader: Visitor) -> None:
    page = reader.open("/cables/08STRELSAU388/source")
    counter = page.locator(".about dd").filter(has_text="258 / 1,894")
    assert counter.locator("bdi").evaluate(DIRECTION) == "ltr"
    names = page.locator(".about dt").all_inner_texts()
    assert "SHA-256" in names
    assert not [one for one in names if re.search("[A-Za-z]", one) and one != "SHA-256"]
    page = reader.open("/cables/08STRELSAU388")
    names = page.locator("#claims dt").all_text_contents()
    assert names
    assert not re.search("[A-Za-z]", "".join(names))
    places = page.locator("#references .rule a bdi").filter(has_text="\u00b6")
    assert {one.evaluate(DIRECTION) for one in places.all()} == {"ltr"}


def test_a_subject_stands_at_the_edge_of_what_it_belongs_to(reader: Visitor) -> None:
    def edge(locator: str) -> float:
        return float(
            page.locator(locator).first.evaluate(
                "one => { const all = document.createRange(); all.selectNodeContents(one);"
                " return Math.max(...[...all.getClientRects()].map(box => box.right)); }"
            )
        )

    page = reader.open("/cables/08STRELSAU388/alike")
    assert abs(edge(".card-subject") - edge(".card-head")) < 2
    page = reader.open("/cables/08STRELSAU388")
    assert abs(edge(".cable-head h1") - edge(".cable-head .crumbs")) < 2
    page = reader.open("/search?q=tag:KTIP")
    assert abs(edge(".hit h2") - edge(".hit .facts")) < 2
