"""A build that kills itself: run as a program by tests/test_build.py.

    killed_build.py ARCHIVE WORKERS KILL_AT SOURCE...

KILL_AT counts calls of Python and C functions in the building thread; 0 lets the build end and
prints how many there were. Counting calls gives any instant between two of them, commits
included, the same in every run, without a clock.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

import reftel.build
from reftel.archive import originals


def main(archive: str, workers: str, kill_at: str, *sources: str) -> None:
    reftel.build.BATCH_RECORDS = 7  # many batches of few records
    originals.FEWEST = originals.FEWEST_TO_RENEW = 4  # and several dictionaries of a shape
    originals.FEWEST_BYTES, originals.RENEWED_AT = 1024, (10, 20)
    calls, last = 0, int(kill_at)

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    reftel.build.build(archive, sources, workers=int(workers))
    sys.setprofile(None)
    print(calls)


if __name__ == "__main__":
    main(*sys.argv[1:])
