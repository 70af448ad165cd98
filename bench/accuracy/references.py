"""`python -m bench.accuracy.references`: every mention on the real pages beside the project.

Each is printed with its words, so that it can be looked at; the sum tells how many lead to a
number or are rightly no telegram's. Without the pages a sentence says so.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from reftel.archive.claims import published
from reftel.sources.detect import read
from reftel.sources.records import files, records_of
from reftel.telegram.cable import Reference
from reftel.telegram.parse import parse

FOLDER = Path(__file__).parents[3] / "shared"
_AROUND = 30


def main() -> None:
    """Print all mentions and their sum."""
    folders = [one for one in (FOLDER / "samples", FOLDER / "seeds") if one.is_dir()]
    found = [read(record) for one in files(folders) for record in records_of(one)]
    seen: set[str] = set()
    counted = Counter[tuple[str, str]]()
    for pages in found:
        for page in pages if isinstance(pages, tuple) else ():
            given = published(page)
            cable = parse(page.text, published_as=given.id if given else None)
            if page.text in seen:
                continue
            seen.add(page.text)
            for one in cable.references:
                counted[one.place, _outcome(one)] += 1
                print(cable.id, _outcome(one), one.id, *one.rules, "|", _words(page.text, one))
    if not seen:
        print("No real pages lie beside the project; nothing was measured.")
    for (place, outcome), count in sorted(counted.items()):
        print(f"{place:6}{outcome:14}{count:5}")


def _outcome(one: Reference) -> str:
    if one.id:
        return "number"
    return "open" if one.kind in ("telegram", "unread") else one.kind


def _words(text: str, one: Reference) -> str:
    span = one.spans[0]
    before = text[max(span.start - _AROUND, 0) : span.start] if one.place == "text" else ""
    behind = text[span.end : span.end + _AROUND] if one.place == "text" else ""
    return " ".join(f"{before}[{one.written}]{behind}".split())


if __name__ == "__main__":
    main()
