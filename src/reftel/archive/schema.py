"""The tables of an archive, as named and ordered migrations.

In: a connection to a new or an older archive. Out: the same archive at `SCHEMA_VERSION`. Each
migration runs in one transaction, together with the row that records it, so a schema is never
half changed. docs/archive.md explains every table, view and column, and a test holds it to this.

Tables keep each fact once, under whole-number keys, small; views join them back into rows that a
person can read in any SQLite tool.
"""

from __future__ import annotations

import sqlite3

import msgspec

from reftel.errors import ArchiveTooNew

__all__ = ["MIGRATIONS", "SCHEMA_VERSION", "Migration", "migrate", "version_of"]


class Migration(msgspec.Struct, frozen=True):
    """One step from a schema to the next."""

    name: str
    """What it does, in words."""
    statements: tuple[str, ...]
    """SQL, in order."""


_QUARANTINED = """CREATE VIEW quarantined AS
    SELECT quarantine.code, quarantine.reason, quarantine.ordinal,
        lower(hex(record.digest)) AS digest, record.size,
        CASE WHEN quarantine.name <> '' THEN quarantine.name ELSE
            (SELECT min(source.path || record_name.inner) FROM record_name
            JOIN source ON source.id = record_name.source
            WHERE record_name.record = quarantine.record) END AS name
    FROM quarantine JOIN record ON record.id = quarantine.record"""

