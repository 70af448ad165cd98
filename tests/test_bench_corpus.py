"""The corpora that bench/ measures on: the same bytes each time, streamed, of the size they claim."""

from itertools import islice
from pathlib import Path

import pytest
from bench import corpus, pages
from bench.__main__ import read_arguments
from bench.choosing import Words, classes, step_of
from bench.feeding import write_feed
from bench.peers.query import fed
from bench.peers.table import PEERS

from reftel.build import build
from reftel.reading import open_archive
from reftel.search.query import parse
from reftel.search.words import stem, words

CABLES = 40


def test_a_small_dump_begins_a_large_one(tmp_path: Path) -> None:
    small, large = corpus.dump(3, tmp_path), corpus.dump(7, tmp_path)
    assert large.read_bytes().startswith(small.read_bytes())
    rest = corpus.more(3, 4, tmp_path / "more.csv")
    assert small.read_bytes() + rest.read_bytes() == large.read_bytes()


def test_a_dump_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    corpus.dump(3, tmp_path).write_bytes(b"as it was")
    assert corpus.dump(3, tmp_path).read_bytes() == b"as it was"


def test_texts_end_at_the_limit(tmp_path: Path) -> None:
    dump = corpus.dump(5, tmp_path)
    assert len(corpus.texts(dump, 100)) == 5
    assert corpus.texts(dump, 2) == corpus.texts(dump, 100)[:2]


def test_the_feed_holds_what_the_archive_searches(tmp_path: Path) -> None:
    dump = corpus.dump(CABLES, tmp_path)
    feed = tmp_path / "cables.feed"
    size = write_feed(dump, feed)
    build(tmp_path / "cables.reftel", [dump], workers=1)
    with open_archive(tmp_path / "cables.reftel") as archive:
        for one in fed(feed):
            held = [paragraph.text for paragraph in archive[one.id].paragraphs]
            assert one.passages[-len(held) :] == [" ".join(map(stem, words(p))) for p in held]
        assert {one.id for one in fed(feed)} == set(archive)
        assert size.cables == len(archive) == CABLES
        assert size.text_bytes == sum(len(archive[one].text.encode()) for one in archive)
    assert size.source_bytes == dump.stat().st_size


def test_two_processes_write_the_same_feed(tmp_path: Path) -> None:
    dump = corpus.dump(CABLES, tmp_path)
    one, two = tmp_path / "one.feed", tmp_path / "two.feed"
    assert write_feed(dump, one, 1) == write_feed(dump, two, 2)
    assert one.read_bytes() == two.read_bytes()


def test_one_of_several_texts_is_fed(tmp_path: Path) -> None:
    dump = corpus.dump(3, tmp_path)
    twice = tmp_path / "twice.csv"
    twice.write_bytes(dump.read_bytes() * 2)
    size = write_feed(twice, tmp_path / "twice.feed")
    assert (size.cables, size.texts) == (3, 6)
    assert len(list(fed(tmp_path / "twice.feed"))) == 3


def test_the_sample_is_bounded_and_spread(tmp_path: Path) -> None:
    dump = corpus.dump(CABLES, tmp_path)
    whole, sample = tmp_path / "whole.feed", tmp_path / "sample.feed"
    assert step_of(CABLES, 10) == 4
    assert step_of(CABLES, 100) == 1
    # The sample of a dump has its size, by one process or by two.
    size = write_feed(dump, whole)
    assert size == write_feed(dump, sample, 2, step_of(CABLES, 10))
    assert [one.id for one in fed(sample)] == [one.id for one in fed(whole)][::4]


def test_a_sample_and_a_feed_of_one_dump_have_each_their_size(tmp_path: Path) -> None:
    dump = corpus.dump(3, tmp_path)
    twice = tmp_path / "twice.csv"
    twice.write_bytes(dump.read_bytes() * 2)
    feed, sample = tmp_path / "cables.feed", tmp_path / "cables.sample"
    sizes = {name: write_feed(twice, name, 1, step) for name, step in ((sample, 2), (feed, 1))}
    assert [sizes[sample].cables, sizes[feed].cables] == [6, 3]
    assert {name: write_feed(twice, name) for name in sizes} == sizes, "what was kept"


@pytest.mark.parametrize("words", [[], ["--without", "Whoosh"]])
def test_a_run_that_feeds_no_peer_leaves_all_out(words: list[str]) -> None:
    without = read_arguments(["--unfed", *words]).without
    assert sorted(without) == sorted(peer.name for peer in PEERS)


def test_peers_that_are_left_out_are_peers(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_arguments(["--without", "Whoosh"]).without == ["Whoosh"]
    with pytest.raises(SystemExit):
        read_arguments(["--without", "Woosh"])
    assert "Woosh" in capsys.readouterr().err


def test_queries_are_read_as_they_are_meant(tmp_path: Path) -> None:
    feed = tmp_path / "cables.feed"
    write_feed(corpus.dump(CABLES, tmp_path), feed)
    ranked = Words(list(fed(feed)))
    holding = {word: sum(_holds(one, word) for one in fed(feed)) for word in ranked.ranked[:50]}
    assert list(holding.values()) == sorted(holding.values(), reverse=True)
    asked = classes(ranked, 3)
    assert {len(queries) for queries in asked.values()} == {3}
    # An engine that remembers an answer must not be given the same query again.
    once = [query.reftel for queries in asked.values() for query in queries]
    assert len(set(once)) == len(once) - once.count("sort:-date") + 1
    for queries in asked.values():
        for query in queries:
            assert parse(query.reftel).problems == ()


def _holds(one, word: str) -> bool:
    return any(word in text.split() for text in (one.subject, *one.passages))


def test_pages_have_the_size_of_published_ones(tmp_path: Path) -> None:
    for layout, size in pages.LAYOUTS.items():
        folder = pages.write(tmp_path / str(layout), 8, layout)
        sizes = [path.stat().st_size for path in folder.rglob("*.html")]
        assert len(sizes) == 8
        assert abs(sum(sizes) / 8 - size) < size * 0.15


def test_pages_hold_the_cables_of_the_dump(tmp_path: Path) -> None:
    folder = pages.write(tmp_path / "pages", 3, 2011)
    build(tmp_path / "pages.reftel", [folder], workers=1)
    build(tmp_path / "dump.reftel", [corpus.dump(3, tmp_path)], workers=1)
    with (
        open_archive(tmp_path / "pages.reftel") as one,
        open_archive(tmp_path / "dump.reftel") as two,
    ):
        assert set(one) == set(two)
        for name in islice(one, 3):
            assert one[name].subject == two[name].subject
