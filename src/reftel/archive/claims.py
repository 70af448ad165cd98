"""The page's word against the telegram's.

In: a page and the cable that was parsed from its text. Out: what holds for the archive (a
`Standing`), and a defect for each claim that does not agree. The id is the publisher's, since that
is the name under which the world cites the cable; for everything else the telegram's own word
wins, and the page's stands in where the telegram says nothing. Claims are kept as written,
whatever comes of them.
"""

from __future__ import annotations

import re

import msgspec

from reftel.archive.claimed_time import read_claimed_time
from reftel.defects import Defect
from reftel.sources.page import Page
from reftel.spans import Span
from reftel.telegram.cable import Cable
from reftel.vocab.cable_id import read_id
from reftel.vocab.classification import rank, read_level
from reftel.vocab.dates import Moment, agrees, clock_fault
from reftel.vocab.posts import find_origin, find_post, post

__all__ = ["Published", "Standing", "compare", "published", "settle"]


_CUT = 6
"""Letters of a post in the document numbers of 1973-79: 1976STRELS00042."""


class Published(msgspec.Struct, frozen=True, gc=False):
    """The id a page gives its cable."""

    id: str
    """Canonical."""
    rule: str
    """How it was read: published, or the rules by which a broken id was put right."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What page and telegram say together."""

    id: str
    id_rule: str
    """telegram where the page names no id; else as in `Published`."""
    created: Moment | None
    created_by: str | None
    """telegram or page."""
    post: tuple[str, str, str | None] | None
    """Station, name, country."""
    classification: tuple[str, int] | None
    """Level and its rank."""
    subject: str | None
    """The page's title where the telegram has no SUBJECT, as where its text is lost."""
    released: str | None
    """ISO 8601, as exact as the page's clock allows."""
    clock: bool
    """The page's minutes are its hours again, and so worth nothing."""


def published(page: Page) -> Published | None:
    """The id under which the page publishes its cable; None when it gives none we can read."""
    claim = page.claim("id")
    read = read_id(claim) if claim is not None else None
    if read is None:
        return None
    return Published(str(read.id), " ".join(("published", *read.rules)))


def _given(page: Page, cable: Cable) -> Published | None:
    """The id the page gives, its post written out where the telegram does so.

    The archives cut posts to six letters. Where no table knows such a post, the telegram does, if
    year and number are the same and its post begins with these letters.
    """
    given = published(page)
    read = read_id(given.id) if given else None
    if given is None or read is None or cable.id is None or "unknown-post" not in read.rules:
        return given
    own = read_id(cable.id)
    if (
        own is not None
        and len(read.id.station) == _CUT < len(own.id.station)
        and own.id.station.startswith(read.id.station)
        and (own.id.year, own.id.serial) == (read.id.year, read.id.serial)
    ):
        return Published(str(own.id), "published six-letters")
    return given


def settle(page: Page, cable: Cable) -> Standing | None:
    """What holds. None when neither page nor telegram says which cable this is."""
    given = _given(page, cable)
    if given is None and cable.id is None:
        return None
    claimed = _time(page, "created")
    released = _time(page, "released")
    faulty = _clock_is_faulty(claimed, released, cable)
    created, created_by = (cable.created, "telegram") if cable.created else (claimed, "page")
    if faulty and created is claimed:
        created = _to_the_hour(claimed)
    if faulty:
        released = _to_the_hour(released)
    name = given.id if given else str(cable.id)
    return Standing(
        id=name,
        id_rule=given.rule if given else "telegram",
        created=created,
        created_by=created_by if created else None,
        post=_post(page, cable, name),
        classification=_classification(page, cable),
        subject=cable.subject or _title(page),
        released=released.value if released else None,
        clock=faulty,
    )


_NO_TITLE = re.compile(r"(?:n/?a|none|unknown|no title\b.*)?", re.IGNORECASE)
"""How an archive says that a telegram has no title."""


