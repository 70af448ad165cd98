"""Writes the tables of docs/json.md from the code; tests/test_docs.py holds the file to it.

Run: python docs/write_json.py
"""

import ast
import inspect
from pathlib import Path

from reftel.readouts import copy_record, differences, header_record, record
from reftel.readouts.export import COLUMNS

PAGE = Path(__file__).parent / "json.md"
BEGIN, END = "<!-- tables: python docs/write_json.py -->\n", "<!-- end of tables -->\n"


_CELLS = """\
A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end has an apostrophe before it, so that
no spreadsheet takes what a cable says for a formula and works it out. To have the exact text again,
take it away (JSON lines are exact as they are):

```python
import re


def exact(cell):
    return re.sub(r"^'(?='*[=+\\-@\\t\\r\\n\\uff1d\\uff0b\\uff0d\\uff20])", "", cell)
```

"""


def tables() -> str:
    """One table for each struct, the cable first, then one for the columns of the CSV."""
    trees = [
        ast.parse(inspect.getsource(module))
        for module in (record, header_record, copy_record, differences)
    ]
    structs = {
        node.name: node
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name.endswith("Record")
    }
    order = ["CableRecord", *(name for name in structs if name != "CableRecord")]
    parts = [_table(structs[name]) for name in order]
    parts.append(
        "## Columns of the CSV\n\n"
        + _CELLS
        + "| column | what stands in it |\n|---|---|\n"
        + "".join(f"| `{name}` | {column.meaning} |\n" for name, column in COLUMNS.items())
    )
    return "\n".join(parts)


def _table(node: ast.ClassDef) -> str:
    rows = []
    for field, after in zip(node.body, node.body[1:], strict=False):
        if not isinstance(field, ast.AnnAssign):
            continue
        assert isinstance(after, ast.Expr), f"{node.name}.{ast.unparse(field)} has no explanation"
        assert isinstance(after.value, ast.Constant)
        meaning = " ".join(str(after.value.value).split()).replace("|", "\\|")
        rows.append(f"| `{ast.unparse(field.target)}` | {_kind(field.annotation)} | {meaning} |\n")
    head = f"## {_title(node.name)}\n\n{ast.get_docstring(node)}\n\n"
    return head + "| field | kind | meaning |\n|---|---|---|\n" + "".join(rows)


def _title(name: str) -> str:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in name.removesuffix("Record"))
    return words.strip().capitalize()


def _kind(annotation: ast.expr) -> str:
    """The annotation in JSON's words."""
    text = ast.unparse(annotation)
    optional = text.endswith(" | None")
    text = text.removesuffix(" | None")
    many = text.startswith("list[")
    text = text.removeprefix("list[").removesuffix("]") if many else text
    names = {"str": "text", "int": "number", "bool": "true or false", "Span": "span"}
    names["float"] = "number"
    if text in names:
        kind = names[text]
    else:
        title = _title(text)
        kind = f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    if many:
        kind = f"list of {kind}"
    return f"{kind} or null" if optional else kind


def page() -> str:
    """The whole file, its tables made anew."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
