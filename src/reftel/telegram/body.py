"""The text of a telegram: paragraphs, headings, bullets, questions, page breaks.

In: the lines below the top. Out: `Body`. The lines are given their kinds (`segments`), numbers and
headings are told (`numbering`, `headings`), and the lines are grouped (`passages`, `stretches`).
Page breaks, stray captions and stamps that fall into a sentence are pieces of their own and leave
no trace in its text.
"""

from __future__ import annotations

import re

import msgspec

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.telegram.cable import (
    Caption,
    Heading,
    PageBreak,
    Paragraph,
    Section,
    Signature,
    Stretch,
)
from reftel.telegram.damage import is_damage
from reftel.telegram.ending import GROUP_LINE, Ending, closes, find_ending, is_stamp
from reftel.telegram.headings import HEAD_MARK, find_headings
from reftel.telegram.lines import Cutter, Lines
from reftel.telegram.numbering import Candidate, choose
from reftel.telegram.passages import ParagraphMaker
from reftel.telegram.segments import (
    BLANK,
    BREAK,
    DAMAGE,
    GROUP,
    HEAD,
    RULE,
    STAMP,
    START,
    STRAY,
    TEXT,
    Marks,
    Segments,
    look,
)
from reftel.telegram.stretches import mark_stretches

__all__ = ["Body", "read_body"]

_PIECE = {
    RULE: "rule",
    BREAK: "page-break",
    STRAY: "stray-caption",
    STAMP: "stamp",
    GROUP: "order",
    DAMAGE: "damage",
}
_HEADING_PIECE = {**_PIECE, BLANK: "blank"}
"""What may stand between the lines of a heading."""
_INLINE_RULE = re.compile(r"^[-=*_/ ]{2,}(?=\S)|\s*[-=*_/][-=*_/ ]+$")
"""A rule on the heading's own line, as copies without line ends have it, or strokes round it."""


_FOREIGN = frozenset((BREAK, STRAY, STAMP, DAMAGE))
"""What transmission or archive set into the text."""
_RULE_SIGNS = frozenset("-=*_/")


class Body(msgspec.Struct, frozen=True):
    """What the text holds."""

    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Heading, ...]
    stretches: tuple[Stretch, ...]
    page_breaks: tuple[PageBreak, ...]
    captions: tuple[Caption, ...]
    sections: tuple[Section, ...]
    signature: Signature | None
    closing: tuple[str, ...]
    foot: tuple[int, ...]
    """Lines below the text that tell who drafted and approved it."""


def read_body(
    lines: Lines,
    first: int,
    cutter: Cutter,
    defects: DefectList,
    notices: frozenset[int] = frozenset(),
) -> Body:
    """Read everything from line `first` to the end and cut it into pieces.

    `notices` are lines that an archive set in place of text.
    """
    if notices and max(notices) >= first and not any(lines.bare[max(notices) + 1 :]):
        ending = Ending(len(lines))  # nobody signed a notice
    else:
        ending = find_ending(lines, first)
    text_stop = ending.stop if ending.notice is None else ending.notice
    marks = Marks()
    segments = Segments()
    candidates = look(lines, first, text_stop, ending, segments, marks, notices)
    chosen = {c.place: c for c in choose(candidates, defects)}
    find_headings(segments, chosen)
    if not any(kind in (TEXT, START, HEAD) for kind in segments.kinds):
        defects.add("text-missing")
    paragraphs, headings, stretches = _group(lines, segments, chosen, cutter)
    if paragraphs and all(p.number is None for p in paragraphs):
        defects.add("numbers-missing")
    for stretch in stretches:
        if not stretch.closed and stretch.kind == "summary":
            defects.add("summary-open", stretch.spans[0])
    signature, closing, foot = _close(lines, ending, cutter, defects)
    return Body(
        paragraphs,
        headings,
        stretches,
        tuple(marks.page_breaks),
        tuple(Caption(name, tuple(spans)) for name, spans in marks.captions.items()),
        tuple(marks.sections),
        signature,
        closing,
        foot,
    )


