"""Letters of a name, without what writers add or leave out at will.

In: a name as written. Out: its letters, so that two spellings of it are equal.
"""

from __future__ import annotations

import unicodedata

__all__ = ["fold", "without_accents"]

_DROPPED = str.maketrans("", "", " \t\r\n\v\f-.,'’`\"")


def fold(written: str) -> str:
    """Capitals without blanks, hyphens, points, commas, apostrophes and accents."""
    if not written.isascii():
        written = without_accents(written)
    return written.translate(_DROPPED).upper()


def without_accents(text: str) -> str:
    """The same letters without the marks above and below them."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c))
