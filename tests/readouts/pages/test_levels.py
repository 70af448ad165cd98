"""Levels and captions count every cable, and their queries find just these."""

from collections import Counter

from reftel.archive.shelf import Listing
from reftel.reading import Archive
from reftel.readouts.pages.levels import levels
from reftel.readouts.pages.nothing import Nothing
from reftel.vocab.classification import LEVELS


def test_levels_and_captions_agree_with_every_row(room: Archive, listings: list[Listing]) -> None:
    page = levels(room, Nothing())
    assert {one.level: one.cables for one in page.levels} == Counter(
        one.classification for one in listings if one.classification
    )
    assert sum(one.cables for one in page.levels) + page.without == len(listings)
    assert {one.caption: one.cables for one in page.captions} == Counter(
        caption for one in listings for caption in set(one.captions)
    )
    assert page.without_caption == sum(not one.captions for one in listings)


def test_the_queries_find_what_is_counted(room: Archive) -> None:
    page = levels(room, Nothing())
    for one in (*page.levels, *page.captions):
        assert room.search(one.query, limit=0).total == one.cables


def test_levels_stand_the_lowest_first(room: Archive) -> None:
    order = [level.name for level in LEVELS]
    shown = [one.level for one in levels(room, Nothing()).levels]
    assert shown == [name for name in order if name in shown]


def test_a_caption_says_what_it_does(room: Archive) -> None:
    noforn = next(one for one in levels(room, Nothing()).captions if one.caption == "NOFORN")
    assert noforn.meaning == "No foreign nationals"
