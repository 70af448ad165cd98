"""An archive, open to read: the public face of everything that was built.

In: the path of an archive, ids in any written form, queries. Out: cables and what is known about
them. Nothing here writes; an archive on a read-only medium reads as well. Safe for threads: each
gets a connection of its own, and `close` closes them all.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias, TypeVar

import msgspec

from reftel.archive.check import Finding
from reftel.archive.copies import CopyLink, links_of
from reftel.archive.folder import Folder
from reftel.archive.joining import read_cable
from reftel.archive.publications import PublishedPage, Version
from reftel.archive.shelf import HeldSection, Link, Listing, Quarantined, Shelf
from reftel.archive.stats import Stats, stats
from reftel.archive.versions import Difference, differences
from reftel.errors import ArchiveDamaged, Misuse, NotHeld, ReftelError
from reftel.reading.at_hand import AtHand
from reftel.reading.catalogue import Catalogue
from reftel.reading.moment import Gate, Moment, begin, end
from reftel.sources.page import Page, Record
from reftel.telegram.cable import Cable, Paragraph
from reftel.telegram.parse import parse
from reftel.vocab.cable_id import CableId, read_id

if TYPE_CHECKING:
    from reftel.reading.finding import Finder, Found, Matching
    from reftel.search.engine import Common, FacetCount

__all__ = ["Archive", "Glance", "PageClaim", "check_archive", "open_archive"]

_AT_HAND = 16
"""Things kept of what was made just now: a server's threads are at a cable each, as it was parsed
and as its record."""
_AT_ONCE = 200
"""Cables whose texts are in memory together, when many are read."""

Glance: TypeAlias = tuple[Listing, Sequence[tuple[str, str]]]
"""A cable's line in the catalogue, and address and words of its paragraphs."""

_Counted = TypeVar("_Counted")
_Made = TypeVar("_Made")


class PageClaim(msgspec.Struct, frozen=True):
    """One thing a page says about a cable."""

    page: str
    """Name of the page: where it lay when it was read."""
    name: str
    """id, created, released, classification, origin, title, article, …"""
    value: str
    """As it stands on the page."""


def open_archive(path: str | Path) -> Archive:
    """The archive at `path`, for reading. NotAnArchive, ArchiveTooNew, ArchiveTooOld
    or ArchiveDamaged.
    """
    return Archive(path)