_BEGINNING = (
    """CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE source (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        records INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        done INTEGER NOT NULL
    )""",
    """CREATE TABLE dictionary (
        id INTEGER PRIMARY KEY,
        shape TEXT NOT NULL,
        content BLOB NOT NULL
    )""",
    """CREATE TABLE record (
        id INTEGER PRIMARY KEY,
        digest BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        dictionary INTEGER REFERENCES dictionary,
        data BLOB NOT NULL
    )""",
    """CREATE TABLE record_name (
        record INTEGER NOT NULL REFERENCES record,
        source INTEGER NOT NULL REFERENCES source,
        inner TEXT NOT NULL,
        PRIMARY KEY (record, source, inner)
    ) WITHOUT ROWID""",
    """CREATE TABLE quarantine (
        record INTEGER NOT NULL REFERENCES record,
        ordinal INTEGER NOT NULL,
        code TEXT NOT NULL,
        reason TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (record, ordinal, code, reason, name)
    ) WITHOUT ROWID""",
    """CREATE TABLE cable_id (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE
    )""",
    """CREATE TABLE page (
        key INTEGER PRIMARY KEY,
        record INTEGER NOT NULL REFERENCES record,
        ordinal INTEGER NOT NULL,
        format TEXT NOT NULL,
        cable INTEGER NOT NULL REFERENCES cable,
        id_rule TEXT NOT NULL,
        text BLOB NOT NULL,
        folded BLOB NOT NULL,
        length INTEGER NOT NULL,
        whole INTEGER NOT NULL,
        header INTEGER NOT NULL,
        words INTEGER NOT NULL,
        released TEXT,
        claims TEXT NOT NULL,
        blocks TEXT NOT NULL,
        map BLOB NOT NULL,
        UNIQUE (record, ordinal)
    )""",
    "CREATE INDEX page_cable ON page (cable)",
    """CREATE TABLE post (
        id INTEGER PRIMARY KEY,
        station TEXT NOT NULL,
        name TEXT NOT NULL,
        country TEXT,
        UNIQUE (station, name, country)
    )""",
    """CREATE TABLE cable (
        key INTEGER PRIMARY KEY REFERENCES cable_id,
        page INTEGER NOT NULL REFERENCES page,
        created TEXT,
        precision TEXT,
        created_by TEXT,
        post INTEGER REFERENCES post,
        classification TEXT,
        rank INTEGER,
        captions TEXT NOT NULL,
        subject TEXT,
        signature TEXT,
        sections INTEGER NOT NULL,
        released TEXT,
        pages INTEGER NOT NULL,
        versions INTEGER NOT NULL
    )""",
    """CREATE TABLE tag (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        UNIQUE (name, kind)
    )""",
    """CREATE TABLE cable_tag (
        cable INTEGER NOT NULL REFERENCES cable,
        ordinal INTEGER NOT NULL,
        tag INTEGER NOT NULL REFERENCES tag,
        written TEXT,
        PRIMARY KEY (cable, ordinal)
    ) WITHOUT ROWID""",
    "CREATE INDEX cable_tag_tag ON cable_tag (tag)",
    """CREATE TABLE address (
        id INTEGER PRIMARY KEY,
        routing TEXT NOT NULL,
        name TEXT NOT NULL,
        station TEXT NOT NULL,
        collective INTEGER NOT NULL,
        UNIQUE (routing, name, station, collective)
    )""",
    """CREATE TABLE addressee (
        cable INTEGER NOT NULL REFERENCES cable,
        ordinal INTEGER NOT NULL,
        role TEXT NOT NULL,
        address INTEGER NOT NULL REFERENCES address,
        precedence TEXT,
        serial TEXT,
        PRIMARY KEY (cable, ordinal)
    ) WITHOUT ROWID""",
    """CREATE TABLE paragraph (
        cable INTEGER NOT NULL REFERENCES cable,
        ordinal INTEGER NOT NULL,
        number INTEGER,
        address TEXT NOT NULL,
        mark TEXT,
        role TEXT,
        heading TEXT,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        spans TEXT,
        PRIMARY KEY (cable, ordinal)
    ) WITHOUT ROWID""",
    """CREATE TABLE mention (
        cable INTEGER NOT NULL REFERENCES cable,
        ordinal INTEGER NOT NULL,
        label TEXT,
        written TEXT NOT NULL,
        target INTEGER REFERENCES cable_id,
        kind TEXT NOT NULL,
        rules TEXT,
        notes TEXT,
        place TEXT NOT NULL,
        start INTEGER,
        end INTEGER,
        PRIMARY KEY (cable, ordinal)
    ) WITHOUT ROWID""",
    "CREATE INDEX mention_target ON mention (target) WHERE target IS NOT NULL",
    """CREATE TABLE defect_code (
        id INTEGER PRIMARY KEY,
        code TEXT NOT NULL UNIQUE
    )""",
    """CREATE TABLE cable_defect (
        cable INTEGER NOT NULL REFERENCES cable,
        ordinal INTEGER NOT NULL,
        code INTEGER NOT NULL REFERENCES defect_code,
        spans TEXT,
        found TEXT,
        PRIMARY KEY (cable, ordinal)
    ) WITHOUT ROWID""",
    """CREATE TABLE page_defect (
        page INTEGER NOT NULL REFERENCES page,
        ordinal INTEGER NOT NULL,
        code INTEGER NOT NULL REFERENCES defect_code,
        spans TEXT,
        found TEXT,
        PRIMARY KEY (page, ordinal)
    ) WITHOUT ROWID""",
    """CREATE TABLE index_pending (
        cable INTEGER PRIMARY KEY REFERENCES cable
    )""",
    """CREATE VIEW catalogue AS
        SELECT cable_id.id AS id, cable.created, cable.precision, cable.created_by,
            post.station, post.name AS origin, post.country, cable.classification, cable.rank,
            cable.captions,
            (SELECT group_concat(name, ' ') FROM (
                SELECT tag.name FROM cable_tag JOIN tag ON tag.id = cable_tag.tag
                WHERE cable_tag.cable = cable.key ORDER BY cable_tag.ordinal)) AS tags,
            cable.subject, cable.signature, cable.sections, cable.released, cable.pages,
            cable.versions
        FROM cable JOIN cable_id USING (key) LEFT JOIN post ON post.id = cable.post""",
    """CREATE VIEW publication AS
        SELECT cable_id.id AS id, page.key AS page, page.format, page.released,
            lower(hex(record.digest)) AS digest, page.ordinal, record.size, page.length,
            page.cable IN (SELECT key FROM cable WHERE cable.page = page.key) AS preferred,
            (SELECT min(source.path || record_name.inner) FROM record_name
                JOIN source ON source.id = record_name.source
                WHERE record_name.record = page.record) AS name,
            (SELECT count(*) FROM record_name
                WHERE record_name.record = page.record) AS names,
            page.claims
        FROM page JOIN cable_id ON cable_id.key = page.cable
            JOIN record ON record.id = page.record""",
    """CREATE VIEW version AS
        SELECT cable_id.id AS id, lower(hex(page.folded)) AS folded,
            max(page.key = cable.page) AS preferred,
            count(*) AS pages, count(DISTINCT page.text) AS texts,
            max(page.whole) AS whole, max(page.header) AS header, max(page.words) AS words,
            min(page.released) AS released
        FROM page JOIN cable ON cable.key = page.cable JOIN cable_id ON cable_id.key = page.cable
        GROUP BY page.cable, page.folded""",
    """CREATE VIEW link AS
        SELECT citing.id AS citing, mention.ordinal, mention.label, mention.written,
            cited.id AS cited, held.key IS NOT NULL AS resolved, mention.kind,
            mention.rules, mention.notes,
            mention.place, mention.start, mention.end
        FROM mention JOIN cable_id AS citing ON citing.key = mention.cable
            LEFT JOIN cable_id AS cited ON cited.key = mention.target
            LEFT JOIN cable AS held ON held.key = mention.target""",
    """CREATE VIEW tagged AS
        SELECT cable_id.id AS id, cable_tag.ordinal, tag.name AS tag, tag.kind,
            coalesce(cable_tag.written, tag.name) AS written
        FROM cable_tag JOIN tag ON tag.id = cable_tag.tag
            JOIN cable_id ON cable_id.key = cable_tag.cable""",
    """CREATE VIEW addressed AS
        SELECT cable_id.id AS id, addressee.ordinal, addressee.role,
            nullif(address.routing, '') AS routing, address.name,
            nullif(address.station, '') AS station, address.collective,
            addressee.precedence, addressee.serial
        FROM addressee JOIN address ON address.id = addressee.address
            JOIN cable_id ON cable_id.key = addressee.cable""",
    """CREATE VIEW defect AS
        SELECT cable_id.id AS id, NULL AS page, defect_code.code, cable_defect.spans,
            cable_defect.found
        FROM cable_defect JOIN defect_code ON defect_code.id = cable_defect.code
            JOIN cable_id ON cable_id.key = cable_defect.cable
        UNION ALL
        SELECT cable_id.id, page_defect.page, defect_code.code, page_defect.spans,
            page_defect.found
        FROM page_defect JOIN defect_code ON defect_code.id = page_defect.code
            JOIN page ON page.key = page_defect.page
            JOIN cable_id ON cable_id.key = page.cable""",
    _QUARANTINED,
)

