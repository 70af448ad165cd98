"""The real pages and the two page texts, where they lie beside the project."""

from pathlib import Path

import pytest

from reftel.sources.detect import read
from reftel.sources.page import Page
from reftel.sources.records import records
from sources.promises import assert_kept, assert_places_lead_back

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "samples").is_dir(), reason="the real pages are not beside this project"
)

PAGES = sorted(SHARED.glob("samples/*/*.html")) + sorted(SHARED.glob("seeds/*.txt"))


def only(path: Path) -> Page:
    (record,) = records([path])
    result = read(record)
    assert isinstance(result, tuple), result
    (page,) = result
    return page


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_real_page_is_read_and_kept(path):
    (record,) = records([path])
    result = read(record)
    assert_kept(record, result)
    assert isinstance(result, tuple)
    assert_places_lead_back(record, result[0])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_real_page_names_its_cable(path):
    page = only(path)
    assert page.claim("id") == path.stem
    assert page.format == {"seeds": "cablegate-text"}.get(
        path.parent.name, path.parent.name.replace("cablegate-", "cablegate-html-")
    )
    for name in ("title", "created", "released", "classification", "origin"):
        assert page.claim(name), name


@pytest.mark.parametrize(
    "path", [path for path in PAGES if "2010" in path.parent.name], ids=lambda path: path.name
)
def test_minutes_of_2010_repeat_the_hour(path):
    page = only(path)
    for name in ("created", "released"):
        hour, minute = (page.claim(name) or "")[-5:].split(":")
        assert int(minute) == (int(hour) - 1) % 12 + 1 or (hour, minute) == ("00", "12")


def test_headers_are_missing_on_the_pages_of_2004_and_2005():
    missing = {
        path.stem
        for path in PAGES
        if any(defect.code == "header-missing" for defect in only(path).defects)
    }
    assert missing == {path.stem for path in PAGES if path.stem[:2] in {"04", "05"}}


def test_one_body_is_cut():
    cut = {path.stem for path in PAGES if any(d.code == "body-cut" for d in only(path).defects)}
    assert cut == {"08MOSCOW2700"}


def test_two_publications_hold_the_same_text():
    texts = {only(path).text for path in SHARED.glob("samples/*/66BUENOSAIRES2481.html")}
    assert len(texts) == 1


def test_no_mark_of_the_publisher_is_taken_for_text():
    for path in PAGES:
        text = only(path).text
        assert "¶" not in text
        assert "href" not in text
        assert "&#x000A;" not in text
        assert "partial extract of the original" not in text


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        (
            "08MEXICO199",
            {
                "created": "2008-01-25 15:26",
                "released": "2011-08-26 00:00",
                "classification": "UNCLASSIFIED",
                "origin": "Embassy Mexico",
            },
        ),
        (
            "09MEXICO828",
            {
                "created": "2009-03-20 22:39",
                "released": "2011-08-26 00:00",
                "classification": "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
                "origin": "Embassy Mexico",
            },
        ),
    ],
)
def test_the_row_of_a_copied_page(name, claims):
    page = only(SHARED / "seeds" / f"{name}.txt")
    assert {claim: page.claim(claim) for claim in claims} == claims
    assert [block.name for block in page.blocks] == ["header", "body"]
    assert page.blocks[1].span.of(page.text).startswith("UNCLAS SECTION 01 OF")