class Archive:
    """A held collection of cables; a context manager.

    Wherever an id is asked for, any written form will do: 08MEXICO199, 08 MEXICO 199, an id with
    leading zeros. NotHeld, with near ids, when there is no such cable.
    """

    def __init__(self, path: str | Path) -> None:
        self._folder = Folder(path)
        self._local = threading.local()
        self._lock = threading.Lock()
        self._shelves: weakref.WeakSet[Shelf] = weakref.WeakSet()
        self._closed = False
        self._found_by: Finder | None = None
        self._gate = Gate(self._folder)
        self._at_hand = AtHand(_AT_HAND)
        self._catalogue = Catalogue()
        self._shelf()  # a path that holds no archive is told here, not at the first question

    @property
    def path(self) -> Path:
        """The archive's folder."""
        return self._folder.path

    def state(self) -> str:
        """Letters that change whenever a build changes the archive; for caches."""
        moment = self._now()
        return moment.state if moment else self._folder.state()

    @contextmanager
    def moment(self) -> Iterator[None]:
        """What this thread asks inside it is answered of one state, whatever is built meanwhile.

        Many small questions cost less in it too. The search index is another file: it follows a
        build by some seconds. A build that begins waits until the moment is over, so it is for a
        page, not for an export.
        """
        if self._now() is not None:
            yield
            return
        with self._gate.inside():
            with self._reading() as shelf:
                self._local.moment = begin(shelf.connection, self._folder)
            try:
                yield
            finally:
                self._local.moment = None
                end(shelf.connection)

    def _now(self) -> Moment | None:
        """The moment that this thread is in."""
        moment: Moment | None = getattr(self._local, "moment", None)
        return moment

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files. Asking afterwards is Misuse."""
        with self._lock:
            self._closed = True
            for shelf in list(self._shelves):
                shelf.close()
            self._shelves.clear()
            if self._found_by is not None:
                self._found_by.close()
                self._found_by = None

    def _shelf(self) -> Shelf:
        """The one of the thread that asks."""
        if self._closed:
            raise Misuse("The archive {path} is closed; open it again.", path=self.path)
        shelf: Shelf | None = getattr(self._local, "shelf", None)
        if shelf is None:
            connection = self._folder.read()
            shelf = Shelf(connection)
            # A thread that ends lets go of its shelf, and the file of it.
            weakref.finalize(shelf, connection.close)
            with self._lock:
                self._shelves.add(shelf)
            self._local.shelf = shelf
        return shelf

    @contextmanager
    def _reading(self, name: str = "") -> Iterator[Shelf]:
        """The shelf; what it cannot read is told as damage, of the cable `name` where it is one."""
        shelf = self._shelf()
        try:
            yield shelf
        except (ValueError, sqlite3.DatabaseError) as error:
            if isinstance(error, ReftelError):
                raise
            if self._closed:
                raise Misuse(
                    "The archive {path} is closed; open it again.", path=self.path
                ) from error
            what = f"{name}: {error}" if name else f"its SQLite file says: {error}"
            raise ArchiveDamaged(str(self.path), what) from error

    # --- cables ---

    def __len__(self) -> int:
        with self._reading() as shelf:
            return shelf.count()

    def __contains__(self, written: object) -> bool:
        return isinstance(written, str) and self._find(written)[1] is not None

    def __iter__(self) -> Iterator[str]:
        """Ids of all cables, in the order of their letters."""
        with self._reading() as shelf:
            yield from shelf.ids()

    def __getitem__(self, written: str) -> Cable:
        """The cable, read from its preferred version."""
        name, key = self._held(written)
        return self._read(key, name)

    def version(self, written: str, number: int) -> Cable:
        """The cable, read from its version `number`, from 1. NotHeld when there are fewer."""
        name, key = self._held(written)
        if number == 1:
            return self._read(key, name)
        with self._reading(name) as shelf:
            versions = shelf.versions(key)
        for version in versions:
            if version.number == number:
                return self._parse(version.pages[0], name)
        raise NotHeld("version {number} of {name}", number=number, name=name)

    def paragraph(self, address: str) -> Paragraph:
        """The paragraph at an address such as 08MEXICO199#par4."""
        _require("An address", address, str, "text, such as 08MEXICO199#par4")
        written, _, place = address.partition("#")
        name, _ = self._held(written)
        cable = self[name]
        paragraph = cable.paragraph(place)
        if paragraph is None:
            near = tuple(f"{name}#{one.address}" for one in cable.paragraphs[:3])
            raise NotHeld(f"{name}#{place}", near)
        return paragraph

    def id(self, written: str) -> str:
        """The canonical id of a held cable."""
        return self._held(written)[0]

    def listing(self, written: str) -> Listing:
        """The catalogue's line for a cable: what telegram and pages settle together."""
        name, key = self._held(written)
        with self._reading(name) as shelf:
            return shelf.listing(key)

    def listings(self, names: Sequence[str]) -> tuple[Listing, ...]:
        """The lines of several cables, by canonical ids and in their order; not those not held."""
        with self._reading() as shelf:
            keys = shelf.keys(names)
            found = shelf.listings(tuple(keys.values()))
        return tuple(found[keys[one]] for one in names if one in keys)

    def just_made(self, make: Callable[..., _Made], *given: Hashable) -> _Made:
        """What a function makes of the archive; at hand when it was made just now."""
        return self._at_hand.get((self.state(), make, *given), lambda: make(self, *given))

    def _read(self, key: int, name: str) -> Cable:
        """The cable from its preferred version."""
        with self._reading(name) as shelf:
            page = shelf.preferred(key)
        return self._just_read(page, name, lambda shelf: read_cable(shelf, key, name))

    def _parse(self, page: int, name: str) -> Cable:
        """The cable of one page alone."""

        def read(shelf: Shelf) -> Cable:
            # What is held must open, whatever name an earlier reader gave it.
            return parse(shelf.text(page), published_as=name if read_id(name) else None)

        return self._just_read(-page, name, read)

    def _just_read(self, asked_for: int, name: str, read: Callable[[Shelf], Cable]) -> Cable:
        """What was read just now is at hand, for a page asks several times."""

        def now() -> Cable:
            with self._reading(name) as shelf:
                return read(shelf)

        return self._at_hand.get((self.state(), asked_for, name), now)

    def _find(self, written: str) -> tuple[str, int | None]:
        """Canonical id, as far as it can be read, and the cable's key."""
        _require("An id", written, str, "text, such as 08MEXICO199")
        moment = self._now()
        if moment is None:
            return self._look_up(written)
        found = moment.found.get(written)
        if found is None:
            found = moment.found[written] = self._look_up(written)
        return found

    def _look_up(self, written: str) -> tuple[str, int | None]:
        with self._reading() as shelf:
            key = shelf.key(written)
            if key is not None:
                return written, key
            read = read_id(written)
            name = str(read.id) if read else written
            return name, shelf.key(name)

    def _held(self, written: str) -> tuple[str, int]:
        name, key = self._find(written)
        if key is None:
            raise NotHeld(name, self._near(name))
        return name, key

    def _near(self, name: str) -> tuple[str, ...]:
        """Held ids that may have been meant: the same post's, or those of a post spelt alike."""
        read = read_id(name)
        if read is None:
            return ()
        with self._reading() as shelf:
            return self._alike(shelf, read.id)

    def _alike(self, shelf: Shelf, wanted: CableId) -> tuple[str, ...]:
        near = shelf.near(wanted)
        if near:
            return near
        from rapidfuzz import process  # noqa: PLC0415 - showing a cable must start quickly

        stations = shelf.stations(wanted.year)
        alike = process.extract(wanted.station[:80], sorted(stations), limit=3, score_cutoff=75)
        found: list[str] = []
        for station, _, _ in alike:
            found += shelf.near(CableId(wanted.year, station, wanted.serial), 2)
        return tuple(found)

    def beside(self, written: str) -> tuple[str | None, str | None]:
        """Ids of the cables held before and after it, by the numbers of its post in its year."""
        name, _ = self._held(written)
        read = read_id(name)
        if read is None:
            return None, None
        with self._reading(name) as shelf:
            return shelf.beside(read.id)

    def passages(self, written: str) -> tuple[tuple[str, str], ...]:
        """Address and words of each paragraph, without number and mark; quicker than parsing."""
        name, key = self._held(written)
        with self._reading(name) as shelf:
            return tuple(shelf.passages((key,))[key])

    def glances(
        self, names: Sequence[str], *, passed_by: Callable[[str], object] | None = None
    ) -> Iterator[Glance]:
        """What a list of hits shows of cables: their lines in the catalogue, and their passages.

        For canonical ids, in their order; those not held are left out. A cable whose text is
        damaged is named to `passed_by` and has no passages; without it, ArchiveDamaged.
        """
        for chunk in _chunks(names):
            try:
                with self._reading() as shelf:
                    keys = shelf.keys(chunk)
                    listings = shelf.listings(tuple(keys.values()))
                    passages = shelf.passages(tuple(keys.values()))
            except ArchiveDamaged:
                # One by one, which tells of which cable.
                alone = [self._glance(name, passed_by) for name in chunk if name in self]
                if passed_by is None:
                    raise
                yield from alone
                continue
            yield from ((listings[keys[one]], passages[keys[one]]) for one in chunk if one in keys)

    def _glance(self, name: str, passed_by: Callable[[str], object] | None) -> Glance:
        listing = self.listing(name)
        try:
            return listing, self.passages(name)
        except ArchiveDamaged:
            if passed_by is None:
                raise
            passed_by(name)
            return listing, []

    # --- publications and versions ---

    def pages(self, written: str) -> tuple[PublishedPage, ...]:
        """All publications of a cable, the best first."""
        name, key = self._held(written)
        with self._reading(name) as shelf:
            return shelf.pages(key)

    def sections(self, written: str) -> tuple[HeldSection, ...]:
        """The sections of a cable whose sections are records of their own, those missing too;
        none for a cable that a page holds whole.
        """
        name, key = self._held(written)
        with self._reading(name) as shelf:
            return shelf.sections(key)

    def versions(self, written: str) -> tuple[Version, ...]:
        """Its distinct texts, the preferred one first."""
        name, key = self._held(written)
        with self._reading(name) as shelf:
            return shelf.versions(key)

    def differences(
        self, written: str, left: int = 1, right: int = 2, *, limit: int = 20
    ) -> tuple[Difference, ...]:
        """The first places where two versions, counted from 1, differ in their words."""
        first, second = self.version(written, left), self.version(written, right)
        return differences(first.text, second.text, limit=limit)

    def claims(self, written: str) -> tuple[PageClaim, ...]:
        """What its pages say about it, page by page, as written."""
        return tuple(
            PageClaim(page.names[0], name, value)
            for page in self.pages(written)
            for name, value in page.claims
        )

    def raw(self, written: str, page: int | None = None) -> bytes:
        """The bytes we were given: the record of the preferred page, or of the page `page`,
        a key from `pages`.
        """
        name, key = self._held(written)
        with self._reading(name) as shelf:
            chosen = shelf.preferred(key) if page is None else _page_of(shelf, name, key, page)
            return shelf.original(shelf.record_of(chosen))

    def page(self, written: str, page: int | None = None) -> Page:
        """A publication, read again from its bytes: with all its claims, parts and the map."""
        from reftel.sources import detect  # noqa: PLC0415 - readers, which showing a cable needs not

        name, key = self._held(written)
        with self._reading(name) as shelf:
            chosen = shelf.preferred(key) if page is None else _page_of(shelf, name, key, page)
            listed = next((one for one in shelf.pages(key) if one.key == chosen), None)
            if listed is None:
                raise ValueError(f"page {chosen} is lost")
            data = shelf.original(shelf.record_of(chosen))
            read = detect.read(Record(listed.names[0], data, listed.format))
            if not isinstance(read, tuple) or len(read) <= listed.ordinal:
                raise ValueError(f"page {chosen} cannot be read again")
            return read[listed.ordinal]

    # --- links ---

    def references(self, written: str) -> tuple[Link, ...]:
        """What it mentions, the REF list first; each says whether the archive holds it."""
        name, key = self._held(written)
        with self._reading(name) as shelf:
            return shelf.links(key)

    def mentions_of(self, written: str) -> tuple[Link, ...]:
        """Every mention of a cable, which need not be held itself."""
        name, _ = self._find(written)
        with self._reading(name) as shelf:
            return shelf.links_to(name)

    def cited_by(self, written: str) -> tuple[str, ...]:
        """Ids of the cables that mention this one, in the order of their letters.

        The cable itself need not be held: that it is cited may be all that is known of it.
        """
        own = self._find(written)[0]
        citing = dict.fromkeys(link.citing for link in self.mentions_of(written))
        return tuple(name for name in citing if name != own)

    def copies(self, written: str) -> tuple[CopyLink, ...]:
        """Other cables that say the same: sent again, corrected, or nearly alike."""
        name, key = self._held(written)
        with self._reading(name) as shelf:
            return links_of(shelf.connection, key)

    # --- search ---

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: str | None = None,
        facets: bool = True,
    ) -> Found:
        """The cables that satisfy a query in the language of docs/query.md.

        Any text is a query; what was mended in it stands in `Found.problems`. `limit` hits from
        `offset` on; `sort` is relevance, date or -date, where the query itself does not say.
        Misuse when a number is negative or the order is no order.
        """
        _require("A query", query, str, "text")
        _require("limit", limit, int, "a whole number")
        _require("offset", offset, int, "a whole number")
        return self._finder().find(
            query, limit=limit, offset=offset, sort=sort, facets=facets, archive=self
        )

    def matching(self, query: str, *, sort: str | None = None) -> Matching:
        """The ids of all cables that satisfy a query, however many; quicker than their hits."""
        _require("A query", query, str, "text")
        return self._finder().match(query, sort=sort, archive=self)

    def facet(self, query: str, name: str) -> tuple[FacetCount, ...]:
        """Every value of a facet among the cables of a query, however many; see `FACETS` of
        `reftel.search.fields` for their names. Misuse when there is no such facet.
        """
        _require("A query", query, str, "text")
        return self._finder().facet(query, name, archive=self)

    def common(self, facet: str, value: str, names: Sequence[str]) -> Common:
        """How the cables with one value of a facet are spread over the values of others.

        For names of facets see `FACETS` of `reftel.search.fields`.
        """
        return self._finder().common(facet, value, names)

    def alike(self, written: str, *, limit: int = 6) -> tuple[str, ...]:
        """Ids of the cables that share most of a cable's telling words, the nearest first."""
        name, key = self._held(written)
        with self._reading(name) as shelf:
            subject = shelf.listing(key).subject or ""
            texts = [text for _, text in shelf.passages((key,))[key]]
        return self._finder().alike(name, subject, texts, limit=limit)

    def _finder(self) -> Finder:
        from reftel.reading.finding import Finder  # noqa: PLC0415 - as above, and tantivy is large

        with self._lock:
            if self._closed:
                raise Misuse("The archive {path} is closed; open it again.", path=self.path)
            if self._found_by is None:
                self._found_by = Finder(self._folder.index)
            return self._found_by

    # --- the whole ---

    def quarantined(self) -> Iterator[Quarantined]:
        """Records and pages that gave no cable, and why."""
        with self._reading() as shelf:
            yield from shelf.quarantined()

    def not_held(self) -> Iterator[tuple[str, int]]:
        """Ids of cables that those held mention and that are not held themselves.

        Each with the number of its mentions, the most first.
        """
        with self._reading() as shelf:
            yield from shelf.not_held()

    def counted(self, count: Callable[..., _Counted], *given: str) -> _Counted:
        """What a function of `archive.browsing` counts; once, until a build changes the archive."""

        def make() -> _Counted:
            with self._reading() as shelf:
                return count(shelf.connection, *given)

        return self._catalogue.get(self.state(), (count, *given), make)

    def known(self, find: Callable[..., _Counted], *given: str) -> _Counted:
        """What a function of an archive finds out; once, until a build changes the archive."""
        return self._catalogue.get(self.state(), (find, *given), lambda: find(self, *given))

    def stats(self) -> Stats:
        """What it holds, in numbers."""
        with self._reading() as shelf:
            return stats(shelf.connection)

    def check(self) -> Iterator[Finding]:
        """Everything that does not agree; nothing for an archive that is whole.

        It reads all there is, and again what every row was read from: some minutes for a quarter of
        a million cables.
        """
        from reftel.reading.checking import findings  # noqa: PLC0415 - readers, as above

        yield from findings(self._shelf().connection, lambda: self._finder().count())


def check_archive(path: str | Path) -> Iterator[Finding]:
    """The findings of `Archive.check`, and one where the archive cannot even be opened.

    NotAnArchive or ArchiveTooNew where there is nothing to check.
    """
    try:
        archive = open_archive(path)
    except ArchiveDamaged as error:
        yield Finding("file", "archive.sqlite", f"It cannot be opened: {error.what}.")
        return
    with archive:
        yield from archive.check()


def _chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def _page_of(shelf: Shelf, name: str, key: int, page: int) -> int:
    if all(one.key != page for one in shelf.pages(key)):
        raise NotHeld("page {page} of {name}", page=page, name=name)
    return page


def _require(what: str, given: object, kind: type, words: str) -> None:
    if not isinstance(given, kind):
        raise Misuse("{what} is {words}, not {given}.", what=what, words=words, given=repr(given))
