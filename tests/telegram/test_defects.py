"""Every defect of a telegram, listed and, with strict, raised: each from the same text."""

from __future__ import annotations

from pathlib import Path

import pytest

import reftel.defects
from reftel.errors import StrictDefect
from reftel.telegram.parse import parse
from telegram.fragments import BODY, HEADER, LINE, TOP, telegram

SUBJECT = "SUBJECT: HARVEST FESTIVAL DRAWS RECORD CROWD\n"

TEXTS = {
    "classification-damaged": telegram(line="O N F I D E N T I A L STRELSAU 000012\n"),
    "classification-missing": telegram(line=""),
    "copies-differ": telegram(header="ACTION EUR-12\nINFO OCT-01 /031 W\n" + HEADER),
    "date-time-impossible": telegram(header=HEADER.replace("141532Z", "991532Z")),
    "date-time-missing": telegram(header=HEADER.replace("P 141532Z JAN 09\n", "")),
    "id-unknown-in-text": telegram(line="C O N F I D E N T I A L\n"),
    "label-glued": telegram(top=TOP.replace("14/2019\nTAGS", "14/2019 TAGS")),
    "line-unread": telegram(header="the cat walked over the keys\n" + HEADER),
    "number-falls": telegram(body=BODY.replace("TARLENHEIM", "\n2. (C) Two again.\nTARLENHEIM")),
    "number-gap": telegram(body=BODY.replace("2. (SBU)", "4. (SBU)")),
    "number-in-sentence": telegram(body=BODY.replace("drew", "drew on May\n2. And")),
    "number-missing": telegram(line="C O N F I D E N T I A L\n"),
    "number-restart": telegram(body=BODY.replace("TARLENHEIM", "\n1. (C) Annex.\nTARLENHEIM")),
    "number-unfit": telegram(body=BODY.replace("2. (SBU)", "77. Of the list.\n\n2. (SBU)")),
    "numbers-missing": telegram(body="\nWheat is plentiful.\nTARLENHEIM\n"),
    "order-missing": telegram(top=TOP.replace("E.O. 12958: DECL: 01/14/2019\n", "")),
    "page-break-differs": telegram(body=BODY.replace("drew", "drew\nZENDA 00000003  002 OF 002\n")),
    "reference-missing": telegram(body=BODY.replace("plentiful.", "plentiful (ref A).")),
    "reference-unread": telegram(top=TOP.replace("\nClass", "REF: ?? 12-B\n\nClass")),
    "signature-glued": telegram(body=BODY.replace(".\nTARLENHEIM", ". TARLENHEIM")),
    "signature-missing": telegram(body=BODY.replace("TARLENHEIM\n", "")),
    "signs-lost": telegram(body=BODY.replace("forty", "¿¿¿¿¿")),
    "subject-broken": telegram(top=TOP.replace("RECORD CROWD", "A\n\nRECORD CROWD")),
    "subject-empty": telegram(top=TOP.replace(SUBJECT, "SUBJECT:\n")),
    "subject-missing": telegram(top=TOP.replace(SUBJECT, "")),
    "subject-repeated": telegram(top=TOP.replace(SUBJECT, SUBJECT + "SUBJECT: ANOTHER\n")),
    "summary-open": telegram(body=BODY.replace("The harvest", "SUMMARY: The harvest")),
    "tag-damaged": telegram(top=TOP.replace("PREL", "PRELL")),
    "tag-unknown": telegram(top=TOP.replace("PREL", "QQQQ")),
    "tags-empty": telegram(top=TOP.replace("TAGS: PGOV, PREL", "TAGS:")),
    "tags-missing": telegram(top=TOP.replace("TAGS: PGOV, PREL\n", "")),
    "telegram-empty": " \n",
    "text-after-signature": telegram(body=BODY + "\n\nHARVEST FESTIVAL DRAWS...\n"),
    "text-lost": "MRN: 1976STRELS000042 SEGMENT NUMBER: 000001\nERROR READING TEXT INDEX FILE\n",
    "text-missing": telegram(body=""),
    "text-withdrawn": "WITHDRAWAL CARD\nDATE: 14 JAN 1976\n",
}
"""Code to the faultless telegram with that fault."""


def _codes_of_telegrams() -> list[str]:
    """The codes of the section of the telegram, read from the table as it is written."""
    source = Path(reftel.defects.__file__).read_text("utf-8")
    section = source.partition("# --- the telegram")[2].partition("# ---")[0]
    return [line.split('"')[1] for line in section.splitlines() if line.strip().startswith('"')]


def test_every_code_has_its_text() -> None:
    assert sorted(TEXTS) == _codes_of_telegrams()


def test_the_faultless_telegram_has_none() -> None:
    text = HEADER + LINE + TOP + BODY
    assert parse(text, strict=True) == parse(text)
    assert parse(text).defects == ()


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_listed(code: str) -> None:
    text = TEXTS[code]
    defects = [defect for defect in parse(text).defects if defect.code == code]
    assert defects
    for defect in defects:
        assert defect.sentence
        if defect.spans and defect.found:
            assert defect.found.strip() in text


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_raised(code: str) -> None:
    text = TEXTS[code]
    with pytest.raises(StrictDefect) as caught:
        parse(text, strict=True)
    assert caught.value.defect in parse(text).defects
    if [defect.code for defect in parse(text).defects] == [code]:
        assert caught.value.defect.code == code
