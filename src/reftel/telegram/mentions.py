"""Mentions in the running text: other telegrams by number, reftel and ref A, septel.

In: the text, its pieces, what the REF list gave, the cable's own year, post and number. Out: one
`Reference` with `place="text"` for each, in order of place. A word with a number behind it is a
telegram only with evidence, which the rule names:

- `text-year`: a year stands before the post: 08 STRELSAU 940
- `text-cue`: a word points at it: see, per, reftel, cable, para 3 of
- `text-bracket`: it stands in brackets of its own: (Strelsau 940)
- `text-capitals`: a post we know, in capitals, and three digits or more (four where the whole text
  is in capitals) that are no year and count nothing

`ref A` has the rules of the item it points at behind its own: `ref-label`; `ref-order` where the
list has no labels, and the first item is A; `ref-only` where reftel
stands alone and the list has one item; `ref-all` for reftels; `ref-open` where reftel could be any
of several; `ref-missing` where the list has no such item. A septel goes its own way and has no
number yet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from reftel.defects import DefectList
from reftel.spans import Span
from reftel.telegram.cable import Piece, Reference
from reftel.telegram.references import (
    DEPARTMENT_WORDS,
    LONGEST_RANGE,
    OWN_WORDS,
    Own,
    dated_year,
    name_telegram,
)
from reftel.vocab.dates import full_year
from reftel.vocab.posts import find_post, post_forms

__all__ = ["read_mentions"]

_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_NUMBER = re.compile(
    rb"0(?<!00)(?:(?<=[A-Z]{2}[ \n]0)|(?<=[a-z][ \n]0)(?=00)|(?<=[A-Z]{3}0)|(?<=[ \n]A-0))"
    rb"(?<! OF 0)0{0,6}(?!0)"
)
"""A number behind a word, behind one in small letters of three digits, in a text whose digits are
all made zeros, one byte to a character: to leap to one character takes half the time of leaping to
any of ten; a digit behind another begins none. Eight digits are those of a page-break line."""
_DIGITS = re.compile(r"[0-9]+")
_BEFORE = re.compile(
    r"(?:(?<![A-Za-z0-9.,$/-])(?P<year>(?:19|20)?[0-9]{2})[ \n]?)?"
    r"(?P<post>(?:[A-Z][A-Za-z.'-]+[ \n]+){0,3}[A-Z][A-Za-z.'-]*[A-Za-z])"
    r"(?P<join>[ \n]+(?P<air>A-)?|)$"
)
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ.'-"
_LONGEST_WORD = 30
_WINDOW = 64
"""Characters before a number in which post, year and cue stand."""
_CUE = re.compile(
    r"(?:\b(?:ref|refs|reftels?|retel|cables?|telegrams?|tels?|messages?|septel|embtel)\b[ \n]*"
    r"(?:\(?[A-Z][).:]?)?|\b(?:paras?|pars?|paragraphs?)\.?[ \n]+[0-9]{1,2}(?:[ \n]+(?:of|in))?"
    r"|\b(?:see|per|cf\.?|in response to|pursuant to|reported in|and|re)(?: also)?)[ \n,:;(]*$",
    re.IGNORECASE,
)
_STRONG = re.compile(r"\b(?:re|see|per|cf|in|to|and)\b[^a-z]*$", re.IGNORECASE)
"""Cues that are words of any sentence: a year may follow these (see MADRID 2004)."""
_COUNTS = re.compile(
    r"[.,:/][0-9]|[ \n-]*(?:%|percent|per[ \n]cent|million|billion|thousand|hundred|people|persons"
    r"|dollars?|euros?|degrees|km|kilomet|miles?|meters?|hours|years?|days|times|of[ \n]+[0-9]"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b)"
    r"|(?:st|nd|rd|th)\b|[ \n]+[0-9]{3}(?:\.[0-9]+)?[ \n]+OF\b",
    re.IGNORECASE,
)
"""What stands behind a number that counts something, or in a page-break line."""
_NEXT = re.compile(r"[ \n]?(?:[,;/&]|,?[ \n](?:and|AND)\b)[ \n]*([0-9]{3,6})(?![0-9])")
_RANGE = re.compile(r"[ \n]?(?:-|through|THROUGH|thru|THRU|to|TO)[ \n]?([0-9]{2,6})(?![0-9])")
_ENDS = re.compile(r"[ \n]*(?:[),.;:/\]]|and\b|AND\b|$)")
_YEAR_NOTE = re.compile(r"[ \n]?\([ ]?('?[0-9]{2}|(?:19|20)[0-9]{2})[ ]?\)")
_POINTER = re.compile(
    r"[Rr](?<![A-Za-z/-][Rr])(?:ef|EF)(?P<tel>[Tt][Ee][Ll])?(?P<many>[sS])?(?![A-Za-z])"
    r"(?:[ \n]+(?P<labels>\(?[A-Z]\)?(?![A-Za-z'])(?:(?:[ \n]*[,/&-][ \n]*|,?[ \n]+(?:and|AND|or|OR"
    r"|through|THROUGH)[ \n]+)(?:and[ \n]+)?\(?[A-Z]\)?(?![A-Za-z']))*"
    r"|[a-z](?=[),.;:]|[ \n]+and[ \n]+[a-z]\b)(?:[ \n]+and[ \n]+[a-z]\b)?))?"
)
_SEPTEL = re.compile(r"[Ss](?<![A-Za-z][Ss])(?:eptel|EPTEL)[sS]?(?![A-Za-z])")
_TEXT = frozenset({"paragraph", "heading"})
_NO_POSTS = frozenset(
    "ARTICLE SECTION CHANNEL RESOLUTION BLOCK TASK FORCE FLIGHT ROUTE GROUP PART CHAPTER PAGE"
    " NUMBER NO USD EUR EO LAW DECREE ACT ROOM BOX HIGHWAY".split()
)
_WORDS = frozenset("A AN AND ARE AS AT BY FOR FROM IN IS OF ON OR OUT OVER THAN THE TO WAS".split())
_PARTY = frozenset({"SECTO", "TOSEC"})
"""Numbers of telegrams from and to the Secretary's party."""


