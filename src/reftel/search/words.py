"""Text into words: the one truth of what a word is, for index, query, snippets and tests.

In: any text. Out: words in lower case without accents, their stems, and their places. A word is
a run of letters and digits; everything else parts words. Promises: `fold` is idempotent, and
folded text holds nothing but letters, digits, blanks and ASCII, so that the index, which cuts it
in its own way, cuts it into the same words. Stems come from the index's own English stemmer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

__all__ = [
    "GAP",
    "MAX_NEAR",
    "WORD",
    "analyzer",
    "fold",
    "fold_with_places",
    "id_key",
    "is_id",
    "join_passages",
    "near_pairs",
    "part_by_blanks",
    "squash",
    "stem",
    "sure_beginning",
    "words",
]

MAX_NEAR = 20
"""The farthest that NEAR can look, in words."""

# A letter that no telegram holds; the index throws it away but counts its place, so that words
# of two passages stand farther apart than any NEAR can reach.
_FILLER = "\u01aa"
GAP = f"\n{' '.join(_FILLER * MAX_NEAR)}\n"
"""Stands between two passages of one field."""

_PARTS = {n: " " for n in range(128) if not chr(n).isalnum()}
WORD = re.compile(r"[^\W_]+")
"""A word of folded text."""
_WIDE = re.compile(r"[^\x00-\x7f]")
_ID = re.compile(r"(?:19|20)?([0-9]{2})([a-z]+)0*([0-9]+)([a-z]*)")
_LONG_YEAR = re.compile(r"(?:19|20)[0-9]{2}[a-z]")

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {
        "\u00e6": "ae", "\u00f8": "o", "\u0111": "d", "\u00f0": "d", "\u0142": "l", "\u00fe": "th",
        "\u0131": "i", "\u0153": "oe", "\u0127": "h", "\u0167": "t", "\u014b": "n",
        _FILLER: " ",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """The text in lower case, without accents; its length may change.

    Outside ASCII, what is neither letter nor digit becomes a blank.
    """
    if text.isascii():
        return text.lower()
    return _WIDE.sub(_fold_match, text).lower()


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return part_by_blanks(fold(text)).split()


def part_by_blanks(folded: str) -> str:
    """Folded text with a blank in place of everything that parts words; each keeps its place."""
    return folded.translate(_PARTS)


def fold_with_places(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters where it stood; None where nothing moved."""
    if text.isascii():
        return text.lower(), None
    folded: list[str] = []
    places: list[int] = []
    at = 0
    for wide in _WIDE.finditer(text):
        folded.append(text[at : wide.start()].lower())
        places.extend(range(at, wide.start()))
        piece, at = _fold_wide(wide.group()), wide.end()
        folded.append(piece)
        places.extend([wide.start()] * len(piece))
    folded.append(text[at:].lower())
    places.extend(range(at, len(text)))
    return "".join(folded), places


def stem(word: str) -> str:
    """The stem of a folded word: trafficking, trafficked, traffics give traffick or traffic."""
    return _stem(word)


def sure_beginning(wanted: str) -> str:
    """The letters that every word with this stem begins with.

    The stemmer changes at most the last letter of what it leaves: skies gives sky, hoping gives
    hope. Only of dying, lying, tying and vying less remains: die, lie, tie, vie.
    """
    of_ying = len(wanted) == 3 and wanted.endswith("ie")
    return wanted[:1] if of_ying else wanted[: max(len(wanted) - 1, 1)]


@lru_cache(maxsize=1 << 16)
def squash(text: str) -> str:
    """Letters and digits only, folded: what remains of a name when blanks and marks do not count.

    RIO DE JANEIRO and RioDeJaneiro, NIACT IMMEDIATE and niact-immediate are the same.
    """
    return "".join(words(text))


@lru_cache(maxsize=1 << 16)
def id_key(text: str) -> str:
    """A message reference number with what does not matter taken away.

    08MEXICO199, 08 Mexico 0199 and 2008MEXICO000199 give 08mexico199; other text is squashed.
    """
    squashed = squash(text)
    if match := _ID.fullmatch(squashed):
        return "".join(match.groups())
    # The beginning of a number, as before a star.
    return squashed[2:] if _LONG_YEAR.match(squashed) else squashed


def is_id(word: str) -> bool:
    """Whether a folded word has the shape of a message reference number without extra zeros."""
    return _ID.fullmatch(word) is not None and id_key(word) == word


def join_passages(passages: Iterable[str]) -> str:
    """One folded text for the index, in which no phrase and no NEAR reaches across a passage."""
    return GAP.join(fold(passage) for passage in passages)


def analyzer() -> TextAnalyzer:
    """What the index is given to cut folded text with."""
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    return builder.filter(Filter.custom_stopword([_FILLER])).build()


def near_pairs(found: Sequence[str]) -> list[tuple[str, str]]:
    """The neighbours in a list of words, each pair once."""
    return list(dict.fromkeys(pairwise(found)))


_STEMMER = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    return _STEMMER.analyze(word)[0] if word else ""


def _fold_match(match: re.Match[str]) -> str:
    return _fold_wide(match.group())


@lru_cache(maxsize=1 << 14)
def _fold_wide(character: str) -> str:
    """One character outside ASCII, folded. Marks that stand on a letter vanish with it."""
    if unicodedata.category(character)[0] == "M":
        return ""
    folded = character
    for _ in range(4):  # casefold and decomposition feed each other; two rounds settle all
        taken_apart = unicodedata.normalize("NFKD", folded.casefold().lower().translate(_LETTERS))
        again = "".join(c for c in taken_apart if unicodedata.category(c)[0] != "M")
        if again == folded:
            break
        folded = again
    return "".join(c if c.isalnum() else " " for c in folded)
