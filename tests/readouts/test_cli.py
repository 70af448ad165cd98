"""The command line, called for real on a small invented archive."""

import csv
import io
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner

from invented import STRELSAU12, ZENDA3
from reftel.demo import seeds
from reftel.reading import open_archive
from reftel.readouts import citation, cli, export
from reftel.readouts.cli import app
from reftel.readouts.edge import EXIT_CODES
from reftel.readouts.record import CableRecord
from reftel.search import fields


@pytest.fixture
def run(archive_path):
    """Runs a command; ARCHIVE stands for the small archive."""

    def call(*arguments):
        said = [str(archive_path) if one == "ARCHIVE" else str(one) for one in arguments]
        return CliRunner().invoke(app, said, prog_name="reftel")

    return call


def process(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "reftel", *map(str, arguments)],
        capture_output=True,
        check=False,
        **options,
    )


# --- show ---


@pytest.mark.parametrize("written", ["09STRELSAU12", "09 STRELSAU 12", "09strelsau0012"])
def test_show_takes_an_id_as_it_is_written(run, written):
    done = run("show", "ARCHIVE", written)
    assert done.exit_code == 0
    assert done.output.startswith("╭─ 09STRELSAU12 ─")
    assert "A CROWD LIKE NO OTHER" in done.output
    assert "\x1b" not in done.output


def test_show_json_is_the_record(run):
    done = run("show", "ARCHIVE", "09STRELSAU12", "--json")
    record = msgspec.json.decode(done.output, type=CableRecord)
    assert record.id == "09STRELSAU12"
    assert record.origin.name == "Embassy Strelsau"
    assert record.released == "2011-08-30T01:44"
    assert {one.id: one.held for one in record.references} == {
        "08STRELSAU940": False,
        "09ZENDA3": True,
    }
    assert record.pages[0].format == "cablegate-text"
    assert len(record.versions) == 1


def test_references_lead_both_ways(run):
    record = msgspec.json.decode(
        run("show", "ARCHIVE", "09ZENDA3", "--json").output, type=CableRecord
    )
    assert record.referred_to_by == ["09STRELSAU12"]


def test_show_one_paragraph(run):
    done = run("show", "ARCHIVE", "09STRELSAU12#par3")
    assert done.output.startswith("09STRELSAU12#par3 · Embassy Strelsau · 2009-01-14 15:32Z\n")
    assert "innkeepers" in done.output
    assert "Chancellor" not in done.output
    found = json.loads(run("show", "ARCHIVE", "09STRELSAU12#par3", "--json").output)
    assert found["address"] == "09STRELSAU12#par3"
    assert found["mark"] == "U"


@pytest.mark.parametrize("style", citation.STYLES)
def test_show_cites_in_every_style(run, style):
    done = run("show", "ARCHIVE", "09STRELSAU12#par2", "--cite", style)
    assert done.exit_code == 0
    assert "09STRELSAU12" in done.output


def test_raw_and_transmitted_are_exact_in_a_pipe(archive_path, pages):
    raw = process("show", archive_path, "09ZENDA3", "--raw")
    assert raw.stdout == (pages / "zenda.txt").read_bytes()
    sent = process("show", archive_path, "09ZENDA3", "--transmitted")
    assert sent.stdout.decode().strip() == ZENDA3.strip()
    paragraph = process("show", archive_path, "09STRELSAU12#par2", "--transmitted").stdout.decode()
    assert paragraph.startswith("2. (C/NF) The Chancellor")
    assert all(line in STRELSAU12 for line in paragraph.splitlines())


def on_a_terminal(*arguments, **environment) -> str:
    """What a command writes when its standard output is a terminal."""
    ours, theirs = pty.openpty()
    settings = {**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment}
    if "NO_COLOR" not in environment:
        settings.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "reftel", *map(str, arguments)],
        stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, env=settings,
    ) as child:  # fmt: skip
        os.close(theirs)
        written = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end has closed
                break
            if not piece:
                break
            written += piece
        os.close(ours)
        child.wait()
    return written.decode()


def test_a_terminal_gets_colours_unless_told_otherwise(archive_path):
    assert "\x1b[1m" in on_a_terminal("show", archive_path, "09STRELSAU12")
    assert "\x1b" not in on_a_terminal("show", archive_path, "09STRELSAU12", NO_COLOR="1")


