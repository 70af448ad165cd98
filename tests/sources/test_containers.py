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

from reftel.sources.containers import MOST_BYTES, MOST_DEPTH, MOST_RECORD, open_records
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


def kept(data):
    """Faults, with the name they stand under and the bytes that are held with them."""
    return [(record.name, record.data) for record in opened(data) if record.fault]


@pytest.mark.parametrize("compress", COMPRESSIONS.values(), ids=COMPRESSIONS)
def test_what_came_out_before_the_break_is_handed_over(compress):
    cut = compress(PAGE)[:-40]
    *before, last = opened(cut)
    assert (last.name, last.fault, last.data) == ("x", "archive-broken", cut)
    assert all((record.name, record.fault) == ("x", None) for record in before)
    assert PAGE.startswith(b"".join(record.data for record in before))


def test_a_file_without_its_checksum_gives_its_page_whole():
    cut = gzip.compress(PAGE)[:-8]
    assert [(r.fault, r.data) for r in opened(cut)] == [(None, PAGE), ("archive-broken", cut)]


def test_a_dump_of_telegrams_cut_in_the_middle_gives_all_that_can_be_read():
    noise = bytes(range(256)) * 2000 + PAGE
    for compress in (gzip.compress, COMPRESSIONS["zst"]):
        packed = compress(noise)
        first, _ = opened(packed[: len(packed) // 2])
        assert noise.startswith(first.data)
        assert len(first.data) > len(noise) // 4


@pytest.mark.parametrize(
    "data",
    [
        b"7z\xbc\xaf\x27\x1c\0\4" + b"x" * 5000,
        zipped(**{"[Content_Types].xml": b"<x/>"}),
        zipped(a=PAGE)[:-30],
        gzip.compress(zipped(a=PAGE))[:-30],
        tarred(a=PAGE)[:2048],
        b"\x1f\x8b\x08" + b"nothing that unpacks" * 9,
    ],
    ids=["unknown", "office", "zip", "zip in gz", "tar", "gz"],
)
def test_bytes_that_cannot_be_unpacked_are_kept(data):
    assert kept(data)[-1] == ("x", data)


def test_a_broken_archive_in_another_is_kept_like_one_on_disk():
    inner = gzip.compress(tarred(a=PAGE))
    assert kept(zipped(inner=inner[:-12])) == [("x!/inner", inner[:-12])]
    broken = tarred(a=PAGE)[:2048]
    assert kept(gzip.compress(broken)) == [("x", broken)]


def test_a_member_that_breaks_is_kept_as_it_lies_in_the_zip():
    data = bytearray(zipped(a=b"first" * 50, b=bytes(range(256)), c=b"last" * 50))
    start = data.index(b"PK\x03\x04", 10)
    end = data.index(b"PK\x03\x04", start + 4)
    data[start + 40] ^= 0xFF
    assert kept(bytes(data)) == [("x!/b", data[start:end])]


def test_what_is_too_large_to_be_kept_says_so():
    (record,) = opened(b"Rar!\x1a\x07\x01\0" + bytes(MOST_RECORD))
    assert record.data == b""
    assert record.reason.endswith("Its bytes are not kept, being more than 16 MB.")


def test_a_large_archive_that_breaks_in_another_is_not_held_in_memory():
    inner = tarred(a=bytes(MOST_RECORD), b=bytes(MOST_RECORD))[: -MOST_RECORD // 2]
    *_, last = opened(gzip.compress(inner, 1))
    assert (last.fault, last.data) == ("archive-broken", b"")
    assert "not kept" in last.reason


def test_a_compressed_dump_that_ends_early_gives_its_first_rows():
    rows = b"".join(DUMP.replace(b'"17"', b'"%d"' % n) for n in range(4000))
    cut = gzip.compress(rows, mtime=0)[:-2000]
    *found, last = opened(cut)
    assert len(found) > 3000
    assert rows.startswith(b"".join(record.data for record in found))
    assert (last.name, last.fault, last.data) == ("x", "archive-broken", cut)


def test_zstandard_frames_follow_each_other():
    pack = COMPRESSIONS["zst"]
    assert [record.data for record in opened(pack(PAGE) + pack(b"") + pack(b"more"))] == [
        PAGE + b"more"
    ]


@pytest.mark.parametrize("data", [b"xar!\0\x1c\0\1", b"Rar!\x1a\x07\x01\0"])
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
    assert shape(zeros) == [("x", "record-too-large")]


def test_a_small_file_may_not_unpack_without_end():
    zeros = zstandard.ZstdCompressor().compress(bytes(MOST_RECORD))
    members = MOST_BYTES // MOST_RECORD + 2
    bomb = zipped(**{str(n): zeros for n in range(members)})
    found = opened(bomb)
    assert len(found) < members
    assert [record.fault for record in found[:-1]] == [None] * (len(found) - 1)
    assert (found[-1].name, found[-1].fault) == ("x", "archive-too-large")
    assert found[-1].data == bomb


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
