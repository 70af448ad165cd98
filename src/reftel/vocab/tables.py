"""The tables under `data`, read when first asked for.

In: the name of a table. Out: its rows as lists of text, the header left out; and `Table`, a
mapping that reads its rows at the first question. Nothing is read when a module is imported, since
a command that needs one table must not wait for all.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

__all__ = ["DATA", "Table", "columns", "rows"]

DATA = Path(__file__).parent / "data"
"""The folder of the tables: UTF-8, comma, a header line, a row for each fact and its source."""

V = TypeVar("V")


def columns(name: str) -> list[str]:
    """The header of the table `name` (without .csv)."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def rows(name: str) -> list[list[str]]:
    """All rows of the table `name` (without .csv), each a list of its columns."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


class Table(Mapping[str, V]):
    """A mapping whose rows are read at the first question."""

    def __init__(self, load: Callable[[], dict[str, V]]) -> None:
        self._load = load

    def __getitem__(self, key: str) -> V:
        return self._load()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())
