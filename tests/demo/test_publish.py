"""The published forms are well-formed, and give the telegram back."""

from __future__ import annotations

import csv
import io
import re

import pytest

from reftel.demo.bulk import write_csv, write_pages
from reftel.demo.cables import cable
from reftel.demo.editions import blanked, edited, redacted
from reftel.demo.publish import copied_text, csv_row, page_html, path_of, telegram_text
from reftel.demo.truth import Invented
from reftel.sources.detect import read
from reftel.sources.page import Page, Record

CABLES = [cable(n) for n in range(5, 2_005, 50)]


def page_of(data: bytes) -> Page:
    pages = read(Record("invented", data))
    assert isinstance(pages, tuple)
    assert len(pages) == 1
    assert not pages[0].ownership(len(data))
    return pages[0]


@pytest.mark.parametrize("layout", [2010, 2011])
def test_each_page_has_two_boxes(layout: int) -> None:
    for c in CABLES:
        page = page_html(c, layout)
        assert page.count(b"</pre></code>") == page.count(b"<code><pre>") == 2
        assert page.startswith(b"<?xml version='1.0' encoding='utf-8' ?>\n<!DOCTYPE html PUBLIC")
        boxes = page.split(b"<code><pre>", 1)[1].rpartition(b"</pre></code>")[0]
        assert b"\n" not in boxes.replace(b"</pre></code>\n<code><pre>", b"")
        assert (b"cables.js" in page) == (layout == 2011)


def test_sizes_of_pages() -> None:
    sizes = [len(page_html(c, 2010)) for c in CABLES]
    assert 36_000 < sum(sizes) / len(sizes) < 60_000


@pytest.mark.parametrize("layout", [2010, 2011])
def test_a_page_gives_the_text_back(layout: int) -> None:
    for c in CABLES:
        page = page_of(page_html(c, layout))
        assert page.format == f"cablegate-html-{layout}"
        assert page.text == (c.body if "header-note" in c.plan.faults else c.text)
        assert page.claim("id") == c.truth.id
        assert page.claim("classification") == c.truth.level


def test_minutes_repeat_the_hour_in_2010_only() -> None:
    for c in CABLES:
        created = page_of(page_html(c, 2010)).claim("created") or ""
        hour, minute = int(created[11:13]), int(created[14:16])
        assert minute == (hour % 12 or 12)
        assert page_of(page_html(c, 2011)).claim("created") == c.truth.created.replace(
            "T", " "
        ).rstrip("Z")


def test_marks_follow_the_mechanical_rule() -> None:
    for c in CABLES:
        page = page_html(c, 2010).decode()
        body = page.rpartition("<code><pre>")[2].partition("</pre></code>")[0]
        expected = re.findall(r"^ *(\d+|[A-Z])\. ", c.body, re.MULTILINE)
        assert re.findall(r"<a id='par(\w+)' href='#par\1'>¶</a>", body) == expected


def test_tags_are_linked_where_blanks_part_them() -> None:
    linked = 0
    for c in CABLES:
        line = re.search(r"^TAGS:? (.*)$", c.body, re.MULTILINE)
        links = re.findall(r"<a href='/tag/(\w+)_0.html'>\1</a>(?!\n)", page_html(c, 2010).decode())
        if line and re.search("[,;]", line[1]):
            assert not links
        elif line:
            assert links == line[1].split()
            linked += 1
    assert linked


def test_articles_stand_in_a_third_row() -> None:
    page = page_of(page_html(CABLES[0], 2010, articles=("http://magpie.example/1",)))
    assert page.claim("article") == "http://magpie.example/1"


def test_copied_text_and_bare_telegram_give_the_text_back() -> None:
    for c in CABLES:
        text = c.body if "header-note" in c.plan.faults else c.text
        copied = page_of(copied_text(c))
        assert copied.format == "cablegate-text"
        assert copied.text.rstrip("\n") == text.rstrip("\n")
        assert copied.claim("origin")
        bare = page_of(telegram_text(c))
        assert bare.format == "telegram-text"
        assert bare.text.rstrip("\n") == text.rstrip("\n")


def rows_of(data: str) -> list[list[str]]:
    return list(
        csv.reader(io.StringIO(data, newline=""), escapechar="\\", doublequote=False, strict=True)
    )


def test_rows_are_read_by_any_csv_reader() -> None:
    rows = rows_of("".join(csv_row(c, n) for n, c in enumerate(CABLES, 1)))
    assert [len(row) for row in rows] == [8] * len(CABLES)
    for n, (row, c) in enumerate(zip(rows, CABLES, strict=True), 1):
        assert row[0] == str(n)
        assert re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d", row[1])
        assert row[2:5] == [c.truth.id, row[3], c.truth.level]
        assert row[5] == "|".join(sorted(c.truth.references))
        assert row[6:] == [c.header or row[6], c.body]


def test_quotes_and_backslashes_are_escaped() -> None:
    quoted = next(c for n in range(4_000) if '"' in (c := cable(n)).body)
    row = csv_row(quoted, 1, backslash=True)
    assert '\\"' in row
    assert "\\\n" in row
    assert rows_of(row)[0][7] == quoted.body
    assert page_of(row.encode()).text == quoted.text or "header-note" in quoted.plan.faults


class TestEditions:
    @pytest.fixture
    def long_one(self) -> Invented:
        return next(c for c in CABLES if len(c.body) > 6_000 and "TAGS:" in c.body)

    def test_newspapers_join_the_lines(self, long_one: Invented) -> None:
        body = edited(long_one).body
        assert re.match(r"[A-Z][a-z]+day, \d\d [A-Z][a-z]+ \d{4}, \d\d:\d\d\n", body)
        assert max(map(len, body.split("\n"))) > 200
        assert "\nTAGS " in body
        assert "E.O. " not in body.partition("\n1.")[0]

    def test_a_later_release_withholds_names(self, long_one: Invented) -> None:
        assert redacted(long_one).body.count("XXXXXXXXXXXX") >= 4
        assert redacted(long_one) == redacted(long_one)

    def test_blanks_in_empty_lines_change_no_word(self, long_one: Invented) -> None:
        assert blanked(long_one).body.split() == long_one.body.split()
        assert "\n\n" not in blanked(long_one).body


class TestBulk:
    def test_a_dump_of_any_size_begins_alike(self, tmp_path) -> None:
        write_csv(tmp_path / "small.csv", cables=20)
        write_csv(tmp_path / "large.csv", cables=600)
        small, large = ((tmp_path / f"{n}.csv").read_bytes() for n in ("small", "large"))
        assert large.startswith(small)
        assert len(rows_of(large.decode())) == 600

    def test_two_processes_write_the_same(self, tmp_path) -> None:
        write_csv(tmp_path / "one.csv", cables=520)
        write_csv(tmp_path / "two.csv", cables=520, processes=2)
        assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()

    def test_pages_lie_where_the_site_laid_them(self, tmp_path) -> None:
        write_pages(tmp_path, 6, 2011)
        first = cable(0)
        assert (tmp_path / path_of(first)).read_bytes() == page_html(first, 2011)
        assert len(list(tmp_path.rglob("*.html"))) == 6
