"""A Cablegate page as the site served it: three boxes in XHTML, in two layouts.

In: one HTML file. Out: header and body, the claims of the top box, each paragraph mark and tag
link the publisher added.

The blocks are cut out of the bytes, never by an HTML parser: nothing but line ends is escaped in
them, so a parser would read `&pounding` as a pound sign (08ASTANA338) and close tags that a text
holds by chance (09LAPAZ96). Copies that a browser saved are read as well: there the attributes
stand in double quotes, line ends are raw, and `& < >` were written as entities, which alone are
read back.

Known faults of the form: minutes that repeat the hour (layout of 2010), titles of other levels
on the classification links, paragraph marks before lines that are no paragraphs, texts of other
cables. All are kept as claims; nothing is corrected here.
"""

from __future__ import annotations

import html
import re

from reftel.sources.cablegate import claim_counter, leave_note, note_cut_body
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["looks_like_2010", "looks_like_2011", "read_2010", "read_2011"]

_HEADING = re.compile(rb"<h3[^<>]*>\s*Viewing cable\s+([^,<\s]{1,200})(?:,[ ]?)?")
_VIEWING = b"Viewing cable"
_HEADING_END = b"</h3>"
_TABLE = re.compile(rb"<table class=['\"]?cable\b")
_TABLE_END = b"</table>"
_CELL = re.compile(rb"<td\b([^<>]*)>([^<]*(?:<(?!td\b|/td>)[^<]*)*)</td>")
_LINK = re.compile(rb"<a\b([^<>]*)>([^<]*)</a>")
"""All of these stop at the next tag, or at the next of their own kind, so that no page, however
broken, takes quadratic time."""
_TITLE = re.compile(rb"\btitle=(?:'([^']*)'|\"([^\"]*)\")")
_BEGIN = re.compile(rb"<code[^<>]*>\s*<pre[^<>]*>")
_END = re.compile(rb"</pre>\s*</code>")
_LINE_END = b"&#x000A;"
_SERVED = re.compile(
    rb"[\r<](?:(?<=\r)\r*(\n?)|(?<=<)a id='(par[^'<>]*)' href='#[^'<>]*'>(\xc2\xb6)</a>"
    rb"|(?<=<)a href='/tag/[^'<>]*'>([^<]*)(</a>))"
)
"""What is not text in a block. The first byte stands alone so that the search leaps to it; as
plain alternatives the same pattern takes five times as long."""
_SAVED = re.compile(
    rb"[&\r<](?:(?<=&)(#x0*[aA];)|(?<=\r)\r*\n?"
    rb"|(?<=<)a\b[^<>]{0,300}?\bid=\"(par[^\"<>]{0,99})\"[^<>]{0,300}>((?:\xc2\xb6|&para;)?)</a>"
    rb"|(?<=<)a\b[^<>]{0,300}?\bhref=\"[^\"<>]{0,300}?/tag/[^\"<>]{0,300}\"[^<>]{0,300}>([^<]*)(</a>)|(?<=&)(amp|lt|gt|nbsp);)"
)
_WRITTEN_BY_BROWSER = {b"amp": "&", b"lt": "<", b"gt": ">", b"nbsp": "\N{NO-BREAK SPACE}"}
"""The only entities that a browser writes into text when it saves what it shows."""
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_COLUMNS = ("id", "created", "released", "classification", "origin")


def looks_like_2011(data: bytes) -> bool:
    """Whether this is a page with the script of August 2011."""
    return b"cables.js" in data and looks_like_2010(data)


def looks_like_2010(data: bytes) -> bool:
    """Whether this is a page of the site that shows a cable."""
    return _find_heading(data) is not None


def read_2010(record: Record) -> tuple[Page, ...] | Unread:
    """The page, or why there is none."""
    return _read(record.data, "cablegate-html-2010")


def read_2011(record: Record) -> tuple[Page, ...] | Unread:
    """The page, or why there is none."""
    return _read(record.data, "cablegate-html-2011")


def _read(data: bytes, form: str) -> tuple[Page, ...] | Unread:
    heading = _find_heading(data)
    if heading is None:
        return Unread("no-telegram", "The page has no heading that names a cable.")
    writer = PageWriter(data)
    claim_counter(writer, heading.start())
    _read_heading(writer, heading)
    if not _read_table(writer):
        _claim(writer, "id", *heading.span(1))  # all that is left of them
        writer.defect("claims-missing", Span(heading.start(), writer.at))
    saved = b'<table class="cable' in data or _LINE_END not in data
    blocks, sound = _find_blocks(data, writer.at)
    if not sound:
        writer.defect("blocks-odd", *(Span(start, end) for start, end in blocks))
    _read_blocks(writer, blocks, _SAVED if saved else _SERVED)
    if not writer.length:
        return Unread(
            "no-telegram", "The page names a cable, but its boxes for header and body are empty."
        )
    writer.leave("navigation", len(data))
    return (writer.page(form),)


