from __future__ import annotations

import pytest

from archive.publications import body, copied, header, html_2010
from reftel.archive.claims import Standing, compare, published, settle
from reftel.sources.detect import read
from reftel.sources.page import Page, Record
from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse


def page_of(data: bytes) -> Page:
    pages = read(Record("page", data))
    assert isinstance(pages, tuple), pages
    return pages[0]


def read_whole(data: bytes) -> tuple[Page, Cable, Standing]:
    page = page_of(data)
    given = published(page)
    cable = parse(page.text, published_as=given.id if given else None)
    standing = settle(page, cable)
    assert standing is not None
    return page, cable, standing


def found(data: bytes) -> dict[str, str]:
    """Code of each difference, and the characters that stand at its place in the record."""
    page, cable, standing = read_whole(data)
    defects = compare(page, cable, standing)
    for one in defects:
        assert [data[span.start : span.end].decode() for span in one.spans] == [one.found]
    return {one.code: one.found for one in defects}


NO_HEADER = "This record is a partial extract of the original cable."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (copied("ZENDA", 5), {}),
        (html_2010("ZENDA", 5), {"page-clock": "2009-01-14 15:03"}),
        (
            html_2010("ZENDA", 5, created="2009-01-15 15:03"),
            {"page-clock": "2009-01-15 15:03", "created-differs": "2009-01-15 15:03"},
        ),
        (
            html_2010("ZENDA", 5, created="2009-01-14 15:31", released="2010-12-02 21:10"),
            {"created-differs": "2009-01-14 15:31"},
        ),
        (
            html_2010("ZENDA", 5, created="2009-01-14 15:32", released="2010-12-02 21:10"),
            {},
        ),
        (
            html_2010("ZENDA", 5, created="some day", released="2010-12-02 21:10"),
            {"date-unreadable": "some day"},
        ),
        (
            html_2010("ZENDA", 5, text=body("HENTZAU", 9)),
            {"page-clock": "2009-01-14 15:03", "id-differs": "09ZENDA5", "origin-differs": None},
        ),
        (
            html_2010("ZENDA", 5, classification="SECRET"),
            {"page-clock": "2009-01-14 15:03", "classification-differs": "SECRET"},
        ),
        (
            html_2010("ZENDA", 5, classification="COSMIC"),
            {"page-clock": "2009-01-14 15:03", "classification-unreadable": "COSMIC"},
        ),
        (
            html_2010("ZENDA", 5, shown_id="ODDMENT"),
            {"page-clock": "2009-01-14 15:03", "id-unreadable": "ODDMENT"},
        ),
        (
            html_2010("ZENDA", 5, shown_id="09SECTION01OF02ZENDA5"),
            {"page-clock": "2009-01-14 15:03", "id-repaired": "09SECTION01OF02ZENDA5"},
        ),
    ],
    ids=lambda value: " ".join(value) or "agrees" if isinstance(value, dict) else "page",
)
def test_each_claim_that_differs_is_told_with_its_place(
    data: bytes, expected: dict[str, str | None]
) -> None:
    # Posts of our own invention are in no table, so that two of them cannot be told apart.
    known = {code: value for code, value in expected.items() if value is not None}
    assert found(data) == known


def test_a_post_that_differs_is_told() -> None:
    odd = html_2010(
        "ZENDA", 5, origin="Embassy Mexico", text=body("ZENDA", 5).replace("ZENDA", "PARIS")
    )
    assert found(odd)["origin-differs"] == "Embassy Mexico"


def test_the_telegrams_own_time_wins() -> None:
    _, _, standing = read_whole(html_2010("ZENDA", 5))
    assert standing.created is not None
    assert (standing.created.value, standing.created_by) == ("2009-01-14T15:32Z", "telegram")


def test_a_page_alone_is_worth_its_hour_when_its_clock_is_wrong() -> None:
    _, _, standing = read_whole(html_2010("ZENDA", 5, head=NO_HEADER))
    assert standing.created is not None
    assert (standing.created.value, standing.created.precision) == ("2009-01-14T15", "hour")
    assert (standing.created_by, standing.released) == ("page", "2010-12-02T21")


def test_a_page_alone_is_worth_its_minute_when_its_clock_is_right() -> None:
    data = html_2010("ZENDA", 5, head=NO_HEADER, created="2009-01-14 15:32", released="2010-12-02")
    _, _, standing = read_whole(data)
    assert standing.created is not None
    assert (standing.created.value, standing.released) == ("2009-01-14T15:32", "2010-12-02")


@pytest.mark.parametrize(
    ("shown", "expected", "rule"),
    [
        (None, "09ZENDA5", "published"),
        ("09ZENDA0005", "09ZENDA5", "published"),
        ("09SECTION01OF02ZENDA5", "09ZENDA5", "published prefix-dropped"),
        ("ODDMENT", "09ZENDA5", "telegram"),
    ],
)
def test_the_id_is_the_publishers_put_right_where_needed(
    shown: str | None, expected: str, rule: str
) -> None:
    _, _, standing = read_whole(html_2010("ZENDA", 5, shown_id=shown))
    assert standing.id == expected
    assert standing.id_rule.replace(" unknown-post", "") == rule


def test_neither_page_nor_telegram_names_it() -> None:
    page = page_of(html_2010("ZENDA", 5, head=NO_HEADER, text="1. Rain.", shown_id="ODDMENT"))
    assert settle(page, parse(page.text)) is None


def test_the_page_stands_in_where_the_telegram_says_nothing() -> None:
    text = body("ZENDA", 5).partition("\n")[2]
    data = html_2010("ZENDA", 5, head=NO_HEADER, text=text, origin="Embassy Mexico")
    _, _, standing = read_whole(data)
    assert standing.classification == ("UNCLASSIFIED", 0)
    assert standing.post == ("MEXICO", "Embassy Mexico", "MX")


def test_the_header_of_the_invented_page_says_its_time() -> None:
    assert "141532Z JAN 09" in header("ZENDA", 5)
