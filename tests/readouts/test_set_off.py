"""A telegram laid out: nothing is missing, and what a rule sets off is seen as such."""

import re

import pytest

from invented import STRELSAU12
from reftel.readouts.layout import Layout, lay_out
from reftel.readouts.markup import flow_html
from reftel.telegram.parse import parse

HEAD = """UNCLAS STRELSAU 000388

E.O. 12958: N/A
TAGS: PGOV, RZ
SUBJECT: THE NEW CABINET OF RURITANIA

REF: ZENDA 3

"""


def laid_out(body: str) -> Layout:
    text = HEAD + body
    layout = lay_out(parse(text))
    runs = [run for section in layout.sections for flow in section.flows for run in flow.runs]
    assert layout.above + "".join(run.text for run in runs) == text
    return layout


TITLES = """1. (U) The cabinet stands. It met twice in the castle of Zenda this week.

------------------------------
Rupert Hentzau
Minister of Mills
------------------------------

He keeps the mills of Strelsau, and the harvest, and much else that we do not know.

2. (U) No more is known.
"""


def test_short_lines_between_rules_are_a_title() -> None:
    flows = [flow for one in laid_out(TITLES).sections for flow in one.flows]
    titled = [flow for flow in flows if any("Minister of Mills" in run.text for run in flow.runs)]
    assert len(titled) == 1
    headings = [one for one in laid_out(TITLES).sections if one.kind == "heading"]
    assert titled[0].kind == "title" or titled[0] in headings[0].flows


def test_a_framed_sentence_is_no_title() -> None:
    framed = TITLES.replace("Minister of Mills\n", "He is the minister of mills and of harvests.\n")
    kinds = [flow.kind for one in laid_out(framed).sections for flow in one.flows]
    assert "title" not in kinds


def test_a_rule_drawn_up_to_a_heading_is_no_part_of_its_words() -> None:
    layout = laid_out("CHANGES TO THE LAW ----------------------\n\n1. (U) There are none.\n")
    for section in layout.sections:
        if section.kind == "heading":
            assert [run.text for run in section.flows[0].runs if run.kind == "text"] == [
                "CHANGES TO THE LAW"
            ]


def html_of(layout: Layout, held: list[str] | None = None) -> str:
    flows = [flow for one in layout.sections for flow in one.flows]
    return "".join(flow_html(flow, lambda name: f"/cables/{name}", held) for flow in flows)


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("(ref A)", "08STRELSAU940"),
        ("REFTEL B", "09ZENDA3"),
        ("ref\nB", "09ZENDA3"),
        ("reftel", None),  # which of the two?
        ("ref C", None),
        ("ref a few", None),
        ("refer B", None),
    ],
)
def test_ref_and_a_letter_lead_to_what_the_ref_line_names(
    written: str, leads_to: str | None
) -> None:
    text = STRELSAU12.replace("the bridge is open again", f"the bridge {written} is open")
    html = html_of(lay_out(parse(text)))
    assert re.findall('class="reftel" href="/cables/(.*?)"', html) == [leads_to] * bool(leads_to)


@pytest.mark.parametrize("held", [[], ["08STRELSAU940"], None])
def test_a_reference_says_when_it_is_not_held(held: list[str] | None) -> None:
    text = STRELSAU12.replace("the bridge is open again", "the bridge (ref A) is open")
    html = html_of(lay_out(parse(text)), held)
    assert 'href="/cables/08STRELSAU940"' in html
    assert ('class="reftel unheld"' in html) is (held == [])
