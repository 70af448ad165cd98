"""The reader that docs/formats.md shows, added as a person would add it."""

import re
import types
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.reading.entering import enter_record
from reftel.sources import detect
from reftel.sources.page import Page, Record, Unread
from sources.promises import ANY_BYTES, assert_kept

DOC = Path(__file__).parents[2] / "docs" / "formats.md"
PLAIN = (
    b"=09STRELSAU12=\r\nR 141532Z JAN 09\r\nFM AMEMBASSY STRELSAU\r\nTO SECSTATE WASHDC\r\n"
    b"UNCLAS STRELSAU 000012\r\nSUBJECT: HARVEST\r\n1. It is over.\r\n"
)


@pytest.fixture(scope="module", autouse=True)
def ledger():
    """The code of the page as a module, and its one line in the list."""
    chapter = DOC.read_text("utf-8").partition("\n## How to add a published form\n")[2]
    found = re.search(r"```python\n(.*?)```", chapter, re.DOTALL)
    assert found
    module = types.ModuleType("mill_ledger")
    exec(found[1], module.__dict__)
    with pytest.MonkeyPatch.context() as patch:
        line = ("mill-ledger", module.looks_like, module.read)
        patch.setattr(detect, "FORMATS", (line, *detect.FORMATS))
        yield module


def test_its_pages_are_read_to_the_cable():
    ((entered,), refused) = enter_record(Record("ledger", PLAIN))
    assert (entered.standing.id, entered.page.format) == ("09STRELSAU12", "mill-ledger")
    assert entered.cable.subject == "HARVEST"
    assert not refused


def test_what_it_cannot_read_says_why():
    assert isinstance(detect.read(Record("ledger", b"=09STRELSAU12=\n")), Unread)


def test_other_forms_are_read_as_before():
    (page,) = detect.read(Record("x", PLAIN.partition(b"\n")[2]))
    assert isinstance(page, Page)
    assert page.format == "telegram-text"


@given(st.one_of(ANY_BYTES, ANY_BYTES.map(lambda data: b"=09STRELSAU12=\n" + data)))
def test_it_keeps_the_promises(data):
    record = Record("ledger", data)
    assert_kept(record, detect.read(record))
