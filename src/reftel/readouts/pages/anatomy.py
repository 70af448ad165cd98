"""Reading a cable: an invented telegram, part by part, each explained.

The parts are what the parser finds in it, so the explanation can never differ from what is read.
"""

from __future__ import annotations

import msgspec

from reftel.reading import Archive
from reftel.readouts.pages.home import Nothing
from reftel.telegram.cable import PIECE_KINDS
from reftel.telegram.parse import parse

__all__ = ["EXPLAINED", "SAMPLE", "Anatomy", "AnatomyPart", "anatomy"]

SAMPLE = """\
VZCZCXRO0457
RR RUEHZD RUEHHZ
DE RUEHSZ #1894/01 0430903
ZNY CCCCC ZZH
R 120903Z FEB 08
FM AMEMBASSY STRELSAU
TO RUEHC/SECSTATE WASHDC PRIORITY 0231
INFO RUEHZD/AMCONSUL ZENDA 0007
RUEHHZ/AMCONSUL HENTZAU 0112
C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 001894

SIPDIS
NOFORN

STATE FOR EUR/CE; ZENDA FOR POLOFF

E.O. 12958: DECL: 02/12/2018
TAGS: PGOV, PHUM, KTIP, RZ
SUBJECT: HARVEST LABOR IN THE UPPER VALLEYS: THE MINISTRY
COUNTS, THE VILLAGES DO NOT

REF: A. 07 STRELSAU 1204
     B. ZENDA 12 (NOTAL)

Classified By: Ambassador R. Tarlen for reasons 1.4 (b) and (d).

1. (C) SUMMARY: The Ministry of Labor (MOL) has counted the
harvest hands for the first time, and found fewer than the
villages remember.  END SUMMARY.

THE COUNT
---------

2. (C/NF) XXXXXXXXXXXX, who led the count, told Poloff that
three valleys had sent no figures, and that the MOL would not

STRELSAU 00001894  002 OF 002

SIPDIS

ask again before the autumn:

-- Upper Zenda answered that its roads were closed;

-- Tarlenmark did not answer.

3. (SBU) QUESTION A. How reliable are these sources?

POST RESPONSE: They are the only ones.

4. (C) COMMENT: A small number is convenient to all who
counted.  END COMMENT.
TARLEN

NNNN
"""

EXPLAINED: dict[str, tuple[str, str]] = {
    "transmission": (
        "Transmission line",
        (
            "VZCZC opens a message on the wire; three letters and four digits name the channel "
            "and number this message there."
        ),
    ),
    "routing": (
        "Routing",
        (
            "How urgent it is, twice (RR routine, PP priority, OO immediate, ZZ flash), and the "
            "stations that relay it."
        ),
    ),
    "station": (
        "Sending station",
        (
            "DE, the station that sends; the number of the message there, the section, and when "
            "it was filed: day of the year, hour and minute in UTC."
        ),
    ),
    "security": (
        "Security line",
        "ZNR for plain, ZNY for classified traffic, and five times the letter of the level.",
    ),
    "date-time": (
        "Date-time group",
        (
            "Precedence, then day, hour and minute in UTC (Z), month and year. This is when the "
            "cable was sent, whatever a page says."
        ),
    ),
    "from": (
        "From",
        "The post that speaks: an embassy (AMEMBASSY), a consulate, the Department.",
    ),
    "to": (
        "Action addressees",
        (
            "Those who are to act on it, each with its routing indicator, at times a precedence "
            "of its own, and a serial number of what this post has sent to it."
        ),
    ),
    "info": (
        "Information addressees",
        "Those who are to know. A name may stand for many posts.",
    ),
    "classification": (
        "Classification line",
        (
            "The level, letters spaced so that it cannot be missed; in how many sections it was "
            "sent; and post and number, which with the year make the reference id: 08STRELSAU1894."
        ),
    ),
    "caption": (
        "Captions",
        (
            "Who may see it: SIPDIS (on the Department's network), NOFORN (no foreigners), EXDIS "
            "and NODIS (by name only), SENSITIVE."
        ),
    ),
    "passing": ("Attention", "For whom at the addressee, or to whom it is to be passed on."),
    "order": (
        "Executive order",
        (
            "The order that governs its secrecy, and when it may be opened: a date, an event, or "
            "N/A."
        ),
    ),
    "tags": (
        "TAGS",
        (
            "Traffic Analysis by Geography and Subject: codes for subjects (PGOV), programmes "
            "(KTIP), countries (RZ), organizations and persons."
        ),
    ),
    "subject": ("Subject", "It may run over several lines."),
    "reference": (
        "References",
        (
            "Earlier telegrams that this one rests on, each a reftel. Without a year it is this "
            "year's, without a post it is this post's; NOTAL: not sent to all addressees."
        ),
    ),
    "classified-by": (
        "Classified by",
        "Who set the level and for which reasons, by the paragraphs of the order.",
    ),
    "paragraph": (
        "Paragraphs",
        (
            "Numbered, each with a portion mark of its own level: (U), (SBU), (C), (S), NF for "
            "NOFORN. Every one has an address here: 08STRELSAU1894#par2. Names in XXXX were "
            "withheld by the publisher."
        ),
    ),
    "heading": ("Headings", "A short line, most often underlined."),
    "rule": ("Rules", "Lines of dashes. Longer ones were cut by the wire."),
    "page-break": (
        "Page breaks",
        (
            "Where a page or section of the transmission ended, the wire left a line in the "
            "middle of the sentence. Reading leaves it aside; it is no part of the paragraph."
        ),
    ),
    "stray-caption": (
        "Stray captions",
        "Repeated where sections were joined; no part of the sentence either.",
    ),
    "signature": (
        "Signature",
        "The chief of mission, or who acts for him, whoever drafted it.",
    ),
    "closing": ("End", "NNNN ends a message on the wire."),
}
"""Kind of a piece to its name, and what it tells."""


class AnatomyPart(msgspec.Struct, frozen=True):
    """One part of the sample."""

    kind: str
    """Kind of the piece, as in docs/telegram.md."""
    title: str
    """What it is called."""
    says: str
    """What it tells; empty where it was told above."""
    text: str
    """As transmitted."""


class Anatomy(msgspec.Struct, frozen=True):
    """The sample telegram, cut into its parts; joined, their texts are the telegram."""

    id: str
    """Of the sample; no archive holds it."""
    parts: tuple[AnatomyPart, ...]


def anatomy(archive: Archive, asked: Nothing) -> Anatomy:  # noqa: ARG001 - asked as every page is
    """The sample, explained."""
    cable = parse(SAMPLE)
    told: set[str] = set()
    parts: list[AnatomyPart] = []
    for piece in cable.pieces:
        if parts and (piece.kind in ("blank", parts[-1].kind)):
            last = parts.pop()
            parts.append(msgspec.structs.replace(last, text=last.text + piece.text))
            continue
        title, says = EXPLAINED.get(piece.kind, (PIECE_KINDS[piece.kind], ""))
        parts.append(AnatomyPart(piece.kind, title, "" if piece.kind in told else says, piece.text))
        told.add(piece.kind)
    return Anatomy(cable.id or "", tuple(parts))
