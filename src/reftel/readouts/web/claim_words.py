"""What a claim of a page is called on our pages.

In: the name of a claim, as records have it. Out: words of ours; for a field that an archive names
in its own way that name, a space for each stroke.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["CLAIMS", "claim_words"]

CLAIMS = {
    "anchor": "Paragraph mark",
    "article": "Article",
    "classification": "Classification",
    "classification-title": "Classification explained",
    "concepts": "Concepts",
    "counter": "Released so far",
    "created": "Created",
    "current-classification": "Current classification",
    "destination": "Destination",
    "drafter": "Drafted by",
    "enclosure": "Enclosure",
    "executive-order": "Executive order",
    "film-number": "Film number",
    "from": "From",
    "handling-restrictions": "Handling restrictions",
    "id": "Reference id",
    "line-count": "Lines",
    "locator": "Locator",
    "markings": "Markings",
    "office": "Office",
    "office-action": "Action office",
    "office-origin": "Origin office",
    "origin": "Origin",
    "page-count": "Pages",
    "reference": "Reference",
    "released": "Released",
    "row": "Row",
    "source-note": "Note on the source",
    "tag": "TAG",
    "tags": "TAGS",
    "telegram-number": "Number of the telegram",
    "title": "Title",
    "to": "To",
    "type": "Type",
    "volume": "Volume",
}
"""Name to words, for what several forms claim or what readers ask for."""


def claim_words(name: str, say: Callable[[str], str] = str) -> str:
    """What stands before a claim on a page."""
    words = CLAIMS.get(name)
    return say(words) if words else name.replace("-", " ")
