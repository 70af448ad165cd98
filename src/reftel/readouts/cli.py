"""The command line: arguments in, one answer out, printed.

Thin: each command opens what it needs, asks once, and hands the answer to a read-out. Its
promises: an error is one plain sentence on standard error, never a traceback; answers go to
standard output alone; nothing a cable contains can take over the terminal.

Everything but click is imported inside the commands, since `reftel --help` has 0.15 s in all and
`reftel show` 0.25 s. Click and not typer, for the same reason: on the same machine importing click
costs 30 ms, typer 60 ms, and typer loads pydantic for another 80 ms once a command has arguments.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reftel.readouts.edge import DONE, EXIT_CODES, NO_ARCHIVE, NOTHING, STOPPED, Commands, complain

if TYPE_CHECKING:
    from reftel.reading import Archive
    from reftel.readouts.record import CableRecord
    from reftel.readouts.terminal import Paper

__all__ = ["FORMATS", "SEED", "SHELLS", "SORTS", "STYLES", "app", "main"]

STYLES = ("chicago", "nara", "bibtex", "ris", "csl", "link")
"""The keys of `citation.STYLES`, which a test checks; importing them would cost time."""

FORMATS = ("jsonl", "csv", "bibtex", "ris")
"""The keys of `export.FORMATS`, likewise."""

SORTS = ("relevance", "date", "-date")
"""`fields.SORTS` of search, likewise."""

SEED = 1894
"""The demo's own, likewise."""

SHELLS = ("bash", "zsh", "fish")
"""Shells that click completes for."""


_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_EPILOG = "Exit codes: " + "; ".join(f"{code} {means}" for code, means in EXIT_CODES.items()) + "."


@click.group(name="reftel", cls=Commands, context_settings=_HELP, epilog=_EPILOG)
@click.version_option(package_name="reftel", message="%(prog)s %(version)s")
def app() -> None:
    """Diplomatic cables, kept whole, read to the paragraph, found again."""


_archive = click.argument("archive", type=click.Path(path_type=Path))
_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@app.command()
@_archive
@click.argument(
    "sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes that read.  [default: one a core]"
)
@click.option("--distrust", is_flag=True, help="Read sources again that look unchanged.")
@_json
def build(
    archive: Path, sources: tuple[Path, ...], *, workers: int | None, distrust: bool, as_json: bool
) -> None:
    r"""Read sources into an archive, which is made when it is not there.

    Files, folders, zip, tar, gzip and CSV dumps; what they are is seen from their content. A
    build can be stopped at any moment and run again; what is held already costs no time.

    \b
    Examples:
      reftel build cables.reftel pages/
      reftel build cables.reftel cables.csv saved-pages.zip
    """
    import gc

    from reftel.build import build as build_archive
    from reftel.readouts.answers import build_lines, json_of
    from reftel.readouts.progress import shown_progress

    # Rows are thousands of small values and no cycle: to look for cycles every 700 of them takes a
    # tenth of the time of the process that writes, more where it reads as well.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    with shown_progress() as progress:
        summary = build_archive(
            archive, sources, workers=workers, progress=progress, distrust=distrust
        )
    _print([json_of(summary)] if as_json else build_lines(summary, _paper()))


class _Asked(click.Command):
    """A command whose words may begin with a minus: -class:secret is a part of a query."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What click does, after options and words of the query were told apart."""
        named = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        valued = {name for one in named if not one.is_flag for name in one.opts}
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for one in rest:
            if one == "--":
                words += rest
            elif one in valued:
                value = next(rest, None)
                if value is None:
                    raise click.BadOptionUsage(one, f"Option {one!r} requires an argument.", ctx)
                options += [one, value]
            elif _OPTION.match(one):
                options.append(one)
            else:
                words.append(one)
        return super().parse_args(ctx, [*options, "--", *words])


_OPTION = re.compile(r"--|-[A-Za-z](?:[0-9]+)?$")
"""A long option, or a single letter as in -n20; everything longer is a query's."""


