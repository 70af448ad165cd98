"""The interface in a reader's language: which words of a value are ours, and how they are said.

In: the translations of one language, made from docs/reftel.pot, and values or errors. Out: the same
with our own sentences in that language. What a cable, a page or a query says is never touched, and
without translations nothing is looked at. Pages and JSON are answered from the same translated
value, so they stay equal.
"""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from reftel.errors import Misuse, NotHeld, SourceMissing
from reftel.reading.finding import Hit
from reftel.readouts.header_record import AddresseeRecord
from reftel.readouts.pages.anatomy import AnatomyPart
from reftel.readouts.pages.cable import CardRecord
from reftel.readouts.pages.counts import CaptionLine, TagLine
from reftel.readouts.pages.posts import PostGroup, PostLine
from reftel.readouts.pages.results import FacetValue
from reftel.readouts.pages.searching import Construct, FieldHelp, Searching
from reftel.readouts.pages.suggest import Choice
from reftel.readouts.record import DefectRecord, OriginRecord, TagRecord
from reftel.readouts.web.wording import filled
from reftel.search.problems import Problem
from reftel.vocab.posts import office_and_place

__all__ = ["Speaker", "translations_of"]

_OURS: dict[type[Any], tuple[str, ...]] = {
    AnatomyPart: ("title", "says"),
    CaptionLine: ("meaning", "effect"),
    Choice: ("words",),
    Construct: ("finds",),
    DefectRecord: ("sentence",),
    FacetValue: ("words",),
    FieldHelp: ("says",),
    PostGroup: ("name",),
    PostLine: ("country_name", "kind"),
    Searching: ("has",),
    TagLine: ("meaning",),
    TagRecord: ("meaning",),
}
"""Fields that hold fixed words of ours, or a dictionary of such."""
_POSTS: dict[type[Any], tuple[str, ...]] = {
    AddresseeRecord: ("post",),
    CardRecord: ("origin",),
    Choice: ("words",),
    FacetValue: ("words",),
    Hit: ("origin",),
    OriginRecord: ("name",),
    PostLine: ("name", "place"),
}
"""Fields that name a post in words."""


def translations_of(path: Path) -> NullTranslations:
    """Translations compiled by msgfmt: a .mo file. SourceMissing where there is none to read."""
    try:
        with path.open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError) as error:
        # gettext says OSError too, without a number, of what it cannot read.
        said = error.strerror if isinstance(error, OSError) and error.errno else None
        raise SourceMissing(str(path), said or "it is no file of translations (.mo)") from error


_LEFTWARD = frozenset("ar arc ckb dv fa he iw ks nqo ps sd syr ug ur yi".split())
"""Languages that are written from right to left, unless their code names another script."""
_LEFTWARD_SCRIPTS = frozenset("adlm arab hebr nkoo syrc thaa".split())
_LONGEST = 80
"""Characters of what is missing that a sentence repeats."""


class Speaker:
    """Says our words in one language."""

    def __init__(self, translations: NullTranslations | None = None) -> None:
        self.translations = translations or NullTranslations()
        self._silent = type(self.translations) is NullTranslations
        words = sorted(getattr(self.translations, "_catalog", {}).items(), key=repr)
        kind = type(self.translations).__qualname__
        said = f"{kind} {self.language} {words}".encode()
        self._digest = blake2b(said, digest_size=8).hexdigest()

    @property
    def digest(self) -> str:
        """What changes with the language and with each of its words."""
        return self._digest

    @property
    def language(self) -> str:
        """Code of the language: en, pt-BR."""
        return str(self.translations.info().get("language", "en")).replace("_", "-")

    @property
    def direction(self) -> str:
        """How the language is written: ltr or rtl."""
        language, *more = self.language.casefold().split("-")
        script = next((one for one in more if len(one) == 4 and one.isalpha()), None)
        leftward = script in _LEFTWARD_SCRIPTS if script else language in _LEFTWARD
        return "rtl" if leftward else "ltr"

    def say(self, words: str) -> str:
        """Fixed words of ours; others come back as they are."""
        return self.translations.gettext(words) if words else words

    def filled(self, words: str, **facts: object) -> str:
        """Fixed words of ours with their places filled; without facts they are words alone."""
        return filled(words, self.say, **facts) if facts else self.say(words)

    def post(self, name: str) -> str:
        """A post's name, what kind of office it is in words of ours: Embassy Strelsau."""
        office, place = office_and_place(name)
        if not (office and place):
            return self.say(office) or name
        return self.filled("{office} {place}", office=self.say(office), place=place)

    def value(self, value: Any) -> Any:
        """A value in which every sentence of ours is said."""
        if self._silent:
            return value
        if isinstance(value, Problem):
            said = self.filled(value.template, **value.words)
            return msgspec.structs.replace(value, sentence=f"{said}.")
        if isinstance(value, msgspec.Struct):
            return self._struct(value)
        if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
            return type(value)(self.value(one) for one in value)
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        return value

    def _struct(self, value: msgspec.Struct) -> msgspec.Struct:
        ours, posts = _OURS.get(type(value), ()), _POSTS.get(type(value), ())
        changed: dict[str, Any] = {}
        for name in value.__struct_fields__:
            held = getattr(value, name)
            said = self._said(held) if name in ours else self.value(held)
            if name in posts and held and said == held:
                said = self.post(held)
            if said is not held and said != held:
                changed[name] = said
        return msgspec.structs.replace(value, **changed) if changed else value

    def _said(self, held: Any) -> Any:
        if isinstance(held, dict):
            return {key: self.say(words) for key, words in held.items()}
        return self.say(held) if isinstance(held, str) else held

    def error(self, error: Misuse | NotHeld) -> str:
        """The sentence of an error."""
        if self._silent:
            return str(error)
        if isinstance(error, Misuse):
            return self.filled(error.template, **error.facts)
        say = self.say
        missing = self.filled(error.template, **error.facts)
        shown = f"{missing[:_LONGEST]}…" if len(missing) > _LONGEST else missing
        told = _put(say("The archive does not hold {what}."), "{what}", shown)
        if error.near:
            told += " " + _put(say("Near it: {near}."), "{near}", ", ".join(error.near))
        return told


def _put(sentence: str, place: str, what: str) -> str:
    """The sentence with its one place filled; what a translation has no place for stands behind."""
    return sentence.replace(place, what) if place in sentence else f"{sentence} {what}"
