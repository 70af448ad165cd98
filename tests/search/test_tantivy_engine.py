"""What only the real engine can get wrong: its folder, its commits, its order."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import msgspec
import pytest

from reftel.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    Misuse,
    NotAnArchive,
    ReftelError,
)
from reftel.search import schema
from reftel.search.document import Document, DocumentTag
from reftel.search.engine import FACET_VALUES
from reftel.search.query import parse
from reftel.search.tantivy_engine import TantivyEngine
from search.documents import documents

MEMORY = 30_000_000


def ids(engine: TantivyEngine, text: str, limit: int = 1000) -> list[str]:
    return [hit.id for hit in engine.search(parse(text), limit=limit).hits]


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(file.relative_to(folder)): (file.stat().st_size, file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
    }


def test_a_reader_sees_the_last_commit_and_takes_no_lock(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(documents()[:20])
        writer.commit()
        before = state(tmp_path)
        with TantivyEngine.open(tmp_path) as reader:
            assert len(reader) == 20
            assert ids(reader, "para:(harbour OR women)") == ids(writer, "para:(harbour OR women)")
            with pytest.raises(Misuse):
                reader.replace(documents())
            writer.replace(documents()[20:30])
            writer.commit()
            assert len(reader) == 20
            after = state(tmp_path)
        assert {file for file in before if file.endswith(".lock")} == {
            file for file in after if file.endswith(".lock")
        }


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path / "index", memory=MEMORY) as writer:
        writer.replace(documents()[:30])
        writer.settle()
    # A copy, since threads of the writer take note of its last commit some time after it.
    shutil.copytree(tmp_path / "index", tmp_path / "copy", ignore=shutil.ignore_patterns("*.lock"))
    before = state(tmp_path / "copy")
    with TantivyEngine.open(tmp_path / "copy") as reader:
        assert len(ids(reader, "")) == 30
    assert state(tmp_path / "copy") == before


def test_a_reader_needs_no_lock_files(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(documents()[:3])
        writer.settle()
    for lock in tmp_path.rglob("*.lock"):
        lock.unlink()
    with TantivyEngine.open(tmp_path) as reader:
        assert len(reader) == 3
    assert not list(tmp_path.rglob("*.lock"))


def test_what_was_not_committed_is_not_there(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(documents()[:5])
        writer.commit()
        writer.replace(documents()[5:9])
        assert len(writer) == 5
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        assert len(writer) == 5
        writer.replace(documents()[5:9])
        writer.commit()
        assert len(writer) == 9


def test_replacing_is_idempotent_within_and_across_commits(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        for _ in range(3):
            writer.replace(documents()[:10] + documents()[:10])
            writer.commit()
        assert len(writer) == 10
        changed = msgspec.structs.replace(documents()[0], paragraphs=("Quinces.",))
        writer.replace([changed])
        writer.commit()
        assert ids(writer, "quince") == ids(writer, "para:quince") == [changed.id]
        writer.remove([changed.id, changed.id, "08NOWHERE5"])
        writer.commit()
        assert ids(writer, "quince") == ids(writer, "para:quince") == []
        assert len(writer) == 9


def test_a_commit_cut_in_half_is_made_good_by_the_next_replace(tmp_path: Path) -> None:
    before = Document(id="08ZENDA1", paragraphs=("Quinces rot.",))
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace([before])
        assert writer._writers is not None
        writer._writers[1].commit()  # the process is killed before the cables are committed
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        assert len(writer) == 0
        assert ids(writer, "para:quince") == ids(writer, "para:(quince rot)") == []
        writer.replace([Document(id="08ZENDA2", paragraphs=("Plums rot.",))])
        writer.commit()
        assert ids(writer, "para:(quince rot)") == []  # its number is no one else's
        writer.replace([Document(id="08ZENDA1", paragraphs=("Plums rot.",))])
        writer.commit()
        assert ids(writer, "para:(plum rot)") == ["08ZENDA1", "08ZENDA2"]
        assert ids(writer, "para:quince") == ids(writer, "para:(quince rot)") == []


def test_only_what_words_leave_open_is_read(tmp_path: Path) -> None:
    found = [
        Document(id="08ZENDA1", paragraphs=("Human rights and the police.",)),
        Document(id="08ZENDA2", paragraphs=("Rights of the police, who are human.",)),
        Document(id="08ZENDA3", paragraphs=("Human rights.", "The police: rights? Human?")),
        Document(id="08ZENDA4", paragraphs=("Human rights.", "The police.")),
        Document(id="08ZENDA5", paragraphs=("Harbour.",)),
        Document(id="08ZENDA6", paragraphs=("Human rights.", "", "--")),
    ]
    held = {one.id: one.paragraphs for one in found}
    asked: list[str] = []

    def texts(wanted: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
        asked.extend(wanted)
        return [(name, held[name]) for name in wanted]

    def matching(text: str) -> list[str]:
        asked.clear()
        return [hit.id for hit in writer.search(parse(text), texts=texts).hits]

    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(found)
        writer.commit()
        assert matching('para:("human rights" police)') == ["08ZENDA1"]
        assert sorted(asked) == ["08ZENDA1", "08ZENDA3"]
        assert matching('para:"human rights"') == [f"08ZENDA{n}" for n in (1, 3, 4, 6)]
        assert asked == []
        assert matching('para:(-"human rights")') == [f"08ZENDA{n}" for n in (2, 3, 4, 5)]
        assert sorted(asked) == [f"08ZENDA{n}" for n in (1, 2, 3, 6)]
        with pytest.raises(Misuse, match="texts"):
            ids(writer, 'para:(="human" "human rights")')


def test_cables_of_several_builds_keep_to_their_paragraphs(tmp_path: Path) -> None:
    for n in range(1, 4):
        with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
            writer.replace([Document(id=f"08ZENDA{n}", paragraphs=(f"Harbour {n}.", "Strike."))])
            writer.commit()
            assert ids(writer, f"para:(harbour {n})") == [f"08ZENDA{n}"]
            assert ids(writer, "para:(harbour strike)") == []


def test_each_of_many_paragraphs_is_looked_into(tmp_path: Path) -> None:
    number = len(schema.FIRST) + 6
    paragraphs = tuple(f"Harbour {n}." for n in range(100, 100 + number))
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(
            [
                Document(id="08ZENDA1", paragraphs=paragraphs),
                Document(id="08ZENDA2", paragraphs=tuple(f"{n}." for n in range(100, 200))),
            ]
        )
        writer.commit()
        for n in range(100, 100 + number):
            assert ids(writer, f"para:(harbour {n})") == ["08ZENDA1"]
            assert ids(writer, f"para:({n} -harbour)") == ["08ZENDA2"]
            assert ids(writer, f"para:({n} {n + 1})") == []
            assert writer.search(parse(f"para:(harbour {n})")).total == 1


@pytest.mark.parametrize(("beginning", "words"), [("qu", 60), ("qu1", 10), ("qu17", 1), ("xy", 0)])
def test_a_paragraph_is_found_by_the_beginnings_of_few_words_and_of_many(
    tmp_path: Path, beginning: str, words: int
) -> None:
    found = [
        Document(id=f"08ZENDA{n}", paragraphs=("Strike.", f"Harbour qu{n:02}.")) for n in range(60)
    ]
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(found)
        writer.commit()
        assert len(ids(writer, f"para:({beginning}* harbour)")) == words
        assert ids(writer, f"para:({beginning}* strike)") == []
        assert len(ids(writer, f"para:(harbour -{beginning}*)")) == 60 - words


def test_near_finds_words_of_many_forms_in_either_order(tmp_path: Path) -> None:
    one, other = (
        ("strike", "strikes", "striking"),
        ("shelter", "shelters", "sheltering", "sheltered"),
    )
    found = [
        Document(
            id=f"08ZENDA{n}",
            paragraphs=(" ".join([left, *["and"] * between, right]),),
        )
        for n, (left, right, between) in enumerate(
            (*pair[::step], between)
            for pair in product(one, other)
            for step in (1, -1)
            for between in range(6)
        )
    ]
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(found)
        writer.commit()
        near = [one.id for n, one in enumerate(found) if n % 6 < 4]
        assert sorted(ids(writer, "strike NEAR/4 shelter")) == sorted(near)


def test_a_rare_form_of_a_word_weighs_no_more_than_a_frequent_one(tmp_path: Path) -> None:
    found = [
        Document(id=f"08ZENDA{n}", paragraphs=("A strike here" if n < 9 else "Quiet as ever",))
        for n in range(1, 30)
    ]
    found.append(Document(id="08ZENDA30", paragraphs=("A striking here",)))
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(found)
        writer.commit()
        scores = {hit.id: hit.score for hit in writer.search(parse("strike")).hits}
    assert len(scores) == 9
    assert scores["08ZENDA30"] == pytest.approx(scores["08ZENDA1"])


def test_an_id_with_other_zeros_is_the_same_cable(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace([Document(id="08ZENDA7"), Document(id="08ZENDA0007", subject="Later")])
        writer.commit()
        assert ids(writer, "") == ["08ZENDA0007"]


def test_equals_stand_in_order_of_id_however_they_came(tmp_path: Path) -> None:
    same = [
        Document(id=f"08ZENDA{n}", created="2008", paragraphs=("harbour",)) for n in range(100, 190)
    ]
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        for part in (same[60:], same[:60][::-1]):
            writer.replace(part)
            writer.commit()
        for text in ("harbour", "", "sort:date", "har*"):
            assert ids(writer, text) == [one.id for one in same]
            page = writer.search(parse(text), limit=5, offset=41).hits
            assert [hit.id for hit in page] == [one.id for one in same[41:46]]


def test_cables_without_a_date_come_last(tmp_path: Path) -> None:
    found = [
        Document(id="08ZENDA1", created="2008-05"),
        Document(id="08ZENDA2"),
        Document(id="08ZENDA3", created="2008-05-01T00:01Z"),
    ]
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(found)
        writer.commit()
        assert ids(writer, "sort:date") == ["08ZENDA1", "08ZENDA3", "08ZENDA2"]
        assert ids(writer, "sort:-date") == ["08ZENDA3", "08ZENDA1", "08ZENDA2"]


def test_a_facet_with_very_many_values_is_exact_at_its_cut(tmp_path: Path) -> None:
    found = [
        Document(
            id=f"08ZENDA{n}",
            tags=(DocumentTag(f"T{n % 700:03}"), DocumentTag("PHUM"), DocumentTag("PHUM")),
        )
        for n in range(1400)
    ]
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(found[:700])
        writer.commit()
        writer.replace(found[700:])
        writer.commit()
        answer = writer.search(parse(""))
        values, every = answer.facets["tag"], writer.facet(parse(""), "tag")
        with pytest.raises(Misuse, match="facet"):
            writer.facet(parse(""), "colour")
    assert answer.in_all["tag"] == len(every) == 701
    assert every[:FACET_VALUES] == values
    assert [(one.value, one.count) for one in values[:2]] == [("PHUM", 1400), ("T000", 2)]
    assert [one.value for one in values[1:]] == [f"T{n:03}" for n in range(FACET_VALUES - 1)]


def test_no_index_and_a_broken_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive):
        TantivyEngine.open(tmp_path / "nothing")
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(documents()[:2])
        writer.settle()
    meta = tmp_path / "cables" / "meta.json"
    os.truncate(meta, 10)
    with pytest.raises(ArchiveDamaged):
        TantivyEngine.open(tmp_path)


def test_misuse_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="memory"):
        TantivyEngine.create(tmp_path, memory=1)
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer, pytest.raises(Misuse):
        writer.search(parse(""), limit=-1)


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY), pytest.raises(ArchiveBusy):
        TantivyEngine.create(tmp_path, memory=MEMORY)
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        assert len(writer) == 0


def test_only_a_held_lock_means_that_another_build_is_writing(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.settle()
    lock = tmp_path / "cables" / ".tantivy-writer.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    with pytest.raises(ArchiveDamaged, match="cannot be written"):
        TantivyEngine.create(tmp_path, memory=MEMORY)


def test_a_damaged_part_does_not_look_like_another_build(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        writer.replace(documents()[:2])
        writer.settle()
    (tmp_path / "cables" / ".managed.json").write_text("{", "utf-8")
    with pytest.raises(ArchiveDamaged):
        TantivyEngine.create(tmp_path, memory=MEMORY)


def test_without_a_passing_folder_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TantivyEngine.create(tmp_path / "index", memory=MEMORY) as writer:
        writer.replace(documents()[:2])
        writer.settle()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(ReftelError, match="TMPDIR") as told:
        TantivyEngine.open(tmp_path / "index")
    assert not isinstance(told.value, ArchiveError)


def test_an_index_of_other_fields_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "cables").mkdir()
    (tmp_path / "paragraphs").mkdir()
    schema.open_index(schema.PARAGRAPHS, str(tmp_path / "cables"))
    with pytest.raises(ArchiveDamaged):
        TantivyEngine.create(tmp_path, memory=MEMORY)


def test_who_may_read_the_folder_may_read_the_index(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        for folder in tmp_path.iterdir():
            folder.chmod(0o755)
        writer.replace(documents()[:3])
        writer.settle()
    assert {file.stat().st_mode & 0o444 for file in tmp_path.rglob("*")} == {0o444}


def test_facets_follow_a_commit(tmp_path: Path) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        for count in (10, 20):
            writer.replace(documents()[:count])
            writer.commit()
            for _ in range(2):
                origins = writer.search(parse("")).facets["origin"]
                assert sum(one.count for one in origins) == count


@pytest.mark.parametrize(
    "text", ["", "harbour", "para:(harbour -strike)", "NOT tag:ktip", "sort:date"]
)
def test_an_empty_index_answers_too(tmp_path: Path, text: str) -> None:
    with TantivyEngine.create(tmp_path, memory=MEMORY) as writer:
        assert writer.search(parse(text)).total == 0
