"""All that an archive holds, as plain rows: for comparing two archives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

VIEWS = {
    "catalogue": "*",
    "publication": "id, format, released, digest, ordinal, size, length, preferred, names, claims",
    "version": "*",
    "link": "*",
    "tagged": "*",
    "addressed": "*",
    "defect": "id, code, spans, found",
    "quarantined": "code, reason, ordinal, digest, size",
}
"""What people see. Numbers of rows are left out: they follow the order of arrival."""


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
