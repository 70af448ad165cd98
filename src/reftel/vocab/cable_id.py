"""Message reference numbers: as they are written, and their one true form.

In: `07 MEXICO 5704`, `MEXICO 0586`, `1973SANTIA04687`, `08MEXICO199`, or the same in parts: post,
year and serial. Out: `CableId`, whose str is the canonical form, and by which rules it was read. A
post that no table knows keeps its letters. Every number that is made here is read here again as
itself: `canonical(str(one)) == str(one)`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from reftel.errors import NotAnId
from reftel.vocab.dates import FIRST_YEAR, full_year
from reftel.vocab.garbles import slip
from reftel.vocab.letters import fold, without_accents
from reftel.vocab.posts import POSTS, PREFIXES, find_post
from reftel.vocab.tables import rows

__all__ = [
    "SERIALS",
    "CableId",
    "ReadId",
    "canonical",
    "make_id",
    "parse_id",
    "read_id",
    "read_station",
]

_WRITTEN = re.compile(
    r"(?:(?P<year>[0-9]{4}|[0-9]{2})[ -]*)?(?P<post>[A-Z][A-Z0-9 .'’-]*?[A-Z]|[A-Z])\.?"
    r"(?:[ -]+N[OR]\.?)?[ -]*(?:# ?)?0*(?P<serial>[1-9][0-9]{0,6})"
    r"(?:_[A-Z][0-9]*|(?P<letter>-?[A-Z]))?"
)
_AIRGRAM = re.compile(r"(?<![A-Z])A ?- ?[0-9]+$")
_SECTION = re.compile(
    r"(?:FINAL ?)?(?P<word>[A-Z]{5,8}) ?(?:[0-9]{1,2}|0Q) ?(?:[OG]?F|O) ?[0-9]{1,2}(?: OF)? ?"
)
"""A section mark read into the number, as in 08SECTON02OF02TIRANA398; the word may be a slip."""
_SECTION_WORDS = ("SECTION", "SECTIO", "SECTON")
_DOUBLED_YEAR = re.compile(r"([6-9][0-9])\1(?=[A-Z ])")
"""7575LIBREVILLE1895; 2020 is a year."""
_SECOND_NUMBER = re.compile(r"(?<=[0-9])[ -]*(?:Z[A-Z]{2}|TOSEC|SECTO) ?[0-9]{1,7}$")
"""What is glued to the number: the one it was sent under again, behind an operating signal
(08MADRID000762ZFR763), or that of the Secretary's party (90STATE255195TOSEC140301)."""
_LEAST_GARBLED = 6
"""Letters of a post below which one wrong letter may make another place."""
_LEAST_CABLES = 100
_WIRE = frozenset({"dropped", "doubled", "swapped", "pulse"})
_GLUED = ("AMEMBASSY", "AMCONSUL", "USMISSION", "EFTO")
_LONGEST = 60
SERIALS = range(1, 10_000_000)
YEARS = range(FIRST_YEAR, FIRST_YEAR + 100)
"""What two digits can say."""

_NO_POSTS = frozenset(
    "JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY"
    " AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER PAGE PAR PARA PARAS PARAGRAPH SECTION REF REFS"
    " REFTEL REFTELS RETEL RETELS EMBTEL DEPTEL NO NUMBER OF AND THE EO TAGS DECL".split()
)
"""Words before a number that name no post: JUNE 12, PARA 4."""


class CableId(msgspec.Struct, frozen=True, order=True, gc=False):
    """A message reference number. Its str is the canonical form: 08MEXICO199."""

    year: int
    """Four digits, 1966 to 2065."""
    station: str
    """RIODEJANEIRO"""
    serial: int
    """The number in the post's year, from 1."""

    def __str__(self) -> str:
        return f"{self.year % 100:02d}{self.station}{self.serial}"


class ReadId(msgspec.Struct, frozen=True, gc=False):
    """A message reference number, and what had to be inferred to read it."""

    id: CableId
    rules: tuple[str, ...] = ()
    """year-given, year-doubled, second-number, letter-dropped, repair-table, prefix-dropped, alias,
    six-letters, ten-letters, garbled-post, unknown-post."""


def parse_id(written: str, *, year: int | None = None) -> CableId:
    """The number that `written` is; `year` serves where it names none. NotAnId otherwise."""
    read = read_id(written, year=year)
    if read is None:
        raise NotAnId(written)
    return read.id


def canonical(written: str) -> str:
    """The one true form of a number: 07MEXICO5704 for `07 MEXICO 5704`. NotAnId otherwise."""
    return str(parse_id(written))


