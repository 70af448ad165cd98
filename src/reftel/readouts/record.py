"""The record of a cable: the one documented shape of `show --json`, of export lines, of the API.

In: a Cable, and what the archive knows about it beside its text (`Holding`). Out: a
`CableRecord`, which msgspec writes as JSON and `schema` describes. docs/json.md explains every
field; a test holds it to this module.

Spans are `[start, end]`, half-open, in characters (Unicode code points) of `text`; those of
defects found on a page count bytes of the page's record.
"""

from __future__ import annotations

from typing import Any

import msgspec

from reftel.defects import CODES, Defect
from reftel.readouts.copy_record import CopyRecord, SectionRecord
from reftel.readouts.differences import DifferenceRecord, differences
from reftel.readouts.header_record import (
    AddresseeRecord,
    DistributionRecord,
    EnvelopeRecord,
    addressee_record,
    distribution_record,
    envelope_record,
)
from reftel.spans import Span
from reftel.telegram.cable import (
    Cable,
    Classification,
    Paragraph,
    Reference,
    Stretch,
)
from reftel.vocab.dates import Moment
from reftel.vocab.posts import post
from reftel.vocab.tags import meaning

__all__ = [
    "CableRecord",
    "ClaimRecord",
    "ClassificationRecord",
    "ClassifiedByRecord",
    "CreatedRecord",
    "DeclassifyRecord",
    "DefectRecord",
    "Holding",
    "ItemRecord",
    "OriginRecord",
    "PageRecord",
    "ParagraphRecord",
    "QuestionRecord",
    "ReferenceRecord",
    "StretchRecord",
    "TagRecord",
    "VersionRecord",
    "cable_record",
    "schema",
]


class CreatedRecord(msgspec.Struct, frozen=True):
    """When the cable was sent."""

    value: str
    """ISO 8601 in UTC, no more exact than it is known: 2008-01-25T15:26Z, 2008-01-25, 2008."""
    precision: str
    """minute, hour, day, month or year."""
    source: str
    """telegram: its own date-time group; claim: the page's word, where the telegram has none."""
    written: str
    """As it stands there."""


class OriginRecord(msgspec.Struct, frozen=True):
    """The post it comes from."""

    station: str
    """As in message reference numbers: STRELSAU."""
    name: str
    """In words: Embassy Strelsau."""
    country: str | None
    """ISO 3166 code of the country it lies in, where a table knows."""
    written: str
    """As it stands in the telegram, or on the page where the telegram does not say."""
    rule: str
    """How the written form was matched: exact, alias, six-letters, ten-letters, prefix-dropped,
    unknown; published where it is the page's word."""


class ClassificationRecord(msgspec.Struct, frozen=True):
    """Its level."""

    level: str
    """UNCLASSIFIED, UNCLASSIFIED//FOR OFFICIAL USE ONLY, CONFIDENTIAL, SECRET, with //NOFORN."""
    rank: int
    """0 unclassified, 1 for official use, 2 confidential, 3 secret, 4 top secret."""
    written: str
    """As it stands, letters spaced or not; on the page where the telegram does not say."""


class TagRecord(msgspec.Struct, frozen=True):
    """One of the TAGS."""

    name: str
    """Canonical: KTIP."""
    meaning: str | None
    """In words, where a list names it."""
    kind: str
    """subject, geo, organization, program, person or unknown."""
    written: str
    """As it stands."""
    rule: str
    """How a damaged one was repaired, such as misspelt or fused; empty where it stands so."""


class ReferenceRecord(msgspec.Struct, frozen=True):
    """One mention of another document."""

    written: str
    """As it stands, on one line."""
    label: str | None
    """A, B, … when the list has labels."""
    id: str | None
    """Canonical message reference number; null where the mention is no telegram's."""
    held: bool
    """Whether the archive holds that cable."""
    kind: str
    """telegram, airgram, paper, septel or unread."""
    rules: list[str]
    """How the id was inferred, such as year-own; empty when it stands there whole."""
    confidence: str
    """How sure the reading is: certain, likely or guess, by the weakest of the rules."""
    notes: list[str]
    """NOTAL and other words in brackets after it."""
    place: str
    """list for the REF line, else the address of the paragraph: 09STRELSAU12#par4."""
    spans: list[Span]
    """Where it stands."""


class ClassifiedByRecord(msgspec.Struct, frozen=True):
    """Who classified it."""

    name: str | None
    """The person."""
    title: str | None
    """The office."""
    reasons: list[str]
    """1.4(b), 1.4(d), …"""
    written: str
    """The lines as they stand."""


