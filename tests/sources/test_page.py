import pytest

from reftel.sources.page import Block, Page, Part
from reftel.spans import OffsetMap, Run, Span


def page(parts, runs, start=0):
    text = "x" * sum(run.text for run in runs)
    return Page(
        "invented",
        text,
        OffsetMap(start, tuple(runs)),
        (Block("telegram", Span(0, len(text))),),
        parts=tuple(Part("navigation", Span(*span)) for span in parts),
    )


@pytest.mark.parametrize(
    ("parts", "runs", "start", "wrong"),
    [
        ([], [Run(10, 10)], 0, []),
        ([(0, 4)], [Run(6, 6)], 4, []),
        ([(4, 10)], [Run(4, 4)], 0, []),
        ([(4, 6)], [Run(4, 4), Run(0, 2, ""), Run(4, 4)], 0, []),
        ([(0, 3)], [Run(6, 6)], 4, [(3, 4)]),
        ([(0, 5)], [Run(6, 6)], 4, [(4, 5)]),
        ([(0, 4)], [Run(5, 5)], 4, [(9, 10)]),
        ([(0, 4), (9, 12)], [Run(5, 5)], 4, [(10, 12)]),
        ([], [Run(4, 4), Run(0, 2, ""), Run(4, 4)], 0, [(4, 6)]),
        ([], [], 0, [(0, 10)]),
    ],
)
def test_ownership_names_the_bytes_without_or_with_two_owners(parts, runs, start, wrong):
    assert page(parts, runs, start).ownership(10) == tuple(Span(*span) for span in wrong)


def test_claim_is_the_first_of_its_name():
    from reftel.sources.page import Claim

    made = Page(
        "invented",
        "",
        OffsetMap(0, ()),
        (),
        claims=(Claim("tag", "PGOV", Span(0, 1)), Claim("tag", "ECON", Span(2, 3))),
    )
    assert made.claim("tag") == "PGOV"
    assert made.claim("origin") is None
