"""How a telegram ends: signature and closing lines.

In: the lines of the body. Out: `Ending`: which lines close it and who signed. The signature is the
surname, mostly in capitals and alone on the last line, in old and edited copies glued to the last
sentence; NNNN, stamps and the post's standing notice of its web site may stand around it.
"""

from __future__ import annotations

import re

import msgspec

from reftel.telegram.damage import DAMAGE_SIGNS, is_damage
from reftel.telegram.lines import Lines
from reftel.telegram.marking import read_classification_line

__all__ = ["FOOT", "GROUP_LINE", "Ending", "closes", "find_ending", "find_stamp", "is_stamp"]

_ACTING = re.compile(r" ?\(?ACTING\)?$")
_NAME = re.compile(
    r"(?:ST\. ?)?[A-Z][A-Z'-]+(?:[ -](?:[A-Z][A-Z'-]*|[A-Z]\.)){0,2}(?:, ?(?:JR|SR|II|III))?\.?"
    rf"(?:{_ACTING.pattern})?"
)
_MIXED = re.compile(
    r"(?:[A-Z][a-z]{1,3}[A-Z]|O')?[A-Z]?[a-z'-]+(?: (?:Jr|Sr|II|III)\.?)?"
    r"|[A-Z][a-z'-]+(?:-[A-Z][a-z']+)*"
)
_GLUED = re.compile(
    r"(?:[.!?\")]|OF \d{3})(\s*)((?:ST\. )?[A-Z][A-Z'-]{2,}(?: (?:JR|SR|II|III)\.?)?)$"
)
_AFTER_END = re.compile(r"END (?:SUMMARY|COMMENT|NOTE|TEXT|ACTION REQUEST)\W+\S+(?: \S+)?$")
"""A short last line of capitals before the name: END COMMENT. HENTZAU."""
_CLOSING = re.compile(
    r"N{3,4}(?:[A-Z]{3,4}VZCZ.*)?|BT|#\d{4}|END OF DOCUMENT|<< ?END OF DOCUMENT ?>>|END CABLE TEXT|"
    r"\(?(?:ACTING)\)?|\*+.*(?:CLASSIFICATION|HANDLING RESTRICTIONS).*|={4,}CABLE ENDS=*"
)
_STAMP = re.compile(r"DECLASSIFIED/RELEASED|EO SYSTEMATIC REVIEW")
FOOT = re.compile(r"(?:DRAFTED ?BY|[AE]PPROVED ?BY)(?: ?:|[ .]+[A-Z0-9]+(?:/[A-Z]|:\S))")
"""Who drafted and approved it; on some telegrams of 1966-79 below the signature. In a sentence no
office follows these words."""
_FOOT_BEGINS = frozenset("DAE")
_FOOT_LENGTH = 1600
"""Characters; no more than so many lines have."""
_MOST_FOOT = 16
"""Lines from the first of them to the end."""
GROUP_LINE = re.compile(r"(?:GP|GROUP)[ -]?[1-4]\.?")
"""The group of the order before 11652, which says when the text is free (66BUENOSAIRES2481)."""
_STAMP_GLUED = re.compile(
    r"(?:[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+ )?(?:Declassified/Released US Department of State )?"
    r"EO Systematic Review \d{1,2} [A-Za-z]{3} \d{4}"
)
"""The stamp of the files of 1973-79, with the name that it has from 1978 on."""
_LEVEL_ONLY = re.compile(r"(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)")
_NOTICE = re.compile(
    r"(?:PLEASE )?(?:VISIT|ACCESS|SEE)\b.*\b(?:SITE|WEB ?SITE|HOME ?PAGE|BLOG|SIPRNET)\b", re.DOTALL
)
_NO_NAMES = frozenset(
    [
        "SIPDIS",
        "NOFORN",
        "SENSITIVE",
        "SUMMARY",
        "COMMENT",
        "NOTE",
        "TEXT",
        "ENDTEXT",
        "UNCLASSIFIED",
        "SECRET",
        "CONFIDENTIAL",
        "UNQUOTE",
        "QUOTE",
        "END",
        "NNNN",
        "NNN",
        "BT",
        "USA",
        "USG",
        "UN",
        "EU",
    ]
)


class Ending(msgspec.Struct, frozen=True):
    """Where the text stops. Line numbers; `stop` is the first line that is no more text."""

    stop: int
    name: str | None = None
    name_line: int | None = None
    name_start: int = 0
    """Characters into the line's words, where the name is glued to the last sentence."""
    notice: int | None = None
    """First line of the standing notice above the signature, if there is one."""
    after: bool = False
    """Text follows the signature."""
    foot: int | None = None
    """First of the lines below the text that tell who drafted and approved it."""


def is_stamp(upper: str) -> bool:
    """Whether a line in capitals is an archive's stamp."""
    return "REVIEW" in upper and _STAMP.search(upper) is not None