@pytest.mark.parametrize("option", ["--raw", "--transmitted", "--json", "--defects"])
def test_no_cable_takes_over_the_terminal(archive_path, option):
    shown = on_a_terminal("show", archive_path, "09ZENDA3", option, NO_COLOR="1")
    assert "31m" in shown
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "ARCHIVE"],
        ["export", "ARCHIVE", "--format", "csv"],
        ["search", "ARCHIVE", "barges", "--csv"],
    ],
)
def test_no_list_of_cables_takes_over_the_terminal(archive_path, arguments):
    said = [archive_path if one == "ARCHIVE" else one for one in arguments]
    shown = on_a_terminal(*said, NO_COLOR="1")
    assert "09ZENDA3" in shown
    assert "␍" not in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


def test_csv_in_a_pipe_is_exact(archive_path):
    text = process("export", archive_path, "--format", "csv").stdout.decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert "\x1b[2J" in rows["09ZENDA3"]["text"]


def test_only_one_way_of_showing_at_a_time(run):
    done = run("show", "ARCHIVE", "09ZENDA3", "--raw", "--json")
    assert done.exit_code == 2
    assert done.stderr == "Choose one of --raw, --transmitted, --json and --cite.\n"


def test_a_version_that_is_not_there(run):
    done = run("show", "ARCHIVE", "09ZENDA3", "--version", "2")
    assert done.exit_code == 1
    assert done.stderr == "The archive does not hold version 2 of 09ZENDA3.\n"


@pytest.mark.parametrize("place", ["PAR3", "par03", "3"])
@pytest.mark.parametrize("way", [(), ("--json",), ("--transmitted",), ("--cite", "link")])
def test_a_place_may_be_written_in_other_ways(run, place, way):
    done = run("show", "ARCHIVE", f"09STRELSAU12#{place}", *way)
    assert (done.exit_code, done.output) == (
        0,
        run("show", "ARCHIVE", "09STRELSAU12#par3", *way).output,
    )


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """An archive with two versions of a cable; the longer one is preferred."""
    folder = tmp_path_factory.mktemp("twice")
    (folder / "a.txt").write_text(STRELSAU12, "utf-8")
    (folder / "b.txt").write_text(STRELSAU12.replace("innkeepers", "brewers of ale"), "utf-8")
    path = folder / "twice.reftel"
    assert CliRunner().invoke(app, ["build", str(path), str(folder)]).exit_code == 0
    return path


def test_another_version_says_which_it_is(twice):
    def show(*arguments):
        return CliRunner().invoke(app, ["show", str(twice), *arguments]).output

    first, second = (
        json.loads(show("09STRELSAU12#par3", "--json", "--version", n)) for n in ("1", "2")
    )
    assert "brewers of ale" in first["text"]
    assert "innkeepers" in second["text"]
    assert first["address"] == second["address"]
    assert (first["version"], second["version"]) == (1, 2)
    assert json.loads(show("09STRELSAU12", "--json", "--version", "2"))["version"] == 2
    assert ", version 2 (" in show("09STRELSAU12", "--cite", "chicago", "--version", "2")
    assert "version" not in show("09STRELSAU12", "--cite", "chicago")
    assert "· version 2 of 2 ·" in show("09STRELSAU12#par3", "--version", "2")
    assert "Version         2 of 2" in show("09STRELSAU12", "--version", "2")
    assert "innkeepers" in show("09STRELSAU12#par3", "--transmitted", "--version", "2")


# --- search ---


@pytest.mark.parametrize(
    "words",
    [
        ["-elephants", "barges"],
        ["-n", "5", "-elephants", "--sort", "date", "barges"],
        ["-n5", "-class:secret barges"],
        ["--", "-elephants", "barges"],
        ["-caption:noforn", "barges"],
    ],
)
def test_a_query_may_begin_with_a_minus(run, words):
    done = run("search", "ARCHIVE", *words)
    assert done.exit_code == 0
    assert "09ZENDA3" in done.output


def test_search_shows_hits_with_their_cables(run):
    done = run("search", "ARCHIVE", "grain", "barges")
    assert done.exit_code == 0
    assert done.output.startswith("1 cable:\n")
    assert "09ZENDA3  2009-01-12 10:10Z" in done.output
    assert "09STRELSAU12" not in done.output


def test_search_in_json_and_csv(run):
    found = json.loads(run("search", "ARCHIVE", "grain", "--json", "--sort", "date").output)
    assert [hit["id"] for hit in found["hits"]] == ["09ZENDA3", "09STRELSAU12"]
    assert found["facets"]["year"] == [{"value": "2009", "count": 2}]
    rows = csv.DictReader(io.StringIO(run("search", "ARCHIVE", "grain", "--csv").output))
    assert {row["id"] for row in rows} == {"09ZENDA3", "09STRELSAU12"}


