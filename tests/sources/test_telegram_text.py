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


def test_words_before_the_first_message_stay_with_it():
    pages = read(Record("messages", b"from the files of the mill\n" + RAW + RAW))
    assert isinstance(pages, tuple)
    assert len(pages) == 2
    assert pages[0].text.startswith("from the files of the mill\nVZCZC")


def test_a_telegram_far_down_in_a_text_makes_it_none():
    assert not looks_like(b"The mill stood idle.\n" * 1000 + RAW)
