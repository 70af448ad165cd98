"""Each example on the pages of help works on the archive at hand, whichever it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import jsonschema
import pytest

from invented import PAGE, STRELSAU12, ZENDA3
from reftel.build import build
from reftel.reading import Archive, open_archive
from reftel.readouts.pages.nothing import Nothing
from reftel.readouts.pages.searching import searching
from reftel.search.fields import FIELDS, HAS
from serving import served

TINY = """\
VZCZCXRO1234
OO RUEHC
DE RUEHHZ #0007/01 1231405
ZNR UUUUU ZZH
O 031405Z MAY 74
FM AMCONSUL HENTZAU
TO RUEHC/SECSTATE WASHDC IMMEDIATE 0001
UNCLAS HENTZAU 000007

TAGS: EFIS
SUBJECT: TROUT

Trout keepers counted trout.
"""


def _tiny(folder: Path) -> Path:
    (folder / "pages").mkdir()
    (folder / "pages" / "74HENTZAU7.txt").write_text(TINY, "utf-8")
    build(folder / "tiny.reftel", [folder / "pages"], workers=1)
    return folder / "tiny.reftel"


def _small(folder: Path) -> Path:
    (folder / "pages").mkdir()
    (folder / "pages" / "09STRELSAU12.txt").write_text(PAGE + STRELSAU12, "utf-8")
    (folder / "pages" / "zenda.txt").write_text(ZENDA3, "utf-8")
    build(folder / "small.reftel", [folder / "pages"], workers=1)
    return folder / "small.reftel"


def _empty(folder: Path) -> Path:
    (folder / "pages").mkdir()
    (folder / "pages" / "shopping.txt").write_text("eggs and plums\n", "utf-8")
    build(folder / "empty.reftel", [folder / "pages"], workers=1)
    return folder / "empty.reftel"


ARCHIVES = {"tiny": _tiny, "small": _small, "empty": _empty}


@pytest.fixture(scope="module", params=["room", "many", *ARCHIVES])
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    if request.param not in ARCHIVES:
        yield request.getfixturevalue(request.param)
        return
    with open_archive(ARCHIVES[request.param](tmp_path_factory.mktemp(request.param))) as opened:
        yield opened


@pytest.fixture(scope="module")
def ask(archive: Archive) -> Iterator[httpx.Client]:
    with served(archive) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def links(page: str) -> list[str]:
    main = page[page.index("<main") : page.index("</main>")]
    return [unescape(one) for one in re.findall(r'<a href="(/[^"]*)"', main)]


def test_each_example_of_a_search_finds_what_it_says(archive: Archive, ask: httpx.Client) -> None:
    told = searching(archive, Nothing())
    found = {one.write: one.cables for one in told.constructs}
    found |= {one.example: one.cables for one in told.fields}
    found |= {f"has:{name}": cables for name, cables in told.has_cables.items()}
    for query, cables in found.items():
        answer = archive.search(query, limit=0)
        assert answer.total == cables, query
        assert not answer.problems, query
    page = ask.get("/help/searching").text
    linked = [one for one in links(page) if one.startswith("/search?")]
    assert len(linked) == sum(
        1
        for cables in (
            *(one.cables for one in told.constructs),
            *(one.cables for one in told.fields),
            *told.has_cables.values(),
        )
        if cables
    )
    for address in linked:
        query = httpx.URL(address).params["q"]
        assert found[query] > 0
        assert ask.get(address).status_code == 200
    assert told.has_cables.keys() == HAS.keys()


def test_each_way_to_ask_has_an_example_that_finds_something(archive: Archive) -> None:
    told = searching(archive, Nothing())
    without = {one.write for one in told.constructs if not one.cables}
    assert bool(without) == (not len(archive))


LACKING = {
    "demo": set(),
    "tiny": {
        *("summary", "comment", "info", "country", "caption", "released"),
        *("ref", "citedby", "signed", "classifiedby"),
    },
    "small": {"country"},
    "many": {
        *("summary", "comment", "info", "country", "caption", "released"),
        *("ref", "citedby", "signed", "classifiedby"),
    },
    "empty": set(FIELDS),
}
"""Fields of which no cable of an archive has anything."""


def test_each_field_that_the_archive_can_answer_has_such_an_example(archive: Archive) -> None:
    lacking = {one.name for one in searching(archive, Nothing()).fields if not one.cables}
    assert lacking == LACKING[archive.path.stem]


def test_each_example_of_the_api_answers(archive: Archive, ask: httpx.Client) -> None:
    page = ask.get("/help/api").text
    addresses = links(page)
    for address in addresses:
        assert ask.get(address).status_code == 200, address
    for address in addresses:
        if address.startswith("/api/") and len(archive):
            answer = ask.get(address).json()
            assert answer.get("total", 1), address
    if len(archive):
        assert "/api/cables/" in page
        for path in ("cables", "posts", "tags", "dates"):
            assert any(one.startswith(f"/api/{path}/") for one in addresses)
    else:
        assert "holds nothing to show it by" in page


def test_each_example_of_the_contract_is_an_answer(archive: Archive, ask: httpx.Client) -> None:
    contract = ask.get("/api/openapi.json").json()
    for path, operations in contract["paths"].items():
        content = operations["get"]["responses"]["200"]["content"]["application/json"]
        asked = {told["name"]: told.get("example") for told in operations["get"]["parameters"]}
        needed = [told for told in operations["get"]["parameters"] if told["required"]]
        if "example" in content:
            schema = {**content["schema"], "components": contract["components"]}
            jsonschema.Draft202012Validator(schema).validate(content["example"])
            assert all(asked[told["name"]] for told in needed), path
        else:
            assert "{" in path
            assert not len(archive) or path == "/releases/{day}", path
            assert not any(asked.values()), path


@pytest.mark.parametrize("tags", ["TAGS: EFIS\n", ""])
def test_no_example_names_a_post_of_another_archive(tmp_path: Path, tags: str) -> None:
    (tmp_path / "pages").mkdir()
    text = TINY.replace("HENTZAU", "ORLOVETZ").replace("TAGS: EFIS\n", tags)
    (tmp_path / "pages" / "74ORLOVETZ7.txt").write_text(text, "utf-8")
    build(tmp_path / "a.reftel", [tmp_path / "pages"], workers=1)
    with (
        open_archive(tmp_path / "a.reftel") as other,
        served(other) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        for path in ("/", "/help/searching", "/search", "/map", "/posts/ORLOVETZ", "/nothing/here"):
            assert re.findall("(?i)strelsau|zenda|hentzau", client.get(path).text) == [], path
        for name in FIELDS:
            for one in client.get("/api/suggest", params={"q": name}).json()["choices"]:
                assert not re.search("(?i)strelsau|zenda|hentzau", one["example"]), one
        assert "orlovetz" in client.get("/api/suggest?q=from").text.casefold()
