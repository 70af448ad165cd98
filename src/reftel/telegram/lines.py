"""A text cut into lines, and the pieces that are cut from it.

In: a text. Out: `Lines` (each line's place and its words) and `Cutter`, which collects pieces in
order and closes every gap with a piece marked unread, so that the pieces always give the text back.
"""

from __future__ import annotations

import re
from itertools import accumulate

from reftel.spans import Span
from reftel.telegram.cable import Piece

__all__ = ["Cutter", "Lines"]


_NUMBERED = re.compile(r"(?!0)([0-9]{1,7})\.")


class Lines:
    """The lines of one text. Only a line feed ends a line; other controls belong to it."""

    __slots__ = ("_numbered", "bare", "capitals", "starts", "text", "upper")

    def __init__(self, text: str) -> None:
        self.text = text
        raw = text.split("\n")
        self.bare = list(map(str.strip, raw))
        """Without blanks at either end."""
        raised = text.upper()
        self.capitals = raised
        """The text in capitals, place for place; the text as it is where a letter grows."""
        if len(raised) == len(text):
            self.upper = list(map(str.strip, raised.split("\n")))
            """The same in capitals, for labels that come in any case."""
        else:
            # A few letters grow when they are raised (ß, ligatures): then only ASCII is raised.
            self.upper = [line.translate(_ASCII_CAPITALS) for line in self.bare]
            self.capitals = text
        starts = list(accumulate([len(line) + 1 for line in raw], initial=0))
        starts[-1] = len(text)
        self.starts = starts
        """Where each line begins; one more entry for the end of the text."""
        self._numbered: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self.bare)

    def last_numbered(self, number: int) -> int:
        """The last line that begins with this number and a point; -1 where none does."""
        if self._numbered is None:
            found = ((_NUMBERED.match(line), n) for n, line in enumerate(self.upper))
            self._numbered = {int(number[1]): n for number, n in found if number}
        return self._numbered.get(number, -1)

    def first(self, n: int) -> int:
        """Where the words of line `n` begin, blanks left out."""
        bare, start = self.bare[n], self.starts[n]
        return start if self.text.startswith(bare, start) else self.text.index(bare, start)

    def words(self, n: int) -> Span:
        """Where the words of line `n` stand, blanks at its ends left out."""
        start = self.first(n)
        return Span(start, start + len(self.bare[n]))

    def through(self, first: int, last: int) -> Span:
        """From the first word of line `first` to the last word of line `last`."""
        return Span(self.words(first).start, self.words(last).end)


_ASCII_CAPITALS = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}


class Cutter:
    """Collects the pieces of one text in order of place."""

    __slots__ = ("_closed", "_cuts", "_text", "at")

    def __init__(self, text: str) -> None:
        self._text = text
        self._cuts: list[tuple[str, int, int]] = []
        self._closed = False
        self.at = 0
        """Where the next piece may begin."""

    def cut(self, kind: str, end: int) -> None:
        """Everything from the last piece up to `end` is of this kind; neighbours of a kind join."""
        if end <= self.at:
            return
        cuts = self._cuts
        if cuts and kind in _JOINING and cuts[-1][0] == kind and not self._closed:
            cuts[-1] = (kind, cuts[-1][1], end)
        else:
            cuts.append((kind, self.at, end))
        self._closed = False
        self.at = end

    def close(self) -> None:
        """The next piece stands for itself, even beside one of its kind: a new paragraph begins."""
        self._closed = True

    def pieces(self) -> tuple[Piece, ...]:
        """All pieces; what was never cut is unread."""
        self.cut("unread", len(self._text))
        text = self._text
        return tuple(
            [Piece(kind, Span(start, end), text[start:end]) for kind, start, end in self._cuts]
        )


_JOINING = frozenset(
    {"blank", "paragraph", "unread", "passing", "distribution", "closing", "stamp", "damage"}
)
