"""The invented archive as files: what a person finds who was given a pile of cables.

In: a folder and a seed. Out: the files of `write_demo` in it, and a `Manifest`. Cables lie there as
pages of both layouts, copied text, bare telegrams and rows of a dump, loose and packed, many of
them more than once and not always with the same text; between them lies what is no cable. The
same seed writes the same bytes, so that a second run changes nothing.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from reftel.demo import oddments
from reftel.demo.bulk import write_csv, write_pages
from reftel.demo.cables import generate
from reftel.demo.copies import copies
from reftel.demo.editions import blanked, edited, redacted
from reftel.demo.library import library, write_again
from reftel.demo.others import (
    archived_text,
    document_number,
    lab_table,
    letter,
    library_page,
    library_text,
    mirror_page,
    scraped_text,
    volume,
)
from reftel.demo.packing import tar_gz, zipped
from reftel.demo.publish import copied_text, csv_row, page_html, path_of, telegram_text
from reftel.demo.questionnaire import ANSWERING, YEARS, Figures, figures
from reftel.demo.seeds import SEED, number_of
from reftel.demo.truth import Invented, Truth

__all__ = ["Manifest", "generate", "write_csv", "write_demo", "write_pages"]

_ARCHIVED = range(1973, 1980)
"""Years whose telegrams the archives gave out as text."""
_ARTICLES = ("http://magpie.example/articles/1", "http://ledger.example/lake/2")


class Manifest(msgspec.Struct, frozen=True):
    """What `write_demo` wrote."""

    seed: int
    truths: tuple[Truth, ...]
    """Of every cable, in order of writing; versions of one cable share one truth."""
    files: tuple[str, ...]
    """Paths below the folder, in order."""
    publications: int
    """Pages, texts and rows, those inside archives too."""
    junk: int
    """Files that hold no telegram."""
    figures: tuple[Figures, ...]
    """What the posts answered to the yearly questionnaire."""


def write_demo(folder: Path, *, seed: int = SEED) -> Manifest:
    """Write the small archive into `folder`, which is made if it is not there."""
    cables = list(library(seed))
    files = _published(cables, seed)
    publications = sum(count for _, count in files.values())
    odd = oddments.pages(cables) | copies(cables, seed)
    junk = oddments.junk()
    contents = {name: data for name, (data, _) in files.items()} | odd | junk
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Manifest(
        seed,
        tuple(cable.truth for cable in cables),
        tuple(sorted(contents)),
        publications + len(odd) + oddments.EXTRA_ROWS,
        len(junk),
        tuple(figures(station, year, seed) for year in YEARS for station in ANSWERING),
    )


def _published(cables: list[Invented], seed: int) -> dict[str, tuple[bytes, int]]:
    """Path to bytes and number of publications in them."""
    loose: dict[str, bytes] = {}
    packed_2010: dict[str, bytes] = {}
    packed_2011: dict[str, bytes] = {}
    rows: list[str] = []
    raw: list[bytes] = []
    for n, cable in enumerate(cables):
        name, faults = cable.truth.id, cable.plan.faults
        # Which forms a cable came out in depends on its number alone.
        share = number_of("forms", name) % 100
        first = cable
        if "corrected-copy" in faults:
            plan = msgspec.structs.replace(cable.plan, faults=faults - {"corrected-copy"})
            first = write_again(seed, plan)
            rows.append(csv_row(first, n + 1))
        if "body-cut" in faults:
            # Where another form held the whole text, the cable would have lost nothing.
            loose["cablegate-2010/" + path_of(cable)] = page_html(cable, 2010)
            continue
        if share < 62:
            articles = _ARTICLES[: 1 + share % 2] if share % 10 == 0 else ()
            pile = packed_2010 if share % 7 == 3 else loose
            folder = "" if share % 7 == 3 else "cablegate-2010/"
            pile[folder + path_of(cable)] = page_html(cable, 2010, articles=articles)
        if share >= 45 and share < 85:
            later = blanked(cable) if share % 2 else cable
            later = redacted(later) if share % 9 == 4 else later
            pile = packed_2011 if share % 5 == 3 else loose
            folder = "" if share % 5 == 3 else "cablegate-2011/"
            pile[folder + path_of(cable)] = page_html(later, 2011)
        if share % 8 == 5:
            loose[f"copied/{name}.txt"] = copied_text(cable)
        if share % 10 == 3:
            loose[f"scraped/{name}.txt"] = scraped_text(cable)
        if share % 12 == 7:
            loose[f"library/{name}_a.html"] = library_page(cable)
        elif share % 12 == 1:
            loose[f"library/{name}_b.txt"] = library_text(cable)
        if share % 13 == 6 and cable.header:
            loose[f"mirrors/{name}.html"] = mirror_page(cable)
        if share % 14 == 9 and cable.header:
            loose[f"letters/{name}.txt"] = letter(cable)
        if cable.plan.created.year in _ARCHIVED:
            loose[f"archives/{document_number(cable)}.txt"] = archived_text(cable)
        if share % 11 == 2:
            loose[f"newspapers/{name}.html"] = page_html(edited(cable), 2010)
        if share % 9 == 7:
            loose[f"telegrams/{name}.txt"] = telegram_text(cable)
        elif share % 30 == 8 and cable.header.startswith("VZCZC"):
            raw.append(telegram_text(cable) + b"NNNN\n")
        if share >= 80 or share % 3 == 0:
            rows.append(csv_row(cable, n + 1, backslash=share % 20 == 9))
    files = {path: (data, 1) for path, data in loose.items()}
    files["dump/cables.csv"] = ("".join(rows).encode(), len(rows))
    files["telegrams/traffic-of-a-week.txt"] = (b"".join(raw), len(raw))
    printed = [cable for cable in cables if cable.plan.created.year in _ARCHIVED]
    files["tables/cfpf.csv"] = (lab_table(printed), len(printed))
    files["volumes/invented.xml"] = (volume(printed), 2 * len(printed))
    files["release-2010-12-05.zip"] = (zipped(packed_2010), len(packed_2010))
    files["mirror-2011-08-30.tar.gz"] = (tar_gz(packed_2011), len(packed_2011))
    return files
