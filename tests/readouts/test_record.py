import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import STRELSAU12
from reftel.readouts.record import CableRecord, cable_record, schema
from reftel.telegram.parse import parse


def as_json(record):
    return msgspec.json.decode(msgspec.json.encode(record))


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_what_is_written_fits_the_schema(validator, strelsau, zenda):
    for record in (strelsau, zenda):
        validator.validate(as_json(record))


def test_the_schema_finds_what_does_not_fit(validator, strelsau):
    wrong = as_json(strelsau) | {"subject": 5}
    with pytest.raises(jsonschema.ValidationError, match="5 is not valid"):
        validator.validate(wrong)


@given(st.text())
def test_any_text_gives_a_record_that_comes_back_from_json(text):
    record = cable_record(parse(text))
    assert msgspec.json.decode(msgspec.json.encode(record), type=CableRecord) == record


def test_spans_lead_to_the_words(strelsau):
    assert strelsau.text == STRELSAU12
    second = strelsau.paragraphs[1]
    joined = "".join(strelsau.text[span.start : span.end] for span in second.spans)
    assert "The Chancellor told Emboff" in joined
    assert as_json(strelsau)["paragraphs"][1]["spans"] == [
        [span.start, span.end] for span in second.spans
    ]


def test_every_paragraph_carries_its_address(strelsau):
    assert [p.address for p in strelsau.paragraphs] == [
        "09STRELSAU12#par1",
        "09STRELSAU12#par2",
        "09STRELSAU12#par3",
    ]
    assert strelsau.stretches[0].paragraphs == ["09STRELSAU12#par1"]


def test_what_the_archive_knows_is_in_it(strelsau):
    assert {one.id: one.held for one in strelsau.references} == {
        "08STRELSAU940": False,
        "09ZENDA3": True,
    }
    assert strelsau.referred_to_by == ["09HENTZAU7"]
    assert strelsau.id_rule == "published"
    assert strelsau.released == "2011-08-30"


def test_outside_an_archive_the_telegram_speaks_alone(zenda):
    assert zenda.id == "09ZENDA3"
    assert zenda.pages == zenda.versions == []
    assert zenda.created is not None
    assert zenda.created.source == "telegram"
