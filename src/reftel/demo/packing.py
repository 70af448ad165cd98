"""Archives whose bytes depend on their members alone, not on the day they are packed.

In: names and bytes. Out: the bytes of a zip, of a packed tar, of a gzip file.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

__all__ = ["gzipped", "tar_gz", "zipped"]


def gzipped(data: bytes) -> bytes:
    """One file, packed."""
    return gzip.compress(data, mtime=0)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of the members in order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            archive.writestr(zipfile.ZipInfo(name), members[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tar_gz(members: Mapping[str, bytes]) -> bytes:
    """A packed tar of the members in order of their names."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(members):
            member = tarfile.TarInfo(name)
            member.size = len(members[name])
            archive.addfile(member, io.BytesIO(members[name]))
    return gzipped(out.getvalue())
