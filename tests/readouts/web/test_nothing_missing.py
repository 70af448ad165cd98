"""Nothing of a telegram is missing on its page: what stands in a piece stands in the page, in order."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from reftel.build import build
from reftel.reading import Archive, open_archive
from reftel.readouts.markup import visible
from serving import served

SHARED = Path(__file__).parents[4] / "shared"
VOID = {"br", "hr", "img", "input", "link", "meta"}


class Words(HTMLParser):
    """The words of a page's telegram: the header as sent, then all paragraphs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.above: list[str] = []
        self.telegram: list[str] = []
        self._open: list[list[str] | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        named = dict(attrs)
        inside = self._open[-1] if self._open else None
        if named.get("id") == "raw-header":
            inside = self.above
        elif named.get("class") == "telegram":
            inside = self.telegram
        elif tag in ("summary", "button") or named.get("class") in ("away", "none"):
            inside = None  # words of ours
        self._open.append(inside)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] is not None:
            self._open[-1].append(data)


def letters(text: str) -> str:
    """Letters and digits alone; a page fills lines anew and draws rules as it likes."""
    return "".join(character for character in visible(text) if character.isalnum())


def hold(archive: Archive, client: httpx.Client, name: str) -> None:
    words = Words(client.get(f"/cables/{name}").text)
    shown = letters("".join(words.above)) + letters("".join(words.telegram))
    sent = letters("".join(piece.text for piece in archive[name].pieces))
    assert shown == sent, name


def test_no_piece_of_an_invented_cable_is_missing(room: Archive, browse: httpx.Client) -> None:
    for name in list(room)[::3]:
        hold(room, browse, name)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real pages do not lie beside this clone")
def test_no_piece_of_a_real_cable_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "real.reftel"
    build(path, [SHARED / "samples", SHARED / "seeds"], workers=1)
    with (
        open_archive(path) as archive,
        served(archive) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        for name in archive:
            hold(archive, client, name)
