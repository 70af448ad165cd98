"""A page is packed in the best way that is accepted, and unpacks to the same page."""

from __future__ import annotations

import gzip

import httpx
import pytest
import zstandard

from reftel.readouts.web.packing import coding_of, pack

UNPACKED = {
    "identity": bytes,
    "gzip": gzip.decompress,
    "zstd": zstandard.decompress,
}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "gzip"),
        ("GZIP", "gzip"),
        ("br", "identity"),
        ("", "identity"),
        ("*", "identity"),
        ("gzip;q=0.5, zstd;q=0.1", "zstd"),
        ("gzip;q=1.0, zstd;q=0", "gzip"),
        ("gzip; q=0.000, zstd ;q=0.0", "identity"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;;,;q=", "gzip"),
    ],
)
def test_the_best_coding_that_is_accepted_is_taken(accepted: str, coding: str) -> None:
    assert coding_of(accepted) == coding


@pytest.mark.parametrize("coding", UNPACKED)
def test_a_page_comes_out_as_it_went_in(coding) -> None:
    page = "Ruritania, ‹Straße› \U0001f4dc\n" * 500
    packed = pack(page, coding)
    assert UNPACKED[coding](packed).decode() == page
    assert packed == pack(page, coding)
    assert (len(packed) < 1000) == (coding != "identity")


@pytest.mark.parametrize("coding", UNPACKED)
def test_each_browser_is_answered_as_it_asks(browse: httpx.Client, coding: str) -> None:
    plain = browse.get("/cables/08STRELSAU388", headers={"Accept-Encoding": "identity"})
    for _ in range(2):  # made, and kept
        with browse.stream(
            "GET", "/cables/08STRELSAU388", headers={"Accept-Encoding": coding}
        ) as answer:
            sent = b"".join(answer.iter_raw())
        assert answer.headers.get("Content-Encoding", "identity") == coding
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["ETag"] == plain.headers["ETag"]
        assert int(answer.headers["Content-Length"]) == len(sent)
        assert UNPACKED[coding](sent) == plain.content


def test_what_has_not_changed_is_not_sent_again(browse: httpx.Client) -> None:
    first = browse.get("/help", headers={"Accept-Encoding": "zstd"})
    answer = browse.get("/help", headers={"If-None-Match": first.headers["ETag"]})
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["Vary"] == first.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["/help", "/api/cables/08STRELSAU388", "/export?format=csv&q=harvest"]
)
def test_what_is_refused_is_not_sent(browse: httpx.Client, path: str) -> None:
    for accepted, coding in (("gzip", "gzip"), ("gzip;q=0", None), ("br, gzip;q=0.0", None)):
        answer = browse.get(path, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") == coding
        assert answer.headers["Vary"] == "Accept-Encoding"
