"""Fixed sentences are translated when a template is compiled, and nothing else is touched."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from jinja2 import DictLoader, Environment

from reftel.readouts.web.links import Links
from reftel.readouts.web.spoken import Spoken


class Ruritanian(NullTranslations):
    """A language whose words are the English ones, backwards."""

    def gettext(self, message: str) -> str:
        return message[::-1]


def rendered(source: str, **values: object) -> str:
    environment = Environment(
        loader=DictLoader({"page": source}), autoescape=True, extensions=[Spoken]
    )
    environment.spoken = {  # type: ignore[attr-defined]
        "_": Ruritanian().gettext,
        "links.page": "/room{}".format,
    }
    return environment.get_template("page").render(**values)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ _('Search') }}", "hcraeS"),
        ("<a title=\"{{ _('A & B') }}\">", '<a title="B &amp; A">'),
        ("{{ {'a': _('one'), 'b': _('two')}[key] }}", "owt"),
        ("{% for title in [_('one'), _('two')] %}{{ title }} {% endfor %}", "eno owt "),
        ("{{ '%s'|format(_('one')) }}", "eno"),
        ("{{ _('one') ~ _('two') }}", "enoowt"),
        ("<a href=\"{{ links.page('/help') }}\">", '<a href="/room/help">'),
        (
            "{% for to, name in [(links.page('/tags'), _('TAGS'))] %}{{ to }} {{ name }}{% endfor %}",
            "/room/tags SGAT",
        ),
    ],
)
def test_a_fixed_sentence_stands_translated(source: str, shown: str) -> None:
    assert rendered(source, key="b") == shown


def test_what_is_no_such_call_stays() -> None:
    assert rendered("{{ _(key) }}{{ a_('one') }}", _=str.upper, a_=str.upper, key="k") == "KONE"
    assert rendered("{{ _ }} _('one')", _="x") == "x _('one')"
    with_more = "{{ links.page('/search', q='rye') }}{{ links.page(key) }}{{ links.cable('a') }}"
    assert (
        rendered(with_more, links=Links("/own"), key="/k") == "/own/search?q=rye/own/k/own/cables/a"
    )
