from __future__ import annotations

import gzip
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from archive.publications import POSTS, body, copied, dump, header, html_2010, zipped
from archive.rows import every_row, what_people_see
from reftel.archive.entry import RecordEntry
from reftel.archive.folder import Folder
from reftel.build import Progress, build
from reftel.build.crew import Crew, WorkerLost, _Worker
from reftel.errors import ArchiveBusy, NotAnArchive, SourceMissing
from reftel.reading import open_archive
from reftel.sources import detect
from reftel.sources.page import Record

SHARED = Path(__file__).parents[2] / "shared"
KILLS = int(os.environ.get("REFTEL_KILLS", "8"))
"""How many builds are killed; each takes two seconds."""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Every kind of thing a build can meet: forms, versions, doubles, containers, rubbish."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for n in range(1, 13):
        (folder / f"page{n:02d}.html").write_bytes(html_2010("STRELSAU", n))
    (folder / "double.html").write_bytes(html_2010("STRELSAU", 1))
    (folder / "again.txt").write_bytes(copied("STRELSAU", 2))
    longer = body("STRELSAU", 3, "The barley is late, the weir is low, and the mill stands still.")
    (folder / "corrected.txt").write_bytes(copied("STRELSAU", 3, longer))
    (folder / "dump.csv").write_bytes(dump(5, 20))
    members = {f"z/{n}.html": html_2010("ZENDA", n) for n in range(4, 9)}
    (folder / "more.zip").write_bytes(zipped(members))
    (folder / "shopping.txt").write_bytes(b"eggs, flour, plums\n")
    (folder / "empty.html").write_bytes(b"")
    (folder / "empty2.html").write_bytes(b"")
    return folder


def test_a_build_says_what_it_did(sources: Path, tmp_path: Path) -> None:
    summary = build(tmp_path / "a.reftel", [sources], workers=1)
    assert (summary.sources, summary.unchanged) == (20, 0)
    assert summary.read == 12 + 1 + 2 + 20 + 5 + 3
    assert summary.again == 2, "a page and an empty file came twice"
    assert sum(summary.quarantined.values()) == 2
    assert [(Path(one.name).name, one.code) for one in summary.refused] == [
        ("empty.html", "no-telegram"),
        ("shopping.txt", "no-telegram"),
    ]
    assert all(one.reason for one in summary.refused)
    assert summary.defects["page-clock"] == 17
    assert summary.bytes > 0
    with open_archive(tmp_path / "a.reftel") as archive:
        assert summary.new == len(archive)
        assert list(archive.check()) == []


def test_no_more_than_ten_refused_records_are_named(tmp_path: Path) -> None:
    for n in range(12):
        (tmp_path / f"{n:02d}.txt").write_text(f"{n} eggs", "utf-8")
    summary = build(tmp_path / "a.reftel", [*tmp_path.glob("*.txt")], workers=1)
    assert summary.quarantined == {"no-telegram": 12}
    assert len(summary.refused) == 10
    again = build(tmp_path / "a.reftel", [tmp_path / "00.txt"], workers=1, distrust=True)
    assert sum(again.quarantined.values()) == 12, "all that is held is read again"
    assert {Path(one.name).suffix for one in again.refused} == {".txt"}


def test_a_second_build_opens_nothing_and_changes_nothing(sources: Path, tmp_path: Path) -> None:
    build(tmp_path / "a.reftel", [sources], workers=1)
    before = every_row(tmp_path / "a.reftel")
    summary = build(tmp_path / "a.reftel", [sources], workers=1)
    assert (summary.unchanged, summary.read, summary.new) == (20, 0, 0)
    assert every_row(tmp_path / "a.reftel") == before


def test_distrust_reads_everything_again_and_finds_it_known(sources: Path, tmp_path: Path) -> None:
    build(tmp_path / "a.reftel", [sources], workers=1)
    before = every_row(tmp_path / "a.reftel")
    summary = build(tmp_path / "a.reftel", [sources], workers=1, distrust=True)
    assert (summary.unchanged, summary.new, summary.again) == (0, 0, summary.read)
    assert every_row(tmp_path / "a.reftel") == before


