"""Pages made a moment ago, for the many who follow one link.

In: the address of a page and the state it was made in. Out: the page, while it is among the last
that were made or asked for. A newspaper's readers come by the thousand to the same few cables;
whoever goes through an archive cable by cable finds nothing here, and loses nothing by it. Bounded
by the characters kept. Safe for threads: two that ask at once may both make a page.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["RecentPages"]

_MOST = 16_000_000
"""Characters in all: some seven hundred cables."""
_LONGEST_QUERY = 1000
"""Bytes of a query behind the address; who asks so much is seldom asked after."""
_LONGEST = 400_000
"""Characters of a page that is kept; a longer one would drive out too many."""


class RecentPages:
    """Keeps the pages of one site."""

    def __init__(self, most: int = _MOST, longest: int = _LONGEST) -> None:
        self._most, self._longest = most, longest
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, bytes, str], str] = OrderedDict()
        self._size = 0

    def get(self, key: tuple[str, bytes, str], make: Callable[[], str]) -> str:
        """The page under `key`: its path, its query as sent, and the state it is made in."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        page = make()
        if len(page) <= self._longest and len(key[1]) <= _LONGEST_QUERY:
            self._keep(key, page)
        return page

    def _keep(self, key: tuple[str, bytes, str], page: str) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = page
            self._size += len(page)
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone)
