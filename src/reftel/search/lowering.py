"""A query's tree into queries of tantivy.

In: a tree, and the forms that the words of an opened index have. Out: a tantivy query. Filters
(fields of kinds other than running text) weigh nothing, so that relevance depends on words alone.
Words of the subject weigh more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import prod

from tantivy import FieldType, Occur, Query, Schema

from reftel.search.fields import FIELDS, Kind
from reftel.search.forms import Form, Forms
from reftel.search.paragraphs import stands_alone
from reftel.search.schema import BODY, CABLES, FIRST, PARAGRAPHS, day_number
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
    Value,
    Word,
)
from reftel.search.words import is_id, near_pairs, squash, stem

__all__ = ["any_of", "lower_for_cables", "lower_for_first", "lower_for_others", "numbered"]

_SUBJECT_WEIGHT = 3.0
_APART = 8
"""Ways to write a phrase that are sought one by one, in two thirds of the time of all at once."""


def lower_for_cables(node: Node, forms: Forms, in_one_paragraph: Callable[[Node], Query]) -> Query:
    """The query for the index of cables.

    `in_one_paragraph` gives the query for the cables of which one paragraph satisfies a tree.
    """

    def lower(inner: Node) -> Query:
        match inner:
            case InField("para", Or(parts)):
                return any_of([lower(InField("para", part)) for part in parts])
            case InField("para", part) if stands_alone(part):
                return _filter(_text(part, ("text",), forms))
            case InField("para", part):
                return _filter(in_one_paragraph(part))
            case InField(field, part) if FIELDS[field].kind is Kind.TEXT:
                return _text(part, (field,), forms)
            case InField(field, part):
                return _filter(_name(part, field) if _is_name(field) else _key(part, field))
            case Range(field, low, high):
                return _filter(_range(field, low, high))
            case Value(field, text):
                held = f"facet_{FIELDS[field].facet}"
                return _filter(Query.term_query(CABLES, held, text, "basic"))
            case Ids(keys):
                return _filter(Query.term_set_query(CABLES, "key", list(keys)))
            case And() | Or() | Not() | All() | None_():
                return _joined(inner, lower, Query.all_query())
            case _:
                return _everywhere(inner, forms)

    return lower(node)


def numbered(numbers: Sequence[int]) -> Query:
    """The cables of these numbers."""
    return Query.term_set_query(CABLES, "number", numbers)


def lower_for_first(node: Node, forms: Forms) -> list[Query]:
    """The queries for the index of cables by which one of the first paragraphs satisfies a tree
    that asks for no places; for each paragraph one.
    """
    return [
        _lower_for_paragraph(
            node,
            forms,
            CABLES,
            field,
            Query.range_query(CABLES, "paragraphs", FieldType.Unsigned, n + 1, None),
        )
        for n, field in enumerate(FIRST)
    ]


def lower_for_others(node: Node, forms: Forms) -> Query:
    """The same for the index of paragraphs, where the others lie."""
    return _lower_for_paragraph(node, forms, PARAGRAPHS, "text", Query.all_query())


def _lower_for_paragraph(
    node: Node, forms: Forms, schema: Schema, field: str, every: Query
) -> Query:
    """`every` finds all that have such a paragraph; the forms are those of the whole text."""

    def one_of(words: Iterable[str]) -> Query:
        return any_of([Query.term_query(schema, field, word, "basic") for word in words])

    def lower(inner: Node) -> Query:
        match inner:
            case Word(text):
                return one_of(form for form, _ in forms.of(text, "text"))
            case Exact() | Prefix() | Fuzzy():
                return _written(inner, schema, field)
            case _:
                return _joined(inner, lower, every)

    return lower(node)


def _joined(node: Node, lower: Callable[[Node], Query], every: Query) -> Query:
    match node:
        case And(parts):
            return Query.boolean_query(list(_clauses(parts, lower, every)))
        case Or(parts):
            return any_of([lower(part) for part in parts])
        case Not():
            return Query.boolean_query(list(_clauses((node,), lower, every)))
        case All():
            return _filter(every)
        case _:
            return Query.empty_query()


def _clauses(
    parts: tuple[Node, ...], lower: Callable[[Node], Query], every: Query
) -> Iterator[tuple[Occur, Query]]:
    if all(isinstance(part, Not) for part in parts):
        yield Occur.Must, _filter(every)
    for part in parts:
        if isinstance(part, Not):
            yield Occur.MustNot, lower(part.part)
        else:
            yield Occur.Must, lower(part)


def _everywhere(leaf: Leaf, forms: Forms) -> Query:
    """A bare leaf: the whole text, in which the subject weighs more; an id finds its cable too."""
    found = _text(leaf, BODY, forms)
    if isinstance(leaf, Word) and is_id(leaf.text):
        return any_of([found, Query.term_query(CABLES, "key", leaf.text, "basic")])
    return found


def _text(leaf: Node, fields: tuple[str, ...], forms: Forms) -> Query:
    """A leaf in one of these fields of running text; of NEAR, each pair in one of them."""

    def phrase(found: Iterable[tuple[int, str]], slop: int = 0) -> Query:
        asked = list(found)
        return any_of([_places(asked, field, forms, slop) for field in fields])

    match leaf:
        case Word(text):
            return any_of([_weighed(forms.of(text, field), field, forms) for field in fields])
        case Exact() | Prefix() | Fuzzy():
            return any_of([_written(leaf, CABLES, field) for field in fields])
        case Phrase(found):
            return phrase(enumerate(found))
        case Near(found, distance):
            return _near(found, distance, phrase)
        case _:
            return Query.empty_query()


def _weighed(found: Sequence[Form], field: str, forms: Forms) -> Query:
    """The forms of one word, each as rare as the most frequent of them: a form that is rare says
    no more than another.
    """
    weight = _SUBJECT_WEIGHT if field == "subject" else 1.0
    if not found:
        return Query.empty_query()
    rarity = weight * forms.rarity(found[0][1])
    return any_of(
        [
            Query.boost_query(
                Query.term_query(CABLES, field, form, "freq"), rarity / forms.rarity(documents)
            )
            for form, documents in found
        ]
    )


def _places(asked: Sequence[tuple[int, str]], field: str, forms: Forms, slop: int) -> Query:
    """Words, in any of their forms, at these places from each other."""
    places = [at for at, _ in asked]
    found = [[form for form, _ in forms.of(word, field)] for _, word in asked]
    if not all(found):
        return Query.empty_query()
    if prod(map(len, found)) <= _APART:
        ways = [list(zip(places, way, strict=True)) for way in product(*found)]
        return any_of([_phrase(way, field, slop) for way in ways])
    patterns = ["|".join(words) for words in found]
    joined: list[str | tuple[int, str]] = list(zip(places, patterns, strict=True))
    return Query.regex_phrase_query(CABLES, field, joined, slop=slop)


def _phrase(found: Iterable[tuple[int, str]], field: str, slop: int) -> Query:
    return Query.phrase_query(CABLES, field, list(found), slop=slop)


def _written(leaf: Exact | Prefix | Fuzzy, schema: Schema, field: str) -> Query:
    """Words as they are written."""
    match leaf:
        case Exact(text):
            return Query.term_query(schema, field, text, "basic")
        case Prefix(text):
            return _prefix(schema, field, text)
        case Fuzzy(text, distance):
            return Query.fuzzy_term_query(schema, field, text, distance)


def _is_name(field: str) -> bool:
    return FIELDS[field].kind is Kind.NAME


def _name(leaf: Node, field: str) -> Query:
    def phrase(found: Iterable[tuple[int, str]], slop: int = 0) -> Query:
        return Query.phrase_query(CABLES, field, list(found), slop=slop)

    match leaf:
        case Word(text):
            return Query.term_query(CABLES, field, text, "basic")
        case Exact() | Prefix() | Fuzzy():
            return _written(leaf, CABLES, field)
        case Phrase(found):
            # RIO DE JANEIRO is the station RIODEJANEIRO too.
            whole = Query.term_query(CABLES, field, squash("".join(found)), "basic")
            return any_of([phrase(enumerate(found)), whole])
        case Near(found, distance):
            return _near(found, distance, phrase)
        case _:
            return Query.empty_query()


def _key(leaf: Node, field: str) -> Query:
    if field == "citedby":
        return Query.empty_query()
    held = "key" if field == "id" else field
    match leaf:
        case Word(text):
            return Query.term_query(CABLES, held, text, "basic")
        case Prefix(text):
            return _prefix(CABLES, held, text)
        case _:
            return Query.empty_query()


def _near(found: tuple[str, ...], distance: int, phrase: Callable[..., Query]) -> Query:
    """Each neighbouring pair of the list within `distance`, in either order.

    tantivy's slop is sure for two different words only: for three it finds too much and too
    little, and the same word twice it finds where it stands once. So each pair is asked for
    alone, and the same word twice at each distance. Slop is by how much the distance of two
    words may differ from what is asked, either way: of two that should stand at one place either
    may come first.
    """
    pairs = []
    for left, right in near_pairs(found):
        if stem(left) == stem(right):
            near = any_of(
                [
                    phrase([(0, one), (n, other)])
                    for n in range(1, distance + 1)
                    for one, other in dict.fromkeys(((left, right), (right, left)))
                ]
            )
        else:
            near = phrase([(0, left), (0, right)], distance)
        pairs.append((Occur.Must, near))
    return Query.boolean_query(pairs)


def _prefix(schema: Schema, field: str, text: str) -> Query:
    """Words that begin so: at a distance of 0 from it, up to their end.

    A pattern finds the same, and is made ready anew for each of 32 fields in 0.2 ms.
    """
    return Query.fuzzy_term_query(schema, field, text, distance=0, prefix=True)


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


def any_of(queries: Sequence[Query]) -> Query:
    """What one of them finds, or more."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _filter(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
