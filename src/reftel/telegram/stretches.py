"""The ranges a writer marks: SUMMARY to END SUMMARY, COMMENT, NOTE, ACTION REQUEST.

In: drafts of paragraphs and the headings. Out: finished paragraphs with their roles, and the
stretches. A range opens with a paragraph's first words, with a heading over it, with BEGIN, or
with a bracket; it ends at its END or, where none comes, with the paragraph it opened in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from reftel.spans import Span
from reftel.telegram.cable import Heading, Paragraph, Stretch
from reftel.telegram.lines import Lines
from reftel.telegram.passages import Draft

__all__ = ["mark_stretches"]

_WORDS = r"(SUMMARY|COMMENT|ACTION\s+REQUEST|NOTE|INTRODUCTION)"
_AND = r"(?:\s+AND\s+(?:COMMENT|ACTION REQUEST|INTRODUCTION)S?\b)?"
_OPENS = re.compile(
    rf"(?:BEGIN |EXECUTIVE |EMBASSY |POST |AMBASSADOR'S )?{_WORDS}(?:ED)?S?\b{_AND}"
    r"(?! (?:OF|THAT|BY)\b)"
)
_OPENING_LETTERS = frozenset("ABCEINPS")
"""The first letters of all that `_OPENS` matches; other paragraphs are not put to it."""
_END = re.compile(rf"END\s+(?:OF\s+)?{_WORDS}S?\b{_AND}[.)]{{0,2}}")
_BEGIN = re.compile(rf"BEGIN\s+{_WORDS}\b")
_BRACKET = re.compile(r"\(\s?(COMMENT|NOTE)\b")
_SENTENCE_ENDS = (".", "!", "?", '"', ")", "\n")
_BRACKETS = re.compile(r"[()]")
_BEHIND_WORD = ("", ":", ".", "-", "(", ",", "/")
"""What may stand behind SUMMARY where a paragraph begins with it."""


def mark_stretches(
    lines: Lines, drafts: list[Draft], headings: list[Heading]
) -> tuple[tuple[Paragraph, ...], tuple[Stretch, ...]]:
    """Finish the paragraphs and find the stretches, in order of place."""
    del headings  # each draft carries the heading that opens it
    spans = [draft.passage.spans for draft in drafts]
    addresses = _addresses(drafts)
    found = _ranges(lines, drafts, spans)
    ends = [own[-1].end if own else draft.start for draft, own in zip(drafts, spans, strict=True)]
    stretches: list[Stretch] = []
    for kind, start, end, closed in found:
        places: list[Span] = []
        touched: list[str] = []
        for n in range(bisect_right(ends, start), len(drafts)):
            draft, own = drafts[n], spans[n]
            if draft.start >= end:
                break
            low = max(start, draft.text_start)
            clipped = [
                Span(max(s.start, low), min(s.end, end))
                for s in own
                if s.end > low and s.start < end
            ]
            if clipped:
                places += clipped
                touched.append(addresses[n])
                if own[0].start >= start - 1 and own[-1].end <= end + 1 and draft.role is None:
                    draft.role = kind
        if places:
            stretches.append(
                Stretch(kind, _joined(lines.text, places), tuple(places), tuple(touched), closed)
            )
    paragraphs = tuple(
        [
            Paragraph(
                number=d.number,
                address=address,
                mark=d.mark,
                heading=d.heading,
                role=d.role,
                text=d.passage.text,
                spans=own,
                items=d.finished_items() if d.items else (),
                questions=d.finished_questions() if d.answers else (),
            )
            for d, own, address in zip(drafts, spans, addresses, strict=True)
        ]
    )
    return paragraphs, tuple(stretches)


def _addresses(drafts: list[Draft]) -> list[str]:
    seen: dict[str, int] = {}
    addresses: list[str] = []
    unnumbered = 0
    for draft in drafts:
        if draft.number is None:
            unnumbered += 1
            addresses.append(f"text{unnumbered}")
            continue
        name = f"par{draft.number}"
        seen[name] = seen.get(name, 0) + 1
        addresses.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return addresses


def _ranges(
    lines: Lines, drafts: list[Draft], spans: list[tuple[Span, ...]]
) -> list[tuple[str, int, int, bool]]:
    """Kind, start, end and whether an END was found, in order."""
    if not drafts:
        return []
    upper = lines.capitals
    begin = drafts[0].start
    events: list[_Event] = []
    for draft in drafts:
        above = (
            _OPENS.fullmatch(over)
            if draft.new_heading
            and (over := draft.new_heading.text.upper().strip(" :.-/"))[:1] in _OPENING_LETTERS
            else None
        )
        if above:
            draft.role = _kind(above)
        elif (
            upper[draft.text_start : draft.text_start + 1] in _OPENING_LETTERS
            and (head := _OPENS.match(upper, draft.text_start))
            and upper[head.end() : head.end() + 2].strip()[:1] in _BEHIND_WORD
        ):
            draft.role = _kind(head)
        if draft.role:
            events.append(_Event(draft.start, 1, draft.role, draft.start))
    events += [_Event(m.end(), 0, _kind(m)) for m in _END.finditer(upper, begin)]
    events += [_Event(m.start(), 1, _kind(m), m.start()) for m in _BEGIN.finditer(upper, begin)]
    events += _bracketed(upper, begin)
    events.sort()
    ends = [own[-1].end if own else draft.start for draft, own in zip(drafts, spans, strict=True)]

    def paragraph_end(place: int) -> int:
        return ends[min(bisect_right(ends, place), len(ends) - 1)]

    open_at: dict[str, int] = {}
    starts = [draft.start for draft in drafts]
    seen = begin
    """The last END; the search for an inline beginning goes back no further."""
    found: list[tuple[str, int, int, bool]] = []
    for event in events:
        kind, place = event.kind, event.place
        opened = open_at.get(kind)
        if event.opens:
            if opened is not None and place >= paragraph_end(opened):
                found.append((kind, opened, paragraph_end(opened), False))
                opened = None
            if opened is None:
                open_at[kind] = place
        elif opened is not None and event.begun in (-1, opened):
            found.append((kind, open_at.pop(kind), place, True))
        elif opened is None and event.begun < 0:
            first = max(seen, starts[bisect_right(starts, place) - 1])
            if (inline := _inline(upper, kind, first, place)) is not None:
                found.append((kind, inline, place, True))
        # Any other END marks nothing that could be told apart.
        seen = place if not event.opens else seen
    for kind, opened in open_at.items():
        found.append((kind, opened, paragraph_end(opened), False))
    found.sort(key=lambda f: (f[1], f[2]))
    return found


def _kind(found: re.Match[str]) -> str:
    """The kind of range in small letters; its two words may stand on two lines."""
    return " ".join(found.group(1).lower().split())


def _inline(upper: str, kind: str, first: int, end: int) -> int | None:
    """Where, between `first` and the END, a sentence begins with COMMENT: or NOTE:, or None."""
    start = upper.rfind(f"{kind.upper()}:", first, end)
    if start < 0 or upper[max(first, start - 3) : start].strip(" ")[-1:] not in _SENTENCE_ENDS:
        return None
    return start


class _Event(NamedTuple):
    """A place where a range opens or closes; at one place it closes first."""

    place: int
    opens: int
    """0: closes; 1: opens."""
    kind: str
    begun: int = -1
    """Where the range began that this one closes; -1: whichever is open."""


def _bracketed(upper: str, begin: int) -> list[_Event]:
    """(COMMENT: … ) and (NOTE: … ), each with its own bracket's end."""
    openings = {m.start(): _kind(m) for m in _BRACKET.finditer(upper, begin)}
    if not openings:
        return []
    events = [_Event(start, 1, kind, start) for start, kind in openings.items()]
    waiting: list[int] = []
    left = len(openings)
    # What stands before the first opening closes none of them.
    for sign in _BRACKETS.finditer(upper, next(iter(openings))):
        if sign.group() == "(":
            waiting.append(sign.start())
        elif waiting and (start := waiting.pop()) in openings:
            events.append(_Event(sign.end(), 0, openings[start], start))
            left -= 1
            if not left:
                break
    return events


def _joined(text: str, places: list[Span]) -> str:
    return "\n".join(
        "\n".join(line.strip() for line in place.of(text).split("\n")) for place in places
    ).strip()
