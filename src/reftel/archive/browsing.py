"""What the ways into an archive are labelled with: counts by day, post, TAG, marking and release.

In: a read-only connection. Out: values. Each is exact, and made of few columns, so that none reads
the whole of a row; keep them (`Archive.counted`), since some still walk through every cable.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict

import msgspec

__all__ = [
    "AddresseeCount",
    "MarkingCount",
    "PostCount",
    "TagCount",
    "TagUse",
    "YearNumbers",
    "days",
    "markings",
    "months",
    "newest",
    "not_held",
    "post_addressees",
    "post_markings",
    "post_months",
    "post_numbers",
    "post_tags",
    "posts",
    "released_on",
    "releases",
    "tag_spellings",
    "tag_use",
    "tags",
    "tags_together",
    "undated",
    "without_post",
    "years",
]


class PostCount(msgspec.Struct, frozen=True, gc=False):
    """A post, and its cables."""

    station: str
    name: str
    """In words, as most of its cables have it."""
    country: str | None
    """ISO 3166 code."""
    cables: int
    first: str | None
    """Time of its earliest cable, ISO 8601."""
    last: str | None


class AddresseeCount(msgspec.Struct, frozen=True, gc=False):
    """Whom a post writes to."""

    name: str
    """As it is written, where several forms mean one post the most frequent."""
    station: str | None
    """The post, where the name is known."""
    action: int
    """Cables that ask it to act."""
    info: int
    """Cables that let it know."""


class TagCount(msgspec.Struct, frozen=True, gc=False):
    """A TAG, and its cables."""

    name: str
    kind: str
    """Where cables disagree, that of most."""
    cables: int


class TagUse(msgspec.Struct, frozen=True):
    """When and where a TAG is used."""

    months: dict[str, int]
    """Month, or an empty key where it is not known, to cables."""
    stations: dict[str, int]
    """Post to cables, the most first; an empty key for those that name none."""


class MarkingCount(msgspec.Struct, frozen=True, gc=False):
    """One level with one set of captions."""

    level: str | None
    rank: int | None
    captions: tuple[str, ...]
    cables: int
    first: str | None
    last: str | None


class YearNumbers(msgspec.Struct, frozen=True):
    """The numbers of a post in one year, in order."""

    year: str
    """Its two digits."""
    held: tuple[int, ...]
    mentioned: tuple[int, ...]
    """Numbers that cables held mention, and that are not held."""


_captions = msgspec.json.Decoder(tuple[str, ...]).decode

# --- time ---


def months(db: sqlite3.Connection) -> dict[str, int]:
    """Month of creation to cables, in order; cables of which it is not known are left out."""
    return _counts(
        db,
        "SELECT substr(created, 1, 7) AS month, count(*) FROM cable WHERE length(created) >= 7"
        " GROUP BY month ORDER BY month",
    )


def undated(db: sqlite3.Connection) -> int:
    """Cables of which not even the month is known."""
    return _one(db, "SELECT count(*) FROM cable WHERE created IS NULL OR length(created) < 7")


def years(db: sqlite3.Connection) -> dict[str, int]:
    """Year of creation to cables, in order; cables of which it is not known are left out."""
    return _counts(
        db,
        "SELECT substr(created, 1, 4) AS year, count(*) FROM cable WHERE created IS NOT NULL"
        " GROUP BY year ORDER BY year",
    )


def days(db: sqlite3.Connection, year: str) -> dict[str, int]:
    """Day of a year, or its month or itself where no more is known, to cables, in order."""
    return _counts(
        db,
        "SELECT substr(created, 1, 10) AS day, count(*) FROM cable"
        " WHERE created >= ? AND created < ? GROUP BY day ORDER BY day",
        year,
        f"{year}~",
    )


def releases(db: sqlite3.Connection) -> dict[str, int]:
    """Day of the first release to cables, the newest first; those that claim none are left out."""
    return _counts(
        db,
        "SELECT substr(released, 1, 10) AS day, count(*) FROM cable WHERE released IS NOT NULL"
        " GROUP BY day ORDER BY day DESC",
    )


def released_on(db: sqlite3.Connection, day: str, limit: str, offset: str) -> tuple[str, ...]:
    """Ids of the cables of a release day from `offset` on, the newest first."""
    rows = db.execute(
        "SELECT id FROM cable JOIN cable_id USING (key) WHERE released >= ? AND released < ?"
        " ORDER BY created DESC, id LIMIT ? OFFSET ?",
        (day, f"{day}~", int(limit), int(offset)),
    )
    return tuple(name for (name,) in rows)


def newest(db: sqlite3.Connection) -> tuple[str, ...]:
    """Some of the cables that were released last."""
    rows = db.execute(
        "SELECT id FROM cable JOIN cable_id USING (key)"
        " WHERE released = (SELECT max(released) FROM cable) ORDER BY id LIMIT 3"
    )
    return tuple(name for (name,) in rows)


def not_held(db: sqlite3.Connection) -> int:
    """Different cables that those held mention, and that are not held."""
    return _one(
        db,
        "SELECT count(DISTINCT target) FROM mention WHERE target IS NOT NULL"
        " AND target NOT IN (SELECT key FROM cable)",
    )


# --- posts ---


def posts(db: sqlite3.Connection) -> tuple[PostCount, ...]:
    """Every post with a cable, in order of its station."""
    rows = db.execute(
        "SELECT station, name, country, n, first, last FROM (SELECT post, count(*) AS n,"
        " min(created) AS first, max(created) AS last FROM cable GROUP BY post)"
        " JOIN post ON post.id = post ORDER BY station, n DESC, name"
    )
    grouped: dict[str, list[tuple[str, str, str | None, int, str | None, str | None]]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row)
    return tuple(
        PostCount(
            station,
            same[0][1],
            next((row[2] for row in same if row[2]), None),
            sum(row[3] for row in same),
            min((row[4] for row in same if row[4]), default=None),
            max((row[5] for row in same if row[5]), default=None),
        )
        for station, same in grouped.items()
    )


def without_post(db: sqlite3.Connection) -> int:
    """Cables that name no post."""
    return _one(db, "SELECT count(*) FROM cable WHERE post IS NULL")


_OF_POST = "post IN (SELECT id FROM post WHERE station = ?)"


def post_months(db: sqlite3.Connection, station: str) -> dict[str, int]:
    """Month to cables of a post, in order; an empty key where it is not known."""
    return _counts(
        db,
        "SELECT CASE WHEN length(created) >= 7 THEN substr(created, 1, 7) ELSE '' END AS month,"  # noqa: S608
        f" count(*) FROM cable WHERE {_OF_POST} GROUP BY month ORDER BY month",
        station,
    )


def post_tags(db: sqlite3.Connection, station: str) -> tuple[TagCount, ...]:
    """TAGS of a post's cables, the most frequent first."""
    return _tag_counts(
        db,
        "SELECT tag.name, tag.kind, count(DISTINCT cable.key) FROM cable"  # noqa: S608
        " JOIN cable_tag ON cable_tag.cable = cable.key JOIN tag ON tag.id = cable_tag.tag"
        f" WHERE {_OF_POST} GROUP BY tag.id",
        station,
    )


