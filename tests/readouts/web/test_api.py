"""The JSON API as a program meets it: values, paging, redirects, errors, and reading alone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import msgspec
import pytest

from reftel.build import build
from reftel.errors import Misuse
from reftel.reading import Archive, open_archive
from reftel.readouts.questions import QUESTIONS
from reftel.readouts.record import CableRecord
from reftel.readouts.web import site as pages_of_the_site
from reftel.readouts.web.app import create_app
from reftel.readouts.web.rendering import Renderer
from serving import run, served


def address(name: str) -> str:
    """Where the API answers the example of a question."""
    asked = QUESTIONS[name].example
    path = QUESTIONS[name].path.format_map({key: quote(one) for key, one in asked.items()})
    rest = {key: one for key, one in asked.items() if f"{{{key}}}" not in QUESTIONS[name].path}
    return f"/api{path}" + (f"?{httpx.QueryParams(rest)}" if rest else "")


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_answers_its_example(browse: httpx.Client, name: str) -> None:
    answer = browse.get(address(name))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    msgspec.json.decode(answer.content, type=QUESTIONS[name].gives)


@pytest.mark.parametrize("page", pages_of_the_site.PAGES, ids=lambda page: page.path)
def test_every_value_of_a_page_equals_its_json(
    room: Archive,
    browse: httpx.Client,
    page: pages_of_the_site.Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of each question a page shows, what its template is given is what the API gives."""
    given: dict[str, object] = {}
    render = Renderer.render

    def noted(self, template, request, values):  # looks on; the real one renders
        given.update(values)
        return render(self, template, request, values)

    monkeypatch.setattr(Renderer, "render", noted)
    example = QUESTIONS[page.questions[0]].example
    path = page.path.format_map(example)
    rest = {key: one for key, one in example.items() if f"{{{key}}}" not in page.path}
    # At an address of its own: a page that was made before is not made again.
    assert browse.get(path, params=rest | {"anew": "yes"}).status_code == 200
    assert set(page.questions) <= set(given)
    for name in page.questions:
        question = QUESTIONS[name]
        asked = {**question.example, **example}
        known = {field.name for field in msgspec.structs.fields(question.asks)} & example.keys()
        asked = {key: one for key, one in asked.items() if key in known}
        rest = {key: one for key, one in asked.items() if f"{{{key}}}" not in question.path}
        json = browse.get("/api" + question.path.format_map(asked), params=rest)
        assert json.status_code == 200
        assert json.content == msgspec.json.encode(given[name]), name


def test_a_record_is_the_one_of_the_command_line(room: Archive, browse: httpx.Client) -> None:
    answer = browse.get("/api/cables/08STRELSAU388")
    record = msgspec.json.decode(answer.content, type=CableRecord)
    assert record.text == room["08STRELSAU388"].text


# --- paging ---


def paged(browse: httpx.Client, query: str, limit: int) -> list[str]:
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = browse.get(
            "/api/search", params={"q": query, "limit": limit, "cursor": cursor}
        ).json()
        found += [hit["id"] for hit in answer["hits"]]
        cursor = answer["cursor"]
    return found


@pytest.mark.parametrize("query", ["harvest", "", "tag:KTIP sort:date", "nothing-of-this-kind"])
def test_cursors_lead_through_all_hits_in_order(
    room: Archive, browse: httpx.Client, query: str
) -> None:
    assert paged(browse, query, 17) == list(room.matching(query).ids)


@pytest.mark.parametrize(
    "cursor", ["!", "AAAA", "e30", "WzEsMl0", "W10", "x" * 5000, "bnVsbA", "é", "WyIiLC0xLCIiXQ"]
)
def test_letters_that_are_no_cursor_are_a_plain_refusal(browse: httpx.Client, cursor: str) -> None:
    answer = browse.get("/api/search", params={"cursor": cursor})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("cursor is what an answer gave")


def test_a_cursor_of_another_query_is_refused(browse: httpx.Client) -> None:
    cursor = browse.get("/api/search", params={"q": "harvest", "limit": 1}).json()["cursor"]
    answer = browse.get("/api/search", params={"q": "grain", "cursor": cursor})
    assert answer.status_code == 400
    assert "another query" in answer.json()["error"]["message"]


def test_a_build_between_two_pages_neither_doubles_nor_drops(tmp_path: Path) -> None:
    """New cables come before those that were seen; the list goes on after the last seen."""

    def cable(number: int, day: int) -> str:
        return (
            f"O {day:02d}1200Z MAR 09\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\n"
            f"UNCLAS STRELSAU {number:06d}\n\nSUBJECT: THE MILLS, {number}\n\n1. The mills stand.\n"
        )

    source = tmp_path / "pages"
    source.mkdir()
    for number in range(1, 7):
        (source / f"{number}.txt").write_text(cable(number, number), "utf-8")
    build(tmp_path / "a.reftel", [source], workers=1)
    with open_archive(tmp_path / "a.reftel") as archive:
        search = QUESTIONS["search"]

        def turn(cursor: str) -> tuple[list[str], str]:
            asked = search.asks(q="sort:-date", limit=2, cursor=cursor)
            answer = search.answer(archive, asked)
            return [hit.id for hit in answer.hits], answer.cursor

        first, cursor = turn("")
        for number in range(7, 10):
            (source / f"{number}.txt").write_text(cable(number, number), "utf-8")
        build(tmp_path / "a.reftel", [source], workers=1)
        second, _ = turn(cursor)
    assert first == ["09STRELSAU6", "09STRELSAU5"]
    assert second == ["09STRELSAU4", "09STRELSAU3"]


