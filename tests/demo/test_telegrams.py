"""The truth beside each telegram is what the telegram says."""

from __future__ import annotations

import re

import msgspec
import pytest

from reftel.demo.cables import cable, generate
from reftel.demo.faults import FAULTS
from reftel.demo.library import library, write_again
from reftel.demo.truth import PARTIAL_NOTE, Invented
from reftel.demo.world import POSTS

NUMBER = re.compile(r"^(\d{1,2})\. +", re.MULTILINE)
PAGE_BREAK = re.compile(
    r"[A-Z][A-Z .]{2,9} \d{8}  \d{3}(?:\.\d)? OF \d{3}|^PAGE 0[2-9] |^PAGE [1-9]\d ", re.MULTILINE
)


@pytest.fixture(scope="module")
def shelf() -> list[Invented]:
    return list(library(1894))


def whole(cables: list[Invented]) -> list[Invented]:
    return [c for c in cables if "body-cut" not in c.truth.faults]


def test_ids_are_their_own(shelf: list[Invented]) -> None:
    assert 230 <= len(shelf) <= 270
    assert len({c.truth.id for c in shelf}) == len(shelf)


def test_the_library_is_the_same_again(shelf: list[Invented]) -> None:
    assert list(library(1894)) == shelf
    assert next(iter(library(1))).text != shelf[0].text


def test_origin_and_number_stand_in_the_classification_line(shelf: list[Invented]) -> None:
    for c in whole(shelf):
        if not {"classification-missing", "number-missing"} & set(c.truth.faults):
            line = c.body.partition("\n")[0].rstrip()
            number = re.sub(r"^\d\d[A-Z]+", "", c.truth.id)
            assert re.search(rf"{POSTS[c.truth.origin].name} 0*{number}$", line), c.truth.id


def test_date_time_group_is_the_time(shelf: list[Invented]) -> None:
    for c in shelf:
        if not {"header-note", "header-none", "date-time-impossible"} & set(c.truth.faults):
            year, month, day = c.truth.created[2:4], c.truth.created[5:7], c.truth.created[8:10]
            names = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
            group = f"{day}{c.truth.created[11:13]}{c.truth.created[14:16]}Z"
            assert f" {group} {names[int(month) - 1]} {year}" in c.header


def test_paragraph_numbers_stand_at_line_starts(shelf: list[Invented]) -> None:
    for c in whole(shelf):
        found = iter(int(n) for n in NUMBER.findall(c.body))
        # In order; years, lists and sentences that run on stand between.
        assert all(any(n == number for n in found) for number in c.truth.paragraphs), c.truth.id


def test_page_breaks_and_sections_are_counted(shelf: list[Invented]) -> None:
    for c in whole(shelf):
        assert len(PAGE_BREAK.findall(c.body)) == c.truth.page_breaks, c.truth.id
        marks = [int(n) for n in re.findall(r"SECTION \d\d OF (\d\d)", c.body)]
        assert (marks[0] if marks else 1) == c.truth.sections or c.truth.faults


def test_subject_tags_and_signature_stand_in_the_text(shelf: list[Invented]) -> None:
    for c in whole(shelf):
        words = " ".join(c.body.split()).replace(",", "'")
        assert c.truth.subject.replace(",", "'") in words or "redacted" in c.truth.faults
        if not {"tags-missing", "tags-empty", "tags-fused", "tag-misspelt"} & set(c.truth.faults):
            assert all(re.search(rf"\b{tag}\b", c.body) for tag in c.truth.tags), c.truth.id
        if c.truth.signature and "redacted" not in c.truth.faults:
            assert c.truth.signature in c.body


def test_every_fault_is_in_the_library(shelf: list[Invented]) -> None:
    shown = {name for c in shelf for name in c.truth.faults}
    assert set(FAULTS) <= shown


@pytest.mark.parametrize("name", ["corrected-copy", "line-odd", "order-missing", "redacted"])
def test_the_same_plan_without_its_fault_is_the_sound_twin(
    name: str, shelf: list[Invented]
) -> None:
    spoiled = next(c for c in shelf if name in c.truth.faults)
    plan = msgspec.structs.replace(spoiled.plan, faults=frozenset())
    twin = write_again(1894, plan)
    assert twin.truth.id == spoiled.truth.id
    assert twin.body != spoiled.body
    assert twin.body[-300:] == spoiled.body[-300:] or name == "redacted"


def test_threads_lead_back_through_cables_that_are_held(shelf: list[Invented]) -> None:
    held = {c.truth.id: c for c in shelf}

    def depth(c: Invented) -> int:
        return 1 + max((depth(held[r]) for r in c.truth.references if r in held), default=0)

    assert max(depth(c) for c in shelf) >= 6
    assert any(r not in held for c in shelf for r in c.truth.references)


def test_old_telegrams_are_in_capitals_with_page_lines(shelf: list[Invented]) -> None:
    old = [c for c in shelf if c.truth.created < "1980"]
    assert len(old) >= 16
    assert all(c.text == c.text.upper() for c in old)
    assert all(c.header.startswith("PAGE 01") for c in old)


def test_long_and_short(shelf: list[Invented]) -> None:
    assert max(c.truth.sections for c in shelf) >= 8
    assert min(len(c.body) for c in whole(shelf)) < 700


def test_faults_of_the_big_set_come_at_about_their_rates() -> None:
    cables = list(generate(1_500))
    noted = sum(c.header == PARTIAL_NOTE for c in cables) / 1_500
    assert 0.12 < noted < 0.28
    for name in ("number-gap", "signature-missing", "quotes-damaged"):
        share = sum(name in c.truth.faults for c in cables) / 1_500
        assert 0.4 * FAULTS[name].rate < share < 1.8 * FAULTS[name].rate


def test_a_broken_page_runs_through_a_sentence() -> None:
    """Most page-break lines fall into a sentence, as they do in real ones."""
    inside = total = 0
    for n in range(400):
        lines = [line.strip() for line in cable(n).body.split("\n")]
        for place, line in enumerate(lines):
            if re.fullmatch(r"[A-Z][A-Z .]{2,9} \d{8}  \d{3}(?:\.\d)? OF \d{3}", line):
                total += 1
                before = next(text for text in reversed(lines[:place]) if text)
                inside += not before.endswith((".", "-", "="))
    assert total > 100
    assert 0.5 < inside / total < 0.95
