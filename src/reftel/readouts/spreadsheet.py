"""A cell of CSV that no spreadsheet takes for a formula.

In: any text, as a cable or a page says it. Out: the same, with an apostrophe before it where a
spreadsheet would work it out in place of showing it: what a stranger wrote could then ask other
machines for addresses, or worse. The characters are those that OWASP names under "CSV Injection".
Exactness does not suffer: docs/json.md tells how to take the apostrophe away again, for any text.
"""

from __future__ import annotations

import re

__all__ = ["cell"]

_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")  # the last four are full-width


def cell(text: str) -> str:
    """The text for a cell. One that has apostrophes before a formula gets one more, so that what
    is taken away is always what was put there.
    """
    return f"'{text}" if _FORMULA.match(text) else text