def test_a_query_is_mended_and_the_letters_are_pointed_at(run):
    done = run("search", "ARCHIVE", "harvst:barges")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "  harvst:barges"
    assert lines[1].startswith("  ^^^^^^")
    assert any(line.startswith("Read as: ") for line in lines)


def test_nothing_found_is_exit_code_1(run):
    done = run("search", "ARCHIVE", "elephants")
    assert (done.exit_code, done.output) == (1, "No cable found.\n")


def test_facets_are_counted_when_asked_for(run):
    assert "year      2009 2" in run("search", "ARCHIVE", "grain", "--facets").output
    assert "year" not in run("search", "ARCHIVE", "grain").output


# --- the others ---


def test_build_tells_what_it_did(pages, tmp_path):
    path = tmp_path / "new.reftel"
    first = CliRunner().invoke(app, ["build", str(path), str(pages)])
    assert first.exit_code == 0
    assert "Read 3 records of 3 sources" in first.output
    assert "new cables  2" in first.output
    assert "No telegram was found in it (no-telegram)" in first.output
    again = CliRunner().invoke(app, ["build", str(path), str(pages)])
    assert again.output == "Nothing new: 3 sources, all as before.\n"
    figures = json.loads(CliRunner().invoke(app, ["build", str(path), str(pages), "--json"]).output)
    assert (figures["sources"], figures["unchanged"], figures["new"]) == (3, 3, 0)


def test_stats_in_words_and_json(run):
    assert run("stats", "ARCHIVE").output.startswith("2 cables on 2 pages\n")
    assert json.loads(run("stats", "ARCHIVE", "--json").output)["cables"] == 2


def test_stats_list_what_gave_no_cable(run):
    done = run("stats", "ARCHIVE", "--quarantine")
    name, *lines = done.output.strip().splitlines()
    assert name.endswith("shopping.txt")
    reason = " ".join(" ".join(lines).split())
    (one,) = json.loads(run("stats", "ARCHIVE", "--quarantine", "--json").output)
    assert one["name"] == name
    assert reason == f"{one['reason']} (no-telegram)"


def test_stats_list_what_is_referred_to_and_missing(run):
    assert run("stats", "ARCHIVE", "--not-held").output == "  08STRELSAU940  1\n"
    missing = json.loads(run("stats", "ARCHIVE", "--not-held", "--json").output)
    assert missing == [{"id": "08STRELSAU940", "mentions": 1}]
    done = run("stats", "ARCHIVE", "--not-held", "--quarantine")
    assert done.stderr == "Choose one of --quarantine, --not-held and --coverage.\n"


def test_stats_tell_what_share_is_understood(run):
    done = run("stats", "ARCHIVE", "--coverage")
    assert re.match(r"[\d,]+ characters in 2 cables, 100\.000 % understood\n", done.output)
    assert "Unread, by year" in done.output
    share = json.loads(run("stats", "ARCHIVE", "--coverage", "--json").output)
    assert share["whole"]["cables"] == 2
    assert share["lines"] == []


def test_check_of_a_whole_archive(run):
    done = run("check", "ARCHIVE")
    assert done.exit_code == 0
    assert done.output == "2 cables checked: every digest, count and link agrees.\n"
    assert json.loads(run("check", "ARCHIVE", "--json").output) == []


def test_check_finds_what_was_changed(pages, tmp_path):
    path = tmp_path / "harmed.reftel"
    CliRunner().invoke(app, ["build", str(path), str(pages)])
    with sqlite3.connect(path / "archive.sqlite") as connection:
        connection.execute("UPDATE cable SET versions = 7")
    connection.close()
    done = CliRunner().invoke(app, ["check", str(path)])
    assert done.exit_code == 1
    assert "09ZENDA3: " in done.output
    assert len(json.loads(CliRunner().invoke(app, ["check", str(path), "--json"]).output)) == 2


def test_export_of_all_and_of_a_query(run, tmp_path):
    lines = run("export", "ARCHIVE").output.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["09STRELSAU12", "09ZENDA3"]
    target = tmp_path / "found.csv"
    done = run("export", "ARCHIVE", "--format", "csv", "--query", "barges", "-o", target)
    assert done.exit_code == 0
    with target.open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["id"] == "09ZENDA3"
    # The text starts where the telegram does; only line ends around it may differ.
    assert row["text"].strip() == ZENDA3.strip()


def test_an_export_line_is_what_show_gives(run):
    line = run("export", "ARCHIVE", "--query", "id:09ZENDA3").output
    assert json.loads(line) == json.loads(run("show", "ARCHIVE", "09ZENDA3", "--json").output)


