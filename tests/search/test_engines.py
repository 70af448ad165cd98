"""Both engines answer every construct equally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reftel.search.engine import Answer, Engine, with_citations
from reftel.search.fields import FACETS, FIELDS
from reftel.search.lexer import tokens
from reftel.search.query import Query, parse
from reftel.search.schema import FIRST
from reftel.search.tantivy_engine import TantivyEngine
from search.documents import VOCABULARY, documents
from search.query_cases import BAD, GOOD
from search.scan_engine import ScanEngine, is_ordered_by_date

REFERENCES = {one.id: one.references for one in documents()}
FINDS_ALL_OR_NONE = {"*", "sort:date", "sort:-date"}


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TantivyEngine, ScanEngine]]:
    found = documents()
    real = TantivyEngine.create(tmp_path_factory.mktemp("index"), memory=30_000_000)
    slow = ScanEngine()
    both: tuple[Engine, Engine] = (real, slow)
    for engine in both:
        # Several commits, some documents twice: an answer must not show how they came in.
        engine.replace(found[:150])
        engine.commit()
        engine.replace(found[100:])
        engine.remove(["08NOWHERE1", found[5].id])
        engine.commit()
    with real:
        yield real, slow


def read(text: str) -> Query:
    return with_citations(parse(text), lambda id_: REFERENCES.get(id_, ()))


def texts(ids: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What an archive tells the engine."""
    held = {one.id: one.paragraphs for one in documents()}
    return ((id_, held[id_]) for id_ in ids)


def assert_equal(engines: tuple[TantivyEngine, ScanEngine], text: str) -> Answer:
    query = read(text)
    real = engines[0].search(query, limit=1000, texts=texts)
    slow = engines[1].search(query, limit=1000)
    ids, slow_ids = [hit.id for hit in real.hits], [hit.id for hit in slow.hits]
    assert sorted(ids) == sorted(slow_ids)
    assert real.total == slow.total == len(ids)
    assert real.facets == slow.facets
    assert real.in_all == slow.in_all
    if is_ordered_by_date(query):
        assert ids == slow_ids
    else:
        edited = {one.id for one in documents() if "edited" in one.has}
        ranked = sorted(real.hits, key=lambda hit: (hit.id in edited, -hit.score, hit.id))
        assert ids == [hit.id for hit in ranked]
    return real


@pytest.mark.parametrize("text", GOOD)
def test_every_construct_finds_the_same_in_both_engines(
    engines: tuple[TantivyEngine, ScanEngine], text: str
) -> None:
    answer = assert_equal(engines, text)
    assert answer.total > 0
    assert (answer.total < len(documents()) - 1) == (text not in FINDS_ALL_OR_NONE)


@pytest.mark.parametrize(
    "text", [case[0] for case in BAD], ids=[f"{c[1]}-{n}" for n, c in enumerate(BAD)]
)
def test_a_malformed_query_has_an_answer(
    engines: tuple[TantivyEngine, ScanEngine], text: str
) -> None:
    assert_equal(engines, text)


def test_the_table_of_queries_uses_every_field() -> None:
    used = {
        token.field.name for text in GOOD for token in tokens(text)[0] if token.field is not None
    }
    assert used == set(FIELDS)


WORDS = st.sampled_from([*VOCABULARY, "human", "rights", "iceland", "zenda"])
LEAVES = st.one_of(
    WORDS,
    WORDS.map(lambda word: f"={word}"),
    WORDS.map(lambda word: f"{word[:3]}*"),
    st.tuples(WORDS, st.sampled_from(["~", "~1", "~2"])).map("".join),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda found: f'"{" ".join(found)}"'),
    st.tuples(st.lists(WORDS, min_size=2, max_size=3), st.integers(1, 9)).map(
        lambda pair: f'"{" ".join(pair[0])}"~{pair[1]}'
    ),
    st.tuples(WORDS, st.integers(1, 9), WORDS).map(lambda t: f"({t[0]} NEAR/{t[1]} {t[2]})"),
)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda found: f"({' '.join(found)})"),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: f"({' OR '.join(found)})"),
        parts.map(lambda part: f"-({part})"),
    )


GROUPS = st.recursive(LEAVES, joined, max_leaves=5)
FIELDED = st.one_of(
    GROUPS,
    GROUPS.map(lambda group: f"para:({group})"),
    st.tuples(
        st.sampled_from(
            ["subject", "summary", "comment", "from", "to", "tag", "country", "signed"]
        ),
        LEAVES,
    ).map(lambda pair: f"{pair[0]}:({pair[1]})"),
    st.sampled_from([text for text in GOOD if ":" in text]).map(lambda text: f"({text})"),
)
QUERIES = st.one_of(st.recursive(FIELDED, joined, max_leaves=4), st.text(max_size=40))


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=QUERIES)
def test_any_query_finds_the_same_in_both_engines(
    engines: tuple[TantivyEngine, ScanEngine], text: str
) -> None:
    assert_equal(engines, text)


