"""What a document of Foreign Relations says of itself: its head, its dateline, its source note.

In: the tags and words of one document as a reader passes them. Out: claims, and whether the
document is a telegram.
"""

from __future__ import annotations

import html
import re

from reftel.sources.page_writer import PageWriter

__all__ = ["Heard", "claim_document"]

_FIELD = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_TAG = re.compile(rb"<[^<>]*>")
_TELEGRAM = re.compile(r"\btelegram\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b[Tt]elegram (?:[Nn]o\. ?)?(\d{1,6}) [Ff]rom"
    r" ((?:[A-Z][\w'’-]{1,30}[ -]){0,3}[A-Z][\w'’-]{1,30})"
)
_NUMBER = re.compile(r"(\d{1,6})\. ")
_FILM = re.compile(r"\b([DPN]\d{6}[-–]\d{4})\b")
_LEVEL = re.compile(r"\b(Top Secret|Secret|Confidential|Limited Official Use|Unclassified)\b[;.,]")
_DEPARTMENT = re.compile(r"^(?:the )?Department of State|^Secretary of State", re.IGNORECASE)
_DEEPEST = 20
"""Open elements that are listened to: a file in which none closes takes no longer than another."""
_KEPT = ("head", "dateline", "placeName", "signed", "p")


class Heard:
    """What was passed so far."""

    def __init__(self, start: int) -> None:
        self.start = start
        """Where the document's start tag begins."""
        self.texts: dict[str, list[tuple[str, int, int]]] = {name: [] for name in _KEPT}
        """Of some elements: their words, and the bytes they stand in."""
        self.sides: dict[str, tuple[str, int, int]] = {}
        """from and to."""
        self.date: tuple[str, int, int] | None = None
        self.notes: list[tuple[str, int, int]] = []
        """Source notes."""
        self._open: list[tuple[str, str, int, list[str]]] = []
        self._note: tuple[int, dict[str, str]] | None = None

    @property
    def head(self) -> str:
        """The document's title, without its notes."""
        heads = self.texts["head"]
        return heads[0][0] if heads else ""

    def text(self, words: str) -> None:
        """Words of the text were passed."""
        for _, _, _, heard in self._open:
            heard.append(words)

    def tag(self, found: re.Match[bytes]) -> None:
        """A tag was passed."""
        name = found["name"].decode("utf-8", "replace")
        if found["close"]:
            self._close(name, found.start())
            return
        fields = _fields(found["fields"])
        inside_dateline = any(one == "dateline" for one, _, _, _ in self._open)
        if name == "date" and inside_dateline and self.date is None and "when" in fields:
            self.date = (fields["when"], *found.span("fields"))
        side = fields.get("type", "") if name in {"gloss", "persName"} else ""
        kept = name in _KEPT or side in {"from", "to"}
        if kept and not found["empty"] and len(self._open) < _DEEPEST:
            self._open.append((name, side, found.end(), []))

    def note_begins(self, found: re.Match[bytes]) -> None:
        """The start tag of a note was passed."""
        self._note = (found.end(), _fields(found["fields"]))

    def note(self, data: bytes, end: int) -> None:
        """The note that began last ends here."""
        if self._note is None:
            return
        start, fields = self._note
        stop = data.rfind(b"<", start, end)
        words = _plain(data[start:stop])
        source = fields.get("type") == "source" or fields.get("rend") == "inline"
        if source or words.startswith("Source:"):
            self.notes.append((words, start, stop))

    def _close(self, name: str, end: int) -> None:
        for n in range(len(self._open) - 1, -1, -1):
            if self._open[n][0] == name:
                _, side, start, heard = self._open.pop(n)
                words = " ".join("".join(heard).split())
                if side:
                    self.sides.setdefault(side, (words, start, end))
                elif name in self.texts:
                    self.texts[name].append((words, start, end))
                return


def claim_document(writer: PageWriter, heard: Heard) -> bool:
    """Claim all that was heard; whether it is a telegram."""
    opening = writer.data[heard.start : writer.data.find(b">", heard.start)]
    fields = _fields(opening)
    for name, field in (
        ("document-number", "n"),
        ("date-min", "frus:doc-dateTime-min"),
        ("date-max", "frus:doc-dateTime-max"),
    ):
        if value := fields.get(field):
            writer.claim(name, value, heard.start, heard.start + len(opening))
    found = {
        "title": heard.texts["head"][:1],
        "created": [heard.date] if heard.date else [],
        "place": heard.texts["placeName"][:1],
        "from": [heard.sides["from"]] if "from" in heard.sides else [],
        "to": [heard.sides["to"]] if "to" in heard.sides else [],
        "signed": heard.texts["signed"][:1],
        "source-note": heard.notes[:1],
    }
    for name, places in found.items():
        for value, start, end in places:
            if value:
                writer.claim(name, value, start, end)
    for words, start, end in heard.notes[:1]:
        for name, pattern in (("film-number", _FILM), ("classification", _LEVEL)):
            if match := pattern.search(words):
                writer.claim(name, match[1], start, end)
    if fields.get("subtype") == "editorial-note" or not _TELEGRAM.search(heard.head):
        return False
    _claim_number(writer, heard)
    return True


def _claim_number(writer: PageWriter, heard: Heard) -> None:
    """The telegram's number, and with post and year its id."""
    year = heard.date[0][:4] if heard.date else ""
    for words, start, end in (*heard.texts["head"][:1], *heard.notes[:1]):
        if named := _NAMED.search(words):
            writer.claim("telegram-number", named[1], start, end)
            _claim_id(writer, year, named[2], named[1], (start, end))
            return
    first = heard.texts["p"][:1]
    match = _NUMBER.match(first[0][0]) if first else None
    if match is None:
        return
    after = next((one for one, _, _ in heard.texts["p"][1:] if _NUMBER.match(one)), "")
    if int(match[1]) == 1 or after.startswith(f"{int(match[1]) + 1}. "):
        return  # paragraphs have numbers, too
    _, start, end = first[0]
    writer.claim("telegram-number", match[1], start, end)
    place = heard.texts["placeName"][:1]
    post = place[0][0] if place else ""
    if _DEPARTMENT.match(heard.sides.get("from", ("", 0, 0))[0]):
        post = "State"
    _claim_id(writer, year, post, match[1], (start, end))


def _claim_id(
    writer: PageWriter, year: str, post: str, number: str, place: tuple[int, int]
) -> None:
    if _DEPARTMENT.match(post):
        post = "State"
    if year and post.strip():
        writer.claim("id", f"{year} {post.strip(' .,')} {number}", *place)


def _fields(tag: bytes) -> dict[str, str]:
    return {
        found[1].decode("utf-8", "replace"): html.unescape(
            (found[2] if found[2] is not None else found[3]).decode("utf-8", "replace")
        )
        for found in _FIELD.finditer(tag)
    }


def _plain(written: bytes) -> str:
    text = html.unescape(_TAG.sub(b"", written).decode("utf-8", "replace"))
    return " ".join(text.split())
