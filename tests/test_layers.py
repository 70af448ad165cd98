"""Imports point one way, and every module is small and named after what it holds.

The rooms and their order are drawn in docs/architecture.md.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "reftel"

LEAVES = {"errors", "spans", "defects", "vocab"}
MAY_IMPORT: dict[str, set[str]] = {
    # The four leaves use nothing above them, and each other only in this order.
    "errors": {"defects"},  # for its types alone; see the test on TYPE_CHECKING below
    "spans": set(),
    "defects": {"errors", "spans"},
    "vocab": {"errors", "spans", "defects"},
    # Two ways of reading, which do not know each other.
    "sources": LEAVES,
    "telegram": LEAVES,
    # Keeping knows their values; searching knows the Cable and nothing of the archive.
    "archive": LEAVES | {"sources", "telegram"},
    "search": LEAVES | {"telegram"},
    # The invented archive is text; it needs the words only.
    "demo": LEAVES,
    # Where all meet.
    "reading": LEAVES | {"sources", "telegram", "archive", "search"},
    "build": LEAVES | {"sources", "telegram", "archive", "search", "reading"},
    "readouts": LEAVES
    | {"sources", "telegram", "archive", "search", "reading", "build", "demo", "__init__"},
    # The two front doors.
    "__init__": LEAVES | {"telegram", "archive", "reading", "build", "search"},
    "__main__": {"readouts"},
}
"""Room to the rooms it may import from; a room may always import from itself."""

# What one room may see of another, where that is less than all of it.
ONLY_VALUES = {
    ("archive", "telegram"): {
        "reftel.telegram.cable",
        "reftel.telegram.numbering",  # where a paragraph's words begin, as the parser has it
        "reftel.telegram.parse",
        "reftel.telegram.sections",  # which pages make one telegram, and its text
        "reftel.telegram.sketch",  # what makes a telegram known among others
    },
    ("archive", "sources"): {"reftel.sources.page"},
    ("search", "telegram"): {"reftel.telegram.cable"},
}

HOMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"}
LONGEST = 600


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports_of(path: Path) -> list[tuple[int, str, bool]]:
    """Line, full module name and whether it is for types alone, of each import of reftel."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            for_types.update(inner for child in node.body for inner in ast.walk(child))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name, node in for_types) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: import by full name"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                is_module = is_ours(inner) and where(inner) is not None
                found.append((node.lineno, inner if is_module else node.module, node in for_types))
    return [(line, name, types) for line, name, types in found if is_ours(name)]


def is_ours(module: str | None) -> bool:
    return module is not None and (module == "reftel" or module.startswith("reftel."))


def where(module: str) -> Path | None:
    path = SOURCE.parent / Path(*module.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.exists():
            return candidate
    return None


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    mine = room_of(name_of(path))
    assert mine in MAY_IMPORT, f"{mine} is a new room: give it its place in the order"
    wrong = [
        f"line {line}: {mine} imports {imported}"
        for line, imported, _ in imports_of(path)
        if (theirs := room_of(imported)) != mine
        and (
            theirs not in MAY_IMPORT[mine]
            or imported not in ONLY_VALUES.get((mine, theirs), {imported})
        )
    ]
    assert not wrong


def test_the_order_has_no_cycle() -> None:
    """Errors may name a defect's type, but must not need it when the program runs."""
    for _, imported, for_types in imports_of(SOURCE / "errors.py"):
        assert for_types, f"errors needs {imported} at run time"
    left = {
        room: rooms - ({"defects"} if room == "errors" else set())
        for room, rooms in MAY_IMPORT.items()
    }
    while left:
        free = {room for room, rooms in left.items() if not rooms & left.keys()}
        assert free, f"these import each other: {sorted(left)}"
        left = {room: rooms for room, rooms in left.items() if room not in free}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_each_module_has_a_name_of_its_own_and_is_short(path: Path) -> None:
    assert not HOMELESS & set(path.relative_to(SOURCE).with_suffix("").parts)
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LONGEST, f"{lines} lines: look for the second concept"


@pytest.mark.parametrize(
    "path", [path for path in modules() if path.name != "__init__.py"], ids=name_of
)
def test_each_module_opens_with_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_the_walk_sees_imports_of_every_kind(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        "import reftel.spans\n"
        "from reftel import errors\n"
        "from reftel.spans import Span\n"
        "if TYPE_CHECKING:\n    from reftel.defects import Defect\n"
        "def f():\n    from reftel.telegram import cable\n"
        "import json\n"
    )
    assert imports_of(sample) == [
        (1, "reftel.spans", False),
        (2, "reftel.errors", False),
        (3, "reftel.spans", False),
        (5, "reftel.defects", True),
        (7, "reftel.telegram.cable", False),
    ]
