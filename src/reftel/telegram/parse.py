"""The one way in: a telegram's text becomes a Cable.

In: any text, or bytes of UTF-8. Out: a `Cable`, always; what is odd stands in its defects. The
parser is a pure function of its arguments: no clock, no file, no network, no table but the
vocabulary's. It goes through the lines once: envelope, top, body.
"""

from __future__ import annotations

from typing import NamedTuple

from reftel.defects import DefectList
from reftel.errors import Misuse, NotAnId
from reftel.telegram.body import Body, read_body
from reftel.telegram.cable import Cable, Caption, Origin, Reference
from reftel.telegram.damage import find_damage
from reftel.telegram.envelope import Header, is_envelope, read_header
from reftel.telegram.lines import Cutter, Lines
from reftel.telegram.losses import find_losses, number_in_notice
from reftel.telegram.marking import ClassificationLine
from reftel.telegram.mentions import read_mentions
from reftel.telegram.numbering import read_number
from reftel.telegram.offices import read_offices
from reftel.telegram.references import Own, read_references
from reftel.telegram.top import (
    Top,
    find_classification_line,
    is_rule,
    label_of,
    read_top,
    reference_goes_on,
    subject_goes_on,
)
from reftel.vocab.cable_id import CableId, make_id, read_id, read_station
from reftel.vocab.captions import read_caption
from reftel.vocab.posts import find_post

__all__ = ["parse"]


def parse(text: str | bytes, *, published_as: str | None = None, strict: bool = False) -> Cable:
    """Read one telegram.

    `text` is the telegram as transmitted, header and body; bytes are read as UTF-8, what is none
    becomes U+FFFD. `published_as` is the message reference number under which it was published:
    it gives the year where the text has no date-time group, and the whole number where post and
    number of the text make none. With `strict` the first defect raises StrictDefect. NotAnId when
    `published_as` is no id, Misuse when an argument is no text; content raises nothing.
    """
    defects = DefectList(strict=strict)
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    _must_be_text("text", text)
    _must_be_text("published_as", "" if published_as is None else published_as)
    published: CableId | None = None
    if published_as is not None:
        read = read_id(published_as)
        if read is None:
            raise NotAnId(published_as)
        published = read.id
    if not text.strip():
        defects.add("telegram-empty")
    lines = Lines(text)
    cutter = Cutter(text)
    notices = find_losses(lines, defects)
    find_damage(text, defects)
    first, line_one = _where_the_telegram_begins(lines)
    if first > 0 or line_one is None:
        header = read_header(lines, 0, first, cutter, defects)
    else:
        header = read_header(lines, 0, 0, cutter, defects)
    body_first = _where_the_text_begins(lines, first, line_one)
    year = published.year if published else None
    if header.created is not None:
        year = int(header.created.value[:4])
    top = read_top(lines, first, body_first, line_one, cutter, defects, year)
    body = read_body(lines, body_first, cutter, defects, notices)
    if notices and not body.paragraphs:
        defects.keep_places()  # that parts are missing is said by the loss of the whole
    noticed = number_in_notice(lines, notices) if notices else None
    given = _Given(published, "published")
    if published is None and noticed is not None:
        given = _Given(noticed.id, "notice")
    return _assemble(lines, header, top, body, cutter, given, defects)


class _Given(NamedTuple):
    """The number that stands outside of the telegram's own lines."""

    id: CableId | None
    rule: str


def _must_be_text(name: str, given: object) -> None:
    """Misuse for a path, or for the None that a failed look-up left."""
    if not isinstance(given, str):
        kind = type(given).__name__
        raise Misuse(f"parse() cannot read {name}, a {kind}; hand over its words as str.")


def _where_the_telegram_begins(lines: Lines) -> tuple[int, ClassificationLine | None]:
    """The classification line below the header; without one, the first line that is no header's."""
    first = 0
    while True:
        found = find_classification_line(lines, first)
        if found is None:
            break
        n, line = found
        # A copy of the line may head the header (09STATE100153): then header lines follow it.
        below = [lines.upper[k] for k in range(n + 1, min(n + 4, len(lines))) if lines.upper[k]]
        if below and is_envelope(below[0]):
            first = n + 1
            continue
        if any(label_of(lines.upper[k]) in ("tags", "subject") for k in range(first, n)):
            break  # it stands below the labels, so it belongs to the text
        return n, line
    n = first
    last_header = first
    while n < min(len(lines), 200):
        if is_envelope(lines.upper[n]):
            last_header = n + 1
        n += 1
    if last_header == 0:
        return 0, None
    # Addressees go on until the first empty line or label.
    n = last_header
    while n < len(lines) and lines.bare[n] and label_of(lines.upper[n]) is None:
        n += 1
    return n, None


_TOP_LINES = 120
"""Lines; the longest top among the published cables is far shorter."""


def _where_the_text_begins(lines: Lines, first: int, line_one: ClassificationLine | None) -> int:
    """The first line below the last label that stands above paragraph 1."""
    begin = first + (1 if line_one is not None else 0)
    last_label: int | None = None
    seen: set[str] = set()
    limit = min(len(lines), begin + _TOP_LINES)
    gap = True
    """An empty line stands below the last label."""
    for n in range(begin, limit):
        upper = lines.upper[n]
        if not upper:
            gap = True
            continue
        label = label_of(upper) if len(upper) < 5000 else None
        if gap and lines.bare[n][0].islower():
            label = None  # the text runs on: "reasons: the strike, the flood"
        if label is not None and (label not in seen or label in ("classified-by", "reference")):
            seen.add(label)
            last_label = n
            gap = False
            continue
        number = read_number(upper[:120]) if upper[0].isdigit() or upper[0] == "(" else None
        if (
            number is not None
            and (last_label is not None or number[0] == 1)
            and (number[1] is not None or not _inside_label(lines, n))
        ):
            limit = n
            break
    if last_label is None:
        return _below_captions(lines, begin, limit)
    return _below_block(lines, last_label, limit)


