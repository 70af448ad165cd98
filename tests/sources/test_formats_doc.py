"""docs/formats.md against the code: forms, codes, claims and kinds of parts."""

import ast
import re
from pathlib import Path

import pytest

from reftel.defects import CODES
from reftel.sources import detect
from reftel.sources.detect import FORMATS, read
from reftel.sources.records import records
from sources.page_cases import CASES

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "formats.md").read_text("utf-8")
ROOM = Path(detect.__file__).parent
STRINGS = {
    node.value
    for module in ROOM.glob("*.py")
    for node in ast.walk(ast.parse(module.read_text("utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}
USED = sorted(STRINGS & CODES.keys())


def test_every_form_has_its_chapter_in_the_order_of_trying():
    chapters = re.findall(r"^## (\S+)$", DOC, re.MULTILINE)
    assert [name for name in chapters if "-" in name] == [name for name, _, _ in FORMATS]


@pytest.mark.parametrize("code", USED)
def test_every_code_of_this_room_is_explained(code):
    assert f"\n| `{code}` | " in DOC


def test_no_code_is_explained_that_nothing_uses():
    explained = DOC[DOC.index("## Defects of pages") :]
    assert sorted(re.findall(r"^\| `([a-z0-9-]+)` \|", explained, re.MULTILINE)) == USED


def test_every_claim_and_kind_of_part_is_named():
    pages = [
        page
        for case in CASES
        for record in records([case])
        if isinstance(result := read(record), tuple)
        for page in result
    ]
    kinds = {part.kind for page in pages for part in page.parts}
    assert kinds == set(re.findall(r"^\| `([a-z]+)` \|", DOC, re.MULTILINE))
    for claim in {claim.name for page in pages for claim in page.claims}:
        assert re.search(rf"\b{claim}\b", DOC), claim