def _title(page: Page) -> str | None:
    written = " ".join((page.claim("title") or "").split())
    return None if _NO_TITLE.fullmatch(written) else written


def _time(page: Page, name: str) -> Moment | None:
    written = page.claim(name)
    return read_claimed_time(written) if written is not None else None


def _repeats_the_hour(moment: Moment | None) -> bool:
    if moment is None or moment.precision != "minute":
        return False
    hour, minute = int(moment.value[11:13]), int(moment.value[14:16])
    return minute == (hour % 12 or 12)


def _clock_is_faulty(created: Moment | None, released: Moment | None, cable: Cable) -> bool:
    """Whether the page's minutes are its hours again, as on all pages of December 2010.

    Both its times show it, or one does where the telegram proves it wrong; by chance both would
    on one page in 3,600.
    """
    if created is not None and cable.created is not None and clock_fault(created, cable.created):
        return True
    return _repeats_the_hour(created) and _repeats_the_hour(released)


def _to_the_hour(moment: Moment | None) -> Moment | None:
    if moment is None or moment.precision != "minute":
        return moment
    return msgspec.structs.replace(moment, value=moment.value[:13], precision="hour")


def _post(page: Page, cable: Cable, name: str) -> tuple[str, str, str | None] | None:
    """The telegram's post; where no table knows it, the page's; else the one of the id."""
    origin = cable.origin
    if origin is not None and (known := post(origin.station)):
        return known.station, known.display, known.country or None
    claim = page.claim("origin")
    if claim is not None and (found := find_origin(claim)):
        return found.station, found.name, found.country or None
    read = read_id(name)
    if origin is not None:
        return origin.station, claim or origin.name, None
    if read is None:
        return None
    if named := find_post(read.id.station):
        return named.station, named.name, named.country or None
    return read.id.station, claim or read.id.station, None


def _classification(page: Page, cable: Cable) -> tuple[str, int] | None:
    if cable.classification is not None:
        return cable.classification.level, cable.classification.rank
    claim = page.claim("classification")
    level = read_level(claim) if claim is not None else None
    return (level.name, rank(level.name)) if level else None


def compare(page: Page, cable: Cable, standing: Standing) -> tuple[Defect, ...]:
    """The claims that do not agree with the telegram; spans are bytes of the record."""
    found: list[Defect] = []

    def differs(code: str, name: str) -> None:
        claim = next(claim for claim in page.claims if claim.name == name)
        found.append(Defect(code, (claim.span,) if claim.span != Span(0, 0) else (), claim.value))

    id_claim = page.claim("id")
    if id_claim is not None:
        given = _given(page, cable)
        if given is None:
            differs("id-unreadable", "id")
        else:
            if set(given.rule.split()) - {"published", "unknown-post", "six-letters"}:
                differs("id-repaired", "id")
            if cable.origin is not None and cable.id is not None and cable.id != given.id:
                differs("id-differs", "id")
    claimed = _time(page, "created")
    if claimed is not None:
        if standing.clock:
            differs("page-clock", "created")
        apart = _to_the_hour(claimed) if standing.clock else claimed
        if cable.created is not None and apart is not None and not agrees(apart, cable.created):
            differs("created-differs", "created")
    elif page.claim("created") is not None:
        differs("date-unreadable", "created")
    if page.claim("released") is not None and _time(page, "released") is None:
        differs("date-unreadable", "released")
    claim = page.claim("classification")
    level = read_level(claim) if claim is not None else None
    if level is not None and cable.classification is not None:
        if level.name != cable.classification.level:
            differs("classification-differs", "classification")
    elif claim is not None and level is None:
        differs("classification-unreadable", "classification")
    claim = page.claim("origin")
    origin = find_origin(claim) if claim is not None else None
    if origin is not None and cable.origin is not None and origin.station != cable.origin.station:
        differs("origin-differs", "origin")
    return tuple(found)
