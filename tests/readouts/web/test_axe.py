"""Every kind of page against WCAG 2.2 AA, by axe-core, on a phone and at a desk, light and dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reftel.readouts.web import site as kinds
from visiting import LOOKS, Visitor

OF_EACH = {
    "/": "/",
    "/search": "/search?q=trafficking&limit=6",
    "/facets/{name}": "/facets/tag?q=harvest&find=r",
    "/help": "/help",
    "/help/searching": "/help/searching",
    "/help/api": "/help/api",
    "/cables/{id}/transmitted": "/cables/08STRELSAU388/transmitted",
    "/cables/{id}/source": "/cables/08STRELSAU388/source",
    "/cables/{id}/versions": "/cables/05BRANNOCKTOWN1001/versions",
    "/cables/{id}/alike": "/cables/08STRELSAU388/alike",
    "/cables/{id}": "/cables/08STRELSAU388?q=harvest#par1",
    "/releases": "/releases",
    "/releases/{day}": "/releases/2010-12-05",
    "/dates": "/dates",
    "/dates/{year}": "/dates/2008",
    "/posts": "/posts",
    "/posts/{station}": "/posts/STRELSAU",
    "/tags": "/tags",
    "/tags/{name}": "/tags/KTIP",
    "/levels": "/levels",
    "/map": "/map",
}
"""Path of a kind of page to one such page."""
PAGES = (
    *OF_EACH.values(),
    "/search?q=subjct%3Aharvest+%28grain&limit=6",
    "/search?q=nosuchword",
    "/cables/05BELCOURANT304",
    "/cables/05BRANNOCKTOWN1001?version=2",
    "/cables/06STRELSAU326",
    "/cables/08STRELSAU389",
    "/nothing-here",
)
"""One of each kind, and what may stand on a page otherwise."""

AXE = (Path(__file__).parents[2] / "vendor/axe-core/axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# In the dark nothing differs but colours.
ALL, COLOURS = {"type": "tag", "values": TAGS}, {"type": "rule", "values": ["color-contrast"]}
RUN = """async (rules) => {
  const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
  return found.violations.flatMap((one) => one.nodes.map(
    (node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_rule(browser: Browser, site: str, path: str, look: str) -> None:
    # The policy of our pages lets no script in from outside, so the checker needs it lifted.
    visitor = Visitor(browser, site, look, bypass_csp=True)
    visitor.context.add_init_script(AXE)
    page = visitor.open(path)
    if look.startswith("phone"):  # what is folded there is checked unfolded
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        visitor.fits()
    found = page.evaluate(RUN, COLOURS if look.endswith("dark") else ALL)
    visitor.context.close()
    assert found == []


def test_every_kind_of_page_is_checked() -> None:
    assert {one.path for one in kinds.PAGES} | {"/help/api"} == set(OF_EACH)


def test_the_checker_sees_a_fault(browser: Browser, site: str) -> None:
    visitor = Visitor(browser, site, "desk-light", bypass_csp=True)
    visitor.context.add_init_script(AXE)
    page = visitor.open("/")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert any(one.startswith("button-name") for one in page.evaluate(RUN, ALL))
    visitor.context.close()
