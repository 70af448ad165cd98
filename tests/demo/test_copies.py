"""What the invented archive holds of sections, copies, claims and losses, as the archive reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.build import build
from reftel.demo.copies import copies
from reftel.demo.library import library
from reftel.demo.seeds import SEED
from reftel.reading import Archive, open_archive
from reftel.readouts.holding import held_record


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("copies")
    for name, page in copies(list(library(SEED)), SEED).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(page)
    build(folder / "a.reftel", [folder / "copies"], workers=1)
    with open_archive(folder / "a.reftel") as opened:
        yield opened


def test_sections_are_joined_and_one_is_missed(archive: Archive) -> None:
    (missed,) = archive.search("defect:section-missing").hits
    cable = archive[missed.id]
    (gap,) = [one for one in cable.defects if one.code == "section-missing"]
    assert gap.found.startswith("02 OF ")
    (joined,) = archive.search('has:sections -defect:section-missing id:"73STRELSAU9981"').hits
    parts = archive.sections(joined.id)
    assert len(parts) >= 3
    numbers = [one.number for one in archive[joined.id].paragraphs if one.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 8
    assert not {"line-unread", "number-gap"} & {one.code for one in archive[joined.id].defects}
    assert held_record(archive, joined.id).differences == []


def test_a_telegram_came_again_and_was_corrected(archive: Archive) -> None:
    found = {one.id: one for one in archive.copies("04STRELSAU9983")}
    assert {name: one.relation for name, one in found.items()} == {
        "04STRELSAU9987": "retransmission",
        "04STRELSAU9988": "corrected copy",
    }
    assert found["04STRELSAU9987"].likeness == 1
    assert 0.8 < found["04STRELSAU9988"].likeness < 1
    assert archive.search("has:copies").total == 3
    sent = [archive[name].created for name in ("04STRELSAU9983", *sorted(found))]
    assert [one.value[8:10] for one in sent if one] == ["12", "14", "17"]
    assert "ZDK" in archive["04STRELSAU9987"].envelope.signals
    assert archive["04STRELSAU9988"].envelope.filed_day == 48


def test_attributes_differ_and_texts_are_lost(archive: Archive) -> None:
    (differs,) = archive.search("defect:copies-differ").hits
    told = {one.name for one in held_record(archive, differs.id).differences}
    assert {"title", "tags", "created"} <= told
    (segment,) = archive.search("defect:text-lost").hits
    assert "reference-missing" in {one.code for one in archive[segment.id].defects}
    assert len(archive[segment.id].paragraphs) > 2
    (card,) = archive.search("lost:withdrawn").hits
    assert card.subject
    assert held_record(archive, card.id).subject_by == "page"
