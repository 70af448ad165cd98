"""Templates and what they may use.

In: the name of a template and the values of its page. Out: HTML. Everything is escaped but what
`markup` made; every sentence of the interface goes through `_` and so can be translated.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request

from reftel.reading import Archive
from reftel.readouts import markup
from reftel.readouts.decoded import moment_words
from reftel.readouts.layout import Flow
from reftel.readouts.pages.post import runs
from reftel.readouts.pages.results import repeated
from reftel.readouts.pages.timeline import draw, query_within
from reftel.readouts.projection import project
from reftel.readouts.web.assets import asset_path
from reftel.readouts.web.cable_parts import (
    claims_of,
    headings_of,
    held_of,
    id_rules_of,
    losses_of,
    repaired_of,
    sent_again_of,
)
from reftel.readouts.web.claim_words import claim_words
from reftel.readouts.web.links import Links
from reftel.readouts.web.mentions import gather
from reftel.readouts.web.speaking import Speaker
from reftel.readouts.web.spoken import Spoken
from reftel.readouts.web.wording import day_words, month_words, number_words
from reftel.search.narrowing import condition
from reftel.vocab.countries import country_name
from reftel.vocab.tags import meaning

__all__ = ["Renderer"]

_HERE = Path(__file__).parent
_MONTHS = 2000
"""Months whose words are kept; a timeline has hundreds, on every page the same."""


class Renderer:
    """Renders the pages of one archive's site."""

    def __init__(self, archive: Archive, root: str = "", speaker: Speaker | None = None) -> None:
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
            # The tags of answers are of the templates that were there at the start.
            auto_reload=False,
            extensions=["jinja2.ext.i18n", Spoken],
        )
        speaker = speaker or Speaker()
        self._say = say = speaker.say
        self._environment.spoken = {  # type: ignore[attr-defined]
            "_": speaker.translations.gettext,
            "static": self._static,
            "links.page": self.links.page,
        }
        self._environment.install_gettext_translations(  # type: ignore[attr-defined]
            speaker.translations, newstyle=True
        )
        number = partial(number_words, say=say)
        month = lru_cache(_MONTHS)(partial(month_words, say=say))
        self._environment.filters |= {
            "number": number,
            "moment": moment_words if speaker.direction == "ltr" else _moment_apart,
            "plain": markup.plain,
            "month": month,
            "day": partial(day_words, say=say),
            "repeated": repeated,
            "gathered": gather,
            # A stroke in a name must not part the path: of /tags/A/../B a browser makes /tags/B.
            "urlencode": partial(quote, safe=""),
        }
        self._environment.tests["web_address"] = _is_web_address
        self._environment.globals |= {
            "links": self.links,
            "level": markup.level,
            "static": self._static,
            "bars_html": partial(markup.bars_html, month=month, number=number),
            "apart": _apart,
            "claim_words": partial(claim_words, say=say),
            "claims_of": claims_of,
            "headings_of": headings_of,
            "held_of": held_of,
            "id_rules_of": id_rules_of,
            "losses_of": losses_of,
            "repaired_of": repaired_of,
            "sent_again_of": sent_again_of,
            "marked": markup.marked,
            "pointed": markup.pointed,
            "flow_html": self._flow_html,
            "number_of": markup.number_of,
            "section_words": markup.section_words,
            "country_name": lambda code: say(name) if (name := country_name(code)) else None,
            "meaning": lambda *of: say(told) if (told := meaning(*of)) else None,
            "draw": draw,
            "runs": runs,
            "query_within": query_within,
            "project": project,
            "tag_query": lambda name: condition("tag", name),
            "post_query": lambda station: condition("origin", station),
            "say": say,
            "language": speaker.language,
            "direction": speaker.direction,
            "archive_name": self.archive_name,
        }

    def render(self, template: str, request: Request, values: dict[str, Any]) -> str:
        """One page."""
        query = request.query_params.get("q", "")
        return self._environment.get_template(template).render(
            here=request.url.path, asked_query=query, **values
        )

    def _static(self, name: str) -> str:
        """The address of one of our own files."""
        return self.links.page(asset_path(name))

    def _flow_html(self, flow: Flow, held: Container[str] | None = None) -> Markup:
        """A flow whose references lead to their cables, or to what else cites one not held."""

        def link(name: str) -> str:
            missing = held is not None and name not in held
            return self.links.search(f"ref:{name}") if missing else self.links.cable(name)

        return markup.flow_html(flow, link, held, self._say)


def _apart(written: str) -> Markup:
    """What a cable or a page wrote, within a sentence that may run leftward."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(written)


def _moment_apart(value: str) -> str:
    """A moment whose day stays before its hour among letters that run leftward."""
    words = moment_words(value)
    return f"\u2066{words}\u2069" if words else words


def _is_web_address(written: str) -> bool:
    """Whether it may be a link: a page's word could as well be a script."""
    return written.startswith(("http://", "https://"))
