"""What to ask to see an answer: the example of each question, on the archive that is served."""

from __future__ import annotations

from urllib.parse import quote

from reftel.reading import Archive
from reftel.readouts.questions import Question
from reftel.readouts.web.links import Links

__all__ = ["example_address", "example_of"]


def example_of(archive: Archive, question: Question) -> dict[str, str]:
    """Its parameters; where the archive does not hold the cable they name, its first one."""
    asked = dict(question.example)
    if "id" in asked and asked["id"] not in archive:
        asked["id"] = next(iter(archive), asked["id"])
    return asked


def example_address(links: Links, question: Question, asked: dict[str, str]) -> str:
    """The address of the API that asks it."""
    quoted = {name: quote(value, safe="") for name, value in asked.items()}
    rest = {name: value for name, value in asked.items() if f"{{{name}}}" not in question.path}
    return links.page(f"/api{question.path.format_map(quoted)}", **rest)
