"""Repair of TAGS: what a damaged one stands for, and by which rule.

In: a tag as written that no list has. Out: the tags of the lists that it stands for, or None where
nothing is sure enough; a word among the TAGS stays one. The rules, in this order:

- `bracketed`: a subject with the person it is about in brackets
- `repair-table`: a case that no rule can know, from `tag-repairs`
- `place-name`: the name of a country in words
- `mixed`: two or more, parted by a stroke, hyphen or point
- `misspelt`: one letter dropped, added, doubled, changed, or two swapped, of one tag
- `fused`: two or more without a blank, all of the lists, or with ISO codes of countries
- `fused-misspelt`: the same, one of them with a wrong letter

A cut and a slip have a cost; frequent tags cost less, since more of their uses can go wrong. The
cheapest reading is taken, and none where two different ones cost nearly the same.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from reftel.vocab.countries import find_country
from reftel.vocab.garbles import slip
from reftel.vocab.tables import rows
from reftel.vocab.tags import TAGS, ReadTag, read_tag

__all__ = ["TagRepair", "find_repair", "read_tags", "repair"]


class TagRepair(msgspec.Struct, frozen=True, gc=False):
    """What a damaged tag stands for."""

    tags: tuple[str, ...]
    """EIND, ETRD for EINDETRD."""
    rule: str
    """repair-table, place-name, mixed, misspelt, fused or fused-misspelt."""


_LONGEST = 90
"""Letters. The longest fused tag on the pages has 48."""
_BRACKETED = re.compile(r"([A-Z]{2,5}) ?\(([^()]*[A-Z][^()]*)\)")
_PARTED = re.compile(r"[/.:+&-]+")
_SLIPS = {
    "doubled": 0.60, "swapped": 0.70, "added": 0.85, "dropped": 0.85, "pulse": 0.92,
    "changed": 1.0,
}  # fmt: skip
_CLASS_LETTERS = frozenset("AEKPSTBCMO")
"""First letters of the groups of subjects. Writers put a subject into the wrong group (KGOV)."""
_OTHER_GROUP = 0.72
_USE = 0.12
"""What each step of use (0 to 5) takes off a cost."""
_FIRM = 0.44
"""Cost below which a part makes a cut believable: tags of four letters, frequent ones of three.
Two codes of countries alone are too often a word: PAGE, EITI."""
_APART = 0.21
"""By how much the best slip must beat another one; below it both are as likely."""


@lru_cache(maxsize=8192)
def read_tags(written: str) -> tuple[tuple[ReadTag, ...], str]:
    """The tags that `written` gives, and the rule; no rule where it is one tag as it stands.

    OVIP (HENTZAU, RUPERT) is a subject and a person: `bracketed`.
    """
    one = read_tag(written)
    if one.kind == "person" and (match := _BRACKETED.fullmatch(one.name)):
        before = read_tag(match[1])
        if before.kind not in ("unknown", "person"):
            return (before, ReadTag(" ".join(match[2].split()), "person")), "bracketed"
    if one.kind != "unknown" or (found := find_repair(written)) is None:
        return (one,), ""
    return tuple(read_tag(name) for name in found.tags), found.rule


def repair(written: str) -> tuple[str, ...]:
    """The tags that a damaged one stands for (EINDETRD: EIND, ETRD); empty when none is sure."""
    found = find_repair(written)
    return found.tags if found else ()


@lru_cache(maxsize=8192)
def find_repair(written: str) -> TagRepair | None:
    """The tags that a damaged one stands for, and by which rule; None when none is sure."""
    name = " ".join(written.upper().split()).strip(" ,;.:")
    if name in TAGS or not 2 <= len(name) <= _LONGEST:
        return None
    if name in _proven():
        right = _proven()[name]
        return TagRepair(right, "repair-table") if right else None
    if (country := _country(name)) is not None:
        return TagRepair((country,), "place-name")
    if not (name.isascii() and name.isalpha()):
        return _mixed(name)
    single = _nearest(name)
    fused = _cut(name)
    if single is not None and (fused is None or single[0] <= fused[0]):
        return TagRepair((single[1],), "misspelt") if single[1] else None
    return TagRepair(fused[1], fused[2]) if fused else None


def _mixed(name: str) -> TagRepair | None:
    """Tags parted by a stroke or hyphen: each must be one, or be repaired."""
    parts = [part.strip() for part in _PARTED.split(name)]
    if len(parts) < 2 or not all(parts):
        return None
    found: list[str] = []
    for part in parts:
        if part in TAGS:
            found.append(part)
        elif mended := find_repair(part):
            found += mended.tags
        else:
            return None
    return TagRepair(tuple(dict.fromkeys(found)), "mixed")


def _country(name: str) -> str | None:
    """The geographic tag of a country written in words, or None."""
    if len(name) < 4:
        return None
    iso = find_country(name)
    return _by_iso().get(iso) if iso else None


@lru_cache(maxsize=65536)
def _nearest(name: str) -> tuple[float, str] | None:
    """The tag that one slip makes of `name`, with its cost; an empty one where two are as near."""
    if not 3 <= len(name) <= 8:
        return None
    best: dict[str, float] = {}
    rivals: set[str] = set()
    near = {right for letters in _shorter(name) for right in _targets().get(letters, ())}
    for right in near:
        use = _use().get(right, 0)
        kind = slip(name, right)
        if kind is None or (len(name) == 3 and use < 3):
            continue
        cost = _SLIPS[kind]
        if len(name) == len(right) and name[1:] == right[1:]:
            cost = _OTHER_GROUP if {name[0], right[0]} <= _CLASS_LETTERS else cost
        elif kind in ("pulse", "changed") and name[0] != right[0]:
            cost += 0.1
        # A rare tag counts as a rival, but is only taken for a slip that leaves all letters.
        best[right] = cost - _USE * use
        if not use and kind in ("changed", "pulse"):
            rivals.add(right)
    ranked = sorted((cost, right) for right, cost in best.items())
    if not ranked:
        return None
    if ranked[0][1] in rivals or (len(name) == 3 and not _use().get(ranked[0][1])):
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _APART:
        return ranked[0][0], ""
    return ranked[0]


def _cut(name: str) -> tuple[float, tuple[str, ...], str] | None:
    """The cheapest cut of `name` into two tags or more: cost, tags, rule."""
    if len(name) < 4:
        return None
    # Cost, tags, whether one is misspelt and whether one is firm, up to each place.
    best: list[tuple[float, tuple[str, ...], bool, bool] | None] = [(0.0, (), False, False)]
    for end in range(1, len(name) + 1):
        reached = None
        for start in range(max(0, end - 8), end - 1):
            before = best[start]
            if before is None or (start == 0 and end == len(name)):
                continue
            part = _part(name[start:end])
            if part is None or (part[2] and before[2]):
                continue
            cost = before[0] + part[0]
            if reached is None or cost < reached[0]:
                reached = (cost, (*before[1], part[1]), before[2] or part[2],
                           before[3] or (not part[2] and part[0] < _FIRM))  # fmt: skip
        best.append(reached)
    found = best[-1]
    if found is None or len(found[1]) < 2 or not found[3]:
        return None
    return found[0], tuple(dict.fromkeys(found[1])), "fused-misspelt" if found[2] else "fused"


def _part(letters: str) -> tuple[float, str, bool] | None:
    """One part of a cut: cost, tag, whether it is misspelt."""
    fact = TAGS.get(letters)
    if fact is not None:
        use = _use().get(letters, 0)
        if len(letters) == 2:
            return (0.5, letters, False) if fact.kind == "geo" or use else None
        return (0.3 if len(letters) >= 4 else 0.55) - 0.04 * use, letters, False
    if len(letters) == 2:
        known = _proven().get(letters)
        if known:
            return 0.6, known[0], False
        tag = _by_iso().get(letters)
        return (0.9, tag, False) if tag else None
    near = _nearest(letters)
    if near is None or not near[1] or not _use().get(near[1]):
        return None
    return 1.0 + near[0], near[1], True


@cache
def _use() -> dict[str, int]:
    """Tag to how much it is used, 1 to 5; the rest is rare."""
    return {tag: int(use) for tag, use, _ in rows("tag-use")}


def _shorter(name: str) -> set[str]:
    """The name, and with each one of its letters left out: two that one slip parts share one."""
    return {name, *(name[:n] + name[n + 1 :] for n in range(len(name)))}


@cache
def _targets() -> dict[str, list[str]]:
    """Tags that a slip may lead to, by themselves and with a letter left out.

    They have four letters or more, or are frequent ones of three.
    """
    found: dict[str, list[str]] = {}
    for name, fact in TAGS.items():
        if not name.isalpha() or fact.kind == "person":
            continue
        if len(name) >= 4 or (len(name) == 3 and name in _use()):
            for letters in _shorter(name):
                found.setdefault(letters, []).append(name)
    return found


@cache
def _by_iso() -> dict[str, str]:
    """ISO 3166 code of a country to its geographic tag, of several the latest."""
    latest: dict[str, tuple[int, str]] = {}
    for name, fact in TAGS.items():
        if fact.kind == "geo" and fact.iso:
            since = fact.since or 9999
            if fact.iso not in latest or since > latest[fact.iso][0]:
                latest[fact.iso] = since, name
    return {iso: name for iso, (_, name) in latest.items()}


@cache
def _proven() -> dict[str, tuple[str, ...]]:
    """Damaged tag to the right ones; words and halves of names have none."""
    return {raw: tuple(right.split()) for raw, right, _, _ in rows("tag-repairs")}
