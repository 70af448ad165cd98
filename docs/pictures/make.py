"""Draws the picture at the top of docs/commands.md from the invented archive.

Run: python docs/pictures/make.py
"""

import re
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from reftel.build import build
from reftel.demo.archive import write_demo
from reftel.reading import open_archive
from reftel.readouts.answers import search_lines
from reftel.readouts.decoded import decoded
from reftel.readouts.holding import held_record
from reftel.readouts.terminal import Paper

WIDTH = 92
QUERY, CABLE, LINES = "tag:KTIP from:strelsau convictions", "08STRELSAU388", 54
TARGET = Path(__file__).parent / "terminal.svg"


def main() -> None:
    """Build the invented archive, ask it two things, and keep what the terminal shows."""
    paper = Paper(width=WIDTH, colour=True)
    with tempfile.TemporaryDirectory() as folder:
        pages, archive = Path(folder) / "pages", Path(folder) / "demo.reftel"
        write_demo(pages)
        build(archive, [pages])
        with open_archive(archive) as held:
            found = held.search(QUERY, limit=2, facets=False)
            lines = [_prompt(f"reftel search demo.reftel '{QUERY}'"), *search_lines(found, paper)]
            shown = list(decoded(held_record(held, CABLE), paper))
            lines += ["", _prompt(f"reftel show demo.reftel {CABLE}"), *shown]
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    for line in lines[:LINES]:
        console.print(Text.from_ansi(line), soft_wrap=True)
    picture = console.export_svg(title="reftel", unique_id="reftel")
    # No font from elsewhere: a picture in a README asks nobody for anything.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    TARGET.write_text("".join(f"{line.rstrip()}\n" for line in picture.splitlines()), "utf-8")


def _prompt(command: str) -> str:
    return f"\x1b[1;32m$\x1b[0m \x1b[1m{command}\x1b[0m"


if __name__ == "__main__":
    main()