def post_markings(db: sqlite3.Connection, station: str) -> tuple[MarkingCount, ...]:
    """Levels and captions of a post's cables."""
    return _marking_counts(db, f"WHERE {_OF_POST}", station)


def post_addressees(db: sqlite3.Connection, station: str) -> tuple[AddresseeCount, ...]:
    """Whom its cables go to, the most frequent first."""
    rows = db.execute(
        "SELECT CASE WHEN address.station = '' THEN address.name ELSE address.station END AS who,"  # noqa: S608
        " address.name, address.station, addressee.role, count(DISTINCT cable.key) FROM cable"
        " JOIN addressee ON addressee.cable = cable.key JOIN address ON address.id = address"
        f" WHERE {_OF_POST} AND addressee.role IN ('TO', 'INFO') GROUP BY who, address.name, role",
        (station,),
    )
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    roles: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for who, name, at, role, count in rows:
        names[who, at][name] += count
        roles[who, at][role] += count
    made = [
        AddresseeCount(
            max(written.items(), key=lambda one: (one[1], one[0]))[0],
            at or None,
            roles[who, at]["TO"],
            roles[who, at]["INFO"],
        )
        for (who, at), written in names.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.action - one.info, -one.action, one.name)))


def post_numbers(db: sqlite3.Connection, station: str) -> tuple[YearNumbers, ...]:
    """Which numbers of a post are held, year by year of the ids, by their two digits."""
    made = []
    for year in range(100):
        head = f"{year:02d}{station}"
        rows = db.execute(
            "SELECT substr(id, ?), cable.key IS NOT NULL, cable.key IS NULL AND EXISTS"
            " (SELECT 1 FROM mention WHERE target = cable_id.key)"
            " FROM cable_id LEFT JOIN cable USING (key) WHERE id >= ? AND id < ?",
            (len(head) + 1, f"{head}0", f"{head}:"),  # the colon follows the 9
        )
        numbers = sorted((int(one), held, said) for one, held, said in rows if one.isdigit())
        if numbers:
            made.append(
                YearNumbers(
                    f"{year:02d}",
                    tuple(one for one, held, _ in numbers if held),
                    tuple(one for one, _, said in numbers if said),
                )
            )
    return tuple(one for one in made if one.held or one.mentioned)


