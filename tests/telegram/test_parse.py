"""What holds for every text: parse returns, the pieces give it back, nothing depends on chance."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reftel.defects import CODES
from reftel.errors import Misuse, NotAnId, StrictDefect
from reftel.telegram.cable import PIECE_KINDS, Cable
from reftel.telegram.parse import parse
from reftel.vocab.cable_id import canonical

LINES = [
    "VZCZCXRO0012",
    "RR RUEHZD RUEHHZ",
    "DE RUEHSZ #0012/01 0141532",
    "ZNR UUUUU ZZH",
    "R 141532Z JAN 09",
    "R 991532Z JAN 09",
    "FM AMEMBASSY STRELSAU",
    "TO RUEHC/SECSTATE WASHDC 1234",
    "INFO RUEHZD/AMCONSUL ZENDA PRIORITY 0007",
    "XMT AMCONSUL HENTZAU",
    "PAGE 01  STRELS 00042  01 OF 02  141602Z",
    "UNCLAS SECTION 01 OF 02 STRELSAU 000012",
    "C O N F I D E N T I A L STRELSAU 000012 SIPDIS",
    "SIPDIS",
    "SIPDIS and the sentence runs on",
    "STATE FOR EUR/RU",
    "E.O. 12958: DECL: 01/14/2019",
    "E.O. 12958: N/A TAGS: PGOV SUBJECT: GLUED",
    "TAGS: PGOV, PREL, RZ",
    "SUBJECT: HARVEST FESTIVAL AND",
    "REF: A. 08 STRELSAU 940   B. STATE 132 (NOTAL)",
    "Classified By: Ambassador R. Hentzau for reasons 1.4 (b) and (d).",
    "1. (C) SUMMARY: The harvest festival drew forty thousand",
    "2009. More are expected next year. END SUMMARY.",
    "2. (SBU) QUESTION A. How many?",
    "POST RESPONSE: None.",
    "3.  Wheat is plentiful.",
    "STRELSAU 00000012  002 OF 002",
    "words STRELSAU 00000012  002.1 OF 002 more words",
    "-------------",
    "THE HARVEST",
    "-- Barley is not.",
    "a. This",
    "(i) That",
    "HENTZAU",
    "the last sentence. HENTZAU",
    "NNNN",
    "straße ﬁn ŉ İ",
    "",
    "  ",
    "\t",
    "1.4",
    "(C) 1. odd",
]
texts = st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=40).map("\n".join)


def joined(cable: Cable) -> str:
    return "".join(piece.text for piece in cable.pieces)


@given(texts | st.text())
@example("ß\nUNCLAS STRELSAU 000012\n1. ß")
@example("\n\n\n")
def test_pieces_cut_the_text_without_gap_or_overlap(text: str) -> None:
    cable = parse(text)
    assert joined(cable) == text == cable.text
    at = 0
    for piece in cable.pieces:
        assert piece.kind in PIECE_KINDS
        assert piece.span.start == at < piece.span.end
        assert piece.text == piece.span.of(text)
        at = piece.span.end
    assert at == len(text)


POSTS = st.sampled_from(
    [
        *("STRELSAU", "AMEMBASSY STRELSAU", "AM EMBASSY ZENDA", "XY", "3RD ARMY", "MARCH", "PARA"),
        *("ZENDA/HENTZAU", "A" * 31, "BANGOK", "ST. JOHN'S", "RIO DE JAN", "REF ZENDA", "SECTION"),
    ]
) | st.from_regex(r"[A-Z0-9][A-Z .'/()-]{0,40}", fullmatch=True)
NUMBERS = st.sampled_from(["000000", "0", "1382", "12345678", "000012 000013", "A-50", "12/2"]) | (
    st.integers(0, 99_999_999).map(str)
)
YEARS = st.sampled_from(["08", "73", "65", "66", "1950", "1965", "2008", "2066", "2150", "8"])


@given(POSTS, NUMBERS, YEARS, st.none() | st.sampled_from(["08ZENDA3", "66 STRELSAU 9999999"]))
def test_an_id_is_always_one_that_can_be_asked_for(
    post: str, number: str, year: str, published: str | None
) -> None:
    header = f"R 120903Z FEB {year}\nFM {post}\nTO ZENDA\nBT\n"
    text = f"{header}UNCLAS {post} {number}\n\nREF: {year} {post} {number}, {number}\n\n1. Words.\n"
    for words in (text, text.removeprefix(header)):
        cable = parse(words, published_as=published)
        assert joined(cable) == words
        assert cable.id is None or canonical(cable.id) == cable.id
        assert parse(words, published_as=cable.id).id == cable.id
        for reference in cable.references:
            assert reference.id is None or canonical(reference.id) == reference.id


@given(texts)
def test_any_id_is_canonical(text: str) -> None:
    cable = parse(text)
    assert cable.id is None or canonical(cable.id) == cable.id


@pytest.mark.parametrize(
    "line", ["STRELSAU 000000", "3RD ARMY 000013", "XY 000014", "STRELSAU 12345678", "MARCH 12"]
)
def test_a_line_that_makes_no_number_is_told_of(line: str) -> None:
    text = f"R 120903Z FEB 08\nFM X\nUNCLAS {line}\n\n1. Words.\n"
    cable = parse(text)
    assert (cable.id, cable.id_rule, cable.serial) == (None, "none", None)
    post = line.rpartition(" ")[0]
    assert [d.found for d in cable.defects if d.code == "id-unknown-in-text"] == [post]
    cable = parse(text, published_as="08ZENDA3")
    assert (cable.id, cable.id_rule) == ("08ZENDA3", "published")
    assert [d.found for d in cable.defects if d.code == "id-unknown-in-text"] == [post]


def test_a_word_before_an_unknown_post_is_no_part_of_it() -> None:
    text = "R 120903Z FEB 08\nUNCLAS AMEMBASSY STRELSAU 000012\n\n1. Words.\n"
    cable = parse(text)
    assert cable.id == "08STRELSAU12"
    assert cable.origin is not None
    assert (cable.origin.station, cable.origin.rule) == ("STRELSAU", "unknown")
    assert (cable.origin.name, cable.origin.written) == ("AMEMBASSY STRELSAU",) * 2


@given(texts)
def test_same_text_same_cable(text: str) -> None:
    assert parse(text) == parse(text)


@given(texts)
def test_every_place_lies_in_the_text(text: str) -> None:
    cable = parse(text)
    spans = [s for p in cable.paragraphs for s in p.spans]
    spans += [s for d in cable.defects for s in d.spans]
    spans += [s for r in cable.references for s in r.spans]
    spans += [s for x in cable.stretches for s in x.spans]
    spans += [t.span for t in cable.tags if t.span]
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)
    assert all(tag.span and tag.span.of(text) == tag.written for tag in cable.tags)
    assert {d.code for d in cable.defects} <= set(CODES)
    addresses = [p.address for p in cable.paragraphs]
    assert len(addresses) == len(set(addresses))


@given(texts)
def test_paragraph_pieces_hold_the_paragraphs_words(text: str) -> None:
    cable = parse(text)
    held = [p for p in cable.pieces if p.kind == "paragraph"]
    for paragraph in cable.paragraphs:
        for span in paragraph.spans:
            inside = [p for p in held if p.span.start < span.end and span.start < p.span.end]
            assert inside


@given(st.binary())
def test_bytes_never_raise(data: bytes) -> None:
    cable = parse(data)
    assert joined(cable) == data.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "unit",
    [
        "1. ", "1. (C) x\n", "(", "()" * 3, "A. B. C. ", " ", "\n", "-", "- - ", "E.O. ", "TAGS: ",
        "REF: A. ", "SUBJECT: x\n", "UNCLAS ", "VZCZC", "RR RUEHAA ", "0141532Z JAN ", ",", "FM ",
        "TO A\n", "END SUMMARY ", "(COMMENT ", "STRELSAU 00000012  002 OF ", "Classified By: , 1.4 ",
        "\x00", "x", "A ", "QUESTION A. ", "1.4 (b) ", ")", "(NOTE: ", "1. (C) NOTE: y\n", "Q: x\nA: y\n",
        "1. (C) x\n\n999. (C) y\n\n", "2. x\n\n1. x\n\n", "1. COMMENT: x\n\n", "BEGIN NOTE END NOTE ",
        "STRELSAU 00000012  002 OF 002\n", "PAGE 02  STRELS 00042  01 OF 02  141602Z\n",
        "to STRELSAU 00000012  002 OF 002 go\n", "CONFIDENTIAL\n\n", "SIPDIS x\n", "THE HARVEST\n\n",
        "--- THE HARVEST ---\n\n", "- - - - - - - x\n\n", "A. ZENDA 3\n", "3-30, ", "ZENDA 3 ", "AND ",
        "RUEHZD/AMCONSUL ZENDA 0007\n", "EUR-12 ", "TARLENHEIM\n", "NNNN\n", "\x0c", "x\r\n", "PGOV,\n",
    ],
)  # fmt: skip
def test_hostile_repetition_stays_quick(unit: str) -> None:
    """A quadratic pattern would take minutes on these; the suite's own limit would show it."""
    text = unit * (50_000 // len(unit))
    for head in ("", "UNCLAS STRELSAU 000012\n", "UNCLAS STRELSAU 000012\nREF: ", "TO "):
        assert joined(parse(head + text)) == head + text


@pytest.mark.parametrize("words", ["x ", "X ", "12 ", "- ", "xX1. "])
def test_one_line_of_two_megabytes(words: str) -> None:
    text = "UNCLAS STRELSAU 000012\n1. (C) " + words * (2_000_000 // len(words))
    assert joined(parse(text)) == text


class TestArguments:
    def test_published_id_gives_the_year(self) -> None:
        text = "UNCLAS STRELSAU 000012\n \nREF: ZENDA 3\n \n1. Words.\nHENTZAU"
        assert parse(text).id is None
        cable = parse(text, published_as="09 STRELSAU 0012")
        assert (cable.id, cable.id_rule) == ("09STRELSAU12", "published")
        assert cable.references[0].id == "09ZENDA3"

    def test_the_text_names_itself_against_its_publisher(self) -> None:
        text = "R 141532Z JAN 09\nFM AMEMBASSY STRELSAU\nUNCLAS STRELSAU 000012\n \n1. Words.\n"
        assert parse(text, published_as="10ZENDA4").id == "09STRELSAU12"

    def test_a_wrong_published_id_is_misuse(self) -> None:
        with pytest.raises(NotAnId, match="08MEXICO199"):
            parse("", published_as="no id at all")

    @pytest.mark.parametrize("text", [None, 12, Path("telegram.txt"), ["UNCLAS"], bytearray(b"x")])
    def test_what_is_no_text_is_misuse(self, text: object) -> None:
        with pytest.raises(Misuse, match=f"text, a {type(text).__name__}; hand over its words"):
            parse(text)  # type: ignore[arg-type]

    @pytest.mark.parametrize("name", [0, b"08ZENDA3", ("08ZENDA3",)])
    def test_a_published_id_that_is_no_text_is_misuse(self, name: object) -> None:
        with pytest.raises(Misuse, match="published_as"):
            parse("", published_as=name)  # type: ignore[arg-type]

    def test_strict_raises_the_first_defect(self) -> None:
        with pytest.raises(StrictDefect) as caught:
            parse("", strict=True)
        assert caught.value.defect.code == "telegram-empty"
