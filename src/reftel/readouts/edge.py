"""The edge of the command line: where what goes wrong becomes a sentence and an exit code.

In: any exception of a command. Out: one plain sentence on standard error, never a traceback, and a
number for the shell. What is closed, full or gone outside (a terminal, a disk, the reader of a
pipe) ends as quietly.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

__all__ = ["EXIT_CODES", "Commands", "complain"]

DONE, NOTHING, WRONG_CALL, NO_ARCHIVE, NO_SOURCE, STOPPED, CUT_OFF = 0, 1, 2, 3, 4, 130, 141

EXIT_CODES: dict[int, str] = {
    DONE: "done, something found",
    NOTHING: "nothing found, or check found faults",
    WRONG_CALL: "wrong call",
    NO_ARCHIVE: "no archive, or a damaged, busy, older or newer one",
    NO_SOURCE: "a source or file that cannot be read or written, or a port that is taken",
    STOPPED: "stopped with Ctrl-C",
    CUT_OFF: "the reader of a pipe has gone",
}
"""What the shell is told."""


class Commands(click.Group):
    """The group of commands, its edge watched: while words are read, and while one runs."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """What click does, told at the edge: `--help` too may meet a full disk."""
        with _told():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """What click does, told at the edge."""
        with _told():
            return super().invoke(ctx)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """What click does, with the mark that keeps lines apart as click wants it.

        Docstrings hold it as two characters, being raw; click looks for a backspace.
        """
        if cmd.help:
            cmd.help = cmd.help.replace("\\b\n", "\b\n")
        super().add_command(cmd, name)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which they are used, not of the alphabet."""
        return list(self.commands)


@contextmanager
def _told() -> Iterator[None]:
    """Turns what goes wrong into one sentence and an exit code, at the edge and only here."""
    try:
        yield
    except click.exceptions.Exit:
        raise
    except KeyboardInterrupt:
        complain("Stopped. A build goes on from there when it is run again.")
        code = STOPPED
    except BrokenPipeError:
        # As with any other program; click would say 1, which here means nothing found.
        _let_go()
        code = CUT_OFF
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}.")
        _let_go()
        code = NO_SOURCE
    except click.ClickException as error:
        if sys.stderr is None:
            raise click.exceptions.Exit(error.exit_code) from None
        raise
    except Exception as error:
        ours = _sentence_of(error)
        if ours is None:
            raise
        sentence, code = ours
        complain(sentence)
    else:
        return
    raise click.exceptions.Exit(code)


def _sentence_of(error: Exception) -> tuple[str, int] | None:
    """What to say of an error of ours or of SQLite, and the exit code; None for any other."""
    import sqlite3

    from reftel.errors import ReftelError

    if isinstance(error, ReftelError):
        return str(error), _code_of(error)
    if isinstance(error, sqlite3.DatabaseError):
        return f"The archive cannot be read: {error}; run: reftel check ARCHIVE", NO_ARCHIVE
    return None


def _code_of(error: Exception) -> int:
    from reftel import errors

    if isinstance(error, errors.NotHeld):
        return NOTHING
    if isinstance(error, errors.ArchiveError):
        return NO_ARCHIVE
    return WRONG_CALL if isinstance(error, errors.Misuse) else NO_SOURCE


def complain(sentence: str) -> None:
    """Write a line to standard error, if there is one."""
    from reftel.readouts.terminal import safe

    if sys.stderr is not None:
        sys.stderr.write(safe(sentence) + "\n")


def _let_go() -> None:
    """Forget what could not be written; the interpreter would try it once more as it ends."""
    import os

    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
