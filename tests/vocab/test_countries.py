"""Countries by name, by ISO code, by tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.countries import country_name, find_country
from reftel.vocab.tables import rows
from reftel.vocab.tags import TAGS


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Mexico", "MX"),
        ("mexico", "MX"),
        ("MX", "MX"),
        ("mx", "MX"),
        ("south korea", "KR"),
        ("Korea (South)", "KR"),
        ("United States", "US"),
        ("usa", "US"),
        ("uk", "GB"),
        ("Côte d'Ivoire", "CI"),
        ("ivory coast", "CI"),
        ("Guinea-Bissau", "GW"),
        ("guinea bissau", "GW"),
        ("Georgia", "GE"),
        ("GE", "GE"),  # the ISO code, and not the tag of East Germany
        ("Soviet Union", "SU"),
        ("Ruritania", None),
        ("", None),
        ("Africa", None),  # a region
    ],
)
def test_from_words_to_code(words, iso):
    assert find_country(words) == iso


@pytest.mark.parametrize(
    ("iso", "name"),
    [
        ("MX", "Mexico"),
        ("mx", "Mexico"),
        ("DE", "Germany"),
        ("KR", "South Korea"),
        ("PA", "Panama"),
        ("YE", "Yemen"),
        ("ZZ", None),
        ("", None),
    ],
)
def test_from_code_to_name(iso, name):
    assert country_name(iso) == name


@pytest.mark.parametrize(("tag", "iso"), [("GM", "DE"), ("AU", "AT"), ("XA", None)])
def test_tags_of_countries_are_not_iso_codes(tag, iso):
    assert TAGS[tag].iso == iso


@pytest.mark.parametrize(("name", "iso"), [row[:2] for row in rows("country-names")])
def test_every_further_name_finds_its_country(name, iso):
    assert find_country(name) == iso
    assert country_name(iso) is not None


def test_each_country_is_shown_under_one_name():
    shown = [iso for _, iso, shown, _ in rows("country-names") if shown == "yes"]
    assert len(shown) == len(set(shown))


@given(st.text())
def test_any_words_name_a_country_or_none(text):
    iso = find_country(text)
    assert iso is None or country_name(iso) is not None
