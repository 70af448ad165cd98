"""What the peers are fed: the cables of a dump as words, one JSON line each, streamed to a file.

In: a source that reftel can read. Out: a feed, and its size. Each record is read and parsed as a
build does it; the words of its subject, headings and paragraphs are folded and stemmed by reftel's
own rules. So every peer finds the words that reftel finds, and none has to read a telegram. Nothing
is held but the batches under way, and the ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

import msgspec

from bench.peers.query import Fed
from reftel.build.task import enter_pages
from reftel.search.document import Document
from reftel.search.words import stem, words
from reftel.sources.detect import read
from reftel.sources.page import Record
from reftel.sources.records import files, records_of

__all__ = ["Size", "to_fed", "write_feed"]

_BATCH = 200
_decode = msgspec.msgpack.Decoder(Document).decode


class Size(msgspec.Struct, frozen=True):
    """How much a source holds."""

    cables: int
    """Different ids; of a sampled feed the texts, which are as many in an invented dump."""
    texts: int
    """Telegram texts; a cable may have several."""
    text_bytes: int
    """UTF-8 of all texts."""
    source_bytes: int
    """Of the records, unpacked."""


def write_feed(source: Path, feed: Path, processes: int = 1, every: int = 1) -> Size:
    """Write the feed of a source, or take the one that is there.

    With `every` it holds each so manieth record alone, from the first: enough to choose queries by,
    where no peer is fed. The size is that of the whole source in any case.
    """
    kept = feed.with_name(f"{feed.name}.json")  # a sample may lie beside a feed
    if feed.exists() and kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=Size)
    part = feed.with_name(f"{feed.name}.part")
    seen: set[str] = set()
    texts = text_bytes = source_bytes = 0
    with part.open("wb") as out:
        for answer in _answers(source, processes, every):
            texts += answer.texts
            text_bytes += answer.text_bytes
            source_bytes += answer.source_bytes
            for id_, line in answer.lines:
                if id_ not in seen:  # a peer keeps one of several texts
                    seen.add(id_)
                    out.write(line)
    size = Size(len(seen) if every == 1 else texts, texts, text_bytes, source_bytes)
    kept.write_bytes(msgspec.json.encode(size))
    part.rename(feed)
    return size


class _Answer(msgspec.Struct):
    lines: list[tuple[str, bytes]] = []
    texts: int = 0
    text_bytes: int = 0
    source_bytes: int = 0


def _answers(source: Path, processes: int, every: int) -> Iterator[_Answer]:
    batches = _batches(source)
    if processes == 1:
        yield from (_work(batch, first, every) for first, batch in batches)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as crew:
        waiting: list[Future[_Answer]] = []
        for first, batch in batches:
            waiting.append(crew.submit(_work, batch, first, every))
            if len(waiting) > processes * 3:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def _batches(source: Path) -> Iterator[tuple[int, list[Record]]]:
    """Records of the source, each batch with the number of its first."""
    records = (record for file in files([source]) for record in records_of(file))
    for first in count(0, _BATCH):
        batch = list(islice(records, _BATCH))
        if not batch:
            return
        yield first, batch


def _work(records: Sequence[Record], first: int, every: int) -> _Answer:
    answer = _Answer()
    for n, record in enumerate(records, start=first):
        answer.source_bytes += len(record.data)
        pages = read(record)
        if isinstance(pages, tuple):
            answer.texts += len(pages)
            answer.text_bytes += sum(len(page.text.encode()) for page in pages)
        if n % every:
            continue
        for page in enter_pages(record)[0]:
            made = to_fed(_decode(page.document))
            answer.lines.append((made.id, json.dumps(asdict(made)).encode() + b"\n"))
    return answer


def to_fed(document: Document) -> Fed:
    """A document as the peers are fed it."""
    days = document.created_days
    return Fed(
        id=document.id,
        day=int(days[0].replace("-", "")) if days else 0,
        year=document.created[:4] if document.created else "",
        origin=document.station,
        country=document.country,
        level=document.level,
        rank=-1 if document.rank is None else document.rank,
        tags=sorted({tag.name for tag in document.tags}),
        subject=_stems(document.subject),
        passages=[_stems(one) for one in (*document.headings, *document.paragraphs)],
    )


def _stems(text: str) -> str:
    return " ".join(map(stem, words(text)))
