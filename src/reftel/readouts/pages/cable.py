"""One cable, as its page shows it: the record, its links, and what stands near it.

In: an open archive and an id in any written form. Out: a `CableRecord` (the one documented shape),
`References`, and `Neighbours`. NotHeld, with near ids, when there is no such cable.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from reftel.archive.shelf import Listing
from reftel.reading import Archive
from reftel.readouts.citation import STYLES, cite
from reftel.readouts.holding import held_record
from reftel.readouts.layout import Layout, lay_out
from reftel.readouts.places import paragraph_at
from reftel.readouts.record import CableRecord
from reftel.search.query import parse
from reftel.search.snippets import Highlighter

__all__ = [
    "AskedCable",
    "AskedCitation",
    "AskedNeighbours",
    "AskedReading",
    "CardRecord",
    "Citations",
    "LinkRecord",
    "Neighbours",
    "References",
    "card",
    "cards_of",
    "citations",
    "neighbours",
    "reading",
    "record",
    "references",
    "without_folders",
]


class AskedCable(msgspec.Struct, frozen=True, kw_only=True):
    """Which cable."""

    id: str
    """Message reference number in any written form: 08STRELSAU388."""
    version: Annotated[int, Meta(ge=1)] = 1
    """Number of the version, where there are several; 1 is the preferred one."""


class CardRecord(msgspec.Struct, frozen=True):
    """A cable in a line: enough to know it by."""

    id: str
    subject: str | None
    created: str | None
    """ISO 8601, cut at its precision."""
    origin: str | None
    """The post in words."""
    classification: str | None
    tags: tuple[str, ...]


class LinkRecord(msgspec.Struct, frozen=True):
    """A mention of another document, and what is known of it."""

    label: str | None
    written: str
    """As it stands."""
    id: str | None
    """Canonical id; null where it is no telegram's."""
    place: str
    """list for the REF line, else the address of the paragraph."""
    rules: tuple[str, ...]
    """How the id was inferred."""
    cable: CardRecord | None
    """The cable, where the archive holds it."""


class References(msgspec.Struct, frozen=True):
    """References of a cable, both ways."""

    id: str
    refers_to: tuple[LinkRecord, ...]
    """Its mentions, the REF list first."""
    referred_to_by: tuple[CardRecord, ...]
    """Cables held that mention it, oldest first."""
    thread: tuple[CardRecord, ...]
    """What it answers and what answers it, however far, oldest first; with itself. Empty where it
    stands alone. Of a long one the sixty cables nearest to it."""
    thread_ends: tuple[str, ...]
    """Ids of those in `thread` from which it goes on beyond these; empty where it is whole."""


_LONGEST_THREAD = 60


def record(archive: Archive, asked: AskedCable) -> CableRecord:
    """The record of a cable, without the folders of the machine its pages were read on."""
    return without_folders(held_record(archive, asked.id, asked.version))


def without_folders(record: CableRecord) -> CableRecord:
    """The record as a stranger may see it: of an absolute path its last two parts are enough."""
    pages = [
        msgspec.structs.replace(page, names=[_ending(name) for name in page.names])
        for page in record.pages
    ]
    return msgspec.structs.replace(record, pages=pages)


def _ending(name: str) -> str:
    path, inside, member = name.partition("!/")
    if path.startswith(("/", "\\")) or path[1:3] in (":\\", ":/"):
        path = "/".join(path.replace("\\", "/").split("/")[-2:])
    return path + inside + member


def references(archive: Archive, asked: AskedCable) -> References:
    """What a cable refers to, what refers to it, and the thread it stands in."""
    name = archive.id(asked.id)
    links = _links(archive, name, asked.version)
    citing = archive.cited_by(name)
    near = [one.cited for one in links if one.cited and one.resolved]
    thread, ends = _thread(archive, name, near)
    cards = cards_of(archive, [*near, *citing, *thread])
    return References(
        id=name,
        refers_to=tuple(
            LinkRecord(
                one.label, one.written, one.cited, one.place, one.rules,
                cards.get(one.cited) if one.cited and one.resolved else None,
            )
            for one in links
        ),
        referred_to_by=_in_order(cards[one] for one in citing if one in cards),
        thread=_in_order(cards[one] for one in thread if one in cards)
        if len(thread) > 1
        else (),
        thread_ends=tuple(one.id for one in _in_order(cards[one] for one in ends if one in cards)),
    )  # fmt: skip


class _Link(NamedTuple):
    """A mention in one of the versions of a cable."""

    label: str | None
    written: str
    cited: str | None
    place: str
    rules: tuple[str, ...]
    resolved: bool


