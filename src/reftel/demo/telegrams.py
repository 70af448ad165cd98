"""From a plan to the exact text of a telegram, and the truth about it.

In: a plan, its dice, and a draft where one was made by hand. Out: `Invented`. The plan's faults
are built in while the lines are set, so that the truth always knows of them.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from reftel.demo.draft import Draft, Passage, draft, mark_of
from reftel.demo.envelope import header_1973, header_1985, is_old, page_line
from reftel.demo.opening import classification_line, open_telegram, wrap
from reftel.demo.plan import Plan
from reftel.demo.truth import PARTIAL_NOTE, Invented, Truth
from reftel.demo.world import officers

__all__ = ["write"]

_Roll = Callable[[], float]
_MARKED_BEFORE_1991 = 0.4
_PAGE_LINES = (75, 95)
"""A page of the joined text has so many lines, from and to."""


def write(plan: Plan, dice: Random, content: Draft | None = None) -> Invented:
    """One telegram."""
    roll = dice.random
    content = content or draft(plan, roll)
    lines, numbers = _body_lines(plan, content, roll)
    signature = _sign(plan, lines, roll)
    pages = _pages(lines, roll)
    sections = max((section for section, _ in pages), default=1)
    opening = open_telegram(plan, content, sections, roll)
    breaks = _break_pages(plan, lines, pages, sections, roll, strays="SIPDIS" in opening.captions)
    _after_signature(plan, lines, roll)
    old = is_old(plan)
    joint = " \n" if not old and plan.serial % 2 else "\n"
    body = joint.join(opening.lines + lines)
    if old:
        body = body.upper()
    if "quotes-damaged" in plan.faults:
        body = _damage_quotes(body)
    if "apostrophes-damaged" in plan.faults:
        body = body.replace("'", ",")
        opening.subject = opening.subject.replace("'", ",")
    if "redacted" in plan.faults:
        body = _redact(body, dice)
    if "body-cut" in plan.faults:
        body = body[:250] + "..."
        numbers, signature, breaks = (), None, 0
    header = _header(plan, sections, roll)
    at = plan.created
    truth = Truth(
        id=plan.target.id,
        created=f"{at:%Y-%m-%dT%H:%MZ}",
        origin=plan.post.station,
        level=plan.level,
        captions=opening.captions,
        tags=opening.tags,
        subject=" ".join(opening.subject.split()),
        references=opening.references,
        paragraphs=numbers,
        signature=signature.upper() if signature and old else signature,
        sections=sections,
        page_breaks=breaks,
        faults=tuple(
            sorted(plan.faults - _impossible(plan.faults, len(numbers), breaks, signature))
        ),
    )
    return Invented(header, body, truth, plan)


def _impossible(
    faults: frozenset[str], paragraphs: int, breaks: int, signature: str | None
) -> set[str]:
    """Faults for which a text had no room: nothing to break, to number or to sign."""
    found: set[str] = set()
    if "numbers-missing" in faults:
        found |= {"number-gap", "number-falls", "number-restart", "number-in-sentence"}
    if paragraphs < 2:
        found |= {"number-in-sentence", "number-unfit", "year-line"}
    if paragraphs < 4:
        found |= {"number-falls", "number-restart"}
    if not breaks:
        found |= {"page-break-glued", "page-break-differs"}
    if signature is None:
        found |= {"signature-glued", "signature-mixed", "signature-twice"}
    elif signature != signature.upper():
        found |= {"signature-glued"}
    return found


def _header(plan: Plan, sections: int, roll: _Roll) -> str:
    if "header-note" in plan.faults:
        return PARTIAL_NOTE
    if "header-none" in plan.faults:
        return ""
    old = is_old(plan)
    lines = (header_1973 if old else header_1985)(plan, sections, roll)
    if not old and "header-short" in plan.faults:
        lines = lines[next(n for n, line in enumerate(lines) if line.startswith("DE ")) + 2 :]
    return "\n".join(lines)


def _body_lines(plan: Plan, content: Draft, roll: _Roll) -> tuple[list[str], tuple[int, ...]]:
    """The text on lines, and the numbers of its paragraphs."""
    faults = plan.faults
    if "text-missing" in faults:
        return [], ()
    width = 52 + int(roll() * 14)
    marked = roll() < 0.6 or plan.level[0] != "U" or "number-falls" in faults
    if plan.created.year < 1991:
        marked = marked and roll() < _MARKED_BEFORE_1991
    mark = mark_of(plan.level)
    gap = "    " if not marked and roll() < 0.3 else " "
    rule = "-=*-"[int(roll() * 4)] if roll() < 0.2 else "-"
    above = roll() < 0.25
    numbered = "numbers-missing" not in faults
    lines: list[str] = []
    numbers: list[int] = []
    next_number = 1
    if not marked and plan.level[0] != "U" and 1984 < plan.created.year < 1991 and numbered:
        # In those years one mark covered the whole text.
        lines += [f"1. ({mark} - ENTIRE TEXT).", ""]
        numbers.append(1)
        next_number = 2
    for place, passage in enumerate(content.passages):
        number = passage.number or _odd_number(faults, place, next_number, len(content.passages))
        if passage.heading:
            _head(lines, passage, mark if marked else "", rule, above=above)
        start = ""
        if numbered:
            start = f"{number}.{gap}({mark}) " if marked else f"{number}.{gap}"
            if number == 1 and place and "number-restart" in faults:
                lines += ["ANNEX: LIST OF CONTACTS", "-----------------------", ""]
            numbers.append(number)
        for block in _faulty_blocks(faults, place, number, passage.blocks):
            for line in (start + block).split("\n"):
                lines += wrap(line, width)
            if not block.startswith("--"):
                lines.append("")
            start = ""
        if lines[-1]:
            lines.append("")
        next_number = number + 1
    return lines, tuple(numbers)


def _odd_number(faults: frozenset[str], place: int, number: int, passages: int) -> int:
    """The number to print where `number` would be right."""
    if "number-gap" in faults and place == passages // 2:
        return number + 2
    if "number-falls" in faults and place == passages // 2:
        return max(2, number - 1)
    if "number-restart" in faults and place == max(2, passages - 2):
        return 1
    return number


def _faulty_blocks(
    faults: frozenset[str], place: int, number: int, blocks: tuple[str, ...]
) -> tuple[str, ...]:
    if place != 1 or not faults:
        return blocks
    if "number-in-sentence" in faults:
        words = f"the clerk's list of the year before has only\n{number + 1}. Ours has more."
        blocks = (f"{blocks[0]}  Where this year's list has nine names, {words}", *blocks[1:])
    if "number-unfit" in faults:
        blocks = (*blocks, "71. That line comes from the printed list of the conference.")
    if "year-line" in faults:
        words = (
            "Nothing like it had been seen there since the summer of\n2006.  Nobody expects more."
        )
        blocks = (f"{blocks[0]}  {words}", *blocks[1:])
    if "quotes-damaged" in faults:
        words = 'He called it a "misunderstanding" and a "trifle" in one breath.'
        blocks = (f"{blocks[0]}  {words}", *blocks[1:])
    return blocks


def _head(lines: list[str], passage: Passage, mark: str, rule: str, *, above: bool) -> None:
    words = passage.heading or ""
    if mark and len(words) % 3 == 0:
        words = f"({mark}) {words}"
    line = rule * len(words)
    if len(line) > 45:
        line = f"{line[:45]} {line[45:]}"
    lines += [line, words, line, ""] if above else [words, line, ""]


def _sign(plan: Plan, lines: list[str], roll: _Roll) -> str | None:
    """Add the signature."""
    faults = plan.faults
    if not lines or "signature-missing" in faults:
        return None
    family = officers(plan.post.station, plan.created.year)[0 if roll() < 0.75 else 1][1]
    if "signature-mixed" in faults and "signature-glued" in faults:
        # In small letters at the end of a sentence no reader could tell it from a word.
        faults -= {"signature-glued"}
    name = family if "signature-mixed" in faults else family.upper()
    if "signature-glued" in faults:
        while lines and not lines[-1]:
            lines.pop()
        lines[-1] = f"{lines[-1]}  {name}"
        return name
    lines.append(f"{name} {name}" if "signature-twice" in faults else name)
    return name


def _after_signature(plan: Plan, lines: list[str], roll: _Roll) -> None:
    if "text-after-signature" in plan.faults:
        lines += ["", "File copy of the registry", "Second tray, left"]
    elif roll() < 0.007 and lines:
        lines += ["", "NNNN"]
    elif is_old(plan) and lines:
        level = plan.level.partition("//")[0]
        lines += ["", level, "", "NNN"]


def _pages(lines: list[str], roll: _Roll) -> list[tuple[int, int]]:
    """Section and part of each page after the first."""
    per_page = _PAGE_LINES[0] + int(roll() * (_PAGE_LINES[1] - _PAGE_LINES[0]))
    pages = (len(lines) + 20) // per_page
    if pages < 2 or roll() < 0.6:
        return [(n + 1, 0) for n in range(1, pages + 1)]
    return [(1 + n // 2, n % 2 * 2) for n in range(1, pages + 1)]


def _break_pages(
    plan: Plan,
    lines: list[str],
    pages: list[tuple[int, int]],
    sections: int,
    roll: _Roll,
    *,
    strays: bool,
) -> int:
    """Set the page-break lines into the text, from its end to its start; how many there are.

    With `strays` the caption SIPDIS comes again below some of them.
    """
    if not pages:
        return 0
    post = plan.post.name[:10]
    level = plan.level.partition("//")[0]
    for place in range(len(pages), 0, -1):
        section, part = pages[place - 1]
        at = place * len(lines) // (len(pages) + 1)
        if is_old(plan):
            head = page_line(plan, place + 1, section, sections)
            again = classification_line(plan, section, sections)
            new = part == 0 and section > 1
            lines[at:at] = [level, "", head, "", *([again, ""] if new else [])]
            continue
        dotted = f".{part}" if part else ""
        mark = f"{post} {plan.serial:08d}  {section:03d}{dotted} OF {sections:03d}"
        if "page-break-differs" in plan.faults and place == 1:
            mark = f"{post} {plan.serial + 9:08d}  {section:03d}{dotted} OF {sections:03d}"
        if "page-break-glued" in plan.faults and place == 1:
            while not (lines[at - 1] and lines[at]):
                at += 1
            lines[at - 1 : at + 1] = [f"{lines[at - 1]} {mark} {lines[at]}"]
            continue
        stray = ["SIPDIS"] if roll() < 0.4 and strays else []
        lines[at:at] = ["", mark, "", *stray, ""] if roll() < 0.7 else [mark, *stray]
    return len(pages)


def _damage_quotes(body: str) -> str:
    """As the telegram system did it: an opening quote became `&`, a closing one `8`."""
    parts = body.split('"')
    return "".join(
        part + ("" if n == len(parts) - 1 else "&8"[n % 2]) for n, part in enumerate(parts)
    )


def _redact(body: str, dice: Random) -> str:
    """Runs of x over some names, as a publisher who withholds them sets them."""
    words = sorted({word for word in body.split() if word.istitle() and len(word) > 7})
    run = dice.choice(("XXXXXXXXXXXX", "XXXXXXXXXXXX", "xxxxx", "xxxxxxxxxxxx"))
    for word in dice.sample(words, min(3, len(words))):
        body = body.replace(word.strip(".,;:'s"), run)
    return body
