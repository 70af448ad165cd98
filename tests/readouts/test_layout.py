"""A telegram laid out: nothing is missing, and what a rule sets off is seen as such."""

import pytest

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


@pytest.mark.parametrize(("held", "unheld"), [([], True), (["09ZENDA3"], False), (None, False)])
def test_a_reference_says_when_it_is_not_held(held: list[str] | None, unheld: object) -> None:
    layout = laid_out("1. (U) As 09ZENDA3 reported, the harvest failed.\n")
    html = "".join(
        flow_html(flow, lambda name: f"/cables/{name}", held)
        for one in layout.sections
        for flow in one.flows
    )
    assert 'href="/cables/09ZENDA3"' in html
    assert ('class="reftel unheld"' in html) is unheld
