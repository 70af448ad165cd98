"""What goes wrong, told to a reader: a status and one plain sentence, in one shape.

In: an exception. Out: `Trouble`. No sentence names a path of the machine, and nothing of a
traceback leaves it.
"""

from __future__ import annotations

import msgspec
from starlette.exceptions import HTTPException

from reftel.errors import ArchiveError, Misuse, NotHeld
from reftel.readouts.web.speaking import Speaker

__all__ = ["ErrorAnswer", "Trouble", "trouble_of"]


class Trouble(msgspec.Struct, frozen=True):
    """One thing that went wrong."""

    code: str
    """Stable: not-held, wrong-call, no-such-page, not-allowed, archive, failed."""
    message: str
    """What to tell a reader."""
    near: tuple[str, ...] = ()
    """Of what is not held, names of the same kind that may have been meant."""
    kind: str = "cables"
    """What `near` names: cables (or paragraphs), posts, tags, dates or releases."""


class ErrorAnswer(msgspec.Struct, frozen=True):
    """The one shape of every error of the API."""

    error: Trouble


def trouble_of(error: Exception, speaker: Speaker) -> tuple[int, Trouble]:
    """HTTP status, and what to say."""
    say = speaker.say
    match error:
        case NotHeld():
            return 404, Trouble("not-held", speaker.error(error), error.near, error.kind)
        case ArchiveError():
            # Its own sentence names a path of the machine.
            return 503, Trouble(
                "archive",
                say("The archive cannot be read just now; its keeper can run reftel check."),
            )
        case Misuse():
            return 400, Trouble("wrong-call", speaker.error(error))
        case HTTPException(status_code=404):
            return 404, Trouble("no-such-page", say("There is no such page."))
        case HTTPException(status_code=405):
            return 405, Trouble("not-allowed", say("The archive can only be read: ask with GET."))
        case HTTPException():
            return error.status_code, Trouble("wrong-call", error.detail)
        case _:
            return 500, Trouble("failed", say("This page could not be made. Nothing was lost."))
