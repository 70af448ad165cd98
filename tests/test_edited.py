"""An edited document and the telegram that it is a witness of: which one is read, which one found."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.build import build
from reftel.reading import open_archive

PAGES = Path(__file__).parent / "cases" / "pages"
VOLUME = (PAGES / "frus-tei" / "number-in-head.xml").read_bytes()
NUMBER = "76STRELSAU42"
SENT = """\
C O N F I D E N T I A L STRELSAU 0042
E.O. 11652: GDS
TAGS: PGOV, RZ
SUBJECT: HARVEST FESTIVAL
1. WHEAT AND BARLEY WERE PLENTIFUL.
HENTZAU
"""
ENVELOPE = "P 141532Z JAN 76\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n"
CLAIMED = """\
HARVEST FESTIVAL
Date: 1976 January 14, 00:00 (Wednesday)
Canonical ID: 1976STRELS00042_b
Original Classification: CONFIDENTIAL
From: Ruritania Strelsau

TEXT"""
NOTICE = (PAGES / "cfpf-text" / "text-lost.txt").read_bytes().replace(b"STRELS0", b"STRELSAU0")
ORDERS = [(0, 1), (1, 0)]
VOLUMES_ONLY = VOLUME.replace(b"Telegram 42 ", b"Telegram 43 ")
"""Of a telegram that nobody else has; the word stands in it more often than in the other."""


def built(folder: Path, *batches: dict[str, bytes]) -> Path:
    """An archive to which each batch came after the one before it."""
    for n, batch in enumerate(batches):
        (folder / str(n)).mkdir()
        for name, data in batch.items():
            (folder / str(n) / name).write_bytes(data)
        build(folder / "a.reftel", [folder / str(n)], workers=1)
    return folder / "a.reftel"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("sent", [SENT, ENVELOPE + SENT])
def test_what_was_sent_is_read_before_what_was_edited(
    tmp_path: Path, sent: str, order: tuple[int, int]
) -> None:
    batches = [{"volume.xml": VOLUME}, {"sent.txt": CLAIMED.replace("TEXT", sent).encode()}]
    with open_archive(built(tmp_path, *(batches[n] for n in order))) as archive:
        assert [one.format for one in archive.pages(NUMBER)] == ["plusd-text", "frus-tei"]
        assert archive[NUMBER].subject == "HARVEST FESTIVAL"
        assert archive.search("has:edited").total == 0
        assert list(archive.check()) == []


@pytest.mark.parametrize("order", ORDERS)
def test_what_was_edited_is_read_where_the_other_is_a_notice(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    batches = [{"volume.xml": VOLUME}, {"lost.txt": NOTICE}]
    with open_archive(built(tmp_path, *(batches[n] for n in order))) as archive:
        assert [one.format for one in archive.pages(NUMBER)] == ["frus-tei", "cfpf-text"]
        assert archive.search("has:edited").total == 1
        assert list(archive.check()) == []


def test_what_was_edited_is_found_behind_what_was_sent(tmp_path: Path) -> None:
    sent = CLAIMED.replace("TEXT", SENT.replace("BARLEY", "A GREAT DEAL OF OTHER CORN")).encode()
    archive_path = built(tmp_path, {"sent.txt": sent, "volume.xml": VOLUMES_ONLY})
    with open_archive(archive_path) as archive:
        found = archive.search("wheat barley OR wheat OR plentiful")
        assert [hit.id for hit in found.hits] == [NUMBER, "76STRELSAU43"]
        # By its words alone the volume's would be first: it is shorter by far.
        assert found.hits[1].score > found.hits[0].score > 0
        assert archive.search("has:edited wheat").total == 1
        newest = archive.search("wheat", sort="-date")
        assert {hit.id for hit in newest.hits} == {NUMBER, "76STRELSAU43"}
