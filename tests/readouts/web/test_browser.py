"""Journeys of a reader through the reading room, in a real browser.

Each is made on a phone in the dark and at a desk in the light; what does not need scripts is made with
them switched off too. After each: nothing in the console, no other machine asked, nothing wider
than the screen.
"""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from reftel.vocab.tags import meaning

CABLE = "08STRELSAU388"
REFERRED = "07STRELSAU357"


def query_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("q", [""])[0]


# --- what works with scripts and without ---


def test_search_narrow_read_refer_and_come_back(either) -> None:
    page = either.open("/")
    box = page.get_by_role("searchbox").or_(page.get_by_role("combobox"))
    box.fill("convictions tag:KTIP")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_title(re.compile("convictions"))
    either.fits()

    if either.width < 800:
        page.get_by_text("Narrow the results", exact=True).click()
    page.locator(".facet a", has_text="STRELSAU").first.click()
    page.wait_for_url(re.compile("(?i)from.*strelsau"))
    assert "from:=strelsau" in query_of(page).casefold()

    passage = page.locator(f".snippet a[href*='{CABLE}']").first
    place = passage.get_attribute("href").partition("#")[2]
    passage.click()
    page.wait_for_url(f"**/cables/{CABLE}?*")
    either.fits()
    marked = page.locator(f"#{place}")
    expect(marked).to_be_in_viewport()
    expect(marked.locator("mark").first).to_be_visible()
    assert marked.evaluate("one => one.matches(':target')")

    page.locator("#references").get_by_role("link", name=REFERRED).click()
    page.wait_for_url(f"**/cables/{REFERRED}")
    page.go_back()
    page.wait_for_url(f"**/cables/{CABLE}?*")


def test_a_condition_of_the_query_can_be_dropped(either) -> None:
    page = either.open("/search?q=harvest+tag:KTIP")
    page.get_by_role("link", name="Drop tag:ktip").click()
    page.wait_for_url("**/search?q=harvest")


def test_a_mended_query_shows_the_letters_and_the_near_field(either) -> None:
    page = either.open("/search?q=subjct:harvest")
    expect(page.locator(".mended mark")).to_have_text("subjct:")
    page.locator(".mended a").click()
    page.wait_for_url(re.compile("subject"))
    expect(page.locator(".mended")).to_have_count(0)


def test_a_citation_and_the_header_are_a_click_away(either) -> None:
    page = either.open(f"/cables/{CABLE}")
    page.get_by_role("link", name="Cite").click()
    expect(page.locator("#cite pre").first).to_contain_text(CABLE)
    page.get_by_text("BibTeX").click()
    expect(page.locator("#cite pre", has_text="@techreport")).to_be_visible()
    page.get_by_text("The header as sent").click()
    expect(page.locator("#raw-header pre")).to_be_visible()


# --- what scripts add ---


