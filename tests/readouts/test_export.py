import csv
import io

import msgspec
import pytest

from reftel.errors import Misuse
from reftel.readouts.export import COLUMNS, export_lines
from reftel.readouts.record import CableRecord, cable_record
from reftel.telegram.parse import parse


def test_json_lines_are_whole_records(strelsau, zenda):
    lines = list(export_lines([strelsau, zenda], "jsonl"))
    assert [msgspec.json.decode(line, type=CableRecord) for line in lines] == [strelsau, zenda]
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)


def test_json_lines_hold_nothing_that_a_terminal_obeys():
    text = "UNCLAS ZENDA 000003\n\nSUBJECT: \x9b31m\u202e\x1b[2J\x07\n"
    record = cable_record(parse(text))
    (line,) = export_lines([record], "jsonl")
    assert msgspec.json.decode(line, type=CableRecord) == record
    assert not {"\x9b", "\u202e", "\x1b", "\x07"} & set(line)


def test_csv_comes_back_cell_by_cell(strelsau, zenda):
    text = "".join(export_lines([strelsau, zenda], "csv"))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["id"] == "09STRELSAU12"
    assert rows[0]["tags"] == "PGOV | ETRD | KTIP | RZ"
    assert rows[0]["references"] == "08STRELSAU940 | 09ZENDA3"
    assert rows[0]["text"] == strelsau.text
    assert rows[1]["text"] == zenda.text
    assert rows[1]["paragraphs"] == "2"


def test_nothing_is_gathered_before_it_is_written(strelsau):
    def endless():
        while True:
            yield strelsau

    for style in ("jsonl", "csv"):
        lines = export_lines(endless(), style)
        assert next(lines)
        assert next(lines)


def test_an_unknown_format_names_the_known_ones(strelsau):
    with pytest.raises(Misuse, match="jsonl, csv"):
        export_lines([strelsau], "docx")
