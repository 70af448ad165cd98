"""What invented people say: enough of it, on the topic, in whole sentences."""

from __future__ import annotations

import re

import pytest

from reftel.demo.prose import talk
from reftel.demo.questionnaire import ANSWERING, QUESTIONS, YEARS, figures, questionnaire
from reftel.demo.seeds import dice
from reftel.demo.topics import ANYWHERE, TOPICS, VIEWS
from reftel.demo.words import POOLS
from reftel.demo.world import COUNTRIES, POSTS, head, officers
from reftel.vocab.tags import TAGS


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_can_be_spoken_of_everywhere(topic: str) -> None:
    for tag in COUNTRIES:
        speaker = talk(topic, tag, 2007, dice(1, topic, tag).random)
        words = "  ".join(
            [speaker.paragraph(3_000), speaker.view(), speaker.sentence(), speaker.subject()]
        )
        assert "{" not in words
        assert "%s" not in words
        assert not re.search(r"\b(?:a|an|the) (?:a|an|the)\b", words)


def test_the_longest_cable_does_not_run_out_of_words() -> None:
    for n in range(20):
        speaker = talk("health", "RZ", 2007, dice(1, n).random)
        assert len(speaker.paragraph(70_000)) >= 70_000


def test_slots_are_all_known() -> None:
    known = {"country", "adjective", "government", "capital", "money", "ruler", "house", "region"}
    known |= {"river", "surname", "village", "number", "smallnumber", "percent", "year", "day"}
    sentences = [*ANYWHERE, *VIEWS]
    for topic in TOPICS.values():
        sentences += [*topic.sentences, *topic.subjects]
    named = {slot for words in sentences for slot in re.findall(r"\{(\w+)\}", words)}
    assert named <= known | set(POOLS)


def test_tags_of_topics_are_real_subjects() -> None:
    named = {tag for topic in TOPICS.values() for tag in topic.tags}
    assert {tag for tag in named if tag not in TAGS} == set()


def test_heads_of_posts_change_every_three_years() -> None:
    names = [head("STRELSAU", year) for year in range(1995, 2010)]
    assert 4 <= len(set(names)) <= 6
    assert all(len(officers(station, 2008)) == 5 for station in POSTS)


class TestQuestionnaire:
    def test_every_year_asks_and_answers(self) -> None:
        plans = [plan for plan, _ in questionnaire(1894)]
        asked = [p for p in plans if p.post.station == "STATE"]
        assert [p.created.year for p in asked] == list(YEARS)
        for station in ANSWERING:
            years = {p.created.year for p in plans if p.post.station == station}
            assert years == set(YEARS)

    def test_answers_refer_to_the_questions_and_to_the_year_before(self) -> None:
        plans = {plan.target.id: plan for plan, _ in questionnaire(1894)}
        for plan in plans.values():
            for target in plan.references:
                assert target.id in plans
                assert plans[target.id].created < plan.created

    def test_answers_keep_letters_and_numbers(self) -> None:
        numbers = {letter: number for letter, number, _ in QUESTIONS}
        for plan, content in questionnaire(1894):
            if plan.post.station == "STATE" or "Correction" in content.subject:
                continue
            answered = [p for p in content.passages if p.blocks[0].startswith("QUESTION ")]
            assert len(answered) >= 5
            for passage in answered:
                assert passage.number == numbers[passage.blocks[0][9]]
                assert passage.blocks[1].startswith("POST RESPONSE:  ")

    def test_figures_hang_together(self) -> None:
        for station in ANSWERING:
            for year in YEARS:
                found = figures(station, year, 1894)
                assert found.convictions <= found.prosecutions <= found.investigations
                assert found.reported <= found.inspections
                assert found.victims_shelter >= found.victims_police
                assert found.disagrees == (found.convictions_in_summary != found.convictions)

    def test_the_year_before_is_told_as_it_was(self) -> None:
        for plan, content in questionnaire(1894):
            if plan.created.year == YEARS.start or plan.post.station == "STATE":
                continue
            before = figures(plan.post.station, plan.created.year - 1, 1894)
            words = " ".join(block for p in content.passages for block in p.blocks)
            if "Correction" not in content.subject:
                assert f"{before.prosecutions} and {before.convictions}." in words
