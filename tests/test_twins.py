"""Two invented pages, read to the letter, from their bytes to the questions in them.

They have the shape of two real ones that a clone does not hold: sections, page-break lines inside
sentences, stray captions, a reference without its year, questions and answers under numbers that
jump. Every word is ours.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.build import build
from reftel.reading import open_archive
from reftel.sources.detect import read
from reftel.sources.page import Page, Record
from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse

FOLDER = Path(__file__).parent / "cases" / "seeds"
MILLS, SCALES = "08STRELSAU214", "09STRELSAU751"


def record(name: str) -> Record:
    return Record(name, (FOLDER / f"{name}.txt").read_bytes())


def page(name: str) -> Page:
    pages = read(record(name))
    assert isinstance(pages, tuple)
    (only,) = pages
    return only


@pytest.fixture(scope="module")
def mills() -> Cable:
    return parse(page(MILLS).text)


@pytest.fixture(scope="module")
def scales() -> Cable:
    return parse(page(SCALES).text)


@pytest.mark.parametrize("name", [MILLS, SCALES])
class TestPage:
    def test_form_and_blocks(self, name: str) -> None:
        assert page(name).format == "cablegate-text"
        assert [block.name for block in page(name).blocks] == ["header", "body"]
        assert page(name).defects == ()

    def test_every_byte_has_its_owner(self, name: str) -> None:
        data = record(name).data
        assert page(name).ownership(len(data)) == ()
        assert page(name).map.read(data) == page(name).text

    def test_pieces_joined_give_the_text(self, name: str) -> None:
        cable = parse(page(name).text)
        assert "".join(piece.span.of(cable.text) for piece in cable.pieces) == page(name).text
        assert not [piece for piece in cable.pieces if piece.kind == "unread"]


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        (MILLS, ("2008-02-19 14:07", "UNCLASSIFIED")),
        (SCALES, ("2009-03-12 21:46", "UNCLASSIFIED//FOR OFFICIAL USE ONLY")),
    ],
)
def test_what_the_page_claims(name: str, claims: tuple[str, str]) -> None:
    found = page(name)
    assert (found.claim("created"), found.claim("classification")) == claims
    assert (found.claim("id"), found.claim("origin")) == (name, "Embassy Strelsau")
    assert found.claim("released") == "2011-08-26 00:00"


class TestMills:
    def test_id_time_level(self, mills: Cable) -> None:
        assert (mills.id, mills.id_rule) == (MILLS, "telegram")
        assert mills.created is not None
        assert (mills.created.value, mills.created.precision) == ("2008-02-19T14:07Z", "minute")
        assert mills.classification is not None
        assert mills.classification.level == "UNCLASSIFIED"
        assert mills.origin is not None
        assert mills.origin.station == "STRELSAU"

    def test_envelope(self, mills: Cable) -> None:
        envelope = mills.envelope
        assert (envelope.precedence, envelope.transmission) == ("ROUTINE", "VZCZCXRO2718")
        assert len(envelope.relays) == 9
        assert (envelope.station, envelope.serial, envelope.section) == ("RUEHSZ", "0214", 1)
        assert (envelope.filed_day, envelope.filed_time) == (50, "1407")
        assert envelope.security == "ZNR UUUUU ZZH"

    def test_addressees(self, mills: Cable) -> None:
        assert mills.sender is not None
        assert mills.sender.name == "AMEMBASSY STRELSAU"
        (action,) = mills.action
        assert (action.routing, action.name, action.serial) == ("RUEHC", "SECSTATE WASHDC", "0412")
        assert [other.collective for other in mills.info] == [True] + [False] * 7
        assert [other.serial for other in mills.info[:3]] == [None, "0003", "1894"]
        assert mills.info[5].name == "AMEMBASSY SAN BLAISE"

    def test_tags_subject_reference(self, mills: Cable) -> None:
        names = "APER EAGR ECON ELAB ETRD PGOV PHUM PREL SOCI TBIO".split()
        assert [tag.name for tag in mills.tags] == names
        assert mills.subject == (
            "MINISTER OF MILLS PRAISES HARVEST, NAMES UNSETTLED QUESTIONS OF GRAIN IN RURITANIA"
        )
        assert len(mills.subject_spans) == 2
        reference, reftel = mills.references
        assert (reftel.id, reftel.place, reftel.rules[0]) == (reference.id, "text", "ref-only")
        assert reference.id == "07STRELSAU3318"
        assert "year-own" not in reference.rules

    def test_sections_and_page_breaks(self, mills: Cable) -> None:
        assert mills.section_count == 4
        assert [mark.section for mark in mills.page_breaks] == [2, 3, 4]
        fifth = mills.paragraphs[4]
        assert "named the toll at\nthe old bridge" in fifth.text
        assert len(fifth.spans) == 2

    def test_paragraphs_and_summary(self, mills: Cable) -> None:
        assert [p.number for p in mills.paragraphs] == list(range(1, 13))
        assert (mills.paragraphs[0].role, mills.paragraphs[11].role) == ("summary", "comment")
        (summary,) = [s for s in mills.stretches if s.kind == "summary"]
        assert (summary.paragraphs, summary.closed) == (("par1",), True)
        assert mills.summary.startswith("Summary:  On February 4-7")
        assert mills.summary.endswith("End Summary.")

    def test_stray_captions_are_no_text(self, mills: Cable) -> None:
        assert len([piece for piece in mills.pieces if piece.kind == "stray-caption"]) == 1
        assert not any("SIPDIS" in p.text for p in mills.paragraphs)

    def test_headings_and_bullets(self, mills: Cable) -> None:
        assert len(mills.headings) == 9
        assert all(heading.underlined for heading in mills.headings)
        assert mills.paragraphs[9].heading == (
            "THE MINISTER and THE CHANCELLOR SPEAK OF SEED, STORE AND SALE"
        )
        assert [item.label for item in mills.paragraphs[2].items] == ["--", "--"]

    def test_end(self, mills: Cable) -> None:
        assert mills.signature is not None
        assert mills.signature.name == "RASSENDYLL"
        assert not any("Web Site" in p.text for p in mills.paragraphs)


class TestScales:
    def test_marking(self, scales: Cable) -> None:
        assert scales.id == SCALES
        assert scales.classification is not None
        assert scales.classification.level == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
        assert [caption.name for caption in scales.captions] == ["SENSITIVE", "SIPDIS"]
        assert len(scales.tags) == 9
        assert scales.section_count == 11
        assert [mark.section for mark in scales.page_breaks] == list(range(2, 12))
        assert scales.signature is not None
        assert scales.signature.name == "SAPT"

    def test_the_year_of_the_reference_is_marked_as_inferred(self, scales: Cable) -> None:
        reference, reftel = scales.references
        assert (reftel.id, reftel.place, reftel.rules[0]) == (reference.id, "text", "ref-only")
        assert (reference.id, reference.written) == ("09STRELSAU498", "STRELSAU 0498")
        assert "year-own" in reference.rules

    def test_numbers_stay_as_printed(self, scales: Cable) -> None:
        numbers = [1, 3, 9, 10, 16, 17, 19, 21, 24, 26, *range(28, 37), 38, 39, 41]
        assert [p.number for p in scales.paragraphs] == numbers

    def test_a_year_at_the_start_of_a_line_is_no_number(self, scales: Cable) -> None:
        assert "\n2009. Of these 40 were broken" in scales.text
        assert "2009. Of these 40 were broken" in scales.paragraphs[1].text

    def test_questions_and_answers(self, scales: Cable) -> None:
        letters = "A B C E F H J M B D E F G H I J K L A B D".split()
        asked = [p for p in scales.paragraphs if p.questions]
        assert [p.questions[0].letter for p in asked] == letters
        for paragraph in asked:
            (question,) = paragraph.questions
            assert question.text.endswith(("?", "so, please send its text.", "give figures."))
            assert question.answer
            assert "POST RESPONSE" not in question.text + question.answer
        first = asked[0].questions[0]
        assert first.text.startswith("What is the source of what is known")
        assert first.answer.startswith("No figures can be trusted")
        assert first.answer.endswith("give a true\nfigure.")

    def test_a_page_break_in_a_question_leaves_it_whole(self, scales: Cable) -> None:
        (question,) = next(p for p in scales.paragraphs if p.number == 38).questions
        assert "teach the public\nabout short weight" in question.text

    def test_spans_lead_to_the_words(self, scales: Cable) -> None:
        for paragraph in scales.paragraphs:
            there = " ".join(span.of(scales.text) for span in paragraph.spans).split()
            assert set(paragraph.text.split()) <= set(there)


def test_both_are_in_an_archive_and_found_again(tmp_path: Path) -> None:
    summary = build(tmp_path / "twins.reftel", [FOLDER], workers=1)
    assert not summary.quarantined
    with open_archive(tmp_path / "twins.reftel") as archive:
        assert len(archive) == 2
        assert archive[SCALES].references[0].id == "09STRELSAU498"
        found = archive.search("lantern")
        assert [(hit.id, hit.snippets[0].address) for hit in found.hits] == [
            (MILLS, f"{MILLS}#par9")
        ]
