"""Fixed sentences of templates, put into the reader's language when a template is compiled.

In: a template with `_('Search')` in it. Out: the same with the translated words in their place. A
page has some ninety of these and asks for them in vain each time: its language never changes.
Sentences with something to fill in, `{% trans %}`, stay with jinja's own extension.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

__all__ = ["Spoken"]

_CALL = ("name", "lparen", "string", "rparen")


class Spoken(Extension):
    """Reads `environment.spoken`, the translations, so these are set before any template is got.

    What stands in place of a call is plain text like any other: it is escaped where it is printed.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, each call that is one fixed sentence made that sentence."""
        waiting: list[Token] = []
        for token in stream:
            waiting.append(token)
            while waiting and not _begins(waiting):
                yield waiting.pop(0)
            if len(waiting) == len(_CALL):
                said = self.environment.spoken.gettext(waiting[2].value)  # type: ignore[attr-defined]
                yield Token(waiting[2].lineno, "string", said)
                waiting.clear()
        yield from waiting


def _begins(tokens: list[Token]) -> bool:
    """Whether these may be the beginning of a call `_('…')`."""
    kinds = tuple(token.type for token in tokens)
    return kinds == _CALL[: len(kinds)] and tokens[0].value == "_"
