"""The tables: unique keys, a source for every row, targets that exist, and the page that lists them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from reftel.vocab.captions import CAPTIONS
from reftel.vocab.classification import LEVELS
from reftel.vocab.countries import country_name
from reftel.vocab.letters import fold
from reftel.vocab.posts import POSTS
from reftel.vocab.tables import DATA, Table, columns, rows
from reftel.vocab.tags import KINDS, TAGS

KEYS = {
    "captions": 1,
    "classification": (0, 1, 2, 3),
    "country-names": 1,
    "declassification": (0, 1),
    "id-repairs": 1,
    "orders": 1,
    "post-aliases": 1,
    "posts": 1,
    "routing-indicators": 1,
    "sources": 1,
    "tag-repairs": 1,
    "tag-use": 1,
    "tag-years": (0, 1, 3),
    "tags": (0, 1),
}
"""Table to its key: so many columns from the left, or these."""
NAMES = sorted(KEYS)
PAGE = Path(__file__).parents[2] / "docs" / "vocabulary.md"


def test_every_table_on_disk_is_known():
    assert sorted(path.stem for path in DATA.glob("*")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_all_columns(name):
    width = len(columns(name))
    assert {len(row) for row in rows(name)} == {width}


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique(name):
    key = KEYS[name]
    places = range(key) if isinstance(key, int) else key
    counted = Counter(tuple(row[n] for n in places) for row in rows(name))
    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "sources"])
def test_every_row_names_sources_that_are_listed(name):
    listed = {row[0] for row in rows("sources")}
    place = columns(name).index("source")
    for row in rows(name):
        assert row[place].split(), row
        assert set(row[place].split()) <= listed, row


def test_every_listed_source_is_used():
    used: set[str] = set()
    for name in NAMES:
        if name != "sources":
            place = columns(name).index("source")
            used.update(*(row[place].split() for row in rows(name)))
    assert used == {row[0] for row in rows("sources")}


def test_every_source_says_its_licence():
    assert all(all(row) for row in rows("sources"))


@pytest.mark.parametrize("name", NAMES)
def test_cells_carry_no_blanks_at_their_ends(name):
    assert [row for row in rows(name) if any(cell != cell.strip() for cell in row)] == []


def test_no_alias_is_a_station_and_each_leads_to_one():
    for form, station, *_ in rows("post-aliases"):
        assert form not in POSTS
        assert form == fold(form)
        assert station in POSTS


def test_stations_are_folded_letters():
    assert [station for station in POSTS if not re.fullmatch("[A-Z]+", station)] == []


def test_other_names_of_a_post_lead_to_a_post_with_its_own_name():
    for fact in POSTS.values():
        if fact.same_post_as is not None:
            assert POSTS[fact.same_post_as].same_post_as is None


def test_places_lie_on_the_globe():
    for fact in POSTS.values():
        assert (fact.lat is None) == (fact.lon is None)
        if fact.lat is not None and fact.lon is not None:
            assert -90 <= fact.lat <= 90
            assert -180 <= fact.lon <= 180


def test_the_country_of_every_post_has_a_name():
    assert {p.country for p in POSTS.values() if p.country and not country_name(p.country)} == set()


def test_routing_indicators_lead_to_posts():
    assert {station for _, _, station, _ in rows("routing-indicators") if station} <= set(POSTS)


def test_repaired_tags_are_tags():
    for raw, right, kind, _ in rows("tag-repairs"):
        assert kind in ("fused", "misspelt", "person", "place-name", "word")
        assert set(right.split()) <= set(TAGS), raw
        assert bool(right) == (kind not in ("person", "word")), raw
        assert raw not in TAGS


def test_years_of_tags_are_in_order():
    assert {(name, kind) for name, kind, *_ in rows("tag-years")} <= {
        (name, kind) for name, kind, *_ in rows("tags")
    }
    for name, _, _, since, until, _ in rows("tag-years"):
        assert 1973 <= int(since) <= int(until or since) <= 2010, name


def test_only_tags_are_in_use():
    assert {tag for tag, *_ in rows("tag-use")} <= set(TAGS)
    assert {use for _, use, _ in rows("tag-use")} == set("2345")


def test_kinds_of_tags():
    assert {fact.kind for fact in TAGS.values()} == set(KINDS) - {"unknown"}


def test_repaired_ids_are_of_known_posts():
    for raw, right, _ in rows("id-repairs"):
        match = re.fullmatch(r"[0-9]{2}([A-Z]+)[1-9][0-9]*", right)
        assert match, raw
        assert match[1] in POSTS, raw


def test_levels_of_the_table_are_the_levels_of_the_code():
    named = {(name, int(rank)) for rank, name, *_ in rows("classification")}
    assert named == {(level.name, level.rank) for level in LEVELS}


def test_orders_lead_to_orders_that_lead_to_themselves():
    orders = {written: order for written, order, *_ in rows("orders")}
    assert all(orders[order] == order for order in orders.values())


def test_a_table_reads_its_rows_when_first_asked():
    reads = []

    def load() -> dict[str, int]:
        reads.append(1)
        return {"one": 1, "two": 2}

    table = Table(load)
    assert reads == []
    assert table["one"] == 1
    assert list(table) == ["one", "two"]
    assert len(table) == 2
    assert "three" not in table
    assert reads


def test_tables_are_mappings():
    assert POSTS["MEXICO"].city == "Mexico City"
    assert CAPTIONS["NOFORN"].kind == "dissemination"
    assert TAGS["KTIP"].meaning == "Trafficking in persons"


def test_the_page_lists_every_table_with_its_rows_and_columns():
    page = PAGE.read_text(encoding="utf-8")
    listed = {}
    for line in page.splitlines():
        if match := re.match(r"\| `([a-z-]+)\.csv` \| ([0-9,]+) \| ([^|]+) \|", line):
            listed[match[1]] = (
                int(match[2].replace(",", "")),
                [cell.strip("` ") for cell in match[3].split(",")],
            )
    assert listed == {name: (len(rows(name)), columns(name)) for name in NAMES}


def test_the_page_lists_every_source_with_its_licence():
    page = PAGE.read_text(encoding="utf-8")
    for source, what, licence in rows("sources"):
        assert f"| `{source}` | {what} | {licence} |" in page
