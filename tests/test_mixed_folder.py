"""One archive from a folder that mixes every published form, packed and unpacked, good and broken."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.build import build
from reftel.reading import Archive, open_archive
from reftel.reading.coverage import Coverage, coverage
from reftel.readouts.coverage_lines import coverage_lines
from reftel.readouts.terminal import Paper
from reftel.sources.detect import FORMATS, read
from reftel.sources.records import records
from reftel.telegram.parse import parse
from sources.page_cases import CASES, expectation_of

PACKED = "mirror-html"
"""The form whose cases come in a zip."""
_REFUSED = {"document-other", "id-unknown"}
"""Pages that were read, and are in quarantine all the same."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    base = tmp_path_factory.mktemp("mixed")
    for case in CASES:
        folder = base / "mixed" / case.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        if case.parent.name == PACKED:
            with zipfile.ZipFile(folder / "mirror.zip", "a") as packed:
                packed.write(case, case.name)
        else:
            shutil.copy(case, folder / case.name)
    build(base / "a.reftel", [base / "mixed"], workers=1)
    with open_archive(base / "a.reftel") as opened:
        yield opened


@pytest.fixture(scope="module")
def found(archive: Archive) -> Coverage:
    return coverage(archive)


def expected() -> Counter[tuple[str, str]]:
    """Pages of each form in each folder, and under `none` the records that give no page.

    Bytes that lie there twice are kept once, so that what reads alike is counted once.
    """
    counted: Counter[tuple[str, str]] = Counter()
    seen: set[bytes] = set()
    for case in CASES:
        told = json.loads(expectation_of(case).read_text("utf-8"))
        for record, one in zip(records([case]), told, strict=True):
            if record.data in seen:
                continue
            seen.add(record.data)
            if "unread" in one:
                counted[case.parent.name, "none"] += 1
            for page in one.get("pages", ()):
                counted[case.parent.name, page["format"]] += 1
    return counted


def test_every_form_is_read_and_what_is_none_is_told(archive: Archive) -> None:
    refused = Counter(one.code for one in archive.quarantined())
    wanted = expected()
    pages = sum(count for (_, form), count in wanted.items() if form != "none")
    assert archive.stats().pages + sum(refused[code] for code in _REFUSED) == pages
    unread = sum(refused.values()) - sum(refused[code] for code in _REFUSED)
    assert unread == sum(count for (_, form), count in wanted.items() if form == "none")
    assert set(archive.stats().formats) == {name for name, _, _ in FORMATS}
    assert list(archive.check()) == []


def test_each_source_says_what_it_gave(found: Coverage) -> None:
    wanted = expected()
    gave: Counter[str] = Counter()
    for source, share in found.sources.items():
        folder = Path(source).parent if source.endswith((".zip", ".csv", ".tsv")) else Path(source)
        gave[folder.name] += share.pages + share.quarantined
    for folder in {folder for folder, _ in wanted}:
        assert gave[folder] == sum(n for (where, _), n in wanted.items() if where == folder), folder
    assert sum(share.cables for share in found.sources.values()) == found.whole.cables
    assert sum(share.characters for share in found.sources.values()) == found.whole.characters
    assert sum(share.unread for share in found.sources.values()) == found.whole.unread
    (packed,) = [source for source in found.sources if source.endswith(".zip")]
    assert found.sources[packed].pages


def test_the_text_of_all_forms_is_understood(found: Coverage) -> None:
    assert [line.line for line in found.lines] == []
    assert found.whole.unread == 0


@pytest.mark.parametrize("form", [name for name, _, _ in FORMATS])
def test_the_pages_of_each_form_are_understood(form: str) -> None:
    """All of them, since a cable is read from one of its pages alone."""
    pages = [
        page
        for case in CASES
        if case.parent.name == form
        for record in records([case])
        if isinstance(result := read(record), tuple)
        for page in result
        if "document-other" not in {defect.code for defect in page.defects}
    ]
    assert pages
    pieces = [piece for page in pages for piece in parse(page.text).pieces]
    unread = [piece.text for piece in pieces if piece.kind == "unread"]
    assert len("".join(unread)) <= 0.005 * sum(len(piece.text) for piece in pieces), unread


def test_in_words(found: Coverage) -> None:
    shown = "\n".join(coverage_lines(found, Paper(width=400, colour=False)))
    assert "What each source gave" in shown
    most = max(found.sources, key=lambda source: found.sources[source].quarantined)
    assert most in shown
    assert f"{found.sources[most].quarantined:,} in quarantine" in shown
