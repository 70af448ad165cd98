"""Columns that keep JSON, read back.

In: what stands in a column. Out: the value. ValueError for what is damaged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from reftel.spans import Span

__all__ = [
    "HeldAddressee",
    "HeldParagraph",
    "read_addressees",
    "read_claims",
    "read_names",
    "read_paragraphs",
    "read_spans",
]

_T = TypeVar("_T")


class HeldParagraph(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A paragraph as the row of its cable keeps it; what is empty at the end is left out."""

    start: int
    end: int
    number: int | None = None
    mark: str | None = None
    heading: str | None = None
    role: str | None = None
    named: str | None = None
    """Its address, where that is not made of its number."""
    spans: tuple[Span, ...] | None = None
    """None where it is one."""

    @property
    def address(self) -> str:
        """par4, text1."""
        return self.named or f"par{self.number}"


class HeldAddressee(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An addressee in the row of its cable."""

    role: str
    """FM, TO, INFO, …"""
    address: int
    """Its row of `address`."""


def _reader(kind: type[_T]) -> Callable[[str], _T]:
    """Reads JSON as a column keeps it. ValueError for what is none."""
    decode = msgspec.json.Decoder(kind).decode

    def read(written: str) -> _T:
        try:
            return decode(written)
        except (msgspec.DecodeError, TypeError) as error:
            raise ValueError(f"a row that is damaged: {error}") from error

    return read


read_spans = _reader(tuple[Span, ...])
read_claims = _reader(list[str | list[str]])
read_names = _reader(tuple[str, ...])
read_paragraphs = _reader(tuple[HeldParagraph, ...])
read_addressees = _reader(list[HeldAddressee])
