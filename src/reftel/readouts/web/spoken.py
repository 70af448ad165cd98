"""Calls of a template whose answer never changes, answered when the template is compiled.

In: a template with `_('Search')`, `static('reftel.js')` or `links.page('/help')` in it. Out: the
same with the translated words or the address in their place. A page has more than a hundred of
these, and in one site, in one language, each is always the same. Sentences with something to fill
in, `{% trans %}`, stay with jinja's own extension.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

__all__ = ["Spoken"]

_ENDS = (("lparen", "("), ("string", ""), ("rparen", ")"))
"""What stands behind the name: one text in brackets."""


class Spoken(Extension):
    """Reads `environment.spoken`, names to functions, so it is set before any template is got.

    What stands in place of a call is plain text like any other: it is escaped where it is printed.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, each such call with one fixed text made a text."""
        spoken: dict[str, Callable[[str], str]] = self.environment.spoken  # type: ignore[attr-defined]
        waiting: list[Token] = []
        for token in stream:
            waiting.append(token)
            while waiting and not any(_begins(waiting, name) for name in spoken):
                yield waiting.pop(0)
            for name, answer in spoken.items():
                if len(waiting) == _length(name) and _begins(waiting, name):
                    yield Token(waiting[0].lineno, "string", answer(waiting[-2].value))
                    waiting.clear()
        yield from waiting


def _begins(tokens: list[Token], name: str) -> bool:
    """Whether these may be the beginning of a call of that name; of one behind a point, too."""
    wanted = [("name", part) for part in name.split(".")]
    for place in range(len(wanted) - 1, 0, -1):
        wanted.insert(place, ("dot", "."))
    wanted += _ENDS
    return len(tokens) <= len(wanted) and all(
        token.type == kind and value in ("", token.value)
        for token, (kind, value) in zip(tokens, wanted, strict=False)
    )


def _length(name: str) -> int:
    return 2 * name.count(".") + 1 + len(_ENDS)
