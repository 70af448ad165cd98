"""Signs that were lost on the way, and what stands where they stood.

In: the lines of a text. Out: whether a line is nothing but such signs, and a defect that tells of
all places. The State Department's text files of 1973-79 have runs of `¿` where signs could not be
read when they were moved to another machine; other copies have U+FFFD there.
"""

from __future__ import annotations

import re

from reftel.defects import DefectList
from reftel.spans import Span

__all__ = ["DAMAGE_SIGNS", "find_damage", "is_damage"]

DAMAGE_SIGNS = frozenset("¿\ufffd")
_RUN = re.compile("[¿\ufffd](?: ?[¿\ufffd]){2,}")
"""A single one opens a question in Spanish."""
_LINE = re.compile("[¿\ufffd]\\W*")
_LEAST = 3
"""Signs of a line that is lost."""
_MOST_FOUND = 80


def is_damage(line: str) -> bool:
    """Whether a line without blanks at its ends is lost as a whole."""
    lost = line.count("¿") + line.count("\ufffd")
    return lost >= _LEAST and _LINE.fullmatch(line) is not None


def find_damage(text: str, defects: DefectList) -> None:
    """One defect for all runs of lost signs."""
    if "¿" not in text and "\ufffd" not in text:
        return
    places = [Span(*run.span()) for run in _RUN.finditer(text)]
    if places:
        defects.add("signs-lost", *places, found=places[0].of(text)[:_MOST_FOUND])
