"""Two versions of a cable, side by side where their words differ."""

from __future__ import annotations

from typing import Annotated

import msgspec

from reftel.archive.versions import Difference, differences
from reftel.reading import Archive
from reftel.readouts.holding import held_record
from reftel.readouts.record import CableRecord, VersionRecord
from reftel.spans import Span

__all__ = ["AskedVersions", "Differing", "Versions", "versions"]

_MOST = 200
_AROUND = 60
"""Characters shown on both sides of a difference."""

Number = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class AskedVersions(msgspec.Struct, frozen=True, kw_only=True):
    """Which two."""

    id: str
    """Message reference number in any written form."""
    left: Number = 1
    """Number of the first version; 1 is the preferred one."""
    right: Number = 2
    """Number of the second."""
    other: str = ""
    """Another cable to compare with, instead of a second version."""


class Differing(msgspec.Struct, frozen=True):
    """One place where they part, with the words around it."""

    left: str
    left_mark: Span
    """Characters of `left` that the other version does not have."""
    right: str
    right_mark: Span
    """Characters of `right` that the first does not have."""


class Versions(msgspec.Struct, frozen=True):
    """The versions of a cable, and how two of them differ."""

    id: str
    versions: tuple[VersionRecord, ...]
    left: int
    right: int
    other: str | None
    """The other cable, where two are compared."""
    differences: tuple[Differing, ...]
    """The first 200, in order; none where there is one version alone."""
    more: bool
    """Whether there are others behind these."""


def versions(archive: Archive, asked: AskedVersions) -> Versions:
    """All versions, and the differences of two. NotHeld when there are fewer."""
    record = held_record(archive, asked.id)
    name = record.id or asked.id
    if asked.other:
        return _with_another(archive, record, asked)
    right = asked.right if len(record.versions) > 1 or asked.right != 2 else asked.left
    ours, theirs = archive.version(name, asked.left), archive.version(name, right)
    found = (
        archive.differences(name, asked.left, right, limit=_MOST + 1) if right != asked.left else ()
    )
    return Versions(
        id=name,
        versions=tuple(record.versions),
        left=asked.left,
        right=right,
        other=None,
        differences=tuple(_differing(one, ours.text, theirs.text) for one in found[:_MOST]),
        more=len(found) > _MOST,
    )


def _with_another(archive: Archive, record: CableRecord, asked: AskedVersions) -> Versions:
    """One cable beside another."""
    name = record.id or asked.id
    ours, theirs = archive.version(name, asked.left), archive[asked.other]
    found = differences(ours.text, theirs.text, limit=_MOST + 1)
    return Versions(
        id=name,
        versions=tuple(record.versions),
        left=asked.left,
        right=asked.left,
        other=archive.id(asked.other),
        differences=tuple(_differing(one, ours.text, theirs.text) for one in found[:_MOST]),
        more=len(found) > _MOST,
    )


def _differing(one: Difference, ours: str, theirs: str) -> Differing:
    left, left_mark = _around(ours, one.left)
    right, right_mark = _around(theirs, one.right)
    return Differing(left, left_mark, right, right_mark)


def _around(text: str, span: Span) -> tuple[str, Span]:
    start, end = max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text))
    return text[start:end], Span(span.start - start, span.end - start)
