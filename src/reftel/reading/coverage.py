"""How much of an archive's text is understood: the characters in each kind of piece.

In: an open archive. Out: `Coverage`. Every cable is read again from its preferred version, one at
a time; nothing of it is kept but counts and the lines that could not be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from reftel.reading import Archive

__all__ = ["Coverage", "Share", "SourceShare", "UnreadLine", "coverage"]

_MOST_LINES = 100_000
"""Different unread lines that are counted apart; a new one beyond them is counted with the rest."""
_DIGITS = re.compile(r"\d")
_ROW = re.compile(r"#\d+$")


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What is understood of some cables."""

    cables: int
    characters: int
    unread: int
    """Characters in pieces of the kind unread."""
    kinds: dict[str, int]
    """Kind of piece to characters, the most first."""


class SourceShare(msgspec.Struct, frozen=True, kw_only=True):
    """What one source gave: a folder of files, or a file that holds many."""

    pages: int
    """All that were read, whether a cable is read from them or from another publication of it."""
    quarantined: int
    """Records, and pages of records, that gave no cable."""
    cables: int
    """Those that are read from a page of it."""
    characters: int
    """Of these cables."""
    unread: int


class UnreadLine(msgspec.Struct, frozen=True):
    """A line that fits no known kind, and those that differ from it in digits alone."""

    line: str
    """As it stands where it was met first, its white space folded."""
    count: int
    cable: str
    """The first cable that has it."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What is understood of an archive."""

    whole: Share
    forms: dict[str, Share]
    """Published form to the cables whose preferred page has it, the most characters first."""
    sources: dict[str, SourceShare]
    """Folder or file to what it gave, by name. What came from several counts for the first."""
    years: dict[str, Share]
    """Year, empty where it is not known."""
    posts: dict[str, Share]
    """Post in words, empty where it is not known; the most characters first."""
    lines: list[UnreadLine]
    """The unread lines, the most frequent first."""
    uncounted: int
    """Unread lines left out of `lines`, since it held too many different ones already."""


class _Tally:
    """Counts of one group while they grow."""

    __slots__ = ("cables", "kinds")

    def __init__(self) -> None:
        self.cables = 0
        self.kinds: Counter[str] = Counter()

    def share(self) -> Share:
        return Share(
            cables=self.cables,
            characters=self.kinds.total(),
            unread=self.kinds["unread"],
            kinds=dict(sorted(self.kinds.items(), key=lambda row: (-row[1], row[0]))),
        )


def coverage(archive: Archive) -> Coverage:
    """Read all cables and count their characters: some minutes for a quarter of a million."""
    whole = _Tally()
    forms: dict[str, _Tally] = {}
    years: dict[str, _Tally] = {}
    posts: dict[str, _Tally] = {}
    sources: dict[str, _SourceTally] = {}
    lines = _Lines()
    for refused in archive.quarantined():
        sources.setdefault(_source(refused.name), _SourceTally()).quarantined += 1
    for name in archive:
        cable, listing = archive[name], archive.listing(name)
        counted: Counter[str] = Counter()
        for piece in cable.pieces:
            counted[piece.kind] += len(piece.text)
        if counted["unread"]:
            lines.add(name, (piece.text for piece in cable.pieces if piece.kind == "unread"))
        pages = archive.pages(name)
        for page in pages:
            source = sources.setdefault(_source(min(page.names, default="")), _SourceTally())
            source.pages += 1
            if page.preferred:
                source.cables += 1
                source.characters += counted.total()
                source.unread += counted["unread"]
        form = next((page.format for page in pages if page.preferred), "")
        for tally in (
            whole,
            forms.setdefault(form, _Tally()),
            years.setdefault((listing.created or "")[:4], _Tally()),
            posts.setdefault(listing.origin or listing.station or "", _Tally()),
        ):
            tally.cables += 1
            tally.kinds.update(counted)
    return Coverage(
        whole=whole.share(),
        forms=_most_first(forms),
        sources={name: tally.share() for name, tally in sorted(sources.items())},
        years={year: tally.share() for year, tally in sorted(years.items())},
        posts=_most_first(posts),
        lines=lines.most_first(),
        uncounted=lines.uncounted,
    )


class _SourceTally:
    """Counts of one source while they grow."""

    __slots__ = ("cables", "characters", "pages", "quarantined", "unread")

    def __init__(self) -> None:
        self.pages = self.quarantined = self.cables = self.characters = self.unread = 0

    def share(self) -> SourceShare:
        return SourceShare(
            pages=self.pages,
            quarantined=self.quarantined,
            cables=self.cables,
            characters=self.characters,
            unread=self.unread,
        )


def _source(name: str) -> str:
    """The folder of a file; a file that holds members or rows is a source by itself."""
    file, inside, _ = name.partition("!/")
    row = _ROW.search(file)
    if inside or row:
        return file[: row.start()] if row else file
    return name.rpartition("/")[0]


def _most_first(tallies: dict[str, _Tally]) -> dict[str, Share]:
    shares = {name: tally.share() for name, tally in tallies.items()}
    return dict(sorted(shares.items(), key=lambda row: (-row[1].characters, row[0])))


class _Lines:
    """Unread lines, those that differ in digits alone counted as one."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, tuple[str, str]] = {}
        self.uncounted = 0

    def add(self, cable: str, pieces: Iterable[str]) -> None:
        for line in (" ".join(line.split()) for piece in pieces for line in piece.split("\n")):
            if not line:
                continue
            shape = _DIGITS.sub("0", line)
            if shape not in self._first:
                if len(self._first) == _MOST_LINES:
                    self.uncounted += 1
                    continue
                self._first[shape] = line, cable
            self._counts[shape] += 1

    def most_first(self) -> list[UnreadLine]:
        rows = sorted(self._counts.items(), key=lambda row: (-row[1], row[0]))
        return [
            UnreadLine(self._first[shape][0], count, self._first[shape][1]) for shape, count in rows
        ]
