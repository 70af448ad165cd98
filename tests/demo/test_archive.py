"""The small archive: the same bytes again, every form, every defect, and what is no cable."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reftel.defects import CODES
from reftel.demo.archive import Manifest, write_demo
from reftel.sources.detect import FORMATS, read
from reftel.sources.page import Page, Unread
from reftel.sources.records import files, records_of
from reftel.telegram.parse import parse

NOT_FROM_BYTES = {"file-unreadable", "reader-ended", "reader-failed"}
"""A file that cannot be opened and a broken reader are no matter of what a file holds."""
NOT_INVENTED = {"text-cut-up"}
"""Of a form that the invented archive does not have; tests/sources shows it."""
TAKES_TOO_LONG = {"archive-too-large"}
"""Unpacking 256 MB of nothing would take as long as all the rest."""
BY_COMPARISON = {
    code for code in CODES if code.endswith(("-differs", "-unreadable", "-repaired", "-unknown"))
} | {"page-clock", "section-missing"}
"""Found when page and telegram are compared, which is the build's work."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[Path, Manifest]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, write_demo(folder)


@pytest.fixture(scope="module")
def readings(demo) -> list[tuple[str, int, Page | Unread]]:
    folder, _ = demo
    found = []
    for source in files([folder]):
        for record in records_of(source):
            pages = read(record)
            each = pages if isinstance(pages, tuple) else (pages,)
            found += [(record.name, len(record.data), page) for page in each]
    return found


def test_the_same_bytes_again(demo, tmp_path) -> None:
    folder, manifest = demo
    assert write_demo(tmp_path) == manifest
    for name in manifest.files:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    assert sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()) == list(
        manifest.files
    )


def test_every_form_is_there(readings) -> None:
    forms = Counter(page.format for _, _, page in readings if isinstance(page, Page))
    assert set(forms) == {name for name, _, _ in FORMATS}
    assert min(forms.values()) >= 10


def test_what_the_manifest_says(demo, readings) -> None:
    _, manifest = demo
    assert len(manifest.truths) >= 230
    assert sum(isinstance(page, Page) for _, _, page in readings) == manifest.publications
    junk = {name for name, _, page in readings if isinstance(page, Unread) and "/junk/" in name}
    assert len(junk) == manifest.junk


def test_every_cable_is_published_and_some_often(demo, readings) -> None:
    _, manifest = demo
    claimed = Counter(page.claim("id") for _, _, page in readings if isinstance(page, Page))
    assert all(claimed[truth.id] >= 1 for truth in manifest.truths)
    assert max(claimed[truth.id] for truth in manifest.truths) >= 4


def test_versions_of_one_cable_differ(readings) -> None:
    texts: dict[str | None, set[str]] = {}
    for _, _, page in readings:
        if isinstance(page, Page) and page.claim("id"):
            texts.setdefault(page.claim("id"), set()).add(" ".join(page.text.split()))
    assert sum(len(versions) > 1 for versions in texts.values()) >= 20


def test_every_byte_of_every_page_has_an_owner(readings) -> None:
    assert not [
        name for name, size, page in readings if isinstance(page, Page) and page.ownership(size)
    ]


def test_every_defect_is_shown(readings) -> None:
    shown: set[str] = set()
    for _, _, page in readings:
        if isinstance(page, Unread):
            shown.add(page.code)
        else:
            shown |= {defect.code for defect in page.defects}
            shown |= {defect.code for defect in parse(page.text).defects}
    elsewhere = BY_COMPARISON | NOT_FROM_BYTES | TAKES_TOO_LONG | NOT_INVENTED
    assert set(CODES) - shown - elsewhere == set()


def test_questionnaires_disagree_and_are_corrected(demo) -> None:
    _, manifest = demo
    assert len(manifest.figures) == 36
    wrong = [f for f in manifest.figures if f.disagrees]
    assert 4 <= len(wrong) <= 18
    corrections = [t for t in manifest.truths if t.subject.upper().startswith("CORRECTION")]
    assert len(corrections) == len(wrong)
    assert len({(f.station, f.convictions) for f in manifest.figures}) > 24


def test_a_cut_body_lies_there_in_no_other_form(demo, readings) -> None:
    _, manifest = demo
    cut = {truth.id for truth in manifest.truths if "body-cut" in truth.faults}
    pages = [page for _, _, page in readings if isinstance(page, Page) and page.claim("id") in cut]
    assert len(pages) == len(cut) == 2
    assert all("body-cut" in {defect.code for defect in page.defects} for page in pages)


def test_nobody_real_is_spoken_of(demo) -> None:
    folder, manifest = demo
    text = "".join(
        (folder / name).read_text("utf-8", "replace")
        for name in manifest.files
        if name.endswith(("csv", "txt"))
    )
    words = re.compile(
        r"\b(?:Paris|London|Moscow|Mexico|Berlin|Obama|Clinton|Bush|Putin|WikiLeaks|Iran|Iraq)\b",
        re.IGNORECASE,
    )
    assert not words.search(text)
