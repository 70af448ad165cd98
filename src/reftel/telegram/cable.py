"""A parsed cable: everything that was read in one telegram, each thing with its place.

The promise: `pieces` cut the text without gap or overlap, so that their texts joined give it
back; what could not be read is a piece too, of kind `unread`. All other values point into the
same text by spans, and keep what was written beside what we read.

Values are frozen msgspec structs and not dataclasses: they are made a hundred to a cable, and a
struct costs a fifth of a frozen dataclass and encodes itself to JSON.
"""

from __future__ import annotations

from functools import cached_property

import msgspec

from reftel.defects import Defect
from reftel.spans import Span
from reftel.telegram.confidence import confidence
from reftel.telegram.distribution import DashLine, Distribution
from reftel.vocab.dates import Moment

__all__ = [
    "PIECE_KINDS",
    "Addressee",
    "Cable",
    "Caption",
    "Classification",
    "ClassifiedBy",
    "Declassification",
    "Envelope",
    "Heading",
    "Item",
    "Origin",
    "PageBreak",
    "Paragraph",
    "Piece",
    "Question",
    "Reference",
    "Section",
    "Signature",
    "Stretch",
    "Tag",
]

PIECE_KINDS: dict[str, str] = {
    "blank": "lines with nothing but blanks",
    "transmission": "channel letters and number (VZCZC…)",
    "routing": "precedence and relay indicators",
    "station": "sending station, serial, section, time of filing (DE …)",
    "security": "security line (ZNR UUUUU ZZH)",
    "date-time": "precedences and date-time group",
    "from": "FM line",
    "to": "TO line and further action addressees",
    "info": "INFO line and further information addressees",
    "exempt": "XMT line: left out of a collective address",
    "distribution": "office distribution of 1966-79 (ACTION, INFO with counts), drafters",
    "accounting": "group count, BT and other operating lines",
    "classification": "classification line, with section mark, post and number",
    "caption": "SIPDIS, NOFORN and other captions on their own line",
    "passing": "attention and passing instructions",
    "order": "executive order and declassification",
    "tags": "TAGS line",
    "subject": "SUBJECT line",
    "reference": "REF line",
    "classified-by": "who classified it and for which reasons",
    "paragraph": "text of a numbered paragraph or of one without number",
    "heading": "heading in the body",
    "rule": "a line of dashes, stars or equals signs",
    "page-break": "the mark where a page or section of the transmission ended",
    "stray-caption": "a caption repeated where sections were joined; no part of the sentence",
    "stamp": "an archive's or editor's stamp inside the text",
    "damage": "a line of signs that stand for lost ones",
    "signature": "who signed",
    "closing": "lines after the signature (NNNN and the like)",
    "unread": "what we could not read",
}
"""Kind of a piece, and what stands in one."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the text with one job."""

    kind: str
    """A key of `PIECE_KINDS`."""
    span: Span
    text: str
    """The characters, untouched."""


class Origin(msgspec.Struct, frozen=True, gc=False):
    """The post a cable comes from."""

    station: str
    """As in message reference numbers: MEXICO, RIODEJANEIRO, STATE."""
    name: str
    """In words, as publishers do: Embassy Mexico. The written form where the post is unknown."""
    written: str
    span: Span | None = None
    rule: str = ""
    """How the written form was matched: exact, alias, six letters, ten letters, unknown."""


class Classification(msgspec.Struct, frozen=True, gc=False):
    """The level, and where it stands."""

    level: str
    """UNCLASSIFIED, UNCLASSIFIED//FOR OFFICIAL USE ONLY, CONFIDENTIAL, CONFIDENTIAL//NOFORN, …"""
    rank: int
    """Order of levels: 0 unclassified, 1 for official use, 2 confidential, 3 secret, 4 top."""
    written: str
    spans: tuple[Span, ...]


class Caption(msgspec.Struct, frozen=True, gc=False):
    """One caption, such as SIPDIS or NOFORN; repeats keep all their places."""

    name: str
    spans: tuple[Span, ...]