def _group(
    lines: Lines, segments: Segments, chosen: dict[int, Candidate], cutter: Cutter
) -> tuple[tuple[Paragraph, ...], tuple[Heading, ...], tuple[Stretch, ...]]:
    """Cut the pieces and make paragraphs and headings of them."""
    maker = ParagraphMaker()
    headings: list[Heading] = []
    kinds, rows = segments.kinds, segments.rows
    line = maker.line
    n, count = 0, len(kinds)
    last_number = max(chosen, default=-1)
    while n < count:
        kind = kinds[n]
        start, end, stop, words, _ = rows[n]
        if kind == TEXT:
            line(start, end, words)
            if n + 1 == count or kinds[n + 1] != TEXT:  # else the next one cuts for both
                cutter.cut("paragraph", stop)
        elif kind == START:
            maker.numbered(chosen[n], start, end, words)
            cutter.close()
            cutter.cut("paragraph", stop)
        elif kind == BLANK:
            # Empty lines around a page break are part of its frame, not of the text.
            below_mark = n > 0 and kinds[n - 1] in _FOREIGN
            if below_mark or (n + 1 < count and kinds[n + 1] in _FOREIGN):
                kinds[n] = STRAY if below_mark else BLANK
                maker.interrupt()
            else:
                maker.blank()
            cutter.cut("blank", stop)
        elif kind == HEAD:
            last = n
            while last + 1 < count and kinds[last + 1] == HEAD:
                last += 1
            if n == 0 or kinds[n - 1] != RULE:
                last = _ruled_line_by_line(kinds, last)
            last = _across_a_break(kinds, last)
            together = [rows[k] for k in range(n, last + 1) if kinds[k] == HEAD]
            spans = tuple([Span(row[0], row[1]) for row in together])
            written = " ".join(" ".join([row[3] for row in together]).split())
            ruled = written[:1] in _RULE_SIGNS or written[-1:] in _RULE_SIGNS
            words = _INLINE_RULE.sub("", written) if ruled else written
            mark = HEAD_MARK.match(words.upper())
            heading = Heading(
                words[mark.end() :] if mark else words,
                spans,
                words != written or (last + 1 < count and kinds[last + 1] == RULE),
                mark.group(1) if mark else None,
            )
            headings.append(heading)
            maker.heading(heading, numbers_follow=last_number > n)
            for k in range(n, last + 1):
                cutter.cut(_HEADING_PIECE.get(kinds[k], "heading"), rows[k][2])
            n = last
        else:
            maker.interrupt()
            cutter.cut(_PIECE[kind], stop)
        n += 1
    paragraphs, stretches = mark_stretches(lines, maker.drafts(), headings)
    return paragraphs, tuple(headings), stretches


def _ruled_line_by_line(kinds: list[int], last: int) -> int:
    """The last line of a heading whose lines each have a rule below them (07PARIS2027)."""
    while kinds[last + 1 : last + 4] == [RULE, HEAD, RULE]:
        last += 2
    return last


def _across_a_break(kinds: list[int], last: int) -> int:
    """The last line of a heading that a page break cuts: what goes on behind it has no rule yet.

    `last` is the last line above the break; a rule of its own there would have ended the heading.
    """
    n = last + 1
    broken = False
    while n < len(kinds) and (kinds[n] == BLANK or kinds[n] in _FOREIGN):
        broken = broken or kinds[n] == BREAK
        n += 1
    if broken and kinds[n : n + 2] == [RULE, HEAD]:
        n += 1
    if not broken or n >= len(kinds) or kinds[n] != HEAD:
        return last
    while n + 1 < len(kinds) and kinds[n + 1] == HEAD:
        n += 1
    return n


def _close(
    lines: Lines, ending: Ending, cutter: Cutter, defects: DefectList
) -> tuple[Signature | None, tuple[str, ...], tuple[int, ...]]:
    """Cut notice, signature, closing lines and foot."""
    closing: list[str] = []
    foot: list[int] = []
    signature: Signature | None = None
    first = ending.stop if ending.notice is None else ending.notice
    if ending.name_line is not None and ending.name:
        place = lines.words(ending.name_line)
        start = place.start + ending.name_start
        signature = Signature(ending.name, Span(start, start + len(ending.name)))
        if ending.name_start:
            defects.add("signature-glued", signature.span, found=ending.name)
            cutter.cut("signature", lines.starts[ending.name_line + 1])
    else:
        defects.add("signature-missing")
    for n in range(first, len(lines)):
        end = lines.starts[n + 1]
        bare = lines.bare[n]
        if n == ending.name_line and not ending.name_start:
            cutter.cut("signature", end)
        elif not bare:
            cutter.cut("blank", end)
        elif is_stamp(lines.upper[n]):
            cutter.cut("stamp", end)
        elif is_damage(bare):
            cutter.cut("damage", end)
        elif GROUP_LINE.fullmatch(bare):
            cutter.cut("order", end)
        elif ending.foot is not None and n >= ending.foot and not closes(lines.upper[n]):
            foot.append(n)
            cutter.cut("distribution", end)
        else:
            closing.append(bare)
            cutter.cut("closing", end)
    if ending.after and ending.name_line is not None:
        below = lines.through(ending.name_line + 1, len(lines) - 1)
        defects.add("text-after-signature", below, found=below.of(lines.text)[:80])
    return signature, tuple(closing), tuple(foot)
