"""Writes the list of questions in docs/api.md from the code; tests/test_docs.py holds the file to
it.

Run: python docs/write_api.py
"""

import textwrap
from pathlib import Path
from urllib.parse import quote, urlencode

from reftel.readouts import record
from reftel.readouts.questions import QUESTIONS, Question
from reftel.readouts.shapes import Field, Shape, parameters_of, shapes

PAGE = Path(__file__).parent / "api.md"
BEGIN, END = "<!-- questions: python docs/write_api.py -->\n", "<!-- end of questions -->\n"


def questions() -> str:
    """A section for each question, then one for each value that is not explained elsewhere."""
    parts = [
        "| address | answer |\n|---|---|\n"
        + "".join(
            f"| [`/api{one.path}`](#{_anchor(one)}) | {one.says} |\n" for one in QUESTIONS.values()
        )
    ]
    parts += [_question(one) for one in QUESTIONS.values()]
    named = {shape.name: shape for one in QUESTIONS.values() for shape in shapes(one.gives)}
    parts += [_shape(named[name]) for name in sorted(named) if not _elsewhere(named[name])]
    return "\n".join(parts)


def _question(one: Question) -> str:
    rows = [
        f"| `{told.name}` | {told.kind}{f'; else `{told.default}`' if told.default else ''}"
        f"{'; must be given' if told.required else ''} | {told.meaning} |\n"
        for told in parameters_of(one.asks)
    ]
    table = "\n| parameter | may be | meaning |\n|---|---|---|\n" + "".join(rows) if rows else ""
    gives = shapes(one.gives)[0]
    says = "\n".join(textwrap.wrap(f"{one.says} Answer: {_at(gives.name)}.", 100))
    head = f"## `/api{one.path}`\n\n{says}\n\n"
    return f"{head}```text\n{_example(one)}\n```\n{table}"


def _anchor(one: Question) -> str:
    return "".join(character for character in f"api{one.path}" if character.isalnum())


def _example(one: Question) -> str:
    quoted = {name: quote(value, safe="") for name, value in one.example.items()}
    rest = {name: value for name, value in one.example.items() if f"{{{name}}}" not in one.path}
    return f"/api{one.path.format_map(quoted)}" + (f"?{urlencode(rest)}" if rest else "")


def _shape(shape: Shape) -> str:
    head = f"### {shape.name}\n\n{shape.says}\n\n| field | kind | meaning |\n|---|---|---|\n"
    return head + "".join(
        f"| `{one.name}` | {_kind(one)} | {one.meaning.replace('|', chr(92) + '|')} |\n"
        for one in shape.fields
    )


def _kind(field: Field) -> str:
    if not field.leads_to:
        return field.kind
    return field.kind.replace(field.leads_to, _at(field.leads_to))


def _elsewhere(shape: Shape) -> bool:
    """Whether docs/json.md has its table."""
    return shape.module == record.__name__


def _at(name: str) -> str:
    if hasattr(record, name):
        words = "".join(f"-{c.lower()}" if c.isupper() else c for c in name.removesuffix("Record"))
        return f"[{name}](json.md#{words.strip('-')})"
    return f"[{name}](#{name.lower()})"


def page() -> str:
    """The whole file, its list made anew."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{questions()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
