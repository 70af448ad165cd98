"""What goes wrong with us or with our caller, never with a cable.

    ReftelError
    ├── Misuse              the call does not fit (a ValueError too)
    │   ├── NotAnId         text that is no message reference number
    │   └── StrictDefect    parse(strict=True) met a defect
    ├── SourceMissing       a source path that does not exist or cannot be read
    ├── ArchiveError
    │   ├── NotAnArchive    the path holds no reftel archive
    │   ├── ArchiveTooNew   written by a later reftel
    │   ├── ArchiveTooOld   written by an earlier one; a build brings it up to date
    │   ├── ArchiveBusy     another build is writing
    │   └── ArchiveDamaged  what is stored does not agree with its digest
    └── NotHeld             a cable or paragraph that the archive does not hold (a KeyError too)

Each takes facts, keeps them as attributes, and builds one plain sentence that says what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.defects import Defect

__all__ = [
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveTooNew",
    "ArchiveTooOld",
    "Misuse",
    "NotAnArchive",
    "NotAnId",
    "NotHeld",
    "ReftelError",
    "SourceMissing",
    "StrictDefect",
]


_LONGEST = 80
"""Characters of an address that a sentence repeats."""


class ReftelError(Exception):
    """The root: catch this to catch everything reftel raises on purpose."""


class Misuse(ReftelError, ValueError):
    """A call whose arguments do not fit.

    Where there are facts, they fill the places of the sentence; both are kept, for who says it in
    another language.
    """

    def __init__(self, sentence: str = "", **facts: object) -> None:
        self.template, self.facts = sentence, facts
        super().__init__(sentence.format(**facts) if facts else sentence)


class NotAnId(Misuse):
    """Text that is no message reference number."""

    def __init__(self, written: str) -> None:
        self.written = written
        shown = f"{written[:_LONGEST]}…" if len(written) > _LONGEST else written
        super().__init__(
            f"{shown!r} is not a message reference number; write year, post and number,"
            " such as 08MEXICO199."
        )


class StrictDefect(Misuse):
    """The first defect of a text that was parsed with strict=True."""

    def __init__(self, defect: Defect) -> None:
        self.defect = defect
        where = f" at character {defect.spans[0].start}" if defect.spans else ""
        super().__init__(f"{defect.sentence}{where} ({defect.code}).")


class SourceMissing(ReftelError):
    """A source path that is not there, or cannot be opened."""

    def __init__(self, path: str, reason: str = "there is no such file or folder") -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Cannot read {path}: {reason}.")


class ArchiveError(ReftelError):
    """Something about the archive on disk."""


class NotAnArchive(ArchiveError):
    """The path holds no archive of ours: nothing at all, or something else (`taken`)."""

    def __init__(self, path: str, *, taken: bool = False) -> None:
        self.path, self.taken = path, taken
        super().__init__(
            f"{path} is something else than a reftel archive;"
            " name another: reftel build ARCHIVE SOURCE"
            if taken
            else f"There is no reftel archive {path}; make one with: reftel build {path} SOURCE"
        )


class ArchiveTooNew(ArchiveError):
    """The archive was written by a later version of the schema."""

    def __init__(self, path: str, found: int, known: int) -> None:
        self.path, self.found, self.known = path, found, known
        super().__init__(
            f"{path} has schema {found}, this reftel knows up to {known}; install a newer reftel."
        )


class ArchiveTooOld(ArchiveError):
    """The archive was written in an earlier version of the schema, and only a build may write."""

    def __init__(self, path: str, found: int, known: int) -> None:
        self.path, self.found, self.known = path, found, known
        super().__init__(
            f"{path} was built by an earlier reftel (schema {found}, now {known});"
            f" bring it up to date: reftel build {path} SOURCE"
        )


class ArchiveBusy(ArchiveError):
    """Another build holds the archive, or, with `read`, so many read it that none can begin."""

    def __init__(self, path: str, *, read: bool = False) -> None:
        self.path = path
        if read:
            why = f"{path} is read without a pause, so the build cannot begin; run it again"
            super().__init__(f"{why}, or end an export that reads it.")
        else:
            super().__init__(
                f"Another build is writing {path}; wait for it to end, then run again."
            )


class ArchiveDamaged(ArchiveError):
    """Stored bytes that no longer agree with their digest or with the schema."""

    def __init__(self, path: str, what: str) -> None:
        self.path, self.what = path, what
        super().__init__(f"{path} is damaged: {what}; see: reftel check {path}")


class NotHeld(ReftelError, KeyError):
    """A cable, version or paragraph that the archive does not hold.

    Or a post, TAG, year or release day without a cable; `kind` says of what `near` are names:
    cables, posts, tags, dates or releases.
    """

    def __init__(
        self,
        address: str,
        near: tuple[str, ...] = (),
        *,
        kind: str = "cables",
        **facts: object,
    ) -> None:
        """`address` is what is missing; `facts` fill its places, where it is words of ours."""
        self.template = address if facts else "{address}"
        self.facts = facts or {"address": address}
        address = self.template.format(**self.facts)
        self.address, self.near, self.kind = address, near, kind
        hint = f" Near it: {', '.join(near)}." if near else ""
        shown = f"{address[:_LONGEST]}…" if len(address) > _LONGEST else address
        self.message = (
            f"The archive does not hold {shown.strip() or 'a cable without an id'}.{hint}"
        )
        super().__init__(self.message)

    def __str__(self) -> str:
        # KeyError shows the repr of its argument; a reader wants the sentence.
        return self.message