def _inside_label(lines: Lines, n: int) -> bool:
    """Whether a number at a line start runs on from a label's line directly above."""
    above = lines.upper[n - 1] if n else ""
    return bool(above) and label_of(above) in ("reference", "subject") and lines.upper[n][:1] != "1"


def _below_captions(lines: Lines, begin: int, limit: int) -> int:
    """A text without labels begins below the captions that follow its first line."""
    from_here = begin
    for n in range(begin, limit):
        if not lines.upper[n]:
            continue
        if (
            len(lines.upper[n]) <= 20
            and lines.bare[n] == lines.upper[n]
            and read_caption(lines.upper[n])
        ):
            from_here = n + 1
            continue
        break
    return from_here


def _below_block(lines: Lines, label: int, limit: int) -> int:
    """The first line after the labelled stretch that begins at line `label`."""
    kind = label_of(lines.upper[label])
    empty = not lines.upper[label].partition(":")[2].strip() and ":" in lines.upper[label]
    after_blank = False
    stop = n = label + 1
    while n < limit:
        upper = lines.upper[n]
        if not upper:
            after_blank = not empty
        elif (
            (kind == "reference" and upper.startswith(("(U) ", "(SBU) ")))
            or (
                after_blank
                and not (kind == "reference" and reference_goes_on(upper))
                and not (kind == "subject" and subject_goes_on(lines.bare[stop - 1], lines.bare[n]))
            )
            or is_rule(upper)
        ):
            break
        else:
            after_blank = empty = False
            stop = n + 1
        n += 1
    return stop


def _origin(text: str, top: Top) -> Origin | None:
    """The post of the classification line, by the same reading as in message reference numbers."""
    if top.post is None or top.post_span is None:
        return None
    written = top.post_span.of(text)
    read = read_station(top.post)
    station, rules = read or ("".join(c for c in top.post if c.isalnum()), ())
    known = find_post(station)
    if known is None:
        return Origin(station, written, written, top.post_span, "unknown")
    return Origin(station, known.name, written, top.post_span, rules[-1] if rules else "exact")


def _assemble(
    lines: Lines,
    header: Header,
    top: Top,
    body: Body,
    cutter: Cutter,
    given: _Given,
    defects: DefectList,
) -> Cable:
    text = lines.text
    origin = _origin(text, top)
    year = int(header.created.value[:4]) if header.created else None
    id_rule = "none"
    number: CableId | None = None
    published = given.id
    dated = year or (published.year if published else None)
    if top.post is not None and top.serial is not None and dated is not None:
        made = make_id(top.post, dated, top.serial)
        if made is not None:
            number, id_rule = made.id, "telegram" if year is not None else given.rule
        elif top.post_span is not None:
            defects.add("id-unknown-in-text", top.post_span, found=top.post_span.of(text))
    elif published is None:
        defects.add("id-unknown-in-text")
    if number is None and published is not None:
        number, id_rule = published, given.rule
    if year is None and published is not None:
        year = published.year
    own = Own(year, number.station if number else None, number.serial if number else None)
    references: tuple[Reference, ...] = ()
    for span in top.reference_spans:
        references += read_references(text, span, own, defects)
    pieces = cutter.pieces()
    references += read_mentions(text, pieces, references, own, defects, lines.capitals)
    captions = {caption.name: caption for caption in top.captions}
    for caption in body.captions:
        above = captions.get(caption.name)
        spans = (*above.spans, *caption.spans) if above else caption.spans
        captions[caption.name] = Caption(caption.name, spans)
    page_breaks = (*top.page_breaks, *body.page_breaks)
    if number is not None:
        for mark in page_breaks:
            # The station's serial, on the pages of a message, is the last four digits alone.
            if mark.serial not in (number.serial, number.serial % 10_000):
                defects.add("page-break-differs", mark.span, found=mark.span.of(text))
    offices = header.offices
    # Who drafted it stands above the text or at its foot.
    foot = read_offices(lines, body.foot, None, defects) if body.foot else None
    said = [one for one in (offices, foot) if one is not None]
    return Cable(
        text=text,
        id=str(number) if number else None,
        id_rule=id_rule,
        created=header.created,
        origin=origin,
        serial=number.serial if number else None,
        envelope=header.envelope,
        sender=header.sender,
        action=header.action,
        info=header.info,
        received=offices.received if offices else None,
        distribution=offices.distribution if offices else None,
        drafted_by=next((one.drafted_by for one in said if one.drafted_by), None),
        approved_by=next((one.approved_by for one in said if one.approved_by), None),
        cleared_by=next((one.cleared_by for one in said if one.cleared_by), ()),
        classification=top.classification,
        captions=tuple(captions.values()),
        passing=top.passing,
        declassify_on=top.declassify_on,
        tags=top.tags,
        subject=top.subject,
        subject_spans=top.subject_spans,
        references=references,
        classified_by=top.classified_by,
        sections=(*top.sections, *body.sections),
        page_breaks=page_breaks,
        headings=body.headings,
        paragraphs=body.paragraphs,
        stretches=body.stretches,
        signature=body.signature,
        closing=body.closing,
        pieces=pieces,
        defects=defects.done(),
    )
