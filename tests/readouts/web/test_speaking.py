"""The interface in another language: all words of ours are said in it, and no word of a cable is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations, NullTranslations
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import reftel
from reftel.errors import Misuse, NotHeld, SourceMissing
from reftel.reading import Archive
from reftel.readouts.questions import QUESTIONS
from reftel.readouts.shapes import shapes
from reftel.readouts.web.speaking import Speaker, translations_of
from reftel.readouts.web.wording import number_words
from serving import commanded, served

CODE = Path(reftel.__file__).parent
POT = Path(__file__).parents[3] / "docs" / "reftel.pot"
PUT_IN = re.compile(r"\{[^{}]*\}|%\([a-z]+\)s")


class Bracketed(NullTranslations):
    """A language that puts what it says in brackets, so that what is not said is seen.

    It knows the words that translators are given, and no others.
    """

    def __init__(self) -> None:
        super().__init__()
        with POT.open("rb") as file:
            given = [one.id for one in read_po(file) if one.id]
        self.given = {word for one in given for word in (one if isinstance(one, tuple) else [one])}

    def info(self) -> dict[str, str]:
        return {"language": "x_ruritania"}

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message in self.given else message

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


class Words(HTMLParser):
    """The words of a page that a reader meets, without what programs and telegrams say."""

    OTHERS = frozenset({"code", "pre", "kbd", "script", "style"})
    SPOKEN = frozenset({"title", "aria-label", "placeholder"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.OTHERS:
            self._within.append(tag)
        self.found += [value or "" for name, value in attrs if name in self.SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        if self._within[-1:] == [tag]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.found.append(data)


def unsaid(page: str) -> set[str]:
    """Words outside of all brackets."""
    reader = Words()
    reader.feed(page)
    text = " ".join(reader.found)
    while "⟦" in (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) and shorter != text:
        text = shorter
    return set(re.findall(r"[A-Za-z]{2,}", shorter))


@pytest.fixture(scope="module")
def elsewhere(room: Archive) -> Iterator[httpx.Client]:
    with (
        served(room, translations=Bracketed()) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


NAMES = {"reftel", "JSON", "API", "API’s", "OpenAPI", "CSV", "RIS", "BibTeX", "Atom", "SHA", "GET"}
"""What no language changes."""


@pytest.mark.parametrize("path", ["/help", "/help/searching"])
def test_no_word_of_the_help_is_left_in_english(elsewhere: httpx.Client, room, path: str) -> None:
    fields = elsewhere.get("/api/searching").json()["fields"]
    values = " ".join(value for one in fields for value in one["values"])
    archive = room.path.name.removesuffix(".reftel")
    written = set(re.findall("[A-Za-z]{2,}", f"{values} {archive} class date tag from to id"))
    assert unsaid(elsewhere.get(path).text) <= NAMES | written


def test_no_word_of_the_help_for_programs_is_left_in_english(elsewhere: httpx.Client, room) -> None:
    archive = set(re.findall("[A-Za-z]{2,}", room.path.name.removesuffix(".reftel")))
    values = {shape.name for one in QUESTIONS.values() for shape in shapes(one.gives)}
    assert unsaid(elsewhere.get("/help/api").text) <= NAMES | archive | values


def test_the_contract_for_programs_stays_in_english(elsewhere: httpx.Client, browse) -> None:
    ours, theirs = (
        client.get("/api/openapi.json").json()["components"]["schemas"]
        for client in (browse, elsewhere)
    )
    assert ours == theirs


def test_what_kind_of_office_a_post_is_is_said(elsewhere: httpx.Client, room: Archive) -> None:
    hit = room.search("from:strelsau", limit=1).hits[0]
    for path in ("/posts", "/posts/STRELSAU", "/map", "/", "/tags/KTIP", "/dates/2008"):
        left = re.findall(r"(?<!⟦)\b(?:Embassy|Consulate|Mission)\b", elsewhere.get(path).text)
        assert left == [], path
    assert "⟦Secretary of State⟧" in elsewhere.get("/posts").text
    for path in ("/search?q=from:strelsau", f"/cables/{hit.id}"):
        assert "⟦⟦Embassy⟧ Strelsau⟧" in elsewhere.get(path).text
    line = elsewhere.get("/api/posts/STRELSAU").json()["line"]
    assert line["name"] == "⟦⟦Embassy⟧ Strelsau⟧"
    assert elsewhere.get(f"/api/cards/{hit.id}").json()["card"]["origin"] == line["name"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Embassy Grand Kesterhaven", "⟦⟦Embassy⟧ Grand Kesterhaven⟧"),
        ("US Mission Zenda", "⟦⟦US Mission⟧ Zenda⟧"),
        ("Secretary of State", "⟦Secretary of State⟧"),
        ("Zenda", "Zenda"),
        ("Embassy", "Embassy"),
    ],
)
def test_a_post_is_said_with_its_place_as_it_is(name: str, said: str) -> None:
    assert Speaker(Bracketed()).post(name) == said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/cables/08STRELSAU389", "⟦The archive does not hold {what}.⟧"),
        ("/posts/NOWHERE", "⟦a cable from {post}⟧"),
        ("/tags/QQQQQ", "⟦a cable with the TAG {tag}⟧"),
        ("/dates/1801", "⟦a cable of the year {year}⟧"),
        ("/cables/08STRELSAU388?version=77", "⟦version {number} of {name}⟧"),
        ("/nothing/at/all", "⟦There is no such page.⟧"),
        ("/search?limit=some", "⟦{name} is {kind}.⟧"),
    ],
)
def test_errors_are_said(elsewhere: httpx.Client, path: str, said: str) -> None:
    page = elsewhere.get(path).text
    before, _, after = said.partition("{")
    assert before in page
    assert after.rpartition("}")[2] in page
    assert elsewhere.get(path).status_code in (400, 404)


def test_what_a_parameter_may_be_is_said(elsewhere: httpx.Client) -> None:
    said = elsewhere.get("/api/search?limit=some").json()["error"]["message"]
    assert said == "⟦limit is ⟦a whole number from 0 to 100⟧.⟧"


def test_a_mended_query_is_told_with_what_stood_there(elsewhere: httpx.Client) -> None:
    (one,) = elsewhere.get("/api/search", params={"q": "class:secrt"}).json()["problems"]
    assert one["sentence"] == "⟦secrt is no value of class:; read as secret⟧."
    (one,) = elsewhere.get("/api/search", params={"q": "class:purple"}).json()["problems"]
    assert one["sentence"] == "⟦purple is no value of class:; it is left out⟧."
    page = elsewhere.get("/search", params={"q": "class:secrt"}).text
    assert "⟦secrt is no value of class:; read as secret⟧." in page


def test_suggestions_oddities_and_months_are_said(elsewhere: httpx.Client, room: Archive) -> None:
    found = elsewhere.get("/api/suggest", params={"q": "has:summ"}).json()["choices"]
    assert found[0]["words"].startswith("⟦")
    name = room.search("has:defects", limit=1).hits[0].id
    record = elsewhere.get(f"/api/cables/{name}").json()
    assert all(one["sentence"].startswith("⟦") for one in record["defects"])
    assert record["defects"][0]["sentence"] in elsewhere.get(f"/cables/{name}").text
    day = elsewhere.get("/api/releases").json()["days"][0]["day"]
    assert "⟦" + str(int(day[8:])) in elsewhere.get("/releases").text.replace("⟦⟦", "⟦")
    assert '<html lang="x-ruritania" dir="ltr">' in elsewhere.get("/").text


def test_no_word_of_a_cable_is_changed(elsewhere: httpx.Client, browse) -> None:
    ours, theirs = (
        client.get("/api/cables/08STRELSAU388").json() for client in (browse, elsewhere)
    )
    for record in (ours, theirs):
        del record["origin"]["name"]
    assert without_our_words(ours) == without_our_words(theirs)


def without_our_words(held: Any) -> Any:
    """A record without what is said of it."""
    if isinstance(held, list):
        return [without_our_words(one) for one in held]
    if not isinstance(held, dict):
        return held
    ours = {"sentence", "meaning", "post"}
    return {name: without_our_words(one) for name, one in held.items() if name not in ours}


def test_another_language_has_another_tag(elsewhere: httpx.Client, browse) -> None:
    assert elsewhere.get("/").headers["ETag"] != browse.get("/").headers["ETag"]


def test_every_sentence_of_an_error_is_a_fixed_one() -> None:
    """An f-string would be another sentence each time, which no list of words can hold."""
    for room in ("reading", "readouts", "search"):
        for path in sorted((CODE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Misuse":
                    assert not isinstance(node.args[0], ast.JoinedStr), f"{path}:{node.lineno}"


def test_the_words_are_those_of_the_code() -> None:
    from test_docs import load

    writer = load(POT.with_name("write_words.py"))
    assert writer.page() == POT.read_text("utf-8"), "run: python docs/write_words.py"


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of translations with two words in it."""
    with POT.open("rb") as file:
        catalog = read_po(file, locale="de")
    for message in catalog:
        message.string = {"Search": "Suchen", "1,234": "1.234"}.get(str(message.id), "")
    path = tmp_path_factory.mktemp("words") / "de.mo"
    with path.open("wb") as file:
        write_mo(file, catalog)
    return path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_file_of_translations_is_served(room: Archive, german: Path, workers: str) -> None:
    more = ("--words", str(german), "--workers", workers)
    with commanded(room.path, *more) as (_, address):
        page = httpx.get(address, timeout=60).text
        assert "<button>Suchen</button>" in page
        assert '<html lang="de" dir="ltr">' in page
        assert "Releases" in page  # what is not translated stays


