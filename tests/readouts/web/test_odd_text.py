"""A telegram that strains the page: tables, words without end, other scripts, withheld names."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser

from reftel.build import build
from reftel.reading import open_archive
from reftel.readouts.web.app import create_app
from visiting import LOOKS, Visitor

ENDLESS = "W" * 240
TELEGRAM = f"""R 141532Z JAN 09
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC 0231
UNCLAS STRELSAU 000077

E.O. 12958: N/A
TAGS: PGOV, ETRD, RZ
SUBJECT: {"GRAIN" * 30}

1. (U) The table of the mills of Strelsau, in crowns:

MILL                 2006      2007      2008      CHANGE SINCE     OWNER
Castle               1,204     1,300     1,402     plus 16.4        Hentzau
River                  330       341       290     minus 12.1       Tarlenheim
Bridge                  12        14        19     plus 58.3        none known

2. (U) See {ENDLESS} and http://mills.strelsau.example/{"a/" * 90}index

3. (U) قال الوزير إن المطاحن مفتوحة وإن الحصاد كان جيدا هذا العام في كل البلاد

4. (U) Мельницы открыты, сказал министр, и урожай в этом году хорош.

5. (U) XXXXXXXXXXXX told poloff of xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.

---------------------------------------------
<script>document.title = "taken"</script>
---------------------------------------------

6. (U) <img src=x onerror=alert(1)> & "quoted".
HENTZAU
"""


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("odd")
    (folder / "09STRELSAU77.txt").write_text(TELEGRAM, "utf-8")
    build(folder / "odd.reftel", [folder / "09STRELSAU77.txt"], workers=1)
    with open_archive(folder / "odd.reftel") as archive:
        server = uvicorn.Server(uvicorn.Config(create_app(archive), port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("look", LOOKS)
def test_no_text_breaks_the_page(browser: Browser, odd_site: str, look: str) -> None:
    visitor = Visitor(browser, odd_site, look)
    page = visitor.open("/cables/09STRELSAU77?q=mills")
    table = page.locator("pre.table")
    assert table.count() == 1
    if look.startswith("phone"):
        assert table.evaluate("one => one.scrollWidth > one.clientWidth")
    directions = "one => getComputedStyle(one.querySelector('p')).direction"
    assert page.locator("#par3").evaluate(directions) == "rtl"
    assert page.locator("#par4").evaluate(directions) == "ltr"
    assert "taken" not in page.title()
    assert page.locator("#par6 img").count() == 0
    withheld = page.locator(".withheld").first
    assert withheld.inner_text() == "XXXXXXXXXXXX"
    ink, bar = withheld.evaluate(
        "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    )
    assert ink != bar
    visitor.open("/search?q=mills")
    visitor.context.close()
    assert visitor.faults == []


def test_on_paper_a_cable_is_a_document(browser: Browser, odd_site: str) -> None:
    visitor = Visitor(browser, odd_site, "desk-dark")
    page = visitor.open("/cables/09STRELSAU77")
    page.emulate_media(media="print")
    for chrome in (".bar", ".foot", ".views", ".par > .copy", "#cite"):
        assert not page.locator(chrome).first.is_visible()
    assert page.locator(".print-only").is_visible()
    assert page.locator(".permalink").first.is_visible()
    facts, text = page.locator(".facts").first.bounding_box(), page.locator("#par1").bounding_box()
    assert facts["y"] < text["y"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    visitor.context.close()
    assert visitor.faults == []
