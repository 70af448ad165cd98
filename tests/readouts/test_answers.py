import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.build.summary import Progress, Refused, Summary
from reftel.reading import open_archive
from reftel.reading.finding import Found, Hit, HitSnippet
from reftel.readouts.answers import (
    build_lines,
    counted,
    json_of,
    problem_lines,
    search_csv,
    search_lines,
    stats_lines,
)
from reftel.readouts.progress import progress_lines
from reftel.readouts.terminal import Paper, columns
from reftel.search.engine import FacetCount
from reftel.search.problems import Problem
from reftel.spans import Span

PLAIN = Paper(width=60)


def found(**changes) -> Found:
    snippet = HitSnippet("09STRELSAU12#par2", "no conviction? none", (Span(3, 13),))
    hit = Hit(
        id="09STRELSAU12", score=1.0, subject="HARVEST", subject_marks=(), created="2009-01-14T15:32Z",
        origin="Embassy Strelsau", country=None, classification="SECRET", captions=(), tags=(),
        released=None, snippets=(snippet,),
    )  # fmt: skip
    return msgspec.structs.replace(Found("x", "x", (), 1, 0, (hit,), {}), **changes)


def summary(**changes) -> Summary:
    nothing = Summary(
        sources=2, unchanged=0, read=5, new=4, versions=0, pages=0, again=1, changed=0,
        quarantined={"no-telegram": 1}, refused=(), defects={}, seconds=2.0, bytes=3_000_000,
    )  # fmt: skip
    return msgspec.structs.replace(nothing, **changes)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 cables"), (1, "1 cable"), (251287, "251,287 cables")]
)
def test_counts_are_words(number, words):
    assert counted(number, "cable") == words


@pytest.mark.parametrize(
    ("total", "offset", "line"),
    [
        (1, 0, "1 cable:"),
        (7, 0, "7 cables, showing 1:"),
        (7, 4, "7 cables, showing 5:"),
    ],
)
def test_the_first_line_says_how_many(total, offset, line):
    assert next(search_lines(found(total=total, offset=offset), PLAIN)) == line


def test_the_letters_that_were_found_are_set_off_and_no_more():
    text = "\n".join(search_lines(found(), Paper(width=60, colour=True)))
    assert "no \x1b[1;33mconviction\x1b[0m? none" in text


def test_a_mark_over_several_words_goes_on_over_the_line_end():
    hit = msgspec.structs.replace(
        found().hits[0], subject="GRAIN PRICES", subject_marks=(Span(2, 8),), snippets=()
    )
    lines = list(search_lines(found(hits=(hit,)), Paper(width=60, colour=True)))
    word = "\x1b[1mGR\x1b[0m\x1b[1;33mAIN\x1b[0m \x1b[1;33mPR\x1b[0m\x1b[1mICES\x1b[0m"
    assert lines[-1] == f"  {word}"


def test_a_hit_cannot_take_over_the_terminal():
    evil = HitSnippet("09STRELSAU12#par2", "a \x1b[2J b", (Span(2, 6),))
    hit = msgspec.structs.replace(found().hits[0], subject="\x1b]0;x\x07", snippets=(evil,))
    text = "\n".join(search_lines(found(hits=(hit,)), PLAIN))
    assert "\x1b" not in text
    assert "\x07" not in text


def test_facets_count_the_values_that_did_not_come():
    tags = (FacetCount("PHUM", 3),)
    text = "\n".join(search_lines(found(facets={"tag": tags}, facets_in_all={"tag": 312}), Paper()))
    assert "PHUM 3 · and 311 more" in text


def test_facets_keep_the_order_they_came_in():
    years = tuple(FacetCount(str(year), year - 1999) for year in range(2000, 2012))
    text = "\n".join(search_lines(found(facets={"year": years, "tag": ()}), Paper(width=100)))
    assert "2004 5 · 2005 6" in text
    assert "and 4 more" in text
    assert "tag" not in text


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_problem_points_below_its_letters(query, start, end):
    span = Span(min(start, end), max(start, end))
    problem = Problem("no-word", span, "It holds no letter.")
    lines = list(problem_lines(found(query=query, problems=(problem,)), PLAIN))
    assert set(lines[1].strip()) == {"^"}
    assert columns(lines[1]) <= columns(lines[0]) + 1 or span.end > len(query)


