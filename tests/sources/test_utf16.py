import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources.detect import read
from reftel.sources.page import Record
from reftel.sources.utf16 import recode
from sources.page_cases import FOLDER
from sources.promises import assert_kept

TEXT = "FM ZENDA\nP 141532Z JAN 09\nCafé “Queen” 𝄞 end\n"


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_each_character_leads_to_its_two_or_four_bytes(mark, encoding):
    record = Record("x", mark + TEXT.encode(encoding))
    result = read(record)
    assert_kept(record, result)
    assert isinstance(result, tuple)
    (page,) = result
    assert page.text == TEXT
    for number, character in enumerate(TEXT):
        place = page.map.place(number)
        assert record.data[place.start : place.end].decode(encoding) == character


@pytest.mark.parametrize(
    "name",
    [
        "cablegate-html-2010/plain.html",
        "cablegate-text/blanks.txt",
        "telegram-text/raw-message.txt",
    ],
)
def test_the_same_page_in_another_dress_is_the_same_text(name):
    data = (FOLDER / name).read_bytes()
    (plain,) = read(Record("x", data))
    recoded = Record("x", b"\xff\xfe" + data.decode().encode("utf-16-le"))
    (page,) = read(recoded)
    assert page.text == plain.text
    assert page.blocks == plain.blocks
    assert [(c.name, c.value) for c in page.claims] == [(c.name, c.value) for c in plain.claims]
    for claim in page.claims:
        written = recoded.data[claim.span.start : claim.span.end].decode("utf-16-le")
        assert written == claim.value or claim.name == "anchor"


def test_half_a_character_is_a_defect_and_no_loss():
    record = Record("x", b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8A\x00\x07")
    (page,) = read(record)
    assert page.text == TEXT + "\ufffdA"
    assert page.ownership(len(record.data)) == ()
    assert [defect.code for defect in page.defects] == ["utf16-broken"]


@given(st.text())
def test_recoded_text_is_the_same_text(text):
    recoded = recode(b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass"))
    assert recoded is not None
    assert recoded.data.decode() == text


def test_without_the_mark_nothing_is_recoded():
    assert recode(TEXT.encode("utf-16-le")) is None
