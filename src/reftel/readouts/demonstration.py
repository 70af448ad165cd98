"""What `reftel demo` does before it builds: the invented pages, and a place for them.

In: the path of the archive to be, a number of cables, a seed. Out: a folder of pages beside it. No
invented cable ever comes into an archive of real ones.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path, PurePosixPath

from reftel.archive.folder import Folder
from reftel.demo.archive import write_csv, write_demo
from reftel.demo.seeds import SEED
from reftel.errors import ArchiveError, Misuse

__all__ = ["invented_pages", "refuse_others"]

_WORTH_A_CREW = 20_000
"""Cables from which on inventing them in several processes saves time."""


def refuse_others(archive: Path) -> None:
    """Misuse where the archive has sources other than pages that were invented for it."""
    try:
        connection = Folder(archive).read()
    except ArchiveError:
        return  # not there, or not whole; the build says which
    ours = _stem(archive)
    with closing(connection):
        for (path,) in connection.execute("SELECT path FROM source"):
            if not any(part.startswith(ours) for part in PurePosixPath(path).parts):
                raise Misuse(
                    "{archive} holds cables that were not invented, such as those of {path};"
                    " name another archive for the demo.",
                    archive=archive,
                    path=path,
                )


def invented_pages(archive: Path, cables: int | None, seed: int) -> Path:
    """The folder of invented pages beside the archive; written once, and then whole or not.

    With `cables` it holds one CSV dump of as many, else a small library in every form.
    """
    parts = [str(cables) if cables else "", f"seed{seed}" if seed != SEED else ""]
    pages = archive.with_name("-".join([_stem(archive), *filter(None, parts)]))
    if not pages.exists():
        unfinished = pages.with_name(pages.name + ".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        if cables is None:
            write_demo(unfinished, seed=seed)
        else:
            crew = os.cpu_count() or 1 if cables >= _WORTH_A_CREW else 1
            write_csv(unfinished / "cables.csv", cables=cables, seed=seed, processes=crew)
        unfinished.rename(pages)
    return pages


def _stem(archive: Path) -> str:
    """How the names of the folders begin that hold its pages."""
    return archive.name.removesuffix(".reftel") + "-pages"
