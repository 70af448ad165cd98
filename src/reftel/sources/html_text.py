"""Text that stands in HTML, as a browser would show it, with the way back to each byte.

In: bytes of an element. Out: its text: a line break is a line end, the end of a paragraph one and
an empty line, entities that a semicolon closes are read back; links are left out (part `link`),
other tags too (part `markup`), and stamps of the archives. Only names that HTML has are taken for
tags, since a text may hold `<<END OF DOCUMENT>>`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reftel.sources.archives import take_unstamped
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["hidden", "marks", "plain_html", "take_html"]

_HIDDEN = re.compile(rb"<!--|<(script|style)\b", re.IGNORECASE)
_LONGEST_HIDDEN = 10_000
"""Bytes; what is not closed sooner hides nothing, for it may be the telegram's own words."""
_MARKS = re.compile(
    rb"(?P<end><br\b[^<>]{0,300}>|</(?:p|div|tr|li|h[1-6]|table|[uod]l|d[dt])\s{0,20}>)(?:\r*\n)?"
    rb"|(?P<link></?a\b[^<>]{0,2000}>)"
    rb"|</?(?:p|div|span|pre|b|i|em|strong|u|font|tt|code|table|tbody|tr|t[dh]|ul|ol|li|h[1-6]|hr|img"
    rb"|wbr|su[bp]|abbr|acronym|mark|small|big|center|d[ldt]|article|section|main|blockquote|textarea)\b[^<>]{0,2000}>"
    rb"|(?P<entity>&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)",
    re.DOTALL | re.IGNORECASE,
)
"""What is no text but seen: breaks, links, other tags, entities."""
_TAG = re.compile(rb"</?[a-zA-Z][^<>]{0,2000}>")


def hidden(data: bytes, at: int, end: int) -> Iterator[Span]:
    """What a browser hides, in order: comments, scripts, styles.

    Each end is looked for once, however many beginnings stand before it.
    """
    small = data.lower()
    closing: dict[bytes, int] = {}
    for opened in _HIDDEN.finditer(small, at, end):
        if opened.start() < at:
            continue
        closer = b"</%s>" % opened[1] if opened[1] else b"-->"
        place = closing.get(closer, at)
        if 0 <= place < opened.end():
            place = closing[closer] = small.find(closer, opened.end(), end)
        if 0 <= place <= opened.end() + _LONGEST_HIDDEN:
            at = place + len(closer)
            yield Span(opened.start(), at)


def marks(data: bytes, at: int, end: int) -> Iterator[tuple[Span, re.Match[bytes] | None]]:
    """All that is no text, in order, each with what it is; None for what a browser hides."""
    for span in hidden(data, at, end):
        yield from ((Span(*found.span()), found) for found in _MARKS.finditer(data, at, span.start))
        yield span, None
        at = span.end
    yield from ((Span(*found.span()), found) for found in _MARKS.finditer(data, at, end))


def take_html(writer: PageWriter, end: int) -> bool:
    """Copy the text without what the publisher put into it; whether there is none."""
    blank = True
    for span, found in marks(writer.data, writer.at, end):
        blank = blank and not writer.data[writer.at : span.start].strip()
        take_unstamped(writer, span.start)
        if found is None:
            writer.leave("markup", span.end)
        elif found["end"]:
            writer.swap(found.end(), "\n\n" if found["end"][:3].lower() == b"</p" else "\n")
        elif found["entity"]:
            writer.swap(found.end(), html.unescape(found["entity"].decode("ascii")))
        else:
            writer.leave("link" if found["link"] else "markup", found.end())
    blank = blank and not writer.data[writer.at : end].strip()
    take_unstamped(writer, end)
    return blank


def plain_html(written: bytes) -> str:
    """A few words without tags and entities, white space folded."""
    text = html.unescape(_TAG.sub(b" ", written).decode("utf-8", "replace"))
    return " ".join(text.split())
