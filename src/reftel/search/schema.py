"""The fields of the tantivy index, and one document's values for them.

Two indexes: `cables`, a document for each cable, and `paragraphs`, one for each paragraph, which
answers `para:( )` alone and knows its cable by a number. No text is stored, only the id.

Record options are chosen by what each construct needs, since positions are half of an index:
running text has stems with positions (words, phrases, NEAR) and beside them its bare words
without (=exact, prefix*, fuzzy~). Paragraphs hold bare words with positions only; a stem is
there asked for by all words that have it, which costs no second field.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from tantivy import Document as IndexDocument
from tantivy import Index, Schema, SchemaBuilder

from reftel.search.document import Document, minute_of
from reftel.search.fields import FACETS, FIELDS, Kind
from reftel.search.words import WORD, analyzer, fold, id_key, join_passages

__all__ = [
    "CABLES",
    "KEYS",
    "NAMES",
    "PARAGRAPHS",
    "TEXTS",
    "cable_document",
    "day_number",
    "number_of",
    "open_index",
    "paragraph_documents",
]

TEXTS = ("text", *(field.name for field in FIELDS.values() if field.kind is Kind.TEXT))
"""Fields of running text; `text` is what a bare word looks at."""
NAMES = tuple(field.name for field in FIELDS.values() if field.kind is Kind.NAME)
KEYS = ("class", *(field.name for field in FIELDS.values() if field.kind is Kind.KEY))

_STEMS, _WORDS, _WHOLE = "reftel-stems", "reftel-words", "raw"
_NO_DAY = (1 << 63) - 1


def _cables() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name=_WHOLE, index_option="basic")
    builder.add_text_field("key", tokenizer_name=_WHOLE, index_option="basic")
    builder.add_text_field("ref", tokenizer_name=_WHOLE, index_option="basic")
    builder.add_unsigned_field("number", indexed=True)
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name=_STEMS, index_option="position")
        builder.add_text_field(f"{name}_words", tokenizer_name=_WORDS, index_option="basic")
    for name in NAMES:
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="position")
    for name in KEYS:
        builder.add_text_field(name, tokenizer_name=_WHOLE, index_option="basic")
    for name in ("oldest_first", "newest_first", "rank"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("date", "released"):
        builder.add_unsigned_field(f"{name}_first", fast=True)
        builder.add_unsigned_field(f"{name}_last", fast=True)
    for name in FACETS:
        builder.add_text_field(
            f"facet_{name}", fast=True, tokenizer_name=_WHOLE, index_option="basic"
        )
    return builder.build()


def _paragraphs() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("key", tokenizer_name=_WHOLE, index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    builder.add_text_field("text", tokenizer_name=_WORDS, index_option="position")
    return builder.build()


CABLES = _cables()
PARAGRAPHS = _paragraphs()


def open_index(schema: Schema | None, path: str) -> Index:
    """The index at `path`, made with this schema, or as it stands there when None."""
    index = Index.open(path) if schema is None else Index(schema, path=path)
    index.register_tokenizer(_STEMS, analyzer(stems=True))
    index.register_tokenizer(_WORDS, analyzer(stems=False))
    return index


def number_of(id: str) -> int:  # noqa: A002
    """A number for a cable, by its id alone: 63 bits of a digest, so two never meet in practice."""
    digest = hashlib.blake2b(id_key(id).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def day_number(day: str) -> int:
    """A day as a number that sorts as days do: 2008-01-25 gives 20080125."""
    return int(day.replace("-", ""))


def cable_document(document: Document) -> IndexDocument:
    """What the index of cables takes in."""
    made = IndexDocument()
    made.add_text("id", document.id)
    made.add_text("key", id_key(document.id))
    made.add_unsigned("number", number_of(document.id))
    for reference in document.references:
        made.add_text("ref", id_key(reference))
    for name in TEXTS:
        text = join_passages(document.passages) if name == "text" else fold(getattr(document, name))
        if text:
            made.add_text(name, text)
            made.add_text(f"{name}_words", text)
    for name in NAMES:
        if text := join_passages(filter(None, document.names(name))):
            made.add_text(name, text)
    for name in KEYS:
        for key in document.keys(name):
            made.add_text(name, key)
    for name in FACETS:
        for value in document.facet(name):
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


def paragraph_documents(document: Document) -> Iterator[IndexDocument]:
    """What the index of paragraphs takes in."""
    key, number = id_key(document.id), number_of(document.id)
    for paragraph in document.paragraphs:
        text = fold(paragraph)
        if WORD.search(text):
            made = IndexDocument()
            made.add_text("key", key)
            made.add_unsigned("number", number)
            made.add_text("text", text)
            yield made