class DeclassifyRecord(msgspec.Struct, frozen=True):
    """What the executive order line says."""

    order: str
    """Number of the order: 12958."""
    date: str | None
    """ISO 8601, as exact as written."""
    code: str | None
    """N/A, OADR, GDS, … when no date is given."""
    event: str | None
    """Words in place of a date."""
    written: str
    """What follows the order, on one line."""


class ItemRecord(msgspec.Struct, frozen=True):
    """A bullet or sub-paragraph."""

    kind: str
    """bullet or sub."""
    label: str
    """--, *, A., (i)"""
    text: str
    """Its words."""
    spans: list[Span]
    """Where it stands."""


class QuestionRecord(msgspec.Struct, frozen=True):
    """A question of a questionnaire, and the post's answer."""

    letter: str | None
    """A in QUESTION A."""
    text: str
    """The question."""
    spans: list[Span]
    """Where the question stands."""
    answer: str
    """Empty when no answer follows."""
    answer_spans: list[Span]
    """Where the answer stands."""


class ParagraphRecord(msgspec.Struct, frozen=True):
    """One paragraph."""

    address: str
    """For ever: 08STRELSAU199#par4; #par4-2 when a number comes again; #text1 without a number."""
    version: int
    """Number of the cable's version it stands in; 1 is the preferred one, which addresses mean."""
    number: int | None
    """As printed."""
    mark: str | None
    """Portion mark without brackets: SBU."""
    heading: str | None
    """The heading it stands under."""
    role: str | None
    """summary, comment, action request, note, introduction, or null."""
    text: str
    """Its words on lines as sent, without number, mark, page breaks and stray captions."""
    spans: list[Span]
    """Where it stands, number and mark included."""
    items: list[ItemRecord]
    """Bullets and sub-paragraphs inside it."""
    questions: list[QuestionRecord]
    """Questions and answers inside it."""


class StretchRecord(msgspec.Struct, frozen=True):
    """A range that the writer marked, such as SUMMARY to END SUMMARY."""

    kind: str
    """summary, comment, action request, note or text."""
    text: str
    """Its words."""
    spans: list[Span]
    """Where it stands."""
    paragraphs: list[str]
    """Addresses of the paragraphs it touches."""
    closed: bool
    """Whether an END line closes it."""


class ClaimRecord(msgspec.Struct, frozen=True):
    """One thing a page says about the cable."""

    name: str
    """id, created, released, classification, origin, title, article, …"""
    value: str
    """As it stands on the page."""


class PageRecord(msgspec.Struct, frozen=True):
    """One publication of the cable."""

    names: list[str]
    """Where its bytes lay when they were read: path, then member or row."""
    format: str
    """Published form, as in docs/formats.md."""
    digest: str
    """SHA-256 of the bytes of its record, in hexadecimal; the archive keeps these bytes."""
    size: int
    """Bytes of its record."""
    version: int
    """Which of `versions` it shows, counted from 1."""
    preferred: bool
    """Whether `text` was read from it."""
    released: str | None
    """When the publisher put it out, ISO 8601."""
    claims: list[ClaimRecord]
    """What it says about the cable, in order."""
    section: int | None = None
    """Which section of the telegram it holds, where that is all it holds and `text` is joined of
    several."""
    alone: int | None = None
    """Which of `versions` that section is by itself."""


class VersionRecord(msgspec.Struct, frozen=True):
    """One distinct text of the cable; texts that differ in white space alone are one."""

    number: int
    """From 1, the preferred one first."""
    digest: str
    """Of the text with its white space folded, in hexadecimal."""
    words: int
    """Words in it."""
    whole: bool
    """False when the publisher cut it."""
    header: bool
    """Whether the transmission header is there."""
    released: str | None
    """Earliest release of a page that shows it, ISO 8601."""
    pages: int
    """How many pages show it."""
    texts: int
    """Distinct exact texts; more than one where white space differs."""
    section: int | None = None
    """Where it is a section alone, of those that version 1 is joined of: its number."""
    copy: str | None = None
    """corrected or again, where it says that it was sent a second time."""


class DefectRecord(msgspec.Struct, frozen=True):
    """One thing wrong in the telegram or on a page."""

    code: str
    """Stable name, as in docs/defects.md."""
    sentence: str
    """The same in plain words."""
    page: str | None
    """Digest of the page's record it was found on; null for the telegram itself."""
    spans: list[Span]
    """Where: characters of `text`, or bytes of the page's record; empty when absent."""
    found: str
    """What stood there."""


class CableRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known about one cable."""

    id: str | None
    """Canonical message reference number, year, post and number: its address for ever."""
    id_rule: str
    """telegram: as its own lines say; published: as the page says, then the rules by which a
    broken id was put right; none."""
    version: int
    """Number of the version it is read from; 1 is the preferred one, which addresses mean."""
    created: CreatedRecord | None
    """When it was sent."""
    released: str | None
    """When it was first published, as its pages claim, ISO 8601."""
    origin: OriginRecord | None
    """The post it comes from."""
    classification: ClassificationRecord | None
    """Its level."""
    captions: list[str]
    """SIPDIS, NOFORN and the like, each once, in order."""
    subject: str | None
    """SUBJECT on one line; what its page calls it, where the telegram has none."""
    subject_by: str | None
    """telegram or page: whose word `subject` is."""
    summary: str
    """Text of the summary; empty when none is marked."""
    tags: list[TagRecord]
    """TAGS in order."""
    references: list[ReferenceRecord]
    """The REF list, then mentions in the text."""
    referred_to_by: list[str]
    """Ids of the cables held that refer to this one, in order."""
    sender: AddresseeRecord | None
    """The FM line."""
    action: list[AddresseeRecord]
    """The TO lines."""
    info: list[AddresseeRecord]
    """The INFO lines."""
    received: str | None
    """When the Department took it in, ISO 8601, as the first PAGE line of 1966-79 says."""
    distribution: DistributionRecord | None
    """The Department's offices that got copies, where their lists stand above it."""
    drafted_by: str | None
    """Office, drafter and typist, as written."""
    approved_by: str | None
    """Who approved it, as written."""
    cleared_by: list[str]
    """The lines below it: who cleared it."""
    passing: list[str]
    """Attention and passing instructions."""
    envelope: EnvelopeRecord
    """The transmission lines."""
    classified_by: ClassifiedByRecord | None
    """Who classified it, and why."""
    declassify_on: DeclassifyRecord | None
    """The executive order line."""
    sections: int
    """In how many sections it was sent."""
    joined: list[SectionRecord]
    """The sections that version 1 is joined of, and those that are missing; empty where a page
    holds the telegram whole."""
    paragraphs: list[ParagraphRecord]
    """Its paragraphs in order."""
    stretches: list[StretchRecord]
    """What the writer marked as summary, comment and so on."""
    signature: str | None
    """Who signed."""
    closing: list[str]
    """Lines after the signature."""
    pages: list[PageRecord]
    """Where it was published; empty for a telegram outside an archive."""
    versions: list[VersionRecord]
    """Its distinct texts."""
    copies: list[CopyRecord]
    """Other cables that say the same, the most alike first."""
    differences: list[DifferenceRecord]
    """What its pages say otherwise than the telegram does."""
    defects: list[DefectRecord]
    """What is wrong with it."""
    text: str
    """The telegram exactly as transmitted, the text that spans count in."""


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive knows about a cable beside its text; all of it may be missing."""

    id: str | None = None
    """The id it is held under."""
    id_rule: str | None = None
    version: int = 1
    """The one the telegram is."""
    created: CreatedRecord | None = None
    """The page's word, used where the telegram has no time of its own."""
    origin: OriginRecord | None = None
    """As settled from telegram and page."""
    classification: ClassificationRecord | None = None
    """The page's word, used where the telegram has no classification line."""
    subject: str | None = None
    """As settled from telegram and page."""
    released: str | None = None
    held: frozenset[str] = frozenset()
    """Those of the cable's references that the archive holds."""
    referred_to_by: tuple[str, ...] = ()
    pages: tuple[PageRecord, ...] = ()
    versions: tuple[VersionRecord, ...] = ()
    joined: tuple[SectionRecord, ...] = ()
    copies: tuple[CopyRecord, ...] = ()
    page_defects: tuple[tuple[str, Defect], ...] = ()
    """Digest of a page's record, and a defect found on it."""


