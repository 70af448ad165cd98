"""Telegrams that say the same under another id: sent again, corrected, or nearly alike.

In: the writer's connection, when the cables of an archive have changed. Out: rows of `copy`, a pair
of cables a row; nothing is merged. What meets by its sketches (see `meeting`) is measured by its
words. A cable that changes waits in `copy_pending`, with its sketch as it was, so that no other
need be measured again. The rows rest on the cables alone: neither the order of arrival nor the
number of builds matters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from reftel.archive.meeting import Meeting, Sketches, meetings
from reftel.archive.meeting import Pair as _Pair
from reftel.archive.shelf import Shelf
from reftel.telegram.sketch import agreement, likeness

__all__ = ["RELATIONS", "CopyLink", "links_of", "settle_copies"]

RELATIONS: dict[str, str] = {
    "corrected copy": "it says that it is a corrected copy, and shares most words of the other",
    "retransmission": "the same words from the same post under another number",
    "near duplicate": "at least seven tenths of its words are those of the other",
}
"""How the later of two cables stands to the earlier."""

_AGREE = 0.5
"""Of two sketches: below it the words are not compared."""
_ALIKE, _SAME, _CORRECTED = 0.7, 0.98, 0.5
"""Shares of their words."""
_FEW = 4
"""When one in so many cables has changed, the pairs of all are looked for, which is as quick."""

_Row = tuple[int, int, str, float]
"""Numbers of the later and of the earlier cable, relation, share of their words."""


class CopyLink(msgspec.Struct, frozen=True):
    """Another cable that says the same."""

    id: str
    relation: str
    """A key of `RELATIONS`: how the later of the two stands to the earlier."""
    later: bool
    """Whether the other one is the later."""
    likeness: float
    """Share of their words, 0 to 1."""


def links_of(connection: sqlite3.Connection, key: int) -> tuple[CopyLink, ...]:
    """The cables that say the same as one, the most alike first."""
    rows = connection.execute(
        "SELECT id, relation, 0, likeness FROM copy JOIN cable_id ON cable_id.key = earlier"
        " WHERE cable = ?1 UNION ALL"
        " SELECT id, relation, 1, likeness FROM copy JOIN cable_id ON cable_id.key = copy.cable"
        " WHERE earlier = ?1 ORDER BY likeness DESC, id",
        (key,),
    )
    return tuple(CopyLink(name, what, bool(later), share) for name, what, later, share in rows)


def settle_copies(connection: sqlite3.Connection, *, everything: bool) -> list[int]:
    """Find the pairs of all cables, or of those that have changed since that was done.

    Inside a transaction. Out: the cables that the index must take in again; they wait for it. Pairs
    whose cables are as they were keep what was measured.
    """
    held: dict[_Pair, _Row] = {
        (row[0], row[1]): row
        for row in connection.execute("SELECT cable, earlier, relation, likeness FROM copy")
    }
    measured = {frozenset(pair): row for pair, row in held.items()}
    before = dict(connection.execute("SELECT cable, sketch FROM copy_pending"))
    if everything or len(before) * _FEW > _count(connection):
        pairs, kept = _all_pairs(connection), set[_Pair]()
    else:
        meeting = Meeting(_sketches(connection), before, lambda keys: _names(connection, keys))
        parted = meeting.parted(measured)
        kept = {
            pair
            for pair in held
            if frozenset(pair) not in parted and before.keys().isdisjoint(pair)
        }
        pairs = _new_pairs(meeting, before.keys())
    shelf = Shelf(connection)
    after = {pair: held[pair] for pair in kept}
    for pair in pairs:
        row = measured.get(frozenset(pair)) or _measure(shelf, pair)
        if row is not None:
            after[row[0], row[1]] = row
    connection.execute("DELETE FROM copy_pending")
    return _keep(connection, held, after)


def _keep(
    connection: sqlite3.Connection, before: Mapping[_Pair, _Row], after: Mapping[_Pair, _Row]
) -> list[int]:
    had = {key for pair in before for key in pair}
    have = {key for pair in after for key in pair}
    connection.executemany(
        "DELETE FROM copy WHERE cable = ? AND earlier = ?", sorted(before.keys() - after.keys())
    )
    connection.executemany(
        "INSERT OR IGNORE INTO copy VALUES (?, ?, ?, ?)",
        [after[pair] for pair in sorted(after.keys() - before.keys())],
    )
    changed = sorted(had ^ have)
    connection.executemany(
        "INSERT OR IGNORE INTO index_pending SELECT key FROM cable WHERE key = ?",
        [(key,) for key in changed],
    )
    return changed


def _all_pairs(connection: sqlite3.Connection) -> Iterator[_Pair]:
    """Pairs whose sketches agree, each once."""
    sketches = Sketches(
        connection.execute(
            "SELECT cable.key, sketch FROM cable_id JOIN cable USING (key) WHERE sketch <> x''"
            " ORDER BY id"
        )
    )
    for one, other in meetings(sketches):
        if agreement(sketches.at(one), sketches.at(other)) >= _AGREE:
            yield sketches.keys[one], sketches.keys[other]


def _new_pairs(meeting: Meeting, changed: AbstractSet[int]) -> Iterator[_Pair]:
    """Pairs whose sketches agree, where one has changed or they did not meet before."""
    for pair in sorted(meeting.pairs):
        if changed.isdisjoint(pair) and pair in meeting.former:
            continue
        one, other = pair
        if agreement(meeting.now[one], meeting.now[other]) >= _AGREE:
            yield pair


def _sketches(connection: sqlite3.Connection) -> Sketches:
    # In the order of ids it would take ten times as long.
    return Sketches(connection.execute("SELECT key, sketch FROM cable WHERE sketch <> x''"))


def _names(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str]:
    return dict(
        connection.execute(
            "SELECT key, id FROM cable_id WHERE key IN (SELECT value FROM json_each(?))",
            (msgspec.json.encode(keys).decode(),),
        )
    )


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM cable").fetchone()[0])


def _measure(shelf: Shelf, pair: _Pair) -> _Row | None:
    """The row of two cables by their words; None where they are not alike."""
    passages = shelf.passages(pair)
    one, other = ("\n".join(words for _, words in passages[key]) for key in pair)
    share = round(likeness(one, other), 3)
    if share < _CORRECTED:
        return None
    facts = {
        key: (created or "", name, post, copy)
        for key, created, name, post, copy in shelf.connection.execute(
            "SELECT cable.key, cable.created, id, post, copy FROM cable JOIN cable_id USING (key)"
            " JOIN page ON page.key = cable.page WHERE cable.key IN (?, ?)",
            pair,
        )
    }
    earlier, later = sorted(pair, key=lambda key: facts[key][:2])
    relation = _relation(facts, earlier, later, share)
    return (later, earlier, relation, share) if relation else None


def _relation(
    facts: Mapping[int, tuple[str, str, int | None, str | None]],
    earlier: int,
    later: int,
    share: float,
) -> str | None:
    *_, post, _ = facts[earlier]
    *_, same, copy = facts[later]
    if post is not None and post == same:
        if copy == "corrected":
            return "corrected copy"
        if share >= _SAME or (copy == "again" and share >= _ALIKE):
            return "retransmission"
    return "near duplicate" if share >= _ALIKE else None
