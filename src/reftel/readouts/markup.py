"""Text of cables as safe HTML: here and nowhere else.

In: texts with places marked in them, and laid-out telegrams. Out: `Markup` in which every
character of a cable is text: escaped, and with nothing that a browser would obey. Templates may
print these values as they are; all other values they escape themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from markupsafe import Markup, escape

from reftel.readouts.layout import Flow, Run, Section
from reftel.spans import Span

__all__ = ["flow_html", "marked", "number_of", "plain", "section_words", "visible"]

Link = Callable[[str], str]
"""From the id of a cable to the address of its page."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]"
)
"""Control characters but line end and tab, what turns the direction of what follows or is seen by
nobody, halves of pairs, and what Unicode leaves to others. The marks that a word of another script
needs inside itself (U+200C to U+200F) are not among them."""


def visible(text: str) -> str:
    """The text with each character that could hide or reorder others shown as U+FFFD."""
    return _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str) -> Markup:
    """A text with nothing marked."""
    return escape(visible(text))


def marked(text: str, marks: Sequence[Span]) -> Markup:
    """A text with the words at `marks` set off."""
    parts: list[Markup] = []
    at = 0
    for mark in sorted(marks):
        start, end = max(mark.start, at), mark.end
        if start >= end:
            continue
        parts += [
            plain(text[at:start]),
            Markup("<mark>"),
            plain(text[start:end]),
            Markup("</mark>"),
        ]
        at = end
    parts.append(plain(text[at:]))
    return Markup("").join(parts)


def flow_html(flow: Flow, link: Link, held: Container[str] | None = None) -> Markup:
    """The runs of a flow, inside whatever element the template gives them.

    A reference to a cable that is not among the `held` ones looks like one that leads nowhere yet.
    """
    return Markup("").join(_run(run, link, held) for run in flow.runs)


def number_of(section: Section) -> str:
    """The number of a paragraph as the telegram prints it, for the margin."""
    runs = (run for flow in section.flows for run in flow.runs if run.kind == "number")
    return next((visible(run.text.strip()) for run in runs), "")


def section_words(section: Section) -> str:
    """The words of a section on one line, for a table of contents."""
    runs = (run for flow in section.flows for run in flow.runs)
    runs = (run for run in runs if run.kind not in ("blank", "rule"))
    return " ".join("".join(run.text for run in runs).split())


_TITLES = {
    "page-break": "A page or section of the transmission ended here",
    "caption": "Repeated by the transmission where its sections were joined",
    "stamp": "Stamped on the telegram later",
    "unheld": "The archive does not hold it; see what else refers to it",
    "withheld": "Withheld by the publisher",
}


def _run(run: Run, link: Link, held: Container[str] | None) -> Markup:
    text = plain(run.text)
    if run.found:
        text = Markup("<mark>{}</mark>").format(text)
    match run.kind:
        case "blank":
            return Markup(" ")
        case "number":
            return Markup("")  # it stands in the margin: see `number_of`
        case "label":
            # Its own direction, so that (U) does not decide on that of the words after it.
            return Markup('<span class="label" dir="ltr">{}</span>').format(text)
        case "page-break" | "caption" | "stamp":
            return Markup(' <span class="wire" dir="ltr" title="{}">{}</span> ').format(
                _TITLES[run.kind], plain(" ".join(run.text.split()))
            )
        case "withheld":
            return Markup('<span class="withheld" title="{}">{}</span>').format(
                _TITLES["withheld"], text
            )
        case "short":
            return Markup('<abbr title="{}">{}</abbr>').format(visible(run.words), text)
        case "rule":
            return Markup("")
        case _ if run.target and held is not None and run.target not in held:
            return Markup('<a class="reftel unheld" href="{}" title="{}">{}</a>').format(
                link(run.target), _TITLES["unheld"], text
            )
        case _ if run.target:
            return Markup('<a class="reftel" href="{}">{}</a>').format(link(run.target), text)
        case _:
            return text
