"""Where things live: from ids and queries to addresses of pages, and nowhere else.

Every address in a template is made here, so that an address that is never answered cannot be
written.
"""

from __future__ import annotations

from urllib.parse import quote, quote_plus, urlencode

__all__ = ["Links", "quoted"]


class Links:
    """Addresses of one site. `root` is the path it is mounted under, without a slash at its end."""

    def __init__(self, root: str = "") -> None:
        self._root = root

    def page(self, path: str, **asked: object) -> str:
        """Any page by its path, with what is asked of it; empty values are left out."""
        given = {name: str(value) for name, value in asked.items() if value not in ("", None, 0)}
        return f"{self._root}{path}" + (f"?{urlencode(given)}" if given else "")

    def cable(self, name: str, place: str = "", **asked: object) -> str:
        """The page of a cable, at one of its places: par4."""
        fragment = f"#{quote(place)}" if place else ""
        return self.page(f"/cables/{quote(name, safe='')}", **asked) + fragment

    def address(self, address: str, **asked: object) -> str:
        """The same from an address: 08STRELSAU388#par4."""
        name, _, place = address.partition("#")
        return self.cable(name, place, **asked)

    def search(self, query: str, **asked: object) -> str:
        """The page of results of a query."""
        if asked or not query:
            return self.page("/search", q=query, **asked)
        return f"{self._root}/search?q={quoted(query)}"

    def tag(self, name: str) -> str:
        """The page of a TAG; a stroke in its name must not part the path."""
        return f"{self._root}/tags/{quote(name, safe='')}"


_QUOTED = {letter: quote_plus(chr(letter)) for letter in range(128)}


def quoted(query: str) -> str:
    """A query as it stands in an address; a page of results writes some hundred of these."""
    return query.translate(_QUOTED) if query.isascii() else quote_plus(query)
