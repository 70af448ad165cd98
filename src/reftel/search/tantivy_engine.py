"""The search engine on tantivy: a folder with an index of cables and one of paragraphs.

In: documents, and queries that were read. Out: answers as `engine` promises them. A writer holds
the lock of its folder and makes its changes visible by `commit`; a process that is killed before
leaves the state of the last commit, and replacing the same documents again gives the same answers.
A reader writes nothing into the folder and takes no lock there: it looks at the index through
links in a passing folder of its own, because tantivy makes a lock file beside what it opens.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple, Self, TypeAlias, TypeVar
from weakref import finalize

from tantivy import DocAddress, FieldType, Index, IndexWriter, Occur, Order, Query, Searcher

from reftel.errors import ArchiveBusy, ArchiveDamaged, Misuse, NotAnArchive, ReftelError
from reftel.search import facets as columns
from reftel.search import query as reading
from reftel.search import schema
from reftel.search.document import Document
from reftel.search.engine import Answer, Common, FacetCount, Scored, facet_limit, sort_facet
from reftel.search.fields import FACETS
from reftel.search.forms import Forms
from reftel.search.lowering import (
    any_of,
    lower_for_cables,
    lower_for_first,
    lower_for_others,
    numbered,
)
from reftel.search.paragraphs import asks_for_places, at_least, at_most, fits, in_cable
from reftel.search.telling import telling_words
from reftel.search.tree import Exact, Near, Node, Phrase, Word, leaves
from reftel.search.words import id_key
from reftel.spans import Span

__all__ = ["INDEX_VERSION", "TantivyEngine", "Texts"]

Texts = Callable[[Sequence[str]], Iterable[tuple[str, Iterable[str] | None]]]
"""Gives the paragraphs of cables, for ids: the index keeps no text. None where they cannot be read:
such a cable may satisfy what is asked, and is found."""

INDEX_VERSION = 5
"""Of fields and words in the index; when it grows, an index must be made anew."""

DEFAULT_MEMORY = 320_000_000
"""Bytes that a writer may hold in both its indexes together: 40,000 cables, before it writes them
down as a part of their own."""
_OF_PARAGRAPHS = 15_000_000
"""Of these, what the index of the few late paragraphs may hold: the least that tantivy takes."""

_FULL = {
    errno.ENOSPC: "StorageFull",
    errno.EROFS: "ReadOnlyFilesystem",
    errno.EDQUOT: "FilesystemQuotaExceeded",
}
_FORBIDDEN = {errno.EACCES: "PermissionDenied", errno.EPERM: "PermissionDenied"}
"""Error number to the word that tantivy has for it."""
_ATTEMPTS = 5
_GROUPS = 8
"""What so many groups of `para:( )` ask the index is kept, which may be a number for each cable."""
_REMEMBERED = 256
"""Facets of so many queries are kept, and what so many pages show of them."""
_SHOWN = 100
"""Hits of a page that is kept, at most."""
_Page: TypeAlias = tuple[Node, str | None, int, int]
"""A query, its order, limit and offset."""
_COMMON = 30_000
"""Words whose number of cables is kept: those of every few hundred cables."""


_Key = TypeVar("_Key")
_Made = TypeVar("_Made")


class _Facets(NamedTuple):
    """What is kept of the facets of a query."""

    values: dict[str, tuple[FacetCount, ...]]
    in_all: dict[str, int]


class TantivyEngine:
    """Finds cables; see `engine.Engine` for what each method promises."""

    def __init__(
        self,
        cables: Index,
        paragraphs: Index,
        path: Path,
        *,
        memory: int = 0,
    ) -> None:
        """Not for callers: use `create` or `open`."""
        self._indexes = (cables, paragraphs)
        self._path = path
        self._writers: tuple[IndexWriter, IndexWriter] | None = None
        if memory:
            self._writers = (
                cables.writer(memory - _OF_PARAGRAPHS, num_threads=1),
                paragraphs.writer(_OF_PARAGRAPHS, num_threads=1),
            )
        self._pending: set[str] = set()
        self._refresh()
        self._number = max(map(_highest, (self._cables, self._paragraphs)))

    @classmethod
    def create(cls, path: Path | str, *, memory: int = DEFAULT_MEMORY) -> Self:
        """An engine that writes, in a new folder or one that holds an index already.

        `memory` is in bytes, at least 30 million. OSError when the folder cannot be written;
        ArchiveBusy when another writer holds it; ArchiveDamaged when what stands there is no index
        of this version, or a broken one.
        """
        if memory < 30_000_000:
            raise Misuse(
                "An index needs 30,000,000 bytes of memory to write, not {memory}.",
                memory=f"{memory:,}",
            )
        folders = _folders(Path(path))
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        try:
            cables = schema.open_index(schema.CABLES, str(folders[0]))
            paragraphs = schema.open_index(schema.PARAGRAPHS, str(folders[1]))
            return cls(cables, paragraphs, Path(path), memory=memory)
        except ValueError as error:
            raise _why_not_written(path, error) from error

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """An engine that only reads, as the index stands at its last commit.

        NotAnArchive when there is no index; ArchiveDamaged when it cannot be read; ReftelError
        when there is no room for the passing folder.
        """
        sources = _folders(Path(path))
        if not all((folder / "meta.json").is_file() for folder in sources):
            raise NotAnArchive(str(path))
        for attempt in range(_ATTEMPTS):
            # All files are mapped when the index is opened, so the links need not stay.
            with _passing_folder() as links:
                try:
                    targets = _folders(links)
                    for source, target in zip(sources, targets, strict=True):
                        _link(source, target)
                    cables, paragraphs = (schema.open_index(None, str(at)) for at in targets)
                    engine = cls(cables, paragraphs, Path(path))
                except (OSError, ValueError) as error:
                    if _is_one_of(_FULL, error):
                        raise _no_room(error) from error
                    # A writer may have thrown a file away between our look and our opening it.
                    if attempt == _ATTEMPTS - 1:
                        what = f"the index cannot be read: {error}"
                        raise ArchiveDamaged(str(path), what) from error
                else:
                    # A thread of tantivy may write its lock there again while all is thrown away.
                    finalize(engine, rmtree, links, ignore_errors=True)
                    return engine
        raise AssertionError

    def close(self) -> None:
        """Let go of the lock. What was not committed is thrown away. A reader needs no closing."""
        if self._writers:
            for writer in self._writers:
                writer.rollback()
                writer.wait_merging_threads()
            self._writers = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- writing ---

    def replace(self, documents: Iterable[Document]) -> None:
        """Take in documents; one that is held under the same id is replaced."""
        cables, paragraphs = self._writing()
        for document in documents:
            self._forget(document.id)
            self._pending.add(id_key(document.id))
            self._number += 1
            cables.add_document(schema.cable_document(document, self._number))
            for made in schema.paragraph_documents(document, self._number):
                paragraphs.add_document(made)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget cables; unknown ids are no error."""
        for id_ in ids:
            self._forget(id_)

    def commit(self) -> None:
        """Make all changes durable and visible."""
        cables, paragraphs = self._writing()
        paragraphs.commit()
        cables.commit()
        self._pending.clear()
        self._let_read()
        self._refresh()

    def settle(self) -> None:
        """Commit, wait until the parts of the index are merged, and let go of the lock."""
        self.commit()
        for writer in self._writing():
            writer.wait_merging_threads()
        self._writers = None
        self._let_read()
        self._refresh()

    def _let_read(self) -> None:
        """Let read the index who may read its folder; tantivy shuts out all but the writer."""
        for folder in _folders(self._path):
            for name in ("meta.json", ".managed.json"):
                (folder / name).chmod(folder.stat().st_mode & 0o666)

    def _writing(self) -> tuple[IndexWriter, IndexWriter]:
        if self._writers is None:
            raise Misuse("This engine only reads; open it with TantivyEngine.create to write.")
        return self._writers

    def _forget(self, id_: str) -> None:
        key = id_key(id_)
        writers = self._writing()
        # Asking costs less than a deletion that finds nothing in a hundred thousand new cables.
        # Each index is asked, since a killed process may have committed only one of them.
        for writer, searcher in zip(writers, (self._cables, self._paragraphs), strict=True):
            if key in self._pending or searcher.doc_freq("key", key):
                writer.delete_documents_by_term("key", key)

    def _refresh(self) -> None:
        for index in self._indexes:
            index.reload()
        self._cables, self._paragraphs = (index.searcher() for index in self._indexes)
        self._forms = Forms(self._cables)
        self._groups: dict[Node, Query] = {}
        self._common: dict[str, int] = {}
        self._counted: dict[Node, _Facets] = {}
        self._shown: dict[_Page, tuple[int, tuple[Scored, ...]]] = {}

    # --- reading ---

    def __len__(self) -> int:
        return self._cables.num_docs

    def search(
        self,
        query: reading.Query,
        *,
        limit: int = 20,
        offset: int = 0,
        facets: bool = True,
        texts: Texts | None = None,
    ) -> Answer:
        """The cables that satisfy the query.

        `texts` is asked only for what the index cannot tell: whether a phrase and something else
        stand in the same paragraph. Misuse when such a query comes without.
        """
        if limit < 0 or offset < 0:
            raise Misuse(
                "limit and offset count from 0, not {limit} and {offset}.",
                limit=limit,
                offset=offset,
            )
        tree, order_by = query.tree, _order_by(query)
        lowered = cache(partial(self._lowered, tree, texts))
        total, hits = _remembered(
            self._shown if limit <= _SHOWN else {},
            (tree, order_by, limit, offset),
            lambda: self._ranked(lowered(), order_by, limit, offset),
        )
        if not facets:
            return Answer(total, hits, {}, {})
        # Whoever turns the page asks for the same again, as do all for the first.
        counted = _remembered(self._counted, tree, lambda: self._facets(lowered()))
        return Answer(total, hits, dict(counted.values), dict(counted.in_all))

    def facet(
        self, query: reading.Query, name: str, *, texts: Texts | None = None
    ) -> tuple[FacetCount, ...]:
        """Every value of a facet among the cables that satisfy the query. `texts` as in `search`.

        Misuse when there is no such facet.
        """
        if name not in FACETS:
            raise Misuse(
                "{name} is no facet; there are {facets}.",
                name=repr(name),
                facets=", ".join(FACETS),
            )
        counted = self._count(self._lowered(query.tree, texts), (name,))
        return sort_facet(name, counted[name])

    def common(self, facet: str, value: str, names: Sequence[str]) -> Common:
        """What the cables have in common that a facet counts under this very value.

        A query would look for the value's words in meanings too, and scan for what stands counted.
        """
        wanted = Query.term_query(schema.CABLES, f"facet_{facet}", value, "basic")
        counted = self._count(wanted, names)
        found = self._cables.search(wanted, limit=1, count=True)
        total = int(found.count or 0)  # type: ignore[attr-defined]  # missing in its stubs
        return Common(total, {name: sort_facet(name, counted[name]) for name in names})

    def alike(self, texts: Sequence[str], *, limit: int) -> tuple[Scored, ...]:
        """The cables that share most of the telling words of some texts, the nearest first.

        Telling is what stands here often and elsewhere seldom.
        """
        told = telling_words(texts, self._commonness, len(self))
        wanted = Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(self._word(word), weight))
                for word, weight in told.items()
            ]
        )
        return self._hits(wanted, None, limit, 0)[1] if told else ()

    def _ranked(
        self, wanted: Query, order_by: str | None, limit: int, offset: int
    ) -> tuple[int, tuple[Scored, ...]]:
        """The hits; by relevance, those of which only an edited document is held behind all others.

        They are asked for on their own: a weight that is large enough to push them behind leaves no
        digits of a score to order them by.
        """
        if order_by or not self._cables.doc_freq("has", "edited"):
            return self._hits(wanted, order_by, limit, offset)
        edited = Query.const_score_query(
            Query.term_query(schema.CABLES, "has", "edited", "basic"), 0.0
        )
        sent = Query.boolean_query([(Occur.Must, wanted), (Occur.MustNot, edited)])
        before, hits = self._hits(sent, None, limit, offset)
        rest = Query.boolean_query([(Occur.Must, wanted), (Occur.Must, edited)])
        behind, more = self._hits(rest, None, limit - len(hits), max(offset - before, 0))
        return before + behind, hits + more

    def _commonness(self, word: str) -> int:
        held_by = self._common.get(word)
        if held_by is None:
            if len(self._common) >= _COMMON:
                self._common.clear()
            held_by = self._common[word] = self._cables.doc_freq("text", word)
        return held_by

    def _word(self, word: str) -> Query:
        return Query.const_score_query(Query.term_query(schema.CABLES, "text", word, "basic"), 1.0)

    def _lowered(self, tree: Node, texts: Texts | None) -> Query:
        return lower_for_cables(tree, self._forms, lambda group: self._joined(group, texts))

    def _joined(self, group: Node, texts: Texts | None) -> Query:
        """The cables of which one paragraph satisfies a group; a turned page asks for it again."""
        cables = self._groups.get(group)
        if cables is None:
            read = asks_for_places(group)
            cables = self._read_groups(group, texts) if read else self._in_paragraphs(group)
            if len(self._groups) >= _GROUPS:
                self._groups.clear()
            self._groups[group] = cables
        return cables

    def _in_paragraphs(self, group: Node) -> Query:
        """The cables of which one paragraph satisfies a group that asks for no places."""
        queries = lower_for_first(group, self._forms)
        if self._paragraphs.num_docs:
            wanted = lower_for_others(group, self._forms)
            if numbers := {number for number, _ in _by_number(self._paragraphs, wanted)}:
                queries.append(numbered(sorted(numbers)))
        return any_of(queries)

    def _read_groups(self, group: Node, texts: Texts | None) -> Query:
        """The same for any group; what words alone leave open is read."""
        if texts is None:
            raise Misuse("To look for a phrase and more in one paragraph, search needs the texts.")
        sure = self._in_paragraphs(at_least(group))
        open_ = Query.boolean_query(
            [
                (Occur.Must, self._in_paragraphs(at_most(group))),
                (Occur.Must, self._lowered(in_cable(group), texts)),
                (Occur.MustNot, sure),
            ]
        )
        ids = [self._id(at) for _, at in _by_number(self._cables, open_)]
        fitting = [
            id_key(id_)
            for id_, paragraphs in texts(ids)
            if paragraphs is None or any(fits(text, group) for text in paragraphs)
        ]
        return any_of([sure, Query.term_set_query(schema.CABLES, "key", fitting)])

    def _hits(
        self, wanted: Query, order_by: str | None, limit: int, offset: int
    ) -> tuple[int, tuple[Scored, ...]]:
        end = offset + limit
        size = end + 16
        while True:
            found = self._cables.search(
                wanted,
                limit=min(size, _limit(self._cables)),
                count=True,
                order_by_field=order_by,
                order=Order.Asc if order_by else Order.Desc,
            )
            ranked = found.hits
            total = int(found.count or 0)  # type: ignore[attr-defined]  # missing in its stubs
            # The cut must not go through equals, whose order is ours to make.
            cut_clean = len(ranked) >= total or (
                len(ranked) > end and ranked[-1][0] != ranked[max(end - 1, 0)][0]
            )
            if cut_clean or limit == 0 or offset >= total:
                break
            size *= 4
        if limit == 0:
            return total, ()
        hits: list[Scored] = []
        at = 0
        for value, same in groupby(ranked, key=lambda hit: hit[0]):
            group = [address for _, address in same]
            if at < end and at + len(group) > offset:
                ids = sorted(self._id(address) for address in group)
                score = 0.0 if order_by else float(value)
                hits += [
                    Scored(id_, score) for n, id_ in enumerate(ids, start=at) if offset <= n < end
                ]
            at += len(group)
        return total, tuple(hits)

    def _id(self, address: DocAddress) -> str:
        return str(self._cables.doc(address).get_first("id"))

    def _facets(self, wanted: Query) -> _Facets:
        counted = self._count(wanted, tuple(FACETS))
        return _Facets(
            {name: sort_facet(name, counted[name], facet_limit(name)) for name in FACETS},
            {name: len(counted[name]) for name in FACETS},
        )

    def _count(self, wanted: Query, names: Sequence[str]) -> dict[str, list[FacetCount]]:
        """All values of some facets among what is wanted."""
        asked = [column for name in names for column in columns.COLUMNS[name]]
        every = Span(0, self._number + 1)

        def ask(aggregation: Mapping[str, Any], numbers: Span) -> Mapping[str, Any] | None:
            within = wanted if numbers == every else _within(wanted, numbers)
            try:
                return self._cables.aggregate(within, dict(aggregation))
            except ValueError as error:
                if "bucket limit" not in str(error):
                    raise
                return None

        found = columns.count_columns(asked, every, ask)
        return {name: columns.counts(name, found) for name in names}


