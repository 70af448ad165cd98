"""Text in HTML: what a browser hides is found in one pass, closed or not."""

from __future__ import annotations

import pytest

from reftel.sources.html_text import hidden, marks


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("a<!-- b -->c", ["<!-- b -->"]),
        ("a<!-- b <!-- c -->d", ["<!-- b <!-- c -->"]),
        ("<script>w('<script>')</SCRIPT>d", ["<script>w('<script>')</SCRIPT>"]),
        ("<style>p{}</style>e<!---->", ["<style>p{}</style>", "<!---->"]),
        ("<!-- a <script> --></script>", ["<!-- a <script> -->"]),
        ("a <!-- that nobody closed", []),
        ("<scripture>a</scripture>", []),
        (f"<!--{'a' * 20_000}-->", []),
    ],
)
def test_what_a_browser_hides(written: str, found: list[str]) -> None:
    data = written.encode()
    assert [span.of(data).decode() for span in hidden(data, 0, len(data))] == found


def test_what_nobody_closes_is_looked_at_once() -> None:
    """Were each beginning followed ten thousand bytes far, this would take a minute."""
    data = b"<!doctype html><pre>" + b"<!--" * 100_000
    assert list(hidden(data, 0, len(data))) == []
    assert len(list(marks(data, 0, len(data)))) == 1
