"""A telegram alone in a text file, or several raw messages one after the other.

In: a text file that no publisher has put anything round. Out: one page a message, each one block
named telegram. Messages are parted where a line `VZCZC...` begins or a line `NNNN` ends one.

It takes two landmarks (a date-time group and an FM line, say) near the start to be taken for a
telegram: prose may well begin a line with SECRET.

An archive's notice that a text is lost names the number of its telegram, so it is taken, too.

Words above the transmission line are not the telegram's: they stay in the record as a part of
their own, and a defect says so.

Known faults of the form: none says which cable it is, so everything rests on the telegram's own
words; the sections of one telegram, sent as messages of their own, stay pages of their own.
"""

from __future__ import annotations

import re
from itertools import pairwise

from reftel.sources.archives import NOTICE, note_loss
from reftel.sources.cablegate import leave_note
from reftel.sources.control_characters import is_text
from reftel.sources.landmarks import MESSAGE_END, MESSAGE_START, any_landmark, is_telegram
from reftel.sources.mail import is_mail
from reftel.sources.page import Page, Record, Unread
from reftel.sources.page_writer import PageWriter
from reftel.spans import Span

__all__ = ["looks_like", "read"]

_WINDOW = 8192
"""Bytes from the start in which the landmarks must stand."""
_MARKUP = re.compile(rb"\s*(?:<[!?a-zA-Z]|\{\s*[\"\\]|\[\s*[{\"])")
"""HTML, XML, JSON, RTF: text in a dress that is not known here is no telegram as it stands."""
_BOM = b"\xef\xbb\xbf"


def looks_like(data: bytes) -> bool:
    """Whether a telegram, and nothing else, begins near the start."""
    window = data[:_WINDOW].removeprefix(_BOM)
    if _MARKUP.match(window) or is_mail(window):
        return False
    return bool(is_telegram(window) or NOTICE.search(window)) and is_text(data)


def read(record: Record) -> tuple[Page, ...] | Unread:
    """A page for each message."""
    data = record.data
    if not data.strip():
        return Unread("no-telegram", "There is no text in it.")
    return tuple(_read_message(data, start, end) for start, end in _messages(data))


def _messages(data: bytes) -> list[tuple[int, int]]:
    """Where the messages lie. What is no message by itself goes with the one before it."""
    cuts = {found.start() for found in MESSAGE_START.finditer(data)}
    for found in MESSAGE_END.finditer(data):
        line_end = data.find(b"\n", found.end())
        cuts.add(line_end + 1 if line_end >= 0 else len(data))
    places = sorted({0, *cuts, len(data)})
    messages: list[tuple[int, int]] = []
    for start, end in pairwise(places):
        if messages and not is_telegram(data, start, end):
            messages[-1] = (messages[-1][0], end)
        elif len(messages) == 1 and not is_telegram(data, *messages[0]):
            messages[0] = (messages[0][0], end)
        else:
            messages.append((start, end))
    return messages


def _read_message(data: bytes, start: int, end: int) -> Page:
    writer = PageWriter(data)
    writer.leave("other", start)
    if data.startswith(_BOM, start):
        writer.leave("markup", start + len(_BOM))
    above = _words_above(data, writer.at, end)
    if above > writer.at:
        words = Span(writer.at, above)
        found = data[words.start : words.end].decode("utf-8", "replace")
        writer.defect("text-above", words, found=found)
        writer.leave("other", above)
    leave_note(writer, end)
    place = Span(writer.at, end)
    writer.begin("telegram")
    writer.take_lines(end)
    writer.finish_block()
    if NOTICE.search(data, place.start, place.end):
        note_loss(writer, place, {}, blank=False)
    writer.leave("other", len(data))
    return writer.page("telegram-text")


def _words_above(data: bytes, start: int, end: int) -> int:
    """Where the telegram begins that stands below words of somebody else.

    That is what stands above the transmission line; unless that, too, is a telegram's, as the
    classification line that heads 09STATE100153.
    """
    found = MESSAGE_START.search(data, start, min(end, start + _WINDOW))
    if found is None or not data[start : found.start()].strip():
        return start
    return start if any_landmark(data, start, found.start()) else found.start()