def _within(wanted: Query, numbers: Span) -> Query:
    """What is wanted among the cables of these numbers."""
    last = numbers.end - 1
    among = Query.range_query(
        schema.CABLES, "number", FieldType.Unsigned, numbers.start, last, True, True
    )
    return Query.boolean_query([(Occur.Must, wanted), (Occur.Must, among)])


def _remembered(kept: dict[_Key, _Made], key: _Key, make: Callable[[], _Made]) -> _Made:
    """What is kept under `key`, made where it is not there yet."""
    found = kept.get(key)
    if found is None:
        found = make()
        if len(kept) >= _REMEMBERED:
            kept.clear()
        kept[key] = found
    return found


def _why_not_written(path: Path | str, error: ValueError) -> Exception:
    """What a ValueError of tantivy means, which has this one kind for all that goes wrong."""
    if "LockBusy" in str(error):
        return ArchiveBusy(str(path))
    if _is_one_of(_FULL | _FORBIDDEN, error):
        return OSError(f"The index {path} cannot be written: {error}")
    # Also a file that is not what it should be; making the index anew mends all of these.
    return ArchiveDamaged(str(path), f"the index cannot be written: {error}")


def _is_one_of(refusals: dict[int, str], error: OSError | ValueError) -> bool:
    """Whether the disk refuses to be written, which says nothing of the index."""
    if isinstance(error, OSError):
        return error.errno in refusals
    return any(f"kind: {kind}" in str(error) for kind in refusals.values())


