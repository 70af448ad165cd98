"""What a published page holds round every cable: headings, lists of links, help.

In: a layout. Out: the bytes before the cable's own part and those after it. Four fifths of a page
are this, the same on every page of a layout, which is why an archive of pages packs so well. The
words are ours; only the shape of the markup follows the published form.
"""

from __future__ import annotations

from functools import cache

from reftel.demo.names import surnames
from reftel.demo.topics import TOPICS
from reftel.demo.world import COUNTRIES, POSTS

__all__ = ["HELP", "after", "before"]

HELP = (
    "How a cable is built",
    "A page about a cable has three boxes.",
    "The upper box names the cable, the day it was sent and released, its level and its origin.",
    "The middle box holds the transmission lines: who sent it and who was to read it.",
    "The lower box holds the text, paragraph by paragraph.",
)
"""The sentences of the help box."""
_TAGS = {2010: 480, 2011: 1500}
"""How many TAGS the list of a layout holds; many of them nonsense, as in the published lists."""


@cache
def before(layout: int) -> str:
    """From the first byte of the page to the heading that names the cable."""
    script = (
        "<script src='/static/js/cables.js' type='text/javascript'></script>\n"
        if layout == 2011
        else ""
    )
    return (
        "<?xml version='1.0' encoding='utf-8' ?>\n"
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        "<html lang='en' xml:lang='en' xmlns='http://www.w3.org/1999/xhtml'>\n<head>\n"
        "<title>Cable Viewer</title>\n"
        "<link href='/static/css/cables.css' rel='stylesheet' type='text/css' />\n"
        f"{script}</head>\n<body>\n<div class='main'>\n<div class='pane small'>\n"
        "<a href='/index.html'>\n<p>Currently released so far... 258 / 1,894</p>\n</a>\n"
        "<div id='browse'>\n<h3>Browse latest releases</h3>\n<div class='sort'>\n"
        + _links("reldate", [(f"2010-12-{day:02d}", f"2010/12/{day:02d}") for day in range(1, 11)])
        + "</div>\n<h3>Browse by creation date</h3>\n"
        + "".join(
            f"<div class='sort' id='year_{year}'>\n"
            + _links("date", [(f"{year}-{m:02d}", f"{year}/{m:02d}") for m in range(1, 13)])
            + "</div>\n"
            for year in (*range(1973, 1980), *range(1985, 2011))
        )
        + "<h3>Browse by origin</h3>\n<div class='sort'>\n"
        + _links("origin", [(str(n), post.display) for n, post in enumerate(POSTS.values(), 60)])
        + "</div>\n<h3>Browse by tag</h3>\n<div class='sort'>\n"
        + _links("tag", [(tag, tag) for tag in _tag_list(_TAGS[layout])])
        + "</div>\n<h3>Browse by classification</h3>\n<div class='sort'>\n"
        + _links(
            "classification",
            [("1", "CONFIDENTIAL"), ("4", "SECRET"), ("8", "UNCLASSIFIED")],
        )
        + "</div>\n</div>\n</div>\n<div class='pane big'>\n"
    )


def _links(kind: str, items: list[tuple[str, str]]) -> str:
    return "".join(f"<a href='/{kind}/{name}_0.html'>{words}</a>\n" for name, words in items)


@cache
def _tag_list(size: int) -> tuple[str, ...]:
    known = {tag: None for topic in TOPICS.values() for tag in topic.tags}
    known.update(dict.fromkeys(COUNTRIES))
    for tag in COUNTRIES:
        for name in surnames(tag):
            if len(known) >= size:
                return tuple(sorted(known))
            known[name.upper()] = None
    return tuple(sorted(known))


@cache
def after() -> str:
    """From the end of the body to the last byte."""
    return (
        "\n</div>\n</div>\n<script src='/static/js/js.js' type='text/javascript'></script>\n"
        "</body>\n</html>\n"
    )
