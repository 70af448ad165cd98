"""Writes docs/reftel.pot, all words of the interface, for those who translate them.

Fixed sentences stand in templates, in calls that raise an error, and in tables of the code; a test
holds the file to them. Run: python docs/write_words.py
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

import reftel
from reftel.defects import CODES
from reftel.readouts.markup import TITLES
from reftel.readouts.pages.anatomy import EXPLAINED
from reftel.readouts.pages.searching import CONSTRUCTS
from reftel.readouts.pages.suggest import OPERATORS
from reftel.readouts.questions import QUESTIONS
from reftel.readouts.shapes import parameters_of, shapes
from reftel.readouts.web.claim_words import CLAIMS
from reftel.readouts.web.wording import MONTHS, PATTERNS, SHORT_MONTHS
from reftel.search.fields import FIELDS, HAS, LOST
from reftel.search.problems import LEFT_OUT, PROBLEMS
from reftel.telegram.cable import PIECE_KINDS
from reftel.vocab.captions import CAPTIONS
from reftel.vocab.posts import OFFICES, titles
from reftel.vocab.tables import rows
from reftel.vocab.tags import TAGS

PAGE = Path(__file__).parent / "reftel.pot"
CODE = Path(reftel.__file__).parent
RAISED = {"Misuse": None, "NotHeld": None, "filled": None, "say": None}
"""Calls whose first argument is a sentence."""
ROOMS = ("reading", "readouts", "search")
"""What is raised elsewhere never comes to a page."""


def tables() -> dict[str, list[str]]:
    """Sentences that stand in tables of the code, by what they are."""
    return {
        "a fault of a query": [*PROBLEMS.values(), *LEFT_OUT.values()],
        "an oddity of a cable": list(CODES.values()),
        "what a search can ask for": [
            *(one.meaning for one in FIELDS.values()), *HAS.values(), *LOST.values(),
            *OPERATORS.values(), *(one.finds for one in CONSTRUCTS),
        ],
        "a question of the API": [one.says for one in QUESTIONS.values()],
        "told of a value of the API": sorted(_told_of_values()),
        "a part of a telegram": [
            *(words for both in EXPLAINED.values() for words in both), *PIECE_KINDS.values(),
        ],
        "shown when a part of the text is pointed at": list(TITLES.values()),
        "a month": [*MONTHS, *SHORT_MONTHS],
        "how a number, a month and a day are written": list(PATTERNS),
        "a caption": [words for one in CAPTIONS.values() for words in (one.meaning, one.effect)],
        "what a page says of its cable": list(CLAIMS.values()),
        "a country": [name for name, _, shown, _ in rows("country-names") if shown == "yes"],
        "a kind of post": list(OFFICES),
        "the name of a post": sorted(titles()),
        "the meaning of a TAG": [
            *(one.meaning for one in TAGS.values()), *(row[2] for row in rows("tag-years")),
        ],
    }  # fmt: skip


def _told_of_values() -> set[str]:
    """What stands under structs and their fields."""
    told = set()
    for one in QUESTIONS.values():
        told.update(parameter.meaning for parameter in parameters_of(one.asks))
        for shape in shapes(one.gives):
            told.update([shape.says, *(field.meaning for field in shape.fields)])
    return told


def catalog() -> Catalog:
    """All words, each with where it is at home."""
    made = Catalog()
    for path in sorted((CODE / "readouts" / "web" / "templates").glob("*.html")):
        for _, message, _, _ in extract_from_file("jinja2", path):
            made.add(message, locations=[(path.name, None)])
    for path in _modules():
        for _, message, _, _ in extract_from_file("python", path, keywords=RAISED):
            made.add(message, locations=[(path.relative_to(CODE).as_posix(), None)])
    for what, sentences in tables().items():
        for one in sentences:
            if one:
                made.add(
                    one, auto_comments=[what], flags=["python-brace-format"] if "{" in one else ()
                )
    return made


def _modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((CODE / room).rglob("*.py"))


def page() -> str:
    """The whole file."""
    written = BytesIO()
    write_po(written, catalog(), omit_header=True, sort_output=True, width=100)
    return written.getvalue().decode()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
