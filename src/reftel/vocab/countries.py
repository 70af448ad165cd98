"""Countries: names and ISO codes, for posts, TAGS and questions.

In: an ISO code, or a name in words. Out: the other one, or None. Names come from the geographic
TAGS, whose own codes are not ISO's, and from a table of further names.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reftel.vocab.letters import without_accents
from reftel.vocab.tables import rows
from reftel.vocab.tags import TAGS

__all__ = ["country_name", "find_country"]


_WORD = re.compile(r"[^\W_]+")


def country_name(iso2: str) -> str | None:
    """The name of a country by its ISO code: Mexico for MX; None when there is none."""
    return _names().get(iso2.upper())


@lru_cache(maxsize=1024)
def find_country(words: str) -> str | None:
    """The ISO code of the country that `words` name: mexico, "South Korea", MX; or None.

    A name goes before a code, and case and accents do not matter.
    """
    if code := _codes().get(_plain(words)):
        return code
    code = words.strip().upper()
    return code if code in _names() else None


def _plain(words: str) -> str:
    folded = words.casefold()
    if not folded.isascii():
        folded = without_accents(folded)
    return " ".join(_WORD.findall(folded))


@cache
def _names() -> dict[str, str]:
    """Code to the name that is shown: the table's, or that of the first tag with the code."""
    names = {iso: name for name, iso, shown, _ in rows("country-names") if shown == "yes"}
    for fact in TAGS.values():
        if fact.kind == "geo" and fact.iso:
            names.setdefault(fact.iso, fact.meaning)
    return names


@cache
def _codes() -> dict[str, str]:
    """Name in small letters to code; a further name of the table goes before a tag's."""
    codes = {
        _plain(fact.meaning): fact.iso for fact in TAGS.values() if fact.kind == "geo" and fact.iso
    }
    codes.update((_plain(name), iso) for name, iso, _, _ in rows("country-names"))
    return codes
