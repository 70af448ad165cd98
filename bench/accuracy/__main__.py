"""`python -m bench.accuracy`: precision and recall of every field on the labelled cases.

With `--write` the table and the list of failures go into bench/accuracy/README.md, which a test
holds to what is measured.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from bench.accuracy.cases import FIELDS, Case, cases

__all__ = ["README", "Score", "report", "scores"]

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- measured: python -m bench.accuracy --write -->\n", "<!-- end -->\n"


class Score(msgspec.Struct):
    """How one field fares."""

    cases: int = 0
    right: int = 0
    expected: int = 0
    found: int = 0
    failures: list[tuple[str, list[str], list[str]]] = []
    """Case, values that were expected and not found, values found and not expected."""

    @property
    def precision(self) -> float:
        """Of the values found, the share that was expected."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the values expected, the share that was found."""
        return self.right / self.expected if self.expected else 1.0


def scores(some: Iterable[Case]) -> dict[str, Score]:
    """Every field's score over these cases."""
    made = {field: Score() for field in FIELDS}
    for case in some:
        for field, expected in case.expected.items():
            score, want, got = made[field], Counter(expected), Counter(case.found[field])
            score.cases += 1
            score.expected += want.total()
            score.found += got.total()
            score.right += (want & got).total()
            missed, added = list((want - got).elements()), list((got - want).elements())
            if missed or added:
                score.failures.append((case.name, missed, added))
    return made


def report(some: list[Case]) -> str:
    """The table and the failures, in Markdown."""
    made = scores(some)
    whole = sum(not case.name.startswith("fragments/") for case in some)
    lines = [
        f"{whole} whole telegrams and {len(some) - whole} fragments.",
        "",
        "| field | cases | values | precision | recall |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {field} | {one.cases} | {one.expected} |"
        f" {100 * one.precision:.1f} % | {100 * one.recall:.1f} % |"
        for field, one in made.items()
    ]
    lines += ["", "Failures:", ""]
    lines += [
        f"- {field}, `{name}`: expected {_shown(missed)}, found {_shown(added)}"
        for field, one in made.items()
        for name, missed, added in one.failures
    ] or ["none."]
    return "\n".join(lines) + "\n"


def _shown(values: list[str]) -> str:
    return ", ".join(f"`{value}`" for value in values) or "nothing"


def main() -> None:
    """Print the report, or write it."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--write", action="store_true", help="into bench/accuracy/README.md")
    made = report(list(cases()))
    if parser.parse_args().write:
        page = README.read_text("utf-8")
        before, _, rest = page.partition(BEGIN)
        README.write_text(before + BEGIN + "\n" + made + "\n" + END + rest.partition(END)[2])
    print(made, end="")


if __name__ == "__main__":
    main()
