"""TAGS: all are listed, and the page of one counts its own cables."""

from collections import Counter

import pytest

from reftel.archive.shelf import Listing
from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.pages.tags import AskedTag, AskedTags, tag, tags


def test_every_tag_in_use_is_counted(room: Archive, listings: list[Listing]) -> None:
    page = tags(room, AskedTags())
    shown = {one.name: one.cables for kind in page.kinds for one in kind.tags}
    assert shown == Counter(name for one in listings for name in set(one.tags))
    assert page.number == len(shown) == sum(kind.in_all for kind in page.kinds)
    for kind in page.kinds:
        counts = [one.cables for one in kind.tags]
        assert counts == sorted(counts, reverse=True)
        assert {one.kind for one in kind.tags} == {kind.kind}


def test_a_long_kind_is_cut_unless_it_alone_is_asked_for(
    room: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reftel.readouts.pages.tags._MOST_OF_A_KIND", 3)
    subjects = tags(room, AskedTags()).kinds[0]
    assert (subjects.kind, len(subjects.tags)) == ("subject", 3)
    (alone,) = tags(room, AskedTags(kind="subject")).kinds
    assert len(alone.tags) == alone.in_all == subjects.in_all > 3


@pytest.mark.parametrize("name", ["KTIP", "PHUM", "RZ"])
def test_a_tag_shows_its_own_cables(room: Archive, listings: list[Listing], name: str) -> None:
    own = [one for one in listings if name in one.tags]
    page = tag(room, AskedTag(name=name.lower()))
    assert page.line.cables == len(own)
    assert page.undated + sum(one.count for one in page.months) == len(own)
    assert sum(one.count for one in page.years) + page.undated == len(own)
    together = Counter(other for one in own for other in set(one.tags) - {name})
    assert {one.name: one.cables for one in page.together} == together
    assert {one.post.station: one.cables for one in page.posts} == Counter(
        one.station for one in own if one.station
    )
    assert sum(one.count for one in page.spellings) >= len(own)


def test_a_tag_says_what_it_means(room: Archive) -> None:
    assert tag(room, AskedTag(name="ktip")).line.meaning == "Trafficking in persons"
    assert tag(room, AskedTag(name="RZ")).line.meaning == ""


@pytest.mark.parametrize(
    ("written", "near"), [("trafficking", "KTIP"), ("PHUMM", "PHUM"), ("human rights", "PHUM")]
)
def test_a_tag_that_is_not_held_names_near_ones(room: Archive, written: str, near: str) -> None:
    with pytest.raises(NotHeld) as caught:
        tag(room, AskedTag(name=written))
    assert caught.value.near[0] == near
    assert caught.value.kind == "tags"
