"""The pages of docs/ say what the code does: no command, field or code is missing or made up."""

import importlib.util
import re
from pathlib import Path

import click
import pytest

from invented import STRELSAU12
from reftel.defects import CODES
from reftel.readouts.cli import app
from reftel.readouts.edge import EXIT_CODES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), *sorted(ROOT.glob("*.md"))]


def text_of(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def sections(text: str) -> dict[str, str]:
    """Heading of the second level to what stands below it."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


# --- defects.md ---


def defect_rows() -> list[tuple[str, str, str]]:
    return re.findall(
        r"^\| `([a-z0-9-]+)` \| (.+?) \| (.+) \|$", text_of("defects.md"), re.MULTILINE
    )


def test_every_defect_is_listed_with_its_sentence_in_order():
    assert [(code, sentence) for code, sentence, _ in defect_rows()] == list(CODES.items())


def test_every_defect_has_an_example():
    assert all(example.strip() for _, _, example in defect_rows())


def test_defects_stand_in_the_section_of_their_place():
    source = (ROOT / "src" / "reftel" / "defects.py").read_text("utf-8")
    in_code: dict[str, list[str]] = {}
    for line in source.splitlines():
        if title := re.match(r"    # --- ([^(]+?)(?: \(.*\))? ---", line):
            current = in_code.setdefault(title[1].capitalize(), [])
        elif in_code and (code := re.match(r'    "([a-z0-9-]+)": ', line)):
            current.append(code[1])
    in_docs = {
        title.capitalize(): re.findall(r"^\| `([a-z0-9-]+)` ", below, re.MULTILINE)
        for title, below in sections(text_of("defects.md")).items()
    }
    assert in_docs == in_code


# --- json.md ---


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_of_the_record_are_those_of_the_code():
    writer = load(DOCS / "write_json.py")
    assert writer.page() == text_of("json.md"), "run: python docs/write_json.py"


# --- api.md ---


def test_the_questions_of_the_api_are_those_of_the_code():
    writer = load(DOCS / "write_api.py")
    assert writer.page() == text_of("api.md"), "run: python docs/write_api.py"


def test_every_code_of_an_error_is_explained():
    from reftel.readouts.web import troubles

    source = Path(troubles.__file__).read_text("utf-8")
    given = set(re.findall(r'Trouble\(\s*"([a-z-]+)"', source))
    rows = re.findall(r"^\| (\d+) \| `([a-z-]+)` \|", text_of("api.md"), re.MULTILINE)
    assert {code for _, code in rows} == given


# --- commands.md ---


def test_every_command_is_described_and_none_is_made_up():
    assert list(sections(text_of("commands.md"))) == list(app.commands)
    overview = re.search(r"```text\n(.+?)```", text_of("commands.md"), re.DOTALL)[1]
    assert re.findall(r"^reftel (\w+)", overview, re.MULTILINE) == list(app.commands)


@pytest.mark.parametrize("name", app.commands)
def test_every_option_is_described_and_none_is_made_up(name):
    below = sections(text_of("commands.md"))[name]
    rows = re.findall(r"^\| (`-.+?) \| (.+) \|$", below, re.MULTILINE)
    described = {option for cell, _ in rows for option in re.findall(r"`(-[\w-]+)", cell)}
    real = {
        option
        for parameter in app.commands[name].params
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert described == real
    for parameter in app.commands[name].params:
        if isinstance(parameter.type, click.Choice) and isinstance(parameter, click.Option):
            assert all(f"`{choice}`" in below for choice in parameter.type.choices)


def test_exit_codes_are_those_of_the_code():
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", text_of("commands.md"), re.MULTILINE)
    assert {int(code): meaning for code, meaning in rows} == EXIT_CODES


def test_commands_in_the_docs_are_real_calls():
    """Every line of a shell example that calls reftel parses, whatever its files."""
    import shlex

    for page in PAGES:
        for block in re.findall(r"```bash\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for line in block.splitlines():
                words = shlex.split(line.split(" #")[0].split(" > ")[0].split(" | ")[0])
                if words[:1] != ["reftel"] or words[1:] == ["--help"]:
                    continue
                command = app.commands[words[1]]
                with command.make_context(words[1], words[2:]):
                    pass


# --- README.md ---


def test_the_python_of_the_readme_runs(archive_path, capsys):
    (block,) = re.findall(
        r"```python\n(.+?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    code = block.replace("cables.reftel", str(archive_path)).replace(
        "08STRELSAU388", "09STRELSAU12"
    )
    names = {"text": STRELSAU12}
    exec(compile(code.replace("trafficking tag:KTIP", "grain"), "README.md", "exec"), names)
    assert names["cable"].id == "09STRELSAU12"
    assert names["found"].total == 2
    assert "09ZENDA3#par1" in capsys.readouterr().out


def test_the_readme_names_the_two_commands():
    text = (ROOT / "README.md").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    assert named == {"demo", "test"} <= set(targets)


# --- all pages ---


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text("utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text):
        path, _, anchor = (target[0] or target[1]).partition("#")
        if path.startswith(("http://", "https://", "mailto:")):
            continue
        if path:
            assert (page.parent / path).exists(), f"{page.name} links to {path}"
        else:
            assert anchor in anchors, f"{page.name} links to #{anchor}"


def test_every_page_is_in_the_index_once():
    listed = re.findall(r"^\| \[.+?\]\(([\w-]+\.md)\)", text_of("README.md"), re.MULTILINE)
    assert sorted([*listed, "README.md"]) == sorted(page.name for page in DOCS.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_wrap_their_lines(page):
    """Prose only: tables, code and links may be longer."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    assert not [
        line for line in text.splitlines() if len(line) > 110 and not line.startswith(("|", "<"))
    ]
