"""Every real page, from its bytes through the archive and back to the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.build import build
from reftel.reading import Archive, open_archive
from reftel.sources.detect import read
from reftel.sources.page import Page, Record
from reftel.telegram.parse import parse

SHARED = Path(__file__).parents[2] / "shared"
PAGES = sorted((SHARED / "samples").glob("*/*.html")) + sorted((SHARED / "seeds").glob("*.txt"))
pytestmark = pytest.mark.skipif(not PAGES, reason="the real pages are not here")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("real") / "real.reftel"
    summary = build(path, [SHARED / "samples", SHARED / "seeds"])
    assert (summary.read, summary.quarantined) == (len(PAGES), {})
    with open_archive(path) as opened:
        yield opened


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_piece_leads_back_to_its_bytes(path: Path) -> None:
    data = path.read_bytes()
    pages = read(Record(path.name, data))
    assert isinstance(pages, tuple)
    (page,) = pages
    cable = parse(page.text, published_as=page.claim("id"))
    assert "".join(piece.text for piece in cable.pieces) == page.text
    for piece in cable.pieces:
        assert piece.kind != "unread", piece.text
        place = page.map.to_source(piece.span)
        assert _as_text(page, data[place.start : place.end]) == piece.text


def _as_text(page: Page, data: bytes) -> str:
    """What stands in these bytes, the publisher's markup taken out by plain replacement."""
    text = data.decode("utf-8")
    if not page.format.startswith("cablegate-html"):
        return text
    text = text.replace("</pre></code>\n<code><pre>", "\n").replace("&#x000A;", "\n")
    return re.sub(r"<a id='par\w+' href='#par\w+'>¶</a>|<a href='/tag/[^']*'>|</a>", "", text)


def test_the_one_cable_in_both_sets_has_two_pages(archive: Archive) -> None:
    assert len(archive) == len(PAGES) - 1
    assert len(archive.pages("66BUENOSAIRES2481")) == 2
    assert len(archive.versions("66BUENOSAIRES2481")) == 1


def test_the_page_clock_is_a_claim_that_differs(archive: Archive) -> None:
    assert archive["08BRASILIA1396"].created is not None
    listing = archive.listing("08BRASILIA1396")
    assert (listing.created, listing.created_by) == ("2008-10-23T17:50Z", "telegram")
    claims = {claim.name: claim.value for claim in archive.claims("08BRASILIA1396")}
    assert claims["created"] == "2008-10-23 17:05"


def test_the_archive_is_sound(archive: Archive) -> None:
    assert list(archive.check()) == []
