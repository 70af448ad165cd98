"""Whether a text is mail, which may hold a telegram but is none.

In: bytes. Out: yes or no.
"""

from __future__ import annotations

import re

__all__ = ["is_mail"]

_MAIL = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,100}(?:From [^\n]{1,200}\n)?((?:[A-Z][\w-]{1,40}:[^\n]*\n){2})"
)
"""Two lines such as `From: ...` at the start, as mail has them."""
_SMALL_LETTERS = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Return-Path|Sender|Cc|X-)", re.MULTILINE
)
"""Words before their colons; telegrams write them in capitals."""


def is_mail(data: bytes) -> bool:
    """Whether it begins as mail does."""
    found = _MAIL.match(data)
    return found is not None and len(_SMALL_LETTERS.findall(found[1])) > 1
