"""One wrong letter: how two spellings differ, and how near such a slip lies.

In: a word as written and the right one. Out: which single slip parts them, or None when more than
one does. Telegrams went by teletype, where five pulses make a letter: one lost or added pulse gives
the wrong letter. Typists swap, drop and double.
"""

from __future__ import annotations

__all__ = ["one_pulse", "slip"]

_PULSES = {
    "A": 0b00011, "B": 0b11001, "C": 0b01110, "D": 0b01001, "E": 0b00001, "F": 0b01101,
    "G": 0b11010, "H": 0b10100, "I": 0b00110, "J": 0b01011, "K": 0b01111, "L": 0b10010,
    "M": 0b11100, "N": 0b01100, "O": 0b11000, "P": 0b10110, "Q": 0b10111, "R": 0b01010,
    "S": 0b00101, "T": 0b10000, "U": 0b00111, "V": 0b11110, "W": 0b10011, "X": 0b11101,
    "Y": 0b10101, "Z": 0b10001,
}  # fmt: skip
"""International Telegraph Alphabet No. 2, as in ACP-127 messages."""


def one_pulse(one: str, other: str) -> bool:
    """Whether one wrong pulse makes the one letter of the other: R and J do, H and M do not."""
    first, second = _PULSES.get(one), _PULSES.get(other)
    return first is not None and second is not None and (first ^ second).bit_count() == 1


def slip(written: str, right: str) -> str | None:
    """The one slip that makes `written` of `right`.

    `swapped` (two neighbours), `changed`, `pulse` (changed by one pulse), `doubled`, `added` or
    `dropped`; None when they are equal or further apart.
    """
    longer = len(written) - len(right)
    if written == right or abs(longer) > 1:
        return None
    at = 0
    least = min(len(written), len(right))
    while at < least and written[at] == right[at]:
        at += 1
    if longer == 1:
        if written[at + 1 :] != right[at:]:
            return None
        return "doubled" if at and written[at] == written[at - 1] else "added"
    if longer == -1:
        return "dropped" if written[at:] == right[at + 1 :] else None
    if written[at + 1 :] == right[at + 1 :]:
        return "pulse" if one_pulse(written[at], right[at]) else "changed"
    swapped = written[at + 1 : at + 2] + written[at]
    if written[at + 2 :] == right[at + 2 :] and swapped == right[at : at + 2]:
        return "swapped"
    return None
