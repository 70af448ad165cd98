"""Message reference numbers in every written form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import NotAnId
from reftel.vocab.cable_id import CableId, canonical, make_id, parse_id, read_id
from reftel.vocab.posts import POSTS
from reftel.vocab.tables import rows

WRITTEN = [
    # as written, canonical, rules
    ("07 MEXICO 5704", "07MEXICO5704", ()),
    ("08MEXICO199", "08MEXICO199", ()),
    ("08mexico00199", "08MEXICO199", ()),
    ("08 RIO DE JANEIRO 00012", "08RIODEJANEIRO12", ()),
    ("08 Rio de\nJaneiro 12", "08RIODEJANEIRO12", ()),
    ("08 SÃO PAULO 3", "08SAOPAULO3", ()),
    ("08 N'DJAMENA 4", "08NDJAMENA4", ()),
    ("08-MEXICO-199", "08MEXICO199", ()),
    ("08 MEXICO NO. 199", "08MEXICO199", ()),
    ("08 MEXICO #199.", "08MEXICO199", ()),
    ("2008 MEXICO 00000199", "08MEXICO199", ()),
    ("66 BUENOS AIRES 2481", "66BUENOSAIRES2481", ()),
    ("1973SANTIA04687", "73SANTIAGO4687", ("six-letters",)),
    ("1976MEXICO00042_b2", "76MEXICO42", ()),
    ("08 BUENOS AIR 7", "08BUENOSAIRES7", ("ten-letters",)),
    ("08 SECSTATE 132", "08STATE132", ("alias",)),
    ("08 COTON0U 12", "08COTONOU12", ("alias",)),
    ("08 EFTO LONDON 12", "08LONDON12", ("prefix-dropped",)),
    ("08EFTOLONDON12", "08LONDON12", ("prefix-dropped",)),
    ("REF 08 LONDON 12", None, ()),
    ("08 AMEMBASSY HANOI 3", "08HANOI3", ("prefix-dropped",)),
    # REFS stands before REF in the list of prefixes, and ANAA is no post
    ("08 REF SANAA 5", "08SANAA5", ("prefix-dropped",)),
    ("08SECTON02OF02TIRANA398", "08TIRANA398", ("prefix-dropped",)),
    ("08ECTION01OF02TIRANA398", "08TIRANA398", ("prefix-dropped",)),
    ("08SECTION0QF05TIRANA398", "08TIRANA398", ("prefix-dropped",)),
    ("08MADRID000762ZFR763", "08MADRID762", ("second-number",)),
    ("90STATE255195TOSEC140301", "90STATE255195", ("second-number",)),
    ("08EIJING483", "08BEIJING483", ("garbled-post",)),
    ("08SECTION02OF03EIJING483", "08BEIJING483", ("prefix-dropped", "garbled-post")),
    ("08GENOVA483", "08GENOVA483", ("unknown-post",)),  # no Geneva
    ("09BRUSELS1292", "09USEUBRUSSELS1292", ("repair-table",)),
    ("08SECTION01OF02TIRANA397", "08TIRANA397", ("prefix-dropped",)),
    ("7575LIBREVILLE1895", "75LIBREVILLE1895", ("year-doubled",)),
    ("09STATE12345A", "09STATE12345", ("letter-dropped",)),
    ("09 STATE 12345-A", "09STATE12345", ("letter-dropped",)),
    # posts that no table knows
    ("2008 STRELSAU 940", "08STRELSAU940", ("unknown-post",)),
    ("08 EFTO STRELSAU 940", "08STRELSAU940", ("prefix-dropped", "unknown-post")),
    ("08AMEMBASSYEFTOSTRELSAU1", "08STRELSAU1", ("prefix-dropped", "unknown-post")),
    ("08SECTION01OF02STRELSAU976", "08STRELSAU976", ("prefix-dropped", "unknown-post")),
    ("1976STRELS00042_b", "76STRELS42", ("unknown-post",)),
]
NO_IDS = [
    "",
    "MEXICO 0586",  # which year?
    "08 MEXICO",
    "08 MEXICO 0",
    "0199 MEXICO 5",
    "1861 LONDON 5",
    "199",
    "08 JUNE 12",
    "08 PARA 4",
    "08 STRELSAU A-50",  # an airgram
    "08 MEXICO 199 AND 200",
    "08 MEXICO 199, 200",
    "08 AB 12",
    "E.O. 12958",
    "08 MEXICO ١٩٩",
    "08 " + "A" * 400 + " 12",
]


@pytest.mark.parametrize(("written", "right", "rules"), WRITTEN)
def test_written_forms(written, right, rules):
    read = read_id(written)
    if right is None:
        assert read is None
        return
    assert read is not None
    assert (str(read.id), read.rules) == (right, rules)
    assert canonical(written) == right


@pytest.mark.parametrize("written", NO_IDS)
def test_what_is_no_number(written):
    assert read_id(written) is None
    with pytest.raises(NotAnId):
        parse_id(written)


IN_PARTS = [
    # post as written, year, serial, canonical, rules
    ("STRELSAU", 2008, 12, "08STRELSAU12", ("unknown-post",)),
    ("AMEMBASSY STRELSAU", 2008, 12, "08STRELSAU12", ("prefix-dropped", "unknown-post")),
    ("AMEMBASSYSTRELSAU", 2008, 12, "08STRELSAU12", ("prefix-dropped", "unknown-post")),
    ("AM EMBASSY STRELSAU", 2008, 12, "08STRELSAU12", ("prefix-dropped", "unknown-post")),
    ("Strelsau/Zenda (Branch)", 2008, 12, "08STRELSAUZENDABRANCH12", ("unknown-post",)),
    ("RIO DE JAN", 1973, 1, "73RIODEJANEIRO1", ("ten-letters",)),
    ("BANGOK", 2008, 1382, "08BANGKOK1382", ("alias",)),
    ("BRUSELS", 2009, 1292, "09USEUBRUSSELS1292", ("repair-table",)),
    ("AMEMBASSY BANGOK", 2008, 1382, "08BANGKOK1382", ("alias",)),
    ("STRELSAU", 2065, 9_999_999, "65STRELSAU9999999", ("unknown-post",)),
    ("STRELSAU", 2008, 0, None, ()),
    ("STRELSAU", 2008, 10_000_000, None, ()),
    ("STRELSAU", 1965, 12, None, ()),
    ("STRELSAU", 2066, 12, None, ()),
    ("3RD ARMY", 2008, 13, None, ()),
    ("XY", 2008, 14, None, ()),
    ("MARCH", 2008, 15, None, ()),
    ("", 2008, 16, None, ()),
    ("A" * 31, 2008, 17, None, ()),
]


@pytest.mark.parametrize(("post", "year", "serial", "right", "rules"), IN_PARTS)
def test_numbers_made_of_parts(post, year, serial, right, rules):
    made = make_id(post, year, serial)
    assert (made and str(made.id), made.rules if made else ()) == (right, rules)


@given(
    st.text(max_size=40) | st.from_regex(r"(EFTO|REF|AM|EMBASSY|[ ./'()-]|[A-Z]){0,12}"),
    st.integers(1900, 2100),
    st.integers(-1, 20_000_000),
)
def test_numbers_made_of_parts_come_back(post, year, serial):
    made = make_id(post, year, serial)
    assert made is None or parse_id(str(made.id)) == made.id


@pytest.mark.parametrize("year", [2009, 9])
def test_a_year_serves_where_the_writing_names_none(year):
    read = read_id("MEXICO 0586", year=year)
    assert read is not None
    assert (str(read.id), read.rules) == ("09MEXICO586", ("year-given",))


def test_a_written_year_goes_before_the_given_one():
    read = read_id("07 MEXICO 5704", year=2008)
    assert read is not None
    assert (read.id, read.rules) == (CableId(2007, "MEXICO", 5704), ())


@pytest.mark.parametrize("year", [1965, 2066, 199, -3, 10**9])
def test_a_year_that_two_digits_cannot_say_gives_no_number(year):
    assert read_id("MEXICO 0586", year=year) is None


def test_ids_sort_by_year_post_and_number():
    written = ["08MEXICO1000", "99MEXICO7", "08MEXICO199", "08LONDON9"]
    assert [str(one) for one in sorted(map(parse_id, written))] == [
        "99MEXICO7",
        "08LONDON9",
        "08MEXICO199",
        "08MEXICO1000",
    ]


def test_the_error_says_what_to_do():
    with pytest.raises(NotAnId, match="08MEXICO199"):
        parse_id("hello")


def test_repairs_lead_to_numbers_that_stay():
    for raw, right, _ in rows("id-repairs"):
        assert canonical(raw) == right
        assert canonical(right) == right


@given(
    st.integers(1966, 2065),
    st.sampled_from(sorted(POSTS)),
    st.integers(1, 9_999_999),
)
def test_numbers_of_known_posts_come_back(year, station, serial):
    one = CableId(year, station, serial)
    assert parse_id(str(one)) == one


@given(
    st.text()
    | st.from_regex(
        r"[0-9]{0,4}[ -]?(EFTO|REF|AMEMBASSY| |[A-Z]){0,12}[ -]?[0-9]{0,9}", fullmatch=True
    )
)
def test_any_text_gives_a_number_that_comes_back_or_none(text):
    read = read_id(text, year=2008)
    if read is not None:
        again = read_id(str(read.id))
        assert again is not None
        assert again.id == read.id


def test_a_post_that_looks_like_an_operating_signal_is_a_post():
    assert canonical("08ZAA1382") == "08ZAA1382"
    assert canonical("08STRELSAU12ZDK1382") == "08STRELSAU12"
