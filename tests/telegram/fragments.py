"""An invented telegram without any fault, and the same with one part of it changed."""

from __future__ import annotations

from reftel.telegram.cable import Cable
from reftel.telegram.parse import parse

HEADER = """\
VZCZCXYZ0012
PP RUEHZD RUEHC

DE RUEHSZ #0012 0141532
ZNY CCCCC ZZH
P 141532Z JAN 09
FM AMEMBASSY STRELSAU
TO RUEHC/SECSTATE WASHDC PRIORITY 1234
INFO RUEHZD/AMCONSUL ZENDA 0007
"""
LINE = "C O N F I D E N T I A L STRELSAU 000012\n"
TOP = """\

SIPDIS

E.O. 12958: DECL: 01/14/2019
TAGS: PGOV, PREL
SUBJECT: HARVEST FESTIVAL DRAWS RECORD CROWD

Classified By: Ambassador R. Hentzau for reasons 1.4 (b) and (d).
"""
BODY = """\

1. (C) The harvest festival drew forty thousand people.

2. (SBU) Wheat is plentiful.
TARLENHEIM
"""


def telegram(*, header: str = HEADER, line: str = LINE, top: str = TOP, body: str = BODY) -> str:
    """The faultless telegram with some of its parts replaced."""
    return header + line + top + body


def with_header(header: str) -> Cable:
    """The faultless telegram below these transmission lines."""
    return parse(telegram(header=header))


def with_line(line: str) -> Cable:
    """With this classification line; lines of captions may follow it."""
    return parse(telegram(line=line + "\n"))


def with_label(label: str, lines: str) -> Cable:
    """With these lines in place of the one that has this label, or before Classified By."""
    kept = [line for line in TOP.splitlines() if not line.startswith(label)]
    at = next(n for n, line in enumerate(kept) if line.startswith(("Classified", "SUBJECT")))
    kept[at:at] = [*lines.splitlines(), ""] if label != "Classified By" else lines.splitlines()
    return parse(telegram(top="\n".join(kept) + "\n"))


def with_references(lines: str) -> Cable:
    """With this REF list, which brings its own label."""
    return parse(telegram(top=TOP.replace("\nClassified", f"{lines}\n\nClassified")))


def with_body(body: str) -> Cable:
    """With this text below the top."""
    return parse(telegram(body="\n" + body))


def codes(cable: Cable) -> list[str]:
    """The codes of its defects, sorted, each once."""
    return sorted({defect.code for defect in cable.defects})


def pieces(cable: Cable, kind: str) -> list[str]:
    """What stands in its pieces of one kind, without blanks at the ends."""
    return [piece.text.strip() for piece in cable.pieces if piece.kind == kind]
