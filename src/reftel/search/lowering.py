"""A query's tree into queries of tantivy.

In: a tree, and an opened index. Out: a tantivy query. Filters (fields of kinds other than running
text) weigh nothing, so that relevance depends on words alone. Words of the subject weigh more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from tantivy import FieldType, Occur, Query, Schema, Searcher

from reftel.search.fields import FIELDS, Kind
from reftel.search.schema import CABLES, PARAGRAPHS, day_number
from reftel.search.tree import (
    All,
    And,
    Exact,
    Fuzzy,
    Ids,
    InField,
    Leaf,
    Near,
    Node,
    None_,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Word,
)
from reftel.search.words import is_id, near_pairs, squash, stem, sure_beginning

__all__ = ["lower_for_cables", "lower_for_paragraphs"]

_SUBJECT_WEIGHT = 2.0


def lower_for_cables(node: Node, paragraphs: Callable[[Node], list[int]]) -> Query:
    """The query for the index of cables.

    `paragraphs` gives the numbers of the cables of which one paragraph satisfies a tree.
    """

    def lower(inner: Node) -> Query:
        match inner:
            case InField("para", part):
                return _filter(Query.term_set_query(CABLES, "number", paragraphs(part)))
            case InField(field, part):
                return _field_leaf(field, part)
            case Range(field, low, high):
                return _filter(_range(field, low, high))
            case Ids(keys):
                return _filter(Query.term_set_query(CABLES, "key", list(keys)))
            case And() | Or() | Not() | All() | None_():
                return _joined(inner, lower)
            case _:
                return _everywhere(inner)

    return lower(node)


def lower_for_paragraphs(node: Node, searcher: Searcher, forms: dict[str, list[str]]) -> Query:
    """The query for the index of paragraphs. `forms` remembers the words of each stem."""

    def words_of(word: str) -> list[str]:
        wanted = stem(word)
        if wanted not in forms:
            forms[wanted] = sorted(
                found
                for found, _ in searcher.terms_with_prefix("text", sure_beginning(wanted))
                if stem(found) == wanted
            )
        return forms[wanted]

    def phrase(found: Iterable[tuple[int, str]], slop: int = 0) -> Query:
        patterns = [(at, words_of(word)) for at, word in found]
        if not all(words for _, words in patterns):
            return Query.empty_query()
        joined: list[str | tuple[int, str]] = [(at, "|".join(words)) for at, words in patterns]
        return Query.regex_phrase_query(PARAGRAPHS, "text", joined, slop=slop)

    def lower(inner: Node) -> Query:
        match inner:
            case Word(text):
                return Query.term_set_query(PARAGRAPHS, "text", words_of(text))
            case Exact(text):
                return Query.term_query(PARAGRAPHS, "text", text, "basic")
            case Prefix(text):
                return _prefix(PARAGRAPHS, "text", text)
            case Fuzzy(text, distance):
                return Query.fuzzy_term_query(PARAGRAPHS, "text", text, distance)
            case Phrase(found):
                return phrase(enumerate(found))
            case Near(found, distance):
                return _near(found, distance, phrase)
            case _:
                return _joined(inner, lower)

    return lower(node)


def _joined(node: Node, lower: Callable[[Node], Query]) -> Query:
    match node:
        case And(parts):
            return Query.boolean_query(list(_clauses(parts, lower)))
        case Or(parts):
            return Query.boolean_query([(Occur.Should, lower(part)) for part in parts])
        case Not():
            return Query.boolean_query(list(_clauses((node,), lower)))
        case All():
            return _filter(Query.all_query())
        case _:
            return Query.empty_query()


def _clauses(
    parts: tuple[Node, ...], lower: Callable[[Node], Query]
) -> Iterator[tuple[Occur, Query]]:
    if all(isinstance(part, Not) for part in parts):
        yield Occur.Must, _filter(Query.all_query())
    for part in parts:
        if isinstance(part, Not):
            yield Occur.MustNot, lower(part.part)
        else:
            yield Occur.Must, lower(part)


def _everywhere(leaf: Leaf) -> Query:
    """A bare leaf: the whole text, and its subject for the weight; an id finds its cable too."""
    found = [
        (Occur.Should, _text(leaf, "text")),
        (Occur.Should, Query.boost_query(_text(leaf, "subject"), _SUBJECT_WEIGHT)),
    ]
    if isinstance(leaf, Word) and is_id(leaf.text):
        found.append((Occur.Should, Query.term_query(CABLES, "key", leaf.text, "basic")))
    return Query.boolean_query(found)


def _field_leaf(field: str, leaf: Node) -> Query:
    match FIELDS[field].kind:
        case Kind.TEXT:
            return _text(leaf, field)
        case Kind.NAME:
            return _filter(_name(leaf, field))
        case Kind.ID:
            return _filter(_key(leaf, {"id": "key", "ref": "ref"}.get(field)))
        case _:
            return _filter(_key(leaf, field))


def _text(leaf: Node, field: str) -> Query:
    def phrase(found: Iterable[tuple[int, str]], slop: int = 0) -> Query:
        terms: list[str | tuple[int, str]] = [(at, stem(word)) for at, word in found]
        return Query.phrase_query(CABLES, field, terms, slop=slop)

    match leaf:
        case Word(text):
            return Query.term_query(CABLES, field, stem(text), "freq")
        case Exact(text):
            return Query.term_query(CABLES, f"{field}_words", text, "basic")
        case Prefix(text):
            return _prefix(CABLES, f"{field}_words", text)
        case Fuzzy(text, distance):
            return Query.fuzzy_term_query(CABLES, f"{field}_words", text, distance)
        case Phrase(found):
            return phrase(enumerate(found))
        case Near(found, distance):
            return _near(found, distance, phrase)
        case _:
            return Query.empty_query()


def _name(leaf: Node, field: str) -> Query:
    def phrase(found: Iterable[tuple[int, str]], slop: int = 0) -> Query:
        return Query.phrase_query(CABLES, field, list(found), slop=slop)

    match leaf:
        case Word(text) | Exact(text):
            return Query.term_query(CABLES, field, text, "basic")
        case Prefix(text):
            return _prefix(CABLES, field, text)
        case Fuzzy(text, distance):
            return Query.fuzzy_term_query(CABLES, field, text, distance)
        case Phrase(found):
            # RIO DE JANEIRO is the station RIODEJANEIRO too.
            whole = Query.term_query(CABLES, field, squash("".join(found)), "basic")
            return Query.boolean_query(
                [(Occur.Should, phrase(enumerate(found))), (Occur.Should, whole)]
            )
        case Near(found, distance):
            return _near(found, distance, phrase)
        case _:
            return Query.empty_query()


def _key(leaf: Node, field: str | None) -> Query:
    match leaf:
        case Word(text) if field:
            return Query.term_query(CABLES, field, text, "basic")
        case Prefix(text) if field:
            return _prefix(CABLES, field, text)
        case _:
            return Query.empty_query()


def _near(found: tuple[str, ...], distance: int, phrase: Callable[..., Query]) -> Query:
    """Each neighbouring pair of the list within `distance`, in either order.

    tantivy's slop is sure for two different words only: for three it finds too much and too
    little, and the same word twice it finds where it stands once. So each pair is asked for
    alone, and the same word twice at each distance.
    """
    pairs = []
    for left, right in near_pairs(found):
        if stem(left) == stem(right):
            either = [
                phrase([(0, one), (n, other)])
                for n in range(1, distance + 1)
                for one, other in dict.fromkeys(((left, right), (right, left)))
            ]
        else:
            either = [
                phrase([(0, left), (1, right)], distance - 1),
                phrase([(0, right), (1, left)], distance - 1),
            ]
        pairs.append((Occur.Must, Query.boolean_query([(Occur.Should, one) for one in either])))
    return Query.boolean_query(pairs)


def _prefix(schema: Schema, field: str, text: str) -> Query:
    return Query.regex_query(schema, field, re.escape(text) + ".*")


def _range(field: str, low: str | None, high: str | None) -> Query:
    if field == "class":
        return Query.range_query(
            CABLES,
            "rank",
            FieldType.Unsigned,
            None if low is None else int(low),
            None if high is None else int(high),
        )
    # A moment that is known to the month only may lie on any of its days.
    name = "released" if field == "released" else "date"
    first = Query.range_query(
        CABLES, f"{name}_first", FieldType.Unsigned, None, day_number(high or "9999-12-31")
    )
    last = Query.range_query(
        CABLES, f"{name}_last", FieldType.Unsigned, day_number(low or "0001-01-01"), None
    )
    return Query.boolean_query([(Occur.Must, first), (Occur.Must, last)])


def _filter(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
