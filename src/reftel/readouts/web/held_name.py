"""Names of posts and TAGS in a path, which may hold a stroke: /tags/RICE/RYE.

In: the path of a page or a question. Out: the same for a router, in which such a name takes all
that follows. A stroke cannot be told from %2F once a server has read the path, and need not be: no
page lies below that of a post or a TAG.
"""

from __future__ import annotations

__all__ = ["routed"]


def routed(path: str) -> str:
    """The path as the router is to read it."""
    for name in ("name", "station"):
        path = path.replace(f"{{{name}}}", f"{{{name}:path}}")
    return path
