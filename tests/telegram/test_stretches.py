"""SUMMARY to END SUMMARY, COMMENT, NOTE, ACTION REQUEST."""

from __future__ import annotations

import pytest

from telegram.fragments import codes, with_body

Row = tuple[str, str, list[str], bool]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("1. (C) SUMMARY: All is well. END SUMMARY.\n\n2. (C) Two.", [("summary", "SUMMARY: All is well. END SUMMARY.", ["par1"], True)]),
        ("1. (C) Summary: All is well. End Summary.\n\n2. (C) Two.", [("summary", "Summary: All is well. End Summary.", ["par1"], True)]),
        ("1. (C) Summary.  All is well.  End summary.\n\n2. (C) Two.", [("summary", "Summary.  All is well.  End summary.", ["par1"], True)]),
        ("1. (C) SUMMARY - All is well. END SUMMARY\n\n2. (C) Two.", [("summary", "SUMMARY - All is well. END SUMMARY", ["par1"], True)]),
        ("1. (C) BEGIN SUMMARY: All is well. END SUMMARY.\n\n2. (C) Two.", [("summary", "BEGIN SUMMARY: All is well. END SUMMARY.", ["par1"], True)]),
        ("1. (C) BEGIN SUMMARY. All is well. END OF SUMMARY.\n\n2. (C) Two.", [("summary", "BEGIN SUMMARY. All is well. END OF SUMMARY.", ["par1"], True)]),
        ("1. (C) EXECUTIVE SUMMARY: All is well. END SUMMARY.\n\n2. (C) Two.", [("summary", "EXECUTIVE SUMMARY: All is well. END SUMMARY.", ["par1"], True)]),
        ("1. (C) SUMMARY: All is well.\n\n2. (C) Two.", [("summary", "SUMMARY: All is well.", ["par1"], False)]),
        (
            "1. (C) SUMMARY: All is well.\n\n2. (C) Or nearly. END SUMMARY.\n\n3. (C) Three.",
            [("summary", "SUMMARY: All is well.\nOr nearly. END SUMMARY.", ["par1", "par2"], True)],
        ),
        (
            "SUMMARY\n-------\n\n1. (C) All is well. END SUMMARY.\n\n2. (C) Two.",
            [("summary", "All is well. END SUMMARY.", ["par1"], True)],
        ),
        (
            "SUMMARY\n-------\n\n1. (C) All is well.\n\n2. (C) Or nearly. END SUMMARY.\n\n3. (C) Three.",
            [("summary", "All is well.\nOr nearly. END SUMMARY.", ["par1", "par2"], True)],
        ),
        ("(C) Summary\n-----------\n\n1. (C) All is well.\n\n2. (C) Two.", [("summary", "All is well.", ["par1"], False)]),
        ("1. (C) One.\n\n2. (C) COMMENT: We doubt it. END COMMENT.", [("comment", "COMMENT: We doubt it. END COMMENT.", ["par2"], True)]),
        ("1. (C) One.\n\n2. (C) Comment: We doubt it.", [("comment", "Comment: We doubt it.", ["par2"], False)]),
        ("1. (C) One.\n\n2. (C) Comment.  We doubt it.  End comment.", [("comment", "Comment.  We doubt it.  End comment.", ["par2"], True)]),
        ("1. (C) One.\n\nCOMMENT\n-------\n\n2. (C) We doubt it.", [("comment", "We doubt it.", ["par2"], False)]),
        ("1. (C) One (comment: or two). Three.\n\n2. (C) Two.", [("comment", "(comment: or two)", ["par1"], True)]),
        ("1. (C) One. (COMMENT: We doubt it. END COMMENT.) Three.\n\n2. (C) Two.", [("comment", "(COMMENT: We doubt it. END COMMENT.)", ["par1"], True)]),
        ("1. (C) One. (Note: He is tall. End note.) Three.\n\n2. (C) Two.", [("note", "(Note: He is tall. End note.)", ["par1"], True)]),
        ("1. (C) NOTE: He is tall. END NOTE.\n\n2. (C) Two.", [("note", "NOTE: He is tall. END NOTE.", ["par1"], True)]),
        ("1. (C) ACTION REQUEST: Send bread. END ACTION REQUEST.\n\n2. (C) Two.", [("action request", "ACTION REQUEST: Send bread. END ACTION REQUEST.", ["par1"], True)]),
        ("1. (C) Action request: see para 2.\n\n2. (C) Two.", [("action request", "Action request: see para 2.", ["par1"], False)]),
        ("ACTION REQUEST\n--------------\n\n1. (C) Send bread.\n\n2. (C) Two.", [("action request", "Send bread.", ["par1"], False)]),
        ("1. (C) One. BEGIN COMMENT: We\ndoubt it. END COMMENT. Three.\n\n2. (C) Two.", [("comment", "BEGIN COMMENT: We\ndoubt it. END COMMENT.", ["par1"], True)]),
        (
            "1. (C) SUMMARY: All is well. END SUMMARY.\n\n2. (C) COMMENT: We doubt it. END COMMENT.",
            [("summary", "SUMMARY: All is well. END SUMMARY.", ["par1"], True), ("comment", "COMMENT: We doubt it. END COMMENT.", ["par2"], True)],
        ),
        ("1. (C) INTRODUCTION: We begin.\n\n2. (C) Two.", [("introduction", "INTRODUCTION: We begin.", ["par1"], False)]),
        ("1. (C) One. Comment: We doubt it. End comment. Three.\n\n2. (C) Two.", [("comment", "Comment: We doubt it. End comment.", ["par1"], True)]),
        ("1. (C) One.\nNOTE: He is\ntall. END NOTE.\n\n2. (C) Two.", [("note", "NOTE: He is\ntall. END NOTE.", ["par1"], True)]),
        ("1. (C) One. Comment: We doubt it.\n\n2. (C) Two. End comment.", []),
        ("1. (C) One. (Comment: (we (doubt) it).) Three.\n\n2. (C) Two.", [("comment", "(Comment: (we (doubt) it).)", ["par1"], True)]),
        ("1. (C) COMMENT: We (comment: sic) doubt it. END COMMENT.\n\n2. (C) Two.", [("comment", "COMMENT: We (comment: sic) doubt it. END COMMENT.", ["par1"], True)]),
        ("1. (C) One.\n\n2. (C) Summary of the law: it is long.", []),
        ("1. (C) Comments by the crowd were kind.\n\n2. (C) Two.", []),
        ("1. (C) Note that he is tall.\n\n2. (C) Two.", []),
        ("1. (C) In the end comment is free.\n\n2. (C) Two.", []),
        ("1. (C) All is well. END SUMMARY.\n\n2. (C) Two.", []),
        ("1. (C) SUMMARY AND COMMENT: All is well. END SUMMARY AND COMMENT.\n\n2. (C) Two.", [("summary", "SUMMARY AND COMMENT: All is well. END SUMMARY AND COMMENT.", ["par1"], True)]),
        (
            "1. (C) SUMMARY: All is\n\nSTRELSAU 00000012  002 OF 002\n\nwell. END SUMMARY.\n\n2. (C) Two.",
            [("summary", "SUMMARY: All is\nwell. END SUMMARY.", ["par1"], True)],
        ),
    ],
)  # fmt: skip
def test_stretch(body: str, found: list[Row]) -> None:
    cable = with_body(body + "\nTARLENHEIM\n")
    assert [(s.kind, s.text, list(s.paragraphs), s.closed) for s in cable.stretches] == found
    opens = any(kind == "summary" and not closed for kind, _, _, closed in found)
    assert codes(cable) == (["summary-open"] if opens else [])


