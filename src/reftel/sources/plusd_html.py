"""A page of the Public Library of US Diplomacy: a table of keys, and one element with the telegram.

In: one HTML file. Out: one block named telegram; each key of the table as a claim, and the title.

The element is found by its name and goes to the end that belongs to it. Inside it the publisher's
links are left out (part `link`), other tags too (part `markup`); a line break is a line end, and
the end of a paragraph one and an empty line, as a browser shows them. Entities that a semicolon
closes are read back. Only names that HTML has are taken for tags, since a text may hold
`<<END OF DOCUMENT>>`.

The exact markup and escaping were not seen while this was written. Known faults of the form: the
same record under several ids (`_b`, `_b2`); 00:00 where the hour is unknown; the stamps and notices
of the archives that the telegrams of the seventies came from (see cfpf-text).
"""

from __future__ import annotations

import re

from reftel.sources.archives import note_loss
from reftel.sources.claim_names import name_claims
from reftel.sources.html_text import plain_html, take_html
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["OWN_NAMES", "looks_like", "read"]

_KEY = re.compile(rb"class=[\"']?s_key[\"' >]")
_TEXT = re.compile(rb"<([a-z]{1,10})\b[^<>]{0,300}?\bid=[\"']?tagged-text\b[^<>]{0,300}>")
_FIELD = re.compile(
    rb"<(\w{1,10})\b[^<>]{0,200}\bclass=[\"']?s_key\b[^<>]{0,200}>(.{0,300}?)</\1>\s{0,200}"
    rb"<(\w{1,10})\b[^<>]{0,200}\bclass=[\"']?s_val\b[^<>]{0,200}>(.{0,8000}?)</\3>",
    re.DOTALL,
)
_TITLE = re.compile(
    rb"<table\b[^<>]{0,200}\bid=[\"']?synopsis\b[^<>]{0,200}>\s{0,200}(?:<tbody[^<>]{0,200}>\s{0,200})?"
    rb"<tr[^<>]{0,200}>\s{0,200}<t[dh]\b[^<>]{0,200}>([^<>]{1,2000})</t[dh]>"
)
OWN_NAMES = frozenset({"from"})
"""Country and city, which no table of origins has: Ruritania Strelsau."""


def looks_like(data: bytes) -> bool:
    """Whether the keys of the table stand here, or the element of the text."""
    return (b"s_key" in data and _KEY.search(data) is not None) or (
        b"tagged-text" in data and _TEXT.search(data) is not None
    )


def read(record: Record) -> tuple[Page, ...] | Unread:
    """The page, or why there is none."""
    data = record.data
    opening = _TEXT.search(data)
    if opening is None:
        return Unread("no-telegram", "The page names a cable, but has no element with its text.")
    writer = PageWriter(data)
    claims = _claim_fields(writer, opening.start())
    if not claims:
        writer.defect("claims-missing")
    writer.leave("navigation", opening.start())
    writer.leave("markup", opening.end())
    end = _end_of(data, opening)
    writer.begin("telegram")
    blank = take_html(writer, end)
    writer.finish_block()
    if blank and not claims:
        return Unread("no-telegram", "The page has an element for a telegram, but it is empty.")
    note_loss(writer, Span(opening.end(), end), claims, blank=blank)
    writer.leave("navigation", len(data))
    return (writer.page("plusd-html"),)


def _claim_fields(writer: PageWriter, end: int) -> dict[str, str]:
    data = writer.data
    title = _TITLE.search(data, 0, end)
    found = list(_FIELD.finditer(data, 0, end))
    fields = [(plain_html(field[2]).rstrip(": "), plain_html(field[4])) for field in found]
    claims: dict[str, str] = {}
    if title and (value := plain_html(title[1])):
        writer.claim("title", value, *title.span(1))
    for field, name, (_, value) in zip(
        found, name_claims(fields, own_names=OWN_NAMES), fields, strict=True
    ):
        if name and value:
            writer.claim(name, value, *field.span(4))
            claims.setdefault(name, value)
    return claims


def _end_of(data: bytes, opening: re.Match[bytes]) -> int:
    """Where the element ends: at the end tag that belongs to it, else with the file."""
    name = re.escape(opening[1])
    depth = 1
    for tag in re.compile(rb"<(/?)" + name + rb"\b[^<>]{0,2000}>").finditer(data, opening.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(data)
