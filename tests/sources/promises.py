"""What every page must keep, whatever it was read from; and bytes to try it on."""

from __future__ import annotations

from hypothesis import strategies as st

from reftel.defects import CODES
from reftel.sources.page import Page, Record, Unread
from sources.page_cases import CASES

LINE_ENDS = {b"&#x000A;", b"&#x0A;", b"&#xA;"}


def assert_kept(record: Record, result: tuple[Page, ...] | Unread) -> None:
    """All that a reader promises of its answer."""
    if isinstance(result, Unread):
        assert result.code in CODES
        assert result.reason
        return
    assert result, "a reader that found no page says why"
    for page in result:
        assert_page_kept(record, page)


def assert_page_kept(record: Record, page: Page) -> None:
    size = len(record.data)
    assert page.ownership(size) == ()
    assert page.map.read(record.data) == page.text
    assert page.map.text_length == len(page.text)
    assert page.blocks
    assert "\n".join(block.span.of(page.text) for block in page.blocks) == page.text
    for part in page.parts:
        assert 0 <= part.span.start < part.span.end <= size
    for claim in page.claims:
        assert 0 <= claim.span.start <= claim.span.end <= size
    for defect in page.defects:
        assert defect.code in CODES
        assert all(0 <= span.start <= span.end <= size for span in defect.spans)


def assert_places_lead_back(record: Record, page: Page) -> None:
    """Every character, one by one, against the bytes that its place names."""
    after = page.map.start
    for number, character in enumerate(page.text):
        place = page.map.place(number)
        assert place.start >= after
        after = place.end
        source = record.data[place.start : place.end]
        if character == "\n" and source != b"\n":
            assert source in LINE_ENDS or b"\n" in source or b"<pre>" in source or b'","' in source
        else:
            assert source.decode("utf-8") == character


CASE_BYTES = tuple(case.read_bytes() for case in CASES)


@st.composite
def damaged_pages(draw: st.DrawFn) -> bytes:
    """Invented pages with pieces taken out, put in, doubled, or of another page."""
    data = draw(st.sampled_from(CASE_BYTES))
    for _ in range(draw(st.integers(0, 4))):
        low = draw(st.integers(0, len(data)))
        high = draw(st.integers(low, len(data)))
        between = draw(
            st.one_of(
                st.just(b""),
                st.just(data[low:high] * 2),
                st.binary(max_size=12),
                st.sampled_from(
                    [b"</pre></code>", b"<code><pre>", b"\r\n", b"&#x000A;", b'"', b"\\", b"\xff"]
                ),
                st.sampled_from(CASE_BYTES),
            )
        )
        data = data[:low] + between + data[high:]
    return data


ANY_BYTES = st.one_of(st.binary(max_size=400), damaged_pages())