def test_the_number_of_workers_does_not_show(sources: Path, tmp_path: Path) -> None:
    build(tmp_path / "one.reftel", [sources], workers=1)
    build(tmp_path / "three.reftel", [sources], workers=3)
    assert every_row(tmp_path / "one.reftel") == every_row(tmp_path / "three.reftel")


def test_the_order_of_the_sources_does_not_show(sources: Path, tmp_path: Path) -> None:
    files = sorted(sources.iterdir())
    build(tmp_path / "forward.reftel", files, workers=1)
    build(tmp_path / "backward.reftel", files[::-1], workers=1)
    for one in sorted(files, key=lambda file: file.name[::-1]):
        build(tmp_path / "apart.reftel", [one], workers=1)
    expected = what_people_see(tmp_path / "forward.reftel")
    assert what_people_see(tmp_path / "backward.reftel") == expected
    assert what_people_see(tmp_path / "apart.reftel") == expected


def test_a_source_that_changed_is_read_again_and_the_old_page_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(html_2010("ZENDA", 5))
    build(tmp_path / "a.reftel", [page], workers=1)
    longer = body("ZENDA", 5, "The barley is late, the weir is low, and the mill stands still.")
    page.write_bytes(html_2010("ZENDA", 5, text=longer))
    summary = build(tmp_path / "a.reftel", [page], workers=1)
    assert (summary.read, summary.new, summary.versions) == (1, 0, 1)
    with open_archive(tmp_path / "a.reftel") as archive:
        assert [version.words for version in archive.versions("09ZENDA5")] == [73, 69]
        assert "mill" in archive["09ZENDA5"].text
        assert list(archive.check()) == []


def test_two_publications_are_one_cable(tmp_path: Path) -> None:
    (tmp_path / "2010.html").write_bytes(html_2010("ZENDA", 5))
    (tmp_path / "2011.txt").write_bytes(copied("ZENDA", 5))
    summary = build(tmp_path / "a.reftel", [tmp_path / "2010.html", tmp_path / "2011.txt"])
    assert (summary.new, summary.versions, summary.pages) == (1, 0, 1)
    with open_archive(tmp_path / "a.reftel") as archive:
        assert len(archive) == 1
        assert len(archive.pages("09ZENDA5")) == 2
        assert len(archive.versions("09ZENDA5")) == 1
        assert archive.listing("09ZENDA5").released == "2010-12-02T21"


def test_a_telegram_without_any_id_is_kept_in_quarantine(tmp_path: Path) -> None:
    text = "SUBJECT: THE WEIR\n\n1. (U) The weir at Zenda is low.\n\n2. (U) Rain is expected.\n"
    (tmp_path / "weir.txt").write_text(f"UNCLAS\n\nE.O. 12958: N/A\nTAGS: ECON\n{text}", "utf-8")
    summary = build(tmp_path / "a.reftel", [tmp_path / "weir.txt"])
    assert summary.quarantined == {"id-unknown": 1}
    with open_archive(tmp_path / "a.reftel") as archive:
        (one,) = archive.quarantined()
        assert (one.code, one.name) == ("id-unknown", (tmp_path / "weir.txt").as_posix())


@pytest.fixture
def broken_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """While it lasts, a reader that breaks on every page of Zenda."""

    def read(record: Record) -> object:
        if b"ZENDA" in record.data:
            raise ValueError(f"two\nlines about {Path(__file__).name}")
        return right(record)

    right = detect.read
    with monkeypatch.context() as patch:
        patch.setattr(detect, "read", read)
        yield patch


