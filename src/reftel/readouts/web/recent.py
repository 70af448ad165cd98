"""Pages made a moment ago, for the many who follow one link.

In: the address of a page, the state it was made in, and how it is packed. Out: the page, packed,
while it is among the last that were made or asked for. A newspaper's readers come by the thousand
to the same few cables; whoever goes through an archive cable by cable finds nothing here, and loses
nothing by it. Bounded by the bytes kept. Safe for threads: two that ask at once may both make a
page.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeAlias

from reftel.readouts.web.packing import Coding

__all__ = ["Asked", "RecentPages"]

Asked: TypeAlias = tuple[str, bytes, str, Coding]
"""A path, its query as sent, the state that the page is made in, and how it is packed."""

_MOST = 12_000_000
"""Bytes in all: some fifteen hundred cables."""
_LONGEST_QUERY = 1000
"""Bytes of a query behind the address; who asks so much is seldom asked after."""
_LONGEST = 200_000
"""Bytes of a page that is kept; a longer one would drive out too many."""


class RecentPages:
    """Keeps the pages of one site."""

    def __init__(self, most: int = _MOST, longest: int = _LONGEST) -> None:
        self._most, self._longest = most, longest
        self._lock = threading.Lock()
        self._kept: OrderedDict[Asked, bytes] = OrderedDict()
        self._size = 0

    def get(self, key: Asked, make: Callable[[], bytes]) -> bytes:
        """The page under `key`, made if it is not kept."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        page = make()
        if len(page) <= self._longest and len(key[1]) <= _LONGEST_QUERY:
            self._keep(key, page)
        return page

    def _keep(self, key: Asked, page: bytes) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = page
            self._size += len(page)
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone)
