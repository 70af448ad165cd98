"""`python -m reftel`, and the command `reftel`: the same thing.

Its own module, so that Ctrl-C during the first tenths of a second, when all else is imported, ends
as quietly as later.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """The command, from its words to its exit code."""
    try:
        from reftel.readouts import cli  # noqa: PLC0415 - inside the try, as said above

        cli.main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
