"""The invented archive, built as `reftel demo` builds it, once for all tests that search it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.build import build
from reftel.demo.archive import write_demo
from reftel.reading import Archive, open_archive


@pytest.fixture(scope="session")
def invented_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("invented")
    pages: Path = folder / "demo-pages"
    pages.mkdir()
    write_demo(pages)
    build(folder / "demo.reftel", [pages], workers=1)
    with open_archive(folder / "demo.reftel") as archive:
        yield archive
