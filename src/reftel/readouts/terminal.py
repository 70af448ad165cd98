"""A terminal as a place to write to: how wide, with colours or without, and never taken over.

In: text, some of it from cables and so from strangers. Out: lines that fit and that no control
character in a cable can turn against the reader.

Rich draws the progress of a build, where a second does not matter. The rest is drawn here: `show`
has a quarter of a second in all, and importing rich's console takes a third of that.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from typing import TextIO

__all__ = ["Paper", "box", "columns", "json_safe", "output", "safe", "wrap"]

NARROWEST, WIDEST = 40, 100

_HARMFUL = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f"  # C0 but for tab and line end
    "\x80-\x9f"  # C1, among them escape sequences that begin without ESC
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directions, which reorder a line
    "\ud800-\udfff"  # half characters, which no terminal can be sent
    "]"
)
_CODES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "red": "31", "green": "32",
          "yellow": "33", "cyan": "36"}  # fmt: skip


def safe(text: str) -> str:
    """The same text with every control character made visible and harmless."""
    return _HARMFUL.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    """The picture of a control character; the sign for a lost one where there is no picture."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def json_safe(json: str) -> str:
    """The same JSON with every such character written as an escape; its value does not change."""
    return _HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", json)


class Paper:
    """What is written on: its width in columns, and whether it shows colours."""

    def __init__(self, *, width: int = 80, colour: bool = False) -> None:
        self.width = min(max(width, NARROWEST), WIDEST)
        self.colour = colour

    @classmethod
    def of(cls, stream: TextIO | None) -> Paper:
        """As the stream is: a terminal's own width, 80 columns elsewhere or where it is closed.

        Colours only on a terminal, and not where NO_COLOR is set or TERM is dumb.
        """
        if stream is None or not stream.isatty():
            return cls(width=80, colour=False)
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return cls(width=shutil.get_terminal_size().columns, colour=not plain)

    def style(self, text: str, *names: str) -> str:
        """The text in these styles, where the paper shows them. Makes it harmless too."""
        text = safe(text)
        if not (self.colour and text and names):
            return text
        return f"\x1b[{';'.join(_CODES[name] for name in names)}m{text}\x1b[0m"


def wrap(text: str, width: int, *, indent: str = "", first: str | None = None) -> list[str]:
    """Words on lines of at most `width` columns; a longer word stays whole and stands out.

    `first` goes before the first line, `indent` before the others; both count as they are seen.
    """
    lines: list[str] = []
    lead = indent if first is None else first
    line, used = lead, columns(lead)
    empty = True
    for word in text.split():
        size = columns(word)
        if not empty and used + 1 + size > width:
            lines.append(line)
            line, used, empty = indent, columns(indent), True
        line += word if empty else " " + word
        used += size if empty else size + 1
        empty = False
    if not empty or first is not None:
        lines.append(line)
    return lines


_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def columns(text: str) -> int:
    """How many columns a text takes; our own colours take none, wide characters two."""
    text = _ESCAPE.sub("", text)
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def box(paper: Paper, title: str, lines: list[str]) -> Iterator[str]:
    """Lines in a frame with a title; the lines are expected to fit `paper.width - 4`."""
    inner = paper.width - 4
    head = f" {title} "
    rule = "─" * max(paper.width - 3 - columns(head), 0)
    yield paper.style("╭─", "dim") + paper.style(head, "bold") + paper.style(rule + "╮", "dim")
    side = paper.style("│", "dim")
    for line in lines:
        yield f"{side} {line}{' ' * max(inner - columns(line), 0)} {side}"
    yield paper.style("╰" + "─" * (paper.width - 2) + "╯", "dim")


def output() -> TextIO:
    """Standard output, set so that a character the terminal lacks becomes a question mark.

    OSError when the caller has closed it, where Python has no stream at all.
    """
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise OSError(errno.EBADF, "Standard output is closed")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    return stream
