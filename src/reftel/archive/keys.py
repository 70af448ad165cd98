"""Whole numbers for what comes again and again: ids, posts, TAGS, addressees, codes.

In: natural keys. Out: the numbers under which their tables keep them, handed out in the order in
which they are first asked for. Inside one transaction of `Store`; when that is rolled back,
`recall` forgets what never came to be.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from reftel.archive.entry import AddresseeRow, DefectRow, PostRow

__all__ = ["Keys"]

_MOST_IDS = 400_000
"""Ids remembered at a time; beyond, the database is asked again."""


class Keys:
    """Hands out numbers, and remembers them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._ids: dict[str, int] = {}
        self._posts: dict[tuple[str, str, str | None], int] = {}
        self._tags: dict[tuple[str, str], int] = {}
        self._codes: dict[str, int] = {}
        self._addresses: dict[tuple[str, str, str, int], int] = {}
        self.recall()

    def recall(self) -> None:
        """What was handed out before."""
        self._ids = {}
        select = self._db.execute
        self._posts = {
            (station, name, country): key
            for key, station, name, country in select("SELECT id, station, name, country FROM post")
        }
        self._tags = {
            (name, kind): key for key, name, kind in select("SELECT id, name, kind FROM tag")
        }
        self._codes = {code: key for key, code in select("SELECT id, code FROM defect_code")}
        self._addresses = {
            (routing, name, station, collective): key
            for key, routing, name, station, collective in select(
                "SELECT id, routing, name, station, collective FROM address"
            )
        }

    def cable(self, name: str) -> int:
        """Number of an id, held or mentioned."""
        key = self._ids.get(name)
        if key is None:
            row = self._db.execute("SELECT key FROM cable_id WHERE id = ?", (name,)).fetchone()
            key = row[0] if row else self._insert("INSERT INTO cable_id (id) VALUES (?)", (name,))
            if len(self._ids) >= _MOST_IDS:
                self._ids.clear()
            self._ids[name] = key
        return key

    def defects(
        self, owner: int, defects: Sequence[DefectRow]
    ) -> Iterator[tuple[int, int, int, str | None, str | None]]:
        """Rows of a page's or cable's defects."""
        for n, defect in enumerate(defects):
            code = self._codes.get(defect.code)
            if code is None:
                code = self._codes[defect.code] = self._insert(
                    "INSERT INTO defect_code (code) VALUES (?)", (defect.code,)
                )
            yield owner, n, code, defect.spans, defect.found

    def post(self, post: PostRow | None) -> int | None:
        """Number of a post; None for none."""
        if post is None:
            return None
        natural = (post.station, post.name, post.country)
        key = self._posts.get(natural)
        if key is None:
            key = self._posts[natural] = self._insert(
                "INSERT INTO post (station, name, country) VALUES (?, ?, ?)", natural
            )
        return key

    def tag(self, name: str, kind: str) -> int:
        """Number of a tag."""
        key = self._tags.get((name, kind))
        if key is None:
            key = self._tags[name, kind] = self._insert(
                "INSERT INTO tag (name, kind) VALUES (?, ?)", (name, kind)
            )
        return key

    def address(self, who: AddresseeRow) -> int:
        """Number of a sender or addressee."""
        natural = (who.routing, who.name, who.station, int(who.collective))
        key = self._addresses.get(natural)
        if key is None:
            key = self._addresses[natural] = self._insert(
                "INSERT INTO address (routing, name, station, collective) VALUES (?, ?, ?, ?)",
                natural,
            )
        return key

    def _insert(self, statement: str, values: tuple[object, ...]) -> int:
        key = self._db.execute(statement, values).lastrowid
        assert key is not None
        return key
