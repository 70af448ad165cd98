"""Every example of every command's help and of the docs is run, and finds something."""

import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reftel.readouts.cli import app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs" / "commands.md"]


def in_help() -> list[str]:
    lines: list[str] = []
    for name in app.commands:
        text = CliRunner().invoke(app, [name, "--help"]).output
        lines += re.findall(
            r"^ +((?:eval .*)?reftel .+)$", text.partition("Example")[2], re.MULTILINE
        )
    return lines


def in_docs() -> list[str]:
    blocks = [
        re.findall(r"```bash\n(.+?)```", page.read_text("utf-8"), re.DOTALL) for page in PAGES
    ]
    lines = [line for found in blocks for block in found for line in block.splitlines()]
    return [line for line in lines if "reftel " in line]


def in_makefile() -> list[str]:
    text = (ROOT / "Makefile").read_text("utf-8").replace("$(DEMO)", "demo.reftel")
    return [f"reftel {words}" for words in re.findall(r"\$\(call try,(.+)\)$", text, re.MULTILINE)]


def called(line: str) -> list[str]:
    """The words after `reftel`, without what the shell does with the answer."""
    line = re.sub(r"^eval \"\$\((.+)\)\".*", r"\1", line)
    return shlex.split(re.split(r" > | \| | +# ", line)[0])[1:]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo archive, and its pages under the names that examples use."""
    folder = tmp_path_factory.mktemp("examples")
    path = folder / "demo.reftel"
    assert CliRunner().invoke(app, ["demo", str(path)]).exit_code == 0
    pages = folder / "demo-pages"
    (folder / "pages").symlink_to(pages)
    for names, ending in [(["cables", "dump"], "csv"), (["saved-pages", "more-pages"], "zip")]:
        found = next(one for one in sorted(pages.rglob(f"*.{ending}")) if one.parent.name != "junk")
        for name in names:
            (folder / f"{name}.{ending}").symlink_to(found)
    return folder


def served(words: list[str]) -> str:
    """What a reading room tells; it goes on until it is stopped, and is given a free port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reftel", *words, "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        return line
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize("examples", [in_help, in_docs, in_makefile])
def test_every_example_runs_and_finds_something(place, monkeypatch, examples):
    monkeypatch.chdir(place)
    lines = examples()
    assert len(lines) >= 5
    for line in lines:
        words = called(line)
        if words[0] == "serve":
            assert served(words).startswith("http://127.0.0.1:"), line
            continue
        done = CliRunner().invoke(app, [one.replace("25000", "25") for one in words])
        assert (done.exit_code, done.exception) == (0, None), f"{line}\n{done.output}"
        assert done.output or "-o" in words, line


def test_the_shell_reads_an_example_as_it_stands(place):
    """One goes through a real shell: its quotes and # are those that the docs print."""
    line = next(line for line in in_help() if "#par" in line and "--cite" in line)
    words = subprocess.run(
        ["sh", "-c", line.replace("reftel show", "printf '%s\\n'")],
        cwd=place, capture_output=True, check=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    assert words == called(line)[1:]
