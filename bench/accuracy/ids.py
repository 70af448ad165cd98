"""`python -m bench.accuracy.ids`: repair of damaged numbers, and numbers that must stay.

The damaged numbers of a published set and the list of all its numbers lie beside the project, not
in it; without them a sentence says so.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

from reftel.vocab.cable_id import read_id

FOLDER = Path(__file__).parents[3] / "shared" / "vocab"


def main() -> None:
    """Print how many are repaired by rule, by table, wrongly, and which sound ones change."""
    damaged, known = FOLDER / "id-repairs.csv", FOLDER / "known-ids.csv.gz"
    if not damaged.exists():
        print("The damaged numbers are not beside the project; nothing was measured.")
        return
    with damaged.open(encoding="utf-8", newline="") as file:
        right = {one["raw"]: one["canonical"] for one in csv.DictReader(file)}
    by_rule = by_table = 0
    wrong = []
    for raw, canonical in right.items():
        read = read_id(raw)
        if read is None or str(read.id) != canonical:
            wrong.append(f"{raw}: label {canonical}, read {read and read.id}")
        elif "repair-table" in read.rules:
            by_table += 1
        else:
            by_rule += 1
    print(f"{len(right)} damaged: {by_rule} by rule, {by_table} by table, {len(wrong)} wrong")
    print("\n".join(wrong))
    if known.exists():
        with gzip.open(known, "rt", encoding="utf-8", newline="") as lines:
            names = [one["id"] for one in csv.DictReader(lines)]
        sound = [name for name in names if name not in right]
        changed = [
            name for name in sound if (read := read_id(name)) is None or str(read.id) != name
        ]
        print(f"{len(sound)} sound: {len(changed)} changed {changed[:10]}")


if __name__ == "__main__":
    main()
