from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.publications import html_2010
from reftel.archive.originals import FEWEST, Packer, digest, train

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
