"""What meets after some cables have changed is what meets among all as they are then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive.meeting import Meeting, Pair, Sketches, meetings
from reftel.telegram.sketch import BAND_BYTES, BANDS

PARTS = [bytes([n]) * BAND_BYTES for n in range(3)]
SKETCH = st.lists(st.sampled_from(PARTS), min_size=BANDS, max_size=BANDS).map(b"".join)
ARCHIVE = st.dictionaries(st.integers(1, 12), SKETCH)


def name(key: int) -> str:
    """Ids sort otherwise than numbers do."""
    return f"09ZENDA{key * 7 % 13}"


def every_pair(held: dict[int, bytes]) -> set[Pair]:
    keys = sorted(held, key=name)
    found = meetings(Sketches((key, held[key]) for key in keys))
    return {(keys[one], keys[other]) for one, other in found}


@given(ARCHIVE, ARCHIVE, st.sets(st.integers(1, 12)))
def test_pairs_follow_the_cables_that_change(
    before: dict[int, bytes], new: dict[int, bytes], dropped: set[int]
) -> None:
    after = {key: sketch for key, sketch in (before | new).items() if key not in dropped}
    changed = {
        key: before.get(key, b"")
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    meeting = Meeting(
        Sketches(after.items()), changed, lambda keys: {key: name(key) for key in keys}
    )
    held = every_pair(before)
    parted = meeting.parted({frozenset(pair) for pair in held})
    unchanged = {pair for pair in held if changed.keys().isdisjoint(pair)}
    kept = {pair for pair in unchanged if frozenset(pair) not in parted}
    assert kept | meeting.pairs == every_pair(after)
    assert {pair for pair in meeting.former if changed.keys().isdisjoint(pair)} <= held
    for one, other in meeting.pairs:
        assert (meeting.now[one], meeting.now[other]) == (after[one], after[other])


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_pair_that_another_comes_between_meets_where_none_does(elsewhere: bool) -> None:  # noqa: FBT001
    def sketch(key: int, second: int) -> bytes:
        return b"".join([PARTS[0], bytes([second]) * 8, *(bytes([key]) * 8 for _ in range(6))])

    ends = (100, 100 if elsewhere else 101)
    held = {1: sketch(1, ends[0]), 2: sketch(2, 2), 3: sketch(3, 3), 5: sketch(5, ends[1])}
    meeting = Meeting(
        Sketches((held | {4: sketch(4, 4)}).items()),
        {4: b""},
        lambda keys: {key: f"{key}" for key in keys},
    )
    assert (1, 5) in meeting.former - meeting.pairs
    assert meeting.parted({frozenset({1, 5})}) == (set() if elsewhere else {frozenset({1, 5})})