@pytest.mark.usefixtures("broken_reader")
def test_a_reader_that_breaks_is_told_without_a_word_of_this_machine(
    tmp_path: Path,
) -> None:
    (tmp_path / "page.html").write_bytes(html_2010("ZENDA", 5))
    summary = build(tmp_path / "a.reftel", [tmp_path / "page.html"], workers=1)
    assert summary.quarantined == {"reader-failed": 1}
    with open_archive(tmp_path / "a.reftel") as archive:
        (one,) = archive.quarantined()
        assert re.fullmatch(
            r"ValueError: two\nlines about test_build.py"
            r" \(at reftel\.build\.task:\d+, reftel\.reading\.entering:\d+\)",
            one.reason,
        )


def end_readers(archive: Path) -> None:
    """As if the readers of the records in quarantine had ended, not failed."""
    with Folder(archive).write() as connection:
        connection.execute("UPDATE quarantine SET code = 'reader-ended'")


def age(archive: Path) -> None:
    """As if an earlier reftel had made it."""
    with Folder(archive).write() as connection:
        connection.execute("DELETE FROM meta WHERE name = 'reader'")


@pytest.mark.parametrize(
    ("change", "distrust"), [(end_readers, False), (age, False), (Path.exists, True)]
)
def test_what_a_reader_refused_is_read_again(
    tmp_path: Path,
    sources: Path,
    broken_reader: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    *,
    distrust: bool,
) -> None:
    for name in ("shopping.txt", "empty.html", "empty2.html"):
        (sources / name).unlink()
    archive = tmp_path / "a.reftel"
    summary = build(archive, [sources], workers=1)
    assert summary.quarantined["reader-failed"] > 5
    assert build(archive, [sources], workers=1).quarantined == {}, "nothing was read again"
    broken_reader.undo()
    change(archive)
    summary = build(archive, [sources], workers=1, distrust=distrust)
    assert summary.changed > 5
    assert summary.quarantined == {}
    build(tmp_path / "b.reftel", [sources], workers=1)
    assert what_people_see(archive) == what_people_see(tmp_path / "b.reftel")
    assert answers(archive) == answers(tmp_path / "b.reftel")
    with open_archive(archive) as opened:
        assert list(opened.check()) == []
    before = every_row(archive)
    assert build(archive, [sources], workers=1).changed == 0
    assert every_row(archive) == before


SPOILED = (
    "UPDATE page SET cable = 3, id_rule = 'telegram' WHERE key = 2",
    "UPDATE page SET claims = '{}', words = 9999",
    "UPDATE page SET whole = 0, map = x'00'",
    "DELETE FROM page WHERE key IN (1, 4)",
    "UPDATE cable SET subject = 'another', post = NULL, created = 'garbage'",
    "UPDATE cable SET paragraphs = '[]', tags = '[]', addressees = '[]'",
    "DELETE FROM page_defect",
    "UPDATE mention SET target = NULL",
    "DELETE FROM cable",
)


@pytest.mark.parametrize(
    ("spoil", "workers"), [*((one, 1) for one in SPOILED), ("; ".join(SPOILED), 2)]
)
def test_rows_of_an_earlier_reader_become_those_of_today(
    tmp_path: Path, sources: Path, spoil: str, workers: int
) -> None:
    archive, fresh = tmp_path / "a.reftel", tmp_path / "b.reftel"
    build(archive, [sources], workers=1)
    shutil.copytree(archive, fresh)
    with Folder(archive).write() as connection:
        for statement in spoil.split("; "):
            connection.execute(statement)
    age(archive)
    assert build(archive, [sources], workers=workers).changed > 0
    assert what_people_see(archive) == what_people_see(fresh)
    assert answers(archive) == answers(fresh)
    with open_archive(archive) as opened:
        assert list(opened.check()) == []