@app.command(cls=_Asked)
@_archive
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Hits to show at most.",
)
@click.option(
    "--offset", type=click.IntRange(min=0), default=0, help="Hits to pass over before the first."
)
@click.option("--sort", type=click.Choice(SORTS), help="Order, where the query names none.")
@click.option("--facets", is_flag=True, help="Count years, origins, TAGS and so on.")
@_json
@click.option("--csv", "as_csv", is_flag=True, help="Answer in CSV, a hit a row.")
def search(
    archive: Path,
    query: tuple[str, ...],
    *,
    limit: int,
    offset: int,
    sort: str | None,
    facets: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    r"""Find cables; each hit shows the paragraphs the words stand in, with their addresses.

    Words are joined by AND; OR, NOT, "phrases", prefix*, fuzzy~ and fields such as from: tag:
    date: class: work as docs/query.md says. No query is an error: what could not be read is
    mended, and shown. Quote the query for the shell when it holds quotes, stars or brackets; it may
    begin with a minus.

    \b
    Examples:
      reftel search demo.reftel harvest trafficking
      reftel search demo.reftel 'tag:KTIP from:strelsau date:2008..2009'
      reftel search demo.reftel '"grain price"~5 -class:secret' --sort date --facets
    """
    from reftel.errors import Misuse
    from reftel.reading import open_archive
    from reftel.readouts.answers import json_of, problem_lines, search_csv, search_lines

    if as_json and as_csv:
        raise Misuse("Choose one of --json and --csv.")
    with open_archive(archive) as held:
        found = held.search(
            " ".join(query), limit=limit, offset=offset, sort=sort, facets=facets or as_json
        )
    if as_json:
        _print([json_of(found)])
    elif as_csv:
        for line in problem_lines(found, _paper()):
            complain(line)
        _pour(search_csv(found), strangers=True)
    else:
        _print(search_lines(found, _paper()))
    raise click.exceptions.Exit(DONE if found.total else NOTHING)


@app.command()
@_archive
@click.argument("address", metavar="ID[#PAR]")
@click.option("--raw", is_flag=True, help="The original bytes of its page.")
@click.option("--transmitted", is_flag=True, help="The exact text of the telegram.")
@_json
@click.option("--cite", type=click.Choice(STYLES), help="How a scholar cites it.")
@click.option(
    "--version",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Which of its versions, where there are several.",
)
@click.option("--defects", is_flag=True, help="List what is odd, and where.")
def show(
    archive: Path,
    address: str,
    *,
    raw: bool,
    transmitted: bool,
    as_json: bool,
    cite: str | None,
    version: int,
    defects: bool,
) -> None:
    r"""Show a cable as it was meant to be read, or one paragraph of it.

    The id may be written as you have it: 08STRELSAU388, "08 STRELSAU 388", 08STRELSAU00388. On a
    terminal, control characters in --raw and --transmitted are made visible; in a pipe or file
    every byte is as it was.

    \b
    Examples:
      reftel show demo.reftel 08STRELSAU388
      reftel show demo.reftel 08STRELSAU388#par2
      reftel show demo.reftel 08STRELSAU388#par2 --cite chicago
      reftel show demo.reftel 08STRELSAU388 --json > cable.json
    """
    from reftel.errors import Misuse
    from reftel.reading import open_archive

    name, _, place = address.partition("#")
    if sum((raw, transmitted, as_json, cite is not None)) > 1:
        raise Misuse("Choose one of --raw, --transmitted, --json and --cite.")
    if raw and place:
        raise Misuse(
            "--raw shows the bytes of a whole page; ask for {name} without #{place}.",
            name=name,
            place=place,
        )
    with open_archive(archive) as held:
        if raw:
            _write_bytes(held.raw(name, _page_of(held, name, version)))
        elif transmitted:
            cable = held.version(name, version)
            text = cable.text
            if place:
                from reftel.readouts.places import paragraph_at

                spans = paragraph_at(cable.paragraphs, held.id(name), place).spans
                text = "".join(span.of(text) for span in spans)
            _write_bytes(text.encode("utf-8", "surrogatepass"))
        else:
            _show_record(held, name, place, version, as_json=as_json, cite=cite, defects=defects)


def _page_of(held: Archive, name: str, version: int) -> int | None:
    """The best page of a version; None for the first, which is the archive's own choice."""
    from reftel.errors import NotHeld

    if version == 1:
        return None
    for page in held.pages(name):
        if version in (page.version, page.alone):
            return page.key
    raise NotHeld("version {number} of {name}", number=version, name=held.id(name))


def _show_record(
    held: Archive,
    name: str,
    place: str,
    version: int,
    *,
    as_json: bool,
    cite: str | None,
    defects: bool,
) -> None:
    from reftel.readouts.holding import held_record
    from reftel.readouts.places import paragraph_at

    record = held_record(held, name, version)
    paragraph = paragraph_at(record.paragraphs, record.id or name, place) if place else None
    if cite is not None:
        from reftel.readouts.citation import cite as written
        from reftel.readouts.terminal import safe

        _print([safe(written(record, cite, paragraph))])
    elif as_json:
        from reftel.readouts.answers import json_of

        _print([json_of(paragraph or record)])
    else:
        from reftel.readouts.decoded import decoded, decoded_paragraph

        paper = _paper()
        if paragraph is None:
            _print(decoded(record, paper, defects=defects))
        else:
            _print(decoded_paragraph(record, paragraph, paper))


@app.command()
@_archive
@click.option("--quarantine", is_flag=True, help="List all that gave no cable, and why.")
@click.option("--not-held", is_flag=True, help="List the cables referred to and not held.")
@click.option("--coverage", is_flag=True, help="Read all again: what share is understood?")
@_json
def stats(
    archive: Path, *, quarantine: bool, not_held: bool, coverage: bool, as_json: bool
) -> None:
    r"""Say what an archive holds, what is missing, and which defects.

    \b
    Examples:
      reftel stats demo.reftel
      reftel stats demo.reftel --quarantine
      reftel stats demo.reftel --not-held --json
    """
    from reftel.errors import Misuse
    from reftel.reading import open_archive
    from reftel.readouts.answers import (
        NotHeldCable,
        json_of,
        not_held_lines,
        quarantine_lines,
        stats_lines,
    )

    if quarantine + not_held + coverage > 1:
        raise Misuse("Choose one of --quarantine, --not-held and --coverage.")
    with open_archive(archive) as held:
        if quarantine:
            refused = list(held.quarantined())
            _print([json_of(refused)] if as_json else quarantine_lines(refused, _paper()))
        elif not_held:
            missing = [NotHeldCable(*one) for one in held.not_held()]
            _print([json_of(missing)] if as_json else not_held_lines(missing, _paper()))
        elif coverage:
            from reftel.reading.coverage import coverage as measured
            from reftel.readouts.coverage_lines import coverage_lines

            share = measured(held)
            _print([json_of(share)] if as_json else coverage_lines(share, _paper()))
        else:
            answer = held.stats()
            _print([json_of(answer)] if as_json else stats_lines(answer, _paper()))


@app.command()
@_archive
@_json
def check(archive: Path, *, as_json: bool) -> None:
    r"""Verify every digest, count and link; exit code 1 when something does not agree.

    \b
    Example:
      reftel check demo.reftel
    """
    from reftel.reading import check_archive, open_archive
    from reftel.readouts.answers import check_lines, counted, json_of

    findings = list(check_archive(archive))
    if as_json:
        _print([json_of(findings)])
    elif findings:
        _print(check_lines(findings, _paper()))
    else:
        with open_archive(archive) as held:
            checked = counted(len(held), "cable")
        _print([f"{checked} checked: every digest, count and link agrees."])
    raise click.exceptions.Exit(NOTHING if findings else DONE)


@app.command()
@_archive
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="What to write.",
)
@click.option("--query", help="Only what this query finds.  [default: all]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to.  [default: standard output]",
)
def export(archive: Path, *, form: str, query: str | None, output: Path | None) -> None:
    r"""Write all cables, or those that a query finds, for other programs.

    JSON lines hold whole records (docs/json.md); CSV holds a cable a row; BibTeX and RIS are for
    reference managers. All that is found is written, however much it is.

    \b
    Examples:
      reftel export demo.reftel > cables.jsonl
      reftel export demo.reftel --format csv --query "tag:KTIP" -o trafficking.csv
      reftel export demo.reftel --format bibtex --query "tag:KTIP" -o trafficking.bib
    """
    from reftel.reading import open_archive
    from reftel.readouts.export import export_lines
    from reftel.readouts.holding import held_records

    with open_archive(archive) as held:
        names = None if query is None else _found(held, query)
        harmed: list[Exception] = []
        records = held_records(held, names, passed_by=harmed.append)
        lines = export_lines(_or_nothing(records, harmed), form)
        if output is None:
            _pour(lines, strangers=True)
        else:
            # Under another name until it is whole: half an export looks like a whole one.
            part = output.with_name(f"{output.name}.part")
            try:
                file = part.open("w", encoding="utf-8", newline="")
            except OSError as error:  # told of the name that was asked for
                raise OSError(error.errno, error.strerror, str(output)) from error
            try:
                with file:
                    file.writelines(lines)
                part.replace(output)
            finally:
                part.unlink(missing_ok=True)
    for harm in harmed:
        complain(f"Left out: {harm}")
    if harmed:
        raise click.exceptions.Exit(NO_ARCHIVE)


