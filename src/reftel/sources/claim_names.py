"""What an archive's own fields are called among our claims.

In: a key as a page writes it, and its value. Out: the name of the claim: one that other forms have
too where the field means the same and says something, else the key itself in small letters.
"""

from __future__ import annotations

import re

__all__ = ["name_claims"]

_SHARED = {
    "canonical-id": "id",
    "date": "created",
    "document-number": "id",
    "draft-date": "created",
    "from": "origin",
    "original-classification": "classification",
    "sent-date": "created",
    "subject": "title",
}
_NOTHING = re.compile(
    r"(?:n/a|none|null|unknown|-- .* --|0?1[ -]jan(?:uary)?[ -]1960.*|1960-01-01.*)?", re.IGNORECASE
)
"""How a field says that it says nothing; the archive's empty date is 1 January 1960."""


def name_claims(
    fields: list[tuple[str, str]], *, own_names: frozenset[str] = frozenset()
) -> list[str]:
    """The name of each of a page's fields; a shared one goes to the first that says something.

    Those of `own_names` keep theirs: their values are not what the shared name promises.
    """
    names: list[str] = []
    for key, value in fields:
        own = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
        shared = _SHARED.get(own)
        if (
            shared is None
            or own in own_names
            or shared in names
            or _NOTHING.fullmatch(value.strip())
        ):
            names.append(own)
        else:
            names.append(shared)
    return names
