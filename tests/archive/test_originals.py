from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.publications import html_2010
from reftel.archive.originals import FEWEST, Packer, digest, is_due, train

PAGES = [html_2010("STRELSAU", n) for n in range(20)]


@given(st.binary())
def test_any_bytes_come_back(data: bytes) -> None:
    packer = Packer()
    assert packer.unpack(packer.pack(data, None), None, len(data)) == data


def test_a_dictionary_makes_pages_of_one_layout_small() -> None:
    content = train(PAGES)
    assert content is not None
    packer = Packer([(1, content)])
    other = html_2010("ZENDA", 77)
    packed = packer.pack(other, 1)
    assert packer.unpack(packed, 1, len(other)) == other
    assert len(packed) * 2 < len(packer.pack(other, None))


LINKS = b"".join(b"<a href='/tag/%06d.html'>N</a>\n" % (n * 7919 % 10**6) for n in range(5000))
"""A navigation of 155 kB that does not repeat itself."""


def with_navigation(post: str, number: int) -> bytes:
    return html_2010(post, number).replace(b"<body>", b"<body>" + LINKS)


def packed_size(content: bytes | None, page: bytes) -> int:
    packer = Packer([(1, content)] if content else [])
    packed = packer.pack(page, 1 if content else None)
    assert packer.unpack(packed, 1 if content else None, len(page)) == page
    return len(packed)


def test_of_a_long_navigation_nothing_is_left_in_a_page() -> None:
    content = train([with_navigation("STRELSAU", n) for n in range(FEWEST)])
    assert content is not None
    page = with_navigation("ZENDA", 77)
    alone = packed_size(None, html_2010("ZENDA", 77))
    assert packed_size(content, page) < alone < packed_size(None, page) / 10


def test_a_page_unlike_all_others_is_not_the_one_that_stands_whole() -> None:
    odd = b"".join(b"<p>%032x</p>\n" % random.Random(n).getrandbits(128) for n in range(4000))
    pages = [with_navigation("STRELSAU", n) for n in range(FEWEST)]
    content = train([odd, *pages])
    page = with_navigation("ZENDA", 77)
    assert packed_size(content, page) < packed_size(None, html_2010("ZENDA", 77))


def test_a_dictionary_is_kept_packed() -> None:
    content = train([with_navigation("STRELSAU", n) for n in range(FEWEST)])
    assert content is not None
    assert len(content) * 2 < len(zstandard.decompress(content))


def test_a_dictionary_of_before_they_were_packed_reads_still() -> None:
    content = train(PAGES)
    assert content is not None
    bare = zstandard.decompress(content)
    assert bare.startswith(b"\x37\xa4\x30\xec"), "a trained one, which no frame begins like"
    page = html_2010("ZENDA", 77)
    packed = Packer([(1, content)]).pack(page, 1)
    assert Packer([(1, bare)]).unpack(packed, 1, len(page)) == page


@pytest.mark.parametrize(
    "content",
    [
        b"\x28\xb5\x2f\xfd",
        b"\x28\xb5\x2f\xfdno frame",
        zstandard.compress(PAGES[0])[:40],
        b"\x37\xa4\x30\xecno tables",
        "barley",
        7,
    ],
)
def test_a_damaged_dictionary_is_told(content: Any) -> None:
    packed = Packer().pack(b"eight by", None)
    with pytest.raises(ValueError, match="dictionary"):
        Packer([(1, content)]).unpack(packed, 1, 8)


def test_a_dictionary_too_large_to_be_ours_is_not_unpacked() -> None:
    bomb = zstandard.compress(bytes(2**25))
    with pytest.raises(ValueError, match="33554432 bytes"):
        Packer([(1, bomb)]).unpack(b"", 1, 8)


def test_no_huge_page_stands_in_a_dictionary() -> None:
    pages = [with_navigation("ZENDA", n) * 4 for n in range(FEWEST)]
    content = train(pages)
    assert content is None or len(zstandard.decompress(content)) <= 256 * 1024


def test_pages_of_which_few_are_many_bytes_get_their_dictionary() -> None:
    pages = [with_navigation("ZENDA", n) * 3 for n in range(FEWEST)]
    content = train(pages)
    page = with_navigation("ZENDA", 77) * 3
    assert packed_size(content, page) < packed_size(None, page) / 10