def test_a_cable_that_no_page_gives_any_more_is_gone(tmp_path: Path, sources: Path) -> None:
    archive = tmp_path / "a.reftel"
    build(archive, [sources], workers=1)
    rows, found = what_people_see(archive), answers(archive)
    with Folder(archive).write() as connection:
        connection.execute("INSERT INTO cable_id VALUES (999, '09MADEUP1')")
        connection.execute("UPDATE page SET cable = 999 WHERE key = 5")
        connection.execute(
            "INSERT OR REPLACE INTO cable SELECT 999, 5, created, precision,"
            " created_by, post, classification, rank, captions, subject, signature, sections,"
            " released, 1, 1, tags, addressees, paragraphs, sketch FROM cable WHERE page = 5"
        )
        connection.execute("DELETE FROM cable WHERE page = 5 AND key <> 999")
    age(archive)
    build(archive, [sources], workers=1)
    assert what_people_see(archive) == rows
    assert answers(archive) == found
    with open_archive(archive) as opened:
        assert list(opened.check()) == []


def test_what_came_out_of_something_broken_is_read_where_it_is_met_whole(tmp_path: Path) -> None:
    page = html_2010("ZENDA", 5)
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page)[:-4])
    (tmp_path / "b.html").write_bytes(page)
    for n, order in enumerate((["a.html.gz", "b.html"], ["b.html", "a.html.gz"])):
        archive = tmp_path / f"{n}.reftel"
        build(archive, [tmp_path / name for name in order], workers=1)
        with open_archive(archive) as opened:
            assert list(opened) == ["09ZENDA5"]
            assert [Path(one.name).name for one in opened.quarantined()] == ["a.html.gz"]
            assert list(opened.check()) == []
    assert what_people_see(tmp_path / "0.reftel") == what_people_see(tmp_path / "1.reftel")
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page))
    archive = tmp_path / "0.reftel"
    build(archive, [tmp_path / "a.html.gz", tmp_path / "b.html"], workers=1)
    with open_archive(archive) as opened:
        assert list(opened.quarantined()) == []
        assert list(opened.check()) == []


def test_a_file_of_the_same_path_size_and_time_elsewhere_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, name in enumerate("AB"):
        (tmp_path / name / "pages").mkdir(parents=True)
        page = tmp_path / name / "pages" / "page.html"
        page.write_bytes(html_2010("ZENDA", 5 + n))
        os.utime(page, ns=(10**18, 10**18))
        monkeypatch.chdir(tmp_path / name)
        summary = build("../a.reftel", ["pages"], workers=1)
        assert (summary.unchanged, summary.new) == (0, 1)
        assert build("../a.reftel", ["pages"], workers=1).unchanged == 1
    with open_archive(tmp_path / "a.reftel") as archive:
        assert list(archive) == ["09ZENDA5", "09ZENDA6"]


def test_each_archive_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 and nothing that follows")
    build(tmp_path / "a.reftel", [tmp_path / "one.zip", tmp_path / "two.zip"], workers=1)
    with open_archive(tmp_path / "a.reftel") as archive:
        names = [Path(one.name).name for one in archive.quarantined()]
        assert names == ["one.zip", "two.zip"]
        assert list(archive.check()) == []
    (tmp_path / "two.zip").write_bytes(zipped({"page.html": html_2010("ZENDA", 5)}))
    build(tmp_path / "a.reftel", [tmp_path / "one.zip", tmp_path / "two.zip"], workers=1)
    with open_archive(tmp_path / "a.reftel") as archive:
        assert [Path(one.name).name for one in archive.quarantined()] == ["one.zip"]
        assert list(archive) == ["09ZENDA5"]
        assert list(archive.check()) == []


