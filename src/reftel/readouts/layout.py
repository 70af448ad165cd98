"""A telegram laid out for reading: its text from paragraph 1 on, cut into sections and runs.

In: a parsed cable, and what to mark in it. Out: `Layout`. The promise: the runs of all sections,
joined in order, are the text of the telegram from the body on, character for character; so nothing
can be missing on a page that shows them all. The lines above the body, which a page shows decoded,
are `Layout.above`.

A section is a paragraph, a heading, the signature or a piece that stands between them; a paragraph
flows in blocks (prose, bullets, tables, questions, answers) whose lines may be filled anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, pairwise

import msgspec

from reftel.readouts.acronyms import Acronym, find_acronyms
from reftel.spans import Span
from reftel.telegram.cable import Cable, Paragraph, Piece
from reftel.telegram.numbering import read_number

__all__ = ["Flow", "Layout", "Run", "Section", "is_table", "lay_out"]

_BODY = frozenset({"paragraph", "heading", "rule", "signature"})
"""Pieces that can open the body."""
_BETWEEN = frozenset({"blank", "page-break", "stray-caption", "stamp", "caption", "damage"})
"""What may part two lines of a paragraph."""
_FOREIGN = {
    "rule": "rule", "blank": "blank", "page-break": "page-break", "stamp": "stamp",
    "stray-caption": "caption", "caption": "caption",
}  # fmt: skip
"""What is no text of the telegram's own, and the kind of its run."""
_STOPS = (".", "?", "!", ":", '"', ")", "-")
_FULL_LINE = 50
"""Characters; a sentence that ends on a longer line may go on with the next (lines have 55-69)."""
_CUT_LINE = 40
"""Characters; a line that is cut in mid-sentence is longer."""
_TABLE = re.compile(r"\S {3,}\S|\t")
_WITHHELD = re.compile(r"[xX]{4,}|(?<![A-Za-z])[xX]{3}(?![A-Za-z])")
"""Names that the publisher replaced; three beside a letter are a numeral (08STATE93970)."""
_DASHES = re.compile(r"\s*[-=_*]{5,}(?: [-=_*]+)*\s*\Z")
"""A rule that the page has drawn up to the words over it (08BRASILIA1378)."""
_DASHES_BEFORE = re.compile(r"[-=_*]{5,}(?: [-=_*]+)*\s+(?=\w)")
"""The same before the words (08BRASILIA1396)."""
_LONGEST_RULED = 5000
"""Characters; no rule is looked for at the end of a longer text."""
_JOIN = re.compile(
    r"(?<=\w-)[ \t]*\n[ \t]*(?=\w)(?!(?:and|or|to|nor|und|AND|OR|TO)\b)|(?<= -)\s?\n(?=-\s)"
)
"""A hyphen's line end; "short-" and "long-term" stay apart, a dash of two is one again."""
_TITLE = 72
"""Characters; longer lines between two rules are words that are framed, not a title."""
_NUMBER = re.compile(r"\d+[.)]?\s*")
_SHORT = re.compile(r"[A-Z][A-Za-z&/.-]{0,9}[A-Z]")


class Run(msgspec.Struct, frozen=True, gc=False):
    """Characters that are shown alike."""

    kind: str
    """text; number (of a paragraph); label (portion mark, bullet, QUESTION A.); page-break; caption
    (repeated where sections were joined); stamp; rule; withheld (names replaced by the publisher);
    short (a form that the cable spells out); blank (lines without letters); join (the end of a line
    that falls behind a hyphen inside a word)."""
    text: str
    target: str = ""
    """Id of the cable that is referred to here; of a short form the address of its words."""
    words: str = ""
    """Of a short form, the words it stands for."""
    found: bool = False
    """Whether a query asked for it."""


class Flow(msgspec.Struct, frozen=True):
    """A part of a section whose lines may be filled anew."""

    kind: str
    """prose, item, table, question, answer, or title: a few short lines set off by a rule."""
    runs: tuple[Run, ...]


