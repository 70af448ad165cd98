"""Every construct of the query language on the invented archive: both engines find the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reftel.demo.library import library
from reftel.search.document import Document, to_document
from reftel.search.engine import with_citations
from reftel.search.fields import FIELDS
from reftel.search.query import parse as read_query
from reftel.search.tantivy_engine import TantivyEngine
from reftel.telegram.parse import parse
from search.query_cases import BAD
from search.scan_engine import ScanEngine, is_ordered_by_date

FINDS = """
harvest
HARVEST trafficking
harvest OR railway
harvest -trafficking
harvest NOT (railway OR customs)
(harvest OR railway) tag:PGOV
"time for the harvest"
"time harvest"~5
victims NEAR/8 found
traffick*
harvset~
=harvest
=trafficking -=traffic
id:06STRELSAU3687
id:"06 Strelsau 03687"
id:07*
subject:harvest
summary:ministry
comment:harvest
para:(harvest ministry)
para:(victims AND shelters)
para:("time for the harvest" OR railway)
from:strelsau
from:"Nova Jova"
from:strelsau from:zenda
to:secstate
to:state
info:zenda
tag:PGOV
tag:pgov tag:phum
tag:"human rights"
tagkind:subject
class:confidential
class:"secret//noforn"
class>=confidential
class<secret
caption:sipdis
caption:noforn -caption:sipdis
precedence:priority
precedence:immediate precedence:routine
date:2006
date:2006-05
date:2005-01..2006-06
date:>=2009
date:..1979
year:2008
year:2005..2007
ref:06STRELSAU3687 OR ref:0*
signed:fenn*
has:summary
has:reference -has:comment
has:question
has:header
lost:no
defect:number-gap
lang:en
trafficking tag:KTIP date:2004..2009 sort:date
harvest sort:-date
sort:date
*
""".split("\n")[1:-1]
EMPTY = """
elephants
"harvest time the for"
country:atlantis
released:2011
class:"top secret"
citedby:99NOWHERE1
classifiedby:nobody
lost:header
""".split("\n")[1:-1]


@pytest.fixture(scope="module")
def invented() -> tuple[Document, ...]:
    found: dict[str, Document] = {}
    for one in library(1894):
        cable = parse(one.text, published_as=one.truth.id)
        found[one.truth.id] = to_document(cable, id=one.truth.id)
    return tuple(found.values())


@pytest.fixture(scope="module")
def engines(
    invented: tuple[Document, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TantivyEngine, ScanEngine]]:
    real = TantivyEngine.create(tmp_path_factory.mktemp("invented"), memory=30_000_000)
    slow = ScanEngine()
    with real:
        for engine in (real, slow):
            engine.replace(invented)
            engine.commit()
        yield real, slow


def found(
    engines: tuple[TantivyEngine, ScanEngine], invented: tuple[Document, ...], text: str
) -> int:
    """How many cables both engines find; they must agree on all they say."""
    references = {one.id: one.references for one in invented}
    query = with_citations(read_query(text), lambda id_: references.get(id_, ()))
    real, slow = (engine.search(query, limit=1000) for engine in engines)
    ids, slow_ids = [hit.id for hit in real.hits], [hit.id for hit in slow.hits]
    assert sorted(ids) == sorted(slow_ids)
    assert real.total == slow.total == len(ids)
    assert real.facets == slow.facets
    if is_ordered_by_date(query):
        assert ids == slow_ids
    return real.total


@pytest.mark.parametrize("text", FINDS)
def test_both_engines_find_the_same_cables(engines, invented, text: str) -> None:
    assert not read_query(text).problems
    assert found(engines, invented, text)


@pytest.mark.parametrize("text", EMPTY)
def test_both_engines_find_nothing(engines, invented, text: str) -> None:
    assert not found(engines, invented, text)


@pytest.mark.parametrize("text", [row[0] for row in BAD])
def test_a_malformed_query_still_has_an_answer(engines, invented, text: str) -> None:
    assert read_query(text).problems
    found(engines, invented, text)


def test_citedby_leads_along_the_thread(engines, invented) -> None:
    held = {one.id for one in invented}
    citing = next(one for one in invented if held & set(one.references))
    assert found(engines, invented, f"citedby:{citing.id}") == len(held & set(citing.references))


def test_every_field_is_asked_for() -> None:
    asked = " ".join([*FINDS, *EMPTY, "citedby:x"])
    missing = [name for name in FIELDS if f"{name}:" not in asked and f"{name}>" not in asked]
    assert not missing
