"""One cable whose bytes are damaged keeps nobody from the other hits, and is named in its place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from reftel.reading import Archive, open_archive
from reftel.readouts.answers import DAMAGED
from reftel.readouts.cli import app
from serving import served

CABLE = "08STRELSAU388"
SAID = "Its text cannot be read: what is stored of it is damaged."


def harmed(room: Archive, folder: Path, sql: str) -> Path:
    path = folder / "demo.reftel"
    shutil.copytree(room.path, path)
    with sqlite3.connect(path / "archive.sqlite") as connection:
        connection.execute(sql, [CABLE])
    connection.close()
    return path


@pytest.fixture(scope="module")
def damaged(room: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The invented archive, the text of one cable no longer what its digest says."""
    path = harmed(
        room,
        tmp_path_factory.mktemp("damaged"),
        "UPDATE page SET text = x'00' WHERE key ="
        " (SELECT page FROM cable JOIN cable_id USING (key) WHERE id = ?)",
    )
    with open_archive(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def ask(damaged: Archive) -> Iterator[httpx.Client]:
    with served(damaged) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.mark.parametrize("query", ["tag:KTIP", "trafficking sort:date", "harvest labor"])
def test_the_others_are_shown_and_it_is_named_in_its_place(
    room: Archive, damaged: Archive, query: str
) -> None:
    whole, found = (one.search(query, limit=200) for one in (room, damaged))
    assert CABLE in [hit.id for hit in found.hits]
    assert [hit.id for hit in found.hits] == [hit.id for hit in whole.hits]
    assert (found.total, found.facets) == (whole.total, whole.facets)
    for ours, theirs in zip(found.hits, whole.hits, strict=True):
        assert ours.damaged is (ours.id == CABLE)
        if not ours.damaged:
            assert ours == theirs
        else:
            assert ours.snippets == ()
            assert (ours.subject, ours.created, ours.tags) == (
                theirs.subject, theirs.created, theirs.tags,
            )  # fmt: skip


@pytest.mark.parametrize("limit", [200, 0])
def test_a_query_that_looks_into_texts_leaves_it_in(
    room: Archive, damaged: Archive, limit: int
) -> None:
    query = 'para:("reporting period" trafficking)'
    whole, found = (one.search(query, limit=limit) for one in (room, damaged))
    assert (found.total, found.facets) == (whole.total, whole.facets)
    assert found.total > 1
    assert [hit.id for hit in found.hits] == [hit.id for hit in whole.hits]
    assert [hit.id for hit in found.hits if hit.damaged] == [CABLE][:limit]
    for name in ("tag", "year"):
        assert damaged.facet(query, name) == room.facet(query, name)
    assert damaged.matching(query).ids == room.matching(query).ids


def test_what_the_index_knows_it_lacks_keeps_it_out(damaged: Archive) -> None:
    found = damaged.search('para:("reporting period" nowhereword)', limit=200)
    assert found.total == 0


def test_where_only_its_text_could_tell_it_is_found_and_named(
    room: Archive, damaged: Archive
) -> None:
    """The words stand in one paragraph, the phrase in another."""
    query = 'para:("period and" prosecutors) tag:KTIP'
    assert CABLE not in [hit.id for hit in room.search(query, limit=200).hits]
    assert [hit.id for hit in damaged.search(query, limit=200).hits if hit.damaged] == [CABLE]


def test_pages_and_json_say_so(ask: httpx.Client, damaged: Archive) -> None:
    answer = ask.get("/api/search", params={"q": "tag:KTIP", "limit": 100})
    assert answer.status_code == 200
    assert [one["id"] for one in answer.json()["hits"] if one["damaged"]] == [CABLE]
    page = ask.get("/search", params={"q": f"tag:KTIP id:{CABLE} OR id:09ZENDA1", "limit": 100})
    assert page.status_code == 200
    assert page.text.count(SAID) == 1
    assert str(damaged.path) not in page.text


def test_the_terminal_says_so(damaged: Archive) -> None:
    done = CliRunner().invoke(app, ["search", str(damaged.path), f"tag:KTIP id:{CABLE}"])
    assert done.exit_code == 0
    assert " ".join(DAMAGED.split()) in " ".join(done.stdout.split())


def test_a_whole_archive_has_no_such_hit(room: Archive) -> None:
    assert not any(hit.damaged for hit in room.search("", limit=1000).hits)
