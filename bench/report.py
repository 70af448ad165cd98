"""The results as Markdown: tables of one run, and what grows how over all runs.

A time of a peer stands only where it finds as many cables; a part that began while the machine had
other work says so above its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench import plot
from bench.building import PeerBuilding, Run
from bench.growing import Growing
from bench.pages import Pages
from bench.parsing import Parsing
from bench.result import BUSY, RESULTS, Result, kept
from bench.searching import ClassTimes, Searching, Times
from bench.serving import Serving

__all__ = ["growth", "run_tables", "write"]

_README = Path(__file__).parent / "README.md"
_BEGIN, _END = "<!-- results -->\n", "<!-- end of results -->\n"
_PICTURE = "growth.svg"


def write(readme: Path = _README, results: Path = RESULTS) -> None:
    """Put all that is kept into the README, in place of what stood there, and draw the plot."""
    all_ = kept(results)
    head, rest = readme.read_text(encoding="utf-8").split(_BEGIN)
    tail = rest.split(_END)[1]
    parts = [
        f"![Build time, memory, disk and answers, by number of cables](results/{_PICTURE})",
        growth(all_),
        *(f"### {_title(one)}\n\n{run_tables(one)}" for one in reversed(all_)),
    ]
    text = "\n\n".join(parts)
    readme.write_text(f"{head}{_BEGIN}\n{text}\n\n{_END}{tail}", encoding="utf-8")
    (results / _PICTURE).write_text(plot.draw(all_), encoding="utf-8")


def _title(result: Result) -> str:
    return f"{result.size.cables:,} cables" if result.size else result.name


def growth(results: Sequence[Result]) -> str:
    """A row of reftel alone for each number of cables."""
    rows = []
    for one in results:
        if one.size is None or one.building is None:
            continue
        built, found = one.building, one.searching
        best = built.runs[-1]
        rows.append(
            (
                f"{one.size.cables:,}",
                f"{built.text_mb:,.0f}",
                f"{best.seconds:,.1f}{_star(built.load)}",
                f"{one.size.cables / best.seconds:,.0f}",
                f"{best.peak_mb:,.0f}",
                f"{built.again_seconds:.2f}",
                f"{built.archive_mb:,.0f}",
                f"{built.archive_by_text:.3f}",
                f"{found.p50}, {found.p99}{_star(found.load)}" if found else "",
                f"{found.first_p50}, {found.first_p99}" if found else "",
            )
        )
    heads = (
        "cables", "text MB", "build s", "cables a second", "peak MB", "again s", "archive MB",
        "of the text", "answer p50, p99 ms", "first asks",
    )  # fmt: skip
    return f"{_table(heads, rows)}\n\n\\* while the machine had other work."


def _star(load: float) -> str:
    return r"\*" if load >= BUSY else ""


def run_tables(result: Result) -> str:
    """All parts of one run that there are."""
    versions = ", ".join(f"{name} {number}" for name, number in result.machine.versions.items())
    parts = [
        f"`{result.command}`",
        (
            f"{result.machine.cores} cores, {result.machine.memory_gb} GB, {result.machine.system},"
            f" Python {result.machine.python}, {versions}"
        ),
    ]
    if result.size:
        size = result.size
        made = result.making
        parts.append(
            f"{size.cables:,} cables, {size.text_bytes / 1e6:,.1f} MB of text in"
            f" {size.source_bytes / 1e6:,.1f} MB of records"
            + (f"; the dump was written in {made.seconds} s and {made.peak_mb} MB" if made else "")
            + "."
        )
    if result.parsing:
        parts.append(_parsing(result.parsing, result.real))
    if result.building or result.peers:
        parts.append(_building(result))
    if result.searching:
        parts += [_searching(result.searching), _engines(result.searching)]
    if result.serving:
        parts.append(_serving(result.serving))
    if result.pages:
        parts.append(_pages(result.pages))
    if result.growing:
        parts.append(_growing(result.growing))
    return "\n\n".join(parts)


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _marked(load: float, table: str) -> str:
    if load < BUSY:
        return table
    return f"*Measured while others took {load} cores:*\n\n{table}"


def _parsing(read: Parsing, real: Parsing | None) -> str:
    rows = [("reftel.parse", f"{read.reftel} ({read.microseconds_a_cable} µs a cable)",
             real.reftel if real else "–")]  # fmt: skip
    others = {one.name: one.mb_a_second for one in real.scales} if real else {}
    for one in read.scales:
        rate = "not installed" if one.mb_a_second is None else str(one.mb_a_second)
        rows.append((f"as a scale: {one.name} {one.version}".strip(), rate,
                     others.get(one.name) or "–"))  # fmt: skip
    heads = ("one core", f"MB/s, {read.cables:,} invented cables", "MB/s, real pages")
    return _marked(read.load, _table(heads, rows))


def _building(result: Result) -> str:
    rows: list[tuple[str, ...]] = []
    built = result.building
    if built:
        disk = f"{built.archive_mb} (store {built.store_mb}, index {built.index_mb})"
        rows += [_run(f"reftel {_version(result)}", one, disk, built.archive_by_text)
                 for one in built.runs]  # fmt: skip
        rows.append(("reftel, nothing new", "", f"{built.again_seconds}", "", "", "", "", ""))
    for peer in result.peers:
        rows += _peer(peer)
    heads = ("build", "workers", "s", "CPU s", "MB/s of text", "peak MB", "disk MB", "of the text")
    load = max([built.load] if built else [0.0], default=0.0)
    busy = {one.name: one.load for one in result.peers if one.runs and one.load >= BUSY}
    table = _marked(load, _table(heads, rows))
    if built and built.pace:
        pace = ", ".join(f"{rate:,.0f}" for rate in built.pace)
        table += f"\n\nreftel's pace, records a second in each fifth of its time: {pace}."
    if busy:
        names = ", ".join(f"{name} ({one})" for name, one in busy.items())
        table += f"\n\nBuilt while others took cores: {names}."
    return table


def _version(result: Result) -> str:
    return result.machine.versions["reftel"]


def _run(name: str, one: Run, disk: str, share: float) -> tuple[str, ...]:
    return (
        name, str(one.workers), f"{one.seconds:,.1f}", _cpu(one), str(one.text_mb_a_second),
        f"{one.peak_mb:,.0f}", disk, str(share),
    )  # fmt: skip


def _cpu(one: Run) -> str:
    return "" if one.cpu_seconds is None else f"{one.cpu_seconds:,.1f}"


def _peer(peer: PeerBuilding) -> list[tuple[str, ...]]:
    if peer.absent:
        return [(peer.name, peer.absent, "", "", "", "", "", "")]
    name = f"{peer.name} {peer.version}"
    return [_run(name, one, str(peer.disk_mb), peer.disk_by_text) for one in peer.runs]


def _searching(found: Searching) -> str:
    peers = [name for name in found.engines if name != "reftel"]
    rows = [
        (
            f"{one.name}: `{one.query}`",
            f"{one.engines['reftel'].matches[0] or 0:,}",
            _ours(one.engines["reftel"]),
            _ours(one.whole),
            *(_beside(one, peer) for peer in peers),
        )
        for one in found.classes
    ]
    heads = ("query class: the first query", "cables", "reftel", "reftel, with facets", *peers)
    table = _table(heads, rows)
    asks = (
        "p50, p99 in ms, of reftel the median of first asks behind them;"
        f" {found.variants} queries a class, each asked {found.rounds} times, the"
        f" slow ones less often. All of reftel's answers with facets: p50 {found.p50} ms, p99"
        f" {found.p99} ms; of first asks alone p50 {found.first_p50} ms, p99 {found.first_p99} ms."
    )
    return f"{_marked(found.load, table)}\n\n{asks}"


def _pair(times: Times) -> str:
    return f"{times.p50}, {times.p99}" if times.asks else "–"


def _ours(times: Times) -> str:
    """With the first asks: reftel remembers the facets of a query, and the forms of a word."""
    return f"{_pair(times)}; {times.first}"


def _beside(one: ClassTimes, peer: str) -> str:
    times, ours = one.engines[peer], one.engines["reftel"]
    if not times.asks:
        return "–"
    asked = [(a, b) for a, b in zip(times.matches, ours.matches, strict=True) if a is not None]
    wrong = next(((a, b) for a, b in asked if a != b), None)
    if wrong:
        return f"finds {wrong[0]:,} where reftel finds {wrong[1] or 0:,}"
    few = f" ({times.asks} asks)" if times.asks < 5 else ""
    return f"{_pair(times)}{few}"


def _engines(found: Searching) -> str:
    cold = "file cache emptied" if any(e.cold_dropped for e in found.engines.values()) else "warm"
    heads = ("engine", "open ms", f"open and first answer ms ({cold} disk)", "memory MB",
             "answers/s, 1 client", "2 clients")  # fmt: skip
    rows = [
        (name, one.opened_ms, one.cold_ms, one.memory_mb, one.throughput.one, one.throughput.two)
        for name, one in found.engines.items()
    ]
    return _table(heads, rows)


def _serving(room: Serving) -> str:
    made_before = room.again_a_second
    again = f", and {made_before} of pages made a moment before" if made_before else ""
    heads = (
        f"page over loopback, {room.workers} workers", "p50, p99 (ms)", "kB on the wire, at most",
    )  # fmt: skip
    rows = [(one.name, f"{one.p50}, {one.p99}", one.kilobytes) for one in room.pages]
    return (
        f"{_marked(room.load, _table(heads, rows))}\n\n{room.requests_a_second} cable pages a"
        f" second by four connections at once, p99 {room.loaded_p99} ms, each made for the first"
        f" time{again}; a first visit to a cable"
        f" loads {room.first_visit} kB with styles, scripts and fonts; the largest serving process"
        f" holds {room.worker_mb} MB."
    )


def _pages(pages: Sequence[Pages]) -> str:
    heads = ("pages of real size", "bytes a page", "read, one core", "lxml.html on the same",
             "built, by workers", "archive bytes a page")  # fmt: skip
    rows = [
        (
            f"layout of {one.layout}, {one.pages:,} pages",
            f"{one.bytes_a_page:,}",
            f"{one.read_a_second:,.0f} a second, {one.read_mb_a_second} MB/s",
            f"{one.lxml_mb_a_second} MB/s" if one.lxml_mb_a_second else "not installed",
            "; ".join(f"{n}: {rate:,.0f} a second" for n, rate in one.built_a_second.items()),
            f"{one.archive_bytes_a_page:,}",
        )
        for one in pages
    ]
    return _marked(max(one.load for one in pages), _table(heads, rows))


def _growing(one: Growing) -> str:
    seen = "never" if one.seen_seconds is None else f"{one.seen_seconds} s after the command ended"
    rows = [
        (f"{one.added:,} cables into {one.held:,}", f"{one.seconds} s, peak {one.peak_mb} MB"),
        ("answers of the old state, of the new, of neither",
         f"{one.old_answers:,}, {one.new_answers:,}, {one.other_answers}"),
        ("errors", one.errors),
        ("first answer of the new state", seen),
        ("an answer before, p50, p99", f"{one.still_p50}, {one.still_p99} ms"),
        ("an answer meanwhile", f"{one.p50}, {one.p99} ms"),
    ]  # fmt: skip
    return _marked(one.load, _table(("growth while it is read", "figure"), rows))
