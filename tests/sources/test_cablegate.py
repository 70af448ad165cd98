"""What the publisher says of the whole release, above every page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources.cablegate import claim_counter
from reftel.sources.cablegate_html import looks_like_2010
from reftel.sources.page_writer import PageWriter


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (b"<p>Currently released so far... 612 / 25,128</p>", "612 / 25,128"),
        (b"Currently released so far... 25,128/25128\n", "25,128/25128"),
        (b"<p>released so far</p><p>1 / 2</p>", None),
        (b"<pre>1/2</pre>", None),
    ],
)
def test_the_counter_is_claimed_as_it_stands(page: bytes, found: str | None) -> None:
    writer = PageWriter(page)
    claim_counter(writer, len(page))
    writer.leave("navigation", len(page))
    claims = writer.page("cablegate-text").claims
    assert [one.value for one in claims] == ([found] if found else [])
    assert all(page[one.span.start : one.span.end].decode() == one.value for one in claims)


def test_a_counter_in_the_telegram_is_none() -> None:
    page = b"1. They have released so far... 12 / 14 prisoners."
    writer = PageWriter(page)
    claim_counter(writer, 0)
    writer.leave("navigation", len(page))
    assert not writer.page("cablegate-text").claims


_WORDS = st.sampled_from(
    [b"<h3", b" class='x'", b">", b"\n", b"Viewing cable", b" ", b"09ZENDA7", b",", b"<a>", b"x"]
)


@given(st.lists(_WORDS, max_size=14).map(b"".join))
def test_a_heading_is_found_wherever_a_search_from_the_front_finds_it(data: bytes) -> None:
    plain = re.search(rb"<h3[^<>]*>\s*Viewing cable\s+[^,<\s]{1,200}", data)
    assert looks_like_2010(data) == (plain is not None)


@pytest.mark.parametrize("piece", [b"Viewing cable ", b"<h3 Viewing cable ", b"<h3>Viewing cable,"])
def test_a_page_of_headings_that_name_nothing_takes_no_quadratic_time(piece: bytes) -> None:
    assert not looks_like_2010(piece * 200_000)
