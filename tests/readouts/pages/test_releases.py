"""Each cable came new on one day."""

import pytest

from reftel.archive.shelf import Listing
from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.pages.cable import card
from reftel.readouts.pages.nothing import Nothing
from reftel.readouts.pages.releases import AskedRelease, release, releases


def test_days_and_cables_without_one_are_all_cables(room: Archive, listings: list[Listing]) -> None:
    page = releases(room, Nothing())
    released = [one.released[:10] for one in listings if one.released]
    assert {one.day: one.count for one in page.days} == {
        day: released.count(day) for day in released
    }
    assert [one.day for one in page.days] == sorted(set(released), reverse=True)
    assert sum(one.count for one in page.days) + page.without == len(listings)


def test_a_day_gives_each_of_its_cables_once_the_newest_first(
    room: Archive, listings: list[Listing]
) -> None:
    for one in releases(room, Nothing()).days:
        cards = []
        offset: int | None = 0
        while offset is not None:
            page = release(room, AskedRelease(day=one.day, limit=7, offset=offset))
            cards += page.cables
            assert page.next is None or page.next == offset + 7
            offset = page.next
        assert page.count == one.count
        assert {card.id for card in cards} == {
            each.id for each in listings if (each.released or "").startswith(one.day)
        }
        assert len(cards) == one.count
        created = [card.created or "" for card in cards]
        assert created == sorted(created, reverse=True)
        assert room.search(page.query, limit=0).total == one.count


def test_days_lead_to_each_other(room: Archive) -> None:
    days = [one.day for one in releases(room, Nothing()).days]
    newest, second, oldest = (release(room, AskedRelease(day=days[n])) for n in (0, 1, -1))
    assert (newest.later, newest.earlier) == (None, days[1])
    assert (second.later, second.earlier) == (days[0], days[2])
    assert (oldest.later, oldest.earlier) == (days[-2], None)


def test_a_day_on_which_nothing_came_new_names_the_nearest(room: Archive) -> None:
    with pytest.raises(NotHeld, match="released on 2011-01-01") as caught:
        release(room, AskedRelease(day="2011-01-01"))
    assert caught.value.near == ("2010-12-09", "2010-12-10", "2011-08-30")
    assert caught.value.kind == "releases"


def test_past_the_last_cable_there_is_none(room: Archive) -> None:
    page = release(room, AskedRelease(day="2010-12-05", offset=500))
    assert (page.cables, page.next) == ((), None)
    assert page.previous == max(page.count - 50, 0)  # the last page that has any


def test_the_lines_of_a_release_are_asked_for_together(
    room: Archive, listings: list[Listing]
) -> None:
    (fullest, *_) = sorted(releases(room, Nothing()).days, key=lambda one: -one.count)
    connection = room._shelf().connection
    numbers = []
    for limit in (1, 20):
        release(room, AskedRelease(day=fullest.day, limit=limit))  # what is kept is known then
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        page = release(room, AskedRelease(day=fullest.day, limit=limit))
        connection.set_trace_callback(None)
        assert len(page.cables) == min(limit, fullest.count)
        that_day = [one for one in listings if (one.released or "").startswith(fullest.day)]
        ordered = sorted(that_day, key=lambda one: one.id)
        ordered.sort(key=lambda one: one.created or "", reverse=True)
        assert page.cables == tuple(map(card, ordered[:limit]))
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