@pytest.mark.parametrize(
    ("body", "roles"),
    [
        ("1. (C) SUMMARY: All is well. END SUMMARY.\n\n2. (C) Two.", ["summary", None]),
        (
            "1. (C) SUMMARY: All is well.\n\n2. (C) Or nearly. END SUMMARY.\n\n3. (C) Three.",
            ["summary", "summary", None],
        ),
        ("1. (C) One.\n\n2. (C) COMMENT: We doubt it. END COMMENT.", [None, "comment"]),
        (
            "1. (C) One.\n\nCOMMENT\n-------\n\n2. (C) We doubt it.\n\n3. (C) Much.",
            [None, "comment", None],
        ),
        ("1. (C) One (note: or two).\n\n2. (C) Two.", [None, None]),
        (
            "1. (C) ACTION REQUEST: Send bread.\n\n2. (C) NOTE: None is left.",
            ["action request", "note"],
        ),
        ("1. SUMMARY. ALL IS WELL. END SUMMARY.\n\n2. TWO.", ["summary", None]),
    ],
)
def test_roles(body: str, roles: list[str | None]) -> None:
    assert [p.role for p in with_body(body + "\nTARLENHEIM\n").paragraphs] == roles


def test_the_summary_of_a_cable() -> None:
    cable = with_body("1. (C) Summary: All is well. End Summary.\n\n2. (C) Two.\nTARLENHEIM\n")
    assert cable.summary == "Summary: All is well. End Summary."
    assert with_body("1. (C) One.\n\n2. (C) Two.\nTARLENHEIM\n").summary == ""
