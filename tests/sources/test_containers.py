import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources.containers import MOST_DEPTH, MOST_RECORD, open_records
from reftel.sources.detect import read
from sources.page_cases import FOLDER
from sources.promises import ANY_BYTES, assert_kept

DUMP = (FOLDER / "cables-csv" / "three-rows.csv").read_bytes()
PAGE = (FOLDER / "cablegate-html-2010" / "plain.html").read_bytes()
COMPRESSIONS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(**members):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return stream.getvalue()


def opened(data):
    return list(open_records("x", io.BytesIO(data), len(data)))


def shape(data):
    return [(record.name, record.fault or len(record.data)) for record in opened(data)]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_come_in_their_order(pack):
    assert [(r.name, r.data) for r in opened(pack(b=b"two", **{"a/c.txt": b"one"}))] == [
        ("x!/b", b"two"),
        ("x!/a/c.txt", b"one"),
    ]


@pytest.mark.parametrize("compress", COMPRESSIONS.values(), ids=COMPRESSIONS)
def test_compression_alone_is_no_container(compress):
    assert [(r.name, r.data) for r in opened(compress(PAGE))] == [("x", PAGE)]


@pytest.mark.parametrize("compress", COMPRESSIONS.values(), ids=COMPRESSIONS)
def test_archives_in_archives(compress):
    inner = compress(tarred(page=PAGE, dump=compress(DUMP)))
    assert shape(zipped(inner=inner, last=b"text")) == [
        ("x!/inner!/page", len(PAGE)),
        *((f"x!/inner!/dump#{n}", size) for n, size in enumerate(row_sizes(), 1)),
        ("x!/last", 4),
    ]


def row_sizes():
    return [len(record.data) for record in opened(DUMP)]


def test_rows_of_a_dump_are_records_that_know_their_form():
    found = opened(DUMP)
    assert [record.name for record in found] == ["x#1", "x#2", "x#3"]
    assert {record.format for record in found} == {"cables-csv"}
    assert b"".join(record.data for record in found) == DUMP


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_hidden_members_are_passed_by(pack):
    members = {
        "./kept": b"1",
        ".hidden": b"2",
        "a/.git/x": b"3",
        "__MACOSX/kept": b"4",
        "b/c": b"5",
    }
    assert [name for name, _ in shape(pack(**members))] == ["x!/./kept", "x!/b/c"]


def test_an_office_document_is_one_record():
    (record,) = opened(zipped(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    assert record.fault == "no-telegram"


def test_one_damaged_member_does_not_harm_the_others():
    data = bytearray(zipped(a=b"first" * 50, b=bytes(range(256)), c=b"last" * 50))
    place = data.index(b"b", data.index(b"PK\x03\x04", 10)) + 20
    data[place] ^= 0xFF
    assert shape(bytes(data)) == [("x!/a", 250), ("x!/b", "archive-broken"), ("x!/c", 200)]


def test_an_encrypted_member_is_a_fault():
    data = bytearray(zipped(a=b"secret"))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert shape(bytes(data)) == [("x!/a", "archive-broken")]


def test_a_tar_that_ends_early_gives_what_came_before():
    data = tarred(a=b"first", b=b"x" * 2000)
    assert shape(data[:2048]) == [("x!/a", 5), ("x", "archive-broken")]


def test_a_damaged_header_in_a_tar_is_not_taken_for_its_end():
    data = bytearray(tarred(a=b"first", b=b"second", c=b"third"))
    data[1024] ^= 0xFF
    assert shape(bytes(data)) == [("x!/a", 5), ("x", "archive-broken")]


@pytest.mark.parametrize("compress", COMPRESSIONS.values(), ids=COMPRESSIONS)
def test_a_compressed_file_that_ends_early_is_a_fault(compress):
    assert [fault for _, fault in shape(compress(PAGE)[:-40])] == ["archive-broken"]


def test_a_compressed_dump_that_ends_early_gives_its_first_rows():
    rows = b"".join(DUMP.replace(b'"17"', b'"%d"' % n) for n in range(4000))
    found = shape(gzip.compress(rows, mtime=0)[:-2000])
    assert len(found) > 3000
    assert found[-1] == ("x", "archive-broken")


def test_zstandard_frames_follow_each_other():
    pack = COMPRESSIONS["zst"]
    assert [record.data for record in opened(pack(PAGE) + pack(b"") + pack(b"more"))] == [
        PAGE + b"more"
    ]


@pytest.mark.parametrize("data", [b"7z\xbc\xaf\x27\x1c\0\4", b"Rar!\x1a\x07\x01\0"])
def test_an_archive_of_another_kind_is_said_to_be_one(data):
    assert shape(data) == [("x", "archive-unknown")]


def test_archives_may_lie_in_archives_but_not_for_ever():
    data = b"deep"
    for _ in range(MOST_DEPTH):
        data = zipped(a=data)
    assert [size for _, size in shape(data)] == [4]
    assert [fault for _, fault in shape(zipped(a=data))] == ["archive-too-deep"]


def test_a_record_without_end_is_a_fault():
    zeros = zstandard.ZstdCompressor().compress(bytes(MOST_RECORD + 1))
    assert shape(zeros) == [("x", "archive-too-large")]


def test_a_small_file_may_not_unpack_without_end():
    zeros = zstandard.ZstdCompressor().compress(bytes(MOST_RECORD))
    bomb = zipped(**{str(n): zeros for n in range(6)})
    found = opened(bomb)
    assert len(found) < 6
    assert [record.fault for record in found[:-1]] == [None] * (len(found) - 1)
    assert (found[-1].name, found[-1].fault) == ("x", "archive-too-large")


WRAPPINGS = st.lists(
    st.sampled_from(
        [*COMPRESSIONS.values(), lambda data: zipped(a=data), lambda data: tarred(a=data)]
    ),
    max_size=3,
)


@given(ANY_BYTES, WRAPPINGS)
def test_any_bytes_come_through_any_wrapping(data, wrappings):
    packed = data
    for wrap in wrappings:
        packed = wrap(packed)
    found = opened(packed)
    if [record.fault for record in found] == [None] and found[0].format is None:
        assert found[0].data == data
    for record in found:
        assert_kept(record, read(record))


@given(
    st.sampled_from(
        [
            zipped(a=PAGE, b=gzip.compress(DUMP)),
            tarred(a=PAGE, b=zipped(c=b"text")),
            gzip.compress(tarred(a=b"1", b=b"2")),
            *(compress(DUMP) for compress in COMPRESSIONS.values()),
        ]
    ),
    st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=5),
    st.integers(0),
)
def test_damaged_archives_give_records_or_faults(data, changes, cut):
    damaged = bytearray(data)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    for record in opened(bytes(damaged[: len(damaged) - cut % 64])):
        assert_kept(record, read(record))