def test_the_address_of_a_paragraph_is_copied(visitor) -> None:
    page = visitor.open(f"/cables/{CABLE}?q=harvest")
    page.locator("#par1").hover()
    page.get_by_role("button", name=f"Copy the address of {CABLE}#par1", exact=True).click()
    expect(page.locator("#said")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{visitor.site}/cables/{CABLE}#par1"


def test_the_address_of_a_paragraph_keeps_the_version(visitor, room) -> None:
    name = next(one for one in room if len(room.versions(one)) > 1)
    page = visitor.open(f"/cables/{name}?q=the&version=2")
    button = page.get_by_role("button", name=f"Copy the address of {name}#").first
    place = page.locator(".par").first.get_attribute("id")
    page.locator(".par").first.hover()
    button.click()
    expect(page.locator("#said")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{visitor.site}/cables/{name}?version=2#{place}"


def test_keys_lead_through_hits_and_open_one(visitor) -> None:
    page = visitor.open("/search?q=trafficking")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    second = page.locator(".hit h2 a").nth(1)
    expect(second).to_be_focused()
    expect(second).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cables/*")


def test_keys_lead_through_paragraphs_and_cite_the_one_at_hand(visitor) -> None:
    page = visitor.open(f"/cables/{CABLE}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-step]").nth(1)).to_be_focused()
    place = page.locator(".par").nth(1).get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{place}")
    page.keyboard.press("c")
    expect(page.locator("#cite")).to_be_focused()
    expect(page.locator("#cite .cited")).to_have_text(f"{CABLE}#{place}")
    page.keyboard.press("Tab")  # the first style
    page.keyboard.press("Tab")  # its citation
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Copied")
    assert "par. " in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("h")
    expect(page.locator("#raw-header pre")).to_be_visible()
    expect(page.locator("#raw-header summary")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j")
    expect(page.locator("#q")).to_have_value("j")


def test_the_list_of_keys_opens_closes_and_switches_them_off(visitor) -> None:
    page = visitor.open(f"/cables/{CABLE}")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.wait_for_function("!document.activeElement.closest('dialog')")
    page.keyboard.press("?")
    dialog.get_by_label("Single keys are on").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()
    page.get_by_role("button", name="Keys").click()
    expect(dialog.get_by_label("Single keys are on")).not_to_be_checked()


def test_the_first_page_swallows_no_key(visitor) -> None:
    page = visitor.open("/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#q")).to_have_value("")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("barley?")
    expect(page.locator("#q")).to_have_value("barley?")


def test_keys_work_where_the_browser_remembers_nothing(visitor) -> None:
    visitor.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied') }})"
    )
    page = visitor.open(f"/cables/{CABLE}")
    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


def test_a_long_list_of_a_facet_is_searched(visitor) -> None:
    page = visitor.open("/search?q=")
    if visitor.width < 800:
        page.get_by_text("Narrow the results", exact=True).click()
    page.get_by_role("searchbox", name="Find in this list: TAGS").fill("human rights")
    shown = page.locator(".facet", has=page.get_by_label("Find in this list: TAGS")).locator("li")
    expect(shown.filter(visible=True)).to_have_count(1)
    expect(shown.filter(visible=True)).to_contain_text("PHUM")


def test_help_while_typing_is_taken_with_the_keyboard(visitor) -> None:
    page = visitor.open("/")
    box = page.locator("#q")
    box.press_sequentially("harvest ta")
    expect(page.get_by_role("option", name="tag:").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("harvest tag:")
    box.press_sequentially("traff")
    expect(page.get_by_role("option").first).to_contain_text("tag:KTIP")
    visitor.fits()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("harvest tag:traff")
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("option").first.click()
    expect(box).to_have_value("harvest tag:KTIP ")
    box.press("Enter")
    page.wait_for_url("**/search?*")
    assert query_of(page).strip() == "harvest tag:KTIP"


def test_help_never_gets_in_the_way_of_typing(visitor) -> None:
    page = visitor.open("/")
    page.locator("#q").press_sequentially("ta")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")  # nothing was gone into, so Enter searches what was typed
    page.wait_for_url("**/search?q=ta")


def test_help_is_taken_where_the_caret_stands(visitor, room) -> None:
    page = visitor.open("/")
    box = page.locator("#q")
    box.press_sequentially("💬💬 tag:traff -riot")  # of letters that are two halves for a script
    for _ in " -riot":
        box.press("ArrowLeft")
    # The answer to the shorter word shows the same option, and must not be the one that is taken.
    with page.expect_response(lambda given: "traffi" in given.url):
        box.press_sequentially("i")
    page.wait_for_timeout(100)
    option = page.get_by_role("option", name="tag:KTIP")
    expect(option).to_be_visible()
    expect(option.locator("b")).to_have_text(str(room.search("tag:KTIP", limit=0).total))
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("💬💬 tag:KTIP -riot")
    assert box.evaluate("one => one.value.slice(0, one.selectionStart)") == "💬💬 tag:KTIP "


def test_how_a_query_would_be_read_is_told_while_it_is_typed(visitor) -> None:
    page = visitor.open("/")
    box = page.locator("#q")
    told = page.locator(".suggest p")
    box.press_sequentially("harvest grain ")
    expect(told).to_have_text("Understood as: harvest AND grain")
    box.fill("")
    box.press_sequentially("subjct:harvest ")
    expect(told).to_contain_text(re.compile("Mended: .*subjct"))
    page.locator("h1").click()
    expect(told).to_be_hidden()


def test_help_goes_with_the_focus(visitor) -> None:
    page = visitor.open("/")
    box = page.locator("#q")
    box.press_sequentially("ta")
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("h1").click()
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")


def test_help_that_comes_late_takes_back_nothing_typed(visitor) -> None:
    page = visitor.open("/")
    box = page.locator("#q")
    box.press_sequentially("harvest ta")
    expect(page.get_by_role("option", name="tag:").first).to_be_visible()
    page.route("**/api/suggest?*", lambda _: None)  # no answer from here on
    box.press("ArrowDown")
    box.press_sequentially("x grain")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.get_by_role("option").first.click()
    expect(box).to_have_value("harvest tax grain")
    box.press("Enter")
    page.wait_for_url("**/search?q=harvest+tax+grain")


@pytest.mark.parametrize("which", ["#references a.card", ".par a.reftel"])
def test_a_reference_shows_what_it_names(visitor, which: str) -> None:
    page = visitor.open(f"/cables/{CABLE}")
    link = page.locator(which).first
    link.focus()
    sheet = page.get_by_role("tooltip")
    expect(sheet.locator(".preview-opening")).not_to_be_empty()
    visitor.fits()
    expect(link).to_have_attribute("aria-describedby", "preview")
    page.keyboard.press("Escape")
    expect(page.locator("#preview")).to_be_hidden()
    if visitor.width > 800:
        page.mouse.move(1, 1)
        link.hover()
        expect(sheet.locator(".preview-opening")).to_be_visible()
        page.locator("#preview").hover()
        page.wait_for_timeout(400)  # longer than it stays when one has left
        expect(page.locator("#preview")).to_be_visible()


def test_what_a_tag_means_is_told_once_and_within_the_screen(visitor) -> None:
    page = visitor.open(f"/cables/{CABLE}")
    tags = page.locator(".tag-with a[aria-describedby]")
    assert tags.count()
    for link in tags.all():
        link.focus()
        tip = page.locator(f"#{link.get_attribute('aria-describedby')}")
        expect(tip).to_be_visible()
        expect(tip).to_have_text(meaning(link.inner_text()))
        assert link.get_attribute("title") is None
        visitor.fits()
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
    first = page.locator(f"#{tags.first.get_attribute('aria-describedby')}")
    tags.first.focus()  # come back, it is told again
    expect(first).to_be_visible()
    tags.last.focus()
    expect(first).to_be_hidden()
    tags.first.hover()
    expect(first).to_be_visible()


@pytest.mark.parametrize("written", ["1", "PAR1", "par001"])
def test_a_place_is_found_however_a_person_writes_it(visitor, written: str) -> None:
    page = visitor.open(f"/cables/{CABLE}#{written}")
    expect(page.locator("#par1")).to_have_class(re.compile("here"))
    expect(page.locator("#par1")).to_be_in_viewport()


def test_the_contents_show_the_heading_at_hand(visitor) -> None:
    if visitor.width < 800:
        pytest.skip("folded on a phone")
    page = visitor.open("/cables/05BELCOURANT304")
    headings = page.locator(".toc a")
    headings.last.click()
    expect(headings.last).to_have_attribute("aria-current", "location")


@pytest.mark.parametrize("width", [1190, 900, 390])
def test_the_contents_are_folded_above_where_there_is_no_room_beside(either, width: int) -> None:
    either.width = width
    either.page.set_viewport_size({"width": width, "height": 800})
    page = either.open("/cables/05BELCOURANT304")
    expect(page.locator(".toc a").first).to_be_hidden()
    page.locator(".toc summary").click()
    expect(page.locator(".toc a").first).to_be_visible()
    either.fits()
    contents, text = (page.locator(one).bounding_box() for one in (".toc", ".telegram"))
    assert contents["y"] + contents["height"] <= text["y"]


@pytest.mark.parametrize("name", ["05BELCOURANT304", "04MONTESARRE278"])
@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_text_and_facts_keep_their_columns_without_contents(visitor, name: str, width: int) -> None:
    visitor.width = width
    visitor.page.set_viewport_size({"width": width, "height": 800})
    page = visitor.open(f"/cables/{name}")
    assert page.locator(".toc").count() == (name == "05BELCOURANT304")
    head, text, facts = (
        page.locator(one).bounding_box() for one in (".cable-head > div", ".telegram", ".about")
    )
    assert abs(text["x"] - head["x"]) < 1  # one axis, and title and text begin on it
    if width > 832:
        assert facts["x"] > text["x"] + text["width"]
        assert facts["y"] < text["y"] + 1
    else:
        assert facts["y"] >= text["y"] + text["height"]


# --- the bar ---


@pytest.mark.parametrize("path", ["/", "/search?q=harvest", "/cables/08STRELSAU388", "/help"])
def test_the_bar_leaves_the_page_to_the_page(visitor, path: str) -> None:
    """Rules of one page must not reach into what stands above all."""
    page = visitor.open(path)
    bar = page.locator("header.bar").bounding_box()
    assert bar["height"] < (80 if page.viewport_size["width"] > 1000 else 130)


# --- the timeline ---


def middle(page: Page, month: str) -> tuple[float, float]:
    """Where the foot of a month's bar stands."""
    bar = page.locator(f"rect[data-month='{month}']")
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] - 2


def bars(page: Page) -> dict[str, int]:
    """Month to how many cables are of it."""
    return page.locator("rect[data-month]").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.dataset.month, Number(one.dataset.count)]))"
    )


