"""TAGS: kinds, meanings, repairs, and the way from a meaning to a tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.tables import rows
from reftel.vocab.tags import (
    KINDS,
    TAGS,
    find_by_meaning,
    kind_in,
    meaning,
    read_tag,
)


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("PGOV", "PGOV", "subject"),
        ("pgov", "PGOV", "subject"),
        (" KTIP ", "KTIP", "program"),
        ("MX", "MX", "geo"),
        ("AL", "AL", "geo"),  # also an organization, rarely
        ("UNGA/C-1", "UNGA/C-1", "organization"),
        ("EL  AL", "EL AL", "organization"),
        ("HENTZAU, RUPERT", "HENTZAU, RUPERT", "person"),
        ("Hentzau  Rupert", "HENTZAU RUPERT", "person"),
        ("ZENDA", "ZENDA", "unknown"),
        ("EINDETRD", "EINDETRD", "unknown"),
        ("PGOV,", "PGOV", "subject"),
        ("", "", "unknown"),
    ],
)
def test_tags_as_written(written, name, kind):
    read = read_tag(written)
    assert (read.name, read.kind) == (name, kind)


def test_meanings():
    assert meaning("KTIP") == "Trafficking in persons"
    assert meaning("MX") == "Mexico"
    assert meaning("ZENDA") is None
    assert meaning("AAA") is None  # listed, but no list says what it means


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("BP", 1974, "British Solomon Islands"),
        ("BP", 1975, "British Solomon Islands"),
        ("BP", 1976, "Solomon Islands"),
        ("BP", None, "Solomon Islands"),
        ("ELEC", 1976, "Electrical and electronic equipment (1974)"),
        ("ELEC", 2009, "Elections"),
        ("AMGT", 1979, "Management and organization"),
        ("AMGT", 1980, "Management operations"),
        ("KV", 2007, None),
        ("KV", 2008, "Kosovo"),
        ("UR", 2005, "Soviet Union"),  # some posts went on to write it
        ("PGOV", 1960, "Internal governmental affairs"),
        ("ZENDA", 1976, None),
    ],
)
def test_meanings_by_year(name, year, said):
    assert meaning(name, year) == said


@pytest.mark.parametrize(
    ("name", "kind", "year", "then"),
    [
        ("KV", "geo", 2007, "unknown"),
        ("KV", "geo", 2008, "geo"),
        ("KV", "geo", None, "geo"),
        ("MX", "geo", 1966, "geo"),  # the first list is no beginning
        ("PGOV", "subject", 1966, "subject"),
        ("HENTZAU RUPERT", "person", 1976, "person"),
        ("ZENDA", "unknown", 1976, "unknown"),
    ],
)
def test_kinds_by_year(name, kind, year, then):
    assert kind_in(name, kind, year) == then


def test_years_of_a_tag():
    assert (TAGS["UR"].since, TAGS["UR"].until) == (1973, 1991)
    assert (TAGS["KV"].since, TAGS["KV"].until) == (2008, None)
    assert TAGS["KTIP"].since is None


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("human rights", ("PHUM", "SHUM")),
        ("Human  Rights", ("PHUM", "SHUM")),
        ("trafficking in persons", ("KTIP",)),
        ("persons trafficking", ("KTIP",)),
        ("mexico", ("MX",)),
        ("harvest festivals of zenda", ()),
        ("", ()),
        ("()", ()),
    ],
)
def test_from_a_meaning_to_its_tags(words, names):
    assert find_by_meaning(words) == names


def test_a_phrase_inside_a_meaning_is_found_before_scattered_words():
    found = find_by_meaning("non-proliferation")
    assert found
    assert all("proliferation" in TAGS[name].meaning.casefold() for name in found)


def test_a_meaning_is_met_by_whole_words_only():
    assert "MX" not in find_by_meaning("mex")


def test_halves_of_names_are_persons():
    halves = [raw for raw, _, kind, _ in rows("tag-repairs") if kind == "person"]
    assert {read_tag(raw).kind for raw in halves} == {"person"}


@given(st.text())
def test_any_text_is_a_tag_of_some_kind(text):
    read = read_tag(text)
    assert read.kind in KINDS
    assert read_tag(read.name) == read
    assert set(find_by_meaning(text)) <= set(TAGS)
