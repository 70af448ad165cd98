"""Whole numbers for what comes again and again: ids, posts, TAGS, addressees, codes.

In: natural keys. Out: the numbers under which their tables keep them, handed out in the order in
which they are first asked for. Inside one transaction of `Store`; when that is rolled back,
`recall` forgets what never came to be.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from reftel.archive.entry import AddresseeRow, DefectRow, PostRow

__all__ = ["Keys"]

_MOST_IDS = 400_000
"""Ids remembered at a time; beyond, the database is asked again."""

_json = msgspec.json.Encoder().encode


class Keys:
    """Hands out numbers, and remembers them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._ids: dict[str, int] = {}
        self._posts: dict[tuple[str, str, str | None], int] = {}
        self._tags: dict[tuple[str, str], int] = {}
        self._codes: dict[str, int] = {}
        self._claim_names: dict[str, int] = {}
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
        self._claim_names = {
            names: key for key, names in select("SELECT id, names FROM claim_names")
        }
        self._addresses = {
            (routing, name, station, collective): key
            for key, routing, name, station, collective in select(
                "SELECT id, routing, name, station, collective FROM address"
            )
        }

    def learn(self, names: Iterable[str]) -> None:
        """Hand out numbers for ids, in this order, to those that have none.

        One question for hundreds of them takes a quarter of the time of one for each.
        """
        if len(self._ids) >= _MOST_IDS:
            self._ids.clear()
        asked = [name for name in dict.fromkeys(names) if name not in self._ids]
        rows = self._db.execute(
            "SELECT id, key FROM cable_id WHERE id IN (SELECT value FROM json_each(?))",
            (_json(asked),),
        )
        self._ids.update(rows)
        after = self._db.execute("SELECT coalesce(max(key), 0) + 1 FROM cable_id").fetchone()[0]
        new = list(enumerate((name for name in asked if name not in self._ids), after))
        self._db.executemany("INSERT INTO cable_id (key, id) VALUES (?, ?)", new)
        self._ids.update((name, key) for key, name in new)

    def cable(self, name: str) -> int:
        """Number of an id, held or mentioned."""
        if name not in self._ids:
            self.learn([name])
        return self._ids[name]

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

    def claim_names(self, names: str) -> int:
        """Number of the names of a page's claims."""
        key = self._claim_names.get(names)
        if key is None:
            key = self._claim_names[names] = self._insert(
                "INSERT INTO claim_names (names) VALUES (?)", (names,)
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