def test_an_export_of_nothing_says_so(run):
    done = run("export", "ARCHIVE", "--query", "elephants")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "Nothing found.\n")


@pytest.mark.parametrize("way", [[], ["-o", "cables.jsonl"]])
def test_an_export_leaves_out_a_harmed_cable_and_tells(pages, tmp_path, monkeypatch, way):
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(app, ["build", "harmed.reftel", str(pages)])
    with open_archive("harmed.reftel") as held:
        digest = held.pages("09ZENDA3")[0].digest
    with sqlite3.connect("harmed.reftel/archive.sqlite") as connection:
        connection.execute(
            "UPDATE record SET data = x'00' WHERE digest = ?", [bytes.fromhex(digest)]
        )
    connection.close()
    done = CliRunner().invoke(app, ["export", "harmed.reftel", *way])
    assert done.exit_code == 3
    assert done.stderr.startswith("Left out: harmed.reftel is damaged: 09ZENDA3: ")
    assert done.stderr.count("\n") == 1
    lines = Path("cables.jsonl").read_text("utf-8") if way else done.stdout
    assert [json.loads(line)["id"] for line in lines.splitlines()] == ["09STRELSAU12"]


@pytest.mark.parametrize("shell", cli.SHELLS)
def test_completion_is_a_script_for_the_shell(run, shell):
    assert "_REFTEL_COMPLETE" in run("completion", shell).output


def test_the_shell_is_offered_commands():
    environment = {**os.environ, "_REFTEL_COMPLETE": "bash_complete", "COMP_WORDS": "reftel sh",
                   "COMP_CWORD": "1"}  # fmt: skip
    assert "show" in process(env=environment).stdout.decode()


def test_demo_invents_once_and_finds_nothing_new_again(tmp_path):
    path = tmp_path / "try.reftel"
    first = CliRunner().invoke(app, ["demo", str(path), "--cables", "3", "--seed", "7"])
    assert first.exit_code == 0
    assert "new cables  3" in first.output
    assert (tmp_path / "try-pages-3-seed7" / "cables.csv").is_file()
    again = CliRunner().invoke(app, ["demo", str(path), "--cables", "3", "--seed", "7"])
    assert again.output == "Nothing new: 1 source, all as before.\n"


def test_demo_leaves_real_archives_alone(archive_path):
    before = process("stats", archive_path, "--json").stdout
    done = process("demo", archive_path, "--cables", "3")
    assert done.returncode == 2
    assert b"holds cables that were not invented, such as those of " in done.stderr
    assert process("stats", archive_path, "--json").stdout == before
    assert not list(archive_path.parent.glob("*-pages*"))


# --- help, errors, ends ---


def test_help_of_every_command_has_an_example(run):
    assert run("--help").exit_code == 0
    for name in app.commands:
        text = run(name, "--help").output
        assert f"  reftel {name}" in text or f"$(reftel {name}" in text, name
        assert "Example" in text


def test_version(run):
    assert run("--version").output == f"reftel {version('reftel')}\n"


