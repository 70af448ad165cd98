"""What a page is asked that has no parameters."""

from __future__ import annotations

import msgspec

__all__ = ["Nothing"]


class Nothing(msgspec.Struct, frozen=True):
    """No parameters."""
