"""Countries: names and ISO codes, for posts, TAGS and questions.

In: an ISO code, or a name in words. Out: the other one, or None. Names come from the geographic
TAGS, whose own codes are not ISO's, and from a table of further names.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from reftel.vocab.tables import rows
from reftel.vocab.tags import TAGS

__all__ = ["country_name", "country_of_tag", "find_country"]


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


def country_of_tag(name: str) -> str | None:
    """The ISO code of a geographic tag: DE for GM; None for other tags and for regions."""
    fact = TAGS.get(name)
    return fact.iso if fact and fact.kind == "geo" else None


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in apart if c < "\u0300").split())


@cache
def _names() -> dict[str, str]:
    """Of several TAGS of one country the one without a remark, or else the first, names it."""
    names: dict[str, str] = {}
    for fact in TAGS.values():
        if fact.kind == "geo" and fact.iso and fact.meaning:
            known = names.get(fact.iso)
            if known is None or fact.iso in _PRESENT and fact.meaning == _PRESENT[fact.iso]:
                names[fact.iso] = fact.meaning
    return names


_PRESENT = {
    "BJ": "Benin",
    "CS": "Czechoslovakia",
    "DJ": "Djibouti",
    "DE": "Germany",
    "EH": "Western Sahara",
    "KI": "Kiribati",
    "PA": "Panama",
    "SJ": "Svalbard",
    "TL": "Timor-Leste",
    "YE": "Yemen",
    "ZW": "Zimbabwe",
}
"""Where one code serves several TAGS, the present name."""


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for fact in TAGS.values():
        if fact.kind == "geo" and fact.iso and fact.meaning:
            codes.setdefault(_plain(fact.meaning), fact.iso)
    for name, iso, _ in rows("country-names"):
        codes[_plain(name)] = iso
    return codes