def _links(archive: Archive, name: str, version: int) -> list[_Link]:
    """What a version mentions; the archive keeps what the preferred one does."""
    if version == 1:
        return [
            _Link(one.label, one.written, one.cited, one.place, one.rules, one.resolved)
            for one in archive.references(name)
        ]
    return [
        _Link(
            one.label,
            one.written,
            one.id,
            one.place.rpartition("#")[2],
            tuple(one.rules),
            one.held,
        )
        for one in held_record(archive, name, version).references
    ]


def cards_of(archive: Archive, names: Iterable[str | None]) -> dict[str, CardRecord]:
    """The lines of the cables held among these, asked for together."""
    held = archive.listings([one for one in dict.fromkeys(names) if one])
    return {one.id: card(one) for one in held}


def _in_order(cards: Iterable[CardRecord]) -> tuple[CardRecord, ...]:
    return tuple(sorted(cards, key=_oldest_first))


def card(listing: Listing) -> CardRecord:
    """The line of a cable in a list."""
    return CardRecord(
        listing.id,
        listing.subject,
        listing.created,
        listing.origin,
        listing.classification,
        listing.tags,
    )


def _oldest_first(one: CardRecord) -> tuple[bool, str, str]:
    return one.created is None, one.created or "", one.id


def _thread(archive: Archive, name: str, near: list[str]) -> tuple[list[str], list[str]]:
    """Back along what it refers to and forth along what refers to it, nearest first; `near` are
    those it refers to itself. And from which of these the thread goes on, when it is too long.
    """
    found = {name: None}
    ends: dict[str, None] = {}
    waiting = {_back: [name], _forth: [name]}
    while any(waiting.values()):
        for step, here in waiting.items():
            waiting[step] = []
            for at in here:
                beyond = near if at == name and step is _back else step(archive, at)
                new = [one for one in dict.fromkeys(beyond) if one not in found]
                shown = new[: _LONGEST_THREAD - len(found)]
                if len(new) > len(shown):
                    ends[at] = None
                found.update(dict.fromkeys(shown))
                waiting[step] += shown
    return list(found), list(ends)


def _back(archive: Archive, name: str) -> list[str]:
    return [one.cited for one in archive.references(name) if one.resolved and one.cited]


def _forth(archive: Archive, name: str) -> list[str]:
    return list(archive.cited_by(name))


class AskedReading(msgspec.Struct, frozen=True, kw_only=True):
    """Which cable to lay out, and what to mark in it."""

    id: str
    """Message reference number in any written form."""
    version: Annotated[int, Meta(ge=1)] = 1
    """Number of the version; 1 is the preferred one."""
    q: str = ""
    """A query; its words are marked."""


def reading(archive: Archive, asked: AskedReading) -> Layout:
    """A cable laid out for reading: every character from paragraph 1 on, in runs."""
    cable = archive.version(asked.id, asked.version)
    found = Highlighter(parse(asked.q)).marks if asked.q.strip() else None
    return lay_out(cable, found)


class AskedCitation(msgspec.Struct, frozen=True, kw_only=True):
    """What to cite."""

    id: str
    """Message reference number in any written form."""
    version: Annotated[int, Meta(ge=1)] = 1
    """Number of the version; 1 is the preferred one."""
    place: str = ""
    """A paragraph, such as par4; the whole cable without it."""


class Citations(msgspec.Struct, frozen=True):
    """A cable or a paragraph of it, cited."""

    address: str
    """What is cited: 08STRELSAU388#par4."""
    styles: dict[str, str]
    """Name of a style (chicago, nara, bibtex, ris, csl, link, tags) to the citation."""


def citations(archive: Archive, asked: AskedCitation) -> Citations:
    """The citation in each style."""
    held = held_record(archive, asked.id, asked.version)
    name = held.id or ""
    paragraph = paragraph_at(held.paragraphs, name, asked.place) if asked.place else None
    styles = {style: cite(held, style, paragraph) for style in STYLES}
    return Citations(paragraph.address if paragraph else name, styles)


class AskedNeighbours(msgspec.Struct, frozen=True, kw_only=True):
    """Of which cable; all its versions have the same."""

    id: str
    """Message reference number in any written form."""


class Neighbours(msgspec.Struct, frozen=True):
    """Cables that stand near one."""

    previous: CardRecord | None
    """The cable before it from the same post, by number."""
    next: CardRecord | None
    """The cable after it."""


def neighbours(archive: Archive, asked: AskedNeighbours) -> Neighbours:
    """The cables before and after it from its post."""
    before, after = archive.beside(asked.id)
    cards = cards_of(archive, [before, after])
    return Neighbours(cards.get(before or ""), cards.get(after or ""))
