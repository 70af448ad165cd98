"""A reading room on loopback, for tests that ask a real server."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import uvicorn

from reftel.reading import Archive
from reftel.readouts.web.app import create_app


@contextmanager
def served(
    archive: Archive, *, shared: bool = True, translations: NullTranslations | None = None
) -> Iterator[str]:
    """Serves an archive on a free port; its address, without a slash at the end."""
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(archive, shared=shared, private=not shared, translations=translations),
            port=0,
            log_level="error",
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def commanded(archive: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A reading room opened by `reftel serve`, and its address; killed if a test fails."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reftel", "serve", str(archive), "--port", "0", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        line = process.stdout.readline()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/(\w+/)?\n", line), (
            line or process.stderr.read()
        )
        yield process, line.strip()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
        process.stdout.close()
        process.stderr.close()


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives, in a thread of its own: a browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