def test_a_long_query_is_shown_where_the_problem_is():
    query = "barge " * 2000 + "(" + " grain" * 300
    problem = Problem("bracket-not-closed", Span(12000, 12001), "It is never closed.")
    shown, caret, *_ = problem_lines(found(query=query, problems=(problem,)), PLAIN)
    assert columns(shown) <= 60
    assert shown.startswith("  …")
    assert shown.endswith("…")
    assert shown[caret.index("^")] == "("


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.integers(40, 60))
def test_a_problem_fits_the_paper(query, start, end, width):
    span = Span(min(start, end), max(start, end))
    problem = Problem("no-word", span, "It holds no letter.")
    lines = list(problem_lines(found(query=query, problems=(problem,)), Paper(width=width)))
    assert all(columns(line) <= width + 1 for line in lines)


@pytest.mark.parametrize("width", [40, 47, 80])
def test_lines_fit_a_narrow_terminal(archive_path, width):
    hit = msgspec.structs.replace(
        found().hits[0], subject="GRAIN " * 20, origin="Consulate Sankt Alden am Fluss",
        classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    )  # fmt: skip
    answer = found(hits=(hit,), total=1000, understood="grain " * 30)
    codes = {f"code-{n:02}": n for n in range(1, 16)}
    paper = Paper(width=width, colour=True)
    with open_archive(archive_path) as held:
        figures = msgspec.structs.replace(
            held.stats(), several_versions=7, defects=codes,
            origins={f"Consulate Sankt Alden am Fluss {n}": 9 for n in range(12)},
        )  # fmt: skip
    for lines in (
        search_lines(answer, paper),
        stats_lines(figures, paper),
        build_lines(summary(defects=codes), paper),
    ):
        assert not [line for line in lines if columns(line) > width]


def test_a_build_tells_its_figures():
    lines = list(build_lines(summary(), Paper(width=80)))
    assert lines[0] == "Read 5 records of 2 sources in 2.0 s, 3 MB at 1.5 MB a second."
    assert "  new cables           4" in [line.split("  ▇")[0] for line in lines]
    assert "  1  No telegram was found in it (no-telegram)" in lines


def test_a_build_names_what_it_refused():
    refused = tuple(Refused(f"pages/{n}\x1b.txt", "no-telegram", "It is text.") for n in range(10))
    lines = list(build_lines(summary(quarantined={"no-telegram": 12}, refused=refused), PLAIN))
    assert "  pages/9␛.txt" in lines
    assert lines.count("      It is text. (no-telegram)") == 10
    assert lines[-1] == "  and 2 more; reftel stats ARCHIVE --quarantine lists them"


def test_what_newer_readers_changed_is_no_nothing():
    lines = list(build_lines(summary(sources=2, unchanged=2, changed=3), PLAIN))
    assert "Nothing new" not in lines[0]
    assert any(
        line.split()[:6] == "records read anew, with another result".split() for line in lines
    )


def test_many_kinds_of_defects_are_cut_with_their_sum():
    codes = {f"code-{n:02}": n for n in range(1, 16)}
    lines = list(build_lines(summary(defects=codes), PLAIN))
    assert lines[-1].split() == ["15", "of", "5", "more", "kinds", "(--json", "lists", "them)"]


def test_json_holds_nothing_that_a_terminal_obeys():
    text = json_of(found(query="\x9b31m\u202e\x1b"))
    assert msgspec.json.decode(text)["query"] == "\x9b31m\u202e\x1b"
    assert not {"\x9b", "\u202e", "\x1b"} & set(text)


def test_plain_progress_comes_every_five_seconds_of_the_build():
    lines: list[str] = []
    show = progress_lines(lines.append)
    for second in range(1, 13):
        show(Progress(second * 100, second * 2_000_000, 40_000_000, float(second), 1))
    assert lines == [
        "500 records, 25%, 2.0 MB/s, 0:15 left, 1 quarantined",
        "1,000 records, 50%, 2.0 MB/s, 0:10 left, 1 quarantined",
    ]


def test_progress_never_passes_the_end():
    lines: list[str] = []
    progress_lines(lines.append)(Progress(9, 90_000_000, 40_000_000, 6.0, 0))
    assert lines == ["9 records, 100%, 15.0 MB/s, 0:00 left"]


def test_a_hit_in_csv_is_no_formula():
    (hit,) = found().hits
    evil = msgspec.structs.replace(hit, subject="@SUM(A1:A9)", origin=None)
    text = "".join(search_csv(found(hits=(evil,))))
    assert ",'@SUM(A1:A9)," in text
