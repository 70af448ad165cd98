"""The invented archive's reading room, served on loopback for all tests that read pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reftel.build import build
from reftel.demo.archive import write_demo
from reftel.reading import Archive, open_archive
from serving import served


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The invented archive, as `reftel demo` makes it."""
    folder = tmp_path_factory.mktemp("room")
    pages: Path = folder / "demo-pages"
    pages.mkdir()
    write_demo(pages)
    build(folder / "demo.reftel", [pages], workers=1)
    with open_archive(folder / "demo.reftel") as archive:
        yield archive


@pytest.fixture(scope="session")
def site(room: Archive) -> Iterator[str]:
    """Its address, without a slash at the end."""
    with served(room) as address:
        yield address


@pytest.fixture(scope="session")
def browse(site: str) -> Iterator[httpx.Client]:
    """Asks the site as a program does, without following where it sends on."""
    with httpx.Client(base_url=site, timeout=30) as client:
        yield client
