"""Columns that keep JSON, read back.

In: what stands in a column. Out: the value. ValueError for what is damaged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from reftel.spans import Span

__all__ = ["HeldAddressee", "read_addressees", "read_claims", "read_names", "read_spans"]

_T = TypeVar("_T")


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
read_addressees = _reader(list[HeldAddressee])
