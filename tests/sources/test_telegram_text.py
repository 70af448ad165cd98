import pytest

from reftel.sources.page import Record
from reftel.sources.telegram_text import looks_like, read
from sources.page_cases import FOLDER
from sources.promises import assert_kept

RAW = (FOLDER / "telegram-text" / "raw-message.txt").read_bytes()


def test_messages_cut_the_record_between_them():
    record = Record("messages", RAW * 5)
    pages = read(record)
    assert isinstance(pages, tuple)
    assert len(pages) == 5
    assert "".join(page.text for page in pages).encode() == record.data
    assert_kept(record, pages)


def test_words_after_the_last_message_stay_with_it():
    pages = read(Record("messages", RAW + b"kept in the files of the mill\n"))
    assert isinstance(pages, tuple)
    assert len(pages) == 1
    assert pages[0].text.endswith("NNNN\nkept in the files of the mill\n")


ABOVE = b"from the files of the mill\n\n"


@pytest.mark.parametrize("above", [ABOVE, b"\xef\xbb\xbf" + ABOVE])
def test_words_above_the_first_message_are_not_its_own(above):
    record = Record("messages", above + RAW + RAW)
    pages = read(record)
    assert isinstance(pages, tuple)
    assert [page.text for page in pages] == [RAW.decode()] * 2
    (defect,) = pages[0].defects
    assert (defect.code, defect.found) == ("text-above", above.decode("utf-8-sig"))
    assert pages[1].defects == ()
    assert_kept(record, pages)


@pytest.mark.parametrize("own", [b"S E C R E T STRELSAU 0012\n", b"TAGS: PGOV\n", b"\n \n"])
def test_lines_of_the_telegram_above_its_transmission_line_stay(own):
    pages = read(Record("x", own + RAW))
    assert isinstance(pages, tuple)
    assert pages[0].text == (own + RAW).decode()
    assert pages[0].defects == ()


def test_a_telegram_far_down_in_a_text_makes_it_none():
    assert not looks_like(b"The mill stood idle.\n" * 1000 + RAW)
