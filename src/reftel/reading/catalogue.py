"""Figures of a whole archive, counted once and kept until a build changes it.

In: the state of an archive, and what to count. Out: the figure. A count over a quarter of a million
rows takes a tenth of a second or two; the pages that show it are asked for again and again. Safe
for threads: two that ask for the same figure count it once. Bounded: what was not asked for
longest is forgotten.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["Catalogue"]

_MOST = 400
"""Figures kept; those of one post or TAG are some kilobytes."""

_T = TypeVar("_T")


class _Figure:
    """One figure, and the lock that lets one thread count it while others wait."""

    __slots__ = ("counted", "lock", "value")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counted = False
        self.value: Any = None


class Catalogue:
    """Keeps the figures of one archive."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._state = ""
        self._kept: OrderedDict[Hashable, _Figure] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, state: str, key: Hashable, count: Callable[[], _T]) -> _T:
        """The figure under `key`, counted when it is not known for this state.

        `state` is read before anything is counted, so a figure that a build overtook is kept under
        the earlier state, and not asked for again.
        """
        with self._lock:
            if state != self._state:
                self._state, self._kept = state, OrderedDict()
            figure = self._kept.setdefault(key, _Figure())
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        with figure.lock:
            if not figure.counted:
                figure.value = count()
                figure.counted = True
        value: _T = figure.value
        return value