@pytest.mark.parametrize(
    "query",
    [
        "harvest date:2001..2009",
        "harvest OR tag:KTIP",
        "-date:2008 harvest",
        '"date:2008" OR grain',
        "harvest OR grain sort:date",  # the order stands behind the date
    ],
)
def test_months_are_chosen_by_dragging(visitor, query: str) -> None:
    page = visitor.open(f"/search?{urlencode({'q': query})}")
    before = bars(page)
    months = sorted(before)
    first, last = months[1], months[-2]
    page.mouse.move(*middle(page, first))
    page.mouse.down()
    page.mouse.move(*middle(page, last), steps=4)
    expect(page.locator(".timeline-said")).to_contain_text(" to ")
    page.mouse.up()
    page.wait_for_url(re.compile(re.escape(f"{first}..{last}")))
    assert f"date:{first}..{last}" in query_of(page)
    assert ("sort:date" in query_of(page)) == ("sort:date" in query)
    # What was found, and of that the months chosen: nothing more and nothing less.
    assert bars(page) == {one: before[one] for one in months if first <= one <= last}


def test_years_are_chosen_with_the_arrow_keys(visitor) -> None:
    page = visitor.open("/search?q=harvest+OR+tag:KTIP+sort:date")
    before = bars(page)
    years = page.locator("a[data-year]").evaluate_all("all => all.map(one => one.dataset.year)")
    page.locator("a[data-year]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".timeline-said")).to_contain_text(f"{years[1]} to {years[2]}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(f"{years[1]}..{years[2]}")))
    assert f"date:{years[1]}..{years[2]}" in query_of(page)
    assert query_of(page).endswith("sort:date")
    assert bars(page) == {one: before[one] for one in before if years[1] <= one[:4] <= years[2]}