def test_progress_tells_of_every_batch_and_reaches_the_end(sources: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    summary = build(tmp_path / "a.reftel", [sources], workers=1, progress=told.append)
    assert told[-1].records == summary.read
    assert told[-1].bytes == summary.bytes
    assert told[-1].quarantined == 2


def test_a_second_build_at_the_same_time_is_told_to_wait(sources: Path, tmp_path: Path) -> None:
    with Folder(tmp_path / "a.reftel").write(), pytest.raises(ArchiveBusy, match="wait"):
        build(tmp_path / "a.reftel", [sources])


def test_a_source_that_is_missing_leaves_no_archive(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        build(tmp_path / "a.reftel", [tmp_path / "nowhere"])
    assert not (tmp_path / "a.reftel").exists()


def test_a_folder_of_other_things_is_left_alone(sources: Path) -> None:
    before = sorted(sources.iterdir())
    with pytest.raises(NotAnArchive):
        build(sources, [sources])
    assert sorted(sources.iterdir()) == before


def run(
    archive: Path, workers: int, kill_at: int, sources: Path
) -> subprocess.CompletedProcess[str]:
    program = Path(__file__).parent / "archive" / "killed_build.py"
    arguments = [str(archive), str(workers), str(kill_at), str(sources)]
    return subprocess.run(
        [sys.executable, str(program), *arguments], capture_output=True, text=True, check=False
    )


def answers(archive: Path) -> list[tuple[str, int, tuple[str, ...]]]:
    """What a few searches find, in order."""
    queries = ["barley", "mill", "from:zenda", "tag:ECON price", "has:versions", "NOT barley"]
    with open_archive(archive) as opened:
        found = [(query, opened.search(query, limit=50)) for query in queries]
        return [(query, one.total, tuple(hit.id for hit in one.hits)) for query, one in found]


def test_a_build_killed_at_any_instant_ends_in_the_same_archive(
    sources: Path, tmp_path: Path
) -> None:
    undisturbed = run(tmp_path / "whole.reftel", 1, 0, sources)
    assert undisturbed.returncode == 0, undisturbed.stderr
    calls = int(undisturbed.stdout)
    expected = every_row(tmp_path / "whole.reftel")
    made = sum(row.startswith('INSERT INTO "dictionary"') for row in expected)
    assert made > 2, "one shape must have got a second dictionary"
    chance = random.Random(199)
    deaths = 0
    for n in range(KILLS):
        archive = tmp_path / "killed.reftel"
        shutil.rmtree(archive, ignore_errors=True)
        workers = 1 + n % 2
        first = chance.randrange(1, calls if workers == 1 else calls // 3)
        killed = run(archive, workers, first, sources)
        # The index's own threads make a run some calls longer or shorter than another.
        assert killed.returncode in (-9, 0), f"killed at call {first}: {killed.stderr}"
        deaths += killed.returncode == -9
        if n % 3 == 2:
            run(archive, workers, chance.randrange(1, calls), sources)  # perhaps killed once more
        resumed = run(archive, workers, 0, sources)
        assert resumed.returncode == 0, f"killed at call {first}: {resumed.stderr}"
        assert every_row(archive) == expected, f"killed at call {first}, {workers} workers"
        assert answers(archive) == answers(tmp_path / "whole.reftel"), f"killed at call {first}"
    assert deaths * 4 >= KILLS * 3


def spoil_meta(index: Path) -> None:
    (index / "cables" / "meta.json").write_text("xx", "utf-8")


def lose_meta(index: Path) -> None:
    (index / "cables" / "meta.json").unlink()


def lose_stores(index: Path) -> None:
    lose_meta(index)
    for file in index.glob("cables/*.store"):
        file.unlink()


def lose_segments(index: Path) -> None:
    for file in index.glob("paragraphs/*.idx"):
        file.unlink()


def lose_one_of_two(index: Path) -> None:
    shutil.rmtree(index / "paragraphs")


def another_one(index: Path) -> None:
    build(index.parents[1] / "other.reftel", [index.parents[1] / "sources" / "page01.html"])
    shutil.rmtree(index)
    shutil.copytree(index.parents[1] / "other.reftel" / "index", index)


def a_file(index: Path) -> None:
    shutil.rmtree(index)
    index.write_bytes(b"")


@pytest.mark.parametrize(
    "damage",
    [
        spoil_meta, lose_meta, lose_stores, lose_segments, lose_one_of_two, shutil.rmtree,
        another_one, a_file,
    ],
)  # fmt: skip
@pytest.mark.parametrize("with_news", [False, True])
def test_an_index_that_is_damaged_or_lost_is_made_again(
    sources: Path, tmp_path: Path, damage: Callable[[Path], None], *, with_news: bool
) -> None:
    archive = tmp_path / "a.reftel"
    build(archive, [sources], workers=1)
    rows, found = every_row(archive), answers(archive)
    damage(archive / "index")
    if with_news:
        (sources / "z.html").write_bytes(html_2010("HENTZAU", 77))
    build(archive, [sources], workers=1)
    assert with_news or (every_row(archive), answers(archive)) == (rows, found)
    with open_archive(archive) as opened:
        assert opened.search("").total == len(opened)
        assert opened.search("id:09HENTZAU77").total == int(with_news)
        assert list(opened.check()) == []


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder of real pages is not beside the project"
)
def test_the_real_pages_all_become_cables(tmp_path: Path) -> None:
    summary = build(tmp_path / "a.reftel", [SHARED / "samples", SHARED / "seeds"])
    assert (summary.read, summary.new, summary.pages, summary.quarantined) == (54, 53, 1, {})
    with open_archive(tmp_path / "a.reftel") as archive:
        assert list(archive.check()) == []
        formats = {page.format for page in archive.pages("66BUENOSAIRES2481")}
        assert formats == {"cablegate-html-2010", "cablegate-html-2011"}
        assert archive.listing("08MEXICO199").created == "2008-01-25T15:26Z"
        assert archive.stats().defects["page-clock"] == 49
        assert archive.stats().stored * 4 < archive.stats().bytes


def test_header_and_body_of_the_invented_pages_are_whole() -> None:
    """The figures above rest on it."""
    for post in POSTS:
        assert len((header(post, 7) + "\n" + body(post, 7)).split()) == 69


def test_a_worker_that_dies_is_replaced_and_its_records_are_read() -> None:
    records: list[tuple[Record, int | None]] = [
        (Record(f"{n}", html_2010("ZENDA", n)), None) for n in range(1, 5)
    ]
    with Crew(2) as crew:
        for worker in crew._workers:
            worker._process.kill()
            worker._process.wait()
        answers = [crew.start(records, {}), crew.start(records[:1], {})]
        first, second = (
            msgspec.msgpack.decode(one.result(), type=list[RecordEntry]) for one in answers
        )
    assert [entry.pages[0].id for entry in first] == [f"09ZENDA{n}" for n in range(1, 5)]
    assert len(second) == 1


def test_only_a_record_that_ends_its_reader_twice_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    records: list[tuple[Record, int | None]] = [
        (Record(f"{n}", html_2010("ZENDA", n)), None) for n in range(1, 4)
    ]
    deaths = {2: 1, 3: 9}
    right = _Worker.ask

    def ask(
        worker: _Worker, asked: list[tuple[Record, int | None]], known: Mapping[int, bytes]
    ) -> bytes:
        """A worker that dies as often as `deaths` says of a record that it is given alone."""
        alone = int(asked[0][0].name) if len(asked) == 1 else 0
        if len(asked) == 3 or deaths.get(alone, 0) > 0:
            deaths[alone] = deaths.get(alone, 0) - 1
            worker._process.kill()
            worker._process.wait()
        return right(worker, asked, known)

    monkeypatch.setattr(_Worker, "ask", ask)
    with Crew(2) as crew:
        entries = msgspec.msgpack.decode(crew.start(records, {}).result(), type=list[RecordEntry])
    assert [[page.id for page in entry.pages] for entry in entries] == [
        ["09ZENDA1"],
        ["09ZENDA2"],
        [],
    ]
    assert [row.code for row in entries[2].quarantine] == ["reader-ended"]


def test_a_record_that_kills_every_reader_is_kept_in_quarantine() -> None:
    with Crew(2) as crew:
        lost = crew._lost((Record("x", b"poison"), None), {}, WorkerLost(-11))
    assert (lost.size, lost.pages) == (6, [])
    assert [row.code for row in lost.quarantine] == ["reader-ended"]
    assert "-11" in lost.quarantine[0].reason