def find_stamp(bare: str) -> tuple[int, int] | None:
    """Where an archive's stamp stands in a line that holds words of the telegram too."""
    found = _STAMP_GLUED.search(bare)
    return found.span() if found and found.span() != (0, len(bare)) else None


def find_ending(lines: Lines, first: int) -> Ending:
    """Look at the last lines of the body that begins at line `first`."""
    foot = _foot(lines, first)
    if foot is None:
        return _ending_above(lines, first, len(lines) - 1)
    return msgspec.structs.replace(_ending_above(lines, first, foot - 1), foot=foot)


def _foot(lines: Lines, first: int) -> int | None:
    """Where the lines begin that tell who drafted it, where the text ends above them."""
    found = None
    below = lines.capitals[-_FOOT_LENGTH:]
    if "DRAFTED" not in below and "PPROVED" not in below:
        return None
    for n in range(len(lines) - 1, max(first, len(lines) - _MOST_FOOT), -1):
        line = lines.bare[n]
        if _heads_section(lines.upper[n]):
            break  # what stands above it is the foot of one section, and the text goes on
        if line[:1] in _FOOT_BEGINS and FOOT.match(line):
            found = n
    return found


def _heads_section(upper: str) -> bool:
    """Whether a line is a classification line that names a section."""
    line = read_classification_line(upper) if " OF " in upper else None
    return line is not None and line.section is not None


def _ending_above(lines: Lines, first: int, last: int) -> Ending:
    """The same, `last` being the last line that may hold text."""
    below = last + 1
    while last >= first and closes(lines.upper[last]):
        last -= 1
    if last < first:
        return Ending(below)
    signed = _signature(lines, first, last)
    if signed is not None:
        return _with_notice(lines, first, Ending(last, _once(signed), last))
    if glued := _GLUED.search(lines.bare[last][-60:]):
        name = glued.group(2)
        line = lines.bare[last]
        if name not in _NO_NAMES and (not line.isupper() or _AFTER_END.search(line)):
            return Ending(last + 1, name, last, len(line) - len(name))
    # A name alone between text and a few lines of residue (a title repeated, a copied heading).
    text_below = 0
    for n in range(last, max(first, last - 8), -1):
        if not lines.bare[n]:
            continue
        below_empty = n + 1 < len(lines) and not lines.bare[n + 1]
        if below_empty and n != last and lines.bare[n].isupper() and _signature(lines, first, n):
            return _with_notice(lines, first, Ending(n, _once(lines.bare[n]), n, after=True))
        text_below += 1
        if text_below > 2:
            break
    return _with_notice(lines, first, Ending(last + 1))


def _once(name: str) -> str:
    """The name; where the line holds it twice (seven published cables do), one of the two."""
    if "ACTING" in name:
        name = _ACTING.sub("", name)
    first, _, second = name.partition(" ")
    return first if first == second else name.rstrip(".")


def closes(upper: str) -> bool:
    """Whether a line in capitals can only stand below the text."""
    return (
        not upper
        or _CLOSING.fullmatch(upper) is not None
        or (upper[0] == "G" and GROUP_LINE.fullmatch(upper) is not None)
        or is_stamp(upper)
        or (upper[0] in DAMAGE_SIGNS and is_damage(upper))
        or _LEVEL_ONLY.fullmatch(upper) is not None
    )


def _signature(lines: Lines, first: int, n: int) -> str | None:
    line = lines.bare[n]
    if len(line) > 40 or n <= first:
        return None
    if "".join(line.split()).rstrip(".") in _NO_NAMES or line.startswith("END "):
        return None
    above = next((lines.bare[k] for k in range(n - 1, max(first, n - 4), -1) if lines.bare[k]), "")
    directly = bool(lines.bare[n - 1])
    if _NAME.fullmatch(line):
        # In a text of capitals a last word alone may be the end of a sentence.
        if directly and above.isupper() and above[-1:] not in '.!?")':
            return line if len(above) < 45 and not line.endswith(".") else None
        return line
    if (
        _MIXED.fullmatch(line)
        and line[:1].isupper()
        and (not directly or above[-1:] in '.!?")' or " END " in above.upper())
    ):
        return line
    return None


def _with_notice(lines: Lines, first: int, ending: Ending) -> Ending:
    """Find the standing notice of a web site directly above the signature."""
    n = ending.stop - 1
    while n > first and not lines.bare[n]:
        n -= 1
    bottom = n
    while n > first and lines.bare[n - 1] and bottom - n < 5:
        n -= 1
    if n <= first or bottom - n >= 5:
        return ending
    for start in range(n, bottom + 1):
        if _NOTICE.match(" ".join(lines.upper[start : bottom + 1])):
            return msgspec.structs.replace(ending, notice=start)
    return ending