def test_choices_are_those_of_the_code():
    assert tuple(citation.STYLES) == cli.STYLES
    assert tuple(export.FORMATS) == cli.FORMATS
    assert cli.SORTS == fields.SORTS
    assert cli.SEED == seeds.SEED


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["show", "ARCHIVE", "09STRELSAU13"], 1, "The archive does not hold 09STRELSAU13. Near it: 09STRELSAU12."),
        (["show", "ARCHIVE", "09ZENDA3#par9"], 1, "The archive does not hold 09ZENDA3#par9. Near it: 09ZENDA3#par2, 09ZENDA3#par1."),
        (["show", "ARCHIVE", "\x1b[2J"], 1, "The archive does not hold ␛[2J."),
        (["show", "ARCHIVE", "09ZENDA3#par1", "--raw"], 2, "--raw shows the bytes of a whole page; ask for 09ZENDA3 without #par1."),
        (["stats", "nowhere.reftel"], 3, "There is no reftel archive nowhere.reftel; make one with: reftel build nowhere.reftel SOURCE"),
        (["stats", "taken"], 3, "taken is something else than a reftel archive; name another: reftel build ARCHIVE SOURCE"),
        (["build", "taken", "taken"], 3, "taken is something else than a reftel archive; name another: reftel build ARCHIVE SOURCE"),
        (["show", "ARCHIVE", ""], 1, "The archive does not hold a cable without an id."),
        (["show", "ARCHIVE", "9" * 9000], 1, f"The archive does not hold {'9' * 80}…."),
        (["build", "new.reftel", "nowhere"], 4, "Cannot read nowhere: there is no such file or folder."),
        (["export", "ARCHIVE", "-o", "nowhere/file.jsonl"], 4, "nowhere/file.jsonl: No such file or directory."),
    ],
)  # fmt: skip
def test_an_error_is_one_plain_sentence(run, tmp_path, monkeypatch, arguments, code, sentence):
    monkeypatch.chdir(tmp_path)
    Path("taken").write_text("no archive\n")
    done = run(*arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (code, "", sentence + "\n")
    assert code in EXIT_CODES


@pytest.mark.parametrize(
    "arguments",
    [
        ["shew"],
        ["show"],
        ["show", "ARCHIVE", "x", "--cite", "vancouver"],
        ["search", "ARCHIVE"],
        ["search", "ARCHIVE", "grain", "-q"],
        ["search", "ARCHIVE", "grain", "--limit"],
        ["search", "ARCHIVE", "grain", "--lmit", "3"],
        ["demo", "--cables", "0"],
    ],
)
def test_a_wrong_call_is_exit_code_2(run, arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_a_damaged_file_is_told_without_a_traceback(pages, tmp_path):
    path = tmp_path / "harmed.reftel"
    CliRunner().invoke(app, ["build", str(path), str(pages)])
    database = path / "archive.sqlite"
    data = bytearray(database.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    database.write_bytes(data)
    done = process("stats", path)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1


def in_a_shell(redirection, *arguments):
    """Runs a command with the shell's redirection after it."""
    call = f'exec "$@" {redirection}'
    return subprocess.run(
        ["sh", "-c", call, "sh", sys.executable, "-m", "reftel", *map(str, arguments)],
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("command", [["stats"], ["show", "09ZENDA3", "--raw"], ["export"]])
def test_a_closed_output_is_told_in_one_sentence(archive_path, command):
    done = in_a_shell(">&-", command[0], archive_path, *command[1:])
    assert (done.returncode, done.stderr) == (4, b"Standard output is closed.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["stats", "ARCHIVE"], ["export", "ARCHIVE"], ["--help"]])
def test_a_full_disk_is_told_in_one_sentence(archive_path, arguments):
    said = [archive_path if one == "ARCHIVE" else one for one in arguments]
    done = in_a_shell("> /dev/full", *said)
    assert (done.returncode, done.stderr) == (4, b"No space left on device.\n")


def test_closed_errors_leave_the_exit_codes(archive_path, pages, tmp_path):
    assert in_a_shell("2>&-", "stats", "nowhere.reftel").returncode == 3
    assert in_a_shell("2>&-", "stats").returncode == 2
    assert in_a_shell("2>&-", "build", tmp_path / "new.reftel", pages).returncode == 0


def test_ctrl_c_while_modules_load_is_quiet():
    code = (
        "import sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click':\n            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from reftel.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_pipe_whose_reader_has_gone_is_no_error(archive_path):
    with subprocess.Popen(
        [sys.executable, "-m", "reftel", "export", str(archive_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 141


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (KeyboardInterrupt(), 130, "Stopped. A build goes on from there when it is run again."),
        (OSError(28, "No space left on device"), 4, "No space left on device."),
        (OSError(13, "Permission denied", "out.csv"), 4, "out.csv: Permission denied."),
    ],
)
def test_what_comes_from_outside_ends_in_one_sentence(error, code, sentence):
    def stopped():
        raise error

    group = type(app)("reftel", commands={"wait": click.Command("wait", callback=stopped)})
    done = CliRunner().invoke(group, ["wait"])
    assert (done.exit_code, done.stderr) == (code, sentence + "\n")


@pytest.mark.parametrize(
    ("arguments", "needless"),
    [
        (["--help"], {"reftel.reading", "msgspec", "sqlite3", "rich", "tantivy", "typer"}),
        (
            ["show", "ARCHIVE", "09ZENDA3"],
            {"rich", "tantivy", "rapidfuzz", "reftel.build", "reftel.sources.detect"},
        ),
        (["search", "ARCHIVE", "grain"], {"rich", "reftel.build"}),
    ],
)
def test_a_command_loads_only_what_it_needs(archive_path, arguments, needless):
    """The start-up budget, without a clock: see docs/architecture.md."""
    said = [str(archive_path) if one == "ARCHIVE" else one for one in arguments]
    code = (
        "import sys\n"
        "from reftel.readouts.cli import app\n"
        "try:\n    app(sys.argv[1:], prog_name='reftel')\n"
        "except SystemExit:\n    print('\\nLOADED', *sorted(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *said], check=True, capture_output=True, text=True
    )
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert "click" in loaded
    assert not needless & loaded
