"""Classification and captions: every level and every caption in use, with what they mean.

In: an open archive. Out: `Levels`.
"""

from __future__ import annotations

import msgspec

from reftel.archive import browsing
from reftel.reading import Archive
from reftel.readouts.pages.counts import CaptionLine, LevelLine, caption_lines, level_lines
from reftel.readouts.pages.nothing import Nothing

__all__ = ["Levels", "levels"]


class Levels(msgspec.Struct, frozen=True):
    """How cables are marked."""

    levels: tuple[LevelLine, ...]
    """The lowest first."""
    without: int
    """Cables that name no level."""
    captions: tuple[CaptionLine, ...]
    """The most frequent first; a cable that bears several counts under each."""
    without_caption: int
    """Cables that bear no caption."""


def levels(archive: Archive, asked: Nothing) -> Levels:  # noqa: ARG001 - every page is asked the same way
    """Levels and captions in use."""
    counts = archive.counted(browsing.markings)
    return Levels(
        level_lines(counts),
        sum(one.cables for one in counts if one.level is None),
        caption_lines(counts),
        sum(one.cables for one in counts if not one.captions),
    )
