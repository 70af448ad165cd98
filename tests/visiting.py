"""A person at a screen: opens pages of a site in a real browser, and notes what goes wrong."""

from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Route

LOOKS = {
    "phone-light": (390, 844, "light"),
    "phone-dark": (390, 844, "dark"),
    "desk-light": (1440, 900, "light"),
    "desk-dark": (1440, 900, "dark"),
}
"""Width, height and colours of a screen."""
JOURNEYS = ("phone-dark", "desk-light")
"""Those that journeys are made at; that nothing breaks in the other two is seen by test_axe."""


class Visitor:
    """Opens pages of the site as a person with one kind of screen does; notes what goes wrong."""

    def __init__(self, browser: Browser, site: str, look: str, **options: Any) -> None:
        width, height, colours = LOOKS[look]
        self.site, self.width = site, width
        self.faults: list[str] = []
        """Errors of the console (a breach of the content policy is one) and of scripts, and
        requests for other machines."""
        self.context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            color_scheme=colours,
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        self.context.set_default_timeout(10_000)
        self.context.route(lambda url: not url.startswith(site + "/"), self._stranger)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _stranger(self, route: Route) -> None:
        self.faults.append(f"asked another machine: {route.request.url}")
        route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def open(self, path: str) -> Page:
        """Go to a page, and see that it fits the screen."""
        self.page.goto(path)
        self.fits()
        return self.page

    def fits(self) -> None:
        """No page is wider than the screen."""
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{self.page.url} is {wide} wide"
