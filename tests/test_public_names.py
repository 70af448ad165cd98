"""The front door: short, sorted, documented, and free of charge until used."""

import inspect
import json
import subprocess
import sys
import types
from pathlib import Path

import pytest

import reftel

SOURCE = Path(reftel.__file__).parent


def test_the_list_is_sorted_and_short():
    assert reftel.__all__ == sorted(set(reftel.__all__))
    assert len(reftel.__all__) <= 16


@pytest.mark.parametrize("name", reftel.__all__)
def test_each_name_is_there_and_explains_itself(name):
    value = getattr(reftel, name)
    assert inspect.isclass(value) or inspect.isfunction(value)
    assert inspect.getdoc(value)
    assert value.__name__ == name


def test_nothing_public_is_missing_from_the_list():
    for name in reftel.__all__:
        getattr(reftel, name)
    public = {
        name
        for name, value in vars(reftel).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert public - {"annotations", "TYPE_CHECKING", "import_module"} == set(reftel.__all__)
    assert set(reftel.__all__) <= set(dir(reftel))


def test_no_public_name_is_a_module_too():
    """Importing reftel.build would put the module where the name was."""
    modules = {path.stem for path in SOURCE.iterdir() if path.suffix in {".py", ""}}
    assert not modules & set(reftel.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'parze'"):
        _ = reftel.parze


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}; import sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout))


def test_importing_reftel_loads_nothing_else_of_it():
    loaded = loaded_by("import reftel")
    assert {name for name in loaded if name.startswith("reftel")} == {"reftel"}
    assert not {"msgspec", "tantivy", "click", "rich", "sqlite3"} & loaded


def test_parsing_loads_no_archive_and_no_engine():
    loaded = loaded_by("import reftel; reftel.parse('')")
    assert not {"tantivy", "click", "rich", "sqlite3", "zstandard"} & loaded
    assert not {name for name in loaded if name.startswith(("reftel.archive", "reftel.sources"))}


def test_typed_checkers_see_the_same_names():
    """The names under TYPE_CHECKING and those loaded when used come from the same homes."""
    import ast

    tree = ast.parse((SOURCE / "__init__.py").read_text("utf-8"))
    seen = {
        alias.asname: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == reftel._HOME
    assert sorted(seen) == reftel.__all__
