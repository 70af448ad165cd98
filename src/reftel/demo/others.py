"""Invented telegrams as others than Cablegate's publisher gave them out.

In: an `Invented`, or several. Out: bytes: a page kept by a scraper, a page of a mirror, the text of
the archives, a page of the public library and the same copied from a browser, a table of a history
lab, a volume of documents, a letter with a telegram in it.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

from reftel.demo.publish import title_of
from reftel.demo.truth import PARTIAL_NOTE, Invented
from reftel.demo.world import POSTS

__all__ = [
    "archived_text",
    "document_number",
    "lab_table",
    "letter",
    "library_page",
    "library_text",
    "mirror_page",
    "scraped_text",
    "volume",
]


def scraped_text(cable: Invented) -> bytes:
    """The page as a scraper keeps it: five lines, then the two boxes without anything between."""
    truth = cable.truth
    five = (
        truth.id,
        title_of(cable.body),
        f"{cable.plan.created:%a %b %d} 00:00:00 +0100 {cable.plan.created:%Y}",
        truth.level,
        POSTS[truth.origin].display,
    )
    boxes = (cable.header or PARTIAL_NOTE) + cable.body
    return ("\n".join(five) + f"\n{boxes}\n").encode()


_STAMP = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005\n"


def document_number(cable: Invented) -> str:
    """The number of the archives: year in four digits, post cut to six letters."""
    plan = cable.plan
    return f"{plan.created.year}{plan.post.station[:6]}{plan.serial:05d}"


def archived_text(cable: Invented, *, lost: bool = False, title: str | None = None) -> bytes:
    """The telegram as the archives give it, between a stamp and its attributes.

    With `lost` a notice stands in its place. `title` where it is not the text's own.
    """
    number = document_number(cable)
    notice = f"MRN: {number} SEGMENT NUMBER: 000001\nThis text cannot be read any more."
    attributes = (
        ("Capture Date", "01 JAN 1994"),
        ("Concepts", "INVENTIONS"),
        ("Document Number", number),
        ("Draft Date", f"{cable.plan.created:%d %b %Y}".upper()),
        ("Drafter", "n/a"),
        ("Film Number", f"D{cable.plan.created:%y}0001-0001"),
        ("From", cable.truth.origin),
        ("Locator", "ADS TEXT UNRETRIEVABLE" if lost else "TEXT ON-LINE"),
        ("Original Classification", cable.truth.level),
        ("Subject", title or title_of(cable.body)),
    )
    lines = "".join(f"{key}: {value}\n" for key, value in attributes)
    text = notice if lost else cable.text
    return f"{_STAMP}Message Text\n{text}\nMessage Attributes\n{lines}{_STAMP}".encode()


def library_page(cable: Invented) -> bytes:
    """A page of the public library: a table of keys, and the telegram with its letters escaped."""
    truth = cable.truth
    keys = (
        ("Date:", f"{cable.plan.created:%Y %B %d}, 00:00 ({cable.plan.created:%A})"),
        ("Canonical ID:", f"{truth.id}_a"),
        ("Original Classification:", truth.level),
        ("From:", POSTS[truth.origin].display),
    )
    cells = "".join(
        f'<tr><td><div class="s_key">{key}</div><div class="s_val">{value}</div></td></tr>\n'
        for key, value in keys
    )
    title = html.escape(title_of(cable.body))
    return (
        "<html><body>\n"
        f'<table id="synopsis"><tr><td colspan="2">{title}</td></tr>\n{cells}</table>\n'
        f'<div id="tagged-text">{html.escape(cable.text)}</div>\n</body></html>\n'
    ).encode()


def library_text(cable: Invented) -> bytes:
    """The same page copied from a browser: keys and values in one line or two, then the text."""
    truth = cable.truth
    number = document_number(cable)
    return (
        "Search the library\nBrowse by creation date\n\n"
        f"{title_of(cable.body)}\n"
        f"Date:\t{cable.plan.created:%Y %B %d}, 00:00 ({cable.plan.created:%A})"
        f"\tCanonical ID:\t{number}_b\n"
        f"Original Classification:\t{truth.level}\tCurrent Classification:\tUNCLASSIFIED\n"
        f"Locator:\tTEXT ON-LINE\tFrom:\t{POSTS[truth.origin].display}\n\n"
        f"Content\tRaw content\tMetadata\tPrint\n{cable.text}\n"
        "Raw content\nMetadata\nThe library of diplomacy\n"
    ).encode()


def lab_table(cables: Sequence[Invented]) -> bytes:
    """Telegrams as a history lab hands them out: a heading, a row each, the text in quotes."""
    written = io.StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(("doc_id", "corpus", "classification", "authored", "title", "body"))
    for cable in cables:
        table.writerow(
            (
                document_number(cable),
                "cfpf",
                cable.truth.level,
                f"{cable.plan.created:%Y-%m-%d} 00:00:00",
                title_of(cable.body),
                cable.text,
            )
        )
    return written.getvalue().encode()


def mirror_page(cable: Invented) -> bytes:
    """A page of a mirror with a layout of its own: terms and what stands behind them, two boxes."""
    truth = cable.truth
    terms = (
        ("Reference ID", truth.id),
        ("Date:", f"{cable.plan.created:%Y-%m-%d %H:%M}"),
        ("Classification", truth.level),
        ("Origin", POSTS[truth.origin].display),
        ("Comments", "none"),
    )
    listed = "".join(f"<dt>{term}</dt><dd>{html.escape(value)}</dd>\n" for term, value in terms)
    title, header, body = map(html.escape, (title_of(cable.body), cable.header, cable.body))
    return (
        f"<!doctype html>\n<html><head><title>{truth.id}: {title}</title></head>\n"
        '<body><nav><a href="/">Home</a></nav>\n'
        f"<h2>{title}</h2>\n<dl>\n{listed}</dl>\n"
        f'<h3>Header</h3><pre class="header">{header}</pre>\n'
        f"<h3>Body</h3><pre>{body}</pre>\n<footer>Mirrored with care.</footer></body></html>\n"
    ).encode()


def volume(cables: Sequence[Invented]) -> bytes:
    """Telegrams as a volume of documents prints them, and a memorandum before each."""
    documents = "".join(
        _document(2 * n + 1, "Memorandum of Conversation", "", "<p>They spoke of the weather.</p>")
        + _telegram(2 * n + 2, cable)
        for n, cable in enumerate(cables)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"'
        f' xml:id="frus-invented">\n<text><body>\n{documents}</body></text></TEI>\n'
    ).encode()


def _telegram(number: int, cable: Invented) -> str:
    plan = cable.plan
    words = title_of(cable.body).title()
    place = plan.post.station.title()
    dateline = (
        f"<dateline><placeName>{place}</placeName>,"
        f' <date when="{plan.created:%Y-%m-%dT%H:%M}:00+00:00">'
        f"{plan.created:%B %d, %Y, %H%M}Z</date></dateline>"
    )
    note = f'<note type="source">Source: Invented. {cable.truth.level.title()}; Routine.</note>'
    text = f"<p>{plan.serial}. Subject: {html.escape(words)}</p>\n<p>1. It was as they say.</p>"
    return _document(number, f"Telegram From {place}{note}", dateline, text)


def _document(number: int, head: str, dateline: str, text: str) -> str:
    return (
        f'<div type="document" subtype="historical-document" n="{number}">\n'
        f"<head>{number}. {head}</head>\n<opener>{dateline}</opener>\n{text}\n</div>\n"
    )


def letter(cable: Invented) -> bytes:
    """A letter that quotes a telegram."""
    quoted = "".join(f"> {line}\n" for line in cable.text.split("\n"))
    return (
        "From: the keeper of the files <files@zenda.example>\nTo: the miller\n"
        "Subject: what you asked for\n\nHere it is:\n\n"
        f"{quoted}\nThe other two are still with the binder.\n"
    ).encode()