class Section(msgspec.Struct, frozen=True):
    """One thing after the other, as a reader sees it."""

    kind: str
    """paragraph, heading, or the kind of a piece that stands between these: signature, closing,
    page-break, stray-caption, stamp, rule, blank, unread, …"""
    flows: tuple[Flow, ...]
    anchor: str = ""
    """par4, text1 for a paragraph; section2 for the second heading; else empty."""
    number: int | None = None
    mark: str | None = None
    """Portion mark without brackets."""
    role: str | None = None
    """summary, comment, action request, note or introduction."""


class Layout(msgspec.Struct, frozen=True):
    """A whole telegram."""

    above: str
    """Everything before the body, as transmitted."""
    sections: tuple[Section, ...]
    acronyms: tuple[Acronym, ...]
    """Short forms that it spells out, by the alphabet."""


def lay_out(cable: Cable, found: Callable[[str, str], Sequence[Span]] | None = None) -> Layout:
    """The layout of a cable.

    `found` gives, for the words and the address of a passage, the places in them that a query asked
    for; none are marked without it.
    """
    acronyms = find_acronyms((one.address, one.text) for one in cable.paragraphs)
    body = _body(cable)
    pen = _Pen(cable, acronyms, found)
    return Layout(
        above=cable.text[: cable.pieces[body].span.start]
        if body < len(cable.pieces)
        else cable.text,
        sections=tuple(pen.sections(cable.pieces[body:])),
        acronyms=tuple(acronyms[short] for short in sorted(acronyms)),
    )


def is_table(lines: Iterable[str]) -> bool:
    """Whether lines stand in columns, so that filling them anew would destroy them."""
    wide = (line for line in lines if "   " in line or "\t" in line)  # few are, and quickly told
    return sum(1 for line in wide if _TABLE.search(line)) >= 2


def _is_title(runs: Sequence[Run], lines: Sequence[str]) -> bool:
    """Whether a rule sets off a few short lines: names and offices in lists (08MADRID552)."""
    words = [line for line in lines if line.strip()]
    ruled = [run.kind for run in runs if run.kind != "blank"]
    return (
        0 < len(words) <= 4
        and "rule" in (ruled[0], ruled[-1])
        and all(len(line) <= _TITLE for line in words)
        and not words[-1].rstrip().endswith(_STOPS[:3])
    )


def _body(cable: Cable) -> int:
    """Place of the first piece of the body among the pieces."""
    first = min((one.spans[0].start for one in cable.paragraphs if one.spans), default=-1)
    for n, piece in enumerate(cable.pieces):
        if piece.kind in _BODY and (first < 0 or piece.span.end > first or _leads(cable, n, first)):
            return n
    return len(cable.pieces)


def _leads(cable: Cable, n: int, first: int) -> bool:
    """Whether nothing but headings, rules and blanks stands between a piece and paragraph 1."""
    for piece in cable.pieces[n:]:
        if piece.span.end > first:
            return True
        if piece.kind not in ("heading", "rule", "blank"):
            return False
    return True


