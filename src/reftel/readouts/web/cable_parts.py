"""What the page of a cable picks out of its record, where a template would take ten times as long.

In: the values of the page. Out: its headings, what was lost of the text, and what its pages say.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reftel.readouts.layout import Layout, Section
from reftel.readouts.pages.cable import References
from reftel.readouts.record import CableRecord, TagRecord, VersionRecord

__all__ = [
    "Losses",
    "claims_of",
    "headings_of",
    "held_of",
    "id_rules_of",
    "losses_of",
    "repaired_of",
    "sent_again_of",
]

_SOUND = ("telegram", "published", "none", "unknown-post")
"""What `id_rule` says of an id that stands there as it is."""
_LOSSES = ("text-absent", "text-lost", "text-withdrawn", "body-cut")


class Losses(msgspec.Struct, frozen=True):
    """What is lost of a text."""

    codes: frozenset[str]
    """Of its defects; empty where nothing is lost."""
    notice: str
    """What stands in its place."""


def held_of(references: References) -> frozenset[str]:
    """The cable itself and those it refers to that the archive holds."""
    found = (one.cable.id for one in references.refers_to if one.cable)
    return frozenset((references.id, *found))


def losses_of(cable: CableRecord) -> Losses:
    """What is lost, as the telegram says or the page that it was read from."""
    where = {None, *(page.digest for page in cable.pages if page.preferred)}
    lost = [one for one in cable.defects if one.code in _LOSSES and one.page in where]
    notice = next((one.found for one in lost if one.found), "")
    return Losses(frozenset(one.code for one in lost), notice)


def id_rules_of(cable: CableRecord) -> list[str]:
    """The rules by which a broken id was put right."""
    return [one for one in cable.id_rule.split() if one not in _SOUND]


def repaired_of(cable: CableRecord) -> list[TagRecord]:
    """The TAGS that do not stand in the telegram as they are shown."""
    return [one for one in cable.tags if one.rule]


def sent_again_of(cable: CableRecord) -> list[VersionRecord]:
    """Its versions that say they were sent a second time, whole."""
    return [one for one in cable.versions if one.copy and not one.section]


def headings_of(reading: Layout) -> list[Section]:
    """Headings that can be gone to."""
    return [one for one in reading.sections if one.kind == "heading" and one.anchor]


def claims_of(cable: CableRecord) -> dict[str, tuple[str, ...]]:
    """What its pages say, each name with its different values."""
    found: dict[str, dict[str, None]] = {}
    for name, value in _claims(cable):
        found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in sorted(found.items())}


def _claims(cable: CableRecord) -> Iterator[tuple[str, str]]:
    return ((one.name, one.value) for page in cable.pages for one in page.claims)
