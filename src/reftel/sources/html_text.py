"""Text that stands in HTML, as a browser would show it, with the way back to each byte.

In: bytes of an element. Out: its text: a line break is a line end, the end of a paragraph one and
an empty line, entities that a semicolon closes are read back; links are left out (part `link`),
other tags too (part `markup`), and stamps of the archives. Only names that HTML has are taken for
tags, since a text may hold `<<END OF DOCUMENT>>`.
"""

from __future__ import annotations

import html
import re

from reftel.sources.archives import take_unstamped
from reftel.sources.page_writer import PageWriter

__all__ = ["MARKS", "plain_html", "take_html"]

MARKS = re.compile(
    rb"<!--.{0,10000}?-->|<(?P<hidden>script|style)\b.{0,10000}?</(?P=hidden)>"
    rb"|(?P<end><br\b[^<>]{0,300}>|</(?:p|div|tr|li|h[1-6]|table|[uod]l|d[dt])\s{0,20}>)(?:\r*\n)?"
    rb"|(?P<link></?a\b[^<>]{0,2000}>)"
    rb"|</?(?:p|div|span|pre|b|i|em|strong|u|font|tt|code|table|tbody|tr|t[dh]|ul|ol|li|h[1-6]|hr|img"
    rb"|wbr|su[bp]|abbr|acronym|mark|small|big|center|d[ldt]|article|section|main|blockquote|textarea)\b[^<>]{0,2000}>"
    rb"|(?P<entity>&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)",
    re.DOTALL | re.IGNORECASE,
)
"""All that is no text: breaks, links, other tags, entities, what a browser hides."""
_TAG = re.compile(rb"</?[a-zA-Z][^<>]{0,2000}>")


def take_html(writer: PageWriter, end: int) -> bool:
    """Copy the text without what the publisher put into it; whether there is none."""
    blank = True
    for found in MARKS.finditer(writer.data, writer.at, end):
        blank = blank and not writer.data[writer.at : found.start()].strip()
        take_unstamped(writer, found.start())
        if found["end"]:
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
