"""From an archive to the record of a cable.

In: an open archive and a cable's id in any written form. Out: a `CableRecord` in which the
telegram's own words and what the archive knows stand together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from reftel.archive.copies import CopyLink
from reftel.archive.publications import PublishedPage, Version
from reftel.archive.shelf import HeldSection, Listing
from reftel.errors import ArchiveDamaged
from reftel.reading import Archive
from reftel.readouts.copy_record import CopyRecord, SectionRecord
from reftel.readouts.record import (
    CableRecord,
    ClaimRecord,
    ClassificationRecord,
    CreatedRecord,
    Holding,
    OriginRecord,
    PageRecord,
    VersionRecord,
    cable_record,
)
from reftel.telegram.cable import Cable

__all__ = ["held_record", "held_records"]


def held_record(archive: Archive, written: str, version: int = 1) -> CableRecord:
    """The record of one cable, its text taken from the version of that number. NotHeld."""
    return archive.just_made(_record, archive.id(written), version)


def _record(archive: Archive, name: str, version: int) -> CableRecord:
    cable = archive[name] if version == 1 else archive.version(name, version)
    pages, listing = archive.pages(name), archive.listing(name)
    read_from = next(page for page in pages if version in (page.version, page.alone))
    return cable_record(
        cable,
        Holding(
            id=name,
            version=version,
            id_rule=read_from.id_rule,
            created=_created(listing, read_from),
            origin=_origin(listing, cable, read_from),
            classification=_classification(listing, read_from),
            subject=listing.subject,
            released=listing.released,
            held=_held(archive, name, cable, version),
            referred_to_by=archive.cited_by(name),
            pages=tuple(_page(page, read_from) for page in pages),
            versions=tuple(_version(one) for one in archive.versions(name)),
            copies=tuple(_copy(archive, one) for one in archive.copies(name)),
            joined=tuple(_section(one, pages) for one in archive.sections(name)),
            page_defects=tuple((page.digest, one) for page in pages for one in page.defects),
        ),
    )


def _held(archive: Archive, name: str, cable: Cable, version: int) -> frozenset[str]:
    """Which of the cables that this version refers to are held."""
    if version == 1:
        links = archive.references(name)
        return frozenset(one.cited for one in links if one.cited and one.resolved)
    named = list(dict.fromkeys(one.id for one in cable.references if one.id))
    return frozenset(one.id for one in archive.listings(named))


def held_records(
    archive: Archive,
    names: Iterable[str] | None = None,
    *,
    passed_by: Callable[[ArchiveDamaged], None] | None = None,
) -> Iterator[CableRecord]:
    """The records of these cables, or of all, one after the other.

    A cable whose bytes are damaged is told to `passed_by` and the rest goes on; without it,
    ArchiveDamaged.
    """
    for name in archive if names is None else names:
        try:
            record = held_record(archive, name)
        except ArchiveDamaged as error:
            if passed_by is None:
                raise
            passed_by(error)
        else:
            yield record


def _claim(page: PublishedPage, wanted: str) -> str:
    return next((value for name, value in page.claims if name == wanted), "")


def _created(listing: Listing, page: PublishedPage) -> CreatedRecord | None:
    if listing.created is None or listing.precision is None:
        return None
    return CreatedRecord(listing.created, listing.precision, "claim", _claim(page, "created"))


def _origin(listing: Listing, cable: Cable, page: PublishedPage) -> OriginRecord | None:
    if listing.station is None:
        return None
    written, rule = _claim(page, "origin"), "published"
    if cable.origin is not None:
        written, rule = cable.origin.written, cable.origin.rule
    name = listing.origin or listing.station
    return OriginRecord(listing.station, name, listing.country, written, rule)


def _classification(listing: Listing, page: PublishedPage) -> ClassificationRecord | None:
    if listing.classification is None or listing.rank is None:
        return None
    written = _claim(page, "classification")
    return ClassificationRecord(listing.classification, listing.rank, written)


def _page(page: PublishedPage, read_from: PublishedPage) -> PageRecord:
    return PageRecord(
        names=list(page.names),
        format=page.format,
        digest=page.digest,
        size=page.size,
        version=page.version,
        section=page.section,
        alone=page.alone,
        preferred=page.key == read_from.key,
        released=page.released,
        claims=[ClaimRecord(name, value) for name, value in page.claims],
    )


def _version(version: Version) -> VersionRecord:
    return VersionRecord(
        number=version.number,
        digest=version.digest,
        words=version.words,
        whole=version.whole,
        header=version.header,
        released=version.released,
        pages=len(version.pages),
        texts=version.texts,
        section=version.section,
        copy=version.copy,
    )


def _copy(archive: Archive, one: CopyLink) -> CopyRecord:
    listing = archive.listing(one.id)
    return CopyRecord(
        one.id, one.relation, one.later, one.likeness, listing.subject, listing.created
    )


def _section(one: HeldSection, pages: Sequence[PublishedPage]) -> SectionRecord:
    own = next((page.alone for page in pages if page.key == one.page), None)
    return SectionRecord(one.number, one.page is not None, own, one.start)
