"""What the index takes in of one cable.

In: a Cable, and what its own text cannot say (its id in the archive, its release, the country of
its post, what the codes of its TAGS mean, what its pages hold). Out: `Document`, plain strings
that every engine indexes in the same way. Promise: a document depends on its own cable only, so
that the arrival of another cable never makes it stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from reftel.search.days import first_day, last_day
from reftel.search.words import squash
from reftel.telegram.cable import Addressee, Cable
from reftel.vocab import countries, posts
from reftel.vocab.tags import meaning as vocab_meaning

__all__ = ["Document", "DocumentTag", "minute_of", "to_document"]


class DocumentTag(msgspec.Struct, frozen=True, gc=False):
    """One of the TAGS."""

    name: str
    """KTIP"""
    kind: str = "unknown"
    meaning: str = ""
    """Trafficking in persons; empty when unknown."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One cable, as it is searched."""

    id: str
    created: str | None = None
    """ISO 8601, cut at its precision; None when unknown."""
    released: str | None = None
    """The same, of the first release."""
    station: str = ""
    """Station of its origin: STRELSAU; the value of the origin facet."""
    origin: tuple[str, ...] = ()
    """All that names the origin: station, name in words, routing indicator."""
    to: tuple[str, ...] = ()
    """All that names the action addressees."""
    info: tuple[str, ...] = ()
    """All that names the information addressees."""
    country: str = ""
    """Code of the country where the post lies."""
    country_name: str = ""
    level: str = ""
    """CONFIDENTIAL//NOFORN; empty when unknown."""
    rank: int | None = None
    """0 to 4; None when unknown."""
    captions: tuple[str, ...] = ()
    precedence: str = ""
    """Highest action precedence."""
    tags: tuple[DocumentTag, ...] = ()
    subject: str = ""
    summary: str = ""
    comment: str = ""
    headings: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """Texts of all paragraphs, those without a number too."""
    signed: str = ""
    classified_by: tuple[str, ...] = ()
    """Name and title."""
    references: tuple[str, ...] = ()
    """Ids of the cables it mentions."""
    has: tuple[str, ...] = ()
    """Keys of `fields.HAS`."""
    lost: tuple[str, ...] = ()
    """In which ways text of it was lost; empty for a whole one."""
    defects: tuple[str, ...] = ()
    """Codes."""
    lang: str = "en"

    @property
    def created_days(self) -> tuple[str, str] | None:
        """First and last day on which it may have been created."""
        return _days(self.created)

    @property
    def released_days(self) -> tuple[str, str] | None:
        """First and last day on which it may have been released."""
        return _days(self.released)

    @property
    def passages(self) -> Iterator[str]:
        """What a bare word is looked for in; no phrase reaches from one into the next."""
        yield self.subject
        yield from self.headings
        yield from self.paragraphs

    def names(self, field: str) -> tuple[str, ...]:
        """The values of a field of kind NAME."""
        match field:
            case "from":
                return self.origin
            case "to":
                return self.to
            case "info":
                return self.info
            case "country":
                return (self.country, self.country_name)
            case "tag":
                return tuple(word for tag in self.tags for word in (tag.name, tag.meaning))
            case "signed":
                return (self.signed,)
            case _:
                return self.classified_by

    def keys(self, field: str) -> tuple[str, ...]:
        """The squashed values of a field of kind KEY, or the level under `class`."""
        match field:
            case "tagkind":
                found: Iterable[str] = (tag.kind for tag in self.tags)
            case "class":
                found = (self.level,)
            case "caption":
                found = self.captions
            case "precedence":
                found = (self.precedence,)
            case "has":
                found = self.has
            case "lost":
                found = ("yes", *self.lost) if self.lost else ("no",)
            case "defect":
                found = self.defects
            case _:
                found = (self.lang,)
        return tuple(sorted({key for value in found if (key := squash(value))}))

    def facet(self, name: str) -> tuple[str, ...]:
        """Its values under a facet, each once."""
        match name:
            case "year":
                found: tuple[str, ...] = (self.created[:4],) if self.created else ()
            case "origin":
                found = (self.station,)
            case "country":
                found = (self.country,)
            case "tag":
                found = tuple(tag.name for tag in self.tags)
            case "class":
                found = (self.level,)
            case "has":
                found = self.has
            case "month":
                # A cable of which the year alone is known has none.
                found = (self.created[:7],) if self.created and len(self.created) >= 7 else ()
            case _:
                found = self.captions
        return tuple(sorted({value for value in found if value}))