# --- TAGS ---


def tags(db: sqlite3.Connection) -> tuple[TagCount, ...]:
    """Every TAG in use, the most frequent first."""
    return _tag_counts(
        db,
        "SELECT name, kind, n FROM (SELECT tag, count(DISTINCT cable) AS n FROM cable_tag"
        " GROUP BY tag) JOIN tag ON tag.id = tag",
    )


_OF_TAG = "cable_tag.tag IN (SELECT id FROM tag WHERE name = ?)"


def tag_use(db: sqlite3.Connection, name: str) -> TagUse:
    """Months and posts of the cables that bear a TAG."""
    stations = dict(db.execute("SELECT id, station FROM post").fetchall())
    by_month: Counter[str] = Counter()
    by_station: Counter[str] = Counter()
    rows = db.execute(
        "SELECT CASE WHEN length(created) >= 7 THEN substr(created, 1, 7) ELSE '' END AS month,"  # noqa: S608
        " post, count(DISTINCT key) FROM cable_tag JOIN cable ON cable.key = cable_tag.cable"
        f" WHERE {_OF_TAG} GROUP BY month, post",
        (name,),
    )
    for month, post, count in rows:
        by_month[month] += count
        by_station[stations.get(post, "")] += count
    ranked = sorted(by_station.items(), key=lambda one: (-one[1], one[0]))
    return TagUse(dict(sorted(by_month.items())), dict(ranked))


def tags_together(db: sqlite3.Connection, name: str) -> tuple[TagCount, ...]:
    """The other TAGS of the cables that bear one, the most frequent first."""
    return _tag_counts(
        db,
        "SELECT tag.name, tag.kind, count(DISTINCT other.cable) FROM cable_tag"  # noqa: S608
        " JOIN cable_tag AS other ON other.cable = cable_tag.cable"
        " JOIN tag ON tag.id = other.tag"
        f" WHERE {_OF_TAG} AND tag.name <> ? GROUP BY tag.id",
        name,
        name,
    )


def tag_spellings(db: sqlite3.Connection, name: str) -> dict[str, int]:
    """How cables write a TAG, to the number of times, the most frequent first."""
    return _counts(
        db,
        "SELECT coalesce(cable_tag.written, tag.name) AS spelt, count(*) AS n"  # noqa: S608
        f" FROM cable_tag JOIN tag ON tag.id = cable_tag.tag WHERE {_OF_TAG}"
        " GROUP BY spelt ORDER BY n DESC, spelt",
        name,
    )


# --- markings ---


def markings(db: sqlite3.Connection) -> tuple[MarkingCount, ...]:
    """Levels and captions of all cables."""
    return _marking_counts(db, "")


def _marking_counts(
    db: sqlite3.Connection, condition: str, *given: str
) -> tuple[MarkingCount, ...]:
    rows = db.execute(
        "SELECT classification, rank, captions, count(*), min(created), max(created) FROM cable"  # noqa: S608
        f" {condition} GROUP BY classification, rank, captions",
        given,
    )
    return tuple(
        MarkingCount(level, rank, _captions(captions), count, first, last)
        for level, rank, captions, count, first, last in rows
    )


def _tag_counts(db: sqlite3.Connection, statement: str, *given: str) -> tuple[TagCount, ...]:
    """Rows of name, kind and count; a name of two kinds is one TAG, of the kind of most."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for name, kind, count in db.execute(statement, given):
        kinds[name][kind] += count
    made = [
        TagCount(name, max(found.items(), key=lambda one: (one[1], one[0]))[0], found.total())
        for name, found in kinds.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.cables, one.name)))


def _counts(db: sqlite3.Connection, statement: str, *given: str) -> dict[str, int]:
    return dict(db.execute(statement, given).fetchall())


def _one(db: sqlite3.Connection, statement: str) -> int:
    return int(db.execute(statement).fetchone()[0])
