"""PostgreSQL full text: stored tsvectors under GIN, the plain columns beside them.

The bench starts a server of its own in a passing folder, reached through a socket in that folder
and by nothing else. As root it is run by `nobody`, since PostgreSQL refuses root. Durability is
off, as for the other peers. The words are cut by the configuration `simple`, which stems nothing.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from bench.peers.driver import run
from bench.peers.query import HITS, NEAREST, Query, Unasked, fed

__all__ = ["HOW", "NAME", "Postgresql", "build", "missing", "server_process", "serving", "version"]

NAME = "PostgreSQL"
HOW = "`apt-get install postgresql` and `pip install reftel[bench]`"

_SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "1GB",
    "maintenance_work_mem": "512MB",
    "work_mem": "64MB",
    "max_wal_size": "8GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
}
_COLUMNS = "n, id, day, year, origin, country, class, level, tags, heading, body"
_TABLE = """
CREATE TABLE cable (n int, id text, day int, year text, origin text, country text, class text,
  level int, tags text[], heading text, body text,
  words tsvector GENERATED ALWAYS AS (to_tsvector('simple', heading || ' {gap} ' || body)) STORED,
  subject tsvector GENERATED ALWAYS AS (to_tsvector('simple', heading)) STORED)
"""
_INDEXES = """
CREATE INDEX ON cable USING gin (words);
CREATE INDEX ON cable USING gin (subject);
CREATE INDEX ON cable USING gin (tags);
CREATE INDEX ON cable (day);
ANALYZE cable
"""


def missing() -> bool:
    """Whether the server or its client is not installed."""
    return _programs() is None or find_spec("psycopg") is None


def version() -> str:
    """Of the engine."""
    told = subprocess.run([_program("postgres"), "--version"], capture_output=True, check=True)
    return told.stdout.decode().split()[2]


def _programs() -> Path | None:
    """The folder of the newest server; Debian keeps it out of the way."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    on_path = shutil.which("initdb")
    places = [*reversed(debian), *([Path(on_path).parent] if on_path else [])]
    return next((one for one in places if (one / "initdb").is_file()), None)


