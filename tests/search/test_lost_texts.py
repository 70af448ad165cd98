"""What is lost is found as lost, also where only a notice in the telegram's place says so."""

from __future__ import annotations

from pathlib import Path

from archive.publications import body, copied
from reftel.build import build
from reftel.reading import open_archive

NOTICE = (
    "MRN: 2008STRELSAU000004 SEGMENT NUMBER: 000001\n"
    "ERROR READING TEXT INDEX FILE; TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE\n"
)


def test_notices_are_found(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "held.txt").write_bytes(copied("STRELSAU", 3))
    whole = body("STRELSAU", 4)
    (sources / "lost.txt").write_bytes(copied("STRELSAU", 4, whole + "\n" + NOTICE))
    build(tmp_path / "a.reftel", [sources], workers=1)
    with open_archive(tmp_path / "a.reftel") as archive:
        (lost,) = archive.search("lost:text").hits
        assert lost.id.endswith("STRELSAU4")
        assert archive.search("defect:text-lost").total == 1
        assert archive.search("lost:withdrawn").total == 0
        assert archive.search("lost:no").total == 1
