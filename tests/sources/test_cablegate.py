"""What the publisher says of the whole release, above every page."""

import pytest

from reftel.sources.cablegate import claim_counter
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
