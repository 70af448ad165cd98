"""Signatures, closing lines, and what stands below them."""

from __future__ import annotations

import pytest

from telegram.fragments import codes, pieces, with_body


@pytest.mark.parametrize(
    ("end", "name", "defects"),
    [
        (".\nTARLENHEIM\n", "TARLENHEIM", []),
        (".\nTARLENHEIM", "TARLENHEIM", []),
        (".\n\nTARLENHEIM\n", "TARLENHEIM", []),
        (".\n\n\nTARLENHEIM \n \n", "TARLENHEIM", []),
        (".\nTarlenheim\n", "Tarlenheim", []),
        (".\n\nTarlenheim\n", "Tarlenheim", []),
        (".\nHENTZAU JR\n", "HENTZAU JR", []),
        (".\nHENTZAU JR.\n", "HENTZAU JR", []),
        (".\nVON TARLENHEIM\n", "VON TARLENHEIM", []),
        (".\nO'HENTZAU\n", "O'HENTZAU", []),
        (".\nMcSapt\n", "McSapt", []),
        (".\nSAPT-TARLENHEIM\n", "SAPT-TARLENHEIM", []),
        (".\nTARLENHEIM TARLENHEIM\n", "TARLENHEIM", []),
        (". TARLENHEIM\n", "TARLENHEIM", ["signature-glued"]),
        (".TARLENHEIM\n", "TARLENHEIM", ["signature-glued"]),
        (". END COMMENT. TARLENHEIM", "TARLENHEIM", ["signature-glued"]),
        (". HENTZAU JR\n", "HENTZAU JR", ["signature-glued"]),
        ('." TARLENHEIM\n', "TARLENHEIM", ["signature-glued"]),
        (".)\nTARLENHEIM\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\nNNNN\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\n\nNNNN\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\nNNN\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\n\nNNNNMAFVVZCZ\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\nBT\n#0012\nNNNN\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\nEND OF DOCUMENT\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\n\nCONFIDENTIAL\nNNN\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\n\n\n<< END OF DOCUMENT >>\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\n\nCONFIDENTIAL\n\nNNNN\n\n*** Current Classification *** UNCLASSIFIED\n", "TARLENHEIM", []),
        (".\nTARLENHEIM\nNNNN\n\n*** Current Handling Restrictions *** n/a\n*** Current Classification *** UNCLASSIFIED\n", "TARLENHEIM", []),
        (".\n", None, ["signature-missing"]),
        ("...", None, ["signature-missing"]),
        (". End Comment.\n", None, ["signature-missing"]),
        (".\nEND TEXT\n", None, ["signature-missing"]),
        (".\nNNNN\n", None, ["signature-missing"]),
    ],
)  # fmt: skip
def test_signature(end: str, name: str | None, defects: list[str]) -> None:
    cable = with_body("1. (C) One.\n\n2. (C) The festival drew a record crowd" + end)
    assert (cable.signature.name if cable.signature else None) == name
    assert codes(cable) == defects
    if cable.signature is not None:
        assert cable.signature.name in cable.signature.span.of(cable.text)
        assert cable.signature.name not in cable.paragraphs[1].text
    assert cable.paragraphs[1].text.startswith("The festival drew a record crowd.")
    assert pieces(cable, "unread") == []


@pytest.mark.parametrize(
    ("end", "closing"),
    [
        ("NNNN\n", ("NNNN",)),
        ("NNN\n", ("NNN",)),
        ("NNNNMAFVVZCZ\n", ("NNNNMAFVVZCZ",)),
        ("\nBT\n#0012\n\nNNNN\n", ("BT", "#0012", "NNNN")),
        ("END OF DOCUMENT\n", ("END OF DOCUMENT",)),
        ("End Cable Text\n", ("End Cable Text",)),
    ],
)
def test_closing(end: str, closing: tuple[str, ...]) -> None:
    cable = with_body("1. (C) One.\nTARLENHEIM\n" + end)
    assert cable.closing == closing
    assert " ".join(pieces(cable, "closing")).split() == end.split()
    assert cable.paragraphs[0].text == "One."


@pytest.mark.parametrize(
    "below",
    [
        "\nNNNN\n\nHARVEST FESTIVAL DRAWS...\n",
        "\n\nHARVEST FESTIVAL DRAWS...\n",
        "\nNNNN\nthe rest of another message\n",
    ],
)
def test_text_after_the_signature(below: str) -> None:
    cable = with_body("1. (C) One.\n\nTARLENHEIM\n" + below)
    assert cable.signature is not None
    assert cable.signature.name == "TARLENHEIM"
    assert codes(cable) == ["text-after-signature"]
    assert [p.text for p in cable.paragraphs] == ["One."]
    assert below.strip().rsplit("\n", maxsplit=1)[-1] in " ".join(
        pieces(cable, "closing") + pieces(cable, "unread")
    )


def test_the_standing_notice_of_a_web_site() -> None:
    notice = "Visit Strelsau's Classified Web Site at\nhttp://www.example.rur/strelsau"
    cable = with_body(f"1. (C) One.\n\n{notice}\nTARLENHEIM\n")
    assert [p.text for p in cable.paragraphs] == ["One."]
    assert cable.signature is not None


def test_redacted_signature() -> None:
    cable = with_body("1. (C) One.\nXXXXXXXXXXXX\n")
    assert cable.signature is not None
    assert cable.paragraphs[0].text == "One."


@pytest.mark.parametrize("end", ["{}\nTARLENHEIM\n", "\n{}\nTARLENHEIM\n", "TARLENHEIM\n{}\n"])
@pytest.mark.parametrize("group", ["GP-3", "GP-4.", "GROUP 1"])
def test_the_group_of_the_sixties_is_no_text(group: str, end: str) -> None:
    # 66BUENOSAIRES2481
    cable = with_body(f"1. THE COUNT CAME BACK.\n\n2. HE ASKED FOR A LOAN.\n{end.format(group)}")
    assert [p.text for p in cable.paragraphs] == ["THE COUNT CAME BACK.", "HE ASKED FOR A LOAN."]
    assert cable.signature is not None
    assert cable.signature.name == "TARLENHEIM"
    assert group in pieces(cable, "order")