_PUBLICATION = """CREATE VIEW publication AS
    SELECT cable_id.id AS id, page.format, page.released,
        lower(hex(record.digest)) AS digest, page.ordinal, record.size, page.length,
        page.cable IN (SELECT key FROM cable WHERE cable.page = page.key) AS preferred,
        (SELECT min(source.path || record_name.inner) FROM record_name
            JOIN source ON source.id = record_name.source
            WHERE record_name.record = page.record) AS name,
        (SELECT count(*) FROM record_name
            WHERE record_name.record = page.record) AS names,
        page.claims
    FROM page JOIN cable_id ON cable_id.key = page.cable
        JOIN record ON record.id = page.record"""

_DEFECT = """CREATE VIEW defect AS
    SELECT cable_id.id AS id, NULL AS digest, NULL AS ordinal, defect_code.code,
        cable_defect.spans, cable_defect.found
    FROM cable_defect JOIN defect_code ON defect_code.id = cable_defect.code
        JOIN cable_id ON cable_id.key = cable_defect.cable
    UNION ALL
    SELECT cable_id.id, lower(hex(record.digest)), page.ordinal, defect_code.code,
        page_defect.spans, page_defect.found
    FROM page_defect JOIN defect_code ON defect_code.id = page_defect.code
        JOIN page ON page.key = page_defect.page
        JOIN record ON record.id = page.record
        JOIN cable_id ON cable_id.key = page.cable"""

_WHAT_WAS_READ = (
    # Of a place a digest will do, and says nothing about the machine it lies on.
    "ALTER TABLE source ADD COLUMN place BLOB",
    "ALTER TABLE record ADD COLUMN read INTEGER NOT NULL DEFAULT 1",
    """UPDATE record SET read = 0 WHERE id IN (SELECT record FROM quarantine WHERE name <> '')
        AND id NOT IN (SELECT record FROM quarantine WHERE name = '')
        AND id NOT IN (SELECT record FROM page)""",
    # Numbers of pages follow the order of arrival; the digest of their record does not.
    "DROP VIEW publication",
    _PUBLICATION,
    "DROP VIEW defect",
    _DEFECT,
)

