import pytest

from reftel.sources.landmarks import CLASSIFICATION, is_telegram


@pytest.mark.parametrize(
    "line",
    [
        b"UNCLAS STRELSAU 000012",
        b"UNCLAS STRELSAU 000012 \r",
        b"UNCLASSIFIED   STRELSAU   00000012 ",
        b"C O N F I D E N T I A L STRELSAU 000012 ",
        b"C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012",
        b"O N F I D E N T I A L STRELSAU 000012",
        b"SS E C R E T STRELSAU 000012",
        b"S e c r e t STRELSAU 000012",
        b"S E C R E T NOFORN STRELSAU 000012",
        b"LIMITED OFFICIAL USE STRELSAU 0042",
        b"T O P S E C R E T STRELSAU 000012",
        b"UNCLAS E F T O STRELSAU 12",
        b"CONFIDENTIAL ST. MICHAEL 000012",
    ],
)
def test_a_classification_line(line):
    assert CLASSIFICATION.search(line)


@pytest.mark.parametrize(
    "line",
    [
        b"SECRET meetings were held in Strelsau in 1866",
        b"CONFIDENTIAL",
        b"Classified by the secretary, ZENDA 12",
        b"Unclassified notes, page 4",
    ],
)
def test_no_classification_line(line):
    assert not CLASSIFICATION.search(line)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (b"P 141532Z JAN 09\nFM AMEMBASSY STRELSAU", True),
        (b"FM AMEMBASSY STRELSAU\nTO ZENDA", False),
        (b"TAGS: PGOV, RZ\nSUBJECT: HARVEST", True),
        (b"EO 12958 N/A\nTAGS PGOV, RZ", True),
        (b"SUBJECT: HARVEST", False),
        (b"SUBJECT: HARVEST\nSUBJECT: WINE", False),
        (b"UNCLAS STRELSAU 000012", True),
        (b"SECRET AGENT 12", False),
        (b"SECRET STRELSAU 12\nSUBJ: HARVEST", True),
        (b"VZCZCXYZ0004\nPP RUEHWEB\nDE RUEHSZ #0012", True),
        (b"PAGE 01        STRELS  00042  141532Z\nSUBJ: HARVEST", True),
        (b"", False),
    ],
)
def test_two_landmarks_make_a_telegram(lines, expected):
    assert is_telegram(lines) is expected
