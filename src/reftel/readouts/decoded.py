"""A cable as it was meant to be read: three boxes in a terminal.

In: the record of a cable, and the paper it goes on. Out: lines. The first box is the summary, the
second the header in words, and then the telegram itself, its paragraphs refilled to the width,
page breaks and stray captions left out, portion marks set back. Nothing a cable contains can
reach the terminal as more than visible text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reftel.readouts.header_record import AddresseeRecord, DistributionRecord
from reftel.readouts.record import (
    CableRecord,
    DefectRecord,
    ParagraphRecord,
    QuestionRecord,
)
from reftel.readouts.terminal import Paper, box, columns, safe, wrap

__all__ = ["decoded", "decoded_paragraph", "moment_words"]

_LABEL = 16
_MOST_ADDRESSEES = 12
_GUTTER = 5


def decoded(record: CableRecord, paper: Paper, *, defects: bool = False) -> Iterator[str]:
    """The three boxes; with `defects`, a fourth with every defect and where it stands."""
    yield from box(paper, safe(record.id or "no id"), list(_summary(record, paper)))
    yield from box(paper, "Header", list(_header(record, paper)))
    yield ""
    yield from _telegram(record, paper)
    if defects:
        yield ""
        yield from box(paper, "Defects", list(_defects(record.defects, paper)))


def decoded_paragraph(
    record: CableRecord, paragraph: ParagraphRecord, paper: Paper
) -> Iterator[str]:
    """One paragraph, below a line that says whose it is."""
    subject = " ".join((record.subject or "").split())
    head = " · ".join(
        part
        for part in (paragraph.address, _version(record),
                     record.origin.name if record.origin else "",
                     moment_words(record.created.value) if record.created else "")
        if part
    )  # fmt: skip
    yield paper.style(head, "bold")
    for line in wrap(safe(subject), paper.width):
        yield paper.style(line, "dim")
    yield ""
    if paragraph.heading:
        yield from _heading(paragraph.heading, paper)
    yield from _paragraph(paragraph, paper)


def _version(record: CableRecord) -> str:
    """Which of several it is, where it is not the preferred one."""
    alone = next((v.section for v in record.versions if v.number == record.version), None)
    if alone is not None:
        return f"section {alone} by itself"
    return f"version {record.version} of {_texts(record)}" if record.version > 1 else ""


def _texts(record: CableRecord) -> int:
    """How many versions there are, without the sections that one of them is joined of."""
    return sum(one.section is None for one in record.versions)


def moment_words(value: str) -> str:
    """An ISO 8601 value as a reader says it: 2008-01-25 15:26Z, 2008-01-25 15h."""
    day, _, time = value.partition("T")
    if not time:
        return day
    return f"{day} {time}" if ":" in time else f"{day} {time[:2]}h {time[2:]}".rstrip()


# --- the first two boxes ---


def _row(label: str, value: str, paper: Paper, *styles: str) -> Iterator[str]:
    """A label and its value, wrapped beside it. Nothing at all when there is no value."""
    width = paper.width - 4 - _LABEL
    lines = wrap(safe(value), width)
    for n, line in enumerate(lines):
        shown = label if n == 0 else ""
        yield paper.style(f"{shown:<{_LABEL}}", "dim") + paper.style(line, *styles)


def _summary(record: CableRecord, paper: Paper) -> Iterator[str]:
    for line in wrap(safe(record.subject or "(no subject)"), paper.width - 4):
        yield paper.style(line, "bold")
    yield from _row("Version", _version(record).removeprefix("version "), paper)
    created = record.created
    if created:
        note = "" if created.source == "telegram" else f" (by the {created.source} of its page)"
        yield from _row("Created", moment_words(created.value) + note, paper)
    if record.released:
        yield from _row("Released", moment_words(record.released), paper)
    if record.classification:
        yield from _row("Classification", record.classification.level, paper,
                        _level_colour(record.classification.rank))  # fmt: skip
    yield from _row("Captions", " ".join(record.captions), paper)
    if record.origin:
        yield from _row("Origin", record.origin.name, paper)
    yield from _row("Signed", record.signature or "", paper)
    cited = [one for one in record.references if one.place == "list"]
    yield from _row(
        "Refers to",
        ", ".join(
            (one.id or one.written) + ("" if one.held or not record.pages else " (not held)")
            for one in cited
        ),
        paper,
    )
    yield from _row("Referred to by", ", ".join(record.referred_to_by), paper)
    if record.pages:
        number = _texts(record)
        versions = f", {number} versions" if number > 1 else ""
        kinds = ", ".join(dict.fromkeys(page.format for page in record.pages))
        yield from _row(
            "Published", f"{_count(len(record.pages), 'page')}{versions} ({kinds})", paper
        )
    if record.defects:
        yield from _row("Defects", f"{len(record.defects)} (--defects lists them)", paper, "yellow")


def _level_colour(rank: int) -> str:
    return "green" if rank <= 1 else "yellow" if rank == 2 else "red"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _header(record: CableRecord, paper: Paper) -> Iterator[str]:
    envelope = record.envelope
    precedence = (envelope.precedence or "").lower()
    if envelope.info_precedence and envelope.info_precedence != envelope.precedence:
        precedence += f" for action, {envelope.info_precedence.lower()} for information"
    yield from _row("Precedence", precedence, paper)
    if record.sender:
        yield from _addressees("From", [record.sender], paper)
    yield from _addressees("To", record.action, paper)
    yield from _addressees("Info", record.info, paper)
    yield from _addressees("Left out", envelope.exempt, paper)
    yield from _offices(record, paper)
    for n, line in enumerate(record.passing):
        yield from _row("Attention" if n == 0 else "", line, paper)
    for n, tag in enumerate(record.tags):
        meaning = f"  {tag.meaning}" if tag.meaning else ""
        yield from _row("TAGS" if n == 0 else "", tag.name + meaning, paper)
    by = record.classified_by
    if by:
        who = ", ".join(part for part in (by.name, by.title) if part) or by.written
        yield from _row("Classified by", who, paper)
        yield from _row("Reasons", ", ".join(by.reasons), paper)
    until = record.declassify_on
    if until:
        when = until.date or until.event or until.code or until.written
        order = f" (order {until.order})" if until.order else ""
        yield from _row("Declassify on", f"{when}{order}", paper)
    if record.sections > 1:
        yield from _row("Sections", str(record.sections), paper)
    yield from _row("Joined of", _joined(record), paper)
    for n, copy in enumerate(record.copies):
        words = f"{copy.id}  {copy.relation}, {copy.likeness:.0%} of the words"
        yield from _row("Says the same" if n == 0 else "", words, paper)
    for n, one in enumerate(record.differences):
        words = f"{one.name}: {one.page}; the telegram: {one.telegram}"
        yield from _row("Page differs" if n == 0 else "", words, paper)
    sent = [envelope.transmission or "", _filed(record)]
    yield from _row("Transmission", ", ".join(part for part in sent if part), paper)
    yield from _row("Relayed to", " ".join(envelope.relays), paper)
    if record.received:
        yield from _row("Received", moment_words(record.received), paper)


def _joined(record: CableRecord) -> str:
    """Which sections its text is joined of, where each is a record of its own."""
    held = ", ".join(str(one.number) for one in record.joined if one.held)
    missing = ", ".join(str(one.number) for one in record.joined if not one.held)
    words = f"section {held}, each a record of its own" if held else ""
    return f"{words}; not held: {missing}" if missing else words


def _offices(record: CableRecord, paper: Paper) -> Iterator[str]:
    """Copies inside the Department, and who wrote it there."""
    lists = record.distribution
    if lists:
        for label, offices in (
            ("Action offices", lists.action),
            ("Origin offices", lists.origin),
            ("Info offices", lists.info),
        ):
            yield from _row(label, ", ".join(f"{o.name} {o.copies}" for o in offices), paper)
        yield from _row("Copies", _sum(lists), paper)
    yield from _row("Drafted by", record.drafted_by or "", paper)
    yield from _row("Approved by", record.approved_by or "", paper)
    yield from _row("Cleared by", "; ".join(record.cleared_by), paper)


def _sum(lists: DistributionRecord) -> str:
    differs = lists.stated is not None and lists.stated != lists.copies
    return f"{lists.copies}, where {lists.stated} is printed" if differs else str(lists.copies)


def _filed(record: CableRecord) -> str:
    envelope = record.envelope
    if not (envelope.station and envelope.serial):
        return ""
    filed = f", filed on day {envelope.filed_day}" if envelope.filed_day else ""
    at = f" at {envelope.filed_time}Z" if filed and envelope.filed_time else ""
    return f"{envelope.station} {envelope.serial}{filed}{at}"


def _addressees(label: str, some: Iterable[AddresseeRecord], paper: Paper) -> Iterator[str]:
    listed = list(some)
    for n, one in enumerate(listed[:_MOST_ADDRESSEES]):
        # The post's own name first, the words of the line where no table knows the post.
        facts = [one.post or one.name]
        facts += [part for part in (one.name if one.post else None, one.routing) if part]
        facts += [one.precedence.lower()] if one.precedence else []
        facts += [f"no. {one.serial}"] if one.serial else []
        facts += ["collective"] if one.collective else []
        yield from _row(label if n == 0 else "", " · ".join(facts), paper)
    left = len(listed) - _MOST_ADDRESSEES
    if left > 0:
        yield from _row("", f"and {left} more (--json lists them)", paper)


# --- the telegram ---


def _telegram(record: CableRecord, paper: Paper) -> Iterator[str]:
    heading = None
    for n, paragraph in enumerate(record.paragraphs):
        if n:
            yield ""
        if paragraph.heading and paragraph.heading != heading:
            yield from _heading(paragraph.heading, paper)
        heading = paragraph.heading
        yield from _paragraph(paragraph, paper)
    if record.signature:
        yield ""
        yield " " * _GUTTER + paper.style(record.signature, "bold")


def _heading(heading: str, paper: Paper) -> Iterator[str]:
    for line in wrap(safe(heading), paper.width - _GUTTER):
        yield " " * _GUTTER + paper.style(line, "bold", "underline")
    yield ""


_ROLES = {"summary", "comment", "action request", "note"}


def _paragraph(paragraph: ParagraphRecord, paper: Paper) -> Iterator[str]:
    number = str(paragraph.number) if paragraph.number is not None else ""
    marks = " ".join(
        part
        for part in (paragraph.role if paragraph.role in _ROLES else None,
                     f"({paragraph.mark})" if paragraph.mark else None)
        if part
    )  # fmt: skip
    lines = list(_body(paragraph, paper))
    gutter = f"{number:>{_GUTTER - 2}}  "
    if marks:
        lines.insert(0, paper.style(safe(marks), "dim"))
    for n, line in enumerate(lines):
        lead = paper.style(gutter, "cyan") if n == 0 else " " * _GUTTER
        yield (lead + line) if line else ""


def _body(paragraph: ParagraphRecord, paper: Paper) -> Iterator[str]:
    width = paper.width - _GUTTER
    labels = [item.label for item in paragraph.items]
    if not paragraph.questions:
        yield from _refilled(paragraph.text, width, labels)
        return
    for n, question in enumerate(paragraph.questions):
        if n:
            yield ""
        yield from _question(question, width, labels, paper)


def _question(
    question: QuestionRecord, width: int, labels: list[str], paper: Paper
) -> Iterator[str]:
    letter = f"{question.letter}. " if question.letter else ""
    for line in wrap(safe(question.text), width, first=letter, indent=" " * len(letter)):
        yield paper.style(line, "italic")
    if question.answer:
        yield ""
        yield from _refilled(question.answer, width, labels)


_TABLE = re.compile(r"\S {3,}\S|\t")


def _refilled(text: str, width: int, labels: list[str]) -> Iterator[str]:
    """Lines as sent, filled anew; blank lines, bullets and tables stay where they are."""
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not line.strip():
            blocks.append([])
        elif _starts_item(line, labels) and blocks[-1]:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    first = True
    for block in blocks:
        if not block:
            continue
        item = _starts_item(block[0], labels)
        if not first and not item:
            yield ""
        first = False
        if sum(1 for line in block if _TABLE.search(line)) >= 2:
            yield from (safe(line.expandtabs()) for line in block)
        else:
            indent = "   " if item else ""
            yield from wrap(safe(" ".join(block)), width, indent=indent, first="")


def _starts_item(line: str, labels: list[str]) -> bool:
    return any(label and line.lstrip().startswith(label) for label in labels)


def _defects(defects: list[DefectRecord], paper: Paper) -> Iterator[str]:
    if not defects:
        yield "none"
    width = paper.width - 4
    for one in defects:
        where = ", ".join(f"{span.start}–{span.end}" for span in one.spans[:3])
        unit = "bytes" if one.page else "characters"
        place = f" ({unit} {where})" if where else ""
        for n, line in enumerate(
            wrap(safe(f"{one.code}: {one.sentence}{place}"), width, indent="  ")
        ):
            yield paper.style(line, *(["yellow"] if n == 0 else []))
        if one.found:
            found = " ".join(one.found.split())
            yield "  " + paper.style(_shortened(safe(found), width - 2), "dim")


def _shortened(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    return text[: max(width - 1, 0)] + "…"