def read_mentions(
    text: str,
    pieces: Sequence[Piece],
    listed: Sequence[Reference],
    own: Own,
    defects: DefectList,
    capitals: str,
) -> tuple[Reference, ...]:
    """The mentions in the paragraphs and headings; `capitals` is the text as `Lines` raises it."""
    first = next((n for n, piece in enumerate(pieces) if piece.kind in _TEXT), None)
    if first is None:
        return ()
    start = pieces[first].span.start
    found = [*_numbers(text, start, own), *_pointers(text, capitals, start, listed, defects)]
    if "EPTEL" in capitals or (capitals is text and "eptel" in text):
        found += [_at(text, m.start(), m.end(), "septel") for m in _SEPTEL.finditer(text, start)]
    return tuple(sorted((one for one in found if _inside(one, pieces)), key=lambda one: one.spans))


def _inside(one: Reference, pieces: Sequence[Piece]) -> bool:
    """Whether a mention begins and ends in paragraphs or headings, and not in a page break."""
    ends = (one.spans[0].start, one.spans[0].end - 1)
    return all(pieces[bisect_right(pieces, at, key=_start) - 1].kind in _TEXT for at in ends)


def _start(piece: Piece) -> int:
    return piece.span.start


def _at(
    text: str, start: int, end: int, kind: str = "telegram", rules: tuple[str, ...] = ()
) -> Reference:
    written = " ".join(text[start:end].split())
    return Reference(
        written=written, kind=kind, rules=rules, place="text", spans=(Span(start, end),)
    )


# --- posts with numbers ---


@cache
def _last_words() -> frozenset[str]:
    """The last words of all names of posts, in capitals."""
    words = {form.upper().split()[-1] for form in post_forms()}
    return frozenset(words | OWN_WORDS | DEPARTMENT_WORDS | _PARTY)


def _numbers(text: str, start: int, own: Own) -> Iterator[Reference]:
    """Telegrams named by post and number."""
    last_words = _last_words()
    capitals: bool | None = None
    end = start
    zeros = text.encode("ascii", "replace").translate(_ZEROS)
    for place in _NUMBER.finditer(zeros, start):
        at = place.start()
        if at < end:
            continue
        last = at - (3 if text[at - 1] == "-" else 1 if text[at - 1] <= " " else 0)
        low = max(last - _LONGEST_WORD, start)
        seam = max(text.rfind(" ", low, last), text.rfind("\n", low, last), low - 1) + 1
        written = text[seam:last]
        if written.islower():
            continue
        written = written.lstrip("(/\"'")
        word = written.lstrip("0123456789")
        if word.upper() not in last_words and not (
            word.isalpha()
            and word not in _WORDS
            and word.isupper()
            and (word != written or _dated(text, seam))
        ):
            continue
        before = text[max(at - _WINDOW, start) : at]
        hit = _DIGITS.match(text, at)
        if hit is None:
            continue
        if capitals is None:
            capitals = text[start : start + 2000].isupper()
        for one in _telegrams(text, before, hit, own, capitals=capitals):
            end = one.spans[0].end
            yield one


