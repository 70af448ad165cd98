"""What build, search, stats and check answer, as lines for a person or as JSON.

In: the values that these give. Out: lines that fit the paper, or the same value as JSON: one
answer, and no figure that only one of its dresses shows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from reftel.defects import CODES
from reftel.readouts.decoded import moment_words
from reftel.readouts.spreadsheet import cell
from reftel.readouts.terminal import Paper, columns, json_safe, safe, wrap

if TYPE_CHECKING:  # `show` prints JSON too, and has no time to import what builds
    from reftel.archive.check import Finding
    from reftel.archive.shelf import Quarantined
    from reftel.archive.stats import Stats
    from reftel.build.summary import Refused, Summary
    from reftel.reading.finding import Found, Hit, HitSnippet, Matching
    from reftel.search.problems import Problem
    from reftel.spans import Span

__all__ = [
    "NotHeldCable",
    "build_lines",
    "check_lines",
    "counted",
    "json_of",
    "not_held_lines",
    "problem_lines",
    "quarantine_lines",
    "search_csv",
    "search_lines",
    "stats_lines",
]

_MOST = 10


def json_of(value: object) -> str:
    """Any answer as indented JSON, with nothing in it that a terminal would obey."""
    return json_safe(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def counted(number: int, noun: str) -> str:
    """1 cable, 1,295 cables."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _size(size: float) -> str:
    """Bytes in the unit that a person would choose: 1.5 kB, 1.65 GB."""
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:,.4g} GB"


def _said(text: str, paper: Paper, *names: str) -> Iterator[str]:
    """A sentence on as many lines as it needs, in these styles."""
    for line in wrap(safe(text), paper.width, indent="  ", first=""):
        yield paper.style(line, *names)


def build_lines(summary: Summary, paper: Paper) -> Iterator[str]:
    """What a build did, what it could not read, and what was odd."""
    if summary.sources == summary.unchanged and not summary.changed:
        yield from _said(
            f"Nothing new: {counted(summary.sources, 'source')}, all as before.", paper
        )
        return
    rate = summary.bytes / summary.seconds if summary.seconds else 0.0
    yield from _said(
        f"Read {counted(summary.read, 'record')} of {counted(summary.sources, 'source')}"
        f" in {summary.seconds:.1f} s, {_size(summary.bytes)} at {_size(rate)} a second.",
        paper,
    )
    facts = [
        ("new cables", summary.new),
        ("new versions of cables held", summary.versions),
        ("further sections of cables held", summary.sections),
        ("further pages of the same text", summary.pages),
        ("records held before", summary.again),
        ("records read anew, with another result", summary.changed),
        ("sources unchanged", summary.unchanged),
    ]
    yield from _table({name: count for name, count in facts if count}, paper)
    yield from _coded("In quarantine", summary.quarantined, paper)
    for one in summary.refused:
        yield from _refused(one, paper)
    unnamed = sum(summary.quarantined.values()) - len(summary.refused)
    if unnamed > 0:
        more = f"and {unnamed:,} more; reftel stats ARCHIVE --quarantine lists them"
        yield from wrap(more, paper.width, first="  ", indent="  ")
    yield from _coded("Defects", summary.defects, paper)


def stats_lines(stats: Stats, paper: Paper) -> Iterator[str]:
    """What an archive holds, what is missing, and which defects."""
    held = f"{counted(stats.cables, 'cable')} on {counted(stats.pages, 'page')}"
    if stats.several_versions:
        held += f", {stats.several_versions:,} in more than one version"
    yield from _said(held, paper, "bold")
    if stats.first and stats.last:
        first, last = moment_words(stats.first), moment_words(stats.last)
        yield from _said(f"sent from {first} to {last}", paper)
    yield from _said(
        f"{counted(stats.records, 'record')} from {counted(stats.sources, 'source')},"
        f" {_size(stats.bytes)} kept in {_size(stats.stored)};"
        f" {counted(stats.characters, 'character')} of text",
        paper,
    )
    yield from _said(
        f"{counted(stats.mentions, 'reference')}, {stats.resolved:,} of them to cables held;"
        f" {counted(stats.missing, 'cable')} referred to and not held",
        paper,
    )
    for title, counts, most in (
        ("Years", stats.years, len(stats.years)),
        ("Origins", stats.origins, _MOST),
        ("Classification", stats.classifications, len(stats.classifications)),
        ("Published forms", stats.formats, len(stats.formats)),
    ):
        if counts:
            yield ""
            yield paper.style(title, "bold")
            named = {name or "(not known)": count for name, count in counts.items()}
            yield from _table(named, paper, most=most)
    yield from _coded("Defects", stats.defects, paper)
    yield from _coded("In quarantine", stats.quarantined, paper)


