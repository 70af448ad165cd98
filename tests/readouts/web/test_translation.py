"""Every word of the interface can be translated: none stands bare in a template."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from reftel.readouts import web

TEMPLATES = sorted((Path(web.__file__).parent / "templates").glob("*.html"))
SPOKEN = {"title", "aria-label", "placeholder", "alt", "aria-description", "aria-roledescription"}
NAMES = {"reftel", "SHA-256", "JSON", "Z", "cablegate", "API", "OpenAPI", "Atom", "CSV", "RIS",
         "BibTeX", "GET", "has:"}  # fmt: skip
"""Names, which no language changes."""
CODE = {"code", "kbd", "pre"}
"""Elements that hold what programs read, and keys."""
HOLE = "\ufffc"
"""Stands for what a template puts in."""


def bare_words(source: str) -> list[str]:
    """Words of a template outside `_( )` and `{% trans %}`, in text and in spoken attributes."""
    markup: list[str] = []
    translated = False
    tokens = list(Environment(extensions=["jinja2.ext.i18n"]).lex(source))
    for n, (_, kind, value) in enumerate(tokens):
        if kind == "block_begin":
            words = [word for _, what, word in tokens[n + 1 : n + 5] if what == "name"]
            if words[:1] == ["trans"] or words[:2] == ["block", "body_class"]:
                translated = True  # or no words at all
            elif words[:1] in (["endtrans"], ["endblock"]):
                translated = False
        elif kind == "data" and not translated:
            markup.append(value)
        elif kind == "variable_begin" and not translated:
            markup.append(HOLE)
    reader = _Words()
    reader.feed("".join(markup))
    reader.close()
    return [word for word in reader.found if any(c.isalpha() for c in word) and word not in NAMES]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in CODE:
            self._within.append(tag)
        for name, value in attrs:
            if name in SPOKEN:
                self.handle_data(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self._within[-1:] == [tag]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if self._within:
            return
        self.found += data.replace(HOLE, " ").replace("#", " ").split()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_word_of_a_template_is_bare(path: Path) -> None:
    assert bare_words(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<a title="Go on">{{ _("More") }}</a>', ["Go", "on"]),
        ("<p>{% trans n=1 %}{{ n }} cable{% endtrans %}</p>", []),
        ('<a href="/help" class="tag">×</a>', []),
        ("<code>GET</code> <kbd>Escape</kbd> away", ["away"]),
    ],
)
def test_bare_words_are_seen(source: str, found: list[str]) -> None:
    assert bare_words(source) == found
