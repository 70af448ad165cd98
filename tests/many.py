"""An archive of more TAGS and posts than a list of the reading room shows at once."""

from __future__ import annotations

from pathlib import Path

from reftel.build import build

POSTS = 130
TAGS = 130


def _name(number: int) -> str:
    """Letters alone, as the name of a post has."""
    return "".join(chr(ord("A") + int(digit)) for digit in f"{number:03}")


def cable(number: int) -> str:
    """A cable from a post of its own, with a TAG of its own; every third bears PHUM too."""
    station = f"ZENDA{_name(number)}"
    tags = f"ZT{_name(number)}" + (", PHUM" if number % 3 == 0 else "")
    return f"""\
VZCZCXRO1234
RR RUEHC
DE RUEHZE #{number + 1:04d}/01 0331226
ZNR UUUUU ZZH
R 021226Z FEB 09
FM AMEMBASSY {station}
TO RUEHC/SECSTATE WASHDC 0001
UNCLAS {station} {number + 1:06d}

E.O. 12958: N/A
TAGS: {tags}
SUBJECT: BARLEY OF ROW {number}

1. (U) Barley was counted in row {number} of the market.
"""


def write_many(folder: Path) -> Path:
    """The archive, in a new folder."""
    pages = folder / "pages"
    pages.mkdir()
    for number in range(POSTS):
        station = f"ZENDA{_name(number)}"
        (pages / f"09{station}{number + 1}.txt").write_text(cable(number), "utf-8")
    build(folder / "many.reftel", [pages], workers=1)
    return folder / "many.reftel"
