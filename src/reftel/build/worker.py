"""A worker process: jobs on its standard input, answers on its standard output.

Run as `python -m reftel.build.worker` by `crew`, never by hand. It ends when its input ends.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import IO

from reftel.build.frames import receive, send
from reftel.build.task import Bench

__all__ = ["serve"]


def serve(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """Answer jobs until the other end goes."""
    bench = Bench()
    while (message := receive(stdin)) is not None:
        try:
            send(stdout, bench.work(message))
        except BrokenPipeError:
            return


if __name__ == "__main__":
    # A terminal's Ctrl-C reaches the whole group; the parent speaks for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A cable is thousands of small values and no cycle; looking for cycles every 700 of them
    # takes a sixth of the time. Now and then is enough for what a traceback leaves.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    serve(sys.stdin.buffer, sys.stdout.buffer)
    # The interpreter would flush a pipe that may be broken by now, and complain.
    os._exit(0)
