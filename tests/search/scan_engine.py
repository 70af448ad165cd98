"""The slow, obvious engine: goes through all documents and asks of each whether it fits.

It shares with the real one what a word, a stem and a key are, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from reftel.search.document import Document, minute_of
from reftel.search.engine import Answer, FacetCount, Scored, facet_limit, sort_facet
from reftel.search.fields import FACETS, FIELDS, Kind
from reftel.search.query import Query
from reftel.search.tree import (
    All,
    And,
    Exact,
    Fuzzy,
    Ids,
    InField,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Value,
    Word,
    leaves,
)
from reftel.search.words import id_key, stem, words


class ScanEngine:
    def __init__(self) -> None:
        self._waiting: dict[str, Document | None] = {}
        self._held: dict[str, Document] = {}

    def replace(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self._waiting[id_key(document.id)] = document

    def remove(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self._waiting[id_key(id_)] = None

    def commit(self) -> None:
        for key, document in self._waiting.items():
            self._held.pop(key, None)
            if document:
                self._held[key] = document
        self._waiting.clear()

    def search(
        self, query: Query, *, limit: int = 20, offset: int = 0, facets: bool = True
    ) -> Answer:
        found = sorted(
            (one for one in self._held.values() if cable_fits(one, query.tree)),
            key=lambda one: one.id,
        )
        minutes = {one.id: minute_of(one.created) for one in found}
        newest_first = query.sort != "date"
        found.sort(
            key=lambda one: (
                minutes[one.id] is None,
                (minutes[one.id] or 0) * (-1 if newest_first else 1),
            )
        )
        counts = {
            name: [FacetCount(*pair) for pair in _counter(found, name).items()] for name in FACETS
        }
        return Answer(
            len(found),
            tuple(Scored(one.id, 0.0) for one in found[offset : offset + limit]),
            {name: sort_facet(name, counts[name], facet_limit(name)) for name in FACETS}
            if facets
            else {},
            {name: len(counts[name]) for name in FACETS} if facets else {},
        )

    def facet(self, query: Query, name: str) -> tuple[FacetCount, ...]:
        found = [one for one in self._held.values() if cable_fits(one, query.tree)]
        return sort_facet(name, (FacetCount(*pair) for pair in _counter(found, name).items()))


def _counter(found: Iterable[Document], name: str) -> Counter[str]:
    return Counter(value for one in found for value in one.facet(name))


def is_ordered_by_date(query: Query) -> bool:
    """Whether the answer's order is laid down by dates and ids alone."""
    return query.sort != "relevance" or not any(
        field == "" and isinstance(leaf, Word | Exact | Phrase | Near)
        for field, leaf in leaves(query.tree)
    )


def cable_fits(one: Document, node: Node) -> bool:
    match node:
        case InField("para", part):
            return any(words(text) and paragraph_fits(text, part) for text in one.paragraphs)
        case InField(field, part):
            return _field_fits(one, field, part)
        case Range(field, low, high):
            return _in_range(one, field, low, high)
        case Value(field, text):
            return text in one.facet(FIELDS[field].facet)
        case Ids(keys):
            return id_key(one.id) in keys
        case And() | Or() | Not() | All():
            return _joined(node, lambda part: cable_fits(one, part))
        case Word(text) if id_key(one.id) == text:
            return True
        case Word() | Exact() | Prefix() | Fuzzy() | Phrase() | Near():
            return _text_fits([words(text) for text in one.passages], node, stem)
        case _:
            return False


def paragraph_fits(text: str, node: Node) -> bool:
    match node:
        case And() | Or() | Not() | All():
            return _joined(node, lambda part: paragraph_fits(text, part))
        case _:
            return _text_fits([words(text)], node, stem)


def _joined(node: Node, fits: Callable[[Node], bool]) -> bool:
    match node:
        case And(parts):
            return all(fits(part) for part in parts)
        case Or(parts):
            return any(fits(part) for part in parts)
        case Not(part):
            return not fits(part)
        case _:
            return isinstance(node, All)


def _field_fits(one: Document, field: str, leaf: Node) -> bool:
    match FIELDS[field].kind:
        case Kind.TEXT:
            return _text_fits([words(getattr(one, field))], leaf, stem)
        case Kind.NAME:
            names = [words(name) for name in one.names(field)]
            if isinstance(leaf, Phrase) and any("".join(leaf.words) in name for name in names):
                return True
            return _text_fits(names, leaf, str)
        case Kind.ID:
            ids = {"id": (one.id,), "ref": one.references}.get(field, ())
            return _value_fits([id_key(value) for value in ids], leaf)
        case _:
            return _value_fits(one.keys(field), leaf)


def _value_fits(values: Sequence[str], leaf: Node) -> bool:
    match leaf:
        case Word(text):
            return text in values
        case Prefix(text):
            return any(value.startswith(text) for value in values)
        case _:
            return False


def _text_fits(passages: list[list[str]], leaf: Node, form: Callable[[str], str]) -> bool:
    if isinstance(leaf, Near):
        return _near_fits(passages, leaf, form)
    return any(_passage_fits(passage, leaf, form) for passage in passages)


def _passage_fits(passage: list[str], leaf: Node, form: Callable[[str], str]) -> bool:
    match leaf:
        case Word(text):
            return form(text) in map(form, passage)
        case Exact(text):
            return text in passage
        case Prefix(text):
            return any(word.startswith(text) for word in passage)
        case Fuzzy(text, distance):
            return any(OSA.distance(word, text) <= distance for word in passage)
        case Phrase(wanted):
            forms, asked = [form(word) for word in passage], [form(word) for word in wanted]
            return any(
                forms[at : at + len(asked)] == asked for at in range(len(forms) - len(asked) + 1)
            )
        case _:
            return False


def _near_fits(passages: list[list[str]], leaf: Near, form: Callable[[str], str]) -> bool:
    def pair_fits(left: str, right: str) -> bool:
        for passage in passages:
            places = [
                [at for at, word in enumerate(passage) if form(word) == form(wanted)]
                for wanted in (left, right)
            ]
            if any(0 < abs(one - two) <= leaf.distance for one in places[0] for two in places[1]):
                return True
        return False

    return all(pair_fits(left, right) for left, right in pairwise(leaf.words))


def _in_range(one: Document, field: str, low: str | None, high: str | None) -> bool:
    if field == "class":
        if one.rank is None:
            return False
        return (low is None or one.rank >= int(low)) and (high is None or one.rank <= int(high))
    days = one.released_days if field == "released" else one.created_days
    if days is None:
        return False
    return (high is None or days[0] <= high) and (low is None or days[1] >= low)
