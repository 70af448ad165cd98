"""Other agencies and commands, whose telegrams have numbers of their own.

In: the name before a number. Out: whether it is theirs. Such a telegram is none of the Department
of State: its number makes no message reference number, and no archive of cables holds it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reftel.vocab.posts import find_post

__all__ = ["is_agency"]

_AGENCY = re.compile(
    r"(?:CIA|DIA|NSA|NSC|FBI|DEA|OSD|JCS|CNO|CSA|CSAF|CMC|DIRNSA|DMA|JOINT STAFF|TREASURY|COMMERCE"
    r"|JUSTICE|INTERIOR|AIDTO|TOAID|USICA|CUSTOMS|FAA|EXIM(?:BANK)?"
    r"|(?:FBIS|USIS|USDAO|DAO|DATT|ALUSNA|WH|USINT) ?[A-Z ]*"
    r"|(?:US)?CINC[A-Z]{2,12}(?: [A-Z ]+)?|CDR ?[A-Z]+(?: [A-Z ]+)?"
    r"|COM(?:US|SIXTHFLT|IDEAST|NAV|SEC|ALAS|AT)[A-Z]*(?: [A-Z ]+)?"
    r"|CT[FGU])(?: WASH(?:INGTON)? ?DC)?"
)


@lru_cache(maxsize=4096)
def is_agency(post: str) -> bool:
    """Whether a name in capitals is that of an agency or command, and of no post we know."""
    return _AGENCY.fullmatch(post) is not None and find_post(post) is None
