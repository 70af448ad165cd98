"""Records of the invented cables, and the reading room of the invented archive on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from invented import STRELSAU12, ZENDA3
from many import write_many
from reftel.build import build
from reftel.demo.archive import write_demo
from reftel.reading import Archive, open_archive
from reftel.readouts.record import CableRecord, ClaimRecord, Holding, PageRecord, cable_record
from reftel.telegram.parse import parse
from serving import served


@pytest.fixture(scope="session")
def strelsau() -> CableRecord:
    page = PageRecord(
        names=["pages/09STRELSAU12.txt"],
        format="cablegate-text",
        digest="00" * 32,
        size=2000,
        version=1,
        preferred=True,
        released="2011-08-30",
        claims=[ClaimRecord("id", "09STRELSAU12")],
    )
    return cable_record(
        parse(STRELSAU12),
        Holding(
            id="09STRELSAU12",
            id_rule="published",
            released="2011-08-30",
            held=frozenset({"09ZENDA3"}),
            referred_to_by=("09HENTZAU7",),
            pages=(page,),
        ),
    )


@pytest.fixture(scope="session")
def zenda() -> CableRecord:
    return cable_record(parse(ZENDA3))


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
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of more TAGS and posts than a list shows at once."""
    with open_archive(write_many(tmp_path_factory.mktemp("many"))) as archive:
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
