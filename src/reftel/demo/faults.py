"""What can be wrong with a cable and its publication, how often, and which defect shows it.

In: dice and a plan. Out: the faults a cable of the big set is to have. Rates follow the counts
that are known of the published cables. The faults are built in by `telegrams` and `publish`.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reftel.demo.envelope import is_old
from reftel.demo.plan import Plan

__all__ = ["FAULTS", "Fault", "draw"]


class Fault(msgspec.Struct, frozen=True):
    """One kind of damage."""

    words: str
    rate: float = 0.0
    """Share of cables in a big set that have it; 0 for those of the small archive alone."""
    codes: tuple[str, ...] = ()
    """Codes of `defects.CODES` that a reading of it gives."""
    old: bool = True
    """Whether a telegram of 1973-79 may have it."""


FAULTS: dict[str, Fault] = {
    "apostrophes-damaged": Fault("apostrophes became commas", 0.02, old=False),
    "body-cut": Fault("the publisher cut the body", 0.001, ("body-cut", "signature-missing")),
    "classification-damaged": Fault(
        "first letter of the classification line lost", 0.008, ("classification-damaged",)
    ),
    "classification-missing": Fault(
        "no classification line", 0.0, ("classification-missing",), old=False
    ),
    "corrected-copy": Fault("sent again with a correction", 0.02, old=False),
    "date-time-impossible": Fault("the 32nd of a month", 0.0, ("date-time-impossible",)),
    "header-none": Fault("no transmission lines at all", 0.0, ("date-time-missing",), old=False),
    "header-note": Fault(
        "a note in place of the header", 0.012, ("header-missing", "date-time-missing"), old=False
    ),
    "header-short": Fault("the header begins at the date-time group", 0.024, old=False),
    "label-glued": Fault("TAGS stand on the E.O. line", 0.008, ("label-glued",), old=False),
    "line-odd": Fault("a line of another system above the E.O. line", 0.002, ("line-unread",)),
    "number-falls": Fault("a paragraph number comes again", 0.004, ("number-falls",), old=False),
    "number-gap": Fault("paragraph numbers are left out", 0.03, ("number-gap",), old=False),
    "number-in-sentence": Fault(
        "a sentence runs on into the next number", 0.01, ("number-in-sentence",), old=False
    ),
    "number-missing": Fault("the classification line names no number", 0.001, ("number-missing",)),
    "number-restart": Fault("an annex begins at 1", 0.01, ("number-restart",), old=False),
    "number-unfit": Fault("a number out of the run", 0.004, ("number-unfit",), old=False),
    "numbers-missing": Fault("no paragraph is numbered", 0.01, ("numbers-missing",)),
    "order-missing": Fault("no E.O. line", 0.005, ("order-missing",)),
    "page-break-differs": Fault(
        "a page break of another cable", 0.001, ("page-break-differs",), old=False
    ),
    "page-break-glued": Fault("a page break inside a line", 0.02, old=False),
    "quotes-damaged": Fault("quotes became & and 8", 0.05, old=False),
    "redacted": Fault("names under runs of x", 0.0, old=False),
    "reference-odd": Fault("a reference nobody can read", 0.003, ("reference-unread",)),
    "signature-glued": Fault(
        "signed on the line of the last sentence", 0.03, ("signature-glued",), old=False
    ),
    "signature-missing": Fault("nobody signed", 0.03, ("signature-missing",)),
    "signature-mixed": Fault("signed in small letters", 0.02, old=False),
    "signature-twice": Fault("signed twice", 0.005, old=False),
    "subject-broken": Fault("an empty line in the subject", 0.002, ("subject-broken",), old=False),
    "subject-empty": Fault("nothing after SUBJECT", 0.0002, ("subject-empty",)),
    "subject-missing": Fault("no SUBJECT line", 0.0005, ("subject-missing",)),
    "subject-repeated": Fault("a second SUBJECT line", 0.001, ("subject-repeated",)),
    "summary-open": Fault("a summary that nobody ends", 0.06, ("summary-open",)),
    "tag-misspelt": Fault("a TAG with letters exchanged", 0.02, ("tag-damaged",)),
    "tags-empty": Fault("nothing after TAGS", 0.0003, ("tags-empty",), old=False),
    "tags-fused": Fault("two TAGS without a blank", 0.006, ("tag-damaged",)),
    "tags-missing": Fault("no TAGS line", 0.002, ("tags-missing",)),
    "text-after-signature": Fault(
        "words of a registry under the signature", 0.002, ("text-after-signature",), old=False
    ),
    "text-missing": Fault("only the labelled lines", 0.0005, ("text-missing", "signature-missing")),
    "year-line": Fault("a wrapped line begins with a year", 0.04, old=False),
}
"""Name to fault. Those of a publication (clock, wrong body, broken markup) are in `publish`."""

_NOTE_SHARE = {2001: 0.9, 2002: 0.95, 2003: 0.95, 2004: 0.97, 2005: 0.93, 2006: 0.08}
"""Share of cables of a year whose header the publisher did not have."""
_RATED = tuple((name, fault.rate, fault.old) for name, fault in FAULTS.items() if fault.rate)


def draw(plan: Plan, roll: Callable[[], float]) -> frozenset[str]:
    """The faults of a cable of the big set."""
    old = is_old(plan)
    found = [name for name, rate, of_old in _RATED if roll() < rate and (of_old or not old)]
    if roll() < _NOTE_SHARE.get(plan.created.year, 0.0):
        found.append("header-note")
    return frozenset(found)
