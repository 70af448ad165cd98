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