def quarantine_lines(refused: Iterable[Quarantined], paper: Paper) -> Iterator[str]:
    """What gave no cable, by name, each with the reason."""
    none = True
    for one in refused:
        none = False
        yield from _refused(one, paper)
    if none:
        yield "Nothing is in quarantine."


def _refused(one: Quarantined | Refused, paper: Paper) -> Iterator[str]:
    yield f"  {safe(one.name)}"  # on one line, however long, to be copied whole
    reason = safe(f"{one.reason} ({one.code})")
    yield from wrap(reason, paper.width, first="      ", indent="      ")


class NotHeldCable(msgspec.Struct, frozen=True):
    """A cable that others refer to and that the archive does not hold."""

    id: str
    mentions: int
    """How often it is referred to."""


def not_held_lines(missing: Sequence[NotHeldCable], paper: Paper) -> Iterator[str]:
    """Their ids, the most wanted first as they come, each with how often it is referred to."""
    if not missing:
        yield "Every cable that is referred to is held."
    yield from _table({one.id: one.mentions for one in missing}, paper)


def check_lines(findings: Iterable[Finding], paper: Paper) -> Iterator[str]:
    """Each finding on lines of its own, as it comes."""
    for finding in findings:
        text = safe(f"{finding.address}: {finding.sentence} ({finding.code})")
        yield from wrap(text, paper.width, indent="    ")


# --- search ---

_FACET_VALUES = 8


DAMAGED = "Its text cannot be read: what is stored of it is damaged. See: reftel check"
"""Said of a hit in place of its passages."""


def search_lines(found: Found, paper: Paper) -> Iterator[str]:
    """How many, how the query was read where it had to be mended, the hits, the facets."""
    yield from problem_lines(found, paper)
    if found.problems:
        yield from _said(f"Read as: {found.understood}", paper)
        yield ""
    first, last = found.offset + 1, found.offset + len(found.hits)
    if not found.total:
        yield "No cable found."
    elif not found.hits:
        yield f"{counted(found.total, 'cable')}."
    elif len(found.hits) == found.total:
        yield f"{counted(found.total, 'cable')}:"
    else:
        shown = f"{first:,}" if first == last else f"{first:,} to {last:,}"
        yield f"{counted(found.total, 'cable')}, showing {shown}:"
    for hit in found.hits:
        yield ""
        yield from _hit(hit, paper)
    yield from _facets(found, paper)


def _hit(hit: Hit, paper: Paper) -> Iterator[str]:
    facts = [moment_words(hit.created or ""), hit.origin or "", hit.classification or ""]
    yield from _head(hit.id, [fact for fact in facts if fact], paper)
    subject = hit.subject or "(no subject)"
    marks = hit.subject_marks if hit.subject else ()
    yield from wrap(
        _with_marks(subject, marks, paper, "bold"), paper.width, indent="  ", first="  "
    )
    if hit.damaged:
        yield from wrap(paper.style(DAMAGED, "dim"), paper.width, indent="  ", first="  ")
    for snippet in hit.snippets:
        yield from _snippet(snippet, paper)


def _head(name: str, facts: Sequence[str], paper: Paper) -> Iterator[str]:
    """An id and what is known beside it, in lines of words where it is too wide for one."""
    shown = paper.style(name, "bold", "cyan")
    rest = "  ".join(facts)
    if columns(safe(f"{name}  {rest}")) <= paper.width:
        yield shown + "  " + paper.style(rest, "dim")
        return
    yield shown
    for fact in facts:
        for line in wrap(safe(fact), paper.width, first="    ", indent="      "):
            yield paper.style(line, "dim")


def _snippet(snippet: HitSnippet, paper: Paper) -> Iterator[str]:
    """The address, then the text with the words that were found set off."""
    place = snippet.address.partition("#")[2]
    lead = f"  #{safe(place)}  "
    text = _with_marks(snippet.text, snippet.marks, paper)
    yield from wrap(text, paper.width, first=lead, indent="      ")


def _with_marks(text: str, marks: Sequence[Span], paper: Paper, *names: str) -> str:
    """The words of a text in these styles, the letters at `marks` set off.

    Each word carries its own styles, so that lines may be cut between any two.
    """
    return " ".join(_marked(start, word, text, marks, paper, names) for start, word in _words(text))


def _marked(
    start: int, word: str, text: str, marks: Sequence[Span], paper: Paper, names: Sequence[str]
) -> str:
    parts, at, end = [], start, start + len(word)
    for mark in marks:
        if mark.end <= at or mark.start >= end:
            continue
        begin, stop = max(mark.start, at), min(mark.end, end)
        parts.append(paper.style(text[at:begin], *names))
        parts.append(paper.style(text[begin:stop], "bold", "yellow"))
        at = stop
    return "".join([*parts, paper.style(text[at:end], *names)])


