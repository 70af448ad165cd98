"""Whole invented telegrams: a case is a text, and beside it what we expect of it.

They are found by listing the folder; a new case needs no new code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse

FOLDER = Path(__file__).parents[1] / "cases" / "telegrams"
CASES = sorted(FOLDER.glob("*.txt"))


def read(cable: Cable) -> dict[str, Any]:
    """What a case tells of a cable."""
    return {
        "id": cable.id,
        "created": cable.created.value if cable.created else None,
        "precedence": cable.envelope.precedence,
        "action": [other.name for other in cable.action],
        "info": [other.name for other in cable.info],
        "level": cable.classification.level if cable.classification else None,
        "captions": [caption.name for caption in cable.captions],
        "passing": list(cable.passing),
        "declassify_on": {
            "order": cable.declassify_on.order,
            "date": cable.declassify_on.date.value if cable.declassify_on.date else None,
            "code": cable.declassify_on.code,
        }
        if cable.declassify_on
        else None,
        "tags": [tag.name for tag in cable.tags],
        "subject": cable.subject,
        "references": [
            [reference.label, reference.id or reference.kind, *reference.rules]
            for reference in cable.references
        ],
        "reasons": list(cable.reasons),
        "sections": cable.section_count,
        "page_breaks": [mark.span.of(cable.text) for mark in cable.page_breaks],
        "headings": [heading.text for heading in cable.headings],
        "paragraphs": [
            {
                "address": p.address,
                "mark": p.mark,
                "heading": p.heading,
                "role": p.role,
                "items": [item.label for item in p.items],
                "questions": [q.letter for q in p.questions],
                "begins": p.text[:20],
                "ends": p.text[-20:],
            }
            for p in cable.paragraphs
        ],
        "stretches": [
            [s.kind, list(s.paragraphs), "closed" if s.closed else "open"] for s in cable.stretches
        ],
        "signature": cable.signature.name if cable.signature else None,
        "closing": list(cable.closing),
        "defects": [defect.code for defect in cable.defects],
    }


def test_there_are_cases() -> None:
    assert len(CASES) >= 12
    assert {path.stem for path in FOLDER.glob("*.json")} == {path.stem for path in CASES}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    cable = parse(path.read_text("utf-8"))
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = read(cable)
    assert {name: found[name] for name in expected} == expected
    assert "".join(piece.text for piece in cable.pieces) == cable.text
    assert not [piece.text for piece in cable.pieces if piece.kind == "unread"]
