"""The REF list: which documents this telegram says it refers to. Nothing is looked up.

In: the characters after the REF label, the cable's own year, post and number. Out: one
`Reference` an item, with its label, what was written, and how the id was inferred:

- `year-own`: no year stands there, so it is the cable's own
- `year-before`: no year stands there and the number at the cable's own post is higher than its own
- `year-after`: the year stands behind the number: ZENDA 3 (2008), ZENDA 3-08, ZENDA 08-3
- `year-dated`: the year is that of the date or date-time group behind the number
- `year-unknown`: no year stands there, and the cable's own is not known: no id
- `range`: one of the numbers that ZENDA 3-5 or ZENDA 3 THROUGH 5 stands for
- `letter-dropped`: a letter stands behind the number, which is read without it: STATE 12345A
- `second-number`: beside it stands its number to or from the Secretary's party: STATE 3 TOSEC 14
- `other-agency`: it is a telegram of another agency or command, by its own numbers: no id
- `time-only`: sender and date-time group without a number: no id
- `post-shared`: only a number stands there, the post is that of the item before
- `post-own`: EMBTEL, or REFTEL with a number: the cable's own post; DEPTEL: the Department
- and those of the vocabulary (alias, six-letters, unknown-post, …)
"""

from __future__ import annotations

import re

import msgspec

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.telegram.agencies import is_agency
from reftel.telegram.cable import Reference
from reftel.vocab.cable_id import SERIALS, make_id, read_station
from reftel.vocab.dates import MONTHS, full_year, read_dtg

__all__ = [
    "DEPARTMENT_WORDS",
    "LONGEST_RANGE",
    "OWN_WORDS",
    "Own",
    "dated_year",
    "name_telegram",
    "read_references",
]