def _dated(text: str, at: int) -> bool:
    """Whether a year may stand before the words in capitals that end at `at`."""
    head = text[max(at - 40, 0) : at].rstrip(" \n")
    while head and head[-1] in _CAPITALS:  # each turn takes one away, whatever the alphabet
        head = head.rstrip(_CAPITALS).rstrip(" \n")
    return head[-2:].isdigit() and len(head) >= 2


def _telegrams(
    text: str, before: str, hit: re.Match[str], own: Own, *, capitals: bool
) -> list[Reference]:
    """The telegrams that a number, and those joined to it, stand for; none without evidence."""
    parts = _BEFORE.search(before)
    if parts is None or (not parts["join"] and not parts["year"]):
        return []
    known = _known(parts["post"])
    year = full_year(int(parts["year"])) if parts["year"] else None
    if known is None:
        if year is None or not parts["post"].isupper() or not parts["post"].strip():
            return []
        known = parts["post"], ()
    post, rules = known
    name_at = len(before) - len(parts["join"]) - len(post)
    lead = before[: parts.start() if year is not None else name_at]
    offset = hit.start() - len(before)
    begin = offset + (parts.start() if year is not None else name_at)
    if parts["air"]:
        return [_at(text, begin, hit.end(), "airgram", ("text-capitals",))]
    evidence = _evidence(text, lead, post, hit, year, capitals=capitals)
    if evidence is None:
        return []
    name = post
    if rules == ("post-own",):
        name = (own.station or "") if post.upper() in OWN_WORDS else "STATE"
    rules = (evidence, *rules)
    if year is None:
        year, how, end = _year_behind(text, hit.end())
        rules += how
    else:
        end = hit.end()
    found = []
    for number, first, last, joined in _run(text, hit, begin, end):
        placed = _at(text, first, last)
        named = name_telegram(placed, name, year, number, (*rules, *joined), own)
        if named.kind == "telegram":
            found.append(named)
    return found


def _known(words: str) -> tuple[str, tuple[str, ...]] | None:
    """The longest tail of `words` that is a post we know, as written, or a word for one."""
    parts = list(re.finditer(r"\S+", words))
    for part in parts:
        tail = words[part.start() :]
        upper = tail.upper()
        if upper in OWN_WORDS or upper in DEPARTMENT_WORDS:
            return tail, ("post-own",)
        if upper in _PARTY:
            return tail, ()
        if upper not in _NO_POSTS and len(tail) > 2 and find_post(tail) is not None:
            return tail, ()
    return None


def _evidence(
    text: str, lead: str, post: str, hit: re.Match[str], year: int | None, *, capitals: bool
) -> str | None:
    """The rule by which post and number are a telegram, or None."""
    digits = hit.group()
    behind = text[hit.end() : hit.end() + 16]
    if _COUNTS.match(behind) and not _YEAR_NOTE.match(behind):
        return None
    if year is not None:
        # A day or a count may stand before a post: 12 PARIS 2004.
        plausible = post.isupper() and (len(digits) >= 3 or not capitals)
        return "text-year" if plausible else None
    year_like = len(digits) == 4 and 1900 <= int(digits) <= 2099
    cue = _CUE.search(lead)
    if post.upper() in OWN_WORDS or post.upper() in DEPARTMENT_WORDS:
        return "text-cue"
    if cue and not (year_like and _STRONG.search(lead)):
        strong = _STRONG.search(lead) is None
        if strong or (len(digits) >= 3 and (post.isupper() or lead[-1:] == "(")):
            return "text-cue"
    if year_like or len(digits) < 3:
        return None
    if lead.endswith("(") and _ENDS.match(behind):
        return "text-bracket"
    known = post.upper() in _PARTY or find_post(post) is not None
    if post.isupper() and known and len(digits) >= (4 if capitals else 3):
        return "text-capitals"
    return None


def _year_behind(text: str, end: int) -> tuple[int | None, tuple[str, ...], int]:
    """A year or a date behind a number, the rule, and where it ends."""
    if note := _YEAR_NOTE.match(text, end):
        return full_year(int(note[1].lstrip("'"))), ("year-after",), note.end()
    if (year := dated_year(text[end : end + 40])) is not None:
        return year, ("year-dated",), end
    return None, (), end


