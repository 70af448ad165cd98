"""Lines gathered into passages: paragraphs and, inside them, items, questions and answers.

In: the places of lines, one by one, with the events between them (empty line, interruption,
heading). Out: drafts of paragraphs. A passage that a page break cuts has several spans.
"""

from __future__ import annotations

import re

from reftel.spans import Span
from reftel.telegram.cable import Heading, Item, Question
from reftel.telegram.numbering import Candidate

__all__ = ["Draft", "ParagraphMaker", "Passage"]

_BULLET = re.compile(r"(-{2,4}(?!-)|-|\*|o|•)\s*(?=\S)")
_BULLETS = frozenset("-*o•")
"""Their first signs."""
_SUB = re.compile(r"(\(?(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})[.)])\s+(?=\S)")
_IN_LINE = re.compile(r" (-(?:(?<=[.:;!?)\"] -)|(?<=; and -)|(?<=; or -))-{0,2}) ?(?=[A-Z\"“])")
"""A bullet behind a sentence, as copies without line ends have it (09BRASILIA1460). What stands
before it is looked at last, so that the search leaps to its dash."""
_UNWRAPPED = 100
"""Characters; longer lines have lost their ends."""
_FULL_LINE = 45
"""Characters; a dash below a longer line that ends in mid-sentence is the sentence's own."""
_SENTENCE_ENDS = frozenset('.:;,!?)"')
_QUESTION = re.compile(
    r"QUESTION\s+([A-Z]|\d{1,2})\s?[.:)]\s*|(?:QUESTION|(?-i:Q))\s?[:.]\s+", re.IGNORECASE
)
_ANSWER = re.compile(r"(?:POST(?:'S)? )?(?:RESPONSE|ANSWER|REPLY)\s?:\s*", re.IGNORECASE)
_SHORT_ANSWER = re.compile(r"A\s?[:.]\s+")
"""Only after a question that begins with Q: else it is the first letter of a list."""
_ITEM_BEGINS = frozenset("-*(ivx0123456789")
_LABEL_ENDS = frozenset(".) ")
_MARKS = frozenset(["(C)", "(S)", "(U)"])
"""Portion marks that look like letters of a list."""


