"""Other versions of a telegram: what newspapers, later releases and corrections made of it.

In: an `Invented`. Out: another one of the same id with another text.
"""

from __future__ import annotations

import re

import msgspec

from reftel.demo.seeds import dice
from reftel.demo.truth import Invented

__all__ = ["blanked", "edited", "redacted"]

_ORDER = re.compile(r"^E\.O\. (\d{5}): ", re.MULTILINE)
_TAGS = re.compile(r"^TAGS:? ([^\n]*?) *$", re.MULTILINE)
_QUOTED = re.compile(r'"([^"\n]*)"')
_NAMES = re.compile(r"\b[A-Z][a-z]{7,}\b")


def edited(cable: Invented) -> Invented:
    """As newspapers set it: paragraphs on one line, curly quotes, labels without points."""
    head, _, text = cable.body.replace(" \n", "\n").partition("\n\n1.")
    head = _ORDER.sub(r"EO \1 ", head)
    head = _TAGS.sub(lambda tags: "TAGS " + ", ".join(_parted(tags[1])), head)
    head = re.sub(r"\n\n+", "\n", head)
    chunks = re.split(r"\n\n+", "1." + text if text else "")
    joined = "\n\n".join(" ".join(chunk.split("\n")) for chunk in chunks)
    joined = _QUOTED.sub("“\\1”", joined).replace("'", "’")
    dateline = f"{cable.plan.created:%A, %d %B %Y, %H:%M}"
    return msgspec.structs.replace(cable, body=f"{dateline}\n{head}\n{joined}".rstrip())


def _parted(tags: str) -> list[str]:
    """The TAGS of a line; blanks part them only where no other mark does."""
    return re.split(r"[,;] *" if "," in tags or ";" in tags else " +", tags)


def redacted(cable: Invented) -> Invented:
    """As a later release sets it: some names under twelve crosses."""
    names = sorted(set(_NAMES.findall(cable.body)))
    body = cable.body
    for name in dice(0, cable.truth.id).sample(names, min(4, len(names))):
        body = body.replace(name, "XXXXXXXXXXXX")
    return msgspec.structs.replace(cable, body=body)


def blanked(cable: Invented) -> Invented:
    """The same words; empty lines hold one blank, as in the layout of 2011."""
    lines = [line or " " for line in cable.body.split("\n")]
    return msgspec.structs.replace(cable, body="\n".join(lines))
