"""Text of cables as safe HTML: here and nowhere else.

In: texts with places marked in them, laid-out telegrams, bars of a timeline. Out: `Markup` in which
every character of a cable is text: escaped, and with nothing that a browser would obey. Templates
may print these values as they are; all other values they escape themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from reftel.readouts.layout import Flow, Run, Section
from reftel.readouts.pages.timeline import MonthBar
from reftel.spans import Span

__all__ = [
    "TITLES",
    "bars_html",
    "flow_html",
    "marked",
    "number_of",
    "plain",
    "pointed",
    "section_words",
    "visible",
]

_RANKS = {"U": 0, "C": 2, "S": 3, "T": 4}
"""First letter of a level to what its mark is coloured by."""
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
    return Markup(_plain(text))  # noqa: S704 - escaped in the line below


def _plain(text: str) -> str:
    return str(escape(visible(text)))


def marked(text: str, marks: Sequence[Span]) -> Markup:
    """A text with the words at `marks` set off."""
    parts: list[str] = []
    at = 0
    for mark in sorted(marks):
        start, end = max(mark.start, at), mark.end
        if start >= end:
            continue
        parts += [_plain(text[at:start]), "<mark>", _plain(text[start:end]), "</mark>"]
        at = end
    parts.append(_plain(text[at:]))
    return Markup("".join(parts))  # noqa: S704 - every part is escaped, or our own


@lru_cache(maxsize=64)
def level(name: str | None) -> Markup:
    """A level of classification as a mark, coloured by its rank; nothing where there is none."""
    if not name:
        return Markup()
    rank = 1 if "OFFICIAL" in name else _RANKS.get(name[0], 1)
    return Markup('<span class="level rank-%s">%s</span>') % (rank, name)


def pointed(text: str, place: Span, around: int = 80) -> Markup:
    """A place of a text set off, with so many characters on its sides."""
    end = min(place.end, place.start + 2 * around)
    start, stop = max(place.start - around, 0), min(end + around, len(text))
    found = marked(text[start:stop], [Span(place.start - start, end - start)])
    return Markup("%s%s%s") % ("…" if start else "", found, "…" if stop < len(text) else "")


def bars_html(
    bars: Iterable[MonthBar],
    before: str,
    after: str,
    month: Callable[[str], str],
    number: Callable[[int], str],
) -> Markup:
    """The bars of a timeline, each a link to its month between the parts of an address.

    There may be hundreds, which a template would take ten times as long for.
    """
    first, last = escape(before), escape(after)
    parts = []
    for bar in bars:
        name, words = escape(bar.month), escape(f"{month(bar.month)}: {number(bar.count)}")
        parts.append(
            f'<a href="{first}{name}{last}" tabindex="-1" aria-hidden="true">'
            f'<rect data-month="{name}" data-count="{bar.count:d}" x="{escape(bar.x)}"'
            f' y="{bar.y:.7g}" width="{escape(bar.width)}" height="{bar.height:.7g}">'
            f"<title>{words}</title></rect></a>\n"
        )
    return Markup("".join(parts))  # noqa: S704 - every part is escaped, a number, or our own


def flow_html(
    flow: Flow,
    link: Link,
    held: Container[str] | None = None,
    say: Callable[[str], str] = str,
) -> Markup:
    """The runs of a flow, inside whatever element the template gives them.

    A reference to a cable that is not among the `held` ones looks like one that leads nowhere yet.
    `say` translates the words that explain runs.
    """
    parts = (_run(run, link, held, say) for run in flow.runs)
    return Markup("".join(parts))  # noqa: S704 - as above


def number_of(section: Section) -> str:
    """The number of a paragraph as the telegram prints it, for the margin."""
    runs = (run for flow in section.flows for run in flow.runs if run.kind == "number")
    return next((visible(run.text.strip()) for run in runs), "")


def section_words(section: Section) -> str:
    """The words of a section on one line, for a table of contents.

    What sets a heading off in the text, strokes round it or a colon behind it, is left out.
    """
    runs = (run for flow in section.flows for run in flow.runs)
    runs = (run for run in runs if run.kind not in _APART)
    words = " ".join("".join(run.text for run in runs).split())
    return words.strip("/").removesuffix(":").strip() or words


_APART = frozenset({"blank", "rule", "join", "page-break", "caption", "stamp"})
TITLES = {
    "page-break": "A page or section of the transmission ended here",
    "caption": "Repeated by the transmission where its sections were joined",
    "stamp": "Stamped on the telegram later",
    "unheld": "The archive does not hold it; see what else refers to it",
    "withheld": "Withheld by the publisher",
}


def _run(run: Run, link: Link, held: Container[str] | None, say: Callable[[str], str]) -> str:
    # Strings and not Markup: a questionnaire has thousands of runs, and formatting Markup costs
    # ten times as much.
    if run.kind == "blank":
        return " "
    if run.kind in ("number", "rule", "join"):
        return ""  # a number stands in the margin: see `number_of`
    text = _plain(run.text)
    if "--" in text:
        # A browser may break a line between the two.
        text = text.replace("--", '<span class="dash">--</span>')
    if run.found:
        text = f"<mark>{text}</mark>"
    match run.kind:
        case "label":
            # Its own direction, so that (U) does not decide on that of the words after it.
            tight = "" if run.text[-1:].isspace() else " tight"
            return f'<span class="label{tight}" dir="ltr">{text}</span>'
        case "page-break" | "caption" | "stamp":
            words, title = _plain(" ".join(run.text.split())), _plain(say(TITLES[run.kind]))
            return f' <span class="wire" dir="ltr" title="{title}">{words}</span> '
        case "withheld":
            return f'<span class="withheld" title="{_plain(say(TITLES["withheld"]))}">{text}</span>'
        case "short":
            return f'<abbr title="{_plain(run.words)}">{text}</abbr>'
        case _ if run.target and held is not None and run.target not in held:
            title, address = _plain(say(TITLES["unheld"])), escape(link(run.target))
            return f'<a class="reftel unheld" href="{address}" title="{title}">{text}</a>'
        case _ if run.target:
            return f'<a class="reftel" href="{escape(link(run.target))}">{text}</a>'
        case _:
            return text
