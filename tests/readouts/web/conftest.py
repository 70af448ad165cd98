"""The system's own Chromium, for tests that visit the reading room as a person does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from visiting import JOURNEYS, Visitor


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
