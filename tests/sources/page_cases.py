"""The invented pages under tests/cases/pages, and what a reader finds in them.

A case is a file; beside it, under the same name with `.expect.json` added, stands what we expect.
A new case needs no new code.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reftel.sources.detect import read
from reftel.sources.page import Page, Record, Unread
from reftel.sources.records import records

FOLDER = Path(__file__).parents[1] / "cases" / "pages"
CASES = sorted(
    path for path in FOLDER.glob("*/*") if path.is_file() and not path.name.endswith(".expect.json")
)


def expectation_of(case: Path) -> Path:
    return case.with_name(case.name + ".expect.json")


def found_in(case: Path) -> list[dict[str, Any]]:
    """Every record of a file and what was read in it, as plain values."""
    return [
        {"record": record.name.removeprefix(case.as_posix()), **described(record, read(record))}
        for record in records([case])
    ]


def described(record: Record, result: tuple[Page, ...] | Unread) -> dict[str, Any]:
    if isinstance(result, Unread):
        return {"unread": result.code, "reason": result.reason}
    return {"pages": [described_page(record, page) for page in result]}


def described_page(record: Record, page: Page) -> dict[str, Any]:
    return {
        "format": page.format,
        "blocks": [[block.name, block.span.of(page.text)] for block in page.blocks],
        "claims": [f"{claim.name}: {claim.value}" for claim in page.claims],
        "left out": [
            f"{part.kind}: {shown(record.data[part.span.start : part.span.end])}"
            for part in page.parts
            if part.kind in {"anchor", "link", "note", "stamp"}
        ],
        "defects": [f"{defect.code}: {defect.found}" for defect in page.defects],
    }


def shown(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")
