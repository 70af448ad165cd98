"""`python -m bench.accuracy.tags`: repair of TAGS against strings of a real site.

The labelled strings lie beside the project, not in it; without them a sentence says so. A label
that is `sure` is the target. Of the others it is told how many agree, and how many that the hand
could not read are repaired all the same.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from reftel.vocab.tables import rows
from reftel.vocab.tag_repair import find_repair
from reftel.vocab.tags import TAGS

LABELLED = Path(__file__).parents[3] / "shared" / "vocab" / "tag-repairs.csv"


def main() -> None:
    """Print agreement by kind, and each disagreement."""
    if not LABELLED.exists():
        print("The labelled strings are not beside the project; nothing was measured.")
        return
    proven = {raw for raw, *_ in rows("tag-repairs")}
    all_of, right, by_rule = Counter[str](), Counter[str](), Counter[str]()
    differing, guesses, loose = [], [], Counter[bool]()
    with LABELLED.open(encoding="utf-8", newline="") as file:
        labelled = list(csv.DictReader(file))
    for one in labelled:
        raw, kind = one["raw"], one["kind"]
        found = None if raw in TAGS else find_repair(raw)
        read = (raw,) if raw in TAGS else found.tags if found else ()
        same = set(read) == set(one["canonical"].split())
        if one["sure"] != "yes":
            if kind == "unknown" and read:
                guesses.append(f"{raw}: {' '.join(read)}")
            elif kind != "unknown":
                loose[same] += 1
            continue
        all_of[kind] += 1
        right[kind] += same
        by_rule[kind] += same and raw not in proven
        if not same:
            differing.append(f"{kind:11}{raw:24}label {one['canonical'] or '-'}, read {read}")
    print(f"{'kind':12}{'labels':>7}{'agree':>7}{'by rule alone':>15}")
    for kind in sorted(all_of):
        print(f"{kind:12}{all_of[kind]:7}{right[kind]:7}{by_rule[kind]:15}")
    whole = all_of.total()
    print(f"{'all':12}{whole:7}{right.total():7}{by_rule.total():15}")
    print(f"{right.total() / whole:.1%} agree, {by_rule.total() / whole:.1%} by rule alone")
    print("\n".join(["", "Disagreements with sure labels:", *(differing or ["none"])]))
    print(f"\nLabels that are not sure: {loose[True]} agree, {loose[False]} differ or are left.")
    print(f"Repaired though the hand could not read them: {len(guesses)}: {'; '.join(guesses)}")


if __name__ == "__main__":
    main()
