"""Words by their beginning, in each of the fields that paragraphs lie in."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tantivy import Document, Index, Query, SchemaBuilder

from reftel.search.forms import Forms
from reftel.search.lowering import _prefix, lower_for_first
from reftel.search.schema import CABLES, FIRST, open_index
from reftel.search.tree import Prefix

_words = st.text(st.sampled_from("abcé日𝔞0.*"), min_size=1, max_size=6)


@given(st.lists(_words, min_size=1, max_size=30), _words)
def test_a_beginning_finds_the_words_that_begin_so_and_no_other(
    words: list[str], beginning: str
) -> None:
    builder = SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="raw", index_option="basic")
    schema = builder.build()
    index = Index(schema)
    with index.writer(15_000_000, 1) as writer:
        for word in words:
            writer.add_document(Document(text=word))
    index.reload()
    found = index.searcher().search(_prefix(schema, "text", beginning), limit=99).count
    assert found == sum(word.startswith(beginning) for word in words)


def test_no_pattern_is_made_ready_for_each_field_of_a_paragraph(tmp_path: Path) -> None:
    index = open_index(CABLES, str(tmp_path))
    with index.writer(15_000_000, 1) as writer:
        writer.add_document(Document(text=" ".join(f"har{n}" for n in range(99))))
    index.reload()
    forms = Forms(index.searcher())
    ways: list[Callable[[], object]] = [
        lambda: lower_for_first(Prefix("har"), forms),
        lambda: [Query.regex_query(CABLES, field, "har.*") for field in FIRST],
    ]
    ours, patterns = (min(_cpu_seconds(way) for _ in range(9)) for way in ways)
    assert ours * 4 < patterns


def _cpu_seconds(way: Callable[[], object]) -> float:
    started = time.process_time()
    way()
    return time.process_time() - started
