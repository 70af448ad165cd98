"""The publications of a cable, and the distinct texts they show.

In: a read-only connection, a cable's number, and the digest of its joined text where its sections
are records of their own. Out: values.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec

from reftel.archive.columns import read_claims, read_names, read_spans
from reftel.archive.versions import BEST_FIRST
from reftel.defects import Defect

__all__ = ["PublishedPage", "Version", "list_pages", "list_versions"]


class PublishedPage(msgspec.Struct, frozen=True):
    """One publication of a cable."""

    key: int
    """The page's number in this archive; it means nothing in another."""
    format: str
    names: tuple[str, ...]
    """Where these same bytes lay when they were read, in order."""
    digest: str
    """SHA-256 of the record's bytes, in hexadecimal."""
    ordinal: int
    """Place among the pages of its record, from 0."""
    size: int
    """Bytes of the record."""
    version: int
    """Which of the cable's versions it shows, from 1."""
    alone: int | None
    """Number of the version that is this page by itself, where it holds one section of version 1
    and nothing else."""
    section: int | None
    """Which section of the telegram it holds, where that is all it holds."""
    preferred: bool
    """Whether the cable is read from it."""
    id_rule: str
    """telegram, or published and the rules by which a broken id was put right."""
    released: str | None
    claims: tuple[tuple[str, str], ...]
    """Name and value of each thing it says about the cable, as written."""
    defects: tuple[Defect, ...]
    """Spans are bytes of the record."""


class Version(msgspec.Struct, frozen=True):
    """One distinct text of a cable; texts that differ in white space alone are one."""

    number: int
    """From 1, the preferred one first."""
    digest: str
    """Of the text with its white space folded, in hexadecimal."""
    words: int
    whole: bool
    """False when the publisher cut it."""
    header: bool
    """Whether the transmission header is there."""
    released: str | None
    """Earliest release of a page that shows it."""
    pages: tuple[int, ...]
    """Keys of the pages that show it, the best first."""
    texts: int
    """Distinct exact texts; more than one when white space differs."""
    section: int | None = None
    """Where it is one section alone that version 1 is joined of: its number."""
    copy: str | None = None
    """corrected or again: it says that it was sent a second time."""


def list_pages(
    connection: sqlite3.Connection, key: int, versions: Sequence[Version]
) -> tuple[PublishedPage, ...]:
    """All publications of a cable whose versions are these, the best first."""
    rows = connection.execute(
        "SELECT page.key, page.format, page.record, record.digest, page.ordinal, record.size,"  # noqa: S608
        " cable.page = page.key, page.id_rule, page.released, page.claims, claim_names.names"
        " FROM page JOIN record ON record.id = page.record JOIN cable ON cable.key = page.cable"
        " LEFT JOIN claim_names ON claim_names.id = page.claim_names"
        f" WHERE page.cable = ? ORDER BY {BEST_FIRST}",
        (key,),
    ).fetchall()
    order = {page: n for n, page in enumerate(versions[0].pages)} if versions else {}
    rows.sort(key=lambda row: order.get(row[0], len(order)))
    shown = {page: one.number for one in versions if one.section is None for page in one.pages}
    alone = {page: one for one in versions if one.section is not None for page in one.pages}
    return tuple(
        PublishedPage(
            key=row[0],
            format=row[1],
            names=_names(connection, row[2]),
            digest=row[3].hex(),
            ordinal=row[4],
            size=row[5],
            version=shown.get(row[0], 1),
            alone=alone[row[0]].number if row[0] in alone else None,
            section=alone[row[0]].section if row[0] in alone else None,
            preferred=bool(row[6]),
            id_rule=row[7],
            released=row[8],
            claims=_pairs(row[10], row[9]),
            defects=_page_defects(connection, row[0]),
        )
        for row in rows
    )


def _names(connection: sqlite3.Connection, record: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT source.path || record_name.inner AS name FROM record_name"
        " JOIN source ON source.id = record_name.source WHERE record = ? ORDER BY name",
        (record,),
    )
    return tuple(name for (name,) in rows)


def _page_defects(connection: sqlite3.Connection, page: int) -> tuple[Defect, ...]:
    rows = connection.execute(
        "SELECT defect_code.code, spans, found FROM page_defect"
        " JOIN defect_code ON defect_code.id = page_defect.code WHERE page = ?"
        " ORDER BY ordinal",
        (page,),
    )
    return tuple(
        Defect(code, read_spans(spans) if spans else (), found or "") for code, spans, found in rows
    )


def _pairs(names: str, claims: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, one)
        for name, value in zip(read_names(names), read_claims(claims), strict=True)
        for one in (value if isinstance(value, list) else [value])
    )


def list_versions(
    connection: sqlite3.Connection, key: int, joined: tuple[bytes, int] | None
) -> tuple[Version, ...]:
    """The distinct texts of a cable, the preferred one first; `joined` is digest and words of the
    text that its sections make together, which is then the first.
    """
    rows = connection.execute(
        "SELECT page.key, page.folded, page.text, page.words, page.whole, page.header,"  # noqa: S608
        " page.released, page.copy FROM page JOIN record ON record.id = page.record"
        f" WHERE page.cable = ? ORDER BY {BEST_FIRST}",
        (key,),
    ).fetchall()
    by_text: dict[bytes, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_text.setdefault(row[1], []).append(row)
    if joined is None:
        return tuple(_version(n, group) for n, group in enumerate(by_text.values(), start=1))
    by_page = {row[0]: row for row in rows}
    parts = connection.execute(
        "SELECT number, page FROM section WHERE cable = ? ORDER BY number", (key,)
    ).fetchall()
    held = [(number, by_page[page]) for number, page in parts if page is not None]
    numbers = {row[1]: number for number, row in held}
    others = [group for folded, group in by_text.items() if folded not in numbers]
    alone = [by_text[row[1]] for _, row in held]
    found = [_version(n, group) for n, group in enumerate([*others, *alone], start=2)]
    return (
        _joined_version(joined, [row for _, row in held], whole=len(held) == len(parts)),
        *found[: len(others)],
        *(
            msgspec.structs.replace(one, section=number)
            for one, (number, _) in zip(found[len(others) :], held, strict=True)
        ),
    )


def _joined_version(
    joined: tuple[bytes, int], rows: Sequence[tuple[Any, ...]], *, whole: bool
) -> Version:
    folded, words = joined
    return Version(
        number=1,
        digest=folded.hex(),
        words=words,
        whole=whole,
        header=bool(rows[0][5]),
        released=min((row[6] for row in rows if row[6] is not None), default=None),
        pages=tuple(row[0] for row in rows),
        texts=1,
        copy=rows[0][7],
    )


def _version(number: int, group: Sequence[tuple[Any, ...]]) -> Version:
    """One text, from the rows of the pages that show it, the best first."""
    return Version(
        number=number,
        digest=group[0][1].hex(),
        words=group[0][3],
        whole=bool(group[0][4]),
        header=bool(group[0][5]),
        released=min((row[6] for row in group if row[6] is not None), default=None),
        pages=tuple(row[0] for row in group),
        texts=len({row[2] for row in group}),
        copy=group[0][7],
    )
