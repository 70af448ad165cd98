"""Cable text is taken to be hostile: whatever it holds is shown, and nothing of it is obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from reftel.build import build
from reftel.reading import open_archive
from reftel.readouts.web.headers import POLICY
from serving import served

ATTACKS = [
    "<script>alert(1)</script>",
    "</pre></main><img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "{{ 7*7 }} {% raw %} ${7*7}",
    "javascript:alert(1)",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "\u202etxet sdrawkcab\u202c",
    "a\u0300\u0301\u0302\u0303 zalgo \ufeff zero\u200bwidth",
    "nul \x00 bell \x07 escape \x1b[2J delete \x7f c1 \x9b31m",
    "العربية والعبرية עברית 中文 русский ελληνικά",
    "<!-- ]]> --> <?xml?> <![CDATA[",
]
TELEGRAM = (
    "R 141532Z JAN 09\nFM AMEMBASSY STRELSAU <b>\nTO RUEHC/SECSTATE WASHDC \"'><i>\n"
    "UNCLAS STRELSAU 000666\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PGOV, <U>RZ</U>\n"
    "SUBJECT: GRAIN <script>alert('subject')</script> & PLUMS\n\n"
    "REF: STRELSAU 12 <IMG SRC=X>\n\n"
    + "".join(f"{n}. (U) Grain and {attack}\n\n" for n, attack in enumerate(ATTACKS, start=1))
    + "HENTZAU <script>\n"
)
HUGE = (
    "R 141532Z JAN 09\nFM AMEMBASSY STRELSAU\nTO RUEHC/SECSTATE WASHDC\nUNCLAS STRELSAU 000667\n\n"
    "SUBJECT: MUCH GRAIN\n\n"
    + "".join(
        f"{n}. (U) {'Barges <b> wait at the weir for want of water, again. ' * 20}\n\n"
        for n in range(1, 2000)
    )
)
OURS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "b", "span", "form",
    "label", "input", "button", "nav", "main", "article", "p", "time", "h1", "h2", "h3", "div",
    "section", "aside", "dl", "dt", "dd", "ul", "ol", "li", "code", "i", "details", "summary",
    "pre", "footer", "mark", "abbr", "br", "q", "svg", "g", "rect", "text", "template", "dialog",
    "kbd", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "em",
    "circle", "path", "search", "small", "strong", "hr", "bdi", "use", "symbol", "line",
}  # fmt: skip


class Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    (folder / "one.txt").write_text(TELEGRAM, "utf-8")
    (folder / "huge.txt").write_text(HUGE, "utf-8")
    build(folder / "hostile.reftel", [folder / "one.txt", folder / "huge.txt"], workers=1)
    with (
        open_archive(folder / "hostile.reftel") as archive,
        served(archive) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


def read(answer: httpx.Response) -> Reader:
    reader = Reader()
    reader.feed(answer.text)
    return reader


PATHS = [
    "/cables/09STRELSAU666",
    "/cables/09STRELSAU666/transmitted",
    "/cables/09STRELSAU666/source",
    "/search?q=grain",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    '/search?q=%22%3E%3Cimg+src=x+onerror=alert(1)%3E"',
    "/cables/%3Cscript%3E",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_element_and_no_handler_comes_from_a_cable(hostile: httpx.Client, path: str) -> None:
    answer = hostile.get(path)
    page = read(answer)
    assert page.names <= OURS
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert all(link.startswith(("/", "#")) for link in page.links)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.text.count("<script") == 1


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_word_is_there_to_read(hostile: httpx.Client, attack: str) -> None:
    shown = " ".join("".join(read(hostile.get("/cables/09STRELSAU666")).words).split())
    for word in attack.split():
        if word.isascii() and word.isprintable():
            assert word in shown


def test_what_turns_directions_reaches_no_page(hostile: httpx.Client) -> None:
    for path in PATHS:
        text = hostile.get(path).text
        assert not {"\u202e", "\x1b", "\x00", "\x9b", "\ufeff", "\u200b"} & set(text)


def test_two_megabytes_are_shown_whole(hostile: httpx.Client) -> None:
    answer = hostile.get("/cables/09STRELSAU667")
    assert answer.status_code == 200
    words = "".join(read(answer).words)
    assert words.count("wait at the weir") == words.count("Barges <b>") == 1999 * 20


def test_the_api_gives_the_text_untouched(hostile: httpx.Client) -> None:
    assert hostile.get("/api/cables/09STRELSAU666").json()["text"] == TELEGRAM


def test_inline_script_is_never_allowed() -> None:
    assert "unsafe" not in POLICY
    assert "script-src 'self'" in POLICY
