"""The two seed pages, read to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.sources.detect import read
from reftel.sources.page import Page, Record
from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not here")


def page(name: str) -> Page:
    pages = read(Record(name, (SEEDS / name).read_bytes()))
    assert isinstance(pages, tuple)
    return pages[0]


@pytest.fixture(scope="module")
def lagon() -> Cable:
    return parse(page("08MEXICO199.txt").text)


@pytest.fixture(scope="module")
def ninth() -> Cable:
    return parse(page("09MEXICO828.txt").text)


class TestLagon:
    def test_id_and_time(self, lagon: Cable) -> None:
        assert lagon.id == "08MEXICO199"
        assert lagon.id_rule == "telegram"
        assert lagon.created is not None
        assert (lagon.created.value, lagon.created.precision) == ("2008-01-25T15:26Z", "minute")
        assert page("08MEXICO199.txt").claim("released") == "2011-08-26 00:00"

    def test_level_and_origin(self, lagon: Cable) -> None:
        assert lagon.classification is not None
        assert lagon.classification.level == "UNCLASSIFIED"
        assert lagon.origin is not None
        assert (lagon.origin.station, lagon.origin.name) == ("MEXICO", "Embassy Mexico")

    def test_envelope(self, lagon: Cable) -> None:
        envelope = lagon.envelope
        assert envelope.precedence == "ROUTINE"
        assert envelope.transmission == "VZCZCXRO1445"
        assert len(envelope.relays) == 9
        assert (envelope.station, envelope.serial, envelope.section) == ("RUEHME", "0199", 1)
        assert (envelope.filed_day, envelope.filed_time) == (25, "1526")
        assert envelope.security == "ZNR UUUUU ZZH"

    def test_addressees(self, lagon: Cable) -> None:
        assert lagon.sender is not None
        assert lagon.sender.name == "AMEMBASSY MEXICO"
        (action,) = lagon.action
        assert (action.routing, action.name, action.serial) == ("RUEHC", "SECSTATE WASHDC", "0231")
        assert len(lagon.info) == 8
        assert lagon.info[0].collective
        assert not any(other.collective for other in lagon.info[1:])
        assert [other.serial for other in lagon.info[1:3]] == ["0001", "3600"]
        assert lagon.info[5].name == "AMEMBASSY SAN JOSE"

    def test_tags_subject_reference(self, lagon: Cable) -> None:
        names = [tag.name for tag in lagon.tags]
        assert names == "APER ELAB KWMN MX PGOV PHUM PREF PREL SMIG TBIO".split()
        assert lagon.subject == (
            "AMBASSADOR LAGON APPLAUDS PROGRESS, IDENTIFIES OUTSTANDING CHALLENGES ON TIP IN MEXICO"
        )
        assert len(lagon.subject_spans) == 2
        listed = [(r.id, r.rules) for r in lagon.references if r.place == "list"]
        assert listed == [("07MEXICO5704", ())]
        # "Reftel reported the dengue infection rate": the mention leads to the one reference.
        assert {r.id for r in lagon.references} == {"07MEXICO5704"}

    def test_sections_and_page_breaks(self, lagon: Cable) -> None:
        assert lagon.section_count == 4
        assert [mark.section for mark in lagon.page_breaks] == [2, 3, 4]

    def test_paragraphs(self, lagon: Cable) -> None:
        assert [p.number for p in lagon.paragraphs] == list(range(1, 13))
        assert [p.role for p in lagon.paragraphs].index("summary") == 0
        assert lagon.paragraphs[11].role == "comment"
        (summary,) = [s for s in lagon.stretches if s.kind == "summary"]
        assert summary.paragraphs == ("par1",)
        assert summary.closed
        assert lagon.summary.startswith("Summary:  On January 9-12")
        assert lagon.summary.endswith("End Summary.")

    def test_stray_captions_are_no_text(self, lagon: Cable) -> None:
        strays = [piece for piece in lagon.pieces if piece.kind == "stray-caption"]
        assert len(strays) == 1
        assert not any("SIPDIS" in p.text for p in lagon.paragraphs)
        assert "progress\nsince Lagon's" in lagon.paragraphs[0].text

    def test_page_breaks_do_not_break_sentences(self, lagon: Cable) -> None:
        fifth = lagon.paragraphs[4]
        assert "from Tapachula,\nGuatemala and El Salvador." in fifth.text
        assert len(fifth.spans) == 2

    def test_headings_and_bullets(self, lagon: Cable) -> None:
        assert lagon.paragraphs[1].heading == "AMBASSADOR LAGON EXPLORES MEXICO-GUATEMALA BORDER"
        assert lagon.paragraphs[9].heading == (
            "AMBASSADOR LAGON and ATTORNEY GENERAL ADDRESS PREVENTION, PROTECTION AND PROSECUTIONS"
        )
        assert all(heading.underlined for heading in lagon.headings)
        assert [i.label for i in lagon.paragraphs[2].items] == ["--", "--"]
        assert lagon.paragraphs[2].items[0].text.startswith("Ciudad Talisman located")

    def test_end(self, lagon: Cable) -> None:
        assert lagon.signature is not None
        assert lagon.signature.name == "GARZA"
        assert not any("Web Site" in p.text for p in lagon.paragraphs)
        assert not [piece for piece in lagon.pieces if piece.kind == "unread"]


class TestNinth:
    def test_marking(self, ninth: Cable) -> None:
        assert ninth.id == "09MEXICO828"
        assert ninth.classification is not None
        assert ninth.classification.level == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
        assert [caption.name for caption in ninth.captions] == ["SENSITIVE", "SIPDIS"]
        assert len(ninth.tags) == 9
        assert ninth.section_count == 11
        assert ninth.signature is not None
        assert ninth.signature.name == "BASSETT"

    def test_reference_is_marked_as_inferred(self, ninth: Cable) -> None:
        (reference,) = (r for r in ninth.references if r.place == "list")
        assert {r.id for r in ninth.references} == {reference.id}
        assert (reference.id, reference.written) == ("09MEXICO586", "MEXICO 0586")
        assert reference.rules == ("year-own",)

    def test_numbers_stay_as_printed(self, ninth: Cable) -> None:
        numbers = [1, 3, 9, 10, 16, 17, 19, 21, 24, 26, *range(28, 37), 38, 39, 41]
        assert [p.number for p in ninth.paragraphs] == numbers

    def test_questions_and_answers(self, ninth: Cable) -> None:
        letters = "A B C E F H J M B D E F G H I J K L A B D".split()
        asked = [p for p in ninth.paragraphs if p.questions]
        assert [p.questions[0].letter for p in asked] == letters
        for paragraph in asked:
            (question,) = paragraph.questions
            assert question.text
            assert question.answer
            assert "POST RESPONSE" not in question.text + question.answer
        first = asked[0].questions[0]
        assert first.text.startswith("What is (are) the source(s) of available")
        assert first.text.endswith("How reliable are these sources?")
        assert first.answer.startswith("There are no reliable statistics")
        assert first.answer.endswith("able to produce accurate trafficking\nstatistics.")

    def test_spans_lead_to_the_words(self, ninth: Cable) -> None:
        for paragraph in ninth.paragraphs:
            there = " ".join(span.of(ninth.text) for span in paragraph.spans).split()
            for word in paragraph.text.split():
                assert word in there
