"""The reading room on a port of this machine, until somebody stops it.

In: the path of an archive, a host, a port. Out: the address to open, told once something listens
there. One process answers in threads; with more, each opens the archive for itself and all share
the port, and one that dies is started again.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from reftel.errors import ReftelError
from reftel.reading import open_archive
from reftel.readouts.web.app import create_app
from reftel.readouts.web.speaking import translations_of

__all__ = ["app_of_environment", "serve"]

_ARCHIVE, _ROOT, _SHARED = "REFTEL_ARCHIVE", "REFTEL_ROOT", "REFTEL_SHARED"
_PRIVATE, _WORDS = "REFTEL_PRIVATE", "REFTEL_WORDS"
_WAITING = 128
"""Calls that may wait while all are busy."""


def serve(
    path: Path,
    *,
    host: str,
    port: int,
    workers: int,
    root: str,
    shared: bool | None,
    words: Path | None,
    told: Callable[[str], None],
) -> None:
    """Serve an archive until the process is stopped; `told` gets the address.

    Scripts of other sites may read its values where it is `shared`; None for wherever more than
    this machine can reach it. `words` are translations of the interface, compiled by msgfmt.

    KeyboardInterrupt after Ctrl-C. NotAnArchive and its like; ReftelError when the port cannot be
    had.
    """
    options: dict[str, Any] = {
        "log_level": "warning",  # faults of ours, with their traceback, on standard error
        "access_log": False,  # what is read is nobody's business
        "server_header": False,
        "ws": "none",
        "workers": workers,
    }
    with open_archive(path) as archive:
        shared = not _is_own(host) if shared is None else shared
        private = _is_own(host) and not shared
        app = create_app(
            archive,
            root=root,
            shared=shared,
            private=private,
            translations=translations_of(words) if words else None,
        )  # here in any case: what is wrong is told before
        with _listening(host, port) as listener:
            address = _address(listener, host, app.state.root)
            if workers == 1:
                _settle()
                server = _Server(uvicorn.Config(app, **options), lambda: told(address))
                server.run(sockets=[listener])
                interrupted = server.interrupted
            else:
                os.environ |= {_ARCHIVE: str(path.absolute()), _ROOT: root}
                os.environ[_SHARED] = "1" if shared else ""
                os.environ[_PRIVATE] = "1" if private else ""
                os.environ[_WORDS] = str(words.absolute()) if words else ""
                name = f"{__name__}:{app_of_environment.__name__}"
                config = uvicorn.Config(name, factory=True, **options)
                processes = _Processes(config, [listener], lambda: told(address))
                processes.run()
                interrupted = processes.interrupted
    if interrupted:
        raise KeyboardInterrupt


def app_of_environment() -> Starlette:
    """The application of one of several processes, which is told no more than this by name."""
    app = create_app(
        open_archive(os.environ[_ARCHIVE]),
        root=os.environ[_ROOT],
        shared=bool(os.environ[_SHARED]),
        private=bool(os.environ[_PRIVATE]),
        translations=translations_of(Path(words)) if (words := os.environ[_WORDS]) else None,
    )
    _settle()
    return app


def _settle() -> None:
    """Let the collector of garbage pass over what stays, and come by seldom.

    Half a million objects are there before the first call and stay for ever: templates, tables of
    words. A page makes many values and no cycles, and one in ten would be held up to look for some.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _is_own(host: str) -> bool:
    """Whether an address is one that only this machine reaches."""
    return host in ("localhost", "::1") or host.startswith("127.")


class _Server(uvicorn.Server):
    """One process, which says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self.interrupted = False
        """Whether Ctrl-C ended it."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """What uvicorn does, then the word."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """What uvicorn does at a signal, noted."""
        self.interrupted = self.interrupted or sig == signal.SIGINT
        super().handle_exit(sig, frame)


class _Processes(Multiprocess):
    """Several processes; their port takes calls from the start, and they wait for the first."""

    def __init__(
        self, config: uvicorn.Config, sockets: list[socket.socket], ready: Callable[[], None]
    ) -> None:
        super().__init__(config, sockets)
        self._ready = ready
        self.interrupted = False
        """Whether Ctrl-C ended them."""

    def init_processes(self) -> None:
        """What uvicorn does, then the word."""
        super().init_processes()
        self._ready()

    def handle_int(self) -> None:
        """What uvicorn does at Ctrl-C, noted."""
        self.interrupted = True
        super().handle_int()


def _listening(host: str, port: int) -> socket.socket:
    """A port that takes calls. ReftelError where it cannot be had."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ReftelError(f"There is no address {host} here: {error.strerror}.") from error
    try:
        with suppress(OSError):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(_WAITING)
    except OSError as error:
        listener.close()
        raise ReftelError(_why_not(error, host, port)) from error
    listener.set_inheritable(True)
    return listener


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken, perhaps by another reading room;"
            f" choose another: --port {port + 1 if port < 65535 else 8080}"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} is not for everybody; choose one from 1024 on: --port 8080"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine; without --host it is 127.0.0.1."
    return f"Port {port} of {host} cannot be opened: {error.strerror}."


def _address(listener: socket.socket, host: str, root: str) -> str:
    """What to open; the loopback where it listens on all addresses of the machine."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - told apart
    shown = everywhere.get(host, host)
    shown = f"[{shown}]" if ":" in shown else shown
    return f"http://{shown}:{listener.getsockname()[1]}{root}/"