def to_document(
    cable: Cable,
    *,
    id: str,  # noqa: A002  (the word of the field)
    released: str | None = None,
    created: str | None = None,
    country: str = "",
    country_name: str = "",
    meanings: Mapping[str, str] = MappingProxyType({}),
    has: Iterable[str] = (),
    lost: Iterable[str] = (),
    lang: str = "en",
) -> Document:
    """What the index takes in of `cable`.

    `released` and `created` are ISO 8601, cut at their precision; `created` counts only when the
    telegram does not say it. `country` and `meanings` (words for a TAG) go before what our own
    tables say of the post and the TAGS. `has` adds what the text cannot know: versions, articles.
    """
    origin = cable.origin
    post = posts.post(origin.station) if origin else None
    if post and not country:
        country = post.country
    sender = cable.sender
    classifier = cable.classified_by
    level = cable.classification
    moment = cable.created.value if cable.created else created
    year = int(moment[:4]) if moment else None
    return Document(
        id=id,
        created=moment,
        released=released,
        station=origin.station if origin else "",
        origin=_once(
            *((origin.station, origin.name, origin.written) if origin else ()),
            *(_names(sender) if sender else ()),
            cable.envelope.station,
        ),
        to=_once(*(name for one in cable.action for name in _names(one))),
        info=_once(*(name for one in cable.info for name in _names(one))),
        country=country,
        country_name=country_name or countries.country_name(country) or "",
        level=level.level if level else "",
        rank=level.rank if level else None,
        captions=_once(*(caption.name for caption in cable.captions)),
        precedence=cable.envelope.precedence or "",
        tags=tuple(
            DocumentTag(
                tag.name, tag.kind, meanings.get(tag.name) or vocab_meaning(tag.name, year) or ""
            )
            for tag in cable.tags
        ),
        subject=cable.subject or "",
        summary=cable.summary,
        comment="\n\n".join(s.text for s in cable.stretches if s.kind == "comment"),
        headings=tuple(heading.text for heading in cable.headings),
        paragraphs=tuple(paragraph.text for paragraph in cable.paragraphs),
        signed=cable.signature.name if cable.signature else "",
        classified_by=_once(classifier.name, classifier.title) if classifier else (),
        references=_once(*(reference.id for reference in cable.references)),
        has=tuple(sorted({*has, *_has(cable)})),
        lost=tuple(sorted(set(lost))),
        defects=tuple(sorted({defect.code for defect in cable.defects})),
        lang=lang,
    )


def minute_of(created: str | None) -> int | None:
    """Minutes from the year 1 to a moment cut at its precision, read as its first minute."""
    days = _days(created)
    if days is None or created is None:
        return None
    year, month, day = (int(part) for part in days[0].split("-"))
    clock = re.match(r"T(\d\d)(?::(\d\d))?", created[10:])
    hour, minute = (int(clock[1]), int(clock[2] or 0)) if clock else (0, 0)
    return (((year * 12 + month - 1) * 31 + day - 1) * 24 + hour) * 60 + minute


_MOMENT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def _days(moment: str | None) -> tuple[str, str] | None:
    match = _MOMENT.match(moment or "")
    return (first_day(match[0]), last_day(match[0])) if match else None


def _names(addressee: Addressee) -> tuple[str | None, ...]:
    return (addressee.name, addressee.station, addressee.routing)


def _once(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _has(cable: Cable) -> Iterator[str]:
    kinds = {stretch.kind for stretch in cable.stretches}
    roles = {paragraph.role for paragraph in cable.paragraphs}
    for kind in ("summary", "comment", "action request", "note"):
        if kind in kinds or kind in roles:
            yield kind.replace(" ", "-")
    if any(paragraph.questions for paragraph in cable.paragraphs):
        yield "question"
    if cable.references:
        yield "reference"
    if cable.envelope.transmission or cable.envelope.station or cable.envelope.relays:
        yield "header"
    if cable.subject:
        yield "subject"
    if cable.tags:
        yield "tags"
    if cable.signature:
        yield "signature"
    if cable.section_count > 1:
        yield "sections"
    if cable.defects:
        yield "defects"
    if "XXX" in cable.text.upper():  # a pattern for both cases takes seven times as long
        yield "redaction"