def _found(held: Archive, query: str) -> tuple[str, ...]:
    """Ids of all that a query finds, its problems told on standard error."""
    from reftel.readouts.answers import problem_lines
    from reftel.readouts.terminal import Paper

    found = held.matching(query)
    for line in problem_lines(found, Paper()):
        complain(line)
    return found.ids


def _or_nothing(records: Iterator[CableRecord], harmed: list[Exception]) -> Iterator[CableRecord]:
    """The same records; exit code 1 after an export of none, where none was harmed."""
    count = 0
    for record in records:
        count += 1
        yield record
    if not count and not harmed:
        complain("Nothing found.")
        raise click.exceptions.Exit(NOTHING)


@app.command()
@click.argument("archive", required=False, default="demo.reftel", type=click.Path(path_type=Path))
@click.option(
    "--cables",
    type=click.IntRange(min=1),
    help="As many cables, in one CSV dump.  [default: a small library in every form]",
)
@click.option(
    "--seed", default=SEED, show_default=True, help="Another seed, another invented world."
)
def demo(archive: Path, *, cables: int | None, seed: int) -> None:
    r"""Invent an archive to try everything on: fictional posts, and every kind of telegram.

    The pages it is built from stay beside it, in a folder NAME-pages. The same seed gives the
    same archive, and a second run finds nothing new. An archive with other cables is refused.

    \b
    Examples:
      reftel demo
      reftel demo large.reftel --cables 25000
    """
    from reftel.build import build as build_archive
    from reftel.readouts.answers import build_lines
    from reftel.readouts.demonstration import invented_pages, refuse_others
    from reftel.readouts.progress import shown_progress

    refuse_others(archive)
    pages = invented_pages(archive, cables, seed)
    with shown_progress() as progress:
        summary = build_archive(archive, [pages], progress=progress)
    _print(build_lines(summary, _paper()))


