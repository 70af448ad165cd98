"""The lines between header and text: classification line, captions, E.O., TAGS, SUBJECT, REF.

In: a plan, a draft, the number of sections, dice. Out: `Opening`: the lines, and the values that
they stand for.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reftel.demo.draft import Draft, mark_of
from reftel.demo.envelope import is_old
from reftel.demo.plan import Plan, Target
from reftel.demo.world import DEPARTMENT, officers

__all__ = ["Opening", "classification_line", "open_telegram", "wrap"]

_Roll = Callable[[], float]
_SPELT = {
    "UNCLASSIFIED": "UNCLAS",
    "CONFIDENTIAL": "C O N F I D E N T I A L",
    "SECRET": "S E C R E T",
}
_REASONS = ("1.4 (b) and (d)", "1.4 (b, d)", "1.4(B)/(D)", "1.4 (b/d)", "1.4(b), (c) and (d)")
_OLD_REASONS = ("1.5 (b) and (d)", "1.5 (b,d)", "1.5(B) AND (D)")


class Opening(msgspec.Struct):
    """Lines and what they say."""

    lines: list[str]
    captions: tuple[str, ...]
    tags: tuple[str, ...]
    subject: str
    references: tuple[str, ...]


def wrap(words: str, width: int) -> list[str]:
    """Words on lines of at most `width` characters; longer words stand on lines of their own."""
    lines: list[str] = []
    start, end = 0, len(words)
    while end - start > width:
        cut = words.rfind(" ", start, start + width + 1)
        if cut <= start:
            cut = words.find(" ", start + width)
            if cut < 0:
                break
        lines.append(words[start:cut].rstrip())
        start = cut + 1
        while start < end and words[start] == " ":
            start += 1
    lines.append(words[start:])
    return lines


def classification_line(plan: Plan, section: int, sections: int) -> str:
    """`C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012`."""
    level, _, extra = plan.level.partition("//")
    words = _SPELT[level]
    if "classification-damaged" in plan.faults:
        words = words[2:] if level != "UNCLASSIFIED" else words[1:]
    if extra == "NOFORN":
        words += " NOFORN"
    if sections > 1:
        words += f" SECTION {section:02d} OF {sections:02d}"
    if "number-missing" in plan.faults:
        return words
    width = 4 if plan.created.year < 1991 else 6
    return f"{words} {plan.post.name} {plan.serial:0{width}d}"


def open_telegram(plan: Plan, draft: Draft, sections: int, roll: _Roll) -> Opening:
    """All lines above the first paragraph."""
    faults = plan.faults
    lines = []
    captions = _captions(plan, roll)
    if "classification-missing" not in faults:
        lines.append(classification_line(plan, 1, sections))
        lines.append("")
    written = [name for name in captions if name != "NOFORN" or roll() < 0.5]
    if "corrected-copy" in faults:
        written.append("C O R R E C T E D  C O P Y (TEXT OF PARAGRAPH 2)")
    lines += _spaced(written, roll)
    if draft.passing:
        lines += [*draft.passing, ""]
    if "line-odd" in faults:
        lines += ["Q7: 0.5 TRANSIT LOG 88", ""]
    order = _order(plan)
    tags = _tags_line(plan, draft, roll)
    if "order-missing" not in faults:
        lines.append(f"{order} {tags[0]}" if "label-glued" in faults else order)
    if "tags-missing" not in faults and "label-glued" not in faults:
        lines += tags
    subject, subject_lines = _subject(plan, draft, roll)
    lines += subject_lines
    lines.append("")
    references = () if not plan.references else _reference_lines(plan, lines, roll)
    if "reference-odd" in faults:
        lines += ["REF: ?? 12-B", ""]
    if plan.level[0] != "U" and not is_old(plan):
        lines += wrap(_classified_by(plan, roll), 60)
        lines.append("")
    named = tuple(captions) + (("CORRECTED COPY",) if "corrected-copy" in faults else ())
    return Opening(lines, named, draft.tags, subject, references)


def _captions(plan: Plan, roll: _Roll) -> list[str]:
    level, _, extra = plan.level.partition("//")
    captions = []
    if extra == "NOFORN":
        captions.append("NOFORN")
    if extra == "FOR OFFICIAL USE ONLY":
        captions.append("SENSITIVE")
    if is_old(plan):
        return [*captions, "EXDIS"] if level == "SECRET" and roll() < 0.4 else captions
    # The caption of the electronic network is not older than the network.
    if roll() < 0.94 and plan.created.year > 1997:
        captions.append("SIPDIS")
    if level == "SECRET" and roll() < 0.1:
        captions.append("EXDIS" if roll() < 0.7 else "NODIS")
    return captions


def _spaced(names: list[str], roll: _Roll) -> list[str]:
    """Captions on lines, now and then with empty lines between."""
    between = roll() < 0.3
    lines = []
    for name in names:
        lines.append(name)
        if between:
            lines.append("")
    return lines if between or not lines else [*lines, ""]


def _order(plan: Plan) -> str:
    at = plan.created
    if at.year < 1979:
        return "E.O. 11652: " + ("GDS" if plan.level[0] != "U" else "N/A")
    if at.year < 1983:
        return f"E.O. 12065: GDS {at.month}/{min(at.day, 28)}/{(at.year + 6) % 100}"
    if at.year < 1996:
        return "E.O. 12356: " + ("DECL: OADR" if plan.level[0] != "U" else "N/A")
    if plan.level[0] == "U":
        return "E.O. 12958: N/A"
    day, form = min(at.day, 28), plan.serial % 16
    if form == 0:
        return f"E.O. 12958: DECL: {at.year + 10}/{at.month:02d}/{day:02d}"
    if form == 1:
        return "E.O. 12958: DECL: UPON SIGNING OF THE LAKE TREATY"
    return f"E.O. 12958: DECL: {at.month:02d}/{day:02d}/{at.year + 10}"


def _tags_line(plan: Plan, draft: Draft, roll: _Roll) -> list[str]:
    tags = list(draft.tags)
    if "tags-empty" in plan.faults:
        return ["TAGS:"]
    if "tag-misspelt" in plan.faults:
        tags[0], tags[-1] = _misspelt(tags[0]), _misspelt(tags[-1])
    if "tags-fused" in plan.faults:
        tags[:2] = [tags[0] + tags[1]]
    form = roll()
    joint = " " if form < 0.6 else ", " if form < 0.95 else "; "
    if any(" " in tag for tag in tags):
        joint = ", "  # a person's two names are parted by a blank themselves
    label = "TAGS:" if roll() < 0.93 else ("TAGS" if joint == " " else "Tags:")
    return wrap(f"{label} {joint.join(tags)}", 60)


def _misspelt(tag: str) -> str:
    return tag[:-2] + tag[-1] + tag[-2] if len(tag) == 4 else tag


def _subject(plan: Plan, draft: Draft, roll: _Roll) -> tuple[str, list[str]]:
    faults = plan.faults
    if "subject-missing" in faults:
        return "", []
    if "subject-empty" in faults:
        return "", ["SUBJECT:"]
    words = draft.subject.upper() if is_old(plan) or roll() < 0.8 else draft.subject
    label = "SUBJECT:" if roll() < 0.96 else "SUBJ:"
    if "subject-broken" in faults:
        words = f"{words.upper()} AND WHAT IT COSTS THE PROVINCES"
        start, end = words.rsplit(" AND ", 1)
        return words, [*wrap(f"{label} {start} AND", 62), "", end]
    mark = f"({mark_of(plan.level)}) " if plan.level[0] != "U" and roll() < 0.12 else ""
    lines = wrap(f"{label} {mark}{words}", 62)
    if "subject-repeated" in faults:
        lines += [f"SUBJECT: {words[:40]}"]
    return words, lines


def _classified_by(plan: Plan, roll: _Roll) -> str:
    given, family, title = officers(plan.post.station, plan.created.year)[int(roll() * 4)]
    forms = _REASONS if plan.created.year > 2003 else _OLD_REASONS
    reasons = forms[int(roll() * len(forms))]
    form = roll()
    if form < 0.5:
        return f"Classified By: {title} {given} {family} for reasons {reasons}."
    if form < 0.8:
        return f"CLASSIFIED BY: {given} {family}, {title}; REASON: {reasons}."
    return f"Classified by {title} {given} {family}.  Reasons: {reasons}."


def _reference_lines(plan: Plan, lines: list[str], roll: _Roll) -> tuple[str, ...]:
    """Set the REF list below `lines`; the ids in the order in which they stand there."""
    own = plan.target
    items = [_item(own, target, roll) for target in plan.references]
    ids = tuple(target.id for target in plan.references)
    form = roll()
    if len(items) == 1:
        label = "REF" if form < 0.85 else "REFTEL" if form < 0.95 else "Ref"
        lines += [f"{label}: {items[0]}", ""]
        return ids
    label = "REF" if form < 0.6 else "REFS"
    if form > 0.93 and all(t.post is not own.post or t.year == own.year for t in plan.references):
        lines += [*wrap(f"{label}: {items[0]} AND {', '.join(items[1:])}", 60), ""]
        return ids
    left, right = (("", "."), ("", ")"), ("(", ")"))[0 if form < 0.8 else 1 if form < 0.88 else 2]
    labelled = [f"{left}{chr(65 + n)}{right} {item}" for n, item in enumerate(items)]
    if roll() < 0.1:
        labelled.append(f"{left}{chr(65 + len(items))}{right} WOLD-MARLACRE E-MAIL OF 3/12")
    if roll() < 0.55:
        lines += [f"{label}: {labelled[0]}", *(f"     {item}" for item in labelled[1:]), ""]
    else:
        lines += [f"{label}: {'   '.join(labelled)}", ""]
    return ids


def _item(own: Target, target: Target, roll: _Roll) -> str:
    """`08 STRELSAU 940`, with or without year as may be left out, with or without (NOTAL)."""
    may_drop = target.year == own.year and (
        target.post is not own.post or target.serial <= own.serial
    )
    before = target.year == own.year - 1 and target.post is own.post and target.serial > own.serial
    if own.year < 1980 and may_drop and roll() < 0.3:
        # As they spoke of each other then: our own telegram, the Department's telegram.
        if target.post is own.post:
            return f"EMBTEL {target.serial}"
        if target.post is DEPARTMENT:
            return f"DEPTEL {target.serial}"
    number = f"{target.serial:06d}" if roll() < 0.08 else str(target.serial)
    form = roll()
    year = f"{target.year % 100:02d} "
    if (may_drop and form < 0.85) or (before and form < 0.3):
        year = ""
    elif form > 0.95:
        year = f"{target.year} "
    notal = " (NOTAL)" if roll() < 0.06 else ""
    if form > 0.98 and year:
        return f"{target.year % 100:02d}{target.post.station}{number}{notal}"
    return f"{year}{target.post.name} {number}{notal}"
