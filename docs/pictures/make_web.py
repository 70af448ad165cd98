"""Takes the pictures of the reading room from the invented archive.

Run: python docs/pictures/make_web.py (needs the program chromium)
"""

import shutil
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from reftel.build import build
from reftel.demo.archive import write_demo
from reftel.reading import open_archive
from reftel.readouts.web.app import create_app

HERE = Path(__file__).parent
PICTURES = {
    "results.png": ("/search?q=trafficking+convictions+from:strelsau", 1440, 760, "light"),
    "cable.png": ("/cables/08STRELSAU388?q=convictions", 1440, 900, "light"),
    "cable-phone.png": ("/cables/06STRELSAU326", 390, 844, "dark"),
}
"""Name to address, width, height and colours."""


def main() -> None:
    """Build the invented archive, serve it on loopback, and look at it."""
    with tempfile.TemporaryDirectory() as folder:
        pages, archive = Path(folder) / "pages", Path(folder) / "demo.reftel"
        write_demo(pages)
        build(archive, [pages])
        with open_archive(archive) as held:
            server = uvicorn.Server(uvicorn.Config(create_app(held), port=0, log_level="error"))
            thread = threading.Thread(target=server.run, daemon=True)
            thread.start()
            while not server.started:
                time.sleep(0.01)
            _take(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
            server.should_exit = True
            thread.join()


def _take(site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, (path, width, height, colours) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=colours,
                reduced_motion="reduce",
            )
            page.goto(site + path)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=HERE / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