@contextmanager
def _passing_folder() -> Iterator[Path]:
    try:
        # tantivy's threads may still write a lock beside the links when these are thrown away.
        folder = tempfile.TemporaryDirectory(prefix="reftel-index-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room(error) from error
    with folder as name:
        yield Path(name)


def _no_room(error: Exception) -> ReftelError:
    why = error.strerror if isinstance(error, OSError) else None
    return ReftelError(
        "Searching needs a folder for passing files, a few kilobytes, and none can be written:"
        f" {why or error}. Name one by the variable TMPDIR."
    )


def _order_by(query: reading.Query) -> str | None:
    """The field to order by; None for relevance, which a query without words does not have."""
    if query.sort == "date":
        return "oldest_first"
    weighed = any(
        not field and isinstance(leaf, Word | Exact | Phrase | Near)
        for field, leaf in leaves(query.tree)
    )
    return None if query.sort == "relevance" and weighed else "newest_first"


def _by_number(searcher: Searcher, wanted: Query) -> list[tuple[int, DocAddress]]:
    """All that an index finds, by the number of the cable: no other call gives a field's values."""
    found = searcher.search(wanted, limit=_limit(searcher), count=False, order_by_field="number")
    return found.hits


def _highest(searcher: Searcher) -> int:
    """The highest number that a cable has."""
    found = searcher.search(Query.all_query(), limit=1, count=False, order_by_field="number")
    return found.hits[0][0] if found.hits else 0


def _limit(searcher: Searcher) -> int:
    return max(1, searcher.num_docs)


def _folders(path: Path) -> tuple[Path, Path]:
    return path / "cables", path / "paragraphs"


def _link(source: Path, target: Path) -> None:
    target.mkdir()
    for file in source.iterdir():
        if not file.name.endswith(".lock"):
            (target / file.name).symlink_to(file.resolve())
