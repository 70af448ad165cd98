"""First form: whole files only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from reftel.sources.page import Record

__all__ = ["open_records"]


def open_records(name: str, stream: IO[bytes], size: int) -> Iterator[Record]:
    """The records of one file."""
    yield Record(name, stream.read())