_NOISE = [random.Random(n).randbytes(5_000) for n in range(30)]
HOSTILE = {
    "random": _NOISE,
    "random lines": [b"\n" * 5_000 + one for one in _NOISE],
    "empty and a page": [b"", with_navigation("ZENDA", 1)] * 20,
    "one line each": [one.replace(b"\n", b" ") for one in PAGES],
    "only line ends": [b"\n" * n for n in range(5_000, 5_030)],
    "a frame": [b"\x28\xb5\x2f\xfd" * 500] * 20,
    "a dictionary": [b"\x37\xa4\x30\xec" * 500] * 20,
    "a frame and lines": [b"\x28\xb5\x2f\xfd\n" + PAGES[0]] * 20,
    "huge": [PAGES[0], with_navigation("ZENDA", 1) * 60] * FEWEST,
}


@pytest.mark.parametrize("pages", HOSTILE.values(), ids=HOSTILE)
def test_pages_of_any_kind_come_back(pages: Sequence[bytes]) -> None:
    content = train(pages)
    for page in (*pages[:3], *pages[-3:], b"", PAGES[0], bytes(3_000_000)):
        packed_size(content, page)


@given(st.lists(st.binary(max_size=2000), max_size=12), st.binary())
def test_any_bytes_come_back_by_a_dictionary_of_any(samples: list[bytes], data: bytes) -> None:
    packed_size(train([one * 9 for one in samples]), data)


_TRAIN = """
import random, sys
import msgspec
from reftel.archive.originals import train
for lengths, shared in msgspec.json.decode(sys.stdin.buffer.read()):
    random.seed(7)
    head = b"".join(b"%d barley\\n" % n for n in range(shared))
    train([head + random.randbytes(length).replace(b"\\n", b"-") for length in lengths])
print("lives")
"""


def ends_well(cases: Sequence[tuple[list[int], int]]) -> bool:
    """Whether a process lives that trains on samples of these lengths.

    A case is the lengths of what differs, and how many lines all begin with.
    """
    child = subprocess.run(
        [sys.executable, "-c", _TRAIN],
        input=msgspec.json.encode(cases),
        capture_output=True,
        check=False,
    )
    return child.stdout.strip() == b"lives"


@pytest.mark.parametrize("shared", [0, 10])
@pytest.mark.parametrize("short", [0, 1, 2, 8])
def test_many_short_ones_and_one_long_do_not_end_the_process(short: int, shared: int) -> None:
    assert ends_well([([*[short] * many, 9_000], shared) for many in (7, 8, 12, 14)])


_lengths = st.integers(1, 12).flatmap(
    lambda top: st.lists(st.integers(0, top), min_size=7, max_size=20)
)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(_lengths, st.sampled_from([0, 10, 900])), min_size=5, max_size=9))
def test_samples_of_no_lengths_end_the_process(cases: list[tuple[list[int], int]]) -> None:
    assert ends_well([([*lengths, 9_000], shared) for lengths, shared in cases])


@pytest.mark.parametrize(
    ("made", "held", "samples", "batch", "due"),
    [
        (0, 0, FEWEST, 10_000, True),
        (0, 0, FEWEST - 1, 10_000, False),
        (1, 999, 500, 50_000, False),
        (1, 1_000, 500, 50_000, True),
        (1, 1_000, 500, 100_000, True),
        (1, 1_000, 500, 100_001, False),
        (1, 1_000, 31, 3_100, False),
        (2, 15_999, 500, 50_000, False),
        (2, 16_000, 500, 50_000, True),
        (3, 256_000, 500, 50_000, True),
        (4, 10**9, 500, 50_000, False),
    ],
)
def test_a_dictionary_is_due_when_a_shape_has_none_or_the_archive_has_grown(
    made: int, held: int, samples: int, batch: int, *, due: bool
) -> None:
    assert is_due(made, held, [bytes(100)] * samples, batch) is due


def test_the_same_pages_give_the_same_dictionary() -> None:
    assert train(PAGES) == train(list(PAGES))


@pytest.mark.parametrize("samples", [[], PAGES[: FEWEST - 1], [b""] * 50, [b"short"] * 50])
def test_too_little_gives_no_dictionary(samples: list[bytes]) -> None:
    assert train(samples) is None


def test_equal_pages_are_no_trouble() -> None:
    content = train([PAGES[0]] * 30)
    packer = Packer([(1, content)] if content else [])
    number = 1 if content else None
    assert packer.unpack(packer.pack(PAGES[0], number), number, len(PAGES[0])) == PAGES[0]


def test_damage_and_a_missing_dictionary_are_told() -> None:
    packer = Packer()
    with pytest.raises(ValueError, match="do not unpack"):
        packer.unpack(b"no frame", None, 8)
    with pytest.raises(ValueError, match="no dictionary 7"):
        packer.unpack(b"", 7, 0)


def test_the_digest_is_the_well_known_one() -> None:
    assert digest(b"abc").hex().startswith("ba7816bf8f01cfea414140de5dae2223")
