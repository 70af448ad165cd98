"""Invented cables in several published forms, any number of them, for tests that build archives."""

from __future__ import annotations

import io
import zipfile

POSTS = {
    "STRELSAU": ("Embassy Strelsau", "RUEHSZ"),
    "ZENDA": ("Consulate Zenda", "RUEHZD"),
    "HENTZAU": ("Consulate Hentzau", "RUEHHZ"),
}


def header(post: str, number: int, day: int = 14, year: int = 9) -> str:
    return (
        f"VZCZCXYZ0004\nPP RUEHC\nDE {POSTS[post][1]} #{number:04d} {day:03d}1532\n"
        f"ZNR UUUUU ZZH\nP {day:02d}1532Z JAN {year:02d}\nFM AMEMBASSY {post}\n"
        "TO RUEHC/SECSTATE WASHDC PRIORITY 1234\nINFO RUEHZD/AMCONSUL ZENDA 0007"
    )


def body(
    post: str,
    number: int,
    words: str = "The barley is late and the weir is low.",
    refs: str = "STRELSAU 1",
) -> str:
    return (
        f"UNCLAS {post} {number:06d} \n \nSIPDIS \n \nE.O. 12958: N/A \nTAGS: PGOV, ECON, RZ \n"
        f"SUBJECT: HARVEST REPORT {number} \n \nREF: {refs} \n \n"
        f"1. (U) Summary: {words} End Summary. \n \n"
        f"2. (U) The price of grain rose by {number % 97} crowns. \n \nTARLENHEIM"
    )


def html_2010(
    post: str,
    number: int,
    head: str | None = None,
    text: str | None = None,
    *,
    shown_id: str | None = None,
    created: str = "2009-01-14 15:03",
    released: str = "2010-12-02 21:09",
    classification: str = "UNCLASSIFIED",
    origin: str | None = None,
) -> bytes:
    """A page in the layout of December 2010, with its wrong minutes."""
    name = shown_id or f"09{post}{number}"
    head = header(post, number) if head is None else head
    text = body(post, number) if text is None else text
    navigation = "".join(f"<a href='/tag/N{n}_0.html'>N{n}</a>\n" for n in range(200))
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<html><head><title>Cable Viewer</title></head>\n"
        f"<body>{navigation}<h3>Viewing cable {name}, HARVEST REPORT {number}</h3>\n"
        "<table class='cable'>\n<tr>\n<th>Reference ID</th>\n<th>Created</th>\n<th>Released</th>\n"
        "<th>Classification</th>\n<th>Origin</th>\n</tr>\n<tr>\n<td>\n"
        f"<a href='/cable/2009/01/{name}.html'>{name}</a>\n</td>\n<td>\n"
        f"<a href='/date/2009-01_0.html'>{created}</a>\n</td>\n<td>\n"
        f"<a href='/reldate/2010-12-02_0.html'>{released}</a>\n</td>\n<td>\n"
        f"<a href='/classification/1_0.html' title='unclassified'>{classification}</a>\n</td>\n<td>\n"
        f"<a href='/origin/98_0.html'>{origin or POSTS[post][0]}</a>\n</td>\n</tr>\n</table>\n"
        f"<code><pre>{_lines(head)}</pre></code>\n<code><pre>{_lines(text)}</pre></code>\n"
        "</body></html>\n"
    ).encode()


def _lines(text: str) -> str:
    return text.replace("\n", "&#x000A;")


def copied(
    post: str,
    number: int,
    text: str | None = None,
    *,
    created: str = "2009-01-14 15:32",
    released: str = "2011-08-30 01:44",
) -> bytes:
    """The copied text of a page of August 2011."""
    return (
        f"Viewing cable 09{post}{number}, HARVEST REPORT {number}\n"
        "Reference ID\tCreated\tReleased\tClassification\tOrigin\n"
        f"09{post}{number}\t{created}\t{released}\tUNCLASSIFIED\t{POSTS[post][0]}\n"
        f"{header(post, number)}\n{text or body(post, number)}\n"
    ).encode()


def dump_row(row: int, post: str, number: int) -> str:
    columns = [
        str(row),
        "1/14/2009 15:32",
        f"09{post}{number}",
        POSTS[post][0],
        "UNCLASSIFIED",
        "09STRELSAU1",
        header(post, number),
        body(post, number, 'The "Harvest Queen" waved.'),
    ]
    return ",".join('"' + column.replace('"', '\\"') + '"' for column in columns) + "\n"


def dump(first: int, count: int) -> bytes:
    """A dump in eight columns."""
    posts = list(POSTS)
    return "".join(dump_row(n, posts[n % 3], n) for n in range(first, first + count)).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of pages."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()
