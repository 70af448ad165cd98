"""`make bench`, or `python -m bench --cables 25000`: measure, print, keep the result as JSON."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from bench import building, corpus, parsing, searching, serving
from bench.building import Building, Peer
from bench.machine import Machine, describe
from bench.parsing import Parsing
from bench.searching import Searching
from bench.serving import Serving

_HERE = Path(__file__).parent


class Result(msgspec.Struct, frozen=True):
    """One run."""

    command: str
    machine: Machine
    parsing: Parsing
    real: Parsing | None
    """The same over the real pages, where they are at hand."""
    building: Building
    peer: Peer
    searching: Searching
    serving: Serving


def main() -> None:
    """Run every measurement on one dump of invented cables."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cables", type=int, default=25_000, help="how many (default: 25000)")
    parser.add_argument("--rounds", type=int, default=60, help="of each query (default: 60)")
    arguments = parser.parse_args()
    dump = corpus.dump(arguments.cables)
    texts = corpus.texts(dump)
    text_mb = round(sum(len(text.encode()) for _, text in texts) / 1e6, 1)
    real_texts = corpus.real_texts()
    real = parsing.measure(real_texts, rounds=15) if real_texts else None
    read = parsing.measure([text for _, text in texts[:3000]])
    archive, peer = dump.with_suffix(".reftel"), dump.with_suffix(".fts5.sqlite")
    built = building.measure(dump, archive, len(texts), text_mb)
    peer_built = building.measure_peer(texts, peer)
    found = searching.measure(archive, peer, texts, arguments.rounds)
    result = Result(
        f"python -m bench --cables {arguments.cables} --rounds {arguments.rounds}",
        describe(), read, real, built, peer_built, found, serving.measure(archive),
    )  # fmt: skip
    kept = _HERE / "results" / f"{arguments.cables}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n")
    print(report(result))
    _keep(report(result))


def _keep(text: str) -> None:
    """Put the report into the README, in place of the last one."""
    readme = _HERE / "README.md"
    head, mark, _ = readme.read_text(encoding="utf-8").partition("<!-- result -->\n")
    readme.write_text(f"{head}{mark}\n{text}\n", encoding="utf-8")


def report(result: Result) -> str:
    """The run as Markdown tables."""
    read, built, found = result.parsing, result.building, result.searching
    versions = ", ".join(f"{name} {number}" for name, number in result.machine.versions.items())
    rows = [
        ("parse, one core", f"{read.reftel} MB/s, {read.microseconds_a_cable} µs a cable"),
        *([("parse, real pages", f"{result.real.reftel} MB/s")] if result.real else []),
        ("as a scale: `email` on the same text", f"{read.email} MB/s"),
        ("as a scale: `splitlines`", f"{read.splitlines} MB/s"),
        (f"build {built.cables} cables, {built.text_mb} MB of text",
         f"{built.seconds} s, {built.cables_a_second} cables/s, peak {built.peak_mb} MB"),
        ("the same again, nothing new", f"{built.again_seconds} s"),
        ("archive on disk", f"{built.archive_mb} MB, {built.archive_by_text} of the text"),
        ("its store; its index", f"{built.store_mb} MB; {built.index_mb} MB"),
        ("SQLite FTS5 on the same text", f"{result.peer.seconds} s, {result.peer.file_mb} MB"),
        ("search, all classes", f"p50 {found.p50} ms, p99 {found.p99} ms"),
    ]  # fmt: skip
    lines = [
        f"`{result.command}`",
        "",
        (
            f"{result.machine.cores} cores, {result.machine.memory_gb} GB,"
            f" Python {result.machine.python}, {versions}"
        ),
        "",
        "| what | figure |",
        "|---|---|",
        *(f"| {what} | {figure} |" for what, figure in rows),
        "",
        "| query class | cables found | reftel p50, p99 (ms) | FTS5 p50, p99 (ms) |",
        "|---|---|---|---|",
    ]
    for one in found.classes:
        if one.peer_p50 is not None:
            peer = f"{one.peer_p50}, {one.peer_p99}"
        elif one.peer_matches is not None:
            peer = f"finds {one.peer_matches}"
        else:
            peer = "–"
        lines.append(
            f"| {one.name}: `{one.query}` | {one.matches} | {one.p50}, {one.p99} | {peer} |"
        )
    room = result.serving
    lines += [
        "",
        f"| page over loopback, {room.workers} workers | p50, p99 (ms) | kB on the wire, at most |",
        "|---|---|---|",
        *(f"| {one.name} | {one.p50}, {one.p99} | {one.kilobytes} |" for one in room.pages),
        "",
        (
            f"{room.requests_a_second} cable pages a second by four connections at once, p99"
            f" {room.loaded_p99} ms; a first visit to a cable loads {room.first_visit} kB with"
            f" styles, scripts and fonts; the largest serving process holds {room.worker_mb} MB."
        ),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
