"""The ranges a writer marks: SUMMARY to END SUMMARY, COMMENT, NOTE, ACTION REQUEST.

In: drafts of paragraphs and the headings. Out: finished paragraphs with their roles, and the
stretches. A range opens with a paragraph's first words, with a heading over it, with BEGIN, or
with a bracket; it ends at its END or, where none comes, with the paragraph it opened in.
"""

from __future__ import annotations

import re

from reftel.spans import Span
from reftel.telegram.cable import Heading, Paragraph, Stretch
from reftel.telegram.lines import Lines
from reftel.telegram.passages import Draft

__all__ = ["mark_stretches"]

_WORDS = r"(SUMMARY|COMMENT|ACTION REQUEST|NOTE|INTRODUCTION)"
_OPENS = re.compile(
    rf"(?:BEGIN |EXECUTIVE |EMBASSY |POST |AMBASSADOR'S )?{_WORDS}(?:ED)?S?\b(?! (?:OF|THAT|BY)\b)"
)
_END = re.compile(rf"END\s+(?:OF\s+)?{_WORDS}S?\b[.)]{{0,2}}")
_BEGIN = re.compile(rf"BEGIN\s+{_WORDS}\b")
_BRACKET = re.compile(r"\(\s?(COMMENT|NOTE)\b")


def mark_stretches(
    lines: Lines, drafts: list[Draft], headings: list[Heading]
) -> tuple[tuple[Paragraph, ...], tuple[Stretch, ...]]:
    """Finish the paragraphs and find the stretches, in order of place."""
    del headings  # each draft carries the heading that opens it
    spans = [draft.passage.spans for draft in drafts]
    addresses = _addresses(drafts)
    found = _ranges(lines, drafts, spans)
    stretches: list[Stretch] = []
    for kind, start, end, closed in found:
        places: list[Span] = []
        touched: list[str] = []
        for draft, own, address in zip(drafts, spans, addresses, strict=True):
            if not own or own[-1].end <= start or own[0].start >= end:
                continue
            low = max(start, draft.text_start)
            clipped = [
                Span(max(s.start, low), min(s.end, end))
                for s in own
                if s.end > low and s.start < end
            ]
            if clipped:
                places += clipped
                touched.append(address)
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
    upper = lines.text.upper()
    if len(upper) != len(lines.text):
        upper = lines.text
    begin = drafts[0].start
    events: list[tuple[int, int, str, str]] = []  # place, order, what, kind
    for draft in drafts:
        head = _OPENS.match(upper, draft.text_start)
        above = (
            _OPENS.fullmatch(draft.new_heading.text.upper().strip(" :.-/"))
            if draft.new_heading
            else None
        )
        if above:
            events.append((draft.start, 1, "open", above.group(1)))
        elif head and upper[head.end() : head.end() + 2].strip()[:1] in (
            ":",
            ".",
            "-",
            "(",
            "",
            ",",
            "/",
        ):
            events.append((draft.start, 1, "open", head.group(1)))
            draft.role = head.group(1).lower()
        if above:
            draft.role = above.group(1).lower()
    events += [(m.end(), 0, "close", m.group(1)) for m in _END.finditer(upper, begin)]
    events += [(m.start(), 1, "open", m.group(1)) for m in _BEGIN.finditer(upper, begin)]
    events += [(m.start(), 1, "open", m.group(1)) for m in _BRACKET.finditer(upper, begin)]
    events.sort()
    ends = [own[-1].end if own else draft.start for draft, own in zip(drafts, spans, strict=True)]
    starts = [draft.start for draft in drafts]
    open_at: dict[str, int] = {}
    found: list[tuple[str, int, int, bool]] = []

    def paragraph_end(place: int) -> int:
        return next((e for s, e in zip(starts, ends, strict=True) if e > place), ends[-1])

    for place, _, what, word in events:
        kind = word.lower()
        if what == "open":
            if kind in open_at and place >= paragraph_end(open_at[kind]):
                opened = open_at.pop(kind)
                found.append((kind, opened, paragraph_end(opened), False))
            open_at.setdefault(kind, place)
        elif kind in open_at:
            found.append((kind, open_at.pop(kind), place, True))
        # An END without its beginning marks nothing that could be told apart.
    for kind, opened in open_at.items():
        found.append((kind, opened, paragraph_end(opened), False))
    found.sort(key=lambda f: (f[1], f[2]))
    return found


def _joined(text: str, places: list[Span]) -> str:
    return "\n".join(
        "\n".join(line.strip() for line in place.of(text).split("\n")) for place in places
    ).strip()