class Passage:
    """Words of several lines, and where they stand."""

    __slots__ = ("_end", "_spans", "_start", "lines")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._spans: list[Span] = []
        self._start = -1
        self._end = -1

    def add(self, start: int, end: int, words: str) -> None:
        """One more line; `words` may leave out a label that stands at `start`."""
        if self._start < 0:
            self._start = start
        self._end = end
        self.lines.append(words)

    def interrupt(self) -> None:
        """Something foreign follows: the next line begins a span of its own."""
        if self._start >= 0:
            self._spans.append(Span(self._start, self._end))
            self._start = -1

    @property
    def text(self) -> str:
        """The words, a line a line as sent."""
        return "\n".join(self.lines).strip("\n")

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where they stand."""
        self.interrupt()
        return tuple(self._spans)


class Draft:
    """A paragraph in the making."""

    __slots__ = (
        "answers",
        "dash",
        "heading",
        "items",
        "mark",
        "new_heading",
        "number",
        "passage",
        "role",
        "start",
        "text_start",
    )

    def __init__(self, number: int | None, mark: str | None, start: int, text_start: int) -> None:
        self.number, self.mark, self.start, self.text_start = number, mark, start, text_start
        self.heading: str | None = None
        self.new_heading: Heading | None = None
        """The heading directly above, where it opens this paragraph."""
        self.role: str | None = None
        self.passage = Passage()
        self.items: list[tuple[str, str, Passage]] = []
        self.answers: list[tuple[str | None, Passage, Passage]] = []
        """Letter, question, answer."""
        self.dash: Passage | None = None
        """An item that a sentence ran on into."""

    def finished_items(self) -> tuple[Item, ...]:
        """Its bullets and sub-paragraphs; a dash alone in mid-sentence is none (10PRISTINA84)."""
        if self.dash is not None and len(self.items) == 1 and self.items[0][2] is self.dash:
            return ()
        return tuple([Item(kind, label, p.text, p.spans) for kind, label, p in self.items])

    def finished_questions(self) -> tuple[Question, ...]:
        """Its questions with their answers."""
        return tuple(
            [Question(letter, q.text, q.spans, a.text, a.spans) for letter, q, a in self.answers]
        )


class ParagraphMaker:
    """Takes the body's lines in order and keeps the drafts."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._draft: Draft | None = None
        self._heading: Heading | None = None
        self._pending_blank = False
        self._item: Passage | None = None
        self._part: Passage | None = None
        """The question or answer that the next line belongs to."""
        self._short = False
        """The question began with Q, so that its answer may begin with A."""

    def numbered(self, candidate: Candidate, start: int, end: int, words: str) -> None:
        """A line, with those that run on from it, that begins a numbered paragraph."""
        text_start = candidate.text_start
        self._open(Draft(candidate.number, candidate.mark, start, text_start))
        self._add(start, text_start, end, words[text_start - start :], first=True)

    def line(self, start: int, end: int, words: str) -> None:
        """A line of text with those that run on from it."""
        draft = self._draft
        first = draft is None or (
            draft.number is None and self._pending_blank and self._answer(draft, words) is None
        )
        if first:
            self._open(Draft(None, None, start, start))
        self._add(start, start, end, words, first=first)

    def blank(self) -> None:
        """An empty line of the text's own."""
        self._pending_blank = True
        self._item = None

    def interrupt(self) -> None:
        """A page break, stray caption, rule or stamp: the sentence may run on behind it."""
        self._pending_blank = False
        if self._draft is not None:
            self._draft.passage.interrupt()
        if self._item is not None:
            self._item.interrupt()
        if self._part is not None:
            self._part.interrupt()

    def heading(self, heading: Heading, *, numbers_follow: bool) -> None:
        """A heading; it stands over what comes next.

        Where no numbered paragraph follows any more, the text below it is no part of the last one:
        an enclosure below paragraph 1 (04PARIS8983).
        """
        self.interrupt()
        self._heading = heading
        self._item = None
        self._pending_blank = True
        if self._draft is not None and (self._draft.number is None or not numbers_follow):
            self._draft = None

    def drafts(self) -> list[Draft]:
        """All paragraphs in order."""
        return self._drafts

    def _open(self, draft: Draft) -> None:
        if self._heading is not None:
            draft.heading = self._heading.text
            draft.new_heading = self._heading
            self._heading = None
        elif self._drafts:
            draft.heading = self._drafts[-1].heading
        self._drafts.append(draft)
        self._draft = draft
        self._pending_blank = False
        self._item = self._part = None

    def _add(self, start: int, text_start: int, end: int, words: str, *, first: bool) -> None:
        draft = self._draft
        assert draft is not None  # both callers opened one
        passage = draft.passage
        block_start = first or self._pending_blank
        if self._pending_blank:
            passage.lines.append("")
            if self._part is not None and self._part.lines:
                self._part.lines.append("")
            self._pending_blank = False
        passage.add(start, end, words)
        self._heading = None
        letter, second = words[:1], words[1:2]
        if (letter in "Qq" or (letter in "RrPpAa" and draft.answers)) and self._question(
            draft, words, text_start, end, block_start=block_start
        ):
            return
        # Lines that were joined have their first end near, so that is asked first.
        unwrapped = len(words) > _UNWRAPPED and "\n" not in words and " -" in words
        cuts = _in_line(words) if unwrapped else ()
        own, own_end = words, end
        if cuts:
            own = words[: cuts[0][0] - 1]
            own_end = text_start + len(own)
        if (letter in _ITEM_BEGINS or second in _LABEL_ENDS or letter > "\x7f") and (
            self._begin_item(draft, own, text_start, own_end, block_start=block_start)
        ):
            if letter == "-" and not block_start and _runs_on(passage.lines[-2]):
                draft.dash = draft.dash or self._item
        elif self._item is not None:
            self._item.add(text_start, own_end, own)
        for at, label, words_at, stop in cuts:
            self._item = Passage()
            self._item.add(text_start + at, text_start + stop, words[words_at:stop])
            draft.items.append(("bullet", label, self._item))
        if self._part is not None:
            self._part.add(text_start, end, words)

    def _answer(self, draft: Draft, words: str) -> re.Match[str] | None:
        """The label of an answer to the draft's last question."""
        if not draft.answers:
            return None
        return _ANSWER.match(words) or (_SHORT_ANSWER.match(words) if self._short else None)

    def _question(
        self, draft: Draft, words: str, start: int, end: int, *, block_start: bool
    ) -> bool:
        """Whether a question or an answer begins with these words.

        Without an empty line above, only a colon, or QUESTION with its letter, makes one sure.
        """
        asked = _QUESTION.match(words)
        found = asked or self._answer(draft, words)
        sure = block_start or (found is not None and ":" in found.group())
        if found is None or not (sure or (asked and asked.group(1))):
            return False
        if asked:
            letter = asked.group(1)
            question, answer = Passage(), Passage()
            draft.answers.append((letter.upper() if letter else None, question, answer))
            self._part = question
            self._short = words[1:2].upper() != "U"
        else:
            self._part = draft.answers[-1][2]
        self._item = None
        rest = words[found.end() :]
        if rest:
            self._part.add(start + found.end(), end, rest)
        return True

    def _begin_item(
        self, draft: Draft, words: str, start: int, end: int, *, block_start: bool
    ) -> bool:
        found = _BULLET.match(words) if words[:1] in _BULLETS else None
        kind = "bullet"
        if found is None or (
            found.group(1) in ("o", "-") and words[found.end(1) : found.end(1) + 1] != " "
        ):
            found = _SUB.match(words) if block_start or self._item is not None else None
            kind = "sub"
        if found is None or (found.group(1) in _MARKS and not self._follows(draft, found.group(1))):
            return False
        self._item = Passage()
        self._item.add(start, end, words[found.end() :])
        draft.items.append((kind, found.group(1), self._item))
        return True

    def _follows(self, draft: Draft, label: str) -> bool:
        """Whether a letter in brackets is the one after that of the item before."""
        return bool(draft.items) and draft.items[-1][1] == f"({chr(ord(label[1]) - 1)})"


def _in_line(words: str) -> list[tuple[int, str, int, int]]:
    """Bullets inside a long line: where each begins, its label, where its words begin and end.

    One alone is a dash, unless the line is an item itself or a colon announces it.
    """
    found = list(_IN_LINE.finditer(words))
    if not found or not (
        len(found) > 1 or words[0] == "-" or words[found[0].start() - 1 : found[0].start()] == ":"
    ):
        return []
    ends = [one.start() for one in found[1:]] + [len(words)]
    return [
        (one.start(1), one.group(1), one.end(), end) for one, end in zip(found, ends, strict=True)
    ]


def _runs_on(line: str) -> bool:
    """Whether a line is cut in mid-sentence."""
    last = line.rpartition("\n")[2]
    return len(last) >= _FULL_LINE and last[-1] not in _SENTENCE_ENDS