def _program(name: str) -> str:
    folder = _programs()
    assert folder is not None
    return str(folder / name)


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """A server over `folder/data`, which is made when it is not there; ended when left."""
    user: dict[str, Any] = {}
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        shutil.chown(folder, nobody.pw_uid, nobody.pw_gid)
    data = folder / "data"

    def command(*words: str) -> None:
        subprocess.run(
            words, check=True, stdout=subprocess.DEVNULL, cwd="/", start_new_session=True, **user
        )

    if not data.exists():
        command(
            _program("initdb"), "-D", str(data), "-U", "bench", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        settings = "".join(f"{name} = {value}\n" for name, value in _SETTINGS.items())
        with (data / "postgresql.conf").open("a") as conf:
            conf.write(f"{settings}unix_socket_directories = '{folder}'\n")
    log = str(folder / "log")
    control = _program("pg_ctl")
    command(control, "-D", str(data), "-l", log, "-w", "-s", "start")
    try:
        yield
    finally:
        command(control, "-D", str(data), "-m", "fast", "-w", "-s", "stop")


def server_process(folder: Path) -> int:
    """The number of the running server's first process."""
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def _connect(folder: Path) -> Any:
    psycopg = import_module("psycopg")
    return psycopg.connect(f"host={folder} user=bench dbname=postgres", autocommit=True)


def build(feed: Path, folder: Path, workers: int) -> int:
    """Table and indexes on a running server, written by `workers` connections; how many bytes."""
    with _connect(folder) as connection:
        connection.execute("DROP TABLE IF EXISTS cable")
        connection.execute(_TABLE.format(gap="\u01aa"))
        if workers == 1:
            _copy(feed, folder, 0, 1)
        else:
            # Each process of the server takes in a part of the rows.
            threads = [
                threading.Thread(target=_copy, args=(feed, folder, first, workers))
                for first in range(workers)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        for statement in _INDEXES.split(";"):
            connection.execute(statement)
        row = connection.execute("SELECT pg_total_relation_size('cable')").fetchone()
    return int(row[0])


def _copy(feed: Path, folder: Path, first: int, step: int) -> None:
    with (
        _connect(folder) as connection,
        connection.cursor() as cursor,
        cursor.copy(f"COPY cable ({_COLUMNS}) FROM STDIN") as copy,
    ):
        for n, one in islice(enumerate(fed(feed)), first, None, step):
            copy.write_row(
                (n, one.id, one.day, one.year, one.origin, one.country, one.level, one.rank,
                 one.tags, one.subject, one.body)
            )  # fmt: skip


class Postgresql:
    """A connection."""

    def __init__(self, folder: Path) -> None:
        self._connection = _connect(folder)

    def ask(self, query: Query) -> int:
        """The number of cables found."""
        where, given = _where(query)
        total = self._all(f"SELECT count(*) FROM cable {where}", given)[0][0]
        if query.mode in ("answer", "hits", "whole"):
            self._best(query, where, given)
        if query.mode in ("facets", "whole"):
            self.facets(query)
        return int(total)

    def _best(self, query: Query, where: str, given: Sequence[object]) -> None:
        columns = "id, day, origin, country, class, tags, heading"
        if not query.has_words:
            self._all(
                f"SELECT {columns} FROM cable {where} ORDER BY day DESC, id LIMIT {HITS}", given
            )
            return
        column, text = _tsquery(query)
        best = (
            f"SELECT {columns}, body, ts_rank({column}, %s::tsquery) AS weight FROM cable {where}"
            f" ORDER BY weight DESC LIMIT {HITS}"
        )
        if query.mode == "hits":
            self._all(best, [text, *given])
        else:  # a headline for the twenty alone, not for all that are ranked
            self._all(
                f"SELECT {columns}, ts_headline('simple', body, %s::tsquery,"
                f" 'MaxFragments=3, MaxWords=24, MinWords=8') FROM ({best}) AS best",
                [text, text, *given],
            )

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """The values of each facet, and how many of the cables found have them."""
        where, given = _where(query)
        rows = self._all(
            f"WITH held AS MATERIALIZED"
            f" (SELECT year, origin, country, class, tags FROM cable {where})"
            " SELECT 'year', year, count(*) FROM held WHERE year <> '' GROUP BY 2"
            " UNION ALL SELECT 'origin', origin, count(*) FROM held WHERE origin <> '' GROUP BY 2"
            " UNION ALL"
            " SELECT 'country', country, count(*) FROM held WHERE country <> '' GROUP BY 2"
            " UNION ALL SELECT 'class', class, count(*) FROM held WHERE class <> '' GROUP BY 2"
            " UNION ALL SELECT 'tag', one, count(*) FROM held, unnest(tags) AS one GROUP BY 2",
            given,
        )
        counted: dict[str, dict[str, int]] = {}
        for facet, value, count in rows:
            counted.setdefault(facet, {})[value] = count
        return counted

    def _all(self, sql: str, given: Sequence[object]) -> Any:
        return self._connection.execute(sql, given).fetchall()


def _where(query: Query) -> tuple[str, list[object]]:
    conditions: list[str] = []
    given: list[object] = []
    if query.has_words:
        column, text = _tsquery(query)
        conditions.append(f"{column} @@ %s::tsquery")
        given.append(text)
    if query.days:
        conditions.append("day BETWEEN %s AND %s")
        given += query.days
    if query.level is not None:
        conditions.append("level >= %s")
        given.append(query.level)
    if query.tag:
        conditions.append("tags @> ARRAY[%s]")
        given.append(query.tag)
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), given


def _tsquery(query: Query) -> tuple[str, str]:
    """The column to look in, and what for."""
    if query.fuzzy or query.paragraph:
        raise Unasked
    if query.subject:
        return "subject", f"'{query.subject}'"
    parts = [f"'{word}'" for word in query.all]
    if query.any:
        parts.append("(" + " | ".join(f"'{word}'" for word in query.any) + ")")
    if query.phrase:
        parts.append("(" + " <-> ".join(f"'{word}'" for word in query.phrase) + ")")
    if query.near:  # it knows exact distances in one direction only
        one, two = query.near
        ways = [
            f"('{a}' <{n}> '{b}')"
            for a, b in ((one, two), (two, one))
            for n in range(1, NEAREST + 1)
        ]
        parts.append("(" + " | ".join(ways) + ")")
    if query.prefix:
        parts.append(f"'{query.prefix}':*")
    parts += [f"!'{word}'" for word in query.none]
    return "words", " & ".join(parts)


if __name__ == "__main__":
    run(build, Postgresql, lambda: import_module("psycopg"))