def _find_heading(data: bytes) -> re.Match[bytes] | None:
    """The first heading that names a cable; the pattern sought from its words back to its tag.

    Before it stand up to 180 kB of links, at each of which a search from the front would stop.
    """
    seen, at = 0, data.find(_VIEWING)
    while at >= 0:
        # No tag lies between a heading's and its words; one before words seen was tried with them.
        tag = data.rfind(b"<", seen, at)
        if tag >= 0 and (found := _HEADING.match(data, tag)):
            return found
        seen, at = at, data.find(_VIEWING, at + 1)
    return None


def _find_blocks(data: bytes, start: int) -> tuple[list[tuple[int, int]], bool]:
    """The insides of the header box and of the body box, and whether both are as they should be.

    The body goes to the last closing mark: a text may hold the mark too.
    """
    ends = [(found.start(), found.end()) for found in _END.finditer(data, start)]
    first = _BEGIN.search(data, start)
    if first is None:
        return [], False
    if not ends:
        return [(first.end(), len(data))], False
    blocks = [(first.end(), ends[0][0])] if ends[0][0] >= first.end() else []
    second = _BEGIN.search(data, ends[0][1])
    if second is None:
        return blocks, False
    inside = [end for end, _ in ends if end >= second.end()]
    blocks.append((second.end(), inside[-1] if inside else len(data)))
    return blocks, len(ends) == 2 and len(blocks) == 2


def _read_blocks(
    writer: PageWriter, blocks: list[tuple[int, int]], marks: re.Pattern[bytes]
) -> None:
    names = ("header", "body") if len(blocks) == 2 else ("telegram",)
    for name, (start, end) in zip(names, blocks, strict=False):
        if writer.length:
            writer.swap(start, "\n")
        else:
            writer.leave("markup", start)
        if name != "body":
            leave_note(writer, end)
        if writer.at == end and name != "body":
            continue
        before = writer.length
        writer.begin(name)
        _read_block(writer, end, marks)
        writer.finish_block()
        if name != "header":
            note_cut_body(writer, writer.length - before, end)


def _read_block(writer: PageWriter, end: int, marks: re.Pattern[bytes]) -> None:
    """Copy the text, line ends read as such, the publisher's marks left out."""
    data = writer.data
    for found in marks.finditer(data, writer.at, end):
        start = found.start()
        writer.take_marked(start, _LINE_END)
        kind = found.lastindex
        if kind is None or kind == 1:
            writer.swap(found.end(), "\n")
        elif kind == 3:
            writer.claim("anchor", found[2].decode("utf-8", "replace"), start, found.end())
            writer.leave("anchor", found.end())
        elif kind == 5:
            inner = found.span(4)
            writer.claim("tag", _plain(found[4]), *inner)
            writer.leave("link", inner[0])
            writer.take_marked(inner[1], _LINE_END)
            writer.leave("link", found.end())
        else:
            writer.swap(found.end(), _WRITTEN_BY_BROWSER[found[6]])
    writer.take_marked(end, _LINE_END)


def _read_heading(writer: PageWriter, heading: re.Match[bytes]) -> None:
    writer.leave("navigation", heading.start())
    end = writer.data.find(_HEADING_END, heading.end())
    if end < 0:
        writer.leave("claims", heading.end())
        return
    _claim(writer, "title", heading.end(), end)
    writer.leave("claims", end + len(_HEADING_END))


def _read_table(writer: PageWriter) -> bool:
    """The top box: five cells, and at times a sixth across with addresses of articles."""
    table = _TABLE.search(writer.data, writer.at)
    end = writer.data.find(_TABLE_END, table.end()) if table else -1
    if table is None or end < 0 or _BEGIN.search(writer.data, table.end(), end):
        return False  # the end of a table may stand in a text, too
    writer.leave("navigation", table.start())
    data = writer.data
    columns = iter(_COLUMNS)
    for cell in _CELL.finditer(data, table.end(), end):
        if b"colspan" in cell[1]:
            for link in _LINK.finditer(data, *cell.span(2)):
                _claim(writer, "article", *link.span(2))
            continue
        name = next(columns, None)
        if name is None:
            continue
        found = _LINK.search(data, *cell.span(2))
        if found is None:
            _claim(writer, name, *cell.span(2))
            continue
        _claim(writer, name, *found.span(2))
        title = _TITLE.search(data, *found.span(1)) if name == "classification" else None
        if title:
            _claim(writer, "classification-title", *title.span(title.lastindex or 1))
    writer.leave("claims", end + len(_TABLE_END))
    return True


def _claim(writer: PageWriter, name: str, start: int, end: int) -> None:
    """Claim what stands between, without the blanks around it; nothing where there is nothing."""
    written = writer.data[start:end]
    start += len(written) - len(written.lstrip())
    written = written.strip()
    if written:
        writer.claim(name, _plain(written), start, start + len(written))


def _plain(written: bytes) -> str:
    """Text of a claim; only entities that are closed by a semicolon are decoded."""
    text = written.decode("utf-8", "replace")
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text
