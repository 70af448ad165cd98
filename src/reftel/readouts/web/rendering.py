"""Templates and what they may use.

In: the name of a template and the values of its page. Out: HTML. Everything is escaped but what
`markup` made; every sentence of the interface goes through `_` and so can be translated.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from reftel.reading import Archive
from reftel.readouts import markup
from reftel.readouts.decoded import moment_words
from reftel.readouts.web.links import Links
from reftel.vocab.countries import country_name
from reftel.vocab.tags import meaning

__all__ = ["Renderer"]

_HERE = Path(__file__).parent


class Renderer:
    """Renders the pages of one archive's site."""

    def __init__(self, archive: Archive, root: str = "") -> None:
        self._archive = archive
        self.links = Links(root)
        """Addresses of the site."""
        self.archive_name = archive.path.name.removesuffix(".reftel")
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
        self._environment.filters |= {
            "number": lambda value: f"{value:,}",
            "moment": moment_words,
            "plain": markup.plain,
        }
        self._environment.globals |= {
            "links": self.links,
            "static": self._static,
            "marked": markup.marked,
            "flow_html": lambda flow: markup.flow_html(flow, self.links.cable),
            "number_of": markup.number_of,
            "section_words": markup.section_words,
            "country_name": country_name,
            "meaning": meaning,
            "archive_name": self.archive_name,
        }

    def render(self, template: str, request: Request, values: dict[str, Any]) -> str:
        """One page."""
        query = request.query_params.get("q", "")
        return self._environment.get_template(template).render(
            here=request.url.path, asked_query=query, **values
        )

    @cache  # noqa: B019 - a renderer lives as long as its site
    def _static(self, name: str) -> str:
        """The address of a file of ours; it changes with the file, so that it is kept for ever."""
        digest = hashlib.blake2b((_HERE / "static" / name).read_bytes(), digest_size=6).hexdigest()
        return self.links.page(f"/static/{name}", v=digest)