class _Pen:
    def __init__(
        self,
        cable: Cable,
        acronyms: Mapping[str, Acronym],
        found: Callable[[str, str], Sequence[Span]] | None,
    ) -> None:
        self._text = cable.text
        self._acronyms = acronyms
        self._found = found
        self._withheld = "xxx" in cable.text.lower()  # in few, and quickly told
        self._paragraphs = sorted(
            (one for one in cable.paragraphs if one.spans), key=lambda one: one.spans[0].start
        )
        self._starts = [one.spans[0].start for one in self._paragraphs]
        self._mentions = sorted(
            (span, one.id) for one in cable.references if one.id for span in one.spans
        )
        self._heading_starts = {one.spans[0].start: one for one in cable.headings if one.spans}
        self._headings = 0

    def sections(self, pieces: Sequence[Piece]) -> Iterable[Section]:
        """Cut pieces into sections, in order, none left out."""
        n = 0
        while n < len(pieces):
            piece = pieces[n]
            own = self._paragraph_at(piece)
            if own is not None:
                last = n
                while last + 1 < len(pieces) and pieces[last + 1].span.start < own.spans[-1].end:
                    last += 1
                yield self._paragraph(own, pieces[n : last + 1])
                n = last + 1
                continue
            if piece.kind == "heading":
                last = n
                end = self._heading_end(piece)
                while last + 1 < len(pieces) and pieces[last + 1].span.start < end:
                    last += 1
                yield self._heading(pieces[n : last + 1])
                n = last + 1
                continue
            yield self._other(piece)
            n += 1

    def _paragraph_at(self, piece: Piece) -> Paragraph | None:
        """The paragraph that begins in this piece."""
        n = bisect_right(self._starts, max(piece.span.end - 1, piece.span.start)) - 1
        if n < 0 or self._starts[n] < piece.span.start:
            return None
        return self._paragraphs[n]

    def _heading_end(self, piece: Piece) -> int:
        """Where the heading's last line ends, its rules and page breaks passed."""
        mark = self._heading_starts.get(piece.span.start + _indent(piece.text))
        return mark.spans[-1].end if mark else piece.span.end

    def _heading(self, pieces: Sequence[Piece]) -> Section:
        runs: tuple[Run, ...] = ()
        for piece in pieces:
            if piece.kind != "heading":
                runs += (Run(_FOREIGN.get(piece.kind, "text"), piece.text),)
                continue
            words = piece.span.of(self._text)
            before, rule = _DASHES_BEFORE.match(words), _DASHES.search(words)
            start = piece.span.start + (before.end() if before else 0)
            end = piece.span.start + (rule.start() if rule else len(words))
            if before and start < end:
                runs += (Run("rule", before.group()),)
            else:
                start = piece.span.start
            runs += self._runs(Span(start, end), "subject", "text")
            if rule:
                runs += (Run("rule", rule.group()),)
        if not any(run.kind != "rule" and run.text.strip() for run in runs):
            return Section("rule", (Flow("prose", runs),))
        self._headings += 1
        mark = self._heading_starts.get(pieces[0].span.start + _indent(pieces[0].text))
        return Section(
            "heading", (Flow("prose", runs),), f"section{self._headings}",
            mark=mark.mark if mark else None,
        )  # fmt: skip

    def _other(self, piece: Piece) -> Section:
        kind = _FOREIGN.get(piece.kind, "text")
        runs = (Run(kind, piece.text),) if kind != "text" else self._runs(piece.span, "", "text")
        return Section(piece.kind, (Flow("prose", runs),))

    # --- a paragraph ---

    def _paragraph(self, own: Paragraph, pieces: Sequence[Piece]) -> Section:
        start, end = pieces[0].span.start, pieces[-1].span.end
        words = start
        if own.number is not None:
            line = self._text[own.spans[0].start : own.spans[0].start + 200].partition("\n")[0]
            read = read_number(line.rstrip().upper())
            if read is not None:
                words = own.spans[0].start + min(read[4], len(line))
        cuts = self._cuts(own, pieces, start, words, end)
        flows: list[Flow] = []
        first = 0
        for (at, kind, label), (stop, _, _) in pairwise([*cuts, (end, "", end)]):
            while pieces[first].span.end <= at:
                first += 1
            flows.append(self._flow(own, pieces, first, kind, Span(at, stop), label))
        return Section(
            "paragraph", tuple(flows), own.address, own.number, own.mark, own.role
        )  # fmt: skip

    def _cuts(
        self, own: Paragraph, pieces: Sequence[Piece], start: int, words: int, end: int
    ) -> list[tuple[int, str, int]]:
        """Where each flow begins, its kind, and where its label ends."""
        found: dict[int, tuple[str, int]] = {start: ("prose", words)}
        for item in own.items:
            at = self._item_start(item.spans[0].start, start)
            words_at = self._text.find(item.text[:1] or "\n", item.spans[0].start + len(item.label))
            label = words_at if 0 <= words_at <= item.spans[0].start + len(item.label) + 8 else at
            if at > words or at == start:
                found[at] = ("item", max(label, words))
            found.setdefault(self._after(item.spans[-1].end, end), ("prose", 0))
        for question in own.questions:
            if not question.spans:
                continue
            at = self._line(question.spans[0].start, start)
            found[at if at > words else start] = ("question", question.spans[0].start)
            if question.answer_spans:
                after = self._after(question.spans[-1].end, end)
                found[after] = ("answer", question.answer_spans[0].start)
        kind = "prose"
        ordered = sorted(at for at in found if start <= at < end)
        ordered += [at for at in self._gaps(pieces) if start < at < end]
        cuts: list[tuple[int, str, int]] = []
        for at in sorted(set(ordered)):
            own_kind, label = found.get(at, ("", 0))
            kind = own_kind or (kind if kind in ("answer", "question") else "prose")
            cuts.append((at, kind, max(label, at)))
        return cuts

    def _gaps(self, pieces: Sequence[Piece]) -> Iterable[int]:
        """Where an empty line parts what flows; those round a page break within a sentence do not.

        The transmission set empty lines there, the writer did not.
        """
        n = 0
        while n < len(pieces):
            if pieces[n].kind not in _BETWEEN:
                n += 1
                continue
            last = n
            while last + 1 < len(pieces) and pieces[last + 1].kind in _BETWEEN:
                last += 1
            kinds = {piece.kind for piece in pieces[n : last + 1]}
            first, end = pieces[n].span.start, pieces[last].span.end
            if "blank" in kinds and (
                not self._runs_on(first, end) if kinds == {"blank"} else self._stops(first)
            ):
                yield end
            n = last + 1

    def _stops(self, at: int) -> bool:
        """Whether a sentence and its paragraph seem to end before this place."""
        line = self._text[max(at - 200, 0) : at].rstrip().rpartition("\n")[2]
        if line.endswith("-") and line[-2:-1].isalnum():
            return False  # a hyphen: the word goes on behind the page break (09PARIS559)
        return line.endswith(_STOPS) and len(line) < _FULL_LINE

    def _runs_on(self, at: int, below: int) -> bool:
        """Whether a sentence runs on over an empty line that the transmission lost or set.

        Then it is cut at the end of a full line and goes on in small letters (06MANAGUA1002).
        """
        line = self._text[max(at - 200, 0) : at].rstrip().rpartition("\n")[2]
        words = self._text[below : below + 40].lstrip(' ("')
        return (
            len(line) >= _CUT_LINE
            and (line[-1].isalnum() or line[-1] in ",-")
            and words[:1].islower()
            and words[1:2] not in (".", ")", "")
        )

    def _line(self, at: int, least: int) -> int:
        """The beginning of the line of a place."""
        return max(self._text.rfind("\n", 0, at) + 1, least)

    def _item_start(self, at: int, least: int) -> int:
        """The beginning of its line; of an item inside a line its label."""
        line = self._line(at, least)
        return line if self._text[line:at].isspace() or line == at else at

    def _after(self, at: int, end: int) -> int:
        """The next place with a letter."""
        while at < end and self._text[at].isspace():
            at += 1
        return at

    def _flow(
        self, own: Paragraph, pieces: Sequence[Piece], n: int, kind: str, place: Span, label: int
    ) -> Flow:
        """What stands at a place; `n` is the first piece that reaches into it."""
        runs: list[Run] = []
        lines: list[str] = []
        while n < len(pieces) and pieces[n].span.start < place.end:
            piece = pieces[n]
            n += 1
            first, last = max(piece.span.start, place.start), min(piece.span.end, place.end)
            span = Span(first, last)
            if piece.kind in _FOREIGN:
                runs.append(Run(_FOREIGN[piece.kind], span.of(self._text)))
            else:
                if first < label:
                    runs += self._label(own, first, min(label, last))
                if label < last:
                    words = Span(max(first, label), last)
                    runs += self._runs(words, own.address, "text")
                    lines += words.of(self._text).split("\n")
        if is_table(lines):
            return Flow("table", tuple(runs))
        if kind == "prose" and _is_title(runs, lines):
            kind = "title"
        return Flow(kind, tuple(_filled(runs)))

    def _label(self, own: Paragraph, start: int, end: int) -> Iterable[Run]:
        """A label; where a paragraph begins its number stands apart from mark and words."""
        text = self._text[start:end]
        number = _NUMBER.match(text) if own.number is not None else None
        if number is None or start != own.spans[0].start:
            yield Run("label", text)
            return
        yield Run("number", number.group())
        if number.end() < len(text):
            yield Run("label", text[number.end() :])

    # --- runs ---

    def _runs(self, span: Span, address: str, kind: str) -> tuple[Run, ...]:
        """The characters of a span, those set apart that mean more."""
        text = span.of(self._text)
        marks: list[tuple[int, int, Run]] = []
        for place, name in islice(self._mentions, bisect_left(self._mentions, (span,)), None):
            if place.start >= span.end:
                break
            if place.end <= span.end:
                marks.append((place.start - span.start, place.end - span.start,
                              Run("text", "", target=name or "")))  # fmt: skip
        if self._withheld:
            marks += [(m.start(), m.end(), Run("withheld", "")) for m in _WITHHELD.finditer(text)]
        if self._acronyms:
            for match in _SHORT.finditer(text):
                known = self._acronyms.get(match.group())
                if known is not None and known.address:
                    marks.append((match.start(), match.end(),
                                  Run("short", "", known.address, known.words)))  # fmt: skip
        hits = list(self._found(text, address)) if self._found is not None else []
        if not marks and not hits:
            return (Run(kind, text),) if text else ()
        return tuple(_painted(text, kind, sorted(marks, key=lambda m: m[:2]), hits))


