r"""Labelled cases: whole telegrams and fragments, each with what a reader of it expects.

In: the folders of tests/cases. Out: `Case`: a text, and field by field the values expected and
found. The labels were written from the text, before the parser was asked. Three folders:

- `telegrams`: whole, with every detail that the tests of the parser hold it to;
- `labelled`: whole, with the fields of the scorecard alone;
- `fragments`: a table for each kind, whose first column is put into a faultless telegram; the
  others are named for the fields they hold. `\n` is a line end, ` | ` parts values, `-` is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse

__all__ = ["FIELDS", "Case", "cases"]

FOLDER = Path(__file__).parents[2] / "tests" / "cases"
FIELDS = (
    "id",
    "created",
    "origin",
    "classification",
    "TAGS",
    "subject",
    "references",
    "addressees",
    "paragraphs",
    "signature",
    "order",
    "captions",
)

_HEADER = """\
VZCZCXYZ0012
PP RUEHZD RUEHC

DE RUEHSZ #0012 0141532
ZNY CCCCC ZZH
{date}
FM AMEMBASSY STRELSAU
{to}
"""
_TOP = """\
{line}

SIPDIS

{order}
{tags}
{subject}
{ref}

Classified By: Ambassador R. Hentzau for reasons 1.4 (b) and (d).

"""
_PARTS = {
    "date": "P 141532Z JAN 09",
    "to": "TO RUEHC/SECSTATE WASHDC PRIORITY 1234",
    "line": "C O N F I D E N T I A L STRELSAU 000012",
    "order": "E.O. 12958: DECL: 01/14/2019",
    "tags": "TAGS: PGOV, PREL",
    "subject": "SUBJECT: HARVEST FESTIVAL DRAWS RECORD CROWD",
    "ref": "REF: STRELSAU 11",
    "body": "1. (C) The festival drew forty thousand people.\n\n2. (SBU) Wheat is plentiful.",
    "end": "\nTARLENHEIM\n",
}
"""The faultless telegram; a fragment takes the place of one of these."""


class Case(msgspec.Struct, frozen=True):
    """One labelled text, read."""

    name: str
    """Its file, and for a fragment the line in it."""
    expected: dict[str, list[str]]
    found: dict[str, list[str]]
    """The same fields, as the parser reads them."""


def cases() -> Iterator[Case]:
    """All of them, the whole telegrams first."""
    for folder in ("telegrams", "labelled"):
        for path in sorted((FOLDER / folder).glob("*.txt")):
            label = json.loads(path.with_suffix(".json").read_text("utf-8"))
            yield _whole(f"{folder}/{path.stem}", path.read_text("utf-8"), label)
    for path in sorted((FOLDER / "fragments").glob("*.tsv")):
        yield from _fragments(path)


# --- whole telegrams ---

_KEYS = {"level": "classification", "tags": "TAGS"}


def _whole(name: str, text: str, label: dict[str, Any]) -> Case:
    cable = parse(text)
    found = _values(cable)
    expected: dict[str, list[str]] = {}
    for key, value in label.items():
        field = _KEYS.get(key, key)
        if key == "references":
            # Mentions in the text are scored by `references`, on real pages.
            listed = [one for one in value if isinstance(one, str) or not _in_text(one)]
            expected[field] = [one if isinstance(one, str) else one[1] for one in listed]
        elif key in ("action", "info"):
            expected.setdefault("addressees", []).extend(value)
        elif key == "paragraphs":
            expected[field], found[field] = _paragraphs(value, cable)
        elif key == "declassify_on":
            expected["order"] = _order(**value) if value else []
        elif field in FIELDS:
            expected[field] = value if isinstance(value, list) else [value] if value else []
    return Case(name, expected, {field: found[field] for field in expected})


def _in_text(item: list[str]) -> bool:
    """Whether a case's reference, label, id and rules, was found by a rule for running text."""
    return any(rule.startswith(("ref-", "text-")) for rule in item[2:])


def _paragraphs(labels: list[Any], cable: Cable) -> tuple[list[str], list[str]]:
    """A paragraph is right when its address, its first and its last words are."""
    expected, wanted = [], {}
    for label in labels:
        address, begins, ends = (
            (label["address"], label["begins"], label["ends"]) if isinstance(label, dict) else label
        )
        value = f"{address} {begins}…{ends}"
        expected.append(value)
        wanted[address] = begins, ends, value
    found = []
    for paragraph in cable.paragraphs:
        begins, ends, value = wanted.get(paragraph.address, ("", "", ""))
        words = " ".join(paragraph.text.split())
        right = words.startswith(" ".join(begins.split())) and words.endswith(
            " ".join(ends.split())
        )
        other = f"{paragraph.address} {words[:20]}…{words[-20:]}"
        found.append(value if value and right else other)
    return expected, found


def _order(order: str, date: str | None, code: str | None) -> list[str]:
    return [" ".join(part for part in (order, code, date) if part)]


# --- fragments ---


def _fragments(path: Path) -> Iterator[Case]:
    head, *rows = path.read_text("utf-8").splitlines()
    part, *fields = head.split("\t")
    for n, row in enumerate(rows, 2):
        if not row or row.startswith("#"):
            continue
        fragment, *labels = row.split("\t")
        text = fragment.replace("\\n", "\n")
        cable = parse((_HEADER + _TOP + "{body}\n{end}").format(**_PARTS | {part: text}))
        found = _values(cable)
        expected = {
            field: [] if label == "-" else [one.strip() for one in label.split(" | ")]
            for field, label in zip(fields, labels, strict=True)
        }
        yield Case(
            f"fragments/{path.name}:{n}", expected, {field: found[field] for field in fields}
        )


def _values(cable: Cable) -> dict[str, list[str]]:
    """The fields of the scorecard; mentions in the text are no part of the REF list."""
    until = cable.declassify_on
    return {
        "id": [cable.id] if cable.id else [],
        "created": [cable.created.value] if cable.created else [],
        "origin": [cable.origin.station] if cable.origin else [],
        "classification": [cable.classification.level] if cable.classification else [],
        "TAGS": [tag.name for tag in cable.tags],
        "subject": [cable.subject] if cable.subject else [],
        "references": [one.id or one.kind for one in cable.references if one.place == "list"],
        "addressees": [one.name for one in (*cable.action, *cable.info)],
        "paragraphs": [f"{one.address} {one.mark or 'unmarked'}" for one in cable.paragraphs],
        "signature": [cable.signature.name] if cable.signature else [],
        "order": _order(until.order, until.date.value if until.date else None, until.code)
        if until
        else [],
        "captions": [caption.name for caption in cable.captions],
    }
