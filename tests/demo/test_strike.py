"""The harbor strike shows what the other cables do not, and a reading finds it."""

from __future__ import annotations

import pytest

from reftel.demo.editions import edited
from reftel.demo.library import library
from reftel.demo.truth import Invented
from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse


@pytest.fixture(scope="module")
def thread() -> list[tuple[Invented, Cable]]:
    made = [one for one in library(1894) if "STRIKE" in one.truth.subject.upper()][-5:]
    return [(one, parse(one.text)) for one in made]


def test_ids_are_those_the_docs_name(thread: list[tuple[Invented, Cable]]) -> None:
    ids = ["08HENTZAU99", "08STRELSAU457", "08STATE8823", "08ZENDA166", "08HENTZAU201"]
    assert [one.truth.id for one, _ in thread] == ids


def test_a_reading_agrees_with_the_truth(thread: list[tuple[Invented, Cable]]) -> None:
    for one, cable in thread:
        assert str(cable.id) == one.truth.id
        assert tuple(tag.name for tag in cable.tags) == one.truth.tags
        assert tuple(r.id for r in cable.references if r.id) == one.truth.references


def test_tags_of_every_kind(thread: list[tuple[Invented, Cable]]) -> None:
    kinds = {tag.kind for _, cable in thread for tag in cable.tags}
    assert kinds == {"subject", "geo", "organization", "program", "person", "unknown"}


def test_a_person_stays_whole_in_an_edited_copy(thread: list[tuple[Invented, Cable]]) -> None:
    one = thread[0][0]
    assert tuple(tag.name for tag in parse(edited(one).text).tags) == one.truth.tags


def test_action_requests_in_each_form(thread: list[tuple[Invented, Cable]]) -> None:
    begun = [
        stretch.text.split()[0]
        for _, cable in thread
        for stretch in cable.stretches
        if stretch.kind == "action request"
    ]
    # The third stands under a heading that says so.
    assert begun == ["ACTION", "BEGIN", "Post", "ACTION"]


def test_each_leads_to_the_one_before(thread: list[tuple[Invented, Cable]]) -> None:
    ids = [one.truth.id for one, _ in thread]
    assert all(thread[n][0].truth.references[0] == ids[n - 1] for n in range(1, len(ids)))
