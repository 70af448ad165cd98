"""What can be wrong with a page or a telegram: the value, the table of codes, the list.

A defect is a value: a stable code, where, and what stood there. Its plain sentence comes from
`CODES`, which also makes docs/defects.md; a code is never reused for another fault.
"""

from __future__ import annotations

import msgspec

from reftel.errors import StrictDefect
from reftel.spans import Span

__all__ = ["CODES", "Defect", "DefectList"]

CODES: dict[str, str] = {
    # --- the page or record (spans are bytes of the record) ---
    "blocks-odd": "The page does not hold exactly one header box and one body box",
    "body-cut": "The publisher cut the body after some 250 characters",
    "claims-missing": "The box that names the cable, its dates and its origin is missing",
    "control-characters": "Characters stand in the text that no telegram was written with",
    "document-other": "A document that is no cable: a memorandum, a letter, an editorial note",
    "header-missing": "The publisher put a note in place of the header",
    "layout-unknown": "The page is in no layout known here, and was searched for a telegram",
    "not-utf8": "Some bytes are not valid UTF-8 and were read as Windows-1252",
    "row-odd": "The row holds quotes that are not escaped, or more columns than eight",
    "text-above": "Words that are not the telegram's stand above it",
    "text-absent": "A notice, or nothing, stands where the telegram's text should stand",
    "utf16-broken": "Half a character stands in a text in UTF-16",
    # --- the telegram (spans are characters of its text) ---
    "classification-damaged": "The first letter of the classification line is lost or doubled",
    "classification-missing": "There is no classification line",
    "copies-differ": "The copies of the offices do not make the sum that stands behind them",
    "date-time-impossible": "The date-time group names no possible time",
    "date-time-missing": "There is no date-time group",
    "id-unknown-in-text": "The text does not say its own message reference number",
    "label-glued": "Two labelled lines stand on one",
    "line-unread": "A line above the text fits no known kind",
    "number-falls": "A paragraph number repeats or falls",
    "number-gap": "Paragraph numbers are left out",
    "number-in-sentence": "A line begins like the next paragraph, but a sentence runs on",
    "number-missing": "The classification line names no post and number",
    "number-restart": "Paragraph numbers begin again at 1",
    "number-unfit": "A number at a line start does not fit the run of paragraphs",
    "numbers-missing": "No paragraph has a number",
    "order-missing": "There is no executive order line",
    "page-break-differs": "A page-break line names another cable",
    "reference-missing": "The text points at an item that the REF line does not have",
    "reference-unread": "An item of the REF line could not be read",
    "signature-glued": "The signature stands on the line of the last sentence",
    "signature-missing": "Nobody signed",
    "signs-lost": "Signs were lost, and others stand in their place",
    "subject-broken": "An empty line cuts the subject in two",
    "subject-empty": "The SUBJECT line holds no words",
    "subject-missing": "There is no SUBJECT line",
    "subject-repeated": "There is a second SUBJECT line",
    "summary-open": "A summary begins and no END SUMMARY follows",
    "tag-damaged": "One of the TAGS is misspelt or stands for several, and was repaired",
    "tag-unknown": "One of the TAGS is in no list",
    "tags-empty": "The TAGS line holds no tags",
    "tags-missing": "There is no TAGS line",
    "telegram-empty": "There is no text at all",
    "text-after-signature": "Text follows the signature",
    "text-lost": "A notice says that the text, or a segment of it, cannot be read",
    "text-missing": "There is no text below the labelled lines",
    "text-withdrawn": "A withdrawal card stands in place of the text",
    # --- page against telegram, and page against page ---
    "classification-differs": "The page names another classification than the telegram does",
    "classification-unreadable": "The page names a classification that is no level we know",
    "created-differs": "The page names another time of sending than the telegram does",
    "date-unreadable": "The page names a date in no form we know",
    "id-differs": "The page names another cable than the telegram does",
    "id-repaired": "The page names the cable by a number that had to be put right",
    "id-unreadable": "The page names the cable by what is no message reference number",
    "origin-differs": "The page names another post than the telegram does",
    "page-clock": "The page's minutes repeat the hour, so that only day and hour can be true",
    "section-missing": "A section of the telegram is not held",
    # --- quarantine: why a record gave no telegram ---
    "archive-broken": "An archive, or a member of one, cannot be unpacked",
    "archive-too-deep": "Archives lie in archives, deeper than any publication needs",
    "archive-too-large": "It unpacks to more than can be meant",
    "archive-unknown": "An archive of a kind that is not unpacked here",
    "file-unreadable": "The file cannot be opened or read",
    "id-unknown": "Neither the page nor the telegram says which cable it is",
    "no-telegram": "No telegram was found in it",
    "reader-ended": "The process that read it ended; the next build tries again",
    "reader-failed": "A reader broke on it; the reason says where",
    "record-too-large": "A text larger than any telegram can be",
    "row-broken": "A row of a dump does not have its columns",
    "text-cut-up": "A text cut into words and stops for counting, which is no telegram's",
}
"""Code to one plain sentence without its full stop."""


class Defect(msgspec.Struct, frozen=True):
    """One thing wrong in a telegram or a page, and where."""

    code: str
    """Stable name, such as "subject-missing"; see docs/defects.md."""
    spans: tuple[Span, ...] = ()
    """Where, in the text (or record) that was read; empty when something is absent."""
    found: str = ""
    """The characters that stood there, untouched."""

    @property
    def sentence(self) -> str:
        """The plain words for it."""
        return CODES[self.code]


class DefectList:
    """Collects the defects of one reading, or raises the first when strict."""

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict
        self._found: list[Defect] = []

    def add(self, code: str, *spans: Span, found: str = "") -> None:
        """Note one defect. StrictDefect when strict."""
        defect = Defect(code, spans, found)
        if self._strict:
            raise StrictDefect(defect)
        self._found.append(defect)

    def keep_places(self) -> None:
        """Forget those that only say something is absent."""
        self._found = [defect for defect in self._found if defect.spans]

    def __len__(self) -> int:
        return len(self._found)

    def done(self) -> tuple[Defect, ...]:
        """All of them in order of place, those without a place last; the same one once."""
        unique = dict.fromkeys(self._found)
        return tuple(sorted(unique, key=lambda d: (not d.spans, d.spans, d.code)))
