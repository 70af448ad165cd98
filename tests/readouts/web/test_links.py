"""Addresses say what they are asked to, whatever letters stand in it."""

from __future__ import annotations

from urllib.parse import parse_qs, quote_plus, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from reftel.readouts.web.links import Links, quoted

QUERIES = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.one_of(QUERIES, st.text(st.characters(max_codepoint=127))))
def test_a_query_is_quoted_as_the_standard_library_does(query: str) -> None:
    assert quoted(query) == quote_plus(query)


@given(QUERIES.filter(str.strip))
def test_a_query_comes_back_from_its_address(query: str) -> None:
    address = urlsplit(Links("/below").search(query))
    assert address.path == "/below/search"
    assert parse_qs(address.query, keep_blank_values=True) == {"q": [query]}


@given(QUERIES)
def test_the_page_of_a_tag_is_named_by_it(name: str) -> None:
    address = urlsplit(Links().tag(name))
    assert (unquote(address.path), address.query, address.fragment) == (f"/tags/{name}", "", "")
