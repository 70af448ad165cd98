"""7z archives: as any other, one after the other; without the extra a plain sentence."""

import io

import py7zr
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources import containers, seven_zip
from reftel.sources.containers import open_records
from reftel.sources.page import Record

MEMBERS = {"cables/a.txt": b"one\n" * 40, "b.txt": b"two", ".hidden": b"x", "empty.txt": b""}


def packed(members):
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return out.getvalue()


ARCHIVE = packed(MEMBERS)


def opened(data, passed=None):
    told = [] if passed is None else passed
    return list(open_records("a.7z", io.BytesIO(data), len(data), told.append))


def test_members_are_records_in_order():
    passed = []
    found = opened(ARCHIVE, passed)
    assert {(one.name, one.data) for one in found} == {
        ("a.7z!/cables/a.txt", MEMBERS["cables/a.txt"]),
        ("a.7z!/b.txt", b"two"),
        ("a.7z!/empty.txt", b""),
    }
    assert passed == ["a.7z!/.hidden"]
    assert not any(one.fault for one in found)


def test_archives_within_one_another():
    inner = packed({"in.7z": ARCHIVE})
    assert "a.7z!/in.7z!/b.txt" in {one.name for one in opened(inner)}


def test_one_that_is_cut_short_says_so():
    (*_, broken) = opened(ARCHIVE[:-10])
    assert (broken.fault, broken.data) == ("archive-broken", ARCHIVE[:-10])


def test_one_that_unpacks_to_too_much_is_stopped(monkeypatch):
    monkeypatch.setattr(containers, "MOST_BYTES", 100)
    monkeypatch.setattr(containers, "MOST_RATIO", 0)
    (*_, last) = opened(ARCHIVE)
    assert (last.fault, last.data) == ("archive-too-large", ARCHIVE)


def test_without_the_extra_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(containers, "can_unpack", lambda: False)
    (only,) = opened(ARCHIVE)
    assert only == Record("a.7z", ARCHIVE, fault="archive-unknown", reason=only.reason)
    assert "reftel[7z]" in only.reason


def test_the_extra_is_known_to_be_there():
    assert seven_zip.can_unpack()


@given(st.integers(0, len(ARCHIVE)), st.integers(0, len(ARCHIVE)), st.binary(max_size=8))
def test_any_damage_is_survived(one, two, between):
    low, high = sorted((one, two))
    for found in opened(ARCHIVE[:6] + ARCHIVE[6:low] + between + ARCHIVE[high:]):
        assert found.fault in {None, "archive-broken", "archive-too-large"}
