"""What the ways into an archive are labelled with: counts by day, post, TAG, marking and release.

In: a read-only connection. Out: values. Each is exact, and made of few columns, so that none reads
the whole of a row; keep them (`Archive.counted`), since some still walk through every cable.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict

import msgspec

from reftel.archive.columns import read_addressees
from reftel.vocab.tags import TAGS

__all__ = [
    "AddresseeCount",
    "MarkingCount",
    "PostCount",
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
    "posts",
    "released_on",
    "releases",
    "tag_kinds",
    "tag_spellings",
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


def post_markings(db: sqlite3.Connection, station: str) -> tuple[MarkingCount, ...]:
    """Levels and captions of a post's cables."""
    return _marking_counts(db, f"WHERE {_OF_POST}", station)


def post_addressees(db: sqlite3.Connection, station: str) -> tuple[AddresseeCount, ...]:
    """Whom its cables go to, the most frequent first."""
    # One pass over its cables, read here: joined by SQLite it takes five times as long.
    addresses = {
        key: (name, at) for key, name, at in db.execute("SELECT id, name, station FROM address")
    }
    counts: Counter[tuple[str, tuple[str, str]]] = Counter()
    for (written,) in db.execute(f"SELECT addressees FROM cable WHERE {_OF_POST}", (station,)):  # noqa: S608
        try:
            counts.update({(one.role, addresses[one.address]) for one in read_addressees(written)})
        except KeyError as error:
            raise ValueError(f"row {error} of address is lost") from error
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    roles: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (role, (name, at)), count in counts.items():
        if role in ("TO", "INFO"):
            names[at or name, at][name] += count
            roles[at or name, at][role] += count
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
    # From the index of the post alone; few others bear its name.
    of_post = {key for (key,) in db.execute(f"SELECT key FROM cable WHERE {_OF_POST}", (station,))}  # noqa: S608
    made = []
    for year in range(100):
        head = f"{year:02d}{station}"
        held, mentioned = list[int](), list[int]()
        for written, key in db.execute(
            "SELECT substr(id, ?), key FROM cable_id WHERE id >= ? AND id < ?",
            (len(head) + 1, f"{head}0", f"{head}:"),  # the colon follows the 9
        ):
            if not written.isdigit():
                continue
            if key in of_post or _is_there(db, "cable", "key", key):
                held.append(int(written))
            elif _is_there(db, "mention", "target", key):
                mentioned.append(int(written))
        if held or mentioned:
            made.append(YearNumbers(f"{year:02d}", tuple(sorted(held)), tuple(sorted(mentioned))))
    return tuple(made)


def _is_there(db: sqlite3.Connection, table: str, column: str, key: int) -> bool:
    row = db.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (key,))  # noqa: S608
    return row.fetchone() is not None


# --- TAGS ---


def tag_kinds(db: sqlite3.Connection) -> dict[str, str]:
    """TAG to its kind: that of the list, where cables disagree and it has one of theirs."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for name, kind in db.execute("SELECT name, kind FROM tag ORDER BY name, kind"):
        kinds[name].append(kind)
    listed = {name: TAGS[name].kind for name in kinds if name in TAGS}
    return {
        name: listed[name] if listed.get(name) in some else some[0] for name, some in kinds.items()
    }


def tag_spellings(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """TAG to how cables write it otherwise, to the number of cables, the most frequent first.

    Only a few cables do, and their lists of TAGS are those that hold quotation marks.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, spelt, count in db.execute(
        "SELECT tag.name, cable_tag.written AS spelt, count(DISTINCT cable_tag.cable) AS n"
        " FROM cable_tag JOIN tag ON tag.id = cable_tag.tag WHERE spelt IS NOT NULL"
        " AND cable_tag.cable IN (SELECT key FROM cable WHERE instr(tags, '\"'))"
        " GROUP BY tag.name, spelt ORDER BY n DESC, spelt"
    ):
        found[name][spelt] = count
    return dict(found)


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


def _counts(db: sqlite3.Connection, statement: str, *given: str) -> dict[str, int]:
    return dict(db.execute(statement, given).fetchall())


def _one(db: sqlite3.Connection, statement: str) -> int:
    return int(db.execute(statement).fetchone()[0])
