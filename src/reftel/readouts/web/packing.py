"""A page packed for the wire, once, in the best way that the browser takes.

In: a page, and the `Accept-Encoding` of who asks. Out: bytes, and what says how to unpack them. It
is done where the page is made, so that a page that is kept is packed no second time; answers that
are made and sent piece by piece are packed on their way, by starlette.
"""

from __future__ import annotations

import gzip
from typing import Literal, TypeAlias

import zstandard

__all__ = ["Coding", "coding_of", "pack"]

Coding: TypeAlias = Literal["zstd", "gzip", "identity"]
"""As in `Content-Encoding`; identity is not packed."""

_ZSTD_LEVEL = 3
"""Packs pages as well as gzip at its middle levels, in a third of the time (RFC 8878)."""
_GZIP_LEVEL = 4
"""The highest takes half as long again, for two bytes in a hundred."""


def coding_of(accepted: str) -> Coding:
    """The best of what is accepted: "gzip, deflate, br, zstd;q=0.5". Refused is what has q=0."""
    taken = {
        name.strip().lower()
        for name, _, weight in (one.partition(";") for one in accepted.split(","))
        if not weight.strip().lower().startswith("q=0") or weight.strip("q=0. \tQ")
    }
    if "zstd" in taken:
        return "zstd"
    return "gzip" if "gzip" in taken else "identity"


def pack(page: str, coding: Coding) -> bytes:
    """The bytes of a page as sent."""
    data = page.encode()
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(data)
    return gzip.compress(data, _GZIP_LEVEL, mtime=0) if coding == "gzip" else data
