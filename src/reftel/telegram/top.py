"""The top of a telegram: from its classification line to the first words of its text.

In: the lines and where they end. Out: `Top`: level, captions, passing instructions, order, TAGS,
SUBJECT, REF list, who classified it. Lines are taken by their labels, since their order varies;
a label may also stand in the middle of a line, glued to the one before.
"""

from __future__ import annotations

import re

import msgspec

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.telegram.cable import (
    Caption,
    Classification,
    ClassifiedBy,
    Declassification,
    PageBreak,
    Section,
    Tag,
)
from reftel.telegram.damage import DAMAGE_SIGNS, is_damage
from reftel.telegram.lines import Cutter, Lines
from reftel.telegram.marking import (
    ClassificationLine,
    read_classification_line,
    read_classified_by,
    read_declassification,
)
from reftel.telegram.numbering import MARK
from reftel.telegram.pagebreaks import find_page_break, read_page_break
from reftel.vocab.captions import read_caption, read_captions
from reftel.vocab.classification import may_begin_with_level, rank, site_level
from reftel.vocab.tag_repair import read_tags
from reftel.vocab.tags import kind_in, read_tag

__all__ = [
    "Top",
    "find_classification_line",
    "is_rule",
    "label_of",
    "read_top",
    "reference_goes_on",
    "subject_goes_on",
]

_LEAD = r"(?:\([A-Z/]{1,5}\) ?)?"
"""A portion mark may stand before a label."""
_LABELS = {
    "order": re.compile(
        _LEAD + r"E\s?\.?,?\s?O\s?[.,]?\s?:?\s{0,3}1\d{4}|E\.?O\.?\s?:"),
    "tags": re.compile(_LEAD + r"T\s?A\s?G\s?S?C?\s*(?:[:;.]|\s|$)"),
    "subject": re.compile(
        _LEAD + r"(?:SUBJ ?ECT|SUBJ|SUBECT|SUJECT|SUBJET)\s*(?:[:;.8-]|\s|$)"),
    "reference": re.compile(
        _LEAD + r"(?:REFS?|REFTELS?|RETEL|REFERENCES?|REF\(S\))"
        r"\s*(?:[:;.]|\s[A-Z0-9(]|\s*$)(?<![A-Z0-9(])|"
        r"(?:REFS?|REFTELS?|RETEL|REFERENCES?|REF\(S\))(?=\s+(?:\(?[A-Z][.)]|\d|[A-Z]+ \d))"),
    "classified-by": re.compile(
        r"(?:\d\.\s+)?" + _LEAD + r"(?:CLASSIFIED|CLASSIFED|DERIVED|CLASSIFICATION)"
        r"\s*(?:BY|FROM)\b\s*[:;.-]?|CLASSIFIER\s*:|REASONS?\s*:|DECLASSIFY\s*ON\s*:"),
}  # fmt: skip
_BY_LETTER = {
    letter: tuple((kind, _LABELS[kind]) for kind in kinds.split())
    for letters, kinds in (
        ("E", "order"),
        ("T", "tags"),
        ("S", "subject"),
        ("R", "reference classified-by"),
        ("CD0123456789", "classified-by"),
        ("(", "order tags subject reference classified-by"),
    )
    for letter in letters
}
"""First letter of a line to the labels it may begin, in the order of `_LABELS`."""
_GLUED = re.compile(r"(?<=\s)(?:TAGS\s*:|SUBJECT\s*:|REFS?\s*:|CLASSIFIED BY\s*:)")
_GLUED_TO_ORDER = re.compile(_GLUED.pattern + r"|(?<=[A0-9] )TAGS(?= [A-Z]{2,4}\b)")
"""Edited copies leave out the colon: EO 12958 N/A TAGS PGOV."""
_MARK = re.compile(rf"^\s*{MARK}\s*|\s*{MARK}\s*$", re.IGNORECASE)
_TAG_TOKEN = re.compile(r"[^\s,;/()]+\s*\([^()]*\)|[A-Z]{2,4}(?=/)|[^\s,;/][^\s,;]*", re.IGNORECASE)


