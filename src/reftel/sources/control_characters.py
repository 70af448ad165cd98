"""Characters that no telegram was written with: NUL and its like.

In: bytes or text. Out: whether it is text all the same, and where they stand. A few are damage
(a tape read badly, a file system that filled a hole with NULs) and stay in the text; many say
that it is no text at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.spans import Span

__all__ = ["is_text", "places"]

_CONTROL = bytes({*range(32), 127} - set(b"\t\n\v\f\r"))
_ONE_OR_MORE = re.compile(f"[{re.escape(_CONTROL.decode())}]+")
_SHARE = 20
"""More than one byte in so many makes it no text; UTF-16 without its mark has one in two."""


def is_text(data: bytes) -> bool:
    """Whether no more than one byte in twenty is a control character."""
    return (len(data) - len(data.translate(None, _CONTROL))) * _SHARE <= len(data)


def places(text: str) -> Iterator[Span]:
    """Where control characters stand in `text`, neighbours joined."""
    written = text.encode("utf-8", "surrogatepass")
    # Deleting them all and looking at the length takes a twentieth of the search's time.
    if len(written.translate(None, _CONTROL)) != len(written):
        for found in _ONE_OR_MORE.finditer(text):
            yield Span(*found.span())
