"""The coverage of an archive in a terminal: what share of its text is understood, and where not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reftel.reading.coverage import Coverage, Share, SourceShare
from reftel.readouts.answers import counted
from reftel.readouts.terminal import Paper, columns, safe, wrap

__all__ = ["coverage_lines"]

_MOST = 20
"""Posts and lines that are shown; `--json` gives all."""


def coverage_lines(found: Coverage, paper: Paper) -> Iterator[str]:
    """Share of each kind of piece; share unread of each form, year and post; the unread lines."""
    whole = found.whole
    yield paper.style(
        f"{counted(whole.characters, 'character')} in {counted(whole.cables, 'cable')},"
        f" {_percent(whole.characters - whole.unread, whole.characters)} understood",
        "bold",
    )
    yield ""
    yield paper.style("Kinds of pieces", "bold")
    for kind, number in whole.kinds.items():
        yield f"  {kind:<16} {number:>15,}  {_percent(number, whole.characters):>9}"
    yield from _groups("Unread, by published form", found.forms, paper)
    yield from _sources(found.sources, paper)
    yield from _groups("Unread, by year", found.years, paper)
    yield from _groups("Unread, by post", found.posts, paper, most=_MOST)
    if found.lines:
        yield ""
        yield paper.style("Unread lines", "bold")
    for one in found.lines[:_MOST]:
        lead = f"  {one.count:>7,}  "
        yield from wrap(
            safe(f"{one.line[:200]} ({one.cable})"),
            paper.width,
            first=lead,
            indent=" " * len(lead),
        )
    rest = len(found.lines) - _MOST
    if rest > 0:
        yield f"           and {rest:,} more (--json lists them)"


def _sources(sources: Mapping[str, SourceShare], paper: Paper) -> Iterator[str]:
    """What each folder or file gave; where there are many, those that were refused most."""
    rows = sorted(sources.items(), key=lambda row: (-row[1].quarantined, row[0]))
    yield ""
    yield paper.style("What each source gave", "bold")
    for name, share in rows[:_MOST]:
        told = [counted(share.pages, "page"), f"{share.quarantined:,} in quarantine"]
        if share.characters:
            understood = _percent(share.characters - share.unread, share.characters)
            told.append(f"{understood} of {counted(share.characters, 'character')} understood")
        yield from wrap(
            safe(f"{name or '.'}: {', '.join(told)}"), paper.width, first="  ", indent="    "
        )
    if len(rows) > _MOST:
        yield f"  and {len(rows) - _MOST:,} more (--json lists them)"


def _groups(
    title: str, groups: Mapping[str, Share], paper: Paper, *, most: int | None = None
) -> Iterator[str]:
    """The share unread of each group; where not all are shown, the worst."""
    rows = [(name or "(not known)", share) for name, share in groups.items()]
    if most is not None and len(rows) > most:
        rows = sorted(rows, key=lambda row: -_part(row[1]))[:most]
        title += f", the {most} worst of {len(groups)}"
    yield ""
    yield paper.style(title, "bold")
    wide = min(max((columns(safe(name)) for name, _ in rows), default=0), paper.width - 40)
    for name, share in rows:
        label = safe(name)[:wide]
        pad = " " * (wide - columns(label))
        yield (
            f"  {label}{pad}  {_percent(share.unread, share.characters):>9}"
            f"  of {share.characters:,}"
        )


def _part(share: Share) -> float:
    return share.unread / share.characters if share.characters else 0.0


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.3f} %" if whole else "–"
