"""One cable, many publications: which texts are the same, which one to read, what differs.

In: texts and a few facts about each page. Out: digests, a rank, differences. Two publications
are one version when their texts are equal but for white space (the 2011 pages put a blank into
empty lines where those of 2010 did not: 72TEHRAN5055); each exact text is kept all the same. The
version to read is the one of the highest rank, and rank depends on nothing but the page, so the
order in which publications arrive does not matter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec

from reftel.spans import Span

__all__ = [
    "BEST_FIRST",
    "COUNT_VERSIONS",
    "EDITED",
    "SENT",
    "WHOLE",
    "Difference",
    "Rank",
    "differences",
    "fold",
    "folded_digest",
    "text_digest",
]

_WORD = re.compile(r"\S+")
_FINE = 4000
"""Words up to which the comparison is exact; beyond, common words no longer anchor it, since
its time grows with the square."""


EDITED = frozenset({"frus-tei"})
"""Published forms whose text is an edited document: a witness of a cable, and not what was sent."""


class Rank(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """How good a publication is to read; the highest wins, its fields compared in this order."""

    sent: bool
    """The text is the telegram as it was sent, or what is left of it: no edited document, and no
    notice in its place."""
    whole: bool
    """The publisher did not cut the body."""
    header: bool
    """The transmission header is there."""
    words: int
    """Words in the text."""
    released: str
    """Date of its release as the page claims it; empty when it claims none."""
    text: bytes
    """Digest of the text. It only settles a tie, in the same way everywhere."""
    record: bytes
    """Digest of the record, for the same reason."""
    ordinal: int
    """Place of the page in its record, likewise."""


_EDITED = ", ".join(f"'{form}'" for form in sorted(EDITED))
SENT = f"(page.format NOT IN ({_EDITED}) AND (page.whole OR page.blocks NOT LIKE '[[\"notice\",%'))"
"""`Rank.sent` as SQL; a page that is not whole may be a notice."""
WHOLE = (
    "(page.whole AND (page.section IS NULL OR (SELECT"
    " count(DISTINCT json_extract(mate.section, '$[0]')) FROM page AS mate"
    " WHERE mate.cable = page.cable AND mate.section IS NOT NULL"
    " AND json_extract(mate.section, '$[2]')"
    " AND (json_extract(page.section, '$[5]') IS NULL OR (json_extract(mate.section, '$[0]') > 1"
    " AND json_extract(mate.section, '$[5]') IS NOT json_extract(page.section, '$[5]')))"
    " AND json_extract(mate.section, '$[1]') = json_extract(page.section, '$[1]')"
    " AND coalesce(json_extract(mate.section, '$[4]') = json_extract(page.section, '$[4]'), 1))"
    " < iif(json_extract(page.section, '$[5]') IS NULL, 1,"
    " json_extract(page.section, '$[1]') - 1)))"
)
"""`Rank.whole` as SQL. A first section that may be all of it is none where later ones are held; one
that is signed (`LoneSection.signed`), where all are."""
BEST_FIRST = (
    f"{SENT} DESC, {WHOLE} DESC, page.header DESC, page.words DESC,"
    " coalesce(page.released, '') DESC, page.text DESC, record.digest DESC, page.ordinal DESC"
)
"""`Rank` as SQL, the highest first, for rows of `page` with their `record`."""

COUNT_VERSIONS = (
    "count(DISTINCT CASE WHEN NOT EXISTS (SELECT 1 FROM section JOIN page AS part"
    " ON part.key = section.page WHERE section.cable = page.cable AND part.folded = page.folded)"
    " THEN page.folded END) + (page.cable IN (SELECT cable FROM section))"
)
"""Distinct texts, as SQL over the pages of a cable; joined sections are one text together."""


class Difference(msgspec.Struct, frozen=True):
    """One place where two versions part."""

    left: Span
    """Characters in the first text; empty when the second has more here."""
    right: Span
    left_text: str
    right_text: str


def text_digest(text: str) -> bytes:
    """16 bytes that name an exact text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def fold(text: str) -> tuple[bytes, int]:
    """16 bytes that name a text, however its white space runs; and its words.

    A word is a stretch of anything but white space. Both in one, since looking for them takes
    longer than the digest.
    """
    words = text.split()
    return text_digest(" ".join(words)), len(words)


def folded_digest(text: str) -> bytes:
    """The digest alone."""
    return fold(text)[0]


def differences(left: str, right: str, *, limit: int = 20) -> tuple[Difference, ...]:
    """The first `limit` places where the words of two texts differ, in order."""
    found = []
    for difference in _differences(left, right):
        found.append(difference)
        if len(found) == limit:
            break
    return tuple(found)


def _differences(left: str, right: str) -> Iterator[Difference]:
    ours = [Span(*match.span()) for match in _WORD.finditer(left)]
    theirs = [Span(*match.span()) for match in _WORD.finditer(right)]
    a, b = [span.of(left) for span in ours], [span.of(right) for span in theirs]
    # Publications of one telegram are alike at both ends; only the middle is worth comparing.
    head, tail = 0, 0
    shorter = min(len(a), len(b))
    while head < shorter and a[head] == b[head]:
        head += 1
    while tail < shorter - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    a, b = a[head : len(a) - tail], b[head : len(b) - tail]
    matcher = SequenceMatcher(None, a, b, autojunk=len(a) + len(b) > _FINE)
    for what, i, j, k, n in matcher.get_opcodes():
        if what == "equal":
            continue
        here = _around(ours, head + i, head + j, len(left))
        there = _around(theirs, head + k, head + n, len(right))
        yield Difference(here, there, here.of(left), there.of(right))


def _around(words: list[Span], first: int, after: int, length: int) -> Span:
    if first < after:
        return Span(words[first].start, words[after - 1].end)
    at = words[first].start if first < len(words) else length
    return Span(at, at)
