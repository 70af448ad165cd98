"""What is new, as a feed that readers subscribe to: Atom 1.0 (RFC 4287).

In: a `Feed`, and where the site is. Out: XML. Every address in it is whole, as a reader keeps it
apart from the site; every time is one of the archive's own, so that the same archive gives the same
bytes; and whatever a cable says, the XML can be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from reftel.readouts.pages.feed import Feed, FeedEntry

__all__ = ["atom"]

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not (its production 2)."""
_BEGINNING = "1900-01-01T00:00:00Z"
"""The time of what has none: a feed must have one."""


def atom(
    feed: Feed, *, title: str, here: str, results: str, address: Callable[[str], str]
) -> bytes:
    """The feed in Atom.

    `here` is its own address, `results` that of the page of results, `address` gives that of a
    cable; all whole.
    """
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _add(root, "id", here)
    _add(root, "title", f"{title}: {feed.query}" if feed.query else title)
    _add(root, "updated", max((_time(entry) for entry in feed.entries), default=_BEGINNING))
    ET.SubElement(root, "link", {"rel": "self", "href": _clean(here)})
    _page(root, results)
    _add(root, "generator", "reftel")
    for entry in feed.entries:
        root.append(_entry(entry, address(entry.id)))
    xml: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml


def _entry(entry: FeedEntry, address: str) -> ET.Element:
    element = ET.Element("entry")
    _add(element, "id", address)
    _add(element, "title", f"{entry.id}: {entry.subject}" if entry.subject else entry.id)
    _add(element, "updated", _time(entry))
    if entry.created:
        _add(element, "published", _whole(entry.created))
    ET.SubElement(
        element, "link", {"rel": "alternate", "type": "text/html", "href": _clean(address)}
    )
    author = ET.SubElement(element, "author")
    _add(author, "name", entry.origin or "Unknown post")
    for tag in entry.tags:
        ET.SubElement(element, "category", {"term": _clean(tag)})
    _add(element, "summary", entry.text or entry.subject or entry.id)
    return element


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _page(parent: ET.Element, address: str) -> None:
    page = {"rel": "alternate", "type": "text/html", "href": _clean(address)}
    ET.SubElement(parent, "link", page)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _time(entry: FeedEntry) -> str:
    return _whole(entry.released or entry.created or _BEGINNING)


def _whole(moment: str) -> str:
    """An ISO 8601 value cut at its precision, at the first instant that it means."""
    digits = [int(part) for part in re.findall("[0-9]+", moment)]
    year, month, day, hour, minute, second = (*digits[:6], *(0, 1, 1, 0, 0, 0)[len(digits[:6]) :])
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z"
