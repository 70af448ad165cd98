"""Figures are counted once, until the archive changes."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from reftel.reading.catalogue import Catalogue


def test_a_figure_is_counted_once_for_a_state() -> None:
    kept = Catalogue()
    counted: list[str] = []

    def count(answer: str) -> str:
        counted.append(answer)
        return answer

    assert kept.get("one", "posts", lambda: count("16")) == "16"
    assert kept.get("one", "posts", lambda: count("never")) == "16"
    assert kept.get("two", "posts", lambda: count("17")) == "17"
    assert counted == ["16", "17"]


def test_threads_that_ask_together_count_once_and_do_not_wait_for_other_figures() -> None:
    kept = Catalogue()
    started, release = threading.Event(), threading.Event()
    counted: list[int] = []

    def slowly() -> int:
        counted.append(1)
        started.set()
        assert release.wait(20)
        return 5

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(kept.get, "s", "slow", slowly)
        assert started.wait(20)
        others = [pool.submit(kept.get, "s", "slow", slowly) for _ in range(5)]
        assert kept.get("s", "quick", lambda: 1) == 1
        time.sleep(0.01)
        release.set()
        assert [one.result(20) for one in (first, *others)] == [5] * 6
    assert counted == [1]


def test_what_could_not_be_counted_is_tried_again() -> None:
    kept = Catalogue()

    def fail() -> int:
        raise OSError("the disk is away")

    with pytest.raises(OSError, match="away"):
        kept.get("s", "posts", fail)
    assert kept.get("s", "posts", lambda: 16) == 16


def test_it_forgets_what_was_not_asked_for_longest() -> None:
    kept = Catalogue(most=2)
    for name in ("a", "b", "a", "c"):
        kept.get("s", name, lambda name=name: name)
    assert len(kept) == 2
    assert kept.get("s", "a", lambda: "counted again") == "a"
    assert kept.get("s", "b", lambda: "counted again") == "counted again"
