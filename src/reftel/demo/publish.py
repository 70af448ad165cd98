r"""From an invented telegram to the bytes of its publications, in each published form.

In: an `Invented`. Out: bytes: a page in the layout of 2010 or 2011, the same page copied from a
browser, the bare telegram, a row of the dump in eight columns. What publishers did is done here:
paragraph marks before everything that looks like a paragraph, links round TAGS that are parted by
blanks, minutes that repeat the hour in the layout of 2010, wrong titles on classification links.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from reftel.demo.navigation import HELP, after, before
from reftel.demo.plan import LEVELS
from reftel.demo.seeds import number_of
from reftel.demo.truth import PARTIAL_NOTE, Invented
from reftel.demo.world import POSTS

__all__ = [
    "copied_text",
    "csv_row",
    "odd_id",
    "page_html",
    "path_of",
    "telegram_text",
    "title_of",
]

_ANCHOR = re.compile(r"^( *)(?=(\d+|[A-Z])\. )", re.MULTILINE)
"""The publisher's rule, which asks nothing else: digits or one capital letter, point, blank."""
_TAGS = re.compile(r"^(TAGS:? )([A-Z]{2,8}(?: [A-Z]{2,8})*) *$", re.MULTILINE)
_SUBJECT = re.compile(r"^SUBJ(?:ECT)?: ?(.*)$", re.MULTILINE)
_TITLES = dict(
    zip(
        ("CONFIDENTIAL", "CONFIDENTIAL//NOFORN", "SECRET", "SECRET//NOFORN", *LEVELS[:2]),
        (
            "unclassified",
            "secret",
            "confidential",
            "secret//noforn",
            "unclassified//fouo",
            "confidential//noforn",
        ),
        strict=True,
    )
)
"""Level to the title its link got, which is another level's but once."""
_ORIGINS = {station: n for n, station in enumerate(POSTS, 60)}
_ROW_HEADS = ("Reference ID", "Created", "Released", "Classification", "Origin")


def path_of(cable: Invented) -> str:
    """`cable/2009/01/09STRELSAU12.html`, as the site laid its pages out."""
    return f"cable/{cable.truth.created[:4]}/{cable.truth.created[5:7]}/{cable.truth.id}.html"


def odd_id(cable: Invented) -> str:
    """The number as it is misread from a classification line with a section mark."""
    year, rest = cable.truth.id[:2], cable.truth.id[2:]
    sections = max(2, cable.truth.sections)
    return f"{year}SECTION01OF{sections:02d}{rest}"


def page_html(
    cable: Invented,
    layout: int,
    *,
    articles: tuple[str, ...] = (),
    claims: bool = True,
    level: str | None = None,
    shown_as: str | None = None,
    extra: str = "",
) -> bytes:
    """A page as the site served it.

    `layout` is 2010 or 2011; `articles` are addresses of a third row; without `claims` the upper
    box is left out; `level` is shown in place of the cable's own; `shown_as` in place of its id;
    `extra` is put behind the body's box.
    """
    shown = shown_as or cable.truth.id
    # The heading is no place for a line end or for markup of its own.
    title = title_of(cable.body)
    table = _table(cable, layout, shown, level or cable.truth.level, articles) if claims else ""
    help_box = "".join(f"<p>{words}</p>\n" for words in HELP)
    boxes = "\n".join(
        f"<code><pre>{text.replace(chr(10), '&#x000A;')}</pre></code>"
        for text in (cable.header, _marked(cable.body))
    )
    return (
        f"{before(layout)}<h3>Viewing cable {shown}, {title}</h3>\n"
        f"<div class='help'>\n{help_box}</div>\n{table}{boxes}{extra}{after()}"
    ).encode()


def title_of(body: str) -> str:
    """The subject as the publisher shows it above a page."""
    found = _SUBJECT.search(body)
    return re.sub(r"^[^A-Za-z]+", "", found[1]).strip() if found else "(no title)"


