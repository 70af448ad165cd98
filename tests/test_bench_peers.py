"""Every peer that is installed finds the same cables and facets as reftel, by the same feed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from bench import corpus
from bench.building import measure, measure_peer
from bench.choosing import Words, classes
from bench.feeding import Size, write_feed
from bench.peers import sqlite_fts5
from bench.peers.query import FACETS, Fed, Query, fed
from bench.peers.table import PEERS, REFTEL, Peer
from bench.searching import Client
from bench.searching import measure as search

from reftel.reading import open_archive

CABLES = 120


@pytest.fixture(scope="module")
def corpus_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    dump = corpus.dump(CABLES, folder)
    size = write_feed(dump, folder / "cables.feed")
    built = measure(dump, folder / "cables.reftel", size, load=0.0, workers=(1,))
    assert built.cables == CABLES
    assert built.store_mb + built.index_mb == pytest.approx(built.archive_mb, abs=0.2)
    return folder


@pytest.fixture(params=PEERS, ids=[peer.name for peer in PEERS])
def peer(request: pytest.FixtureRequest) -> Peer:
    if absent := request.param.absent(CABLES):
        pytest.skip(absent)
    return request.param


@pytest.fixture
def peer_at(peer: Peer, corpus_at: Path, tmp_path_factory) -> Iterator[Path]:
    # PostgreSQL's server is another user than root, whom pytest's folders shut out.
    base = Path("/tmp") if peer.server else tmp_path_factory.getbasetemp()
    folder = base / f"{corpus_at.parent.parent.name}-{corpus_at.name}-{peer.module}"
    size = write_feed(corpus_at / "none", corpus_at / "cables.feed")
    built = measure_peer(peer, corpus_at / "cables.feed", folder, size, load=0.0, workers=(1,))
    assert built.runs[0].seconds > 0
    assert built.disk_mb > 0.1
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def _asked(folder: Path) -> dict[str, list[Query]]:
    return classes(Words(list(fed(folder / "cables.feed"))), 2)


def test_a_peer_finds_what_reftel_finds(peer: Peer, peer_at: Path, corpus_at: Path) -> None:
    asked = _asked(corpus_at)
    with (
        peer.served(peer_at),
        Client(peer, peer_at) as client,
        Client(REFTEL, corpus_at / "cables.reftel") as reftel,
    ):
        found = {
            name: [(client.ask(one)[1], reftel.ask(one)[1]) for one in queries]
            for name, queries in asked.items()
        }
    other = {"fuzzy", "one paragraph"}
    assert all(
        theirs == ours for name in found if name not in other for theirs, ours in found[name]
    )
    assert any(0 < ours < CABLES for name in found for _, ours in found[name])
    assert found["one paragraph"][0][0] is None


def test_near_and_phrases_end_where_they_should(peer: Peer, tmp_path_factory) -> None:
    texts = (
        ["alpha w w w w beta"],  # five words apart
        ["alpha w w w w w beta"],  # six
        ["beta alpha"],
        ["alpha", "beta"],  # two passages
        ["alpha beta"],
    )
    made = [
        Fed(f"0{n}STRELSAU{n}", 20080101, "2008", "STRELSAU", "", "SECRET", 3, [], "", passages)
        for n, passages in enumerate(texts)
    ]
    base = Path("/tmp") if peer.server else tmp_path_factory.getbasetemp()
    folder = base / f"{tmp_path_factory.getbasetemp().parent.name}-near-{peer.module}"
    feed = tmp_path_factory.mktemp("near") / "near.feed"
    feed.write_text("".join(f"{json.dumps(asdict(one))}\n" for one in made), "utf-8")
    with peer.served(folder):
        subprocess.run(peer.command("build", str(feed), str(folder), "1"), check=True)
        with Client(peer, folder) as client:
            assert client.ask(Query("", near=("alpha", "beta")))[1] == 3
            assert client.ask(Query("", phrase=("alpha", "beta")))[1] == 1
            assert client.ask(Query("", all=("alpha", "beta")))[1] == 5
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_a_second_writer_changes_nothing(peer: Peer, peer_at: Path, corpus_at: Path) -> None:
    if peer.writers == 1:
        pytest.skip("one writer at a time")
    query = Query("percent", all=("percent",))
    with peer.served(peer_at):
        with Client(peer, peer_at) as client:
            one = client.ask(query)[1]
        feed = str(corpus_at / "cables.feed")
        subprocess.run(peer.command("build", feed, str(peer_at), "2"), check=True)
        with Client(peer, peer_at) as client:
            assert client.ask(query)[1] == one


def test_facets_of_fts5_are_those_of_reftel(corpus_at: Path, tmp_path: Path) -> None:
    sqlite_fts5.build(corpus_at / "cables.feed", tmp_path, 1)
    query = _asked(corpus_at)["facets alone"][0]
    counted = sqlite_fts5.Fts5(tmp_path).facets(query)
    with open_archive(corpus_at / "cables.reftel") as archive:
        facets = archive.search(query.reftel, limit=0).facets
    for name in FACETS:
        ours = {one.value: one.count for one in facets[name]}
        assert ours
        assert ours.items() <= counted[name].items()


def test_times_stand_beside_what_was_found(corpus_at: Path, tmp_path: Path) -> None:
    peer = next(one for one in PEERS if one.name == sqlite_fts5.NAME)
    sqlite_fts5.build(corpus_at / "cables.feed", tmp_path, 1)
    asked = {name: _asked(corpus_at)[name] for name in ("common word", "fuzzy")}
    places = [(REFTEL, corpus_at / "cables.reftel"), (peer, tmp_path)]
    found = search(places, asked, load=0.0, rounds=2, lasting=0.2)
    common, fuzzy = found.classes
    assert common.engines["reftel"].matches == common.engines[peer.name].matches
    assert common.engines["reftel"].asks == common.whole.asks == 4
    assert fuzzy.engines[peer.name].asks == 0
    assert fuzzy.engines[peer.name].matches == (None, None)
    for engine in found.engines.values():
        assert engine.throughput.one > 0
        assert engine.throughput.two > 0
        assert engine.memory_mb > 1


def test_what_is_missing_is_said(corpus_at: Path, tmp_path: Path) -> None:
    missing = Peer("Nothing", "bench.peers.none", "`pip install nothing`", lambda: True, str)
    size = Size(CABLES, CABLES, 1, 1)
    told = measure_peer(missing, corpus_at / "none", tmp_path, size, load=0.0, workers=(1,))
    assert told.absent == "not installed: `pip install nothing`"
    assert told.runs == ()


def test_a_slow_peer_is_left_out() -> None:
    slow = Peer("Slow", "", "", lambda: False, str, most=10)
    assert slow.absent(10) == ""
    assert slow.absent(11).startswith("left out above 10 cables")


def test_an_engine_that_ends_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with"):
        Client(without_client(PEERS[0]), tmp_path / "nowhere")


def without_client(peer: Peer) -> Peer:
    return Peer(
        peer.name, "bench.peers.none", "", peer.missing, peer.version, lambda: sys.executable
    )