_LABEL = re.compile(
    r"(?<![A-Z0-9.])(?:\(?([A-Z])[.):](?=[\s(]|$)\s*(?:\(?\1[.)]\)?\s*)?|\(([A-Z])[.:]?\)[.:]?\s*)"
)
_LABELS_APART = 3
"""Letters that two labels may lie apart; more, and it is an initial: LETTER FROM R. HENTZAU."""
_BEHIND_NUMBER = "|".join(rf"(?<=[A-Z] [0-9]{{{n}}})" for n in range(1, 7))
_SPLIT = re.compile(
    r"(?=[\s;,&:A])\s*(?:[;,&](?!\s*(?:SEC(?:TION)?S?|PARAS?|PARAGRAPHS?|PARTS?)\b)|:(?=\s)|\bAND\b|\n\s*\n(?=\s*\(?[A-Z])"
    rf"|(?:{_BEHIND_NUMBER})\s(?=\s*(?:\d\d(?:\d\d)? ?)?"
    r"(?!(?:THROUGH|THRU|TO|OF|NO|NR|TOSEC|SECTO|PARAS?|PARAGRAPHS?|PART|SECTION)\b)"
    r"[A-Z][A-Z.'-]+(?: [A-Z.'-]+){0,3} \d))\s*"
)
"""Between two items; also nothing but a blank, before another post with its number. The first look
is at the characters that one may begin with."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATED = re.compile(
    rf"(?=[{''.join(sorted({month[0] for month in MONTHS}))}\d])(?:"
    rf"(?:\bDATED\s+|\bOF\s+)?\b(?:{_MONTH})\.?\s+\d{{1,2}}(?:,?\s+(?P<worded>\d{{4}}))?\b"
    r"|(?:\bDATED\s+|\bOF\s+)?\b\d{1,2}/\d{1,2}/(?P<plain>\d{4}|\d{2})\b"
    rf"|(?:\bDTG:?\s+)?\b(?P<group>\d{{6}}\s?Z\s?(?:{_MONTH})\s?(?:\d{{4}}|\d\d))\b)"
)
"""A date behind an item. Months stand in full or short: JANEIRO and MARSEILLE are no dates. The
first letters of DATED, OF and DTG are those of months too."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NOTES = re.compile(r"\(([^()]{1,80})\)|\b(NOTAL|EXDIS|NODIS|LIMDIS)\b")
_ITEM = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d|\d\d)\s{0,3})?(?P<post>[A-Z][A-Z .'/-]{0,40}?)[\s-]*"
    r"(?P<air>\bA-|CA-)?(?:#\s?|\bN[OR]\.?\s)?(?P<number>\d{1,8})(?!\d)"
    r"(?:\s?(?P<to>-|\bTHROUGH\b|\bTHRU\b|\bTO\b)\s?(?P<last>\d{1,6})(?!\d))?(?P<rest>.*)$",
    re.DOTALL,
)
_LETTER = re.compile(r"(?: |-)?([A-Z])(?![A-Z0-9.])")
"""A letter behind the number, as of a telegram that was sent again: STATE 12345A."""
_PARTY = re.compile(r"\b(?:TOSEC|SECTO) ?\d")
"""The number beside the Department's under which it went to the Secretary's party."""
_NUMBER = re.compile(r"(?:#|NO\.?)?\s*(\d{1,6})(?!\d)\s*$")
_YEAR_NOTE = re.compile(r"\(\s*('?\d\d|(?:19|20)\d\d)\s*\)")
LONGEST_RANGE = 30
"""Numbers; of a longer range only the ends are taken."""
_PAPER = re.compile(
    r"\b(?:E-?\s?MAILS?|LETTER|MEMO(?:RANDUM|S)?|MEMCON|TELCON|PHONE|CALLS?|FAX|TELEFAX|CONVERSATION|NOTE|"
    r"MEETING|REPORT|INFOMEMO|IIR|TD(?:X|CS\w*|FIR\w*)?|PAPER|INTERNET|"
    r"WEB|HTTP|PUBLICATION|DEMARCHE REQUEST)\b"
)
_PAPERS = ("", None)
"""What a paper leaves to the next item: no post, but perhaps the year of its date, cut off by the
comma and set as an item of its own (07PARIS2027, 08PARIS130)."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTHING = {"NONE", "N/A", "NA", "REF", "REFS", "PREVIOUS", "EARLIER", "RELATED", "BELOW"}
"""Words that name no document; they stay in their piece."""
OWN_WORDS = frozenset({"EMBTEL", "EMBTELS", "OURTEL", "MYTEL", "CONGENTEL", "CONTEL"})
"""Words for a telegram of the own post."""
DEPARTMENT_WORDS = frozenset({"DEPTEL", "DEPTELS", "STATETEL"})


class Own(msgspec.Struct, frozen=True):
    """The cable whose list it is, by which missing parts are inferred."""

    year: int | None
    """In full: 2008."""
    station: str | None
    serial: int | None


class _Place(msgspec.Struct, frozen=True):
    """One item of the list before it is read."""

    written: str
    label: str | None
    notes: tuple[str, ...]
    span: Span

    def reference(
        self, kind: str, canonical: str | None = None, rules: tuple[str, ...] = ()
    ) -> Reference:
        """The item as it was read."""
        return Reference(
            written=self.written,
            label=self.label,
            notes=self.notes,
            spans=(self.span,),
            kind=kind,
            id=canonical,
            rules=rules,
        )


def read_references(text: str, span: Span, own: Own, defects: DefectList) -> tuple[Reference, ...]:
    """Read the references in `text` at `span`, which holds what follows the label."""
    region = span.of(text)
    upper = region.upper() if len(region.upper()) == len(region) else region
    found: list[Reference] = []
    previous: tuple[str, int | None] | None = None
    for label, start, end in _labelled(upper):
        first = True
        for item_start, item_end in _items(upper, start, end):
            words = upper[item_start:item_end]
            item = Span(span.start + item_start, span.start + item_end)
            place = _Place(
                " ".join(item.of(text).split()),
                label if first else None,
                tuple(a or b for a, b in _NOTES.findall(" ".join(words.split()))),
                item,
            )
            references, previous = _item(place, words, previous, own)
            if not references:
                continue
            if references[0].kind == "unread":
                defects.add("reference-unread", item, found=item.of(text))
            found += references
            first = False
    return tuple(found)


def _labelled(upper: str) -> list[tuple[str | None, int, int]]:
    """The region cut at its labels: label, start and end of what follows it."""
    marks: list[re.Match[str]] = []
    last = "A"
    for mark in _LABEL.finditer(upper):
        letter = mark.group(1) or mark.group(2)
        # A single letter with a point may also be an initial: labels begin at A or follow another.
        opens = not upper[: mark.start()].strip(" \n:;.-") or (not marks and letter == "A")
        apart = 1 if mark.group().startswith("(") and mark.group(1) else _LABELS_APART
        follows = bool(marks) and 0 < ord(letter) - ord(last) <= apart
        if opens or follows:
            marks.append(mark)
            last = letter
    if not marks:
        return [(None, 0, len(upper))]
    parts: list[tuple[str | None, int, int]] = []
    if upper[: marks[0].start()].strip(" \n:;.-"):
        parts.append((None, 0, marks[0].start()))
    for mark, after in zip(marks, [*(m.start() for m in marks[1:]), len(upper)], strict=True):
        parts.append((mark.group(1) or mark.group(2), mark.end(), after))
    return parts


def _items(upper: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at ; , AND & and at empty lines, but never inside a date."""
    part = _DATED.sub(lambda m: "_" * len(m.group()), upper[start:end])
    # Brackets may hold commas of their own: (NOTAL, EXDIS).
    if "(" in part:
        part = _IN_BRACKETS.sub(lambda m: m.group().replace(",", " ").replace("AND", "   "), part)
    found: list[tuple[int, int]] = []
    at = 0
    for cut in [*_SPLIT.finditer(part), None]:
        stop = cut.start() if cut else len(part)
        piece = part[at:stop]
        if piece.strip(" \n.:;,-()"):
            lead = len(piece) - len(piece.lstrip())
            tail = len(piece) - len(piece.rstrip())
            found.append((start + at + lead, start + stop - tail))
        at = cut.end() if cut else stop
    return found


def _item(
    place: _Place, upper: str, previous: tuple[str, int | None] | None, own: Own
) -> tuple[list[Reference], tuple[str, int | None] | None]:
    """What one item refers to, and the post and year that a bare number after it would share."""
    after = _YEAR_NOTE.search(upper)
    dated = _DATED.search(upper)
    plain = _NOTES.sub(" ", upper)
    if dated is not None or plain != upper:
        plain = _DATED.sub(" ", plain)
    words = " ".join(plain.split()).strip(" .")
    if not words or words in _NOTHING:
        return [], previous
    year_behind = _full_year(after.group(1).lstrip("'")) if after else None
    rule = "year-after"
    if year_behind is None and dated is not None:
        year_behind, rule = _dated_year(dated), "year-dated"
    if number := _NUMBER.match(words):
        if previous == _PAPERS and _YEAR.fullmatch(words):
            return [], previous
        if previous is None or previous == _PAPERS:
            return [place.reference("unread")], previous
        post, year = previous
        rules: tuple[str, ...] = ("post-shared",)
        if year_behind is not None:
            year, rules = year_behind, (*rules, rule)
        return [_telegram(place, post, year, int(number.group(1)), rules, own)], (post, year)
    paper = _PAPER.search(words) is not None
    item = _ITEM.match(words)
    if item is None or paper:
        timed = dated is not None and dated.group("group") is not None and not paper
        if timed and _SENDER.fullmatch(words):
            return [place.reference("telegram", rules=("time-only",))], previous
        return [place.reference("paper" if paper else "unread")], _PAPERS if paper else previous
    post = item.group("post").strip(" .-/'")
    if item.group("air") or post in ("CA", "A") or post.endswith((" CA", " A")):
        return [place.reference("airgram")], previous
    rules = ()
    last = post.rpartition(" ")[2]
    if last in OWN_WORDS or post in ("REFTEL", "REF"):
        if own.station is None:
            return [place.reference("unread")], previous
        post, rules = own.station, ("post-own",)
    elif last in DEPARTMENT_WORDS:
        post, rules = "STATE", ("post-own",)
    elif len(post) < 2:
        return [place.reference("unread")], previous
    year = _full_year(item.group("year"))
    numbers, inside = _numbers(item, own)
    if year is None and inside is not None:
        year, rules = inside, (*rules, "year-after")
    elif year is None and year_behind is not None:
        year, rules = year_behind, (*rules, rule)
    if _LETTER.match(item.group("rest")):
        rules = (*rules, "letter-dropped")
    elif post not in ("SECTO", "TOSEC") and _PARTY.search(upper):
        rules = (*rules, "second-number")
    found = [_telegram(place, post, year, numbers[0], rules, own)]
    found += [_telegram(place, post, year, n, (*rules, "range"), own) for n in numbers[1:]]
    return found, (post, year)


def _numbers(item: re.Match[str], own: Own) -> tuple[list[int], int | None]:
    """The numbers of an item with two of them: a range, or a number and its year (3-08, 08-3)."""
    first, to, last = item.group("number", "to", "last")
    if last is None:
        return [int(first)], None
    if to == "-":
        if len(first) == 2 and first[0] == "0":
            return [int(last)], _full_year(first)
        if len(last) == 2 and last[0] == "0":
            return [int(first)], _full_year(last)
    low = int(first)
    # 940-42 is short for 940 to 942.
    high = int(last if len(last) >= len(first) else first[: -len(last)] + last)
    if low < high <= low + LONGEST_RANGE:
        return list(range(low, high + 1)), None
    year = _full_year(last) if len(last) == 2 else None
    if year is not None and own.year is not None and 0 <= own.year - year <= 1:
        return [low], year
    return [low, int(last)], None


def _dated_year(dated: re.Match[str]) -> int | None:
    """The year of the date behind an item, where it names one."""
    if dated.group("group"):
        moment = read_dtg(dated.group("group"))
        return int(moment.value[:4]) if moment else None
    return _full_year(dated.group("worded") or dated.group("plain"))


_SENDER = re.compile(r"[A-Z][A-Z .,'/()-]{2,60}")


def dated_year(behind: str) -> int | None:
    """The year of a date that begins `behind`, what follows a number; None where none does."""
    words = behind.upper().lstrip(" \n,(")
    dated = _DATED.match(words) if words[:1].isalnum() else None
    return _dated_year(dated) if dated else None


def _telegram(
    place: _Place, post: str, year: int | None, number: int, rules: tuple[str, ...], own: Own
) -> Reference:
    """The telegram of a post and number, as an item of the list."""
    return name_telegram(place.reference("unread"), post, year, number, rules, own)


def name_telegram(
    placed: Reference,
    post: str,
    year: int | None,
    number: int,
    rules: tuple[str, ...],
    own: Own,
) -> Reference:
    """The telegram of a post and number; unread where they make no message reference number."""
    if is_agency(post.upper()):
        return msgspec.structs.replace(placed, kind="telegram", rules=(*rules, "other-agency"))
    named = read_station(post)
    if named is None or number not in SERIALS:
        return msgspec.structs.replace(placed, kind="unread")
    station, how = named
    inferred: tuple[str, ...] = ()
    if year is None:
        if own.year is None:
            return msgspec.structs.replace(
                placed, kind="telegram", rules=(*rules, *how, "year-unknown")
            )
        before = station == own.station and own.serial is not None and number > own.serial
        year = own.year - 1 if before else own.year
        inferred = ("year-before" if before else "year-own",)
    made = make_id(post, year, number)
    if made is None:
        return msgspec.structs.replace(placed, kind="unread")
    return msgspec.structs.replace(
        placed, kind="telegram", id=str(made.id), rules=(*rules, *made.rules, *inferred)
    )


def _full_year(written: str | None) -> int | None:
    return full_year(int(written)) if written else None
