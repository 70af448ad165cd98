"""The one table of what can be searched: query, index, slow engine and docs all read it.

Out: `FIELDS`, by name; `find_field`, which knows the other names too; `near`, which guesses what
a misspelt name or value was meant to be. Promise: a name or alias belongs to one field.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from reftel.defects import CODES
from reftel.search.words import squash
from reftel.vocab import classification

__all__ = [
    "FACETS",
    "FIELDS",
    "HAS",
    "LANGUAGES",
    "LEVELS",
    "LOST",
    "SORTS",
    "Field",
    "Kind",
    "find_field",
    "near",
    "near_field",
    "near_level",
    "read_level",
]


class Kind(Enum):
    """What a field holds, and so which values it takes and how they compare."""

    TEXT = "running text: words, stems, phrases, NEAR"
    PARAGRAPH = "a group of which all must stand in one paragraph"
    NAME = "a code, or words of a name; no stems"
    KEY = "a whole value; blanks, marks and case do not matter"
    ID = "a message reference number; leading zeros do not matter"
    LEVEL = "a level of classification; can be compared"
    DAY = "a day, month or year; can be compared"
    SORT = "the order of the answer"


class Field(msgspec.Struct, frozen=True):
    """One name that may stand before a colon."""

    name: str
    kind: Kind
    meaning: str
    """What a cable must have, one sentence without full stop."""
    example: str
    """A query that uses it."""
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    """All values there are, as a person writes them, where the list is closed."""
    facet: str | None = None
    """Name of the facet whose values can be given to this field."""


LEVELS: dict[str, int] = {
    "unclassified": 0,
    "fouo": 1,
    "confidential": 2,
    "secret": 3,
    "topsecret": 4,
}
"""Name of a level as a query prints it, and its rank; see vocab/classification for the forms."""

_LEVEL_WORDS = (
    *LEVELS,
    "official",
    "forofficialuseonly",
    "limitedofficialuse",
    "sensitivebutunclassified",
    "unclas",
)
# Names that say more than the rank: only cables with this very level match.
_LEVELS_WITH_MORE = ("confidentialnoforn", "secretnoforn")

HAS: dict[str, str] = {
    "summary": "a marked summary",
    "comment": "a marked comment",
    "action-request": "a marked action request",
    "note": "a marked note",
    "question": "questions and answers of a questionnaire",
    "reference": "references to other cables",
    "header": "the transmission lines above the telegram",
    "subject": "a SUBJECT line",
    "tags": "TAGS",
    "signature": "a signature",
    "sections": "more than one section",
    "defects": "something odd",
    "redaction": "names replaced by runs of xxx",
    "versions": "more than one version",
    "copies": "another cable that says the same: sent again, corrected, or nearly alike",
    "articles": "links to articles about it",
    "edited": "the edited text of a volume alone, and not the telegram as it was sent",
}
"""What `has:` can ask for."""

LOST: dict[str, str] = {
    "cut": "the publisher cut the text",
    "header": "the transmission lines above the telegram are not there",
    "text": "a notice stands in its place, or nothing",
    "withdrawn": "a withdrawal card stands in its place",
    "section": "a section of it is not held",
}
"""In which ways text can be lost, for `lost:`."""

LANGUAGES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da"
    " de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy"
    " hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg"
    " li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or"
    " os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta"
    " te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
).split()
"""ISO 639-1."""

SORTS = ("relevance", "date", "-date")
"""What `sort:` can ask for: best first, oldest first, newest first."""

FACETS: dict[str, str] = {
    "year": "year",
    "origin": "from",
    "country": "country",
    "tag": "tag",
    "class": "class",
    "caption": "caption",
    "has": "has",
    "month": "date",
}
"""Facet, and the field that narrows by one of its values."""

_TABLE = (
    Field("id", Kind.ID, "It is this cable", "id:08STRELSAU0457", ("mrn", "cable")),
    Field("subject", Kind.TEXT, "The SUBJECT line holds this", "subject:harbor", ("subj", "title")),
    Field("summary", Kind.TEXT, "A marked summary holds this", 'summary:"grain price"', ("sum",)),
    Field("comment", Kind.TEXT, "A marked comment holds this", "comment:(doubt OR caution)"),
    Field(
        "para",
        Kind.PARAGRAPH,
        "All of this stands in one paragraph",
        "para:(harbor strike -riot)",
        ("paragraph", "par"),
    ),
    Field(
        "from",
        Kind.NAME,
        "It comes from this post; station, words of the name, or routing indicator",
        "from:strelsau",
        ("origin", "post", "embassy"),
        facet="origin",
    ),
    Field("to", Kind.NAME, "An action addressee is this", 'to:"amembassy strelsau"', ("action",)),
    Field("info", Kind.NAME, "An information addressee is this", "info:hentzau", ("cc",)),
    Field(
        "country",
        Kind.NAME,
        "The post lies in this country; code or name",
        'country:"united states"',
        ("land",),
        facet="country",
    ),
    Field(
        "tag",
        Kind.NAME,
        "It bears this TAG; code, or words of its meaning",
        'tag:"human rights"',
        ("tags",),
        facet="tag",
    ),
    Field(
        "tagkind",
        Kind.KEY,
        "It bears a TAG of this kind",
        "tagkind:person",
        values=("subject", "geo", "organization", "program", "person", "unknown"),
    ),
    Field(
        "class",
        Kind.LEVEL,
        "It is classified so; may be compared",
        "class>=confidential",
        ("classification", "level"),
        facet="class",
    ),
    Field("caption", Kind.KEY, "It bears this caption", "caption:noforn", facet="caption"),
    Field(
        "precedence",
        Kind.KEY,
        "Its highest action precedence is this",
        "precedence:immediate",
        ("priority",),
        ("flash", "niact immediate", "immediate", "priority", "routine"),
    ),
    Field(
        "date",
        Kind.DAY,
        "It was created then; may be compared",
        "date:2008-01..2009-03",
        ("created", "day"),
        facet="month",
    ),
    Field("released", Kind.DAY, "It was released then; may be compared", "released:2011-08"),
    Field(
        "year",
        Kind.DAY,
        "It was created in this year; may be compared",
        "year:2008..2010",
        facet="year",
    ),
    Field(
        "ref", Kind.ID, "It refers to this cable", "ref:08HENTZAU99", ("reftel", "refs", "cites")
    ),
    Field("citedby", Kind.ID, "This cable refers to it", "citedby:08STRELSAU457", ("referredby",)),
    Field("signed", Kind.NAME, "Signed by this name", "signed:gildamingale", ("signature",)),
    Field(
        "classifiedby",
        Kind.NAME,
        "Classified by this name or title",
        'classifiedby:"economic counselor"',
        ("classifier",),
    ),
    Field("has", Kind.KEY, "It has such a part", "has:summary", values=tuple(HAS), facet="has"),
    Field(
        "lost",
        Kind.KEY,
        "Text was lost, wholly or in this way",
        "lost:yes",
        ("missing",),
        ("yes", "no", *LOST),
    ),
    Field(
        "defect",
        Kind.KEY,
        "It has this defect",
        "defect:subject-missing",
        ("defects",),
        tuple(CODES),
    ),
    Field(
        "lang",
        Kind.KEY,
        "It is written in this language",
        "lang:en",
        ("language",),
        tuple(LANGUAGES),
    ),
    Field(
        "sort",
        Kind.SORT,
        "Best first (relevance), oldest first (date) or newest first (-date)",
        "harbor sort:-date",
        ("order",),
        SORTS,
    ),
)

FIELDS: dict[str, Field] = {field.name: field for field in _TABLE}

_NAMES: dict[str, Field] = {
    squash(name): field for field in _TABLE for name in (field.name, *field.aliases)
}


def find_field(name: str) -> Field | None:
    """The field of this name or alias, in any case."""
    return _NAMES.get(squash(name))


def near_field(name: str) -> Field | None:
    """The field whose name was probably meant."""
    found = near(squash(name), _NAMES)
    return _NAMES[found] if found else None


def near(written: str, choices: Iterable[str]) -> str | None:
    """The choice most like what was written, if it is like it at all; ties by the alphabet."""
    # Swapped neighbours count as one slip: tga is tag.
    found = process.extractOne(
        written, sorted(choices), scorer=OSA.normalized_similarity, score_cutoff=0.65
    )
    return found[0] if found else None


def read_level(written: str) -> int | str | None:
    """A level's rank; its squashed name where the name says more than the rank; or None."""
    squashed = squash(written)
    if squashed in _LEVELS_WITH_MORE:
        return squashed
    if squashed in ("fouo", "official", "forofficialuseonly", "sensitivebutunclassified"):
        return LEVELS["fouo"]
    level = classification.read_level(written) or classification.level_of_mark(written)
    return level.rank if level else None


def near_level(written: str) -> str | None:
    """The level that was probably meant, as a query prints it."""
    found = near(squash(written), _LEVEL_WORDS)
    rank = read_level(found) if found else None
    return next((name for name, known in LEVELS.items() if known == rank), None)