_NAMES_OF_CLAIMS_ONCE = (
    # Pages of one form make the same claims; their names were half of the bytes.
    """CREATE TABLE claim_names (
        id INTEGER PRIMARY KEY,
        names TEXT NOT NULL UNIQUE
    )""",
    "ALTER TABLE page ADD COLUMN claim_names INTEGER REFERENCES claim_names",
    """INSERT INTO claim_names (names) SELECT DISTINCT
        (SELECT json_group_array(key) FROM json_each(page.claims)) FROM page""",
    """UPDATE page SET
        claim_names = (SELECT id FROM claim_names
            WHERE names = (SELECT json_group_array(key) FROM json_each(page.claims))),
        claims = (SELECT json_group_array(
            CASE type WHEN 'array' THEN json(value) ELSE value END) FROM json_each(page.claims))""",
    "DROP VIEW publication",
    """CREATE VIEW publication AS
        SELECT cable_id.id AS id, page.format, page.released,
            lower(hex(record.digest)) AS digest, page.ordinal, record.size, page.length,
            page.cable IN (SELECT key FROM cable WHERE cable.page = page.key) AS preferred,
            (SELECT min(source.path || record_name.inner) FROM record_name
                JOIN source ON source.id = record_name.source
                WHERE record_name.record = page.record) AS name,
            (SELECT count(*) FROM record_name
                WHERE record_name.record = page.record) AS names,
            (SELECT json_group_object(name.value,
                    CASE claim.type WHEN 'array' THEN json(claim.value) ELSE claim.value END)
                FROM claim_names, json_each(claim_names.names) AS name
                JOIN json_each(page.claims) AS claim ON claim.key = name.key
                WHERE claim_names.id = page.claim_names) AS claims
        FROM page JOIN cable_id ON cable_id.key = page.cable
            JOIN record ON record.id = page.record""",
)

_IN_THE_ROW_OF_THE_CABLE = (
    # A row of its own takes twice the bytes and five times the time of a place in a list, and only
    # mentions are looked up from the other side. The views show the lists as the tables were.
    "DROP TABLE cable_tag",
    "DROP TABLE addressee",
    "DROP TABLE paragraph",
    "ALTER TABLE cable ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE cable ADD COLUMN addressees TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE cable ADD COLUMN paragraphs TEXT NOT NULL DEFAULT '[]'",
    """CREATE VIEW cable_tag AS
        SELECT cable.key AS cable, one.key AS ordinal,
            coalesce(json_extract(one.value, '$[0]'), one.value) AS tag,
            json_extract(one.value, '$[1]') AS written
        FROM cable, json_each(cable.tags) AS one""",
    """CREATE VIEW addressee AS
        SELECT cable.key AS cable, one.key AS ordinal,
            json_extract(one.value, '$[0]') AS role, json_extract(one.value, '$[1]') AS address,
            json_extract(one.value, '$[2]') AS precedence,
            json_extract(one.value, '$[3]') AS serial
        FROM cable, json_each(cable.addressees) AS one""",
    """CREATE VIEW paragraph AS
        SELECT cable.key AS cable, one.key AS ordinal,
            json_extract(one.value, '$[2]') AS number,
            coalesce(json_extract(one.value, '$[6]'),
                'par' || json_extract(one.value, '$[2]')) AS address,
            json_extract(one.value, '$[3]') AS mark, json_extract(one.value, '$[5]') AS role,
            json_extract(one.value, '$[4]') AS heading,
            json_extract(one.value, '$[0]') AS start, json_extract(one.value, '$[1]') AS end,
            json_extract(one.value, '$[7]') AS spans
        FROM cable, json_each(cable.paragraphs) AS one""",
    # Eight bytes of a digest find its record as surely as all 32.
    "DROP VIEW publication",
    "DROP VIEW defect",
    "DROP VIEW quarantined",
    """CREATE TABLE record_after (
        id INTEGER PRIMARY KEY,
        digest BLOB NOT NULL,
        size INTEGER NOT NULL,
        read INTEGER NOT NULL,
        dictionary INTEGER REFERENCES dictionary,
        data BLOB NOT NULL
    )""",
    "INSERT INTO record_after SELECT id, digest, size, read, dictionary, data FROM record",
    "DROP TABLE record",
    "ALTER TABLE record_after RENAME TO record",
    "CREATE INDEX record_digest ON record (substr(digest, 1, 8))",
    _PUBLICATION,
    _DEFECT,
    _QUARANTINED,
    # The next build reads again what the new columns shall hold.
    "DELETE FROM meta WHERE name = 'reader'",
)

