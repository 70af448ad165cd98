"""Diplomatic cables, kept whole, read to the paragraph, found again.

    import reftel

    cable = reftel.parse(text)                       # one telegram, never raises
    archive = reftel.open_archive("cables.reftel")   # what `reftel build` made, read-only

Each name below is loaded when it is first used, so that importing reftel costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.defects import Defect as Defect
    from reftel.errors import ReftelError as ReftelError
    from reftel.reading import Archive as Archive
    from reftel.reading import open_archive as open_archive
    from reftel.spans import Span as Span
    from reftel.telegram.cable import Cable as Cable
    from reftel.telegram.parse import parse as parse
    from reftel.vocab.cable_id import CableId as CableId

__all__ = [
    "Archive",
    "Cable",
    "CableId",
    "Defect",
    "ReftelError",
    "Span",
    "open_archive",
    "parse",
]

_HOME = {
    "Archive": "reftel.reading",
    "Cable": "reftel.telegram.cable",
    "CableId": "reftel.vocab.cable_id",
    "Defect": "reftel.defects",
    "ReftelError": "reftel.errors",
    "Span": "reftel.spans",
    "open_archive": "reftel.reading",
    "parse": "reftel.telegram.parse",
}


def __getattr__(name: str) -> object:
    """The public name, from the module where it lives."""
    if name not in _HOME:
        raise AttributeError(f"module 'reftel' has no attribute {name!r}")
    value: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