def _run(
    text: str, hit: re.Match[str], begin: int, end: int
) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    """The number and those after it that share its post: number, start, end, rules."""
    first = int(hit.group())
    if (to := _RANGE.match(text, hit.end())) and not _COUNTS.match(text, to.end()):
        digits = to[1]
        short = len(digits) < len(hit.group())
        high = int(hit.group()[: -len(digits)] + digits if short else digits)
        if first < high <= first + LONGEST_RANGE:
            yield first, begin, to.end(), ()
            for number in range(first + 1, high + 1):
                yield number, begin, to.end(), ("range",)
            return
    yield first, begin, end, ()
    at = end
    while more := _NEXT.match(text, at):
        number = int(more[1])
        near = len(more[1]) == len(hit.group()) and abs(number - first) <= 1000
        if _COUNTS.match(text, more.end()) or not (near or _ENDS.match(text, more.end())):
            return
        if 1900 <= number <= 2099 and not near:
            return
        yield number, more.start(1), more.end(), ("post-shared",)
        at = more.end()


# --- reftel, ref A ---


def _pointers(
    text: str, capitals: str, start: int, listed: Sequence[Reference], defects: DefectList
) -> Iterator[Reference]:
    """What the words reftel, ref A and refs A and B point at in the REF list."""
    places = []
    # Each search through a text takes its time, and there all three look alike.
    for letters in ("REF", "ref", "Ref") if capitals is text else ("REF",):
        at = capitals.find(letters, start)
        while at >= 0:
            places.append(at)
            at = capitals.find(letters, at + 3)
    if not places:
        return
    labels = _labels(listed)
    for at in places:
        hit = _POINTER.match(text, at)
        if hit is None:
            continue
        if (letters := hit["labels"]) is not None:
            yield from _labelled(text, hit, letters, labels, listed, defects)
        elif hit["tel"] or text[hit.start() - 1 : hit.end() + 1] == f"({hit.group()})":
            yield from _whole(text, hit, listed)


def _labels(listed: Sequence[Reference]) -> dict[str, list[Reference]]:
    """Label to items. Those behind a label have none of their own: A. STRELSAU 940 AND 941."""
    labels: dict[str, list[Reference]] = {}
    last: list[Reference] | None = None
    for one in listed:
        if one.label is not None:
            last = labels.setdefault(one.label, [])
        if last is not None:
            last.append(one)
    return labels


def _labelled(
    text: str,
    hit: re.Match[str],
    letters: str,
    labels: dict[str, list[Reference]],
    listed: Sequence[Reference],
    defects: DefectList,
) -> Iterator[Reference]:
    at = hit.start("labels")
    marks = list(re.finditer(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", letters))
    wanted = [(mark.group().upper(), at + mark.start(), at + mark.end()) for mark in marks]
    if len(wanted) == 2 and re.search("-|through|THROUGH", letters):
        (low, *_), (high, first, last) = wanted
        wanted[1:1] = [(chr(n), first, last) for n in range(ord(low) + 1, ord(high))]
    for n, (letter, first, end) in enumerate(wanted):
        begin = first if n else hit.start()
        if letter in labels:
            for one in labels[letter]:
                yield _pointing(text, begin, end, one, "ref-label")
        elif not labels and (place := ord(letter) - ord("A")) < len(listed):
            # 09RIODEJANEIRO440 has no labels in its list of four and speaks of reftel A to D.
            yield _pointing(text, begin, end, listed[place], "ref-order")
        elif labels or n or text[end : end + 2].strip(" \n")[:1].isalpha() is False:
            yield _at(text, begin, end, "telegram", ("ref-missing",))
            defects.add("reference-missing", Span(begin, end), found=text[begin:end])


def _whole(text: str, hit: re.Match[str], listed: Sequence[Reference]) -> Iterator[Reference]:
    if not listed:
        yield _at(text, hit.start(), hit.end(), "telegram", ("ref-missing",))
    elif len(listed) == 1:
        yield _pointing(text, hit.start(), hit.end(), listed[0], "ref-only")
    elif hit["many"]:
        for one in listed:
            yield _pointing(text, hit.start(), hit.end(), one, "ref-all")
    else:
        yield _at(text, hit.start(), hit.end(), "telegram", ("ref-open",))


def _pointing(text: str, start: int, end: int, one: Reference, rule: str) -> Reference:
    return Reference(
        written=" ".join(text[start:end].split()),
        label=one.label,
        id=one.id,
        kind=one.kind,
        rules=(rule, *one.rules),
        place="text",
        spans=(Span(start, end),),
    )
