"""Where two texts part in very many places, the first of them are shown and called so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from many import cable
from reftel.build import build
from reftel.reading import Archive, open_archive
from reftel.readouts.pages.versions import AskedVersions, versions
from serving import served


def rows(number: int, differing: int, word: str) -> str:
    """A cable that counts what lies in its rows; in so many of them it is this word."""
    counted = "\n".join(
        f"In row {n} of the market hall lay {word if n < differing else 'barley'} and rye."
        for n in range(230)
    )
    return cable(number).replace("1. (U) Barley", f"1. (U) {counted}\nBarley")


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Two cables with two versions each; of the first they part in 200 places, of the second in
    one more.
    """
    folder: Path = tmp_path_factory.mktemp("rewritten")
    for word in ("oats", "wheat"):
        (folder / word).mkdir()
        for number, differing in ((0, 200), (1, 201)):
            (folder / word / f"{number}.txt").write_text(rows(number, differing, word), "utf-8")
    build(folder / "a.reftel", [folder / "oats", folder / "wheat"], workers=1)
    with open_archive(folder / "a.reftel") as archive:
        yield archive


@pytest.mark.parametrize(("name", "more"), [("09ZENDAAAA1", False), ("09ZENDAAAB2", True)])
def test_the_first_two_hundred_are_told_as_such(
    rewritten: Archive, name: str, *, more: bool
) -> None:
    found = versions(rewritten, AskedVersions(id=name))
    assert len(found.differences) == 200
    assert found.more is more
    with served(rewritten) as address:
        page = httpx.get(f"{address}/cables/{name}/versions", timeout=60).text
    assert ("The first 200 differences between version 1 and version 2" in page) is more
    assert (">200 differences between version 1 and version 2" in page) is not more


def test_two_cables_are_told_so_too(rewritten: Archive) -> None:
    """One of the versions has the grain of the other cable, and one has not."""
    one, other = "09ZENDAAAA1", "09ZENDAAAB2"
    found = [versions(rewritten, AskedVersions(id=one, left=n, other=other)) for n in (1, 2)]
    assert sorted(two.more for two in found) == [False, True]
    (left,) = (two.left for two in found if two.more)
    with served(rewritten) as address:
        asked = {"left": left, "other": other}
        page = httpx.get(f"{address}/cables/{one}/versions", params=asked, timeout=60).text
    assert f"The first 200 differences from {other}" in page
