"""All that an archive holds, as plain rows: for comparing two archives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

VIEWS = {
    "catalogue": "*",
    "publication": "*",
    "version": "*",
    "sectioned": "*",
    "alike": "*",
    "link": "*",
    "tagged": "*",
    "addressed": "*",
    "defect": "*",
    "paragraph JOIN cable_id ON key = cable": (
        "id, ordinal, number, address, mark, role, heading, start, end, spans"
    ),
    "quarantined": "code, reason, ordinal, digest, size",
}
"""What people see; numbers of rows, which follow the order of arrival, are in none of them."""


def connect(archive: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{archive / 'archive.sqlite'}?mode=ro", uri=True)


def every_row(archive: Path) -> list[str]:
    """Each row of each table, as SQL, numbers and all."""
    connection = connect(archive)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def what_people_see(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """The views, without the order of arrival."""
    connection = connect(archive)
    try:
        return {
            view: sorted(connection.execute(f"SELECT {columns} FROM {view}"), key=repr)
            for view, columns in VIEWS.items()
        }
    finally:
        connection.close()