def cable_record(cable: Cable, holding: Holding | None = None) -> CableRecord:
    """The record of one cable, with what the archive knows where it is held in one."""
    held = holding or Holding()
    name = held.id or cable.id
    created = _created(cable.created) or held.created
    year = int(created.value[:4]) if created else None
    return CableRecord(
        id=name,
        id_rule=held.id_rule or cable.id_rule,
        version=held.version,
        created=created,
        released=held.released,
        origin=held.origin or _origin(cable),
        classification=_classification(cable.classification) or held.classification,
        captions=[caption.name for caption in cable.captions],
        subject=cable.subject or held.subject,
        subject_by="telegram" if cable.subject else "page" if held.subject else None,
        summary=cable.summary,
        tags=[
            TagRecord(t.name, meaning(t.name, year), t.kind, t.written, t.rule) for t in cable.tags
        ],
        references=[_reference(one, cable, name, held.held) for one in cable.references],
        referred_to_by=list(held.referred_to_by),
        sender=addressee_record(cable.sender) if cable.sender else None,
        action=[addressee_record(one) for one in cable.action],
        info=[addressee_record(one) for one in cable.info],
        received=cable.received.value if cable.received else None,
        distribution=distribution_record(cable.distribution),
        drafted_by=cable.drafted_by,
        approved_by=cable.approved_by,
        cleared_by=list(cable.cleared_by),
        passing=list(cable.passing),
        envelope=envelope_record(cable.envelope),
        classified_by=_classified_by(cable),
        declassify_on=_declassify_on(cable),
        sections=cable.section_count,
        joined=list(held.joined),
        paragraphs=[_paragraph(one, name, held.version) for one in cable.paragraphs],
        stretches=[_stretch(one, name) for one in cable.stretches],
        signature=cable.signature.name if cable.signature else None,
        closing=list(cable.closing),
        pages=list(held.pages),
        versions=list(held.versions),
        copies=list(held.copies),
        differences=_differences(cable, held),
        defects=[_defect(one, None) for one in cable.defects]
        + [_defect(one, page) for page, one in held.page_defects],
        text=cable.text,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a `CableRecord`."""
    return msgspec.json.schema(CableRecord)


def _differences(cable: Cable, held: Holding) -> list[DifferenceRecord]:
    """Page by page, for what one claims is no fault of another; each once."""
    found: dict[DifferenceRecord, None] = {}
    for page in held.pages:
        codes = [defect.code for digest, defect in held.page_defects if digest == page.digest]
        claims = [(one.name, one.value) for one in page.claims]
        found |= dict.fromkeys(differences(cable, claims, codes))
    return list(found)


def _created(moment: Moment | None) -> CreatedRecord | None:
    if moment is None:
        return None
    return CreatedRecord(moment.value, moment.precision, "telegram", moment.written)


def _origin(cable: Cable) -> OriginRecord | None:
    origin = cable.origin
    if origin is None:
        return None
    known = post(origin.station)
    country = known.country or None if known else None
    return OriginRecord(origin.station, origin.name, country, origin.written, origin.rule)


def _classification(level: Classification | None) -> ClassificationRecord | None:
    return ClassificationRecord(level.level, level.rank, level.written) if level else None


def _reference(
    one: Reference, cable: Cable, name: str | None, held: frozenset[str]
) -> ReferenceRecord:
    place = one.place
    if place == "text" and one.spans:
        at = one.spans[0].start
        place = next(
            (_at(name, p.address) for p in cable.paragraphs if any(at in s for s in p.spans)),
            place,
        )
    return ReferenceRecord(
        written=one.written,
        label=one.label,
        id=one.id,
        held=one.id in held,
        kind=one.kind,
        rules=list(one.rules),
        confidence=one.confidence,
        notes=list(one.notes),
        place=place,
        spans=list(one.spans),
    )


def _classified_by(cable: Cable) -> ClassifiedByRecord | None:
    by = cable.classified_by
    return ClassifiedByRecord(by.name, by.title, list(by.reasons), by.written) if by else None


def _declassify_on(cable: Cable) -> DeclassifyRecord | None:
    line = cable.declassify_on
    if line is None:
        return None
    date = line.date.value if line.date else None
    return DeclassifyRecord(line.order, date, line.code, line.event, line.written)


def _at(name: str | None, place: str) -> str:
    """The address of a place in a cable; without the cable where it has no id."""
    return f"{name or ''}#{place}"


def _paragraph(one: Paragraph, name: str | None, version: int) -> ParagraphRecord:
    return ParagraphRecord(
        address=_at(name, one.address),
        version=version,
        number=one.number,
        mark=one.mark,
        heading=one.heading,
        role=one.role,
        text=one.text,
        spans=list(one.spans),
        items=[ItemRecord(i.kind, i.label, i.text, list(i.spans)) for i in one.items],
        questions=[
            QuestionRecord(q.letter, q.text, list(q.spans), q.answer, list(q.answer_spans))
            for q in one.questions
        ],
    )


def _stretch(one: Stretch, name: str | None) -> StretchRecord:
    return StretchRecord(
        kind=one.kind,
        text=one.text,
        spans=list(one.spans),
        paragraphs=[_at(name, place) for place in one.paragraphs],
        closed=one.closed,
    )


def _defect(one: Defect, page: str | None) -> DefectRecord:
    return DefectRecord(one.code, CODES[one.code], page, list(one.spans), one.found)
