"""The pages of help say what is: the sample is whole, and each example finds something."""

from __future__ import annotations

import pytest

from reftel.reading import Archive
from reftel.readouts.pages.anatomy import SAMPLE, anatomy
from reftel.readouts.pages.home import Nothing
from reftel.readouts.pages.searching import CONSTRUCTS, searching
from reftel.search.fields import FIELDS
from reftel.telegram.cable import PIECE_KINDS
from reftel.telegram.parse import parse


def test_the_sample_is_shown_whole_and_is_read_without_a_fault(room: Archive) -> None:
    shown = anatomy(room, Nothing())
    assert "".join(part.text for part in shown.parts) == SAMPLE
    odd = {one.code for one in parse(SAMPLE).defects}
    assert odd == {"tag-unknown"}  # RZ, for no list of TAGS knows Ruritania
    assert shown.id not in room


def test_the_sample_has_every_kind_of_part_that_such_a_telegram_can_have(room: Archive) -> None:
    other_styles = {
        *("exempt", "distribution", "accounting", "damage", "stamp", "unread", "blank"),
    }
    kinds = {part.kind for part in anatomy(room, Nothing()).parts}
    assert kinds == PIECE_KINDS.keys() - other_styles


def test_each_kind_is_explained_once(room: Archive) -> None:
    told = [part.kind for part in anatomy(room, Nothing()).parts if part.says]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("one", CONSTRUCTS, ids=lambda one: one.write)
def test_each_construct_finds_something_and_needs_no_mending(room: Archive, one: object) -> None:
    found = room.search(one.write, limit=0)
    assert found.total
    assert not found.problems


def test_every_field_is_explained(room: Archive) -> None:
    assert [one.name for one in searching(room, Nothing()).fields] == list(FIELDS)
