"""A tiny archive of invented cables, built once for all tests that only read it."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from invented import PAGE, STRELSAU12, ZENDA3

# How long a thing takes is measured in bench/: a busy machine must not fail a property.
settings.register_profile("reftel", deadline=None)
settings.load_profile("reftel")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two invented cables, one of them on a publisher's page, and a file of neither."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "09STRELSAU12.txt").write_text(PAGE + STRELSAU12, "utf-8")
    (folder / "zenda.txt").write_text(ZENDA3, "utf-8")
    (folder / "shopping.txt").write_text("eggs, flour, and a pound of plums\n", "utf-8")
    return folder


@pytest.fixture(scope="session")
def archive_path(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive made from `pages`; read it, never write to it."""
    from reftel.build import build

    path = tmp_path_factory.mktemp("archive") / "small.reftel"
    build(path, [pages], workers=1)
    return path


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colours and no width from the machine the tests run on."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        if name in os.environ:
            monkeypatch.delenv(name)