# --- addresses ---


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/cables/08%20STRELSAU%20388?q=a+b%26c", "/cables/08STRELSAU388?q=a+b%26c"),
        ("/cables/08strelsau00388", "/cables/08STRELSAU388"),
        ("/api/cables/08strelsau388?version=1", "/api/cables/08STRELSAU388?version=1"),
        ("/api/references/08strelsau388", "/api/references/08STRELSAU388"),
        ("/cables/08strelsau388/bytes?page=1", "/cables/08STRELSAU388/bytes?page=1"),
        ("/cables/08strelsau388/transmitted.txt", "/cables/08STRELSAU388/transmitted.txt"),
        ("/08STRELSAU388", "/cables/08STRELSAU388"),
        ("/08%20strelsau%20388?q=x", "/cables/08STRELSAU388?q=x"),
        ("/search/?q=a%20b", "/search?q=a%20b"),
        ("/cables/08STRELSAU388/", "/cables/08STRELSAU388"),
        ("/api/search/?q=a", "/api/search?q=a"),
        ("/api", "/api/"),
        ("//elsewhere.example/", "/elsewhere.example"),
    ],
)
def test_what_is_written_otherwise_leads_to_its_one_address(
    browse: httpx.Client, path: str, leads: str
) -> None:
    answer = browse.get(httpx.URL(str(browse.base_url).rstrip("/") + path))
    assert answer.status_code == 308
    assert answer.headers["location"] == leads


@pytest.mark.parametrize("path", ["/nothing", "/api/nothing", "/api/cables", "/cables/a/b/c"])
def test_an_address_of_nothing_is_told(browse: httpx.Client, path: str) -> None:
    answer = browse.get(path)
    assert answer.status_code == 404
    assert "There is no such page." in answer.text


def test_a_number_alone_that_is_not_held_is_told_with_near_ones(browse: httpx.Client) -> None:
    answer = browse.get("/08STRELSAU389")
    assert answer.status_code == 404
    assert 'href="/cables/08STRELSAU388"' in answer.text