def test_a_click_on_a_month_follows_its_link(either) -> None:
    page = either.open("/")
    month = page.locator("rect[data-month]").last.get_attribute("data-month")
    page.mouse.click(*middle(page, month))
    page.wait_for_url("**/search?*")
    assert query_of(page) == f"date:{month}"


def test_more_like_this_comes_when_one_comes_near_it(visitor) -> None:
    page = visitor.open("/help")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page = visitor.open(f"/cables/{CABLE}")
    box = page.locator("#alike")
    box.scroll_into_view_if_needed()
    expect(box.locator("a.card")).to_have_count(6)
    visitor.fits()
    assert asked.count(f"/cables/{CABLE}/alike") == 1
    box.get_by_role("link", name="Cables that share").click()
    expect(page.locator("#alike-list a.card")).to_have_count(20)
    visitor.fits()


def test_more_like_this_is_not_asked_for_by_who_stays_above(visitor) -> None:
    page = visitor.open("/help")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page = visitor.open(f"/cables/{CABLE}")
    if (
        page.evaluate("document.getElementById('alike').getBoundingClientRect().top - innerHeight")
        > 450
    ):
        page.wait_for_timeout(300)
        assert not [path for path in asked if path.endswith("/alike")]
    else:
        expect(page.locator("#alike a.card")).to_have_count(6)
