import msgspec
import pytest

from reftel.errors import Misuse
from reftel.readouts.citation import STYLES, cite
from reftel.readouts.record import ClaimRecord, VersionRecord, cable_record
from reftel.telegram.parse import parse


def paragraph(record, place):
    return next(p for p in record.paragraphs if p.address.endswith(f"#{place}"))


def test_chicago_puts_commas_inside_the_quotation(strelsau):
    assert cite(strelsau, "chicago") == (
        "STRELSAU to Secretary of State, “HARVEST FESTIVAL DRAWS RECORD CROWD; GRAIN PRICES"
        " FOLLOW,” telegram 09STRELSAU12, January 14, 2009, 1532Z, confidential, NOFORN,"
        " released August 30, 2011."
    )


def test_a_paragraph_is_pinpointed(strelsau):
    assert ", par. 2, released" in cite(strelsau, "chicago", paragraph(strelsau, "par2"))
    assert cite(strelsau, "link", paragraph(strelsau, "par2")) == "09STRELSAU12#par2"
    assert cite(strelsau, "link") == "09STRELSAU12"


def test_nara_names_the_record_group_where_the_page_gives_a_document_number(strelsau):
    assert "Central Foreign Policy Files" not in cite(strelsau, "nara")
    claim = ClaimRecord("Document Number", "2009STRELS00012")
    page = msgspec.structs.replace(strelsau.pages[0], claims=[claim])
    filed = msgspec.structs.replace(strelsau, pages=[page])
    assert cite(filed, "nara").endswith(
        "document number 2009STRELS00012, Central Foreign Policy Files, 1973–79,"
        " Record Group 59, National Archives at College Park, MD."
    )


def test_bibtex_escapes_what_tex_would_read(strelsau):
    odd = msgspec.structs.replace(strelsau, subject=r"50% of {grain} & #1_\x")
    entry = cite(odd, "bibtex")
    assert r"title = {{50\% of \{grain\} \& \#1\_\textbackslash{}x}}" in entry
    assert entry.startswith("@techreport{09STRELSAU12,\n")
    assert "month = jan\n}" in entry


def test_ris_values_stay_on_their_lines(strelsau):
    odd = msgspec.structs.replace(strelsau, subject="one\nER  - two")
    lines = cite(odd, "ris").split("\n")
    assert lines[0] == "TY  - GOVDOC"
    assert lines[-1] == "ER  - "
    assert all(line[2:6] == "  - " for line in lines)
    assert "TI  - one ER - two" in lines


def test_csl_is_json_with_the_date_in_parts(strelsau):
    (item,) = msgspec.json.decode(cite(strelsau, "csl", paragraph(strelsau, "par3")))
    assert item["issued"] == {"date-parts": [[2009, 1, 14]]}
    assert item["number"] == "09STRELSAU12"
    assert (item["label"], item["locator"]) == ("paragraph", "3")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", ["", "gibberish without any form", "\x00\x1b[2J"])
def test_every_style_cites_what_is_hardly_a_cable(style, text):
    assert cite(cable_record(parse(text)), style) or style == "link"


@pytest.mark.parametrize("style", STYLES)
def test_a_version_that_is_not_preferred_is_named(strelsau, style):
    held = VersionRecord(2, "4f2af47c0b8f" + "0" * 52, 300, True, True, None, 1, 1)
    other = msgspec.structs.replace(strelsau, version=2, versions=[held])
    first, second = cite(strelsau, style), cite(other, style)
    assert "4f2af47c0b8f" not in first
    assert "2 (4f2af47c0b8f)" in second
    assert "09STRELSAU12" in second


@pytest.mark.parametrize(
    ("style", "key"),
    [("bibtex", "@techreport{09STRELSAU12-v2,"), ("ris", "ID  - 09STRELSAU12 v2"), ("csl", '"id": "09STRELSAU12 v2"')],
)  # fmt: skip
def test_two_versions_may_stand_in_one_bibliography(strelsau, style, key):
    assert key in cite(msgspec.structs.replace(strelsau, version=2), style)


def test_an_unknown_style_names_the_known_ones(strelsau):
    with pytest.raises(Misuse, match="chicago, nara, bibtex, ris, csl, link"):
        cite(strelsau, "vancouver")


@pytest.mark.parametrize(
    ("subject", "cited"),
    [
        ("VISIT OF MAY 4, 2006.", "“VISIT OF MAY 4, 2006,”"),
        ("GRAIN FROM THE U.S.", "“GRAIN FROM THE U.S.,”"),
        ("GRAIN...", "“GRAIN...,”"),
        ("GRAIN?", "“GRAIN?,”"),
    ],
)
def test_a_full_stop_at_the_end_of_a_subject_gives_way_to_the_comma(subject, cited):
    cable = parse(f"UNCLAS STRELSAU 000012\n\nSUBJECT: {subject}\n\n1. Grain.\n")
    assert cited in cite(cable_record(cable), "chicago")
