"""What the reading room shows of sections, copies and claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from archive.sectioned import BODIES, section, whole
from archive.test_copies import CABLES
from reftel.build import build
from reftel.reading import open_archive
from serving import served

PAGES = Path(__file__).parents[2] / "cases" / "pages" / "cfpf-text"
CLAIMS = (
    whole([BODIES[0]], serial=50)
    .replace(b"Subject: HARVEST", b"Drafter: RBAKER <B>\nSubject: FAIR", 1)
    .replace(b"TAGS: PGOV, EAGR\nTo", b"TAGS: PGOV, ETRD\nTo")
    .replace(
        b"             ----", b"DRAFTED BY EUR/CE:JSMITH:RT\nAPPROVED BY EUR:RCOOK\n    ----", 1
    )
)
"""A telegram whose attributes say otherwise than its text."""


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
    for name, page in CABLES.items():
        (sources / f"{name}.html").write_bytes(page)
    (sources / "claims.txt").write_bytes(CLAIMS)
    lost, blank = (
        (PAGES / f"{name}.txt").read_bytes() for name in ("text-lost", "withdrawal-card")
    )
    (sources / "lost.txt").write_bytes(lost.replace(b"00042", b"00061"))
    (sources / "blank.txt").write_bytes(blank.replace(b"00042", b"00063"))
    card = b"Message Text\nWITHDRAWAL CARD\nTHE ITEM IDENTIFIED BELOW HAS BEEN WITHDRAWN\n"
    card = blank.replace(b"00042", b"00062").replace(b"Message Text\n", card)
    (sources / "card.txt").write_bytes(card)
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


def test_copies_are_shown_with_a_way_to_compare(room: httpx.Client) -> None:
    page = room.get("/cables/09STRELSAU12").text
    assert "this one, sent again, 100 % of the words" in page
    assert "corrects this one" in page
    assert "corrected by this one" in room.get("/cables/09STRELSAU19").text
    assert "/cables/09STRELSAU12/versions?other=09ZENDA40" in page
    beside = room.get("/cables/09STRELSAU12/versions?other=09ZENDA40").text
    assert "differences from 09ZENDA40" in beside
    found = room.get("/api/versions/09STRELSAU12", params={"other": "09ZENDA40"}).json()
    assert found["other"] == "09ZENDA40"
    assert len(found["differences"]) > 3
    assert room.get("/cables/09STRELSAU12/versions?other=09NOWHERE1").status_code == 404
    assert 'id="copies"' not in room.get("/cables/09STRELSAU20").text
    copies = room.get("/api/cables/09STRELSAU12").json()["copies"]
    assert copies[0]["id"] == "09STRELSAU15"
    assert copies[0]["subject"] == "MILLS 15"


def test_attributes_stand_beside_what_the_telegram_says(room: httpx.Client) -> None:
    record = room.get("/api/cables/76STRELSAU50").json()
    told = {one["name"]: (one["page"], one["telegram"]) for one in record["differences"]}
    assert told == {
        "drafter": ("RBAKER <B>", "EUR/CE:JSMITH:RT"),
        "tags": ("PGOV, ETRD", "PGOV EAGR"),
        "title": ("FAIR OF THE PLAIN", "HARVEST OF THE PLAIN"),
    }
    page = room.get("/cables/76STRELSAU50").text
    assert "<td>RBAKER &lt;B&gt;</td><td>EUR/CE:JSMITH:RT</td>" in re.sub("</?bdi[^>]*>", "", page)
    assert "D760123-0451" in page  # all claims, folded
    for words in ("Approved by", "EUR:RCOOK", "EUR 12", "054811"):
        assert words in page


def test_a_lost_text_is_named_by_its_page_and_says_what_is_lost(room: httpx.Client) -> None:
    title = "HARVEST FESTIVAL: THE LAST DAY RE: FORTY THOUSAND CAME"
    for name, words, notice in (
        ("76STRELS61", "The text is lost", "ADS TEXT UNRETRIEVABLE"),
        ("76STRELS62", "The text is withdrawn", "HAS BEEN WITHDRAWN"),
        ("76STRELS63", "The text is lost", "NOT CONVERTED"),
    ):
        page = room.get(f"/cables/{name}").text
        assert title in page
        assert words in page
        assert notice in page
        record = room.get(f"/api/cables/{name}").json()
        assert (record["subject"], record["subject_by"]) == (title, "page")
    hits = room.get("/api/search", params={"q": "subject:forty lost:yes"}).json()["hits"]
    assert {hit["id"] for hit in hits} == {"76STRELS61", "76STRELS62", "76STRELS63"}
    assert {hit["subject"] for hit in hits} == {title}
    assert 'id="lost"' not in room.get("/cables/76STRELSAU50").text
