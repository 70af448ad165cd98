"""The bytes a cable was read from, cut into what each of them is.

In: an open archive, an id, and which of its publications. Out: `Source`: stretches that follow
each other without a gap; telegram text, and all that the publisher put round it.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from reftel.errors import NotHeld
from reftel.reading import Archive
from reftel.readouts.holding import held_record
from reftel.readouts.pages.cable import without_folders
from reftel.readouts.record import PageRecord
from reftel.sources.page import Page
from reftel.spans import Span

__all__ = ["AskedSource", "Source", "SourceStretch", "source"]

_SHOWN = 4_000
"""Characters of a stretch that is no telegram text; a page's navigation has a hundred thousand."""


class AskedSource(msgspec.Struct, frozen=True, kw_only=True):
    """Which bytes."""

    id: str
    """Message reference number in any written form."""
    page: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    """Which of its publications, counted from 1; the first is the one it is read from."""


class SourceStretch(msgspec.Struct, frozen=True, gc=False):
    """Bytes of one kind."""

    kind: str
    """telegram for its text; navigation, claims, note, anchor, link, markup or other."""
    span: Span
    """Bytes of the record."""
    text: str
    """The same bytes as text; of a long one that is not the telegram, the beginning."""
    cut: bool
    """Whether more follows than is shown."""


class Source(msgspec.Struct, frozen=True):
    """One publication, byte for byte."""

    id: str
    number: int
    """Which of `pages` it is, from 1."""
    pages: tuple[PageRecord, ...]
    """All publications, the best first."""
    encoding: str
    stretches: tuple[SourceStretch, ...]
    kinds: dict[str, int]
    """The kinds of these, as they first come, and how many bytes are of each."""


def source(archive: Archive, asked: AskedSource) -> Source:
    """The bytes of a publication. NotHeld when there are fewer publications."""
    name = archive.id(asked.id)
    listed = archive.pages(name)
    if asked.page > len(listed):
        raise NotHeld("publication {page} of {name}", page=asked.page, name=name)
    key = listed[asked.page - 1].key
    page, data = archive.page(name, key), archive.raw(name, key)
    stretches = tuple(_stretches(page, data))
    kinds: dict[str, int] = {}
    for one in stretches:
        kinds[one.kind] = kinds.get(one.kind, 0) + one.span.end - one.span.start
    return Source(
        id=name,
        number=asked.page,
        pages=tuple(without_folders(held_record(archive, name)).pages),
        encoding=page.map.encoding,
        stretches=stretches,
        kinds=kinds,
    )


def _stretches(page: Page, data: bytes) -> list[SourceStretch]:
    owned = [(part.span, part.kind) for part in page.parts]
    at = page.map.start
    for run in page.map.runs:
        if run.text:
            owned.append((Span(at, at + run.source), "telegram"))
        at += run.source
    joined: list[tuple[Span, str]] = []
    for span, kind in sorted(owned):
        if joined and joined[-1][1] == kind and joined[-1][0].end == span.start:
            joined[-1] = (Span(joined[-1][0].start, span.end), kind)
        else:
            joined.append((span, kind))
    return [_stretch(span, kind, data, page.map.encoding) for span, kind in joined]


def _stretch(span: Span, kind: str, data: bytes, encoding: str) -> SourceStretch:
    text = data[span.start : span.end].decode(encoding, "replace")
    cut = kind != "telegram" and len(text) > _SHOWN
    return SourceStretch(kind, span, text[:_SHOWN] if cut else text, cut)
