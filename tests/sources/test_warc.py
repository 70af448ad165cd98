"""Web archives: what the servers sent, under its address, and what becomes of damaged ones."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.sources.containers import open_records
from reftel.sources.page import Record
from sources.page_cases import FOLDER

PAGE = (FOLDER / "cablegate-html-2011" / "plain.html").read_bytes()
URL = "http://mirror.example/cable/2009/01/09STRELSAU12.html"


def record(kind, content, *, url=URL, content_type="application/http; msgtype=response"):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def response(body, *fields):
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", *fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def chunked(body, size=1000):
    pieces = [body[n : n + size] for n in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def opened(data, passed=None):
    told = [] if passed is None else passed
    return list(open_records("a.warc", io.BytesIO(data), len(data), told.append))


INFO = record("warcinfo", b"software: a mill\r\n", url="", content_type="application/warc-fields")
REQUEST = record("request", b"GET / HTTP/1.1\r\n\r\n")


@pytest.mark.parametrize(
    "content",
    [
        response(PAGE),
        response(chunked(PAGE), "Transfer-Encoding: chunked"),
        response(PAGE, "Transfer-Encoding: chunked"),
        response(gzip.compress(PAGE), "Content-Encoding: gzip"),
        response(chunked(gzip.compress(PAGE)), "Transfer-Encoding: chunked"),
    ],
    ids=["plain", "chunked", "joined before", "packed", "packed and chunked"],
)
def test_what_a_server_sent_is_a_record_under_its_address(content):
    passed = []
    data = INFO + REQUEST + record("response", content)
    assert opened(data, passed) == [Record(f"a.warc!/{URL}", PAGE)]
    assert passed == ["a.warc!/warcinfo", f"a.warc!/{URL}"]
    assert opened(gzip.compress(data)) == [Record(f"a.warc!/{URL}", PAGE)]


def test_a_resource_has_no_lines_of_http():
    data = record("resource", PAGE, content_type="text/html", url=f"<{URL}>")
    assert opened(data) == [Record(f"a.warc!/{URL}", PAGE)]


def test_members_packed_one_by_one_are_read():
    data = b"".join(gzip.compress(record("response", response(PAGE))) for _ in range(3))
    assert [one.data for one in opened(data)] == [PAGE] * 3


def test_an_empty_answer_is_passed_by():
    passed = []
    assert opened(record("response", response(b"")), passed) == []
    assert passed == [f"a.warc!/{URL}"]


def test_one_that_ends_early_gives_what_came_out_and_says_so():
    data = record("response", response(PAGE)) * 2
    whole, cut, broken = opened(data[:-200])
    assert whole.data == PAGE
    assert PAGE.startswith(cut.data)
    assert (broken.name, broken.fault, broken.data) == ("a.warc", "archive-broken", data[:-200])
    assert "ends too early" in broken.reason


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        record("response", response(PAGE)).replace(b"Content-Length", b"Content-Width", 1),
        INFO + b"no record\r\n" * 3,
        record("response", response(b"5\r\nabcde\r\nxyz\r\n", "Transfer-Encoding: chunked")),
        b"WARC/1.0\r\n" + b"x" * 300_000,
        b"WARC/1.0\r\n" + b"x: y\r\n" * 60_000,
    ],
)
def test_one_that_is_damaged_says_so(data):
    broken = opened(data)[-1]
    assert (broken.fault, broken.data) == ("archive-broken", data)


WARC = (
    INFO
    + REQUEST
    + record("response", response(chunked(PAGE[:300], 70), "Transfer-Encoding: chunked"))
)


@given(st.integers(0, len(WARC)), st.integers(0, len(WARC)), st.binary(max_size=20))
def test_any_damage_is_survived(one, two, between):
    low, high = sorted((one, two))
    for found in opened(b"WARC/" + WARC[5:low] + between + WARC[high:]):
        assert found.fault in {None, "archive-broken", "archive-too-large"}
