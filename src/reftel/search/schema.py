"""The fields of the tantivy index, and one document's values for them.

Two indexes: `cables`, a document for each cable, and `paragraphs`, one for each paragraph that
comes late in its cable. The first paragraphs of a cable lie in fields of its own, one for each, so
that a group in `para:( )` is asked of each of these fields and joined in the index. The document of
a late one knows its cable by a number, and the few that are found so are joined by these. No text
is stored, only the id.

Record options are chosen by what each construct needs, since places of words are half of an index.
Running text is taken in once, as the words stand, with their places: a stem is asked for by all
words that have it (see `forms`), which costs a query little, where stems with their places and the
bare words beside them took three times as long, for a tenth more of index. Paragraphs keep neither
places nor counts: where words stand within them is asked of the cable, and of its text (see
`paragraphs`). One field, in which all words of a paragraph stand at one place, would join them too,
but cannot tell of a paragraph without some word, and took four times as long to make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from tantivy import Document as IndexDocument
from tantivy import Index, Schema, SchemaBuilder

from reftel.search.document import Document, minute_of
from reftel.search.facets import COLUMNS, SEVERAL, cells
from reftel.search.fields import FACETS, FIELDS, Kind
from reftel.search.words import GAP, WORD, analyzer, fold, id_key, join_passages

__all__ = [
    "BODY",
    "CABLES",
    "FIRST",
    "KEYS",
    "NAMES",
    "PARAGRAPHS",
    "TEXTS",
    "cable_document",
    "day_number",
    "open_index",
    "paragraph_documents",
]

BODY = ("text", "headings", "subject")
"""What a bare word looks at; `text` is that of the paragraphs."""
TEXTS = ("text", "headings", *(field.name for field in FIELDS.values() if field.kind is Kind.TEXT))
"""Fields of running text."""
NAMES = tuple(field.name for field in FIELDS.values() if field.kind is Kind.NAME)
KEYS = ("class", *(field.name for field in FIELDS.values() if field.kind is Kind.KEY))
FIRST = tuple(f"paragraph_{n}" for n in range(32))
"""Fields of the first paragraphs: few cables have more, and each field costs a group a look."""

_WORDS, _WHOLE = "reftel-words", "raw"
_NO_DAY = (1 << 63) - 1


def _cables() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name=_WHOLE, index_option="basic")
    builder.add_text_field("key", tokenizer_name=_WHOLE, index_option="basic")
    builder.add_text_field("ref", tokenizer_name=_WHOLE, index_option="basic")
    builder.add_unsigned_field("number", indexed=True, fast=True)
    for name in (*TEXTS, *NAMES):
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="position")
    for name in KEYS:
        builder.add_text_field(name, tokenizer_name=_WHOLE, index_option="basic")
    for name in FIRST:
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="basic")
    for name in ("oldest_first", "newest_first", "rank", "paragraphs"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("date", "released"):
        builder.add_unsigned_field(f"{name}_first", fast=True)
        builder.add_unsigned_field(f"{name}_last", fast=True)
    for name in chain.from_iterable(COLUMNS.values()):
        builder.add_text_field(name, fast=True, tokenizer_name=_WHOLE, index_option="basic")
    for name in SEVERAL:
        builder.add_text_field(f"facet_{name}", tokenizer_name=_WHOLE, index_option="basic")
    return builder.build()


def _paragraphs() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("key", tokenizer_name=_WHOLE, index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    builder.add_text_field("text", tokenizer_name=_WORDS, index_option="basic")
    return builder.build()


CABLES = _cables()
PARAGRAPHS = _paragraphs()


def open_index(schema: Schema | None, path: str) -> Index:
    """The index at `path`, made with this schema, or as it stands there when None."""
    index = Index.open(path) if schema is None else Index(schema, path=path)
    index.register_tokenizer(_WORDS, analyzer())
    return index


def day_number(day: str) -> int:
    """A day as a number that sorts as days do: 2008-01-25 gives 20080125."""
    return int(day.replace("-", ""))


def cable_document(document: Document, number: int) -> IndexDocument:
    """What the index of cables takes in; `number` joins it with its paragraphs."""
    made = IndexDocument()
    made.add_text("id", document.id)
    made.add_text("key", id_key(document.id))
    made.add_unsigned("number", number)
    for reference in document.references:
        made.add_text("ref", id_key(reference))
    folded = [fold(paragraph) for paragraph in document.paragraphs]
    if text := GAP.join(folded):
        made.add_text("text", text)
    for name in TEXTS[1:]:
        if text := join_passages(_passages(document, name)):
            made.add_text(name, text)
    for name in NAMES:
        if text := join_passages(filter(None, document.names(name))):
            made.add_text(name, text)
    for name in KEYS:
        for key in document.keys(name):
            made.add_text(name, key)
    paragraphs = _filled(folded)
    made.add_unsigned("paragraphs", len(paragraphs))
    for name, text in zip(FIRST, paragraphs, strict=False):
        made.add_text(name, text)
    for name in FACETS:
        values = document.facet(name)
        for column, value in cells(name, values):
            made.add_text(column, value)
        for value in values if name in SEVERAL else ():
            made.add_text(f"facet_{name}", value)
    if document.rank is not None:
        made.add_unsigned("rank", document.rank)
    for name, days in (("date", document.created_days), ("released", document.released_days)):
        if days:
            made.add_unsigned(f"{name}_first", day_number(days[0]))
            made.add_unsigned(f"{name}_last", day_number(days[1]))
    minute = minute_of(document.created)
    made.add_unsigned("oldest_first", _NO_DAY if minute is None else minute)
    made.add_unsigned("newest_first", _NO_DAY if minute is None else _NO_DAY - 1 - minute)
    return made


def _passages(document: Document, field: str) -> tuple[str, ...]:
    return document.headings if field == "headings" else (getattr(document, field),)


def paragraph_documents(document: Document, number: int) -> Iterator[IndexDocument]:
    """What the index of paragraphs takes in."""
    if len(document.paragraphs) <= len(FIRST):
        return
    key = id_key(document.id)
    for text in _filled(map(fold, document.paragraphs))[len(FIRST) :]:
        made = IndexDocument()
        made.add_text("key", key)
        made.add_unsigned("number", number)
        made.add_text("text", text)
        yield made


def _filled(folded: Iterable[str]) -> list[str]:
    """The paragraphs that hold words; one without is no paragraph in a group."""
    return [text for text in folded if WORD.search(text)]
