"""The big set: the same cable whatever stands before it, of a size and a wording like the real."""

from __future__ import annotations

import math
import re
import statistics
import subprocess
import sys
from collections import Counter

import pytest

from reftel.demo.cables import cable, generate
from reftel.demo.plan import LEVELS, identity, plan
from reftel.demo.seeds import dice
from reftel.demo.truth import PARTIAL_NOTE, Invented
from reftel.demo.world import COUNTRIES, POSTS
from reftel.vocab.posts import find_post
from reftel.vocab.routing import routing
from reftel.vocab.tags import TAGS


@pytest.fixture(scope="module")
def sample() -> list[Invented]:
    """300 cables from all over a set of 30,000."""
    return [cable(n) for n in range(0, 29_100, 97)]


class TestSameAgain:
    def test_a_cable_does_not_depend_on_those_before_it(self) -> None:
        in_a_row = list(generate(12))
        assert in_a_row[11] == cable(11)
        assert in_a_row[:5] == list(generate(5))

    def test_another_seed_gives_another_world_of_cables(self) -> None:
        assert cable(7, seed=1).text != cable(7, seed=2).text

    def test_another_process_writes_the_same_bytes(self) -> None:
        words = "from reftel.demo.cables import cable; print(hash(1), cable(41).text, end='')"
        out = subprocess.run(
            [sys.executable, "-c", words],
            env={"PYTHONHASHSEED": "77"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        assert out == f"1 {cable(41).text}"

    def test_no_two_cables_share_a_number(self) -> None:
        ids = [identity(1894, n)[0].id for n in range(60_000)]
        assert len(set(ids)) == len(ids)

    def test_serials_of_a_post_rise_with_time(self) -> None:
        sent: dict[tuple[str, int], list[tuple[int, object]]] = {}
        for n in range(20_000):
            target, created = identity(1894, n)
            sent.setdefault((target.post.station, target.year), []).append((target.serial, created))
        assert all(
            [at for _, at in sorted(numbers)] == sorted(at for _, at in numbers)
            for numbers in sent.values()
        )

    def test_dice_are_the_same_for_the_same_words(self) -> None:
        assert dice(3, "a", 1).random() == dice(3, "a", 1).random() != dice(3, "a", 2).random()


class TestLikeTheReal:
    def test_sizes(self, sample: list[Invented]) -> None:
        lengths = [len(c.text) for c in sample]
        lines = [c.body.count("\n") for c in sample]
        assert 5_800 < statistics.mean(lengths) < 7_800
        assert 95 < statistics.median(lines) < 135
        assert max(lines) < 1_500
        spread = statistics.stdev(math.log(length) for length in lengths)
        assert 0.35 < spread < 0.75

    def test_words(self, sample: list[Invented]) -> None:
        words = Counter(re.findall(r"[a-z]+", " ".join(c.body.lower() for c in sample)))
        total = sum(words.values())
        ranked = [count for _, count in words.most_common()]
        assert len(words) > 5_000
        assert 0.03 < ranked[0] / total < 0.13
        assert sum(ranked[:100]) / total > 0.35
        assert sum(count == 1 for count in ranked) / len(ranked) > 0.25

    def test_levels_and_forms(self, sample: list[Invented]) -> None:
        levels = Counter(c.truth.level for c in sample)
        assert set(levels) <= set(LEVELS)
        assert 0.2 < levels["UNCLASSIFIED"] / 300 < 0.42
        assert 0.28 < levels["CONFIDENTIAL"] / 300 < 0.5
        assert 0.1 < sum(c.header == PARTIAL_NOTE for c in sample) / 300 < 0.3
        assert 0.35 < sum(not c.truth.references for c in sample) / 300 < 0.6
        assert 0.3 < sum(c.truth.sections > 1 for c in sample) / 300 < 0.9

    def test_lines_are_short_enough_for_a_teleprinter(self, sample: list[Invented]) -> None:
        longest = max(
            len(line)
            for c in sample
            if "page-break-glued" not in c.truth.faults and c.header != PARTIAL_NOTE
            for line in c.text.split("\n")
        )
        assert longest <= 120

    def test_half_of_the_references_are_cables_of_the_set(self) -> None:
        held = {identity(1894, n)[0].id for n in range(20_000)}
        plans = [plan(1894, n, dice(1, n)) for n in range(10_000, 11_000)]
        named = [target.id for p in plans for target in p.references]
        assert 0.35 < sum(r in held for r in named) / len(named) < 0.85

    def test_references_lead_back_in_time(self) -> None:
        sent = {target.id: at for target, at in (identity(1894, n) for n in range(5_000))}
        plans = [plan(1894, n, dice(1, n)) for n in range(5_000)]
        pairs = [(sent[t.id], p.created) for p in plans for t in p.references if t.id in sent]
        assert len(pairs) > 1_000
        assert all(before <= after for before, after in pairs)


class TestNothingReal:
    @pytest.mark.parametrize("post", [p for p in POSTS.values() if p.kind != "SECSTATE"])
    def test_posts_are_in_no_list(self, post) -> None:
        assert find_post(post.name) is None
        assert find_post(post.station) is None
        assert find_post(post.addressee) is None

    def test_routing_indicators_are_in_no_list(self) -> None:
        made_up = {p.routing for p in POSTS.values() if p.kind != "SECSTATE"}
        assert not [indicator for indicator in made_up if routing(indicator)]

    def test_tags_of_countries_are_in_no_list(self) -> None:
        assert not set(COUNTRIES) & set(TAGS)
