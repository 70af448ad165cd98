"""Which texts are one section of a telegram, and what they make together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.spans import Span
from reftel.telegram.parse import parse
from reftel.telegram.sections import join_texts, lone_section

HEAD = "P 141532Z JAN 09\nFM AMEMBASSY STRELSAU\nTO RUEHC/SECSTATE WASHDC PRIORITY 1234\n"
PAGE = "CONFIDENTIAL\n\nPAGE 01        STRELS  00012  {} OF 03  141602Z\n\n21\nACTION EUR-12\n\n"
BREAK = "STRELSAU 00000012  {} OF 003\n"
TOP = "C O N F I D E N T I A L {} STRELSAU 000012\n\nSIPDIS\n\n"
TEXT = "1. (C) The mills of Zenda work day and night.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # whole: never cut, or joined by its publisher
        (HEAD + TOP.format("") + TEXT + "HENTZAU\n", None),
        (HEAD + TOP.format("SECTION 01 OF 01") + TEXT, None),
        (HEAD + TOP.format("SECTION 01 OF 03") + TEXT + BREAK.format("002") + "So.\n", None),
        # joined copies that lost their page breaks are signed as a rule
        (HEAD + TOP.format("SECTION 01 OF 03") + TEXT + "HENTZAU\n", (1, 3, False)),
        (HEAD + TOP.format("SECTION 01 OF 03") + TEXT, (1, 3, False)),
        (PAGE.format("01") + HEAD + TOP.format("SECTION 1 OF 3") + TEXT + "HENTZAU\n", (1, 3, True)),
        (HEAD + TOP.format("SECTION 02 OF 03") + TEXT, (2, 3, True)),
        (HEAD + TOP.format("FINAL SECTION OF 03") + TEXT + "HENTZAU\n", (3, 3, True)),
        (HEAD + TOP.format("SECTION 02 OF 03") + TEXT + BREAK.format("002") + "So.\n", (2, 3, True)),
        # marks that contradict each other say nothing
        (HEAD + TOP.format("SECTION 04 OF 03") + TEXT, None),
        (PAGE.format("02") + HEAD + TOP.format("SECTION 3 OF 3") + TEXT, None),
    ],
)  # fmt: skip
def test_all_marks_of_a_lone_section_name_it(
    text: str, found: tuple[int, int, bool] | None
) -> None:
    lone = lone_section(parse(text))
    assert (lone and (lone.number, lone.total, lone.sure)) == found


def test_headers_and_closing_lines_stay_where_they_stand() -> None:
    first = HEAD + TOP.format("SECTION 01 OF 02") + TEXT + "2. (C) The river\nBT\n#0012\nNNNN\n"
    later = HEAD + TOP.format("FINAL SECTION OF 02") + "has risen.\nHENTZAU\nBT\n#0012\nNNNN\n"
    parts = []
    for text in (first, later):
        lone = lone_section(parse(text))
        assert lone is not None
        parts.append((text, lone.kept))
    text, starts = join_texts(parts)
    assert text.count("FM AMEMBASSY") == 1
    assert text.count("SIPDIS") == 1
    assert text.endswith("has risen.\nHENTZAU\nBT\n#0012\nNNNN\n")
    assert text[starts[1] :].startswith("C O N F I D E N T I A L FINAL SECTION OF 02")
    assert text[: starts[1]].endswith("2. (C) The river\n")
    cable = parse(text)
    assert [one.text for one in cable.paragraphs] == [
        "The mills of Zenda work day and night.",
        "The river\nhas risen.",
    ]


def test_a_text_without_marks_below_its_labels_gives_what_it_has() -> None:
    for text in (HEAD + TOP.format("SECTION 02 OF 03"), TOP.format("SECTION 02 OF 03").strip()):
        lone = lone_section(parse(text))
        assert lone is not None
        assert join_texts([(text, lone.kept)])[0] == text


LAST = PAGE.format("03") + HEAD + TOP.format("SECTION 3 OF 3") + "3. (C) It rains.\n\nHENTZAU\n"


def _joined(*texts: str) -> str:
    parts = []
    for text in texts:
        lone = lone_section(parse(text))
        assert lone is not None
        parts.append((text, lone.kept))
    return join_texts(parts)[0]


@pytest.mark.parametrize(
    "end",
    [
        "The king could have agreed with the\nGOVERNMENT",
        "The king could have agreed with the\n\nPARLIAMENT.",
        "A letter of the king came to the\n\nUNITED NATIONS",
        "The king spoke.\nHE LEFT.",
        "The king spoke.\n\nHE LEFT.\n\n2. (U) More of it all.",
        "The king spoke.\n\nHENTZAU\n\nMore of it all.",
        "The king spoke.\n\nDRAFTED BY: POL:RHENTZAU\nAPPROVED BY: DCM:FTARLENHEIM",
        "What the king said is\nSECRET",
        "The king went to see\n(ACTING)",
        "He sat with\nGROUP 3",
        "*** Of the classification of barley",
    ],
)
@pytest.mark.parametrize("close", ["\nBT\n#0012\nNNNN\n", "\n\n\nCONFIDENTIAL\n\n\nNNN\n", "\n"])
@pytest.mark.parametrize("number", ["01", "02"])
def test_a_section_that_is_not_the_last_is_kept_to_its_end(
    end: str, close: str, number: str
) -> None:
    top = PAGE.format(number) + HEAD + TOP.format(f"SECTION {number} OF 03")
    text = _joined(top + TEXT + end + close, LAST)
    assert f"night.\n{end}" in text
    assert text.partition(end)[2].split()[:3] == ["C", "O", "N"]


def test_the_end_of_a_section_stands_in_its_paragraph() -> None:
    top = HEAD + TOP.format("SECTION 02 OF 03")
    text = _joined(top + "2. (C) The king could have agreed with the\nGOVERNMENT\nBT\n", LAST)
    assert [one.text for one in parse(text).paragraphs] == [
        "The king could have agreed with the\nGOVERNMENT",
        "It rains.",
    ]


LABELS = "E.O. 11652: GDS\nTAGS: PGOV, EAGR\nSUBJECT: HARVEST OF THE PLAIN\nREF: A. STATE 2231\n"


@pytest.mark.parametrize(
    ("top", "words"),
    [
        ("", "SUBJECT TO THE CONSENT OF THE KING.\nHe left."),
        ("", "TAGS ARE SOLD AT THE FAIR.\n\nHe left."),
        ("", "REFERENCE TO THE KING WAS MADE.\n\nHe left."),
        ("", "REASON: the harvest.\n\nHe left."),
        ("", "CLASSIFIED BY THE MINISTRY, the map is lost.\n\nHe left."),
        ("", "E.O. 11652 WAS NAMED.\n\nHe left."),
        ("", "FOR THE KING it rains.\n\nHe left."),
        ("", "SENSITIVE\nfeelings of the king.\n\nHe left."),
        ("", "subject: barley.\n\nHe left."),
        ("", "SUBJECT: BARLEY " + "is dear in the town " * 8),
        ("", "DRAFTED BY: POL:RHENTZAU"),
        (LABELS, "HE LEFT."),
        (LABELS, "THE PRICE OF BARLEY FELL\nAND ROSE.\n\n4. (C) It rains."),
        (LABELS.partition("REF")[0], "he left.\n\n4. (C) It rains."),
        (LABELS + "B. STATE 2232\n", "C. The king has 3 ships."),
        (LABELS + "\nSIPDIS\n\n", "has risen."),
        ("SIPDIS\n" + LABELS, "has risen."),
    ],
)
def test_only_what_surely_repeats_is_left_out_above_a_later_section(top: str, words: str) -> None:
    first = PAGE.format("01") + HEAD + TOP.format("SECTION 01 OF 03") + LABELS + "\n" + TEXT
    line = "C O N F I D E N T I A L SECTION 02 OF 03 STRELSAU 000012"
    for head in (HEAD, PAGE.format("02") + HEAD, PAGE.format("02")):
        text = _joined(first, f"{head}{line}\n\n{top}{words}\nBT\n", LAST)
        assert text.partition(line)[2].split()[: len(words.split())] == words.split()


def test_a_section_without_classification_line_keeps_its_text() -> None:
    for words in (
        "He left.\n\nCONFIDENTIAL TALKS WITH ZENDA 12 were held.\n",
        "He left.\n\nDRAFTED BY: POL:RHENTZAU\n",
        "He left.\n\n141532Z JAN 09 was the hour.\n\nThe king came.\n",
        "He left.\n\nFM ZENDA\nTO STRELSAU\n\nThe king came.\n",
    ):
        for head in (PAGE.format("02") + HEAD + "\n", PAGE.format("02") + "\n"):
            text = _joined(PAGE.format("01") + HEAD + TOP.format("") + TEXT, head + words, LAST)
            assert words in text


def test_a_classification_line_that_comes_again_below_text_ends_no_header() -> None:
    again = "C O N F I D E N T I A L SECTION 02 OF 03 STRELSAU 000012"
    words = f"2. (C) The king could have\n{again}\nagreed."
    first = PAGE.format("01") + HEAD + TOP.format("") + TEXT
    text = _joined(first, PAGE.format("02") + HEAD + "\n" + TOP.format("") + words + "\n", LAST)
    assert words in text


_WORDS = st.sampled_from(
    "the king of GOVERNMENT PARLIAMENT. barley, left. LEFT. HENTZAU Hentzau SUBJECT TAGS REF SUMMARY"
    " CLASSIFIED BY TO INFO FM ACTION SECTION 3 12 2. 3. (C) (U) E.O. END a. -- FOR ZENDA (ACTING)"
    " NATIONS. COMMENT: GROUP".split()
)


@st.composite
def _bodies(draw: st.DrawFn) -> list[str]:
    words = draw(st.lists(_WORDS, min_size=3, max_size=40))
    cuts = sorted(
        draw(st.lists(st.integers(1, len(words) - 1), min_size=2, max_size=2, unique=True))
    )
    between = st.sampled_from([" ", " ", " ", "\n", "\n\n"])
    return [
        "".join(word + draw(between) for word in words[start:stop]).strip()
        for start, stop in zip([0, *cuts], [*cuts, len(words)], strict=True)
    ]


@given(
    _bodies(),
    st.sampled_from(["", "SIPDIS\n\n", LABELS + "\n", "SIPDIS\n\n" + LABELS]),
    st.sampled_from(["\nBT\n#0012\nNNNN\n", "\n\nCONFIDENTIAL\n\n\nNNN\n", "\n"]),
)
def test_every_word_of_a_body_cut_in_three_stands_in_the_joined_text(
    bodies: list[str], labels: str, close: str
) -> None:
    texts, expected = [], []
    for n, body in enumerate(bodies, 1):
        above = PAGE.format(f"0{n}") + HEAD
        line = f"C O N F I D E N T I A L SECTION 0{n} OF 03 STRELSAU 000012\n\n"
        texts.append(above + line + labels + body + close)
        expected += ((above + line + labels) if n == 1 else line).split() + body.split()
    expected += close.split()
    assert _joined(*texts).split() == expected


@st.composite
def _parts(draw: st.DrawFn) -> list[tuple[str, tuple[Span, ...]]]:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.text("ab\n", max_size=20))
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
        parts.append((text, (Span(cuts[0], cuts[1]), Span(cuts[2], cuts[3]))))
    return parts


@given(_parts())
def test_nothing_but_line_ends_is_put_between(parts: list[tuple[str, tuple[Span, ...]]]) -> None:
    text, starts = join_texts(parts)
    assert len(starts) == len(parts)
    assert list(starts) == sorted(starts)
    assert text.startswith(parts[0][0][: parts[0][1][0].end])
    last, (line, rest) = parts[-1]
    if len(parts) > 1:
        assert text[starts[-1] :] == line.of(last) + last[rest.start :]
    given_ = "".join(text for text, _ in parts)
    assert not (set(text) - set(given_) - {"\n"})
    assert len(text) <= len(given_) + len(parts) - 1


def test_the_foot_of_one_section_is_not_that_of_the_telegram() -> None:
    cable = parse(
        "P 141532Z JAN 75\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\n"
        "C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 0012\n\nSUBJECT: MILLS\n\n"
        "1. (U) The mills stand.\n\nDRAFTED BY: POL:RTARLEN\n"
        "C O N F I D E N T I A L SECTION 02 OF 02 STRELSAU 0012\n\n"
        "2. (U) The weirs do not.\nHENTZAU\n"
    )
    assert [one.address for one in cable.paragraphs] == ["par1", "par2"]
    assert "weirs" in cable.paragraphs[-1].text
