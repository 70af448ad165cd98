import os
import zipfile

import pytest

from reftel.archive.folder import Folder
from reftel.errors import Misuse, SourceMissing
from reftel.sources.page import Record
from reftel.sources.records import files, records, records_of


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}")


def names_below(folder, found):
    return [item.removeprefix(folder.as_posix()) for item in found]


def test_a_folder_is_walked_by_name(tmp_path):
    make(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "a.txt", "Z.txt", "é.txt")
    assert names_below(tmp_path, [file.path for file in files([tmp_path])]) == [
        "/Z.txt",
        "/a/b/c.txt",
        "/a/z.txt",
        "/a.txt",
        "/b.txt",
        "/é.txt",
    ]


def test_hidden_files_and_archives_of_ours_are_passed_by(tmp_path):
    make(tmp_path, ".hidden", ".git/config", "x.reftel/cables.sqlite", "y.reftel", "kept.txt")
    assert names_below(tmp_path, [file.path for file in files([tmp_path])]) == ["/kept.txt"]


def make_archive(path):
    """An archive of ours, and nothing in it."""
    with Folder(path).write():
        pass


def test_an_archive_of_ours_is_passed_by_under_any_name(tmp_path):
    make(tmp_path, "kept.txt", "a/kept.txt", "a/.hidden", "__MACOSX/kept.txt", "m.reftel")
    make_archive(tmp_path / "a" / "mine")
    make(tmp_path, "a/mine/notes.txt")
    make(tmp_path, "b/writing.lock", "c/writing.lock", "c/archive.sqlite", "c/notes.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    passed = []
    assert names_below(tmp_path, [file.path for file in files([tmp_path], passed.append)]) == [
        "/a/kept.txt",
        "/c/archive.sqlite",
        "/c/notes.txt",
        "/c/writing.lock",
        "/kept.txt",
    ]
    assert names_below(tmp_path, passed) == [
        "/__MACOSX",
        "/a/.hidden",
        "/a/mine",
        "/b",
        "/m.reftel",
        "/up",
    ]


def test_members_that_are_passed_by_are_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("kept", "__MACOSX/kept", "b/.hidden"):
            archive.writestr(name, name)
    passed = []
    (file,) = files([tmp_path])
    assert names_below(tmp_path, [r.name for r in records_of(file, passed.append)]) == [
        "/a.zip!/kept"
    ]
    assert names_below(tmp_path, passed) == ["/a.zip!/__MACOSX/kept", "/a.zip!/b/.hidden"]


@pytest.mark.parametrize("below", ["", "archive.sqlite"])
def test_an_archive_of_ours_as_a_source_is_misuse(tmp_path, below):
    make_archive(tmp_path / "mine")
    held = sorted(path.name for path in (tmp_path / "mine").iterdir())
    with pytest.raises(Misuse, match="is an archive that reftel made"):
        list(files([tmp_path / "mine" / below]))
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == held


def test_a_file_has_its_size_and_time(tmp_path):
    make(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(5, 1_700_000_000_123_456_789))
    (file,) = files([tmp_path])
    assert file.size == len("text of a.txt")
    assert file.mtime_ns == (tmp_path / "a.txt").stat().st_mtime_ns
    assert list(records_of(file)) == [Record(file.path, b"text of a.txt")]


def test_paths_come_in_the_order_given_and_once(tmp_path):
    make(tmp_path, "b.txt", "a.txt")
    found = records([tmp_path / "b.txt", tmp_path, tmp_path / "a.txt"])
    assert names_below(tmp_path, [record.name for record in found]) == ["/b.txt", "/a.txt"]


def test_an_empty_file_is_a_record(tmp_path):
    (tmp_path / "empty").touch()
    assert list(records([tmp_path])) == [Record(f"{tmp_path.as_posix()}/empty", b"")]


def test_a_path_that_is_not_there_is_misuse_before_anything_is_read(tmp_path):
    make(tmp_path, "a.txt")
    found = records([tmp_path / "a.txt", tmp_path / "no.txt"])
    with pytest.raises(SourceMissing, match=r"no\.txt"):
        next(found)


def test_a_file_that_goes_away_is_a_fault(tmp_path):
    make(tmp_path, "a.txt", "b.txt")
    listed = list(files([tmp_path]))
    (tmp_path / "a.txt").unlink()
    first, second = (record for file in listed for record in records_of(file))
    assert first.fault == "file-unreadable"
    assert second.fault is None


def test_a_pipe_is_a_fault_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (record,) = records([tmp_path])
    assert record.fault == "file-unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_what_may_not_be_read_is_a_fault(tmp_path):
    make(tmp_path, "a.txt", "closed/b.txt", "z.txt")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    found = list(records([tmp_path]))
    (tmp_path / "closed").chmod(0o700)
    assert [record.fault for record in found] == ["file-unreadable", "file-unreadable", None]


def test_a_link_to_a_folder_above_is_not_followed(tmp_path):
    make(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "same.txt").symlink_to(tmp_path / "a" / "b.txt")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = {record.name.rpartition("/")[2]: record.fault for record in records([tmp_path])}
    assert found == {"b.txt": None, "same.txt": None, "gone.txt": "file-unreadable"}


def test_a_name_that_is_no_utf8_is_shown(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"Z\xe9nda.txt")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (record,) = records([tmp_path])
    assert record.name.endswith("/Z\\xe9nda.txt")
    assert record.data == b"x"