@app.command()
@_archive
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port to listen on; 0 for any that is free.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that answer.",
)
@click.option("--root", default="", help="Path it is mounted under by a proxy in front: /room.")
@click.option(
    "--shared/--not-shared",
    default=None,
    help="Let scripts of other sites read /api.  [default: where other machines reach it]",
)
@click.option(
    "--words",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The interface in another language: a file .mo.",
)
def serve(archive: Path, **how: Any) -> None:
    r"""Open the reading room in a browser, and its values as JSON below /api.

    The address to open is printed once it answers; Ctrl-C ends it. Only this machine can reach
    it, unless --host says otherwise. Nothing is written, and a build may go on meanwhile.

    \b
    Examples:
      reftel serve demo.reftel
      reftel serve cables.reftel --port 9000 --workers 4
    """
    from reftel.readouts.web.serve import serve as answer

    try:
        answer(archive, **how, told=lambda address: _print([address]))
    except KeyboardInterrupt:  # the way it is meant to end
        raise click.exceptions.Exit(STOPPED) from None


@app.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    r"""Print what makes a shell complete commands and options.

    \b
    Examples, each in the shell's own start-up file:
      eval "$(reftel completion bash)"
      eval "$(reftel completion zsh)"
      reftel completion fish | source
    """
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    assert completer is not None
    _print([completer(app, {}, "reftel", "_REFTEL_COMPLETE").source()])


# --- writing ---


def _paper() -> Paper:
    from reftel.readouts.terminal import Paper

    return Paper.of(sys.stdout)


def _print(lines: Iterable[str]) -> None:
    _pour(line + "\n" for line in lines)


def _pour(pieces: Iterable[str], *, strangers: bool = False) -> None:
    """Write pieces; those with words of cables in them are made harmless on a terminal."""
    from reftel.readouts.terminal import output, safe

    stream = output()
    if strangers and stream.isatty():
        pieces = (safe(piece.replace("\r\n", "\n")) for piece in pieces)
    stream.writelines(pieces)
    stream.flush()  # here, so that a pipe whose reader has gone is met inside click


def _write_bytes(data: bytes) -> None:
    """As they are; on a terminal as text in which every control character is visible."""
    from reftel.readouts.terminal import output, safe

    stream = output()
    if stream.isatty():
        stream.write(safe(data.decode("utf-8", "replace")))
    else:
        stream.flush()
        stream.buffer.write(data)
    stream.flush()


def main() -> None:
    """The command, from its words to its exit code."""
    app(prog_name="reftel")
