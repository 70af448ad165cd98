"""A word in any of its forms: the list of them is the index's own."""

from __future__ import annotations

import pytest

from reftel.search import schema
from reftel.search.document import Document
from reftel.search.forms import Forms
from reftel.search.words import stem, words
from search.documents import VOCABULARY, documents


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    index = schema.open_index(schema.CABLES, str(tmp_path_factory.mktemp("index")))
    writer = index.writer(30_000_000, num_threads=1)
    for number, document in enumerate(documents()):
        writer.add_document(schema.cable_document(document, number))
        if number == 100:
            writer.commit()  # several parts, which may hold the same words
    writer.commit()
    index.reload()
    return Forms(index.searcher())


def held(document: Document) -> set[str]:
    return {word for text in document.paragraphs for word in words(text)}


@pytest.mark.parametrize("word", sorted({one for text in VOCABULARY for one in words(text)}))
def test_a_word_has_all_forms_of_its_stem_with_their_documents(forms: Forms, word: str) -> None:
    every = [held(one) for one in documents()]
    expected = {one: sum(one in some for some in every) for one in set().union(*every)}
    assert dict(forms.of(word, "text")) == {
        form: count for form, count in expected.items() if stem(form) == stem(word)
    }


def test_the_most_frequent_form_comes_first(forms: Forms) -> None:
    counts = [count for _, count in forms.of("trafficking", "text")]
    assert len(counts) > 1
    assert counts == sorted(counts, reverse=True)


def test_a_field_has_its_own_forms(forms: Forms) -> None:
    assert forms.of("strelsau", "text") == ()
    assert [form for form, _ in forms.of("strelsau", "from")] == ["strelsau"]


def test_rare_words_weigh_more(forms: Forms) -> None:
    assert forms.rarity(1) > forms.rarity(10) > forms.rarity(300) > 0
