"""Text of cables as HTML: every character is text, and none can hide or reorder others."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readouts.layout import Flow, Run, Section, lay_out
from reftel.readouts.markup import (
    bars_html,
    flow_html,
    marked,
    plain,
    pointed,
    section_words,
    visible,
)
from reftel.readouts.pages.timeline import MonthBar
from reftel.spans import Span
from reftel.telegram.parse import parse

TAG = re.compile(r"<[^>]*>")
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda two: Span(*sorted(two)))
KINDS = ["text", "number", "label", "page-break", "caption", "stamp", "withheld", "short", "blank"]


@given(st.text())
def test_a_text_is_shown_as_it_is(text: str) -> None:
    assert html.unescape(str(plain(text))) == visible(text)
    assert "<" not in plain(text)


@given(st.text(), st.lists(SPANS))
def test_marks_change_no_letter(text: str, marks: list[Span]) -> None:
    shown = str(marked(text, marks))
    assert html.unescape(shown.replace("<mark>", "").replace("</mark>", "")) == visible(text)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.text(), st.text(), st.booleans())))
def test_a_flow_holds_no_element_but_ours(parts: list[tuple[str, str, str, bool]]) -> None:
    runs = tuple(
        Run(kind, text, target=words, words=words, found=found)
        for kind, text, words, found in parts
    )
    shown = str(flow_html(Flow("prose", runs), lambda name: f"/cables/{len(name)}"))
    names = {tag.strip("</>").split(" ")[0] for tag in TAG.findall(shown)}
    assert names <= {"span", "mark", "abbr", "a"}
    assert all(tag.count('"') % 2 == 0 for tag in TAG.findall(shown))


@pytest.mark.parametrize(
    "hidden",
    [
        "\x00",
        "\x1b",
        "\x7f",
        "\x9b",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\ud800",
        "\U000e0041",
    ],
    ids=lambda one: f"{ord(one):x}",
)
def test_what_could_hide_or_reorder_is_made_visible(hidden: str) -> None:
    assert visible(f"a{hidden}b") == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("kept", ["\n", "\t", "é", "中", "\u200d", "\u200f", "العربية"])
def test_words_of_every_script_are_left_alone(kept: str) -> None:
    assert visible(kept) == kept


def test_a_reference_is_a_link() -> None:
    text = "UNCLAS ZENDA 000003\n\nSUBJECT: GRAIN\n\nREF: 08 STRELSAU 940\n\n1. See reftel.\n"
    flow = Flow("prose", (Run("text", "08 STRELSAU 940", target="08STRELSAU940"),))
    assert 'href="/cables/08STRELSAU940"' in flow_html(flow, lambda name: f"/cables/{name}")
    assert lay_out(parse(text)).above.rstrip().endswith("08 STRELSAU 940")


@given(st.text(), SPANS)
def test_a_place_is_shown_with_what_stands_around_it(text: str, place: Span) -> None:
    shown = html.unescape(str(pointed(text, place, around=5)).replace("<mark>", "\1"))
    shown = shown.replace("</mark>", "\1").removeprefix("…").removesuffix("…")
    assert shown.replace("\1", "") in visible(text) or "\1" in text
    assert len(shown) <= 5 + 10 + 5 + 4


def test_a_place_in_a_long_text_is_cut_out() -> None:
    text = "barley " * 40 + "<rye> " + "wheat " * 40
    at = text.index("<rye>")
    assert pointed(text, Span(at, at + 5), around=8) == (
        "… barley <mark>&lt;rye&gt;</mark> wheat w…"
    )
    assert pointed("rye", Span(0, 3)) == "<mark>rye</mark>"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("COMMENT:", "COMMENT"),
        ("//THE HARVEST//", "THE HARVEST"),
        ("THE HARVEST: WHO PAYS", "THE HARVEST: WHO PAYS"),
        (":", ":"),
    ],
)
def test_a_heading_in_the_contents_has_no_signs_round_it(words: str, shown: str) -> None:
    runs = (Run("rule", "---\n"), Run("text", words), Run("page-break", "STRELSAU"))
    assert section_words(Section("heading", (Flow("prose", runs),))) == shown


def test_a_line_end_inside_a_word_is_none_on_the_page() -> None:
    runs = (Run("text", "soon-"), Run("join", " \n"), Run("text", "to-be"))
    assert str(flow_html(Flow("prose", runs), str)) == "soon-to-be"


def test_a_label_that_touches_the_word_behind_it_is_told() -> None:
    shown = [str(flow_html(Flow("item", (Run("label", text),)), str)) for text in ("--", "-- ")]
    assert ["tight" in one for one in shown] == [True, False]


def test_a_dash_of_two_hyphens_stays_together() -> None:
    shown = str(flow_html(Flow("prose", (Run("text", "the toll -- if any"),)), str))
    assert shown == 'the toll <span class="dash">--</span> if any'


def test_a_bar_of_a_timeline_leads_to_its_month_and_lets_nothing_through() -> None:
    bar = MonthBar("2008-03", 1234, "5.25%", "0.4%", 97.5, 2.5)
    shown = bars_html([bar], "/search?q=a&b", "&c", lambda month: f"<{month}>", "{:,}".format)
    assert str(shown) == (
        '<a href="/search?q=a&amp;b2008-03&amp;c" tabindex="-1" aria-hidden="true">'
        '<rect data-month="2008-03" data-count="1234" x="5.25%" y="97.5" width="0.4%" height="2.5">'
        "<title>&lt;2008-03&gt;: 1,234</title></rect></a>\n"
    )
    odd = bars_html([MonthBar('"><b>', 1, '"', "<", 0, 0)], '"', "'", str, str)
    assert not re.search(r'<b>|="">|x="""', str(odd))
