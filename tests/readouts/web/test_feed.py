"""The feed: newest first, whole addresses, and XML that can be read whatever a cable says."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readouts.feed import atom
from reftel.readouts.pages.feed import AskedFeed, Feed, FeedEntry, feed

ATOM = "{http://www.w3.org/2005/Atom}"
TEXTS = st.text(st.characters(), max_size=40)  # halves of pairs and control characters too


def written(one: Feed) -> ET.Element:
    xml = atom(
        one,
        title="strelsau",
        here="http://a.example/feed?q=a&b",
        results="http://a.example/search",
        address=lambda name: f"http://a.example/cables/{name}",
    )
    return ET.fromstring(xml)


def entry(**more: object) -> FeedEntry:
    plain = {
        "id": "09STRELSAU12", "subject": "MILLS", "released": "2011-08", "created": None,
        "origin": None, "classification": None, "tags": (), "text": "",
    }  # fmt: skip
    return FeedEntry(**{**plain, **more})


@given(st.builds(FeedEntry, TEXTS, TEXTS, st.none(), st.none(), TEXTS, TEXTS,
                 st.tuples(TEXTS), TEXTS), TEXTS)  # fmt: skip
def test_any_text_gives_xml_that_can_be_read(one: FeedEntry, query: str) -> None:
    root = written(Feed(query, query, 1, (one,)))
    assert len(root.findall(f"{ATOM}entry")) == 1


def test_what_xml_cannot_hold_is_shown_as_lost() -> None:
    root = written(Feed("", "", 1, (entry(subject="A\x00\x1b\ufffe]]><b>&\ud800Z"),)))
    assert root.find(f"{ATOM}entry/{ATOM}title").text == (
        "09STRELSAU12: A\ufffd\ufffd\ufffd]]><b>&\ufffdZ"
    )


@pytest.mark.parametrize(
    ("released", "created", "time"),
    [
        ("2011-08-30T01:44", "2009", "2011-08-30T01:44:00Z"),
        ("2011-08", None, "2011-08-01T00:00:00Z"),
        (None, "2008-01-25T15:26Z", "2008-01-25T15:26:00Z"),
        (None, "1976", "1976-01-01T00:00:00Z"),
        (None, None, "1900-01-01T00:00:00Z"),
    ],
)
def test_times_are_those_of_the_archive(released, created, time) -> None:
    root = written(Feed("", "", 1, (entry(released=released, created=created),)))
    assert root.find(f"{ATOM}updated").text == time
    assert root.find(f"{ATOM}entry/{ATOM}updated").text == time


def test_a_feed_of_nothing_is_a_feed() -> None:
    root = written(Feed("nothing", "nothing", 0, ()))
    assert root.find(f"{ATOM}updated").text == "1900-01-01T00:00:00Z"
    assert root.find(f"{ATOM}id").text == "http://a.example/feed?q=a&b"


# --- which are the newest ---


@pytest.mark.parametrize("limit", [0, 1, 2, 5, 50, 100])
@pytest.mark.parametrize("query", ["", "tag:KTIP", "harvest sort:date", "nothing-of-this-kind"])
def test_the_newest_are_those_released_last(room, query: str, limit: int) -> None:
    """Against the slow way: read every line of the catalogue and sort."""
    found = feed(room, AskedFeed(q=query, limit=limit))
    lines = [room.listing(name) for name in room.matching(query).ids]
    days = sorted(((one.released or "")[:10] for one in lines), reverse=True)
    assert [(one.released or "")[:10] for one in found.entries] == days[:limit]
    assert found.total == len(lines)
    ids = [one.id for one in found.entries]
    assert len(set(ids)) == len(ids)


def test_some_of_the_invented_cables_are_released_and_some_are_not(room) -> None:
    """Else the test above would say little."""
    days = {(room.listing(name).released or "")[:10] for name in room}
    assert "" in days
    assert len(days) > 3


def test_a_feed_is_served_with_whole_addresses(browse) -> None:
    answer = browse.get("/feed", params={"q": "tag:KTIP"})
    assert answer.headers["content-type"] == "application/atom+xml"
    root = ET.fromstring(answer.content)
    base = str(browse.base_url)
    assert root.find(f"{ATOM}id").text == f"{base}/feed?q=tag%3AKTIP"
    addresses = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert all(one.startswith(f"{base}/") for one in addresses)
    for one in addresses[:5]:
        assert browse.get(one).status_code == 200
    assert browse.get("/feed", params={"q": "tag:KTIP"}).content == answer.content


def test_a_page_of_results_names_its_feed_and_its_json(browse) -> None:
    page = browse.get("/search", params={"q": "tag:KTIP"}).text
    assert 'type="application/atom+xml" href="/feed?q=tag%3AKTIP"' in page
    assert 'type="application/json" href="/api/search?q=tag%3AKTIP"' in page
