"""What a web page in an unknown layout says of its cable, in words that stand around the telegram.

In: a page and where the telegram stands on it. Out: claims. A word such as *Reference ID* names
what follows: in the same stretch of words behind a colon, or in the next; where several such words
follow one another, as the heads of a table do, what follows them is taken in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.sources.html_text import hidden, plain_html
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["claim_around"]

_MEANT = {
    "id": r"(?:reference|cable|canonical|message)?[ _-]*(?:reference )?(?:id|number|no)\.?|mrn"
    r"|ref id",
    "created": r"created|date(?: sent)?|cable (?:time|date)|sent(?: on| date)?|time",
    "released": r"released?(?: (?:date|time|on))?",
    "classification": r"(?:original )?classification",
    "origin": r"origin|embassy|post|from",
    "title": r"subject|title",
}
_KEY = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _MEANT.items()), re.IGNORECASE)
_VALUES = {
    "id": re.compile(r"(?:19|20)?[0-9]{2} ?[A-Z][A-Z .'-]{2,30}?0*[0-9]{1,7}(?:_[a-z][0-9]*)?"),
    "created": re.compile(r"(?=.*[0-9]{2}).{6,60}"),
    "released": re.compile(r"(?=.*[0-9]{2}).{6,60}"),
    "classification": re.compile(
        r"(?:TOP )?[A-Z][A-Z /-]{5,60}|[A-Z][a-z]+(?:[ /]+[A-Za-z]+){0,5}"
    ),
    "origin": re.compile(r"[A-Z].{2,60}"),
    "title": re.compile(r".{1,400}"),
}
"""What a value must look like; anything else is no claim of this name."""
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_HEADINGS = re.compile(rb"<(?:(title)|h[1-4])\b[^<>]{0,200}>([^<]{0,2000})<", re.IGNORECASE)
_ID_WITHIN = re.compile(
    rb"(?<![A-Za-z0-9])([0-9]{2}[A-Z]{3,20}[0-9]{1,7}(?:_[a-z][0-9]*)?)\b[,:\s-]*"
)


def claim_around(writer: PageWriter, start: int, end: int) -> None:
    """Claim what stands above byte `start` and below byte `end`."""
    data = writer.data
    claimed: set[str] = set()
    for low, high in ((0, start), (end, len(data))):
        for name, place in _named(data, low, high):
            value = plain_html(data[place.start : place.end])
            if name not in claimed and _VALUES[name].fullmatch(value):
                claimed.add(name)
                writer.claim(name, value, place.start, place.end)
    # The title of the page may name the mirror, too; it is asked last.
    for heading in sorted(_HEADINGS.finditer(data, 0, start), key=lambda one: one[1] is not None):
        found = _ID_WITHIN.search(data, *heading.span(2))
        if found and "id" not in claimed:
            claimed.add("id")
            writer.claim("id", found[1].decode("ascii"), *found.span(1))
        title = Span(found.end(), heading.end(2)) if found else None
        if title and "title" not in claimed and data[title.start : title.end].strip():
            claimed.add("title")
            value = plain_html(data[title.start : title.end])
            writer.claim("title", value, title.start, title.end)


def _named(data: bytes, low: int, high: int) -> Iterator[tuple[str, Span]]:
    """Names and the places of their values."""
    waiting: list[str] = []
    """Names that no value has followed yet."""
    answered = True
    for place in _stretches(data, low, high):
        written = plain_html(data[place.start : place.end])
        key, colon, rest = written.partition(":")
        meant = _KEY.fullmatch(key.strip())
        if meant and colon and rest.strip():
            waiting, answered = [], True
            yield str(meant.lastgroup), Span(data.index(b":", place.start) + 1, place.end)
        elif meant:
            waiting = [*([] if answered else waiting), str(meant.lastgroup)]
            answered = False
        elif waiting:
            answered = True
            yield waiting.pop(0), place


def _stretches(data: bytes, low: int, high: int) -> Iterator[Span]:
    """Words between tags."""
    at = low
    for tag in _tags(data, low, high):
        if data[at : tag.start].strip():
            yield Span(at, tag.start)
        at = tag.end
    if data[at:high].strip():
        yield Span(at, high)


def _tags(data: bytes, at: int, end: int) -> Iterator[Span]:
    for span in hidden(data, at, end):
        yield from (Span(*tag.span()) for tag in _TAG.finditer(data, at, span.start))
        yield span
        at = span.end
    yield from (Span(*tag.span()) for tag in _TAG.finditer(data, at, end))