def _words(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield at, word
        at += len(word)


def _facets(found: Found, paper: Paper) -> Iterator[str]:
    # Months are for a timeline, which has no room here; years are among the facets.
    named = {name: some for name, some in found.facets.items() if some and name != "month"}
    if named:
        yield ""
    for name, values in named.items():
        top = sorted(values, key=lambda one: -one.count)[:_FACET_VALUES]
        listed = [one for one in values if one in top]
        shown = " · ".join(f"{one.value} {one.count:,}" for one in listed)
        others = max(found.facets_in_all.get(name, 0), len(values)) - len(listed)
        more = f" · and {others:,} more" if others else ""
        lines = wrap(safe(shown + more), paper.width, first=f"{name:<9} ", indent=" " * 10)
        yield from lines


def problem_lines(found: Found | Matching, paper: Paper) -> Iterator[str]:
    """Each problem below the letters of the query that it is about."""
    for problem in found.problems:
        query, start, end = _excerpt(found.query, problem.span, paper.width - 2)
        before = columns(query[:start])
        letters = max(columns(query[start:end]), 1)
        yield "  " + query
        yield "  " + " " * before + paper.style("^" * letters, "yellow")
        yield from wrap(safe(_sentence(problem)), paper.width, first="  ", indent="  ")


_BEFORE = 12
"""Characters of a long query that are shown before the letters in question."""


def _excerpt(query: str, span: Span, width: int) -> tuple[str, int, int]:
    """The query, or the part of it that fits and holds the letters; and where these stand there."""
    query = safe(query.replace("\n", " ").replace("\t", " "))  # as many characters as before
    if columns(query) <= width:
        return query, span.start, span.end
    first = max(min(span.start - _BEFORE, len(query) - width + 1), 0)
    lead = "…" if first else ""
    end = first
    room = width - len(lead) - 1  # a column for the dots after it
    while end < len(query) and (wide := columns(query[end])) <= room:
        room -= wide
        end += 1
    shown = lead + query[first:end] + ("…" if end < len(query) else "")
    at = min(span.start, end) - first + len(lead)
    return shown, at, max(min(span.end, end) - first + len(lead), at)


def _sentence(problem: Problem) -> str:
    if problem.suggestion is None:
        return problem.sentence
    return f"{problem.sentence} Perhaps: {problem.suggestion}"


def search_csv(found: Found) -> Iterator[str]:
    """A hit a row, under a row of names; the snippet is the best one."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(
        ["id", "created", "origin", "classification", "tags", "subject", "address", "snippet"]
    )
    for hit in found.hits:
        best = hit.snippets[0] if hit.snippets else None
        row = [
            hit.id,
            hit.created,
            hit.origin,
            hit.classification,
            " | ".join(hit.tags),
            hit.subject,
            best.address if best else hit.id,
            " ".join(best.text.split()) if best else "",
        ]
        writer.writerow([cell(one or "") for one in row])
    yield line.getvalue()


# --- tables ---


def _table(counts: Mapping[str, int], paper: Paper, *, most: int | None = None) -> Iterator[str]:
    rows = list(counts.items())
    shown = rows[:most]
    if not shown:
        return
    wide = max(len(f"{count:,}") for _, count in shown)
    tops = max(count for _, count in shown)
    names = min(max(columns(safe(name)) for name, _ in shown), paper.width - wide - 6)
    room = min(max(paper.width - names - wide - 8, 0), 30)
    for name, count in shown:
        bar = "▇" * round(room * count / tops) if most is not None and tops else ""
        label = _cut(safe(name), names)
        pad = " " * (names - columns(label))
        yield f"  {label}{pad}  {count:>{wide},}  {paper.style(bar, 'dim')}".rstrip()
    if len(rows) > len(shown):
        rest = sum(count for _, count in rows[len(shown) :])
        yield from wrap(
            f"and {len(rows) - len(shown):,} more with {rest:,} (--json lists them)",
            paper.width, first="  ", indent="  ",
        )  # fmt: skip


def _cut(text: str, width: int) -> str:
    return text if columns(text) <= width else text[: width - 1] + "…"


def _coded(title: str, counts: Mapping[str, int], paper: Paper) -> Iterator[str]:
    """Codes with their sentences, the most frequent first."""
    if not counts:
        return
    yield ""
    yield paper.style(f"{title}: {sum(counts.values()):,}", "bold")
    ordered = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    wide = max(len(f"{count:,}") for _, count in ordered)
    for code, count in ordered[:_MOST]:
        sentence = f"{CODES.get(code, '')} ({code})"
        lead = f"  {count:>{wide},}  "
        yield from wrap(safe(sentence), paper.width, first=lead, indent=" " * len(lead))
    rest = ordered[_MOST:]
    if rest:
        kinds, count = f"{len(rest):,} more kinds", sum(count for _, count in rest)
        lead = f"  {count:>{wide},}  "
        sentence = f"of {kinds} (--json lists them)"
        yield from wrap(sentence, paper.width, first=lead, indent=" " * len(lead))