def test_thousands_are_parted_as_the_language_does(german: Path) -> None:
    say = translations_of(german).gettext
    assert [number_words(n, say=say) for n in (7, 1234, 1234567)] == ["7", "1.234", "1.234.567"]
    assert number_words(1234567) == "1,234,567"


def test_what_is_no_file_of_translations_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="No such file"):
        translations_of(tmp_path / "de.mo")
    (tmp_path / "de.mo").write_bytes(b"Guten Tag")
    with pytest.raises(SourceMissing, match=r"no file of translations"):
        translations_of(tmp_path / "de.mo")


class Mistaken(NullTranslations):
    """Translations whose places have other names, as a hasty hand may write them."""

    def info(self) -> dict[str, str]:
        return {"language": "de"}

    def gettext(self, message: str) -> str:
        return re.sub(r"\{\w+\}", "{anders}", message)


def test_a_mistake_in_a_translation_breaks_no_page(room: Archive) -> None:
    with (
        served(room, translations=Mistaken()) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        for path in ("/", "/search?q=zz:3+date:abc", "/releases", "/dates", "/facets/tag"):
            assert client.get(path).status_code == 200, path
        missing = client.get("/cables/08XX1")
        assert missing.status_code == 404
        assert "08XX1" in missing.text


def test_other_words_of_one_language_have_another_tag(room: Archive, german: Path) -> None:
    with german.open("rb") as file:
        ours = Speaker(GNUTranslations(file))
    theirs = Speaker(Mistaken())
    assert ours.language == theirs.language == "de"
    assert len({ours.digest, theirs.digest, Speaker().digest}) == 3


class English(NullTranslations):
    """A language that says everything as it is, and is asked all the same."""


@pytest.mark.parametrize(
    "error",
    [
        NotHeld("08STRELSAU389", ("08STRELSAU388", "08STRELSAU390")),
        NotHeld("a cable of the year {year}", kind="dates", year="1801"),
        NotHeld("9" * 200),
        Misuse("{name} is {kind}.", name="limit", kind="a whole number"),
        Misuse("This cursor belongs to {another} query."),
    ],
)
def test_what_is_said_in_english_is_what_the_error_says_itself(error: Misuse | NotHeld) -> None:
    assert Speaker(English()).error(error) == Speaker().error(error) == str(error)