@pytest.mark.parametrize("text", ["", "harbour", "harbour OR women sort:date", "date:2008"])
def test_pages_of_an_answer_joined_give_the_answer(
    engines: tuple[TantivyEngine, ScanEngine], text: str
) -> None:
    real = engines[0]
    query = parse(text)
    whole = real.search(query, limit=1000).hits
    pages = [real.search(query, limit=7, offset=at).hits for at in range(0, len(whole) + 7, 7)]
    assert tuple(hit for page in pages for hit in page) == whole
    assert real.search(query, limit=0).hits == ()
    assert real.search(query, limit=0).total == len(whole)
    assert real.search(query, limit=5, offset=10_000).hits == ()


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 1.0, 1.0),
        ("-women -harbour -strike", 0.01, 0.2),
        ("the OR of OR in OR human", 0.7, 0.99),
        ("-signed:nobody", 1.0, 1.0),
        ("tag:xqzz tag:phum tag:rt caption:exdis", 0.05, 0.3),
        ("has:redaction -has:articles", 0.05, 0.3),
        ("harbour -harbour", 0.0, 0.0),
    ],
)
def test_facets_are_exact_however_much_is_found(
    engines: tuple[TantivyEngine, ScanEngine], text: str, least: float, most: float
) -> None:
    answer = assert_equal(engines, text)
    assert least <= answer.total / (len(documents()) - 1) <= most
    if "tag:" in text:  # more than there are columns for
        assert answer.facets["tag"][-1].count > 1
        assert answer.in_all["tag"] == 7


@pytest.mark.parametrize(
    "text",
    [
        "para:(harbour strike)",
        "para:(harbour -strike)",
        "para:(-harbour)",
        "-para:(-harbour)",
        'para:("human rights" -women)',
        "para:((women OR victim~) pric*)",
    ],
)
def test_a_late_paragraph_counts_as_an_early_one(
    engines: tuple[TantivyEngine, ScanEngine], text: str
) -> None:
    answer = assert_equal(engines, text)
    late = [one.id for one in documents() if len(one.paragraphs) > len(FIRST)]
    assert len(late) > 20
    if not text.startswith("-"):
        assert {hit.id for hit in answer.hits} & set(late)


def test_facets_are_counted_only_when_asked_for(
    engines: tuple[TantivyEngine, ScanEngine],
) -> None:
    assert engines[0].search(parse("harbour"), facets=False).facets == {}


@pytest.mark.parametrize("text", ["", "harbour", 'para:("human rights" harbour)'])
def test_a_facet_alone_has_every_value(
    engines: tuple[TantivyEngine, ScanEngine], text: str
) -> None:
    query = read(text)
    for name in FACETS:
        values = engines[0].facet(query, name, texts=texts)
        assert values == engines[1].facet(query, name)
        assert len(values) == engines[1].search(query).in_all[name]


def test_words_of_the_subject_come_first(engines: tuple[TantivyEngine, ScanEngine]) -> None:
    hits = engines[0].search(parse("harbour"), limit=1000).hits
    held = {one.id: one for one in documents()}
    in_subject = ["harbour" in held[hit.id].subject.casefold() for hit in hits]
    assert in_subject[0]
    assert sum(in_subject[: len(hits) // 4]) > sum(in_subject[-len(hits) // 4 :])


def test_citedby_asks_for_the_references_of_that_cable() -> None:
    asked: list[str] = []

    def references(id_: str) -> list[str]:
        asked.append(id_)
        return ["07ZENDA1", "07 Zenda 0001"]

    query = with_citations(parse("NOT (citedby:08strelsau0012 OR women)"), references)
    assert asked == ["08STRELSAU12"]
    assert "07zenda1" in str(query.tree)
    assert "citedby" not in str(query.tree)


@pytest.mark.parametrize("text", ["harbour", "harbour OR women", "women class>=confidential"])
def test_pages_of_hits_join_where_edited_texts_begin(
    engines: tuple[TantivyEngine, ScanEngine], text: str
) -> None:
    whole = assert_equal(engines, text)
    edited = {one.id for one in documents() if "edited" in one.has}
    assert edited & {hit.id for hit in whole.hits}
    assert {hit.id for hit in whole.hits} - edited
    pages = [
        engines[0].search(read(text), limit=7, offset=start, texts=texts)
        for start in range(0, whole.total + 7, 7)
    ]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}