def _indent(text: str) -> int:
    """How many blanks a text begins with."""
    return len(text) - len(text.lstrip())


def _filled(runs: Iterable[Run]) -> Iterable[Run]:
    """Runs of lines that are filled anew: rules at their ends and line ends in words set apart."""
    for run in runs:
        if run.kind != "text" or run.target or "-" not in run.text:
            yield run
            continue
        text = run.text
        rule = _DASHES.search(text) if len(text) <= _LONGEST_RULED else None
        if rule is not None and text[: rule.start()].strip() and "_" not in rule.group():
            text = text[: rule.start()]
        at = 0
        for found in _JOIN.finditer(text):
            yield msgspec.structs.replace(run, text=text[at : found.start()])
            yield Run("join", found.group())
            at = found.end()
        if at < len(text):
            yield msgspec.structs.replace(run, text=text[at:])
        if len(text) < len(run.text):
            yield Run("rule", run.text[len(text) :])


def _painted(
    text: str, kind: str, marks: Sequence[tuple[int, int, Run]], hits: Sequence[Span]
) -> Iterable[Run]:
    """Runs of a text, cut wherever a mark or a hit begins or ends; the first mark wins."""
    plain = Run(kind, "")
    painted: list[tuple[int, int, Run]] = []
    at = 0
    for start, end, run in marks:
        if start < at:
            continue
        if start > at:
            painted.append((at, start, plain))
        painted.append((start, end, run))
        at = end
    if at < len(text):
        painted.append((at, len(text), plain))
    n = 0
    ordered = sorted(hits)
    for start, end, run in painted:
        at = start
        while at < end:
            while n < len(ordered) and ordered[n].end <= at:
                n += 1
            inside = n < len(ordered) and ordered[n].start <= at
            if inside:
                stop = min(end, ordered[n].end)
            elif n < len(ordered):
                stop = min(end, ordered[n].start)
            else:
                stop = end
            yield msgspec.structs.replace(run, text=text[at:stop], found=inside)
            at = stop