def _table(cable: Invented, layout: int, shown: str, level: str, articles: tuple[str, ...]) -> str:
    created, released = _times(cable, layout)
    year_month = cable.truth.created[:7]
    cells = (
        f"<a href='/{path_of(cable)}'>{shown}</a>",
        f"<a href='/date/{year_month}_0.html'>{created}</a>",
        f"<a href='/reldate/{released[:10]}_0.html'>{released}</a>",
        f"<a href='/classification/1_0.html' title='{_TITLES[level]}'>{level}</a>",
        (
            f"<a href='/origin/{_ORIGINS[cable.truth.origin]}_0.html'>"
            f"{POSTS[cable.truth.origin].display}</a>"
        ),
    )
    heads = "".join(f"<th>{words}</th>\n" for words in _ROW_HEADS)
    rows = "".join(f"<td>\n{cell}\n</td>\n" for cell in cells)
    links = "".join(f"<a href='{address}'>{address}</a><br />\n" for address in articles)
    third = (
        f"<tr>\n<td colspan='5'>\nAppears in these articles:<br />\n{links}</td>\n</tr>\n"
        if articles
        else ""
    )
    return f"<table class='cable'>\n<tr>\n{heads}</tr>\n<tr>\n{rows}</tr>\n{third}</table>\n"


def _times(cable: Invented, layout: int) -> tuple[str, str]:
    """Created and Released as the layout shows them."""
    at = cable.plan.created
    if layout == 2011:
        return f"{at:%Y-%m-%d %H:%M}", "2011-08-30 01:44"
    out = datetime(2010, 11, 28, 18) + timedelta(  # noqa: DTZ001
        hours=number_of("released", cable.truth.id) % 280
    )
    return tuple(f"{t:%Y-%m-%d %H}:{(t.hour % 12) or 12:02d}" for t in (at, out))  # type: ignore[return-value]


def _marked(body: str) -> str:
    """The body with the publisher's paragraph marks and tag links."""

    def anchor(found: re.Match[str]) -> str:
        name = f"par{found[2]}"
        return f"{found[1]}<a id='{name}' href='#{name}'>¶</a>"

    def links(found: re.Match[str]) -> str:
        tags = (f"<a href='/tag/{tag}_0.html'>{tag}</a>" for tag in found[2].split())
        return found[1] + " ".join(tags) + (" " if found[0].endswith(" ") else "")

    return _ANCHOR.sub(anchor, _TAGS.sub(links, body))


def copied_text(cable: Invented) -> bytes:
    """The page of 2011 as a browser copies it: no markup, no marks, header and body run on."""
    created, released = _times(cable, 2011)
    truth = cable.truth
    row = (truth.id, created, released, truth.level, POSTS[truth.origin].display)
    lines = [
        "An invented library: 240 cables that nobody sent",
        "",
        "Browse latest releases",
        "",
        "Browse by creation date",
        "",
        "Browse by origin",
        "",
        f"Viewing cable {truth.id}, {title_of(cable.body)}",
        "",
        HELP[0],
        HELP[1],
        *(f"  • {words}" for words in HELP[2:]),
        "",
        " ".join(_ROW_HEADS),
        " ".join(row),
        cable.header,
        cable.body,
        "",
    ]
    return "\n".join(line for n, line in enumerate(lines) if n != 16 or line).encode()


def telegram_text(cable: Invented) -> bytes:
    """The telegram alone."""
    return f"{cable.text}\n".encode()


def csv_row(
    cable: Invented, row: int, *, backslash: bool = False, shown_as: str | None = None
) -> str:
    r"""A row of the dump in eight columns, its line end with it.

    With `backslash` one stands before the first line end of the body; `shown_as` stands in place
    of the id.
    """
    truth, at = cable.truth, cable.plan.created
    date = f"{at.month}/{at.day}/{at.year} {at.hour}:{at.minute:02d}"
    header, body = cable.header or PARTIAL_NOTE, cable.body
    if "\\" in header or "\\" in body or '"' in body:
        header, body = _escaped(header), _escaped(body)
    if backslash:
        body = body.replace("\n", "\\\n", 1)
    references = "|".join(sorted(truth.references))
    origin = POSTS[truth.origin].display
    return (
        f'"{row}","{date}","{shown_as or truth.id}","{origin}","{truth.level}","{references}",'
        f'"{header}","{body}"\n'
    )


def _escaped(field: str) -> str:
    return field.replace("\\", "\\\\").replace('"', '\\"')
