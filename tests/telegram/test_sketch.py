"""Sketches agree as far as words do, whatever their signs and lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.parse import parse
from reftel.telegram.sketch import BAND_BYTES, BANDS, agreement, likeness, sketch_of, sketch_words
from telegram.invented_prose import changed, prose


def test_agreement_follows_the_share_of_words() -> None:
    for share, low, high in ((0.0, 1.0, 1.0), (0.1, 0.6, 1.0), (0.5, 0.1, 0.65), (1.0, 0.0, 0.1)):
        found = [
            agreement(
                sketch_words(" ".join(prose(seed))),
                sketch_words(" ".join(changed(prose(seed), share, seed))),
            )
            for seed in range(20)
        ]
        assert low <= sum(found) / 20 <= high, share


def test_texts_that_share_most_words_meet_in_a_band_and_others_do_not() -> None:
    def meet(left: list[str], right: list[str]) -> bool:
        ours, theirs = sketch_words(" ".join(left)), sketch_words(" ".join(right))
        places = range(0, BANDS * BAND_BYTES, BAND_BYTES)
        return any(ours[n : n + BAND_BYTES] == theirs[n : n + BAND_BYTES] for n in places)

    near = sum(meet(prose(n), changed(prose(n), 0.05, n)) for n in range(100))
    far = sum(meet(prose(n), prose(n + 500)) for n in range(100))
    assert (near, far) == (100, 0)


def test_signs_capitals_and_lines_do_not_matter() -> None:
    text = " ".join(prose(1))
    other = text.upper().replace(" ", " \n", 40).replace(".", " --.")
    assert sketch_words(text) == sketch_words(other) != b""
    assert likeness(text, other) == 1.0


def test_what_stands_above_the_text_and_below_it_does_not_matter() -> None:
    body = "1. (C) " + " ".join(prose(2)) + "\n"
    left = "C O N F I D E N T I A L STRELSAU 000012\n\nSUBJECT: MILLS\n\n" + body + "HENTZAU\n"
    right = "UNCLAS ZENDA 000944\n\nSIPDIS\n\nTAGS: PGOV\nSUBJECT: OF THE FAIR\n\n" + body
    assert sketch_of(parse(left)) == sketch_of(parse(right)) != b""


def test_a_short_text_has_no_sketch() -> None:
    assert sketch_words("The mill of the duke is shut.") == b""
    assert sketch_of(parse("")) == b""


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_measured(left: str, right: str) -> None:
    assert 0 <= likeness(left, right) <= 1
    assert likeness(left, right) == likeness(right, left)
    assert likeness(left, left) == 1
    assert len(sketch_words(left * 20)) in (0, BANDS * BAND_BYTES)
