"""What was made just now, for a page of a site asks for the same cable several times.

In: a key, and how to make the thing. Out: the thing, made once while it is at hand. Safe for
threads: two that ask at once may both make it, and none waits for another. Bounded: each thread of
a server is at one or two cables.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["AtHand"]

_T = TypeVar("_T")


class AtHand:
    """Keeps the last few things."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """The thing under `key`; what is kept is shared, so it must be a value nobody changes."""
        with self._lock:
            if key in self._kept:
                kept: _T = self._kept[key]
                return kept
        made = make()
        with self._lock:
            while len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = made
        return made
