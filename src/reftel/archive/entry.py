"""What one record becomes in the archive: rows without their keys, made away from the archive.

In: a record's pages and their parsed cables. Out: values of plain numbers, strings and bytes that
travel between processes as MessagePack and become rows of the tables of the same names. All the
work that a record needs is done here, so that the one process that writes only hands out keys.
"""

from __future__ import annotations

import msgspec

from reftel.archive import maps
from reftel.archive.claims import Standing, compare
from reftel.archive.versions import EDITED, Rank, fold, text_digest
from reftel.defects import Defect
from reftel.sources.page import Page
from reftel.telegram.cable import Addressee, Cable, Paragraph, Reference
from reftel.telegram.sections import LoneSection, lone_section
from reftel.telegram.sketch import sketch_of
from reftel.vocab.captions import CAPTIONS

__all__ = [
    "AddresseeRow",
    "CableEntry",
    "DefectRow",
    "MentionRow",
    "PageEntry",
    "PostRow",
    "QuarantineRow",
    "RecordEntry",
    "TagRow",
    "enter_cable",
    "enter_page",
]


class PostRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of `post`."""

    station: str
    name: str
    country: str | None


class TagRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One of `cable.tags`, with its row of `tag`."""

    name: str
    kind: str
    written: str | None
    """None when it was written as it is named."""


class AddresseeRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One of `cable.addressees`, with its row of `address`."""

    role: str
    """FM, TO, INFO or XMT."""
    routing: str
    name: str
    station: str
    collective: bool
    precedence: str | None
    serial: str | None


class MentionRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of `mention`."""

    label: str | None
    written: str
    target: str | None
    kind: str
    rules: str | None
    notes: str | None
    place: str
    """list, or the address of the paragraph it stands in."""
    start: int | None
    end: int | None


class DefectRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of `cable_defect` or `page_defect`."""

    code: str
    spans: str | None
    """JSON, [[start, end], …]."""
    found: str | None


class CableEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of `cable`, with all rows that hang on it."""

    created: str | None
    precision: str | None
    created_by: str | None
    post: PostRow | None
    classification: str | None
    rank: int | None
    captions: str
    subject: str | None
    signature: str | None
    sections: int
    tags: list[TagRow]
    addressees: list[AddresseeRow]
    paragraphs: str
    """JSON, as it is kept: for each its start, end, number, mark, heading, role, address and spans,
    the last of them left out where they say nothing."""
    sketch: bytes
    """What of its words makes it known among others; empty for a short one."""
    mentions: list[MentionRow]
    defects: list[DefectRow]


class PageEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of `page`, with the cable as this page gives it."""

    ordinal: int
    format: str
    id: str
    id_rule: str
    text: bytes
    folded: bytes
    length: int
    whole: bool
    header: bool
    words: int
    released: str | None
    claim_names: str
    """JSON."""
    claims: str
    """JSON, values alone."""
    blocks: str
    map: bytes
    section: str | None
    """JSON of a `LoneSection`: the one that is all it holds; None for a whole telegram."""
    copy: str | None
    """corrected or again: it says that it was sent a second time."""
    defects: list[DefectRow]
    cable: CableEntry
    document: bytes
    """What the search index takes in when this page is the one to read; empty until then."""

    @property
    def alone(self) -> bool:
        """Whether it is one section by itself, as far as it alone can tell."""
        if self.section is None or not self.whole:
            return self.section is not None
        return not msgspec.json.decode(self.section, type=LoneSection).signed

    def rank(self, record: bytes) -> Rank:
        """How good this page of that record is to read."""
        sent = self.format not in EDITED and (self.whole or not self.blocks.startswith(_NOTICE))
        return Rank(
            sent, self.whole, self.header, self.words, self.released or "", self.text, record,
            self.ordinal,
        )  # fmt: skip


class QuarantineRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of `quarantine`."""

    ordinal: int
    """Place of the page in its record; -1 for the record as a whole."""
    code: str
    reason: str
    name: str = ""
    """Where it lay, when the fault is of that place; empty when it is of the bytes."""


class RecordEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of `record`, with its pages."""

    digest: bytes
    size: int
    dictionary: int | None
    data: bytes
    pages: list[PageEntry]
    quarantine: list[QuarantineRow]

    @property
    def faulty(self) -> bool:
        """Whether the bytes could not be had whole, so that they were not read."""
        return any(row.name for row in self.quarantine)


_json = msgspec.json.Encoder().encode


def _text(value: object) -> str:
    return _json(value).decode()


def enter_page(
    page: Page, ordinal: int, cable: Cable, standing: Standing, source: bytes
) -> PageEntry:
    """The rows of one page, `standing` being what is settled from page and telegram together.

    `source`: the bytes of its record.
    """
    folded, words = fold(page.text)
    claims = _claims(page)
    section = lone_section(cable)
    return PageEntry(
        ordinal=ordinal,
        format=page.format,
        id=standing.id,
        id_rule=standing.id_rule,
        text=text_digest(page.text),
        folded=folded,
        length=len(page.text),
        whole=not any(defect.code in _NOT_WHOLE for defect in page.defects)
        and not (section and section.sure),
        header=_has_header(cable),
        words=words,
        released=standing.released,
        claim_names=_text(list(claims)),
        claims=_text(list(claims.values())),
        blocks=_text([(block.name, block.span) for block in page.blocks]),
        map=maps.pack(page.map, source),
        section=_text(section) if section else None,
        copy=_copy(cable),
        defects=[_defect(defect) for defect in (*page.defects, *compare(page, cable, standing))],
        cable=enter_cable(cable, standing),
        document=b"",
    )


_NOTICE = '[["notice",'
"""How `PageEntry.blocks` begins where an archive's notice stands in place of the text."""
_NOT_WHOLE = frozenset({"body-cut", "text-absent"})
_ENVELOPE = frozenset({"transmission", "routing", "station", "date-time", "from", "distribution"})


def _has_header(cable: Cable) -> bool:
    return any(piece.kind in _ENVELOPE for piece in cable.pieces)


_AGAIN = frozenset({"ZDK", "ZDS"})
"""Operating signals of what was sent again: on request, or corrected."""


def _copy(cable: Cable) -> str | None:
    if any(CAPTIONS[caption.name].kind == "correction" for caption in cable.captions):
        return "corrected"
    return "again" if _AGAIN.intersection(cable.envelope.signals) else None


_REPEATED = frozenset({"anchor", "tag"})
"""Claims that come by the dozen and say what the text says; they are read again when asked for."""


def _claims(page: Page) -> dict[str, str | list[str]]:
    kept: dict[str, str | list[str]] = {}
    for claim in page.claims:
        if claim.name in _REPEATED:
            continue
        before = kept.get(claim.name)
        if before is None:
            kept[claim.name] = claim.value
        elif isinstance(before, list):
            before.append(claim.value)
        else:
            kept[claim.name] = [before, claim.value]
    return kept


def _defect(defect: Defect) -> DefectRow:
    return DefectRow(
        defect.code, _text(defect.spans) if defect.spans else None, defect.found or None
    )


def enter_cable(cable: Cable, standing: Standing) -> CableEntry:
    """The rows of a cable, whatever pages it is read from."""
    created = standing.created
    classification = standing.classification
    return CableEntry(
        created=created.value if created else None,
        precision=created.precision if created else None,
        created_by=standing.created_by,
        post=PostRow(*standing.post) if standing.post else None,
        classification=classification[0] if classification else None,
        rank=classification[1] if classification else None,
        captions=_text([caption.name for caption in cable.captions]),
        subject=standing.subject,
        signature=cable.signature.name if cable.signature else None,
        sections=cable.section_count,
        tags=[
            TagRow(tag.name, tag.kind, None if tag.written == tag.name else tag.written)
            for tag in cable.tags
        ],
        addressees=_addressees(cable),
        paragraphs=_paragraphs(cable.paragraphs),
        sketch=sketch_of(cable),
        mentions=_mentions(cable),
        defects=[_defect(defect) for defect in cable.defects],
    )


def _addressees(cable: Cable) -> list[AddresseeRow]:
    sender = (cable.sender,) if cable.sender else ()
    return [
        _addressee(role, one)
        for role, group in (
            ("FM", sender),
            ("TO", cable.action),
            ("INFO", cable.info),
            ("XMT", cable.envelope.exempt),
        )
        for one in group
    ]


def _addressee(role: str, one: Addressee) -> AddresseeRow:
    return AddresseeRow(
        role, one.routing or "", one.name, one.station or "", one.collective, one.precedence,
        one.serial,
    )  # fmt: skip


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> str:
    rows, heading = [], None
    for one in paragraphs:
        spans = one.spans
        row = [
            spans[0].start if spans else 0,
            spans[-1].end if spans else 0,
            one.number,
            one.mark,
            # None also where the heading is the one of the paragraph before.
            one.heading if one.heading != heading else None,
            one.role,
            one.address if one.address != f"par{one.number}" else None,
            spans if len(spans) > 1 else None,
        ]
        while row[-1] is None:
            row.pop()
        rows.append(row)
        heading = one.heading
    return _text(rows)


def _mentions(cable: Cable) -> list[MentionRow]:
    return [
        MentionRow(
            one.label,
            one.written,
            one.id,
            one.kind,
            " ".join(one.rules) or None,
            " ".join(one.notes) or None,
            _place(cable, one),
            one.spans[0].start if one.spans else None,
            one.spans[-1].end if one.spans else None,
        )
        for one in cable.references
    ]  # fmt: skip


def _place(cable: Cable, one: Reference) -> str:
    """The paragraph that a mention in the text stands in; else the word for where it stands."""
    if one.place != "text" or not one.spans:
        return one.place
    at = one.spans[0].start
    for paragraph in cable.paragraphs:
        if any(at in span for span in paragraph.spans):
            return paragraph.address
    return one.place
