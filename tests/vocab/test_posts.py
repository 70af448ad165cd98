"""Posts in every spelling, routing indicators, collectives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.letters import fold
from reftel.vocab.posts import POSTS, find_origin, find_post, is_collective, post
from reftel.vocab.routing import routing
from reftel.vocab.tables import rows

WRITTEN = [
    ("MEXICO", "MEXICO", "exact"),
    ("Mexico", "MEXICO", "exact"),
    ("RIO DE JANEIRO", "RIODEJANEIRO", "exact"),
    ("São Paulo", "SAOPAULO", "exact"),
    ("N'DJAMENA", "NDJAMENA", "exact"),
    ("PORT-AU-PRINCE", "PORTAUPRINCE", "exact"),
    ("SECSTATE", "STATE", "alias"),
    ("SECSTATE WASHDC", "STATE", "alias"),
    ("WASHDC", "WASHDC", "exact"),
    ("DUBLN", "DUBLIN", "alias"),
    ("AMEMBASSY SAN JOSE", "SANJOSE", "prefix-dropped"),
    ("AMCONSUL CIUDAD JUAREZ", "CIUDADJUAREZ", "prefix-dropped"),
    ("USMISSION GENEVA", "GENEVA", "prefix-dropped"),
    ("USMISSION USUN NEW YORK", "USUNNEWYORK", "prefix-dropped"),
    ("AMEMBASSY BUENOS AIR", "BUENOSAIRES", "ten-letters"),
    ("BUENOS AIR", "BUENOSAIRES", "ten-letters"),
    ("PORT OF SP", "PORTOFSPAIN", "ten-letters"),
    ("SANTIA", "SANTIAGO", "six-letters"),
    ("TEL AV", "TELAVIV", "six-letters"),
    ("RIO DE JAN", "RIODEJANEIRO", "ten-letters"),
    ("KUALA LUMP", "KUALALUMPUR", "ten-letters"),
    ("SECDEF WASHINGTON DC", "SECDEF", "alias"),
    ("DEPT OF JUSTICE WASHDC", "USDOJ", "alias"),
]


@pytest.mark.parametrize(("written", "station", "rule"), WRITTEN)
def test_written_forms(written, station, rule):
    found = find_post(written)
    assert found is not None
    assert (found.station, found.rule) == (station, rule)


@pytest.mark.parametrize(
    "written", ["", "STRELSAU", "AMEMBASSY", "AMEMBASSY STRELSAU", "PARIS WASHDC", "REF", "X" * 500]
)
def test_unknown_posts_are_none(written):
    assert find_post(written) is None


def test_a_found_post_names_itself():
    found = find_post("AMEMBASSY MEXICO")
    assert found is not None
    assert (found.name, found.country) == ("Embassy Mexico", "MX")


def test_every_station_finds_itself_alone_and_behind_a_prefix():
    for station in POSTS:
        found, behind = find_post(station), find_post(f"EFTO {station}")
        assert found is not None
        assert behind is not None
        assert (found.station, found.rule) == (station, "exact")
        assert (behind.station, behind.rule) == (station, "prefix-dropped")


def test_every_alias_leads_to_its_post():
    for form, station, *_ in rows("post-aliases"):
        found = find_post(form)
        assert found is not None, form
        assert found.station == station


DISPLAYS = [
    ("Embassy Mexico", "MEXICO"),
    ("embassy  mexico", "MEXICO"),
    ("Secretary of State", "STATE"),
    ("Consulate Sao Paulo", "SAOPAULO"),
    ("Embassy Kyiv", "KYIV"),  # KIEV has the same words and is its older name
    ("Mission Geneva", "GENEVA"),
    ("Consulate General Hamburg", "HAMBURG"),
]


@pytest.mark.parametrize(("words", "station"), DISPLAYS)
def test_origins_in_words(words, station):
    found = find_origin(words)
    assert found is not None
    assert found.station == station


def test_an_unknown_origin_is_none():
    assert find_origin("Embassy Strelsau") is None
    assert find_origin("") is None


def test_the_origin_of_every_post_leads_to_it_or_to_another_name_of_it():
    for fact in POSTS.values():
        found = find_origin(fact.display)
        assert found is not None
        here = fact.same_post_as or fact.station
        there = POSTS[found.station].same_post_as or found.station
        assert here == there or POSTS[found.station].display == fact.display


def test_a_post_by_its_station():
    fact = post("MEXICO")
    assert fact is not None
    assert (fact.display, fact.kind, fact.city, fact.country) == (
        "Embassy Mexico",
        "embassy",
        "Mexico City",
        "MX",
    )
    assert post("Mexico") is None
    assert post("STRELSAU") is None


def test_two_names_of_one_post():
    assert POSTS["KIEV"].same_post_as == "KYIV"


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("IRAN COLLECTIVE", True),
        ("Iran Collective", True),
        ("ALL US CONSULATES IN MEXICO COLLECTIVE", True),
        ("ALL DIPLOMATIC AND CONSULAR POSTS", True),
        ("RURITANIA POSTS", True),
        ("AMEMBASSY MEXICO", False),
        ("ALLIED FORCES STRELSAU", False),
        ("", False),
    ],
)
def test_collectives(name, many):
    assert is_collective(name) is many


def test_collectives_of_the_table_are_seen():
    named = [row[1] for row in rows("routing-indicators") if "COLLECTIVE" in row[1]]
    assert len(named) > 30
    assert all(map(is_collective, named))


def test_routing_indicators():
    found = routing("RUEHME")
    assert found is not None
    assert (found.name, found.station) == ("AMEMBASSY MEXICO CITY", "MEXICO")
    # two missions share the indicator; it is the embassy's
    shared = routing("RUEHBS")
    assert shared is not None
    assert shared.station == "BRUSSELS"
    assert routing("RUEHSZZ") is None
    assert routing("") is None


@given(st.text())
def test_any_text_is_a_post_or_none(text):
    for found in (find_post(text), find_origin(text)):
        assert found is None or found.station in POSTS
    assert isinstance(is_collective(text), bool)
    assert fold(fold(text)) == fold(text)
