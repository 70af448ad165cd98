"""The results of bench/ as tables and a plot: equal finds or no time, and marks for a busy machine."""

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from bench import growing, parsing, plot, report
from bench.building import Building, PeerBuilding, Run, _note, _pace
from bench.corpus import dump, texts
from bench.feeding import Size
from bench.machine import Machine, percentile, run
from bench.result import RESULTS, Result, keep, kept, load
from bench.searching import ClassTimes, Engine, Searching, Throughput, Times

from reftel.build import build

README = Path(report.__file__).parent / "README.md"
MACHINE = Machine(2, 25.3, "Linux", "3.11.7", {"reftel": "0.1.0"})


def _result(cables: int, busy: float = 0.0) -> Result:
    ours = Times((5, 7), 10, 1.5, 1.25, 9.5)
    classes = (
        ClassTimes("common word", "harbor", ours, {
            "reftel": ours, "Xapian": Times((5, 7), 10, 2.0, 2.25, 3.5),
            "PostgreSQL": Times((5, 8), 10, 20.0, 22.5, 33.5), "Whoosh": Times((None, None), 0, 0, 0, 0),
        }),
    )  # fmt: skip
    engine = Engine(1.0, 2.0, cold_dropped=False, memory_mb=30.0, throughput=Throughput(10.0, 20.0))
    return Result(
        str(cables), "python -m bench", MACHINE, Size(cables, cables, cables * 6700, cables * 7000),
        building=Building(busy, cables, 6.7, 7.0, (Run(1, 9.0, 0.7, 90.0), Run(2, 5.0, 1.3, 120.0)),
                          0.4, 6.0, 3.0, 3.0, 0.9, (9.0, 8.0)),
        peers=(PeerBuilding("Xapian", "1.4.22", 0.0, "", (Run(1, 3.0, 2.2, 80.0),), 12.0, 1.8),
               PeerBuilding("Whoosh", "", 0.0, "not installed: `pip install it`", (), 0.0, 0.0)),
        searching=Searching(busy, 5, 2, 1.2, 9.5, 1.5, 9.5, classes, {"reftel": engine, "Xapian": engine,
                            "PostgreSQL": engine, "Whoosh": engine}),
    )  # fmt: skip


def test_a_time_stands_only_beside_an_equal_find() -> None:
    line = next(one for one in report.run_tables(_result(100)).splitlines() if "`harbor`" in one)
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells == [
        "common word: `harbor`", "5", "1.25, 9.5; 1.5", "1.25, 9.5; 1.5", "2.25, 3.5",
        "finds 8 where reftel finds 7", "–",
    ]  # fmt: skip


def test_what_is_not_installed_says_how() -> None:
    assert "| Whoosh | not installed: `pip install it` |" in report.run_tables(_result(100))


def test_a_busy_machine_is_marked() -> None:
    assert "while others took" not in report.run_tables(_result(100))
    assert report.run_tables(_result(100, busy=3.1)).count("while others took 3.1 cores") == 2
    quiet, busy = (report.growth([_result(100, busy=load)]) for load in (0.0, 3.1))
    assert r"5.0\*" not in quiet
    assert r"5.0\*" in busy


def test_results_are_kept_step_by_step(tmp_path: Path) -> None:
    keep(_result(2000), tmp_path)
    keep(_result(100), tmp_path)
    again = load("100", "python -m bench --steps serve", MACHINE, tmp_path)
    assert again.command.endswith("serve")
    assert again.building == _result(100).building
    assert load("3", "", MACHINE, tmp_path).building is None
    assert [one.name for one in kept(tmp_path)] == ["100", "2000"]


def test_the_readme_holds_all_results(tmp_path: Path) -> None:
    keep(_result(100), tmp_path)
    keep(_result(2000), tmp_path)
    readme = tmp_path / "README.md"
    readme.write_text("Before\n<!-- results -->\nold\n<!-- end of results -->\nbehind\n", "utf-8")
    report.write(readme, tmp_path)
    text = readme.read_text("utf-8")
    assert text.startswith("Before\n")
    assert text.endswith("\nbehind\n")
    assert "old" not in text
    assert text.index("### 2,000 cables") < text.index("### 100 cables")
    once = text
    report.write(readme, tmp_path)
    assert readme.read_text("utf-8") == once