class Addressee(msgspec.Struct, frozen=True, gc=False):
    """Who sends or receives."""

    name: str
    """AMEMBASSY SAN JOSE, as written without blanks at its ends."""
    routing: str | None = None
    """Routing indicator before the stroke: RUEHSJ."""
    precedence: str | None = None
    """FLASH, NIACT IMMEDIATE, IMMEDIATE, PRIORITY or ROUTINE, if the line names one."""
    serial: str | None = None
    """Continuity number as written: 0231."""
    collective: bool = False
    station: str | None = None
    """The post's station, where the name is one we know."""
    span: Span | None = None


class Envelope(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The transmission lines before the telegram proper; every part may be missing."""

    transmission: str | None = None
    """VZCZCXRO1445"""
    precedence: str | None = None
    """Highest action precedence in words: FLASH, IMMEDIATE, PRIORITY, ROUTINE."""
    info_precedence: str | None = None
    relays: tuple[str, ...] = ()
    """Routing indicators of the relay line."""
    station: str | None = None
    """Routing indicator of the sending station: RUEHME."""
    serial: str | None = None
    """Station serial as written: 0199."""
    section: int | None = None
    filed_day: int | None = None
    """Day of the year of filing, 1 to 366."""
    filed_time: str | None = None
    """Four digits, UTC: 1526."""
    security: str | None = None
    """ZNR UUUUU ZZH"""
    signals: tuple[str, ...] = ()
    """Operating signals after the date-time group (ZDK, ZFF 4, …), not interpreted."""
    exempt: tuple[Addressee, ...] = ()
    """XMT: taken out of a collective address."""
    dash_line: DashLine | None = None
    """The line of dashes of 1966-79: the relay's number, time and copies."""


class Declassification(msgspec.Struct, frozen=True, gc=False):
    """What the executive order line says."""

    order: str
    """Number of the order: 12958."""
    written: str
    """Everything after the order, as written on one line."""
    date: Moment | None = None
    code: str | None = None
    """N/A, OADR, GDS, XGDS2, … when no date is given."""
    event: str | None = None
    """Free words in place of a date."""
    span: Span | None = None


class Tag(msgspec.Struct, frozen=True, gc=False):
    """One of the TAGS."""

    name: str
    """Canonical: KTIP, or words for persons: HENTZAU, RUPERT."""
    written: str
    kind: str
    """subject, geo, organization, program, person or unknown."""
    span: Span | None = None
    rule: str = ""
    """How a damaged one was repaired: misspelt, fused, fused-misspelt, mixed, place-name,
    bracketed, repair-table; empty where it stands there as it is named."""


class Reference(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One mention of another document; not looked up here."""

    written: str
    """As it stands, on one line."""
    label: str | None = None
    """A, B, … when the list has labels."""
    id: str | None = None
    """Canonical message reference number, or None where the mention is no telegram's."""
    kind: str = "telegram"
    """telegram, airgram, paper (e-mail, letter, memo, call), septel (a telegram to come) or
    unread."""
    rules: tuple[str, ...] = ()
    """How the id was inferred: year-own, year-before, post-own, post-shared, alias, …"""
    notes: tuple[str, ...] = ()
    """NOTAL, EXDIS and other words in brackets after it."""
    place: str = "list"
    """list: the REF line; text: a paragraph."""
    spans: tuple[Span, ...] = ()

    @property
    def confidence(self) -> str:
        """How sure the reading is: certain, likely or guess."""
        return confidence(self.kind, self.rules)


class ClassifiedBy(msgspec.Struct, frozen=True, gc=False):
    """Who classified it."""

    written: str
    name: str | None
    title: str | None
    reasons: tuple[str, ...]
    """1.4(b), 1.4(d), …"""
    spans: tuple[Span, ...] = ()


class Section(msgspec.Struct, frozen=True, gc=False):
    """A section mark: SECTION 01 OF 04."""

    number: int
    total: int
    span: Span


class PageBreak(msgspec.Struct, frozen=True, gc=False):
    """A page-break line, such as MEXICO 00000199  002 OF 004."""

    post: str
    serial: int
    section: int
    part: int | None
    """The 2 of 001.2"""
    total: int
    span: Span


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading in the body."""

    text: str
    spans: tuple[Span, ...]
    underlined: bool
    mark: str | None = None


class Item(msgspec.Struct, frozen=True, gc=False):
    """A bullet or sub-paragraph inside a paragraph."""

    kind: str
    """bullet or sub."""
    label: str
    """--, -, *, A., (i)"""
    text: str
    spans: tuple[Span, ...]


class Question(msgspec.Struct, frozen=True, gc=False):
    """A question of a questionnaire and the post's answer, apart."""

    letter: str | None
    """A in QUESTION A."""
    text: str
    spans: tuple[Span, ...]
    answer: str
    """Empty when no answer follows."""
    answer_spans: tuple[Span, ...]


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One paragraph, without the page breaks and stray captions that fall into it."""

    number: int | None
    """As printed; None for text without a number."""
    address: str
    """Its anchor in the cable, without the #: par4; par4-2 when a number comes again; text1 for
    the first stretch of text without a number."""
    mark: str | None = None
    """Portion mark without brackets: SBU, C/NF."""
    heading: str | None = None
    """The heading it stands under."""
    role: str | None = None
    """summary, comment, action request, note, introduction or None."""
    text: str
    """The words on lines as sent, without number, mark, page breaks and stray captions; trailing
    blanks of each line are dropped."""
    spans: tuple[Span, ...]
    """Where the text stands, number and mark included."""
    items: tuple[Item, ...] = ()
    questions: tuple[Question, ...] = ()


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """A range that the writer marked: from SUMMARY to END SUMMARY and the like."""

    kind: str
    """summary, comment, action request, note or text."""
    text: str
    spans: tuple[Span, ...]
    paragraphs: tuple[str, ...]
    """Addresses of the paragraphs it touches."""
    closed: bool
    """False when no END line was found and it was taken to end with its paragraph."""


class Signature(msgspec.Struct, frozen=True, gc=False):
    """Who signed."""

    name: str
    span: Span


class Cable(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One telegram, read."""

    text: str
    """The text that was parsed, untouched."""
    id: str | None
    """Canonical message reference number: year, post, number; None when it cannot be known."""
    id_rule: str
    """telegram: from the classification line and the date-time group; published: as given with
    `published_as`; notice: from the notice that stands for a lost text; none."""
    created: Moment | None
    origin: Origin | None
    serial: int | None
    """The number in the post's year: 199."""
    envelope: Envelope
    sender: Addressee | None
    action: tuple[Addressee, ...]
    info: tuple[Addressee, ...]
    received: Moment | None
    """When the Department's machine took it in, as the first PAGE line of 1966-79 says."""
    distribution: Distribution | None
    """The Department's offices that got copies, where their lists stand above it."""
    drafted_by: str | None
    """Office, drafter and typist, as written: EUR/CE:RHENTZAU:JT; above the text or at its foot."""
    approved_by: str | None
    cleared_by: tuple[str, ...]
    """The lines below APPROVED BY."""
    classification: Classification | None
    captions: tuple[Caption, ...]
    passing: tuple[str, ...]
    """Attention and passing instructions, each with what its line left for the next."""
    declassify_on: Declassification | None
    tags: tuple[Tag, ...]
    subject: str | None
    subject_spans: tuple[Span, ...]
    references: tuple[Reference, ...]
    """REF list first, then mentions in the text, in order of place."""
    classified_by: ClassifiedBy | None
    sections: tuple[Section, ...]
    page_breaks: tuple[PageBreak, ...]
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    stretches: tuple[Stretch, ...]
    signature: Signature | None
    closing: tuple[str, ...]
    pieces: tuple[Piece, ...]
    defects: tuple[Defect, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Reasons of classification: 1.4(b), 1.4(d)."""
        return self.classified_by.reasons if self.classified_by else ()

    @property
    def section_count(self) -> int:
        """In how many sections it was sent, as it says itself; 1 when it says nothing."""
        return max(
            [mark.total for mark in self.sections] + [mark.total for mark in self.page_breaks],
            default=1,
        )

    @cached_property
    def summary(self) -> str:
        """The text of its summary, joined; empty when none is marked."""
        return "\n".join(s.text for s in self.stretches if s.kind == "summary")

    def paragraph(self, address: str) -> Paragraph | None:
        """The paragraph at `par4` or `text1`, or None."""
        return next((p for p in self.paragraphs if p.address == address), None)
