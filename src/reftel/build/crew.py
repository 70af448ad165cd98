"""The processes that read and parse, beside the one that writes.

In: records. Out: their entries, encoded, a future for each job. Each worker is a plain child
process that talks through its two pipes: it needs no import of the caller's main module, as
multiprocessing would, shares no lock with us, and ends by itself when our end of the pipe goes,
however we went.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Self

import msgspec

from reftel.archive.entry import QuarantineRow, RecordEntry
from reftel.archive.originals import Packer, digest
from reftel.build.frames import receive, send
from reftel.build.task import Bench, Job
from reftel.errors import ReftelError
from reftel.sources.page import Record

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[RecordEntry]).decode

__all__ = ["Crew", "WorkerLost"]

_ATTEMPTS = 2
"""A record is given alone to a reader before it goes to quarantine for ending it."""


class WorkerLost(ReftelError):
    """A worker process ended before its answer; the crew reads on without it."""

    def __init__(self, status: int | None) -> None:
        self.status = status
        super().__init__(f"A reading process ended with status {status}; run the build again.")


class Crew:
    """Some workers, or, when `size` is 1, this process itself. A context manager."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._leaving = False
        self._workers: list[_Worker] = []
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None
        self._bench = Bench()
        if size > 1:
            self._workers = [_Worker() for _ in range(size)]
            for worker in self._workers:
                self._idle.put(worker)
            self._threads = ThreadPoolExecutor(size, thread_name_prefix="reftel-crew")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving = True
        for worker in self._workers:
            worker.stop()
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)

    def start(
        self, records: list[tuple[Record, int | None]], dictionaries: Mapping[int, bytes]
    ) -> Future[bytes]:
        """Begin a job: records, each with its dictionary's number; and all dictionaries there are.

        The answer is an encoded list of `RecordEntry`, one for each record.
        """
        if self._threads is not None:
            return self._threads.submit(self._run, records, dictionaries)
        done: Future[bytes] = Future()
        done.set_result(self._bench.work(_encode(Job(records, list(dictionaries.items())))))
        return done

    def _run(
        self, records: list[tuple[Record, int | None]], dictionaries: Mapping[int, bytes]
    ) -> bytes:
        try:
            return self._ask(records, dictionaries)
        except WorkerLost:
            if self._leaving:
                raise
        # A record that brings a whole process down must not stop the build: they are read one
        # by one, and the one that does it again goes to quarantine.
        answers = [self._alone(one, dictionaries) for one in records]
        return _encode([entry for answer in answers for entry in answer])

    def _alone(
        self, one: tuple[Record, int | None], dictionaries: Mapping[int, bytes]
    ) -> list[RecordEntry]:
        """The entry of one record, in quarantine when it ends its reader twice."""
        for _ in range(_ATTEMPTS):
            try:
                return _decode(self._ask([one], dictionaries))
            except WorkerLost as error:
                if self._leaving:
                    raise
                lost = error
        return [self._lost(one, dictionaries, lost)]

    def _ask(
        self, records: list[tuple[Record, int | None]], dictionaries: Mapping[int, bytes]
    ) -> bytes:
        """The answer of a worker that lives; one that dies of it is replaced."""
        worker = self._idle.get()
        try:
            if worker.gone:
                worker = self._replace(worker)
            return worker.ask(records, dictionaries)
        except WorkerLost:
            if not self._leaving:
                worker = self._replace(worker)
            raise
        finally:
            self._idle.put(worker)

    def _replace(self, worker: _Worker) -> _Worker:
        worker.stop()
        new = _Worker()
        self._workers[self._workers.index(worker)] = new
        return new

    def _lost(
        self,
        one: tuple[Record, int | None],
        dictionaries: Mapping[int, bytes],
        lost: WorkerLost,
    ) -> RecordEntry:
        record, number = one
        data = Packer(dictionaries.items()).pack(record.data, number)
        # Perhaps it was killed for the memory of others: the next build tries again.
        reason = f"The process that read it ended twice, with status {lost.status}."
        row = QuarantineRow(-1, "reader-ended", reason)
        return RecordEntry(digest(record.data), len(record.data), number, data, [], [row])


class _Worker:
    def __init__(self) -> None:
        self._told: set[int] = set()
        package = str(Path(__file__).parents[2])
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reftel.build.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    @property
    def gone(self) -> bool:
        """Whether its process has ended."""
        return self._process.poll() is not None

    def ask(
        self, records: list[tuple[Record, int | None]], dictionaries: Mapping[int, bytes]
    ) -> bytes:
        """Send one job, wait for its answer."""
        needed = {number for _, number in records if number is not None} - self._told
        self._told |= needed
        job = Job(records, [(number, dictionaries[number]) for number in sorted(needed)])
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            send(stdin, _encode(job))
            answer = receive(stdout)
        except (OSError, ValueError) as error:
            raise WorkerLost(self._process.poll()) from error
        if answer is None:
            raise WorkerLost(self._process.wait())
        return answer

    def stop(self) -> None:
        """End it at once; what it is doing is wanted no more."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # a half-sent message has nowhere to go
                    pipe.close()
