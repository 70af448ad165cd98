"""The search index, kept in step with the archive.

In: what each `put` changed. Out: an index that answers for the archive as it is.
"""

from __future__ import annotations

from typing import Self

from reftel.archive.folder import Folder
from reftel.archive.store import Kept, Store
from reftel.build.crew import Crew

__all__ = ["Indexing"]


class Indexing:
    def __init__(self, folder: Folder, store: Store, crew: Crew) -> None:
        self._folder, self._store, self._crew = folder, store, crew

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def heal(self) -> None:
        pass

    def add(self, kept: Kept) -> None:
        pass

    def commit(self) -> None:
        pass
