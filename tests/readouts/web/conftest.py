"""The invented archive's reading room, served on loopback for all tests that read pages."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from reftel.build import build
from reftel.demo.archive import write_demo
from reftel.reading import Archive, open_archive
from reftel.readouts.web.app import create_app
from visiting import JOURNEYS, Visitor


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
    server = uvicorn.Server(uvicorn.Config(create_app(room), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def browse(site: str) -> Iterator[httpx.Client]:
    """Asks the site as a program does, without following where it sends on."""
    with httpx.Client(base_url=site, timeout=30) as client:
        yield client


# --- the browser: the system's own Chromium ---


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Where it is missing tests are skipped, but on CI they fail."""
    where = shutil.which("chromium") or shutil.which("chromium-browser")
    if where is None:
        reason = "no chromium on this machine; the browser tests need it (apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # The pages are ours and the machine of a test is often a container without namespaces.
        chromium = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(params=JOURNEYS)
def visitor(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visitor]:
    """A visitor whose browser runs scripts."""
    yield from _visit(Visitor(browser, site, request.param))


@pytest.fixture(params=[(look, scripts) for look in JOURNEYS for scripts in (True, False)], ids=str)
def either(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visitor]:
    """A visitor whose browser runs scripts, and one whose browser does not."""
    look, scripts = request.param
    yield from _visit(Visitor(browser, site, look, java_script_enabled=scripts))


def _visit(visitor: Visitor) -> Iterator[Visitor]:
    yield visitor
    visitor.context.close()
    assert visitor.faults == []
