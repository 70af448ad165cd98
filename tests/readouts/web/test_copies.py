"""What the reading room shows of sections, copies and claims."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from archive.sectioned import BODIES, section
from reftel.build import build
from reftel.reading import open_archive
from serving import served


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """An archive with telegrams in sections: 42 lacks its second, 43 is there."""
    folder: Path = tmp_path_factory.mktemp("copies")
    sources = folder / "sources"
    sources.mkdir()
    for n in (1, 3):
        (sources / f"a{n}.txt").write_bytes(section(n))
    for n in (1, 2, 3):
        (sources / f"b{n}.txt").write_bytes(section(n, serial=43))
    build(folder / "a.reftel", [sources], workers=1)
    with (
        open_archive(folder / "a.reftel") as archive,
        served(archive) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


def test_a_joined_telegram_names_its_sections_and_leads_to_each(room: httpx.Client) -> None:
    page = room.get("/cables/76STRELSAU42").text
    assert "section 2 is not held" in page
    assert "section-missing" in page
    record = room.get("/api/cables/76STRELSAU42").json()
    assert [(one["number"], one["held"]) for one in record["joined"]] == [
        (1, True), (2, False), (3, True),
    ]  # fmt: skip
    for one in record["joined"]:
        if one["held"]:
            assert f"/cables/76STRELSAU42?version={one['version']}" in page
            alone = room.get(f"/cables/76STRELSAU42?version={one['version']}").text
            assert f"section {one['number']} by itself" in alone
            start = record["text"][one["start"] :]
            assert f"SECTION {one['number']} OF 3" in start or one["number"] == 1
            own = room.get(f"/api/cables/76STRELSAU42?version={one['version']}").json()
            assert BODIES[one["number"] - 1] in own["text"]
            assert [page["preferred"] for page in own["pages"]].count(True) == 1


def test_each_section_has_its_row_and_its_source(room: httpx.Client) -> None:
    page = room.get("/cables/76STRELSAU43/versions").text
    assert "joined of its sections" in page
    assert "1 version, 3 sections" in page
    assert [f"section {n} by itself" in page for n in (1, 2, 3)] == [True] * 3
    for n in (1, 2, 3):
        source = room.get("/cables/76STRELSAU43/source", params={"page": n}).text
        assert f"SECTION {n} OF 3" in source
        assert room.get("/cables/76STRELSAU43/bytes", params={"page": n}).content == section(
            n, serial=43
        )
