"""What a cable refers to in each of its versions, and the thread it stands in, however long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reftel.build import build
from reftel.errors import NotHeld
from reftel.reading import Archive, open_archive
from reftel.readouts.pages.cable import (
    AskedCable,
    record,
    references,
)
from serving import served

SEVERAL = ("05BRANNOCKTOWN1001", "09STATE9831")
"""Cables whose versions refer to different cables."""
LONGEST = 60


def letter(number: int, last: int) -> str:
    """A cable that answers the one before it; the last is answered by many."""
    before = min(number - 1, last)
    ref = f"REF: ZENDA {before}\n" if before else ""
    return f"""\
R 0{1 + number % 9}1226Z FEB 09
FM AMEMBASSY ZENDA
TO RUEHC/SECSTATE WASHDC 0001
UNCLAS ZENDA {number:06d}

TAGS: EAGR
SUBJECT: BARLEY {number}
{ref}
1. Barley.
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A hundred cables, of which each answers the one before, and five that answer the last."""
    folder: Path = tmp_path_factory.mktemp("chain")
    (folder / "pages").mkdir()
    for number in range(1, 106):
        (folder / "pages" / f"{number}.txt").write_text(letter(number, 100), "utf-8")
    build(folder / "chain.reftel", [folder / "pages"], workers=1)
    with open_archive(folder / "chain.reftel") as archive:
        yield archive


@pytest.mark.parametrize("name", SEVERAL)
def test_references_are_those_of_the_version(room: Archive, name: str) -> None:
    seen = set()
    for version in room.versions(name):
        number = version.number
        told = references(room, AskedCable(id=name, version=number))
        ids = [one.id for one in told.refers_to]
        assert ids == [one.id for one in room.version(name, number).references]
        for one in told.refers_to:
            assert (one.cable is not None) == (one.id in room)
            assert one.place == "list" or room.version(name, number).paragraph(one.place)
        kept = record(room, AskedCable(id=name, version=number)).references
        assert [one.held for one in kept] == [one.cable is not None for one in told.refers_to]
        assert {one.id for one in told.thread} >= {one for one in ids if one in room}
        seen.add(tuple(ids))
    assert len(seen) > 1


def test_a_version_that_there_is_not_has_no_references(room: Archive) -> None:
    with pytest.raises(NotHeld):
        references(room, AskedCable(id=SEVERAL[0], version=99))


def test_neighbours_are_those_of_the_cable(browse: httpx.Client) -> None:
    assert browse.get(f"/api/neighbours/{SEVERAL[0]}?version=2").status_code == 400
    assert browse.get(f"/cables/{SEVERAL[0]}?version=2").status_code == 200


def test_a_short_thread_has_no_further_ends(room: Archive) -> None:
    told = references(room, AskedCable(id="08STRELSAU388"))
    assert len(told.thread) > 2
    assert told.thread_ends == ()


def test_a_long_thread_says_where_it_goes_on(chain: Archive) -> None:
    told = references(chain, AskedCable(id="09ZENDA100"))
    assert len(told.thread) == LONGEST
    # Five cables answer it, and so it goes back for 54.
    assert told.thread_ends == ("09ZENDA46",)
    assert {f"09ZENDA{n}" for n in range(46, 106)} == {one.id for one in told.thread}


def test_from_its_ends_a_thread_is_seen_whole(chain: Archive) -> None:
    seen: set[str] = set()
    waiting = ["09ZENDA100"]
    while waiting:
        told = references(chain, AskedCable(id=waiting.pop()))
        new = {one.id for one in told.thread} - seen
        seen |= new
        waiting += [one for one in told.thread_ends if one in new]
    assert seen == {f"09ZENDA{n}" for n in range(1, 106)}


def test_the_page_leads_on_from_a_long_thread(chain: Archive) -> None:
    with served(chain) as address, httpx.Client(base_url=address, timeout=30) as ask:
        page = ask.get("/cables/09ZENDA100").text
        thread = page[page.index('<ol class="thread">') :].partition("</details>")[0]
        assert "the thread goes on from" in thread
        assert '<a href="/cables/09ZENDA46#references">09ZENDA46</a>' in thread
        assert 'id="references"' in ask.get("/cables/09ZENDA46").text
