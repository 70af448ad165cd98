"""What a page says about a cable beside what the telegram says itself, where the two differ.

In: a cable and the claims of its pages. Out: `DifferenceRecord`s. Both words are kept, and neither
is put right. What an archive words in its own way (cities for posts, offices for names) is compared
only as far as it can be read the same; a field that says nothing differs from nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from reftel.telegram.cable import Cable
from reftel.vocab.cable_id import read_id

__all__ = ["DifferenceRecord", "differences"]


class DifferenceRecord(msgspec.Struct, frozen=True):
    """One thing that a page and the telegram say otherwise."""

    name: str
    """The claim: id, created, classification, origin, title, tags, drafter, reference, …"""
    page: str
    """What the page says, as written."""
    telegram: str
    """What the telegram says."""


_NOTHING = re.compile(
    r"(?:n/?a|none|unknown|-- ?(?:n/a or blank|not assigned) ?--|\|?-)?", re.IGNORECASE
)
_MARK = re.compile(r"\W*[A-Z/]{1,6}\)")
"""The portion mark of a subject, its bracket lost: `S) HARVEST`."""
_CODE = re.compile(r"[A-Z]{2,4}")
_WARNED = {
    "id": "id-differs",
    "created": "created-differs",
    "classification": "classification-differs",
    "origin": "origin-differs",
}
"""Claims that are compared when they are entered, and the defect that stands for the answer."""
_DISTRIBUTION = frozenset("EXDIS LIMDIS NODIS NOFORN ONLY STADIS".split())


def differences(
    cable: Cable, claims: Iterable[tuple[str, str]], codes: Iterable[str]
) -> tuple[DifferenceRecord, ...]:
    """Where the claims of a page, each a name and a value, and the telegram differ.

    `codes` are those of the page's defects, found when its claims were entered.
    """
    warned = frozenset(codes)
    found: dict[DifferenceRecord, None] = {}
    for name, value in claims:
        said = _SAYS.get(name, _says_nothing)(cable)
        if not said or _NOTHING.fullmatch(value.strip()):
            continue
        compare = _COMPARED.get(name)
        differs = compare(value, cable) if compare else _WARNED[name] in warned
        if differs:
            found[DifferenceRecord(name, value, said)] = None
    return tuple(found)


def _says_nothing(_: Cable) -> str:
    return ""


def _own_id(cable: Cable) -> str:
    return f"{cable.origin.written} {cable.serial}" if cable.origin and cable.serial else ""


def _captions(cable: Cable) -> str:
    return ", ".join(one.name for one in cable.captions)


_SAYS: dict[str, Callable[[Cable], str]] = {
    "id": _own_id,
    "created": lambda cable: cable.created.value if cable.created else "",
    "classification": lambda cable: cable.classification.level if cable.classification else "",
    "origin": lambda cable: cable.origin.written if cable.origin else "",
    "title": lambda cable: cable.subject or "",
    "tags": lambda cable: " ".join(tag.written for tag in cable.tags),
    "drafter": lambda cable: cable.drafted_by or "",
    "reference": lambda cable: "; ".join(
        one.written for one in cable.references if one.place == "list"
    ),
    "handling-restrictions": _captions,
    "original-handling-restrictions": _captions,
}


def _letters(written: str) -> str:
    return "".join(one for one in written.upper() if one.isalnum())


def _other_title(value: str, cable: Cable) -> bool:
    """A title is the subject or its first line, and may have lost what stands before it,
    or run on into the line below.
    """
    title, subject = (
        _letters(_MARK.sub("", value, count=1) if _MARK.match(value) else value),
        _letters(cable.subject or ""),
    )
    return title not in subject and not title.startswith(subject) and not title.endswith(subject)


def _other_tags(value: str, cable: Cable) -> bool:
    """Compared by codes: names have commas of their own, and meanings follow behind a dash."""
    claimed = {one.partition(" - ")[0].strip() for one in re.split(r"[|,;]", value)}
    codes = {one for one in claimed if _CODE.fullmatch(one)}
    return bool(codes) and codes != {t.name for t in cable.tags if _CODE.fullmatch(t.name)}


def _other_drafter(value: str, cable: Cable) -> bool:
    claimed, own = _letters(value), _letters(cable.drafted_by or "")
    return claimed not in own and own not in claimed


def _other_reference(value: str, cable: Cable) -> bool:
    """Whether one is claimed that the telegram does not name."""
    own = {one.id for one in cable.references}
    claimed = (read_id(one.strip()) for one in re.split(r"[,;|]", value))
    return any(str(one.id) not in own for one in claimed if one is not None)


def _other_handling(value: str, cable: Cable) -> bool:
    claimed = _DISTRIBUTION.intersection(re.findall(r"[A-Z]+", value.upper()))
    return claimed != _DISTRIBUTION.intersection(one.name for one in cable.captions)


_COMPARED: dict[str, Callable[[str, Cable], bool]] = {
    "title": _other_title,
    "tags": _other_tags,
    "drafter": _other_drafter,
    "reference": _other_reference,
    "handling-restrictions": _other_handling,
    "original-handling-restrictions": _other_handling,
}
