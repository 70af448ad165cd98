"""Every construct of the query language on the invented archive as built: both engines find the
same. One is the index that the build made; the other goes through what the archive itself says.
"""

from __future__ import annotations

import msgspec
import pytest

from reftel.reading import Archive
from reftel.search.document import Document, to_document
from reftel.search.engine import with_citations
from reftel.search.fields import FIELDS
from reftel.search.query import parse as read_query
from reftel.search.tantivy_engine import TantivyEngine
from reftel.telegram.losses import LOSSES
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
tagkind:geo OR tagkind:person
tagkind:organization -tagkind:program
country:us
country:"united states"
country:us OR from:zenda
released:2010
released:2011-08
released:2010-11..2011-01
citedby:08STRELSAU457
citedby:08HENTZAU201 citedby:08ZENDA166
classifiedby:"economic counselor"
classifiedby:ambassador
has:action-request
has:versions
has:articles
has:articles -has:versions
has:redaction
lost:yes
lost:cut
lost:header
lost:section
lost:text
has:copies
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
released:2012
class:"top secret"
citedby:99NOWHERE1
classifiedby:nobody
lost:no lost:yes -lost:no -lost:yes
""".split("\n")[1:-1]


def document(archive: Archive, id_: str) -> Document:
    """What a search should know of a cable, put together from what the archive answers."""
    listing, preferred = archive.listing(id_), archive.versions(id_)[0]
    has = ["versions"] if listing.versions > 1 else []
    if archive.copies(id_):
        has.append("copies")
    if any(claim.name == "article" for claim in archive.claims(id_)):
        has.append("articles")
    read_from = next(page for page in archive.pages(id_) if page.preferred)
    codes = {one.code for one in (*archive[id_].defects, *read_from.defects)}
    ways = [way for code, way in {"body-cut": "cut", **LOSSES}.items() if code in codes]
    ways += [] if preferred.header else ["header"]
    made = to_document(
        archive[id_],
        id=id_,
        released=listing.released,
        created=listing.created,
        country=listing.country or "",
        has=has,
        lost=["text"] if "text-absent" in codes else ways,
    )
    return msgspec.structs.replace(
        made,
        subject=listing.subject or "",
        station=listing.station or "",
        origin=tuple(filter(None, (*made.origin, listing.station, listing.origin))),
        level=listing.classification or "",
        rank=listing.rank,
    )


@pytest.fixture(scope="module")
def invented(invented_archive: Archive) -> tuple[Document, ...]:
    return tuple(document(invented_archive, id_) for id_ in invented_archive)


@pytest.fixture(scope="module")
def engines(
    invented: tuple[Document, ...], invented_archive: Archive
) -> tuple[TantivyEngine, ScanEngine]:
    slow = ScanEngine()
    slow.replace(invented)
    slow.commit()
    return TantivyEngine.open(invented_archive.path / "index"), slow


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