_WAYS_IN = (
    # A day of the calendar, a post and a release are counted without a look at the other rows:
    # three to eleven times as fast at 25,000 cables, for two per cent of the file.
    "CREATE INDEX cable_created ON cable (created)",
    "CREATE INDEX cable_post ON cable (post, created)",
    "CREATE INDEX cable_released ON cable (released, created)",
)

_SECTIONS = (
    # Which section of a telegram a page holds alone, what of it continues the telegram; and
    # whether it says that it was sent again. The next build reads again what these hold.
    "ALTER TABLE page ADD COLUMN section TEXT",
    "ALTER TABLE page ADD COLUMN copy TEXT",
    "CREATE INDEX page_section ON page (cable) WHERE section IS NOT NULL",
    """CREATE TABLE section (
        cable INTEGER NOT NULL REFERENCES cable,
        number INTEGER NOT NULL,
        page INTEGER REFERENCES page,
        kept TEXT,
        PRIMARY KEY (cable, number)
    ) WITHOUT ROWID""",
    """CREATE VIEW sectioned AS
        SELECT cable_id.id AS id, section.number, lower(hex(record.digest)) AS digest,
            page.ordinal, section.kept
        FROM section JOIN cable_id ON cable_id.key = section.cable
            LEFT JOIN page ON page.key = section.page
            LEFT JOIN record ON record.id = page.record""",
    "DELETE FROM meta WHERE name = 'reader'",
)

_COPIES = (
    # The next build reads again what is sketched, and links what is alike.
    "ALTER TABLE cable ADD COLUMN sketch BLOB NOT NULL DEFAULT x''",
    """CREATE TABLE copy (
        cable INTEGER NOT NULL REFERENCES cable,
        earlier INTEGER NOT NULL REFERENCES cable,
        relation TEXT NOT NULL,
        likeness REAL NOT NULL,
        PRIMARY KEY (cable, earlier)
    ) WITHOUT ROWID""",
    "CREATE INDEX copy_earlier ON copy (earlier)",
    """CREATE VIEW alike AS
        SELECT later.id AS id, earlier.id AS earlier, copy.relation, copy.likeness
        FROM copy JOIN cable_id AS later ON later.key = copy.cable
            JOIN cable_id AS earlier ON earlier.key = copy.earlier""",
    "DELETE FROM meta WHERE name = 'reader'",
)

_WHAT_CHANGED = (
    """CREATE TABLE copy_pending (
        cable INTEGER PRIMARY KEY,
        sketch BLOB NOT NULL
    )""",
    # A build may have been cut short while it read again.
    "INSERT INTO meta SELECT 'unsettled', 'perhaps' WHERE EXISTS (SELECT 1 FROM page)",
)

MIGRATIONS: tuple[Migration, ...] = (
    Migration("the tables and views of the first archive", _BEGINNING),
    Migration(
        "what of a record was read, where a source lay, views without numbers", _WHAT_WAS_READ
    ),
    Migration("tags, addressees, paragraphs in the row of their cable", _IN_THE_ROW_OF_THE_CABLE),
    Migration("the names of claims once", _NAMES_OF_CLAIMS_ONCE),
    Migration("indexes by creation, post and release", _WAYS_IN),
    Migration("sections that are records of their own", _SECTIONS),
    Migration("sketches of telegrams, and those that are alike", _COPIES),
    Migration("what has changed since copies were linked", _WHAT_CHANGED),
)
"""In order; the place of a migration, from 1, is the schema version it leads to."""

SCHEMA_VERSION = len(MIGRATIONS)

_RECORDED = """CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL
)"""


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of what is there; 0 for an empty file."""
    known = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'"
    ).fetchone()[0]
    if not known:
        return 0
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring the archive to `SCHEMA_VERSION`. ArchiveTooNew when it is past it already.

    The connection must be in autocommit mode.
    """
    found = version_of(connection)
    if found > SCHEMA_VERSION:
        raise ArchiveTooNew(path, found, SCHEMA_VERSION)
    for number, migration in enumerate(MIGRATIONS[found:], start=found + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(_RECORDED)
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?)", (number, migration.name))
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
