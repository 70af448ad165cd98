"""What to ask to see an answer: the example of each question, on the archive that is served."""

from __future__ import annotations

from urllib.parse import quote

from reftel.archive import browsing
from reftel.reading import Archive
from reftel.readouts.pages.counts import tags_in_use
from reftel.readouts.pages.examples import Held, first_that_finds, held
from reftel.readouts.questions import Question
from reftel.readouts.web.links import Links
from reftel.search.narrowing import as_typed

__all__ = ["example_address", "example_of", "example_query"]


def example_of(archive: Archive, question: Question) -> dict[str, str] | None:
    """Its parameters: those of the table, or where the archive does not hold what they name, such
    as it holds. None where it holds nothing of the kind, so that no answer could be shown.
    """
    asked = dict(question.example)
    if "id" in asked and asked["id"] not in archive:
        has = archive.known(held)
        asked["id"] = has.id
        if "place" in asked:
            asked["place"] = has.place
    if "station" in asked:
        asked["station"] = _or(asked["station"], _stations(archive))
    if question.name == "tag":
        asked["name"] = _or(asked["name"], [one.name for one in tags_in_use(archive)])
    if "day" in asked:
        asked["day"] = _or(asked["day"], list(archive.counted(browsing.releases)))
    if "year" in asked:
        asked["year"] = _or(asked["year"], list(archive.counted(browsing.years))[::-1])
    if "q" in asked:
        asked["q"] = example_query(archive, asked["q"])
    if any(not asked[name] for name in asked if f"{{{name}}}" in question.path):
        return None
    return {name: value for name, value in asked.items() if value}


def example_address(links: Links, question: Question, asked: dict[str, str]) -> str:
    """The address of the API that asks it."""
    quoted = {name: quote(value, safe="") for name, value in asked.items()}
    rest = {name: value for name, value in asked.items() if f"{{{name}}}" not in question.path}
    return links.page(f"/api{question.path.format_map(quoted)}", **rest)


def example_query(archive: Archive, query: str) -> str:
    """The query where it finds something; else one that does. Empty for an empty archive."""
    return archive.known(_query, query)


def _query(archive: Archive, query: str) -> str:
    found = first_that_finds(archive, [query, *_others(archive.known(held))])
    return found.query if found.cables else ""


def _others(has: Held) -> list[str]:
    facets = (
        ("tag", has.station_tag),
        ("origin", has.station),
        ("year", next(iter(has.years), "")),
    )
    return [*(as_typed(*one) for one in facets if one[1]), *has.words[:1], f"id:{has.id}"]


def _stations(archive: Archive) -> list[str]:
    posts = archive.counted(browsing.posts)
    return [one.station for one in sorted(posts, key=lambda one: (-one.cables, one.station))]


def _or(wanted: str, values: list[str]) -> str:
    """What is wanted where it is among the values, else the first of them."""
    return wanted if wanted in values else next(iter(values), "")