@pytest.mark.parametrize("stripped", [True, False], ids=["taken-away", "left"])
def test_a_site_below_a_path_answers_whatever_a_proxy_does(
    room: Archive, *, stripped: bool
) -> None:
    transport = httpx.ASGITransport(create_app(room, root="room/"))
    before = "" if stripped else "/room"

    async def asked(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://a.example") as client:
            return await client.get(before + path)

    page = run(asked("/cables/08STRELSAU388"))
    assert page.status_code == 200
    assert 'href="/room/search' in page.text or 'action="/room/search"' in page.text
    for way in ("/tags", "/tags/KTIP"):
        assert 'href="/room/tags" aria-current="page"' in run(asked(way)).text
    assert run(asked("/api/cables/08STRELSAU388")).json()["id"] == "08STRELSAU388"
    assert run(asked("/api/nothing")).json()["error"]["code"] == "no-such-page"
    moved = run(asked("/api/cables/08strelsau388"))
    assert moved.headers["location"] == "/room/api/cables/08STRELSAU388"


def test_a_site_below_one_of_its_own_addresses_is_refused(room: Archive) -> None:
    with pytest.raises(Misuse, match="/cables is an address of the reading room itself"):
        create_app(room, root="/cables")


# --- reading only, from anywhere ---


@pytest.mark.parametrize("path", ["/api/search", "/api/nothing", "/export", "/feed"])
def test_scripts_of_any_site_may_read(browse: httpx.Client, path: str) -> None:
    asked = {"Origin": "https://elsewhere.example"}
    assert browse.get(path, headers=asked).headers["access-control-allow-origin"] == "*"
    before = browse.options(
        path,
        headers=asked
        | {
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert before.status_code == 204
    assert before.headers["access-control-allow-origin"] == "*"
    assert "GET" in before.headers["access-control-allow-methods"]
    assert before.headers["access-control-allow-headers"] == "*"


def test_pages_are_for_people(browse: httpx.Client) -> None:
    assert "access-control-allow-origin" not in browse.get("/search").headers


def test_what_one_machine_alone_can_reach_is_not_read_by_other_sites(room) -> None:
    with served(room, shared=False) as address:
        asked = {"Origin": "https://elsewhere.example"}
        for path in ("/api/cables/08STRELSAU388", "/feed", "/api/cables/none"):
            answer = httpx.get(address + path, headers=asked)
            assert "access-control-allow-origin" not in answer.headers
        rebound = httpx.get(f"{address}/api/", headers={"Host": "elsewhere.example"})
        assert rebound.status_code == 400
        assert httpx.get(f"{address}/api/", headers={"Host": "localhost:8080"}).status_code == 200
        before = httpx.options(f"{address}/api/search", headers=asked)
        assert "access-control-allow-methods" not in before.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
def test_nothing_but_reading_is_possible(browse: httpx.Client, method: str) -> None:
    answer = browse.request(method, "/api/search")
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "not-allowed"
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    page = browse.request(method, "/search")
    assert page.status_code == 405
    assert "can only be read" in page.text


@pytest.mark.parametrize("path", ["/", "/api/search?q=harvest", "/cables/08STRELSAU388/bytes"])
def test_the_head_of_an_answer_can_be_asked_for_alone(browse: httpx.Client, path: str) -> None:
    head, whole = browse.head(path), browse.get(path)
    assert head.status_code == whole.status_code == 200
    assert not head.content
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("path", ["/api/search?q=harvest", "/api/openapi.json", "/help/api",
                                  "/feed", "/export", "/cables/08STRELSAU388/bytes"])  # fmt: skip
def test_an_answer_that_is_held_is_not_sent_again(browse: httpx.Client, path: str) -> None:
    tag = browse.get(path).headers["etag"]
    again = browse.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert again.status_code == 304
    assert not again.content
    assert browse.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


# --- errors ---


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/search?limit=101", 400, "limit is a whole number from 0 to 100."),
        ("/api/search?limit=many", 400, "limit is a whole number from 0 to 100."),
        ("/api/search?offset=-1", 400, "offset is a whole number from 0 to 10000000."),
        ("/api/search?query=x", 400, "There is no parameter 'query' here; there are q, limit,"),
        ("/api/cables/08STRELSAU388?version=0", 400, "version is a whole number from 1 on."),
        ("/api/cables/08STRELSAU388?version=99", 404, "does not hold version 99 of"),
        ("/api/cables/08STRELSAU389", 404, "does not hold 08STRELSAU389"),
        ("/api/citations/08STRELSAU388?place=par99", 404, "08STRELSAU388#par99"),
        ("/export?format=docx", 400, "format is one of bibtex, csv, jsonl, ris."),
        ("/cables/08STRELSAU388/bytes?page=99", 404, "page 99 of 08STRELSAU388"),
        ("/cables/08STRELSAU388/transmitted.txt?version=99", 404, "version 99 of"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(
    browse: httpx.Client, path: str, status: int, says: str
) -> None:
    answer = browse.get(path)
    assert answer.status_code == status
    if path.startswith(("/api", "/export")):
        assert says in answer.json()["error"]["message"]
    else:
        assert says in answer.text


def test_a_fault_of_ours_has_the_same_shape_and_shows_nothing(tmp_path: Path) -> None:
    """An archive that is lost while it is served: 503, and no path of the machine."""
    source = tmp_path / "cable.txt"
    source.write_text("UNCLAS STRELSAU 000003\n\nSUBJECT: MILLS\n\n1. They stand.\n", "utf-8")
    build(tmp_path / "lost.reftel", [source], workers=1)
    import shutil

    with open_archive(tmp_path / "lost.reftel") as archive:
        transport = httpx.ASGITransport(create_app(archive))
        shutil.rmtree(tmp_path / "lost.reftel" / "index")

        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url="http://a.example") as one:
                return await one.get("/api/search?q=mills")

        answer = run(asked())
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "archive"
    assert str(tmp_path) not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


# --- originals ---


def test_bytes_are_those_that_were_given_to_us(room: Archive, browse: httpx.Client) -> None:
    answer = browse.get("/cables/08STRELSAU388/bytes")
    assert answer.content == room.raw("08STRELSAU388")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert "sandbox" in answer.headers["content-security-policy"]
    for number, page in enumerate(room.pages("08STRELSAU388"), 1):
        one = browse.get("/cables/08STRELSAU388/bytes", params={"page": number})
        assert one.content == room.raw("08STRELSAU388", page.key)


def test_a_text_is_the_exact_one(room: Archive, browse: httpx.Client) -> None:
    for name in room:
        answer = browse.get(f"/cables/{quote(name)}/transmitted.txt")
        assert answer.content == room[name].text.encode("utf-8", "surrogatepass")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


# --- many at once ---


def test_fifty_calls_at_once_are_answered_as_one_by_one(site: str, room: Archive) -> None:
    names = list(room)[:25]
    paths = [f"/api/cables/{name}" for name in names]
    paths += [
        f"/api/search?q={word}&limit=5" for word in ("harvest", "grain", "mill", "a*", "")
    ] * 5
    with httpx.Client(base_url=site, timeout=60) as one:
        alone = [one.get(path).content for path in paths]
    gate = threading.Barrier(len(paths))

    def ask_at_once(path: str) -> bytes:
        with httpx.Client(base_url=site, timeout=60) as own:
            gate.wait(30)
            return own.get(path).content

    with ThreadPoolExecutor(len(paths)) as crowd:
        together = list(crowd.map(ask_at_once, paths))
    assert together == alone
