"""Whole results over HTTP: all of them, in each format, while they are read."""

from __future__ import annotations

import csv
import io
import itertools
import re
import shutil
import sqlite3
import tracemalloc
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from reftel.reading import Archive, open_archive
from reftel.readouts.export import FORMATS
from reftel.readouts.record import CableRecord
from reftel.readouts.web import whole
from serving import run


def exported(browse: httpx.Client, query: str, style: str) -> str:
    answer = browse.get("/export", params={"q": query, "format": style})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_formats_are_those_of_the_command_line() -> None:
    assert whole._KINDS.keys() == FORMATS.keys()
    (asked,) = (one for one in msgspec.inspect.type_info(whole.AskedWhole).fields
                if one.name == "format")  # fmt: skip
    assert set(asked.type.values) == FORMATS.keys()


@pytest.mark.parametrize("query", ["tag:KTIP", "", "nothing-of-this-kind"])
def test_all_that_is_found_is_written(room: Archive, browse: httpx.Client, query: str) -> None:
    wanted = list(room.matching(query).ids) if query else list(room)
    lines = exported(browse, query, "jsonl").splitlines()
    assert [msgspec.json.decode(line, type=CableRecord).id for line in lines] == wanted
    rows = csv.DictReader(io.StringIO(exported(browse, query, "csv"), newline=""))
    assert [row["id"] for row in rows] == wanted
    assert (
        re.findall(r"^  number = \{(.+)\},$", exported(browse, query, "bibtex"), re.MULTILINE)
        == wanted
    )
    ris = exported(browse, query, "ris")
    assert re.findall(r"^M1  - (.+)$", ris, re.MULTILINE) == wanted
    assert ris.count("\nER  - \n") == len(wanted)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "cables.csv"),
        ("tag:KTIP from:strelsau", "cables-tag-ktip-from-strelsau.csv"),
        ('../../"\r\nX: y;é', "cables-x-y.csv"),
        ("word " * 100, f"cables-{'word-' * 11}word.csv"),
    ],
)
def test_the_name_of_the_file_is_safe(browse: httpx.Client, query: str, name: str) -> None:
    answer = browse.get("/export", params={"q": query, "format": "csv"})
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


def test_the_number_is_told_beforehand(room: Archive, browse: httpx.Client) -> None:
    answer = browse.get("/export", params={"q": "tag:KTIP"})
    assert answer.headers["x-total-count"] == str(room.search("tag:KTIP").total)


def test_it_can_be_packed_on_the_way(browse: httpx.Client) -> None:
    answer = browse.get("/export", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == exported(browse, "", "jsonl")


# --- length ---


@pytest.fixture
def hundredfold(room: Archive) -> list[str]:
    return list(room)[:20] * 100


def test_memory_does_not_grow_with_the_export(room: Archive, hundredfold: list[str]) -> None:
    def peak(pieces: Iterator[bytes]) -> int:
        tracemalloc.start()
        sent = sum(len(piece) for piece in pieces)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert sent > 20_000
        return top

    few = peak(whole._together(whole._lines(room, hundredfold[:100], "jsonl")))
    many = peak(whole._together(whole._lines(room, hundredfold[:600], "jsonl")))
    assert many < few * 1.5


def test_the_first_lines_come_before_the_last_are_read(room: Archive) -> None:
    endless = itertools.cycle(list(room)[:20])
    read: list[str] = []

    class Names:
        def __iter__(self) -> Iterator[str]:
            for name in endless:
                read.append(name)
                yield name

    assert next(whole._together(whole._lines(room, Names(), "csv")))
    assert len(read) < 100


# --- damage ---


@pytest.fixture(scope="module")
def damaged(room: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The same archive, the text of one cable no longer what its digest says."""
    path = tmp_path_factory.mktemp("damaged") / "demo.reftel"
    shutil.copytree(room.path, path)
    with sqlite3.connect(path / "archive.sqlite") as connection:
        connection.execute(
            "UPDATE page SET text = x'00' WHERE key ="
            " (SELECT page FROM cable JOIN cable_id USING (key) WHERE id = '08STRELSAU388')"
        )
    connection.close()
    with open_archive(path) as archive:
        yield archive


@pytest.mark.parametrize("style", FORMATS)
def test_a_damaged_cable_is_passed_by_and_told(damaged: Archive, style: str) -> None:
    names = ["08STRELSAU388", next(iter(damaged))]
    text = b"".join(whole._together(whole._lines(damaged, names, style))).decode()
    assert names[1] in text
    if style in ("jsonl", "bibtex"):
        last = text.strip().splitlines()[-1]
        assert "Left out, as they cannot be read: 08STRELSAU388." in last
    else:
        assert "Left out" not in text
    assert str(damaged.path) not in text


def test_a_stream_with_damage_in_it_ends_whole(damaged: Archive) -> None:
    from reftel.readouts.web.app import create_app

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(damaged))
        async with httpx.AsyncClient(transport=transport, base_url="http://a.example") as one:
            return await one.get("/export")

    lines = run(asked()).text.splitlines()
    assert len(lines) == len(damaged)  # one less, and the line that tells
    assert msgspec.json.decode(lines[-1])["error"]["code"] == "archive"
