"""Repair of TAGS: each rule, what is left alone, and the agreement with strings of a real site."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.tables import rows
from reftel.vocab.tag_repair import find_repair, read_tags, repair
from reftel.vocab.tags import TAGS, read_tag

LABELLED = Path(__file__).parents[3] / "shared" / "vocab" / "tag-repairs.csv"
"""Strings from a published list of TAGS, labelled by hand; they lie beside the project, not in it."""


@pytest.mark.parametrize(
    ("written", "tags", "rule"),
    [
        ("PRELL", ("PREL",), "misspelt"),  # doubled
        ("PGVO", ("PGOV",), "misspelt"),  # swapped
        ("PRL", ("PREL",), "misspelt"),  # dropped
        ("PGOVE", ("PGOV",), "misspelt"),  # added
        ("ASFC", ("ASEC",), "misspelt"),  # changed
        ("KGOV", ("PGOV",), "misspelt"),  # put into another group
        ("KPREL", ("PREL",), "misspelt"),
        ("EINDETRD", ("EIND", "ETRD"), "fused"),
        ("eindetrd", ("EIND", "ETRD"), "fused"),
        ("PGOVMX", ("PGOV", "MX"), "fused"),
        ("MXPGOV", ("MX", "PGOV"), "fused"),
        ("EUNCH", ("EUN", "CH"), "fused"),
        ("PRELUN", ("PREL", "UN"), "fused"),
        ("PTERRU", ("PTER", "RS"), "fused"),  # an ISO code
        ("ETRDPGOVETRD", ("ETRD", "PGOV"), "fused"),
        ("PGOVKCMABN", ("PGOV", "KMCA", "BN"), "fused-misspelt"),
        ("PRELGOV", ("PREL", "PGOV"), "fused-misspelt"),
        ("PGOV-PREL", ("PGOV", "PREL"), "mixed"),
        ("PGOV/PRELL", ("PGOV", "PREL"), "mixed"),
        ("AFGHANISTAN", ("AF",), "place-name"),
        ("South Korea", ("KS",), "place-name"),
        ("EU", ("EUN",), "repair-table"),
    ],
)
def test_repairs(written, tags, rule):
    found = find_repair(written)
    assert found is not None
    assert (found.tags, found.rule) == (tags, rule)
    assert repair(written) == tags


@pytest.mark.parametrize(
    "written",
    [
        "PGOV", "", "Z", "RZ", "ZENDA", "STRELSAU", "QQQQ", "PEREZ",
        "POLITICAL", "ELECTIONS", "PAGE", "END", "ALL", "PUBLIC AFFAIRS", "PGOV-ZENDA",
        "KPRD",  # KPRP or KFRD: as near
        "A" * 500,
    ],
)  # fmt: skip
def test_what_needs_or_has_no_repair(written):
    assert find_repair(written) is None
    assert repair(written) == ()


@pytest.mark.parametrize(
    ("written", "read", "rule"),
    [
        ("PGOV", [("PGOV", "subject")], ""),
        ("QQQQ", [("QQQQ", "unknown")], ""),
        ("HENTZAU, RUPERT", [("HENTZAU, RUPERT", "person")], ""),
        ("OVIP (HENTZAU,  RUPERT)", [("OVIP", "subject"), ("HENTZAU, RUPERT", "person")],
         "bracketed"),
        ("ZENDA (SAPT)", [("ZENDA (SAPT)", "person")], ""),
        ("PRELL", [("PREL", "subject")], "misspelt"),
    ],
)  # fmt: skip
def test_tags_of_a_telegram(written, read, rule):
    tags, how = read_tags(written)
    assert ([(one.name, one.kind) for one in tags], how) == (read, rule)


def test_repaired_tags_need_no_further_repair():
    repaired = {name for raw, *_ in rows("tag-repairs") for name in repair(raw)}
    assert [name for name in repaired if repair(name) or read_tag(name).kind == "unknown"] == []


PARTS = st.sampled_from(["PGOV", "PREL", "EUN", "MX", "P", "K", "O", "Q", "-", "/", " ", "(", ")"])


@given(st.text() | st.lists(PARTS, max_size=20).map("".join))
def test_any_text_is_repaired_to_tags_or_left(text):
    assert set(repair(text)) <= set(TAGS)
    tags, _ = read_tags(text)
    assert tags


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled strings are not beside the project")
def test_repairs_agree_with_the_labelled_strings():
    with LABELLED.open(encoding="utf-8") as file:
        sure = [one for one in csv.DictReader(file) if one["sure"] == "yes"]
    agreeing = 0
    for one in sure:
        read = [one["raw"]] if one["raw"] in TAGS else repair(one["raw"])
        agreeing += set(read) == set(one["canonical"].split())
    assert len(sure) > 800
    assert agreeing >= 0.98 * len(sure)


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled strings are not beside the project")
def test_words_are_left_alone():
    with LABELLED.open(encoding="utf-8") as file:
        words = [one["raw"] for one in csv.DictReader(file) if one["kind"] == "word"]
    assert [word for word in words if repair(word)] == []
