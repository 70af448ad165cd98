"""The references of a cable for its page: each document once, with the places that mention it.

In: the mentions in order, the REF list first. Out: `Mentioned`, one for each document, in the
order in which they are first named.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from reftel.readouts.pages.cable import LinkRecord

__all__ = ["Mentioned", "gather"]


class Mentioned(msgspec.Struct, frozen=True):
    """One document."""

    link: LinkRecord
    """Its first mention, which tells most: that of the REF list, where it stands there."""
    listed: bool
    """Whether the REF list names it."""
    places: tuple[str, ...]
    """Addresses of the paragraphs that mention it."""


def gather(links: Iterable[LinkRecord]) -> list[Mentioned]:
    """Each document once; what names none is told apart by its words: septel, an e-mail."""
    together: dict[str, list[LinkRecord]] = {}
    by_label: dict[str, str] = {}
    for link in links:
        key = link.id or link.written.casefold()
        if link.place == "list":
            if link.label and not link.id:
                key = f"{link.label} {key}"  # of several that are no telegrams each is one
            if link.label:
                by_label.setdefault(link.label, key)
        elif link.id is None and link.label in by_label:
            key = by_label[link.label]  # ref B, where B is no telegram
        together.setdefault(key, []).append(link)
    return [
        Mentioned(
            same[0],
            same[0].place == "list",
            tuple(dict.fromkeys(one.place for one in same if one.place != "list")),
        )
        for same in together.values()
    ]