@lru_cache(maxsize=8192)
def read_id(written: str, *, year: int | None = None) -> ReadId | None:
    """The number that `written` is, and the rules by which it was read; None when it is none.

    `year` (two or four digits) serves where it names none.
    """
    if len(written) > _LONGEST:
        return None
    plain = written if written.isascii() else without_accents(written)
    words = " ".join(plain.upper().split()).rstrip(" .,;:")
    if (repaired := _repairs().get(fold(words))) is not None:
        return ReadId(repaired, ("repair-table",))
    rules: list[str] = []
    if doubled := _DOUBLED_YEAR.match(words):
        words = words[doubled.end(1) :]
        rules.append("year-doubled")
    second = _SECOND_NUMBER.search(words)
    if second and not words[: second.start()].isdigit():  # else a year, and the post's own letters
        words = words[: second.start()]
        rules.append("second-number")
    match = _WRITTEN.fullmatch(words)
    if match is None or _AIRGRAM.search(words):
        return None
    if match["letter"]:
        rules.append("letter-dropped")
    if match["year"]:
        year = full_year(int(match["year"]))
    elif year is not None:
        year = full_year(year)
        rules.append("year-given")
    if year is None:
        return None
    made = make_id(match["post"], year, int(match["serial"]))
    return ReadId(made.id, (*rules, *made.rules)) if made and rules else made


def make_id(post: str, year: int, serial: int) -> ReadId | None:
    """The number that these three make, and the rules by which the post was read.

    `post` is as written, in any case; `year` has four digits. None where they make no number: a
    serial of 0, a post of two letters, a year that two digits cannot say.
    """
    if serial not in SERIALS or year not in YEARS:
        return None
    found = read_station(post)
    if found is None:
        return None
    station, rules = found
    made = CableId(year, station, serial)
    # A number in the table is the name of another, as written or without what stood before it.
    repaired = _repairs().get(str(made))
    if rules and repaired is None:
        repaired = _repairs().get(str(CableId(year, fold(post), serial)))
    return ReadId(repaired, ("repair-table",)) if repaired else ReadId(made, rules)


@lru_cache(maxsize=8192)
def read_station(written: str) -> tuple[str, tuple[str, ...]] | None:
    """The station of a post as written, and the rules by which it was read.

    None for what can stand in no number. A station that comes out is read again as itself.
    """
    written = written.upper()
    rules: list[str] = []
    section = _SECTION.match(written)
    if section and section.end() < len(written) and _means_section(section["word"]):
        rules.append("prefix-dropped")
        written = written[section.end() :]
    name: str | None = written
    while name:
        if found := find_post(name):
            if found.rule != "exact" and found.rule not in rules:
                rules.append(found.rule)
            return found.station, tuple(rules)
        written, name = name, _without_prefix(name)
        if name and "prefix-dropped" not in rules:
            rules.append("prefix-dropped")
    station = "".join(c for c in fold(written) if c.isalnum())
    if not (station.isalpha() and station.isascii() and 3 <= len(station) <= 30):
        return None
    if station in _NO_POSTS or written.partition(" ")[0] in _NO_POSTS:
        return None
    if (meant := _meant(station)) is not None:
        return meant, (*rules, "garbled-post")
    if station == written:
        return station, (*rules, "unknown-post")
    # Without blanks and strokes it may be a post we know, or begin with a prefix.
    again = read_station(station)
    return (again[0], tuple(dict.fromkeys((*rules, *again[1])))) if again else None


def _means_section(word: str) -> bool:
    """Whether a word is SECTION, or one slip away from it or from what is left of it."""
    return any(word == right or slip(word, right) is not None for right in _SECTION_WORDS)


def _meant(station: str) -> str | None:
    """The much used post of which one slip of the wire makes this unknown one, and no other.

    A letter is lost or doubled, two are swapped, or one pulse is wrong. Any other letter in place
    of the right one is no proof: GENOVA is not GENEVA.
    """
    if len(station) < _LEAST_GARBLED - 1:
        return None
    meant = {
        fact.same_post_as or right
        for right, fact in POSTS.items()
        if len(right) >= _LEAST_GARBLED and slip(station, right) in _WIRE
    }
    right = meant.pop() if len(meant) == 1 else None
    return right if right is not None and POSTS[right].cables >= _LEAST_CABLES else None


def _without_prefix(name: str) -> str | None:
    """What follows a word such as AMEMBASSY; the long ones may be glued to an unknown post."""
    first, _, rest = name.partition(" ")
    if rest and first in PREFIXES:
        return rest
    for prefix in _GLUED:
        if first.startswith(prefix) and len(name) > len(prefix) + 2:
            return name[len(prefix) :]
    return None


@cache
def _repairs() -> dict[str, CableId]:
    """A damaged number to the right one."""
    repairs = {}
    for raw, right, _ in rows("id-repairs"):
        letters = right[2:].rstrip("0123456789")
        repairs[raw] = CableId(full_year(int(right[:2])), letters, int(right[2 + len(letters) :]))
    return repairs