class Top(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above the text."""

    classification: Classification | None
    post: str | None
    post_span: Span | None
    serial: int | None
    captions: tuple[Caption, ...]
    sections: tuple[Section, ...]
    page_breaks: tuple[PageBreak, ...]
    passing: tuple[str, ...]
    declassify_on: Declassification | None
    tags: tuple[Tag, ...]
    subject: str | None
    subject_spans: tuple[Span, ...]
    reference_spans: tuple[Span, ...]
    classified_by: ClassifiedBy | None


def label_of(line: str) -> str | None:
    """The kind of top line that a line in capitals begins, or None."""
    for kind, pattern in _BY_LETTER.get(line[:1], ()):
        if pattern.match(line):
            return kind
    return None


def reference_goes_on(line: str) -> bool:
    """Whether a line in capitals below an empty one still belongs to the REF list above it.

    05MADRID4026 parts the post of an item from its number by an empty line.
    """
    return _REFERENCE_GOES_ON.match(line) is not None


def subject_goes_on(above: str, line: str) -> bool:
    """Whether a line below an empty one still belongs to the subject above it (09BRASILIA1460).

    The subject must break off behind a word that ends none, and the line be short capitals.
    """
    last_word = above.upper().split()[-1:]
    return (
        bool(last_word)
        and (last_word[0] in _OPEN_WORDS or last_word[0].endswith((",", "-")))
        and line.isupper()
        and len(line) < 80
    )


def is_rule(line: str) -> bool:
    """Whether a line is a rule, which stands round headings and so in the text."""
    return _RULE.fullmatch(line) is not None


def find_classification_line(lines: Lines, first: int = 0) -> tuple[int, ClassificationLine] | None:
    """The first line that names level, post and number; failing that, the first with a level."""
    fallback: tuple[int, ClassificationLine] | None = None
    for n in range(first, min(len(lines), first + 200)):
        line = lines.upper[n]
        if may_begin_with_level(line) and (found := read_classification_line(line)):
            if (
                found.serial is not None
                and found.post
                and not found.post.startswith(("FOR ", "BY "))
            ):
                return n, found
            if fallback is None and len(line) < 60:
                fallback = n, found
    return fallback


class _Block(msgspec.Struct):
    """A labelled stretch of the top while it is collected."""

    kind: str
    start: int
    """First character after the label."""
    end: int
    first_line: int
    holes: list[Span] = []
    """Page breaks and captions that fall into it, or that follow it."""

    def parts(self) -> tuple[Span, ...]:
        """The stretch without its holes."""
        parts: list[Span] = []
        at = self.start
        for hole in self.holes:
            if hole.start < self.end:
                parts.append(Span(at, hole.start))
                at = hole.end
        return (*parts, Span(at, self.end))


def read_top(
    lines: Lines,
    first: int,
    last: int,
    line_one: ClassificationLine | None,
    cutter: Cutter,
    defects: DefectList,
    year: int | None = None,
) -> Top:
    """Read lines `first` up to `last`; `line_one` is the classification line at `first`.

    `year` is that of the cable, should it be known: TAGS had other kinds in other years.
    """
    reader = _TopReader(lines, cutter, defects)
    reader.year = year
    n = first
    if line_one is not None:
        reader.classification_line(n, line_one)
        n += 1
    reader.lines_between(n, last)
    return reader.top()


class _TopReader:
    """Goes through the top once, line by line; each method takes one kind of line."""

    def __init__(self, lines: Lines, cutter: Cutter, defects: DefectList) -> None:
        self.lines, self.cutter, self.defects = lines, cutter, defects
        self.line: ClassificationLine | None = None
        self.line_span = Span(0, 0)
        self.captions: dict[str, list[Span]] = {}
        self.sections: list[Section] = []
        self.page_breaks: list[PageBreak] = []
        self.passing: list[str] = []
        self.blocks: list[_Block] = []
        self.year: int | None = None

    def classification_line(self, n: int, found: ClassificationLine) -> None:
        place = self.lines.words(n)
        if self.line is None:
            self.line, self.line_span = found, place
            if found.damaged:
                self.defects.add("classification-damaged", place, found=place.of(self.lines.text))
            if found.serial is None:
                self.defects.add("number-missing", place, found=place.of(self.lines.text))
        for name, start, end in found.captions:
            self.captions.setdefault(name, []).append(Span(place.start + start, place.start + end))
        if found.section:
            number, total, start, end = found.section
            self.sections.append(
                Section(number, total, Span(place.start + start, place.start + end))
            )
        self.cutter.cut("classification", self.lines.starts[n + 1])

    def _pass_on(self, words: str, *, runs_on: bool) -> None:
        """One more instruction, or the rest of the one above that its line cut (06PARIS2242)."""
        above = self.passing[-1] if self.passing and runs_on else ""
        if above and (
            above.endswith((",", "/", "-", " AND", " FOR", " TO", " OF"))
            or words.startswith(("AND ", "and "))
            or above.count("(") > above.count(")")
            or (len(above) >= _WRAPPED and not _PASSING.search(words.upper()))
        ):
            self.passing[-1] = f"{above} {words}"
        else:
            self.passing.append(words)

    def lines_between(self, n: int, last: int) -> None:
        lines, cutter = self.lines, self.cutter
        waiting: _Block | None = None
        blank_before = False
        while n < last:
            upper = lines.upper[n]
            end = lines.starts[n + 1]
            if not upper:
                cutter.cut("blank", end)
                blank_before = True
                n += 1
                continue
            kind = label_of(upper) if len(upper) < 5000 else None
            if kind is not None:
                waiting = self._label(n, kind, 0)
            elif (caption_end := self._caption_before_label(n)) is not None:
                waiting = self._label(n, label_of(upper[caption_end:]) or "order", caption_end)
            elif page_break := read_page_break(lines.bare[n], lines.words(n)):
                self.page_breaks.append(page_break)
                cutter.cut("page-break", end)
                if waiting is not None:
                    waiting.holes.append(page_break.span)
                n += 1
                continue
            elif upper[0] in DAMAGE_SIGNS and is_damage(upper):
                cutter.cut("damage", end)
                if waiting is not None:
                    waiting.holes.append(lines.words(n))
            elif captions := read_captions(upper):
                self._captions(n, captions)
                cutter.cut("caption", end)
                if waiting is not None:
                    waiting.holes.append(lines.words(n))
            elif waiting is not None and self._goes_on(waiting, n, blank_before=blank_before):
                waiting.end = lines.words(n).end
                cutter.cut(waiting.kind, end)
            elif (
                len(upper) < 200
                and may_begin_with_level(upper)
                and (again := read_classification_line(upper)) is not None
                and (again.serial is not None or again.section is not None)
            ):
                self.classification_line(n, again)
            elif not _HANDLING.match(upper) and (
                _PASSING.search(upper) or (self.passing and not blank_before and not self.blocks)
            ):
                self._pass_on(" ".join(lines.bare[n].split()), runs_on=not blank_before)
                cutter.cut("passing", end)
            elif _HANDLING.match(upper):
                cutter.cut("caption", end)
            elif _STAMP.search(upper):
                cutter.cut("stamp", end)
            elif _RULE.fullmatch(upper):
                cutter.cut("rule", end)
            else:
                cutter.cut("unread", end)
                self.defects.add("line-unread", lines.words(n), found=lines.bare[n])
            blank_before = False
            n += 1

    def _captions(self, n: int, names: tuple[str, ...]) -> None:
        """The captions that line `n` consists of; one alone may be spelt with blanks."""
        place = self.lines.words(n)
        at = 0
        for name in names:
            found = self.lines.upper[n].find(name, at)
            at = found + len(name) if found >= 0 else at
            own = len(names) > 1 and found >= 0
            span = Span(place.start + found, place.start + at) if own else place
            self.captions.setdefault(name, []).append(span)

    def _caption_before_label(self, n: int) -> int | None:
        """Where a label begins on a line that a caption heads (09BRASILIA1540), or None."""
        upper = self.lines.upper[n]
        caption, _, rest = upper.partition(" ")
        if not rest or read_caption(caption) is None or label_of(rest.lstrip()) is None:
            return None
        place = self.lines.words(n)
        self.captions.setdefault(caption, []).append(Span(place.start, place.start + len(caption)))
        end = len(upper) - len(rest.lstrip())
        self.cutter.cut("caption", place.start + end)
        return end

    def _label(self, n: int, kind: str, at: int) -> _Block:
        """A line that has a label at `at`, and perhaps holds another in its middle."""
        lines, cutter = self.lines, self.cutter
        place = lines.words(n)
        upper = lines.upper[n]
        while True:
            label = _LABELS[kind].match(upper, at)
            value = label.end() if label else at
            if label and upper[label.end() - 1 : label.end()] not in (":", ";", " ", ".", "8", "-"):
                value = label.end() - (
                    1 if kind == "reference" and label.group()[-2:-1] == " " else 0
                )
            behind = max(value, at + 1)  # in any case, so that each round gets on
            if kind == "order":
                glued = _GLUED_TO_ORDER.search(upper, behind)
            else:
                glued = _GLUED.search(upper, behind) if ":" in upper[behind:] else None
            mark = find_page_break(
                lines.bare[n], place.start, value, glued.start() if glued else len(upper)
            )
            stop = mark.span.start - place.start if mark else glued.start() if glued else len(upper)
            if kind in ("order", "classified-by"):
                value = at
            block = _Block(kind, place.start + value, place.start + stop, n)
            self.blocks.append(block)
            if mark is not None:
                self._glued_page_break(n, block, mark)
                return block
            if glued is None:
                cutter.cut(kind, lines.starts[n + 1])
                return block
            cutter.cut(kind, place.start + stop)
            self.defects.add("label-glued", Span(place.start + stop, place.start + glued.end()))
            at = stop
            kind = label_of(upper[at:]) or "subject"

    def _glued_page_break(self, n: int, block: _Block, mark: PageBreak) -> None:
        """Cut off a page break, and a heading behind it, glued to a line (09PRETORIA939)."""
        self.cutter.cut(block.kind, block.end)
        span = mark.span
        self.page_breaks.append(mark)
        line_end = self.lines.starts[n + 1]
        if not self.lines.text[span.end : line_end].strip():
            self.cutter.cut("page-break", line_end)  # nothing behind it: 08BRASILIA1378
        else:
            self.cutter.cut("page-break", span.end)
            self.cutter.cut("heading", line_end)
        self.defects.add("label-glued", span, found=span.of(self.lines.text))

    def _goes_on(self, block: _Block, n: int, *, blank_before: bool) -> bool:
        """Whether line `n`, which has no label, continues the block above it."""
        upper = self.lines.upper[n]
        empty = not self.lines.text[block.start : block.end].strip(" :;.\n")
        if blank_before and not empty:
            # References are now and then parted by an empty line, also inside one item.
            if block.kind == "subject":
                return self._subject_goes_on(block, n)
            return block.kind == "reference" and reference_goes_on(upper)
        if _MARKED_TEXT.match(upper):
            return False
        if block.kind == "tags":
            return _looks_like_tags(upper)
        if block.kind == "order":
            return len(upper) < 60 and _PASSING.search(upper) is None
        return True

    def _subject_goes_on(self, block: _Block, n: int) -> bool:
        """Whether a subject that an empty line cut in two goes on."""
        lines = self.lines
        if subject_goes_on(lines.text[block.start : block.end], lines.bare[n]):
            self.defects.add("subject-broken", lines.words(n), found=lines.bare[n])
            return True
        return False

    def top(self) -> Top:
        text = self.lines.text
        values: dict[str, list[_Block]] = {}
        for block in self.blocks:
            values.setdefault(block.kind, []).append(block)
        subject, subject_spans = self._subject(values.get("subject", []))
        tags = self._tags(values.get("tags", []))
        order = values.get("order")
        classified = values.get("classified-by")
        declassify = classified_by = None
        if order:
            span = Span(order[0].start, order[0].end)
            declassify = read_declassification(text, span)
        if classified:
            spans = tuple(part for block in classified for part in block.parts())
            classified_by = read_classified_by(
                " ".join(" ".join(span.of(text).split()) for span in spans), spans
            )
        references = tuple(part for block in values.get("reference", []) for part in block.parts())
        for kind, code in _WANTED:
            if kind not in values:
                self.defects.add(code)
        classification = None
        line = self.line
        if line is not None:
            level = site_level(line.level, tuple(self.captions))
            classification = Classification(
                level, rank(level), self.line_span.of(text), (self.line_span,)
            )
        else:
            self.defects.add("classification-missing")
        post_span = None
        if line is not None and line.post:
            start = self.line_span.start + line.post_start
            post_span = Span(start, start + len(line.post))
        return Top(
            classification=classification,
            post=line.post if line else None,
            post_span=post_span,
            serial=line.serial if line else None,
            captions=tuple(Caption(name, tuple(spans)) for name, spans in self.captions.items()),
            sections=tuple(self.sections),
            page_breaks=tuple(self.page_breaks),
            passing=tuple(self.passing),
            declassify_on=declassify,
            tags=tags,
            subject=subject,
            subject_spans=subject_spans,
            reference_spans=references,
            classified_by=classified_by,
        )

    def _subject(self, blocks: list[_Block]) -> tuple[str | None, tuple[Span, ...]]:
        if not blocks:
            return None, ()
        block = blocks[0]
        for again in blocks[1:]:
            self.defects.add("subject-repeated", Span(again.start, again.end))
        parts = block.parts()
        text = " ".join(part.of(self.lines.text) for part in parts)
        words = " ".join(text.split()).lstrip(":;. ")
        if "(" in words:
            words = _MARK.sub("", words).lstrip(":;. ").strip()
        if not words:
            self.defects.add("subject-empty", Span(block.start, block.end))
            return None, ()
        spans = []
        for n in range(block.first_line, len(self.lines)):
            if self.lines.starts[n] >= block.end:
                break
            place = self.lines.words(n)
            for part in parts:
                start, end = max(place.start, part.start), min(place.end, part.end)
                if start < end:
                    spans.append(Span(start, end))
        return words, tuple(spans)

    def _tags(self, blocks: list[_Block]) -> tuple[Tag, ...]:
        text = self.lines.text
        tags: dict[str, Tag] = {}
        for part in [part for block in blocks for part in block.parts()]:
            for span in _tag_spans(text, part.start, part.end):
                written = span.of(text)
                read, rule = read_tags(" ".join(written.split()))
                if rule and rule != "bracketed":
                    self.defects.add("tag-damaged", span, found=written)
                for one in read:
                    kind = kind_in(one.name, one.kind, self.year)
                    if kind == "unknown":
                        self.defects.add("tag-unknown", span, found=written)
                    if one.name not in tags:
                        tags[one.name] = Tag(one.name, written, kind, span, rule)
        if blocks and not tags:
            self.defects.add("tags-empty", Span(blocks[0].start, blocks[0].end))
        return tuple(tags.values())


_WANTED = (("order", "order-missing"), ("tags", "tags-missing"), ("subject", "subject-missing"))
_PASSING = re.compile(
    r"\b(?:FOR|PASS|ALSO|PLEASE|PLS)\b|^(?:STATE|DEPT|DEPARTMENT|SECSTATE|ATTN|ATTENTION|POSTS?"
    r"|TREASURY|COMMERCE|USDOC|NSC|DOD|JUSTICE|USDA|DOE|USTR|OSD|JCS|JOINT STAFF|CIA|DIA|FBI|DHS"
    r"|AIDAC|USAID|GENEVA|PARIS|BRUSSELS|HQ|WHITE HOUSE|FROM)\b"
    r"|^[A-Z]{1,4}(?:/[A-Z]{1,4})+\b|:$"
)
_WRAPPED = 45
"""Characters; an instruction that goes on with the next line fills its own."""
_HANDLING = re.compile(
    r"(?:\([A-Z/]{1,5}\)\s*)?(?:THIS (?:CABLE|MESSAGE|DOCUMENT) IS )?SENSITIVE BUT UNCLASSIFIED\b"
    r"|NOT FOR (?:INTERNET|PUBLICATION|DISTRIBUTION)|.{0,40}PROTECT ACCORDINGLY"
)
_OPEN_WORDS = frozenset("A AN AND AT BY FOR FROM IN OF ON OR THE TO WITH".split())
_MARKED_TEXT = re.compile(r"\((?:U|SBU|S/NF|C/NF)\)\s")
_STAMP = re.compile(
    r"ORIGINAL TELEGRAM WAS|DECLASSIFIED/RELEASED|EO SYSTEMATIC REVIEW|DE-?CLASSIFIED"
    r"|NATIONAL ARCHIVES|GENERAL RECORDS OF THE|FOREIGN POLICY FILE|^FILE: "
    r"|^(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY, \d"
    r"|^\d{1,4}\. TELEGRAM (?:\S+ )?FROM .+ TO |^[A-Z][A-Z .'-]{2,40}, (?:JANUARY|FEBRUARY|MARCH"
    r"|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER) \d{1,2}, \d{4}"
    r"(?:, \d{4}Z)?\.?$"
)
"""The last two are head and dateline of a telegram as a volume prints it."""
_RULE = re.compile(r"[-=*_~. ]{4,}")
_REFERENCE_GOES_ON = re.compile(
    r"\(?[A-Z][.)]\)?\s*(?:\([A-Z]\)\s*)?(?:\d{2,4} )?[A-Z][A-Z .]+\d|\d{2,6}$|\([A-Z]\)\s"
)


def _looks_like_tags(upper: str) -> bool:
    tokens = upper.replace(",", " ").replace(";", " ").split()
    return (
        bool(tokens)
        and all(len(t) <= 14 and t.strip("()").isalpha() for t in tokens)
        and (len(upper) < 80 and ":" not in upper and "." not in upper)
    )


def _tag_spans(text: str, start: int, end: int) -> list[Span]:
    """Where the single tags of a TAGS line stand."""
    region = text[start:end]
    spans: list[Span] = []
    if "," in region or ";" in region:
        # Between commas a tag may hold blanks (a person); known codes in a row are still parted.
        for part in re.finditer(r"[^,;]*\([^()]*\)|[^,;]+", region):
            words = part.group().strip(" \n\t:.")
            if not words:
                continue
            at = start + part.start() + part.group().index(words)
            tokens = list(_TAG_TOKEN.finditer(words))
            if len(tokens) > 1 and any(
                read_tag(t.group()).kind not in ("unknown", "person") for t in tokens
            ):
                spans += [Span(at + t.start(), at + t.end()) for t in tokens]
            else:
                spans.append(Span(at, at + len(words)))
        return spans
    for token in _TAG_TOKEN.finditer(region):
        words = token.group().strip(" \n\t:.")
        if words:
            at = start + token.start() + token.group().index(words)
            spans.append(Span(at, at + len(words)))
    return spans
