"""A page that was made is given again while nothing has changed, and not more is kept than said."""

from __future__ import annotations

from pathlib import Path

import httpx

from archive.publications import copied
from reftel.build import build
from reftel.reading import open_archive
from reftel.readouts.web.recent import Asked, RecentPages
from serving import served


def at(path: str, query: bytes = b"") -> Asked:
    return path, query, "today", "gzip"


def test_a_page_is_made_once_while_it_is_kept() -> None:
    made: list[str] = []

    def make(page: str) -> bytes:
        made.append(page)
        return page.encode()

    kept = RecentPages(most=10, longest=6)
    found = [kept.get(at(n), lambda n=n: make(n * 4)) for n in "aabb"]
    assert found == [b"aaaa"] * 2 + [b"bbbb"] * 2
    assert made == ["aaaa", "bbbb"]
    kept.get(at("a"), lambda: make("none"))
    kept.get(at("c"), lambda: make("cccc"))  # b, which was asked for longest ago, goes
    assert kept.get(at("a"), lambda: make("a again")) == b"aaaa"
    assert kept.get(at("b"), lambda: make("bb")) == b"bb"
    assert made == ["aaaa", "bbbb", "cccc", "bb"]


def test_a_long_page_is_not_kept() -> None:
    kept = RecentPages(most=10, longest=6)
    assert kept.get(at("a"), lambda: b"a" * 7) == b"a" * 7
    assert kept.get(at("a"), lambda: b"b") == b"b"


def test_an_address_with_a_long_query_is_not_kept() -> None:
    kept = RecentPages()
    assert kept.get(at("/tags", b"x=" + b"y" * 2000), lambda: b"a") == b"a"
    assert kept.get(at("/tags", b"x=" + b"y" * 2000), lambda: b"b") == b"b"


def test_what_a_build_adds_stands_on_the_page_at_once(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_bytes(copied("STRELSAU", 12))
    build(tmp_path / "a.reftel", [pages], workers=1)
    with (
        open_archive(tmp_path / "a.reftel") as archive,
        served(archive) as address,
        httpx.Client(base_url=address, timeout=60) as browse,
    ):
        for _ in range(2):
            assert 'rel="next"' not in browse.get("/cables/09STRELSAU12").text
        marked = browse.get("/cables/09STRELSAU12?q=harvest").text
        assert marked != browse.get("/cables/09STRELSAU12").text
        (pages / "b.txt").write_bytes(copied("STRELSAU", 14))
        build(tmp_path / "a.reftel", [pages], workers=1)
        assert 'rel="next"' in browse.get("/cables/09STRELSAU12").text