def test_the_kept_readme_is_that_of_the_kept_results(tmp_path: Path) -> None:
    shutil.copytree(RESULTS, tmp_path / "results")
    shutil.copy(README, tmp_path)
    report.write(tmp_path / "README.md", tmp_path / "results")
    assert (tmp_path / "README.md").read_text("utf-8") == README.read_text("utf-8")
    assert (tmp_path / "results" / "growth.svg").read_bytes() == (
        RESULTS / "growth.svg"
    ).read_bytes()


def test_the_plot_goes_up_and_to_the_right() -> None:
    smaller, larger = _result(100), _result(10_000)
    assert larger.building
    larger.building = msgspec.structs.replace(larger.building, runs=(Run(2, 500.0, 1.3, 130.0),))
    root = ET.fromstring(plot.draw([smaller, larger]))
    space = {"svg": "http://www.w3.org/2000/svg"}
    panels = root.findall("svg:g", space)
    assert len(panels) == 4
    dots = panels[0].findall("svg:circle[@class='s0']", space)
    (x1, y1), (x2, y2) = ((float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in dots)
    assert x1 < x2
    assert y1 > y2
    names = [text.text for text in panels[0].findall("svg:text", space)]
    assert {"reftel", "Xapian", "100", "10,000", "Build, seconds"} <= set(names)


def test_the_plot_of_nothing_is_a_picture() -> None:
    assert ET.fromstring(plot.draw([])).tag.endswith("svg")


def test_the_pace_is_that_of_the_progress() -> None:
    told = [(float(n), 100 * n if n <= 6 else 600 + 50 * (n - 6)) for n in range(11)]
    assert _pace(told) == (100.0, 100.0, 100.0, 50.0, 50.0)
    assert _pace(told[:9]) == ()
    noted: list[tuple[float, int]] = []
    _note(noted, 5.0, "12,345 records, 51%, 0.4 MB/s, 0:09 left\n")
    _note(noted, 6.0, "Something else\n")
    assert noted == [(5.0, 12345)]


def test_percentile() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([1.0], 0.99) == 1.0


def test_a_command_tells_its_cost_and_its_failure() -> None:
    cost = run(["sh", "-c", "sleep 0.3; echo said"])
    assert cost.said == "said\n"
    lines = []
    run(["sh", "-c", "echo one >&2; sleep 0.2; echo two >&2"], tell=lambda *one: lines.append(one))
    (first, one), (second, two) = lines
    assert (one, two) == ("one\n", "two\n")
    assert second - first > 0.1
    assert cost.seconds >= 0.3
    assert run(["sh", "-c", "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done"]).cpu_seconds > 0
    with pytest.raises(Exception, match="exit status 3"):
        run(["sh", "-c", "exit 3"])


def test_parsing_stands_beside_others(tmp_path: Path) -> None:
    read = parsing.measure(texts(dump(5, tmp_path), 5), rounds=1, load=0.0)
    assert read.cables == 5
    assert read.reftel > 0
    rates = {one.name: one.mb_a_second for one in read.scales}
    assert set(rates) == {"email", "lxml", "eyecite", "splitlines"}
    assert rates["email"]
    assert read.reftel < rates["splitlines"]


def test_an_archive_grows_while_it_is_read(tmp_path: Path) -> None:
    archive = tmp_path / "cables.reftel"
    build(archive, [dump(30, tmp_path)], workers=1)
    grown = growing.measure(archive, 5, load=0.0, still=0.2, wait=1.5)
    assert (grown.held, grown.added) == (30, 5)
    assert grown.errors == grown.other_answers == 0
    assert grown.new_answers > 0
    assert grown.seen_seconds is not None
